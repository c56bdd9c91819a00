#include "calendars/caldav.h"

#include <glib/gi18n.h>
#include <string.h>

#include "calendars/carrier.h"
#include "calendars/clean.h"
#include "calendars/http.h"

static const char XML_TYPE[] = "Content-Type: application/xml; charset=utf-8";

struct Caldav {
    Http *http;
    char *url;  /* of the collection, ends with a slash */
    char *name; /* for the eye */
};

void
dav_changes_free(DavChanges *changes)
{
    if (changes == NULL)
        return;
    g_ptr_array_unref(changes->items);
    g_free(changes->token);
    g_free(changes);
}

/* ---- asking ---------------------------------------------------------------- */

/* What a status means that we cannot go on from. */
static gboolean
refuse(const Caldav *caldav, int status, GError **error)
{
    if (status == 401)
        return transport_fail(error, TRANSPORT_ERROR_SETUP,
                              _("%s: inloggningen godtogs inte; se över "
                                "användare och lösenord."),
                              caldav->name);
    if (status == 403)
        return transport_fail(error, TRANSPORT_ERROR_SETUP,
                              _("%s: användaren får inte göra det här i "
                                "kalendern (403)."),
                              caldav->name);
    if (status == 404 || status == 405 || status == 410)
        return transport_fail(error, TRANSPORT_ERROR_SETUP,
                              _("%s: där finns ingen kalender (%d); se över "
                                "adressen."),
                              caldav->name, status);
    if (status == 429 || status / 100 == 5)
        return transport_fail(error, TRANSPORT_ERROR_TEMPORARY,
                              _("%s: servern kan inte just nu (%d); försök "
                                "igen senare."),
                              caldav->name, status);
    return transport_fail(error, TRANSPORT_ERROR_PERMANENT,
                          _("%s: servern svarade %d, som Hundra inte "
                            "förstår."),
                          caldav->name, status);
}

static gboolean
ask(Caldav *caldav, const char *method, const char *depth, const char *body,
    HttpAnswer *answer, GError **error)
{
    const char *const headers[] = { depth, body != NULL ? XML_TYPE : NULL,
                                    NULL };
    const HttpRequest request = {
        .method = method,
        .url = caldav->url,
        .headers = headers,
        .body = body,
        .body_bytes = body != NULL ? strlen(body) : 0,
    };
    return http_ask(caldav->http, &request, answer, error);
}

/* The multistatus of a PROPFIND or REPORT; NULL sets ERROR. */
static Multistatus *
ask_all(Caldav *caldav, const char *method, const char *depth, const char *body,
        GError **error)
{
    g_auto(HttpAnswer) answer = { 0 };
    if (!ask(caldav, method, depth, body, &answer, error))
        return NULL;
    if (answer.status == 207)
        return multistatus_read(answer.body->str, answer.body->len, answer.url,
                                error);
    refuse(caldav, answer.status, error);
    return NULL;
}

/* ---- opening --------------------------------------------------------------- */

/* A collection's URL ends with a slash: what is below it is found by that. */
static char *
with_slash(const char *url)
{
    return g_str_has_suffix(url, "/") ? g_strdup(url)
                                      : g_strconcat(url, "/", NULL);
}

static gboolean
find_server(Caldav *caldav, GError **error)
{
    g_auto(HttpAnswer) answer = { 0 };
    if (!ask(caldav, "OPTIONS", "Depth: 0", NULL, &answer, error))
        return FALSE;
    if (answer.status / 100 != 2)
        return refuse(caldav, answer.status, error);
    if (answer.dav == NULL || strstr(answer.dav, "calendar-access") == NULL)
        return transport_fail(error, TRANSPORT_ERROR_SETUP,
                              _("%s: servern säger inte att den har "
                                "kalendrar (CalDAV); se över adressen."),
                              caldav->name);
    g_free(caldav->url);
    caldav->url = with_slash(answer.url);
    return TRUE;
}

