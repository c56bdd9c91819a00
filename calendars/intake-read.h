/*
 * intake-read: intake_read for whoever reads many: zones stay open.
 */
#pragma once

#include "calendars/intake.h"
#include "calendars/slice.h"
#include "calendars/zones.h"

/* What BYTES say, as intake_read does. */
Intake *intake_read_slice(Zones *zones, Slice bytes);

/* A broken one, for FAULT; the caller owns it. */
Intake *intake_broken(IntakeFault fault);
