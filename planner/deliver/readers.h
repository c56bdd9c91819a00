/*
 * readers: whom a letter is for, and what it can tell them.
 *
 * Stands on the letter views and on facts.
 */
#pragma once

#include "planner/deliver/letter.h"
#include "planner/store/store.h"

/* Where the readers of a letter stand: a view whose rows are facts, id, code,
 * address, name, protected and maybe reserve. */
typedef struct ReaderSource {
    const char *view, *format; /* of store_query: "plan:i company:i" */
    LetterKind kind;
} ReaderSource;

/* Those of PURPOSE, *COUNT of them. */
const ReaderSource *reader_sources(LetterPurpose purpose, guint *count);

/* The event as letters need it; owned. */
typedef struct LetterDay {
    char *zone, *sender, *day, *good_to_know; /* NULL: not set */
    gint64 plan;                              /* 0: none */
    int version;
    gboolean published; /* the plan is the one in force */
} LetterDay;

void letter_day_clear(LetterDay *event);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LetterDay, letter_day_clear)

gboolean letter_day_read(Store *store, gint64 id, LetterDay *event,
                         GError **error);

/* FACTS of a letter view with what PURPOSE says besides; the caller owns the
 * text.  UNTIL may be NULL.  NULL sets ERROR. */
char *reader_facts(const char *facts, LetterPurpose purpose,
                   const LetterDay *event, const char *until, GError **error);
