/*
 * token: what nobody can guess, for the UID of an invitation or the
 * name of a feed; and the names of messages.
 */
#pragma once

#include <glib.h>

/* 96 random bits as 24 small letters and digits; from SEEDED in tests, from
 * the system when it is NULL.  The caller owns the text.  NULL sets ERROR. */
char *token_new(GRand *seeded, GError **error);

/* 128 bits as 32 of them, for what whoever knows it may read (rule 35). */
char *token_secret(GRand *seeded, GError **error);

/* The Message-ID of the message of UID ("token@domain") with SEQUENCE and
 * DTSTAMP_UTC: unique for it, so made once.  The caller owns it. */
char *token_message_id(const char *uid, int sequence, gint64 dtstamp_utc);
