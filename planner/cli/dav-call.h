/*
 * dav-call: what commands that speak with a calendar server are called with.
 */
#pragma once

#include "calendars/caldav.h"
#include "planner/cli/options.h"

typedef struct DavOptions {
    const char *credentials;
    const char *ca;
    gboolean plaintext;
} DavOptions;

/* The rows for MEMBER, a DavOptions of the command's struct TYPE. */
#define DAV_OPTIONS(TYPE, MEMBER)                                                \
    { "credentials",                                                             \
      OPTION_PATH,                                                               \
      offsetof(TYPE, MEMBER) + offsetof(DavOptions, credentials),                \
      N_("FIL"),                                                                 \
      N_("inloggningen, rader som user = namn och password = ord; filen får "   \
         "vara läsbar bara för dig (0600)"),                                     \
      0,                                                                         \
      0,                                                                         \
      NULL },                                                                    \
        { "ca",                                                                  \
          OPTION_PATH,                                                           \
          offsetof(TYPE, MEMBER) + offsetof(DavOptions, ca),                     \
          N_("FIL"),                                                             \
          N_("certifikat (PEM) att lita på; annars systemets"),                  \
          0,                                                                     \
          0,                                                                     \
          NULL },                                                                \
    {                                                                            \
        "plaintext", OPTION_FLAG,                                                \
            offsetof(TYPE, MEMBER) + offsetof(DavOptions, plaintext), NULL,      \
            N_("tillåter http:// utan TLS, och då utan inloggning: bara för " \
               "en server på den egna datorn"),                                  \
            0, 0, NULL                                                           \
    }

/* Opens the collection at URL.  NULL sets ERROR (HUNDRA_ERROR_DELIVERY, or
 * what is wrong with the login). */
Caldav *dav_call_open(const char *url, const DavOptions *options,
                      GError **error);
