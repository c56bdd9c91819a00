/*
 * credentials: the login of a mail server, from where nobody else reads it.
 *
 * Either the environment (user and password), or a file that only its owner
 * can read, with lines like
 *
 *   user = planerare@example.org
 *   password = ...
 *
 * or, in place of the password, where an access token comes from (bearer.h):
 *
 *   token-command = ruby /home/anna/token.rb "my account"
 *   token-file = /run/user/1000/token
 *
 * Never from the command line, never into the database or a message.
 */
#pragma once

#include <glib.h>

typedef struct Credentials {
    char *user, *password; /* NULL: none given */
    char *bearer;          /* an OAuth 2.0 access token, or NULL */
    char *token_command;   /* run for one; or NULL */
    char *token_file;      /* read for one; or NULL */
} Credentials;

enum { CREDENTIALS_BYTES_MAX = 16384 }; /* of the file */

/* Overwrites the secrets before it frees them. */
void credentials_clear(Credentials *credentials);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Credentials, credentials_clear)

/* Where to look; all borrowed, may be NULL.  The file goes first. */
typedef struct CredentialsPlaces {
    const char *file;     /* --credentials, else HUNDRA_SMTP_FILE */
    const char *user;     /* HUNDRA_SMTP_USER */
    const char *password; /* HUNDRA_SMTP_PASSWORD */
} CredentialsPlaces;

/* Fills CREDENTIALS, which stay empty when PLACES name none.  FALSE sets
 * HUNDRA_ERROR_INPUT: a file that is not there, not its owner's alone (mode
 * 0600), or has a line that is not understood; or a user without a
 * password.  The text never holds a secret. */
gboolean credentials_find(const CredentialsPlaces *places,
                          Credentials *credentials, GError **error);

/* Reads the text file PATH into TEXT of BYTES, its end with it.  FALSE sets
 * ERROR as above. */
gboolean credentials_read(const char *path, char *text, gsize bytes,
                          GError **error);
