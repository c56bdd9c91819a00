#include "calendars/dial.h"

#include <glib/gi18n.h>
#include <string.h>

#include "calendars/carrier.h"
#include "calendars/wire.h"

void
dial_address_clear(DialAddress *address)
{
    g_clear_pointer(&address->scheme, g_free);
    g_clear_pointer(&address->host, g_free);
    g_clear_pointer(&address->port, g_free);
    g_clear_pointer(&address->path, g_free);
}

gboolean
dial_refuse(GError **error)
{
    return transport_fail(error, TRANSPORT_ERROR_SETUP,
                          _("Serverns adress får bara ha namn och port; "
                            "användare och lösenord anges för sig."));
}

gboolean
dial_parse(const char *text, const char *plain, const char *secure,
           const char *example, DialAddress *address, GError **error)
{
    g_autoptr(CURLU) url = curl_url();
    gboolean parsed = curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK;
    address->scheme = wire_part(url, CURLUPART_SCHEME, 0);
    address->host = wire_part(url, CURLUPART_HOST, 0);
    address->port = wire_part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
    if (wire_has_part(url, CURLUPART_PATH))
        address->path = wire_part(url, CURLUPART_PATH, 0);
    if (!parsed || address->scheme == NULL || address->host == NULL ||
        address->port == NULL ||
        (strcmp(address->scheme, plain) != 0 &&
         strcmp(address->scheme, secure) != 0))
        return transport_fail(error, TRANSPORT_ERROR_SETUP, "%s", example);
    return (!wire_has_part(url, CURLUPART_USER) &&
            !wire_has_part(url, CURLUPART_PASSWORD) &&
            !wire_has_part(url, CURLUPART_QUERY) &&
            !wire_has_part(url, CURLUPART_FRAGMENT)) ||
           dial_refuse(error);
}

void
dial_set_trust(CURL *curl, const TransportLogin *login)
{
    wire_trust(curl, login);
    curl_easy_setopt(curl, CURLOPT_USE_SSL,
                     login->plaintext ? (long)CURLUSESSL_NONE
                                      : (long)CURLUSESSL_ALL);
    if (login->bearer != NULL)
        curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, login->bearer);
}
