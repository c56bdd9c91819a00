#include "planner/cli/dav-call.h"

#include "planner/base/error.h"
#include "planner/deliver/credentials.h"

Caldav *
dav_call_open(const char *url, const DavOptions *options, GError **error)
{
    const CredentialsPlaces places = {
        .file = options->credentials != NULL ? options->credentials
                                             : g_getenv("HUNDRA_DAV_FILE"),
        .user = g_getenv("HUNDRA_DAV_USER"),
        .password = g_getenv("HUNDRA_DAV_PASSWORD"),
    };
    g_auto(Credentials) credentials = { 0 };
    if (!credentials_find(&places, &credentials, error))
        return NULL;
    const TransportLogin login = { .user = credentials.user,
                                   .password = credentials.password,
                                   .bearer = credentials.bearer,
                                   .ca_file = options->ca,
                                   .plaintext = options->plaintext };
    Caldav *caldav = caldav_open(url, &login, error);
    if (caldav == NULL)
        hundra_adopt(error, HUNDRA_ERROR_DELIVERY);
    return caldav;
}
