/*
 * archive: what says that a PDF may be kept and read by all: its metadata, as
 * Info and as XMP, and what its colours mean (PDF/A-2a, ISO 19005-2; PDF/UA-1,
 * ISO 14289-1).  docs/PDFA.md says which clauses are tested.
 */
#pragma once

#include "templates/objects.h"

typedef struct ArchiveInfo {
    const char *title, *language, *author;
    gint64 made_utc; /* from 1970 to 9999; else it is 1970 */
} ArchiveInfo;

/* Each writes an object and returns its number. */
int archive_info(Objects *objects, const ArchiveInfo *info);
int archive_metadata(Objects *objects, const ArchiveInfo *info);
int archive_output_intent(Objects *objects);
