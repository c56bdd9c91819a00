/*
 * reject: the bad rows as an .xlsx to correct and read in again.
 */
#pragma once

#include "planner/store/stage.h"

/* Writes PATH: for each sheet its headings and bad rows, as they were, with
 * the reason as the bad cell's comment and in a column of its own.  The
 * names and contact details of protected people are left out.  FALSE sets
 * ERROR (HUNDRA_ERROR_SYSTEM). */
gboolean reject_write(const Import *import, const char *path, GError **error);
