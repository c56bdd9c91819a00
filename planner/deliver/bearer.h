/*
 * bearer: the access token (OAuth 2.0, RFC 6750) of a mail account, asked for
 * anew before it expires.
 *
 * Comes from a command or a file that the credentials name; what they give is
 * either the token alone or the JSON of a token endpoint (RFC 6749 5.1):
 *
 *   {"access_token": "...", "expires_in": 3599}
 *
 * The command is run as it stands, without a shell.
 */
#pragma once

#include "planner/base/clock.h"
#include "planner/deliver/credentials.h"

enum {
    BEARER_BYTES_MAX = 16384, /* of what a command or a file gives */
    BEARER_EARLY_S = 5 * 60,  /* renewed so long before it expires */
    BEARER_PATIENCE_S = 60,   /* with a command */
};

typedef struct Bearer Bearer;

/* CREDENTIALS and CLOCK are borrowed; PATIENCE_S 0: BEARER_PATIENCE_S. */
Bearer *bearer_new(const Credentials *credentials, const Clock *clock,
                   int patience_s);
void bearer_free(Bearer *bearer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Bearer, bearer_free)

/* A TransportToken; DATA is the Bearer.  The caller owns the token.  NULL sets
 * HUNDRA_ERROR_INPUT, in whose text no token stands.  From any thread. */
char *bearer_token(gboolean refused, gpointer data, GError **error);
