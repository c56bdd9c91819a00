#include "calendars/imap.h"

#include <glib/gi18n.h>
#include <string.h>

#include "calendars/carrier.h"
#include "calendars/wire.h"

enum {
    LANES = 4, /* more gain nothing on loopback, and servers allow few */
    BATCH = 256,
    BATCH_BYTES = 64 * 1024 * 1024, /* a batch of big mails ends early */
    WINDOW_FIRST = 256,             /* UIDs asked for at a time */
    SPARSE = 64, /* found in a window: the next may be wider */
    TRIES = 3,
};

typedef struct Batch {
    GPtrArray *mails; /* ImapMail */
    gint next;        /* index of the first that no lane has taken */
    gssize bytes;     /* fetched */
    GThread *threads[LANES];
    GError *errors[LANES];
} Batch;

struct Imap {
    char *url, *name, *mailbox;
    LanePlace place;
    gsize bytes_max;
    Lane *lanes[LANES];
    gboolean connected[LANES];
    guint32 validity;
    guint32 after, last; /* searched so far; UIDs of this run end here */
    guint32 window;
    GArray *found; /* guint32: searched, not yet in a batch */
    Batch *batch;  /* on its way; NULL: none */
};

/* What one thread of a batch works with. */
typedef struct Work {
    Imap *imap;
    Batch *batch;
    guint lane;
} Work;

static void
free_mail(gpointer data)
{
    ImapMail *mail = data;
    g_clear_pointer(&mail->bytes, g_bytes_unref);
    g_free(mail);
}

/* ---- connections ----------------------------------------------------------- */

static gboolean
connect_lane(Imap *imap, guint index, GError **error)
{
    Lane *lane = imap->lanes[index];
    imap->connected[index] = lane_connect(lane, error);
    if (!imap->connected[index])
        return FALSE;
    return imap->validity == 0 || lane_validity(lane) == imap->validity ||
           transport_fail(error, TRANSPORT_ERROR_TEMPORARY,
                          _("%s: brevlådan byttes ut under läsningen; kör "
                            "igen"),
                          imap->name);
}

static gboolean
ready(Imap *imap, guint index, GError **error)
{
    return imap->connected[index] || connect_lane(imap, index, error);
}

/* ---- searching ------------------------------------------------------------- */

/* Searches the next window; how wide it is follows from what the last one
 * held, so that a mailbox of any age is read in few steps. */
static gboolean
search(Imap *imap, GError **error)
{
    for (int tries = 0; tries < TRIES;) {
        guint32 from = imap->after + 1;
        guint32 to = imap->last - imap->after > imap->window
                         ? imap->after + imap->window
                         : imap->last;
        guint before = imap->found->len;
        if (!ready(imap, 0, error))
            return FALSE;
        LaneResult result = lane_search(imap->lanes[0], from, to, imap->found);
        if (result == LANE_READ) {
            imap->after = to;
            if (imap->found->len - before < SPARSE &&
                imap->window <= G_MAXUINT32 / 2)
                imap->window *= 2;
            return TRUE;
        }
        imap->connected[0] = FALSE;
        if (result == LANE_TOO_BIG && imap->window > 1)
            imap->window /= 2;
        else
            tries++;
    }
    lane_fault(imap->lanes[0], error);
    return FALSE;
}

/* ---- fetching -------------------------------------------------------------- */

/* Fetches MAIL, over a new connection after any odd answer.  FALSE sets
 * ERROR: the server gives nothing any more. */
static gboolean
fetch(Imap *imap, guint index, ImapMail *mail, GError **error)
{
    for (int tries = 0; tries < TRIES; tries++) {
        if (!ready(imap, index, error))
            return FALSE;
        mail->result = lane_fetch(imap->lanes[index], mail->uid,
                                  imap->bytes_max, &mail->bytes);
        imap->connected[index] =
            mail->result == LANE_READ || mail->result == LANE_GONE;
        if (mail->result != LANE_ODD)
            return TRUE;
    }
    return TRUE;
}

static gpointer
run_lane(gpointer data)
{
    g_autofree Work *work = data;
    Batch *batch = work->batch;
    gint index = 0;
    /* A server may allow fewer connections than we would like: one will do. */
    if (work->lane > 0 && !ready(work->imap, work->lane, NULL))
        return NULL;
    while (g_atomic_pointer_get(&batch->bytes) < BATCH_BYTES &&
           (index = g_atomic_int_add(&batch->next, 1)) <
               (gint)batch->mails->len) {
        ImapMail *mail = g_ptr_array_index(batch->mails, index);
        if (!fetch(work->imap, work->lane, mail, &batch->errors[work->lane]))
            break;
        if (mail->bytes != NULL)
            g_atomic_pointer_add(&batch->bytes,
                                 (gssize)g_bytes_get_size(mail->bytes));
    }
    return NULL;
}

/* Gathers the next UIDs and sets the lanes to fetch them. */
static gboolean
start(Imap *imap, GError **error)
{
    while (imap->found->len < BATCH && imap->after < imap->last)
        if (!search(imap, error))
            return FALSE;
    Batch *batch = g_new0(Batch, 1);
    guint count = MIN(imap->found->len, BATCH);
    batch->mails = g_ptr_array_new_with_free_func(free_mail);
    for (guint i = 0; i < count; i++) {
        ImapMail *mail = g_new0(ImapMail, 1);
        mail->uid = g_array_index(imap->found, guint32, i);
        mail->result = LANE_ODD; /* until a lane has been there */
        g_ptr_array_add(batch->mails, mail);
    }
    for (guint i = 0; i < LANES && i < count; i++) {
        Work *work = g_new0(Work, 1);
        *work = (Work){ imap, batch, i };
        batch->threads[i] = g_thread_new("imap", run_lane, work);
    }
    imap->batch = batch;
    return TRUE;
}

