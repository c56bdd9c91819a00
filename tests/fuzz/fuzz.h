/*
 * fuzz: what a target is, and what the targets share.
 *
 * A target hands foreign bytes to one parser and asserts what must hold for
 * any bytes.  entry.c makes it a libFuzzer program, replay.c one that reads
 * the files of a corpus.
 */
#pragma once

#include <glib.h>

#include "planner/store/store.h"

/* The target.  DATA of SIZE bytes is borrowed. */
void fuzz_one(const guint8 *data, gsize size);

/* Makes GLib's complaints of our calls fatal.  Once, before the first. */
void fuzz_start(void);

/* DATA as text that ends with a zero byte; those within stay.  The caller
 * owns it. */
char *fuzz_text(const guint8 *data, gsize size);

/* The pieces of DATA between lines that are MARK alone, at most COUNT; the
 * rest of PIECES stay NULL.  The caller frees each. */
void fuzz_split(const guint8 *data, gsize size, const char *mark, char **pieces,
                guint count);

/* Fails unless TEXT is UTF-8 without a character that ends a line. */
void fuzz_expect_line(const char *text);

/* A store in memory with the small day of tests/cases/deliver/day.sql.  Its
 * file has no name any longer.  The caller owns it. */
Store *fuzz_store(void);

/* Imports DATA as a file into such a store, the same one each time, lets
 * check and plan read what came of it, and then does not store it. */
void fuzz_import(const guint8 *data, gsize size);
