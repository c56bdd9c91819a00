/*
 * import-people: who a row of a list of people is.
 *
 * A person lives longer than an event.  The same person is certain by name
 * and e-mail; by name, phone and party; or by name and body when she is not
 * yet in this event.  Anybody else of the same name is kept apart and
 * listed.
 */
#pragma once

#include "planner/store/stage.h"

typedef struct PersonMatch {
    gint64 person;      /* 0: nobody we know */
    char *other_code;   /* her code in this event when she has one already */
    char *planned_code; /* the same, where that one is of another role */
} PersonMatch;

/* Looks for the person that ROW, new to the event, describes.  The caller
 * frees both codes.  FALSE sets ERROR. */
gboolean people_match(Import *import, const Section *section,
                      const StageRow *row, PersonMatch *match, GError **error);

/* Before anything is stored: where one row of a person says that she is
 * protected, so are all her rows in the files, the bad ones too. */
void people_share_secrets(Import *import);

/* TRUE when VALUES say a surname: a file that we wrote hides the protected. */
gboolean people_named(const KindRow *kind, const char *const *values);

/* The id that a new person gets when her row is put; 0 and ERROR. */
gint64 people_next(Store *store, GError **error);

/* Outlook's contacts: fills in e-mail and phone of people who lack them. */
gboolean people_fill_contacts(Import *import, Section *section, GError **error);