static gboolean
find_calendar(Caldav *caldav, GError **error)
{
    static const char body[] =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
        "<propfind xmlns=\"DAV:\"><prop><resourcetype/><displayname/>"
        "</prop></propfind>";
    g_autoptr(Multistatus) all =
        ask_all(caldav, "PROPFIND", "Depth: 0", body, error);
    if (all == NULL)
        return FALSE;
    for (guint i = 0; i < all->items->len; i++) {
        const DavItem *item = g_ptr_array_index(all->items, i);
        if (*item->name == '\0' && item->calendar)
            return TRUE;
    }
    return transport_fail(error, TRANSPORT_ERROR_SETUP,
                          _("%s: det är ingen kalender; ange adressen till en "
                            "av kalendrarna där."),
                          caldav->name);
}

Caldav *
caldav_open(const char *url, const TransportLogin *login, GError **error)
{
    g_autoptr(Caldav) caldav = g_new0(Caldav, 1);
    caldav->http = http_open(login, error);
    g_autofree char *normal =
        caldav->http != NULL ? http_url(caldav->http, url, error) : NULL;
    if (normal == NULL)
        return NULL;
    caldav->url = with_slash(normal);
    caldav->name = g_strdup(strstr(caldav->url, "://") + 3);
    if (!find_server(caldav, error) || !find_calendar(caldav, error))
        return NULL;
    return g_steal_pointer(&caldav);
}

void
caldav_close(Caldav *caldav)
{
    if (caldav == NULL)
        return;
    g_clear_pointer(&caldav->http, http_close);
    g_free(caldav->url);
    g_free(caldav->name);
    g_free(caldav);
}

const char *
caldav_name(const Caldav *caldav)
{
    return caldav->name;
}

const char *
caldav_url(const Caldav *caldav)
{
    return caldav->url;
}

/* ---- changes --------------------------------------------------------------- */

/* Moves what ALL tells into CHANGES; the entries, not the folders. */
static void
take_items(DavChanges *changes, Multistatus *all)
{
    changes->elsewhere += all->elsewhere;
    for (guint i = 0; i < all->items->len; i++) {
        const DavItem *item = g_ptr_array_index(all->items, i);
        if (*item->name == '\0' || item->collection)
            continue;
        DavItem *copy = g_new0(DavItem, 1);
        copy->name = g_strdup(item->name);
        copy->etag = g_strdup(item->etag);
        copy->status = item->status;
        g_ptr_array_add(changes->items, copy);
    }
}

static void
item_free(gpointer data)
{
    DavItem *item = data;
    g_free(item->name);
    g_free(item->etag);
    g_free(item);
}

static DavChanges *
changes_new(gboolean whole)
{
    DavChanges *changes = g_new0(DavChanges, 1);
    changes->items = g_ptr_array_new_with_free_func(item_free);
    changes->whole = whole;
    return changes;
}

/* Everything by PROPFIND, where the server keeps no list of changes. */
static DavChanges *
list_all(Caldav *caldav, GError **error)
{
    static const char body[] =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
        "<propfind xmlns=\"DAV:\"><prop><getetag/><resourcetype/></prop>"
        "</propfind>";
    g_autoptr(Multistatus) all =
        ask_all(caldav, "PROPFIND", "Depth: 1", body, error);
    if (all == NULL)
        return NULL;
    g_autoptr(DavChanges) changes = changes_new(TRUE);
    take_items(changes, all);
    return g_steal_pointer(&changes);
}

static gboolean
report(Caldav *caldav, const char *token, HttpAnswer *answer, GError **error)
{
    g_autofree char *text = g_markup_escape_text(token, -1);
    g_autofree char *body = g_strdup_printf(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
        "<sync-collection xmlns=\"DAV:\"><sync-token>%s</sync-token>"
        "<sync-level>1</sync-level><prop><getetag/></prop></sync-collection>",
        text);
    return ask(caldav, "REPORT", "Depth: 0", body, answer, error);
}

typedef enum { TOLD, TOLD_PARTLY, TOKEN_UNKNOWN, NO_LIST, FAILED } Told;