/* Waits for the batch on its way.  NULL sets ERROR. */
static GPtrArray *
finish(Imap *imap, GError **error)
{
    Batch *batch = g_steal_pointer(&imap->batch);
    g_autoptr(GPtrArray) mails = batch->mails;
    g_autoptr(GError) first = NULL;
    for (guint i = 0; i < LANES; i++) {
        if (batch->threads[i] != NULL)
            g_thread_join(batch->threads[i]);
        if (first == NULL)
            first = g_steal_pointer(&batch->errors[i]);
        g_clear_error(&batch->errors[i]);
    }
    guint taken = MIN((guint)batch->next, mails->len);
    g_free(batch);
    if (first == NULL) {
        g_array_remove_range(imap->found, 0, taken);
        g_ptr_array_set_size(mails, (int)taken);
        return g_steal_pointer(&mails);
    }
    g_propagate_error(error, g_steal_pointer(&first));
    return NULL;
}

GPtrArray *
imap_next(Imap *imap, GError **error)
{
    if (imap->batch == NULL && !start(imap, error))
        return NULL;
    g_autoptr(GPtrArray) mails = finish(imap, error);
    if (mails == NULL || (mails->len > 0 && !start(imap, error)))
        return NULL;
    return g_steal_pointer(&mails);
}

void
imap_seek(Imap *imap, guint32 after)
{
    g_assert(imap->batch == NULL);
    imap->after = MIN(after, imap->last);
    g_array_set_size(imap->found, 0);
}

/* ---- setting up ------------------------------------------------------------ */

/* A mailbox name that needs no quoting in a URL or in a command. */
static gboolean
mailbox_good(const char *name)
{
    return *name != '\0' &&
           strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                        "0123456789._-/") == strlen(name);
}

static gboolean
take_url(Imap *imap, const char *text, GError **error)
{
    g_autoptr(CURLU) url = curl_url();
    gboolean parsed = curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK;
    g_autofree char *scheme = wire_part(url, CURLUPART_SCHEME, 0);
    g_autofree char *host = wire_part(url, CURLUPART_HOST, 0);
    g_autofree char *port = wire_part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
    g_autofree char *path = wire_part(url, CURLUPART_PATH, 0);
    if (!parsed || scheme == NULL || host == NULL || port == NULL ||
        (strcmp(scheme, "imap") != 0 && strcmp(scheme, "imaps") != 0))
        return transport_fail(error, TRANSPORT_ERROR_SETUP,
                              _("Brevlådan ska skrivas som "
                                "imaps://post.exempel.se eller "
                                "imap://post.exempel.se:143/INBOX."));
    if (wire_has_part(url, CURLUPART_USER) ||
        wire_has_part(url, CURLUPART_PASSWORD) ||
        wire_has_part(url, CURLUPART_QUERY) ||
        wire_has_part(url, CURLUPART_FRAGMENT))
        return transport_fail(error, TRANSPORT_ERROR_SETUP,
                              _("Serverns adress får bara ha namn och port; "
                                "användare och lösenord anges för sig."));
    gboolean named = path != NULL && path[0] == '/' && path[1] != '\0';
    imap->mailbox = g_strdup(named ? path + 1 : "INBOX");
    if (!mailbox_good(imap->mailbox))
        return transport_fail(error, TRANSPORT_ERROR_SETUP,
                              _("Brevlådans namn får bara ha a till z, "
                                "siffror, punkt, streck och snedstreck."));
    imap->url =
        g_strdup_printf("%s://%s:%s/%s", scheme, host, port, imap->mailbox);
    return TRUE;
}

Imap *
imap_open(const char *url, const TransportLogin *login, gsize bytes_max,
          GError **error)
{
    g_autoptr(Imap) imap = g_new0(Imap, 1);
    imap->bytes_max = bytes_max;
    imap->window = WINDOW_FIRST;
    imap->found = g_array_new(FALSE, FALSE, sizeof(guint32));
    if (!wire_login_good(login, error) || !take_url(imap, url, error))
        return NULL;
    if (login->user == NULL) {
        transport_fail(error, TRANSPORT_ERROR_SETUP,
                       _("En brevlåda kräver inloggning: ange "
                         "--credentials FIL."));
        return NULL;
    }
    imap->name = g_strdup_printf("%s; %s", imap->url, login->user);
    imap->place = (LanePlace){ imap->url, imap->mailbox, imap->name, login };
    for (guint i = 0; i < LANES; i++)
        imap->lanes[i] = lane_new(&imap->place);
    if (!connect_lane(imap, 0, error))
        return NULL;
    imap->validity = lane_validity(imap->lanes[0]);
    guint32 next_uid = lane_next_uid(imap->lanes[0]);
    imap->last = next_uid > 0 ? next_uid - 1 : G_MAXUINT32;
    return g_steal_pointer(&imap);
}

void
imap_close(Imap *imap)
{
    if (imap == NULL)
        return;
    GPtrArray *rest = imap->batch != NULL ? finish(imap, NULL) : NULL;
    g_clear_pointer(&rest, g_ptr_array_unref);
    for (guint i = 0; i < LANES; i++)
        lane_free(imap->lanes[i]);
    g_free(imap->mailbox);
    g_array_unref(imap->found);
    g_free(imap->url);
    g_free(imap->name);
    g_free(imap);
}

const char *
imap_name(const Imap *imap)
{
    return imap->name;
}

guint32
imap_validity(const Imap *imap)
{
    return imap->validity;
}
