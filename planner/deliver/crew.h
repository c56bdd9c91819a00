/*
 * crew: several connections that carry messages at the same time.
 *
 * Stands on calendars/transport and on lock (receipts).  Knows no store:
 * whoever gives a parcel has read it, and records what became of it.
 */
#pragma once

#include "calendars/transport.h"
#include "planner/deliver/lock.h"

/* A message on its way; all owned. */
typedef struct Parcel {
    gint64 id;
    char *from, *to, *message_id;
    char *code;            /* of its receiver, for lists */
    gboolean is_protected; /* her address stands in none */
    gint64 attempts;       /* with this one */
    gint64 given_utc;
    GBytes *message;
    gboolean tried;  /* FALSE: the crew had stopped before its turn */
    GError *failure; /* TRANSPORT_ERROR_*; NULL: it has left */
} Parcel;

void parcel_free(Parcel *parcel);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Parcel, parcel_free)

typedef struct Crew Crew;

/* CONNECTIONS to where FIRST leads; one that can have no other carries its
 * parcels in the caller's own thread.  FIRST and LOCK are borrowed. */
Crew *crew_open(Transport *first, guint connections, OutboxLock *lock);
void crew_close(Crew *crew);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Crew, crew_close)

/* Takes PARCEL, to be carried when a connection is free. */
void crew_give(Crew *crew, Parcel *parcel);

/* The next that has been carried, or could not be; the caller owns it.
 * Waits until UNTIL_US on the monotonic clock; NULL: none came, or none is
 * on its way. */
Parcel *crew_take(Crew *crew, gint64 until_us);

/* How many were given and not taken. */
guint crew_load(const Crew *crew);

/* What has not begun comes back untried.  The crew stops by itself when the
 * transport can carry nothing, or says "later" too often in a row. */
void crew_stop(Crew *crew);
gboolean crew_stopped(const Crew *crew);
