#include "calendars/http.h"

#include <glib/gi18n.h>
#include <string.h>

#include "calendars/carrier.h"
#include "calendars/wire.h"

enum { HEADERS_BYTES_MAX = 1024 * 1024 };

struct Http {
    CURL *curl;
    gboolean plaintext;
};

/* What libcurl's callbacks fill. */
typedef struct Take {
    HttpAnswer *answer;
    char *location;      /* of a redirect */
    gsize headers_bytes; /* of all lines so far */
    gboolean too_big;
} Take;

static void
take_clear(Take *take)
{
    g_clear_pointer(&take->location, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Take, take_clear)

/* ---- what libcurl calls ------------------------------------------------- */

static size_t
take_body(char *data, size_t size, size_t count, void *user)
{
    Take *take = user;
    gsize bytes = size * count;
    if (take->answer->body->len + bytes > HTTP_BYTES_MAX) {
        take->too_big = TRUE;
        return 0;
    }
    g_string_append_len(take->answer->body, data, (gssize)bytes);
    return bytes;
}

/* The value of LINE when it is header NAME; the caller owns it. */
static char *
header_value(const char *line, const char *name)
{
    gsize length = strlen(name);
    if (g_ascii_strncasecmp(line, name, length) != 0 || line[length] != ':')
        return NULL;
    return g_strstrip(g_strdup(line + length + 1));
}

static void
take_value(char **place, char *value)
{
    if (value == NULL)
        return;
    g_free(*place);
    *place = value;
}

static size_t
take_header(char *data, size_t size, size_t count, void *user)
{
    Take *take = user;
    gsize bytes = size * count;
    take->headers_bytes += bytes;
    if (take->headers_bytes > HEADERS_BYTES_MAX) {
        take->too_big = TRUE;
        return 0;
    }
    g_autofree char *line = g_strndup(data, bytes);
    HttpAnswer *answer = take->answer;
    take_value(&answer->etag, header_value(line, "ETag"));
    take_value(&take->location, header_value(line, "Location"));
    g_autofree char *dav = header_value(line, "DAV");
    if (dav != NULL && answer->dav != NULL)
        take_value(&answer->dav, g_strconcat(answer->dav, ",", dav, NULL));
    else if (dav != NULL)
        answer->dav = g_steal_pointer(&dav);
    return bytes;
}

/* ---- URLs ---------------------------------------------------------------- */

static gboolean
is_loopback(const char *host)
{
    return g_ascii_strcasecmp(host, "localhost") == 0 ||
           strcmp(host, "127.0.0.1") == 0 || strcmp(host, "[::1]") == 0;
}

/* TRUE when SCHEME may be spoken with HOST. */
static gboolean
may_ask(const Http *http, const char *scheme, const char *host)
{
    if (scheme == NULL || host == NULL)
        return FALSE;
    return strcmp(scheme, "https") == 0 ||
           (http->plaintext && strcmp(scheme, "http") == 0 &&
            is_loopback(host));
}

char *
http_url(const Http *http, const char *text, GError **error)
{
    g_autoptr(CURLU) url = curl_url();
    gboolean parsed =
        curl_url_set(url, CURLUPART_URL, text, CURLU_URLENCODE) == CURLUE_OK;
    g_autofree char *scheme = wire_part(url, CURLUPART_SCHEME, 0);
    g_autofree char *host = wire_part(url, CURLUPART_HOST, 0);
    if (!parsed || !may_ask(http, scheme, host)) {
        transport_fail(error, TRANSPORT_ERROR_SETUP,
                       _("Kalenderns adress ska skrivas som "
                         "https://kalender.exempel.se/namn/; http:// går bara "
                         "till den egna datorn, med --plaintext."));
        return NULL;
    }
    if (wire_has_part(url, CURLUPART_USER) ||
        wire_has_part(url, CURLUPART_PASSWORD) ||
        wire_has_part(url, CURLUPART_QUERY) ||
        wire_has_part(url, CURLUPART_FRAGMENT)) {
        transport_fail(error, TRANSPORT_ERROR_SETUP,
                       _("Kalenderns adress får bara ha värd, port och "
                         "sökväg; användare och lösenord anges för sig."));
        return NULL;
    }
    return wire_part(url, CURLUPART_URL, 0);
}

/* Where LOCATION leads from URL, which it came from.  NULL sets ERROR: to
 * another host, or out of TLS. */
static char *
follow(const Http *http, const char *url, const char *location, GError **error)
{
    g_autoptr(CURLU) next = curl_url();
    gboolean parsed = curl_url_set(next, CURLUPART_URL, url, 0) == CURLUE_OK;
    g_autofree char *before = wire_part(next, CURLUPART_HOST, 0);
    parsed = parsed && curl_url_set(next, CURLUPART_URL, location,
                                    CURLU_URLENCODE) == CURLUE_OK;
    g_autofree char *host = wire_part(next, CURLUPART_HOST, 0);
    g_autofree char *scheme = wire_part(next, CURLUPART_SCHEME, 0);
    if (parsed && may_ask(http, scheme, host) &&
        !wire_has_part(next, CURLUPART_USER) &&
        g_ascii_strcasecmp(host, before) == 0)
        return wire_part(next, CURLUPART_URL, 0);
    transport_fail(error, TRANSPORT_ERROR_SETUP,
                   _("%s hänvisar till en annan server eller bort från https; "
                     "dit skickas ingenting. Ange den adressen själv om den "
                     "är rätt."),
                   before != NULL ? before : "?");
    return NULL;
}

/* ---- asking --------------------------------------------------------------- */

void
http_answer_clear(HttpAnswer *answer)
{
    g_clear_pointer(&answer->url, g_free);
    g_clear_pointer(&answer->etag, g_free);
    g_clear_pointer(&answer->dav, g_free);
    if (answer->body != NULL)
        g_string_free(g_steal_pointer(&answer->body), TRUE);
}

static struct curl_slist *
header_list(const HttpRequest *request)
{
    /* No waiting for 100 Continue, and no guess at the body's type. */
    struct curl_slist *list = curl_slist_append(NULL, "Expect:");
    for (guint i = 0; request->headers != NULL && request->headers[i] != NULL;
         i++)
        list = curl_slist_append(list, request->headers[i]);
    return list;
}

static CURLcode
perform(Http *http, const HttpRequest *request, const char *url, Take *take)
{
    CURL *curl = http->curl;
    struct curl_slist *headers = header_list(request);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    if (request->body != NULL) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                         (curl_off_t)request->body_bytes);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body);
    } else {
        curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
    }
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, take);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, take);
    CURLcode rc = curl_easy_perform(curl);
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    take->answer->status = (int)status;
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, NULL);
    curl_slist_free_all(headers);
    return rc;
}

