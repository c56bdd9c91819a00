#include "calendars/wire.h"

#include <glib/gi18n.h>
#include <string.h>

#include "calendars/carrier.h"

enum { STALLED_BYTES = 1 }; /* a second */

void
wire_limits(CURL *curl, const char *protocols, int response_s)
{
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)TRANSPORT_CONNECT_S);
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT,
                     response_s > 0 ? (long)response_s
                                    : (long)TRANSPORT_RESPONSE_S);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)TRANSPORT_MESSAGE_S);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)TRANSPORT_STALLED_S);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, (long)STALLED_BYTES);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, protocols);
    curl_easy_setopt(curl, CURLOPT_PROXY, ""); /* not the environment's */
}

void
wire_trust(CURL *curl, const TransportLogin *login)
{
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
}

gboolean
wire_login_good(const TransportLogin *login, GError **error)
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

const char *
wire_reason(CURLcode rc)
{
    switch (rc) {
    case CURLE_COULDNT_RESOLVE_HOST: return _("servern går inte att hitta");
    case CURLE_COULDNT_CONNECT: return _("servern går inte att nå");
    case CURLE_OPERATION_TIMEDOUT: return _("servern svarade inte i tid");
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
        return _("serverns certifikat gick inte att godkänna");
    case CURLE_USE_SSL_FAILED: return _("servern erbjuder inte TLS");
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER: return _("TLS gick inte att komma överens om");
    case CURLE_LOGIN_DENIED: return _("inloggningen godtogs inte");
    default: return _("förbindelsen bröts");
    }
}

gboolean
wire_needs_setup(CURLcode rc)
{
    switch (rc) {
    case CURLE_LOGIN_DENIED:
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CIPHER:
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL: return TRUE;
    default: return FALSE;
    }
}

char *
wire_part(CURLU *url, CURLUPart part, unsigned flags)
{
    char *value = NULL;
    if (curl_url_get(url, part, &value, flags) != CURLUE_OK)
        return NULL;
    char *copy = g_strdup(value);
    curl_free(value);
    return copy;
}

gboolean
wire_has_part(CURLU *url, CURLUPart part)
{
    g_autofree char *value = wire_part(url, part, 0);
    return value != NULL && strcmp(value, "/") != 0;
}
