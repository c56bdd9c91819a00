/*
 * import-document: event.json, event.xml and the travel model.
 *
 * Tells them from spreadsheets, reads them within bounds, and hands the
 * tree on.
 */
#pragma once

#include "planner/store/stage.h"

typedef enum {
    DOCUMENT_NONE, /* not one of these: a spreadsheet, or nothing we know */
    DOCUMENT_JSON,
    DOCUMENT_XML,
} DocumentForm;

/* What the first bytes of FILE look like.  A file that cannot be read is
 * DOCUMENT_NONE: whoever reads it next tells why. */
DocumentForm document_form(const char *file);

/* Reads FILE (borrowed) into sections, or into the import's travel model.
 * FALSE sets ERROR: an event has no room for bad rows. */
gboolean document_read(Import *import, const char *file, DocumentForm form,
                       GError **error);
