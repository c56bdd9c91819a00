#include "calendars/lane.h"

#include <glib/gi18n.h>
#include <string.h>

#include "calendars/carrier.h"
#include "calendars/clean.h"
#include "calendars/wire.h"

enum {
    /* libcurl gives no more than half its buffer of one line, and says OK. */
    LINE_SAFE = 4096,
    ANSWER_KEPT = 64 * 1024, /* of the lines kept of one command */
    WORDS_KEPT = 300,        /* of the server's own words in an error */
};

struct Lane {
    const LanePlace *place;
    CURL *curl;
    gboolean may_connect;
    guint32 validity, next_uid;
    GString *lines;   /* untagged ones of the last command */
    GString *words;   /* the last tagged line */
    GByteArray *body; /* of the mail being fetched */
    gsize limit;      /* of BODY */
    gboolean too_big; /* it was more */
    CURLcode rc;      /* of the last command */
};

/* ---- what libcurl calls ------------------------------------------------- */

static size_t
take_line(char *line, size_t size, size_t count, void *data)
{
    Lane *lane = data;
    size_t length = size * count;
    if (lane->lines->len + length > ANSWER_KEPT)
        return 0;
    g_string_append_len(lane->lines, line, (gssize)length);
    return length;
}

/* "A004 NO [AUTHENTICATIONFAILED] ...": libcurl's tags are a letter and three
 * figures.  Greetings and lines of mail come here too, and are not kept. */
static size_t
take_words(char *line, size_t size, size_t count, void *data)
{
    enum { TAG = 5 };
    Lane *lane = data;
    size_t length = size * count;
    if (length > TAG && g_ascii_isupper(line[0]) && line[TAG - 1] == ' ') {
        g_autofree char *raw =
            g_strndup(line + TAG, MIN(length - TAG, WORDS_KEPT));
        g_autofree char *words = clean_line(raw);
        g_string_assign(lane->words, words);
    }
    return length;
}

static size_t
take_body(char *piece, size_t size, size_t count, void *data)
{
    Lane *lane = data;
    size_t length = size * count;
    lane->too_big = lane->body->len + length > lane->limit;
    if (lane->too_big)
        return 0;
    g_byte_array_append(lane->body, (const guint8 *)piece, (guint)length);
    return length;
}

static curl_socket_t
open_socket(void *data, curlsocktype purpose, struct curl_sockaddr *address)
{
    (void)purpose;
    const Lane *lane = data;
    return lane->may_connect
               ? socket(address->family, address->socktype | SOCK_CLOEXEC,
                        address->protocol)
               : CURL_SOCKET_BAD;
}

/* ---- talking -------------------------------------------------------------- */

/* COMMAND in the lane's mailbox; its untagged lines come to lane->lines. */
static gboolean
say(Lane *lane, const char *command)
{
    g_string_truncate(lane->lines, 0);
    g_string_truncate(lane->words, 0);
    curl_easy_setopt(lane->curl, CURLOPT_URL, lane->place->url);
    curl_easy_setopt(lane->curl, CURLOPT_CUSTOMREQUEST, command);
    curl_easy_setopt(lane->curl, CURLOPT_WRITEFUNCTION, take_line);
    lane->rc = curl_easy_perform(lane->curl);
    return lane->rc == CURLE_OK;
}

/* The number after "[NAME " in the last answer; 0: there is none. */
static guint32
number_after(const Lane *lane, const char *name)
{
    const char *at = strstr(lane->lines->str, name);
    guint64 number =
        at != NULL ? g_ascii_strtoull(at + strlen(name), NULL, 10) : 0;
    return number <= G_MAXUINT32 ? (guint32)number : 0;
}

void
lane_fault(const Lane *lane, GError **error)
{
    TransportError code = TRANSPORT_ERROR_TEMPORARY;
    switch (lane->rc) {
    case CURLE_LOGIN_DENIED:
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_QUOTE_ERROR: code = TRANSPORT_ERROR_SETUP; break;
    default: break;
    }
    if (lane->words->len > 0)
        transport_fail(error, code,
                       _("%s: brevlådan går inte att läsa (%s); "
                         "servern svarade: %s"),
                       lane->place->name, wire_reason(lane->rc),
                       lane->words->str);
    else
        transport_fail(error, code, _("%s: brevlådan går inte att läsa (%s)"),
                       lane->place->name, wire_reason(lane->rc));
}

/* Takes the token to log in with, where there is one that is renewed;
 * REFUSED: the server did not accept the last. */
static gboolean
take_token(const Lane *lane, gboolean refused, GError **error)
{
    const TransportLogin *login = lane->place->login;
    g_autoptr(GError) inner = NULL;
    if (login->token == NULL)
        return TRUE;
    g_autofree char *token = login->token(refused, login->token_data, &inner);
    if (token == NULL)
        return transport_fail(error, TRANSPORT_ERROR_SETUP, "%s",
                              inner->message);
    curl_easy_setopt(lane->curl, CURLOPT_XOAUTH2_BEARER, token);
    return TRUE;
}

