/*
 * confine: work on somebody else's bytes in a process that can do little.
 *
 * Forked, under limits of processor, memory and time, without rights to new
 * files, and gone when the work is done: bytes that eat all of it cost
 * themselves.  Fork while no other thread runs.
 */
#pragma once

#include <glib.h>

enum {
    CONFINE_CPU_S = 2,
    CONFINE_WALL_MS = 10000,
    CONFINE_MEMORY_MB = 256,              /* beyond what we have */
    CONFINE_ANSWER_MAX = 4 * 1024 * 1024, /* bytes that come back */
};

/* What is done in the child; gives its answer, or NULL. */
typedef GBytes *(*ConfineWork)(gconstpointer data);

/* The answer of WORK on DATA; the caller owns it.  NULL: it gave none, or had
 * to be ended. */
GBytes *confine_run(ConfineWork work, gconstpointer data);
