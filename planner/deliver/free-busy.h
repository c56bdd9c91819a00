/*
 * free-busy: when a participant is busy on the event's day, from her own
 * calendar into the store.
 *
 * Only the times and their kind are kept, never what they are about.  What
 * no calendar covers stays unknown.  Stands on calendars/busy.
 */
#pragma once

#include "planner/store/store.h"

typedef struct FreeBusyPerson {
    gint64 person;
    char *code, *day, *zone; /* owned */
    gint64 from_utc, to_utc; /* the whole day by the event's clock */
} FreeBusyPerson;

void free_busy_person_clear(FreeBusyPerson *person);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(FreeBusyPerson, free_busy_person_clear)

/* Finds participant CODE of EVENT.  FALSE sets HUNDRA_ERROR_INPUT when there
 * is none. */
gboolean free_busy_find(Store *store, gint64 event, const char *code,
                        FreeBusyPerson *person, GError **error);

/* Reads TEXTS (GBytes: what one calendar, NAME, says), and keeps the busy
 * times in place of what that calendar said before.  WHO is the login name,
 * for the journal.  FALSE sets HUNDRA_ERROR_INPUT with what cannot be known,
 * and nothing is changed. */
gboolean free_busy_take(Store *store, const FreeBusyPerson *person,
                        const char *name, const GPtrArray *texts,
                        const char *who, GError **error);
