/*
 * What is asked of a connection: where to, how safely, for how long.
 */
#include <glib/gi18n.h>
#include <string.h>

#include "calendars/smtp.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CURLU, curl_url_cleanup)

enum { STALLED_BYTES = 1 }; /* a second */

static gboolean
host_good(const char *host)
{
    return *host != '\0' && strspn(host, "abcdefghijklmnopqrstuvwxyz"
                                         "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                         "0123456789.-") == strlen(host);
}

static gboolean
has_part(CURLU *url, CURLUPart part)
{
    char *value = NULL;
    CURLUcode rc = curl_url_get(url, part, &value, 0);
    gboolean present = rc == CURLUE_OK && strcmp(value, "/") != 0;
    curl_free(value);
    return present;
}

/* PART of URL, which the caller owns; NULL when absent. */
static char *
get_part(CURLU *url, CURLUPart part, unsigned flags)
{
    char *value = NULL;
    if (curl_url_get(url, part, &value, flags) != CURLUE_OK)
        return NULL;
    char *copy = g_strdup(value);
    curl_free(value);
    return copy;
}

/* Reads TEXT into the transport's url and name.  The text itself is never
 * told: it might hold a password. */
static gboolean
take_url(Smtp *smtp, const char *text, const char *helo, GError **error)
{
    g_autoptr(CURLU) url = curl_url();
    gboolean parsed = curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK;
    g_autofree char *scheme = get_part(url, CURLUPART_SCHEME, 0);
    g_autofree char *host = get_part(url, CURLUPART_HOST, 0);
    g_autofree char *port = get_part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
    if (!parsed || scheme == NULL || host == NULL || port == NULL ||
        (strcmp(scheme, "smtp") != 0 && strcmp(scheme, "smtps") != 0))
        return transport_fail(error, TRANSPORT_ERROR_SETUP,
                              _("Servern ska skrivas som "
                                "smtp://post.exempel.se:587 eller "
                                "smtps://post.exempel.se."));
    if (has_part(url, CURLUPART_USER) || has_part(url, CURLUPART_PASSWORD) ||
        has_part(url, CURLUPART_PATH) || has_part(url, CURLUPART_QUERY) ||
        has_part(url, CURLUPART_FRAGMENT))
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
set_limits(CURL *curl, int response_s)
{
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)TRANSPORT_CONNECT_S);
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT,
                     response_s > 0 ? (long)response_s
                                    : (long)TRANSPORT_RESPONSE_S);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)TRANSPORT_MESSAGE_S);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)TRANSPORT_STALLED_S);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, (long)STALLED_BYTES);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, ""); /* not the environment's */
}

static void
set_trust(CURL *curl, const TransportLogin *login)
{
    curl_easy_setopt(curl, CURLOPT_USE_SSL,
                     login->plaintext ? (long)CURLUSESSL_NONE
                                      : (long)CURLUSESSL_ALL);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (login->ca_file != NULL) {
        curl_easy_setopt(curl, CURLOPT_CAINFO, login->ca_file);
        curl_easy_setopt(curl, CURLOPT_CAPATH, NULL);
    }
    if (login->user != NULL)
        curl_easy_setopt(curl, CURLOPT_USERNAME, login->user);
    if (login->password != NULL)
        curl_easy_setopt(curl, CURLOPT_PASSWORD, login->password);
    if (login->bearer != NULL)
        curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, login->bearer);
}

static gboolean
check_login(const TransportLogin *login, GError **error)
{
    if (login->plaintext && (login->password != NULL || login->bearer != NULL ||
                             login->token != NULL))
        return transport_fail(error, TRANSPORT_ERROR_SETUP,
                              _("Lösenord skickas inte utan kryptering."));
    if (login->ca_file != NULL &&
        !g_file_test(login->ca_file, G_FILE_TEST_IS_REGULAR))
        return transport_fail(error, TRANSPORT_ERROR_SETUP,
                              _("Certifikatfilen %s finns inte."),
                              login->ca_file);
    return TRUE;
}

gboolean
smtp_set_up(Smtp *smtp, const char *url, const TransportLogin *login,
            GError **error)
{
    const char *helo = login->helo == NULL ? "localhost" : login->helo;
    if (!check_login(login, error) || !take_url(smtp, url, helo, error))
        return FALSE;
    smtp->secure = !login->plaintext;
    smtp->token = login->token;
    smtp->token_data = login->token_data;
    set_limits(smtp->curl, login->response_s);
    set_trust(smtp->curl, login);
    return TRUE;
}
