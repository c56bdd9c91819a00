/*
 * export: an event as a workbook that import reads.
 *
 * Sheets for groups and visit times (of the newest plan), politicians,
 * officials, participants, staff and companies.  Every cell is written as
 * text, so that nothing in it is ever run.  Of a protected person stands
 * only that she is: import leaves what is so marked as it is.
 */
#pragma once

#include <glib.h>

#include "planner/base/cells.h"
#include "planner/store/store.h"

/* Writes EVENT to PATH.  FALSE sets ERROR: HUNDRA_ERROR_SYSTEM when the file
 * cannot be written. */
gboolean export_file(Store *store, gint64 event, const char *path,
                     GError **error);

/* TRUE when SHEET, which has rows, is one that export makes of a plan: it
 * shows what is planned, and changes nothing when it is read. */
gboolean export_is_plan(const Book *book, guint sheet);