/* One round of telling from CHANGES->token on. */
static Told
tell_some(Caldav *caldav, DavChanges *changes, GError **error)
{
    g_auto(HttpAnswer) answer = { 0 };
    gboolean first = changes->token == NULL;
    if (!report(caldav, first ? "" : changes->token, &answer, error))
        return FAILED;
    /* 403 with valid-sync-token says RFC 6578; Xandikos fails at a token that
     * it never gave.  Whatever it was: without the token it is told all. */
    if (answer.status != 207 && !first && answer.status != 401 &&
        answer.status != 429 && answer.status != 503)
        return TOKEN_UNKNOWN;
    if (answer.status / 100 == 4 && answer.status != 401 &&
        answer.status != 429)
        return NO_LIST;
    if (answer.status != 207) {
        refuse(caldav, answer.status, error);
        return FAILED;
    }
    g_autoptr(Multistatus) all =
        multistatus_read(answer.body->str, answer.body->len, answer.url, error);
    if (all == NULL)
        return FAILED;
    take_items(changes, all);
    gboolean stuck = g_strcmp0(all->token, changes->token) == 0;
    g_free(changes->token);
    changes->token = g_steal_pointer(&all->token);
    if (changes->token == NULL)
        return NO_LIST;
    return all->partly && !stuck ? TOLD_PARTLY : TOLD;
}

static Told
tell_changes(Caldav *caldav, DavChanges *changes, GError **error)
{
    Told told = TOLD_PARTLY;
    for (int i = 0; told == TOLD_PARTLY && i < CALDAV_ROUNDS_MAX; i++)
        told = tell_some(caldav, changes, error);
    return told == TOLD_PARTLY ? NO_LIST : told;
}

DavChanges *
caldav_changes(Caldav *caldav, const char *token, GError **error)
{
    g_autoptr(DavChanges) changes = changes_new(token == NULL);
    changes->token = g_strdup(token);
    Told told = tell_changes(caldav, changes, error);
    if (told == TOKEN_UNKNOWN) {
        dav_changes_free(changes);
        changes = changes_new(TRUE);
        told = tell_changes(caldav, changes, error);
    }
    if (told == FAILED)
        return NULL;
    return told == TOLD ? g_steal_pointer(&changes) : list_all(caldav, error);
}

/* ---- one entry --------------------------------------------------------------- */

static CaldavResult
result_of(const Caldav *caldav, int status, GError **error)
{
    switch (status) {
    case 200:
    case 201:
    case 204: return CALDAV_DONE;
    case 404:
    case 410: return CALDAV_GONE;
    case 412: return CALDAV_CHANGED;
    default: refuse(caldav, status, error); return CALDAV_FAILED;
    }
}

/* METHOD on entry NAME.  CONDITION and BODY may be NULL. */
static CaldavResult
ask_entry(Caldav *caldav, const char *method, const char *name,
          const char *condition, const char *body, HttpAnswer *answer,
          GError **error)
{
    static const char type[] = "Content-Type: text/calendar; charset=utf-8";
    g_autofree char *escaped = g_uri_escape_string(name, NULL, FALSE);
    g_autofree char *url = g_strconcat(caldav->url, escaped, NULL);
    const char *headers[3] = { NULL };
    int count = 0;
    if (condition != NULL)
        headers[count++] = condition;
    if (body != NULL)
        headers[count++] = type;
    const HttpRequest request = {
        .method = method,
        .url = url,
        .headers = headers,
        .body = body,
        .body_bytes = body != NULL ? strlen(body) : 0,
    };
    if (!http_ask(caldav->http, &request, answer, error))
        return CALDAV_FAILED;
    return result_of(caldav, answer->status, error);
}

/* "If-Match: ETAG", or for a new entry that none may be there.  A weak tag
 * goes as it came: the server that gave it must know what it meant. */
static char *
condition_of(const char *etag)
{
    if (etag == NULL)
        return g_strdup("If-None-Match: *");
    g_autofree char *clean = clean_line(etag);
    return g_strconcat("If-Match: ", clean, NULL);
}

CaldavResult
caldav_get(Caldav *caldav, const char *name, GString **data, char **etag,
           GError **error)
{
    g_auto(HttpAnswer) answer = { 0 };
    CaldavResult result =
        ask_entry(caldav, "GET", name, NULL, NULL, &answer, error);
    if (result == CALDAV_CHANGED) { /* no version was named */
        refuse(caldav, answer.status, error);
        return CALDAV_FAILED;
    }
    if (result != CALDAV_DONE)
        return result;
    *data = g_steal_pointer(&answer.body);
    *etag = g_steal_pointer(&answer.etag);
    return CALDAV_DONE;
}