static gboolean
fail(const char *url, const Take *take, CURLcode rc, GError **error)
{
    g_autoptr(CURLU) parts = curl_url();
    curl_url_set(parts, CURLUPART_URL, url, 0);
    g_autofree char *host = wire_part(parts, CURLUPART_HOST, 0);
    if (take->too_big)
        return transport_fail(error, TRANSPORT_ERROR_PERMANENT,
                              _("%s svarade med mer än %d MiB; det läses "
                                "inte."),
                              host, HTTP_BYTES_MAX / (1024 * 1024));
    if (wire_needs_setup(rc))
        return transport_fail(error, TRANSPORT_ERROR_SETUP,
                              _("%s: den säkra förbindelsen gick inte att "
                                "upprätta (%s); se över inställningarna."),
                              host, wire_reason(rc));
    return transport_fail(error, TRANSPORT_ERROR_TEMPORARY,
                          _("%s: ingen kontakt med servern (%s); försök "
                            "igen senare."),
                          host, wire_reason(rc));
}

/* One round.  *NEXT becomes where a redirect leads, or NULL. */
static gboolean
ask_once(Http *http, const HttpRequest *request, const char *url,
         HttpAnswer *answer, char **next, GError **error)
{
    http_answer_clear(answer);
    answer->body = g_string_new(NULL);
    answer->url = g_strdup(url);
    g_auto(Take) take = { .answer = answer };
    CURLcode rc = perform(http, request, url, &take);
    if (rc != CURLE_OK)
        return fail(url, &take, rc, error);
    gboolean moved = answer->status == 301 || answer->status == 302 ||
                     answer->status == 307 || answer->status == 308;
    if (!moved || take.location == NULL)
        return TRUE;
    *next = follow(http, url, take.location, error);
    return *next != NULL;
}

gboolean
http_ask(Http *http, const HttpRequest *request, HttpAnswer *answer,
         GError **error)
{
    g_autofree char *url = g_strdup(request->url);
    for (int i = 0; i <= HTTP_REDIRECTS_MAX; i++) {
        char *next = NULL;
        if (!ask_once(http, request, url, answer, &next, error))
            return FALSE;
        if (next == NULL)
            return TRUE;
        g_free(url);
        url = next;
    }
    return transport_fail(error, TRANSPORT_ERROR_PERMANENT,
                          _("Servern hänvisar runt i en ring; ange en adress "
                            "som svarar."));
}

/* ---- setting up ----------------------------------------------------------- */

Http *
http_open(const TransportLogin *login, GError **error)
{
    static const TransportLogin nobody = { 0 };
    if (login == NULL)
        login = &nobody;
    if (!wire_login_good(login, error))
        return NULL;
    curl_global_init(CURL_GLOBAL_DEFAULT); /* counted; http_close undoes it */
    Http *http = g_new0(Http, 1);
    http->plaintext = login->plaintext;
    http->curl = curl_easy_init();
    CURL *curl = http->curl;
    wire_limits(curl, login->plaintext ? "http,https" : "https",
                login->response_s);
    wire_trust(curl, login);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_UNRESTRICTED_AUTH, 0L);
    if (login->bearer != NULL) {
        curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
        curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, login->bearer);
    } else if (login->user != NULL) {
        curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
    }
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "Hundra");
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    return http;
}

void
http_close(Http *http)
{
    if (http == NULL)
        return;
    curl_easy_cleanup(http->curl);
    g_free(http);
    curl_global_cleanup();
}
