/*
 * What is asked of a connection: where to, how safely, for how long.
 */
#include <glib/gi18n.h>
#include <string.h>

#include "calendars/dial.h"
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
    g_auto(DialAddress) address = { 0 };
    if (!dial_parse(text, "smtp", "smtps",
                    _("Servern ska skrivas som smtp://post.exempel.se:587 "
                      "eller smtps://post.exempel.se."),
                    &address, error))
        return FALSE;
    if (address.path != NULL)
        return dial_refuse(error);
    if (!host_good(helo))
        return transport_fail(error, TRANSPORT_ERROR_SETUP,
                              _("Namnet som den här datorn ska hälsa med är "
                                "inte ett giltigt datornamn."));
    smtp->url = g_strdup_printf("%s://%s:%s/%s", address.scheme, address.host,
                                address.port, helo);
    smtp->base.name = g_strdup_printf("%s:%s", address.host, address.port);
    return TRUE;
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
    dial_set_trust(smtp->curl, login);
    return TRUE;
}
