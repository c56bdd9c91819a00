/*
 * merge: a row of a file against what is there.
 *
 * Inside planner/store, between stage.c and what it asks of people.
 */
#pragma once

#include "planner/store/stage.h"

typedef struct Merge {
    const KindRow *kind;
    const char **old;    /* owned; NULL: the row is new */
    const char **base;   /* owned; what is known of a new row's person */
    const char **values; /* owned array of borrowed texts */
    gint64 thing;
    StageFacts facts;
    gboolean changed;
    gboolean alias;    /* the row is her second one */
    gboolean replaced; /* the row's code is another person's now */
} Merge;

void merge_clear(Merge *merge);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Merge, merge_clear)

/* Makes MERGE's values what shall stand there: ROW's, where it says something
 * and may.  Tells of every change. */
gboolean merge_fields(Import *import, const Section *section,
                      const StageRow *row, Merge *merge, GError **error);

/* Runs the statements NAMES, at most COUNT_MAX, with MERGE's values. */
gboolean merge_run(Import *import, const Merge *merge, const char *const *names,
                   int count_max, GError **error);

/* Puts MERGE's values into the store. */
gboolean merge_put(Import *import, const Merge *merge, GError **error);
