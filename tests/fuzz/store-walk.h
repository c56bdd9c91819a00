/*
 * store-walk: a saved database that somebody else may have written, opened
 * and asked for all that a command asks for.
 */
#pragma once

#include <glib.h>

/* The database of fuzz_store as it lies on disk; borrowed. */
GBytes *store_image(void);

/* Opens a database of those bytes; when that works, runs every statement
 * that only reads, and what each command reads: check, plan, verify, show,
 * diff, calendar, export and publish. */
void store_walk(const guint8 *image, gsize size);
