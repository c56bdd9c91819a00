/*
 * What is asked of a connection: where to, how safely, for how long.
 */
#include <glib/gi18n.h>
#include <string.h>

#include "calendars/smtp.h"
#include "calendars/wire.h"

static gboolean
host_good(const char *host)
{
    return *host != '\0' && strspn(host, "abcdefghijklmnopqrstuvwxyz"
                                         "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                         "0123456789.-") == strlen(host);
}

/* Reads TEXT into the transport's url and name.  The text itself is never
 * told: it might hold a password. */
static gboolean
take_url(Smtp *smtp, const char *text, const char *helo, GError **error)
{
    g_autoptr(CURLU) url = curl_url();
    gboolean parsed = curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK;
    g_autofree char *scheme = wire_part(url, CURLUPART_SCHEME, 0);
    g_autofree char *host = wire_part(url, CURLUPART_HOST, 0);
    g_autofree char *port = wire_part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
    if (!parsed || scheme == NULL || host == NULL || port == NULL ||
        (strcmp(scheme, "smtp") != 0 && strcmp(scheme, "smtps") != 0))
        return transport_fail(error, TRANSPORT_ERROR_SETUP,
                              _("Servern ska skrivas som "
                                "smtp://post.exempel.se:587 eller "
                                "smtps://post.exempel.se."));
    if (wire_has_part(url, CURLUPART_USER) ||
        wire_has_part(url, CURLUPART_PASSWORD) ||
        wire_has_part(url, CURLUPART_PATH) ||
        wire_has_part(url, CURLUPART_QUERY) ||
        wire_has_part(url, CURLUPART_FRAGMENT))
        return transport_fail(error, TRANSPORT_ERROR_SETUP,
                              _("Serverns adress får bara ha namn och port; "
                                "användare och lösenord anges för sig."));
    if (!host_good(helo))
        return transport_fail(error, TRANSPORT_ERROR_SETUP,
                              _("Namnet som den här datorn ska hälsa med är "
                                "inte ett giltigt datornamn."));
    smtp->url = g_strdup_printf("%s://%s:%s/%s", scheme, host, port, helo);
    smtp->base.name = g_strdup_printf("%s:%s", host, port);
    return TRUE;
}

static void
set_trust(CURL *curl, const TransportLogin *login)
{
    wire_trust(curl, login);
    curl_easy_setopt(curl, CURLOPT_USE_SSL,
                     login->plaintext ? (long)CURLUSESSL_NONE
                                      : (long)CURLUSESSL_ALL);
    if (login->bearer != NULL)
        curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, login->bearer);
}

gboolean
smtp_set_up(Smtp *smtp, const char *url, const TransportLogin *login,
            GError **error)
{
    const char *helo = login->helo == NULL ? "localhost" : login->helo;
    if (!wire_login_good(login, error) || !take_url(smtp, url, helo, error))
        return FALSE;
    smtp->secure = !login->plaintext;
    smtp->token = login->token;
    smtp->token_data = login->token_data;
    wire_limits(smtp->curl, "smtp,smtps", login->response_s);
    set_trust(smtp->curl, login);
    return TRUE;
}
