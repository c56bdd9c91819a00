/*
 * import-report: how the steps of an import fill in its report.
 */
#pragma once

#include "planner/store/import.h"

ImportReport *import_report_new(void);

/* Appends a sentence to one of the report's lists. */
void report_say(GPtrArray *list, const char *format, ...) G_GNUC_PRINTF(2, 3);
