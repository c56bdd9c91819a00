/*
 * intake-reader: an IntakeReader under other rules than ours; for tests.
 */
#pragma once

#include "calendars/intake-child.h"

IntakeReader *intake_reader_open_with(guint children, const ChildRules *rules,
                                      GError **error);