CaldavResult
caldav_put(Caldav *caldav, const char *name, const char *etag, const char *data,
           char **new_etag, GError **error)
{
    g_auto(HttpAnswer) answer = { 0 };
    g_autofree char *condition = condition_of(etag);
    CaldavResult result =
        ask_entry(caldav, "PUT", name, condition, data, &answer, error);
    /* To name a version of what is not there fails by either status. */
    if (result == CALDAV_GONE && etag != NULL)
        return CALDAV_CHANGED;
    if (result == CALDAV_GONE) { /* the calendar itself is not there */
        refuse(caldav, answer.status, error);
        return CALDAV_FAILED;
    }
    if (result == CALDAV_DONE)
        *new_etag = g_steal_pointer(&answer.etag);
    return result;
}

CaldavResult
caldav_delete(Caldav *caldav, const char *name, const char *etag,
              GError **error)
{
    g_auto(HttpAnswer) answer = { 0 };
    g_autofree char *condition = condition_of(etag);
    return ask_entry(caldav, "DELETE", name, condition, NULL, &answer, error);
}

/* ---- busy times ---------------------------------------------------------------- */

static char *
utc_text(gint64 utc)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(utc);
    return g_date_time_format(time, "%Y%m%dT%H%M%SZ");
}

static gboolean
ask_freebusy(Caldav *caldav, const char *from, const char *to, char **freebusy,
             GError **error)
{
    g_auto(HttpAnswer) answer = { 0 };
    g_autofree char *body = g_strdup_printf(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
        "<free-busy-query xmlns=\"urn:ietf:params:xml:ns:caldav\">"
        "<time-range start=\"%s\" end=\"%s\"/></free-busy-query>",
        from, to);
    if (!ask(caldav, "REPORT", "Depth: 1", body, &answer, error))
        return FALSE;
    if (answer.status == 401)
        return refuse(caldav, answer.status, error);
    /* Radicale answers 207 with its entries: no VFREEBUSY, no answer. */
    if (answer.status == 200 &&
        strstr(answer.body->str, "BEGIN:VFREEBUSY") != NULL)
        *freebusy = g_string_free(g_steal_pointer(&answer.body), FALSE);
    return TRUE;
}

static gboolean
ask_events(Caldav *caldav, const char *from, const char *to, GPtrArray *events,
           GError **error)
{
    g_autofree char *body = g_strdup_printf(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
        "<c:calendar-query xmlns=\"DAV:\" "
        "xmlns:c=\"urn:ietf:params:xml:ns:caldav\"><prop><c:calendar-data/>"
        "</prop><c:filter><c:comp-filter name=\"VCALENDAR\">"
        "<c:comp-filter name=\"VEVENT\"><c:time-range start=\"%s\" "
        "end=\"%s\"/></c:comp-filter></c:comp-filter></c:filter>"
        "</c:calendar-query>",
        from, to);
    g_autoptr(Multistatus) all =
        ask_all(caldav, "REPORT", "Depth: 1", body, error);
    if (all == NULL)
        return FALSE;
    for (guint i = 0; i < all->items->len; i++) {
        DavItem *item = g_ptr_array_index(all->items, i);
        /* One that is named and not shown must not pass for free time. */
        if (item->data != NULL || *item->name != '\0')
            g_ptr_array_add(events, item->data != NULL
                                        ? g_steal_pointer(&item->data)
                                        : g_strdup(""));
    }
    return TRUE;
}

gboolean
caldav_busy(Caldav *caldav, gint64 from_utc, gint64 to_utc, char **freebusy,
            GPtrArray *events, GError **error)
{
    g_autofree char *from = utc_text(from_utc);
    g_autofree char *to = utc_text(to_utc);
    *freebusy = NULL;
    return ask_freebusy(caldav, from, to, freebusy, error) &&
           (*freebusy != NULL || ask_events(caldav, from, to, events, error));
}