gboolean
lane_connect(Lane *lane, GError **error)
{
    if (!take_token(lane, FALSE, error))
        return FALSE;
    g_autofree char *examine =
        g_strdup_printf("EXAMINE \"%s\"", lane->place->mailbox);
    curl_easy_setopt(lane->curl, CURLOPT_FRESH_CONNECT, 1L);
    lane->may_connect = TRUE;
    gboolean ok = say(lane, "NOOP"); /* and SELECT, on the way there */
    if (!ok && lane->rc == CURLE_LOGIN_DENIED &&
        lane->place->login->token != NULL) {
        if (!take_token(lane, TRUE, error))
            return FALSE;
        ok = say(lane, "NOOP");
    }
    lane->may_connect = FALSE;
    curl_easy_setopt(lane->curl, CURLOPT_FRESH_CONNECT, 0L);
    if (!ok || !say(lane, examine)) {
        lane_fault(lane, error);
        return FALSE;
    }
    lane->validity = number_after(lane, "[UIDVALIDITY ");
    lane->next_uid = number_after(lane, "[UIDNEXT ");
    return (lane->validity > 0 && strstr(lane->words->str, "[READ-ONLY]")) ||
           transport_fail(error, TRANSPORT_ERROR_SETUP,
                          _("%s: servern öppnar inte brevlådan skrivskyddad; "
                            "inget lästes, för breven skulle se lästa ut"),
                          lane->place->name);
}

guint32
lane_validity(const Lane *lane)
{
    return lane->validity;
}

guint32
lane_next_uid(const Lane *lane)
{
    return lane->next_uid;
}

static gint
compare_uids(gconstpointer a, gconstpointer b)
{
    guint32 one = *(const guint32 *)a, other = *(const guint32 *)b;
    return one < other ? -1 : one > other;
}

LaneResult
lane_search(Lane *lane, guint32 from, guint32 to, GArray *uids)
{
    static const char prefix[] = "* SEARCH";
    g_autofree char *command = g_strdup_printf(
        "UID SEARCH UID %" G_GUINT32_FORMAT ":%" G_GUINT32_FORMAT, from, to);
    if (!say(lane, command))
        return LANE_ODD;
    if (lane->lines->len >= LINE_SAFE)
        return LANE_TOO_BIG;
    const char *at = strstr(lane->lines->str, prefix);
    if (at == NULL)
        return LANE_READ; /* RFC 9051: nothing found may be said so */
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint32));
    char *end = NULL;
    for (at += strlen(prefix); *at == ' '; at = end) {
        guint64 uid = g_ascii_strtoull(at, &end, 10);
        if (end == at || uid < from || uid > to)
            break;
        guint32 small = (guint32)uid;
        g_array_append_val(found, small);
    }
    g_array_sort(found, compare_uids); /* servers may give any order */
    g_array_append_vals(uids, found->data, found->len);
    return LANE_READ;
}

LaneResult
lane_fetch(Lane *lane, guint32 uid, gsize limit, GBytes **bytes)
{
    g_autofree char *url =
        g_strdup_printf("%s/;UID=%" G_GUINT32_FORMAT, lane->place->url, uid);
    lane->body = g_byte_array_new();
    lane->limit = limit;
    lane->too_big = FALSE;
    g_string_truncate(lane->words, 0);
    curl_easy_setopt(lane->curl, CURLOPT_URL, url);
    curl_easy_setopt(lane->curl, CURLOPT_CUSTOMREQUEST, NULL);
    curl_easy_setopt(lane->curl, CURLOPT_WRITEFUNCTION, take_body);
    lane->rc = curl_easy_perform(lane->curl);
    *bytes = g_byte_array_free_to_bytes(g_steal_pointer(&lane->body));
    if (lane->rc == CURLE_OK)
        return LANE_READ;
    g_clear_pointer(bytes, g_bytes_unref);
    if (lane->too_big)
        return LANE_TOO_BIG;
    return lane->rc == CURLE_REMOTE_FILE_NOT_FOUND ? LANE_GONE : LANE_ODD;
}

/* ---- setting up ------------------------------------------------------------- */

Lane *
lane_new(const LanePlace *place)
{
    Lane *lane = g_new0(Lane, 1);
    curl_global_init(CURL_GLOBAL_DEFAULT); /* counted; lane_free undoes it */
    lane->place = place;
    lane->lines = g_string_new(NULL);
    lane->words = g_string_new(NULL);
    lane->curl = curl_easy_init();
    wire_limits(lane->curl, "imap,imaps", place->login->response_s);
    wire_trust(lane->curl, place->login);
    curl_easy_setopt(lane->curl, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
    if (place->login->bearer != NULL)
        curl_easy_setopt(lane->curl, CURLOPT_XOAUTH2_BEARER,
                         place->login->bearer);
    curl_easy_setopt(lane->curl, CURLOPT_WRITEDATA, lane);
    curl_easy_setopt(lane->curl, CURLOPT_HEADERFUNCTION, take_words);
    curl_easy_setopt(lane->curl, CURLOPT_HEADERDATA, lane);
    curl_easy_setopt(lane->curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(lane->curl, CURLOPT_OPENSOCKETDATA, lane);
    return lane;
}

void
lane_free(Lane *lane)
{
    if (lane == NULL)
        return;
    curl_easy_cleanup(lane->curl);
    g_string_free(lane->lines, TRUE);
    g_string_free(lane->words, TRUE);
    g_free(lane);
    curl_global_cleanup();
}
