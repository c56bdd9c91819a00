/*
 * entry: the day of a person, a group or a whole event as one entry of a
 * calendar.
 *
 * For those who only look: no METHOD, organiser or attendee (rule 33: some
 * clients and servers would mail them).  Stands on facts, the template
 * "calendar" and calendars.  Knows no store.
 */
#pragma once

#include "calendars/calendar.h"
#include "planner/deliver/edition.h"
#include "planner/deliver/form.h"

/* What the entries of a run share: the template, and the zone held open. */
typedef struct Entries Entries;

/* For EDITION, which is borrowed and outlives it.  NULL sets ERROR. */
Entries *entries_open(const Edition *edition, GError **error);
void entries_close(Entries *entries);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Entries, entries_close)

/* The UID of CODE ("P001", "grupp-01"): stable for the entry's life, and
 * another one than the invitation's, which whoever imports a file must not
 * overwrite.  The caller owns it. */
char *entries_uid(const Entries *entries, const char *code);

typedef struct Entry {
    Appointment appointment; /* borrows all that follows */
    char *uid, *zone, *location;
    Form form;
} Entry;

void entry_clear(Entry *entry);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Entry, entry_clear)

/* Fills ENTRY from FACTS, the JSON of view letter_participant,
 * calendar_group or shared_day; SEQUENCE is 0 and DTSTAMP the edition's
 * until the caller sets others.  FALSE sets ERROR. */
gboolean entries_fill(const Entries *entries, const char *uid, const char *json,
                      Entry *entry, GError **error);
