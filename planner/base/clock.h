/*
 * clock: the one place that asks what time it is.
 *
 * Passed in wherever "now" matters, so that tests can set it.
 */
#pragma once

#include <glib.h>

typedef struct Clock {
    gint64 fixed_utc; /* seconds since 1970; 0: the machine's clock */
} Clock;

/* Seconds since 1970, UTC.  CLOCK may be NULL: the machine's. */
gint64 clock_now_utc(const Clock *clock);
