/*
 * pace: how fast one mail server's account may be used.
 *
 * What its owner has said (hundra outbox account), else what is known of
 * the large ones, else no limit.  All runs share it: what counts is what the
 * outbox says has left through that host, whoever sent it.
 */
#pragma once

#include "planner/store/store.h"

enum {
    PACE_MINUTE_S = 60,
    PACE_DAY_S = 24 * 60 * 60,
    PACE_CONNECTIONS = 4, /* where nothing else is said */
};

/* 0: no limit. */
typedef struct Pace {
    gint64 minute_max; /* messages */
    gint64 day_max;    /* recipients */
    gint64 connections_max;
    gint64 minute_used, day_used;         /* in the last minute, the last day */
    gint64 minute_free_utc, day_free_utc; /* when the oldest of them no longer
                                             counts; 0: none does */
} Pace;

/* "smtp.example.org" of a transport's name "smtp.example.org:587"; NULL for a
 * folder.  The caller owns it. */
char *pace_host(const char *via);

/* The pace of HOST (NULL: a folder, no limit) now. */
gboolean pace_read(Store *store, const char *host, Pace *pace, GError **error);

/* How many may leave now, at most MOST. */
gint64 pace_room(const Pace *pace, gint64 most);

/* When the next may leave, where none may now. */
gint64 pace_free_utc(const Pace *pace);

/* About how many seconds COUNT messages take from now; 0: no limit slows
 * them. */
gint64 pace_forecast_s(const Pace *pace, gint64 count);

/* Sets the limits of HOST to what is SAID; 0 takes one away, -1 leaves it as
 * it is. */
gboolean pace_set(Store *store, const char *host, const Pace *said,
                  const char *who, GError **error);
