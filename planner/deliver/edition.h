/*
 * edition: which version of a plan is printed or written out.
 */
#pragma once

#include "planner/store/store.h"

typedef struct Edition {
    gint64 plan;
    gint64 made_utc; /* of the plan, or of the facts where they are newer */
    int version;
    char *event_code, *event_name, *day, *zone; /* owned, as the next two */
    char *sender_email;                         /* NULL: not set */
    char *sender_name;
    char *language; /* the event's: "sv", "en" */
    char *logotype; /* what the office's logotype says; NULL: none is set */
    guint32 accent; /* 0xRRGGBB */
} Edition;

void edition_clear(Edition *edition);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Edition, edition_clear)

/* Finds VERSION of EVENT; 0: the one in force, or else the newest.  FALSE
 * sets HUNDRA_ERROR_REFUSED when there is none. */
gboolean edition_find(Store *store, gint64 event, int version, Edition *edition,
                      GError **error);

/* Finds the version of EVENT that is published.  FALSE sets
 * HUNDRA_ERROR_REFUSED when none is. */
gboolean edition_published(Store *store, gint64 event, Edition *edition,
                           GError **error);

/* MADE_UTC as the event's clock showed it:
 * "2022-05-10T14:05".  The caller owns it.  NULL sets ERROR. */
char *edition_made(const Edition *edition, GError **error);

/* The same of UTC. */
char *edition_local(const Edition *edition, gint64 utc, GError **error);

/* The folder DIRECTORY, made for its owner only where it is missing. */
gboolean edition_folder(const char *directory, GError **error);

/* Writes CONTENT to NAME in DIRECTORY, whole or not at all, for its owner
 * only, and adds its path to FILES. */
gboolean edition_write(const char *directory, const char *name, GBytes *content,
                       GPtrArray *files, GError **error);
