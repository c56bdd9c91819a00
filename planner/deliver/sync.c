#include "planner/deliver/sync.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/deliver/post.h"
#include "planner/store/stored.h"

/* The last of these finds nothing to write, so that the token it leaves
 * covers our own changes too. */
enum { ROUNDS = 4 };

typedef struct Sync {
    Store *store; /* borrowed, as the next two */
    Caldav *caldav;
    const SyncRequest *request;
    SyncReport *report;
    Edition edition;
    Entries *entries;
    char *token;         /* of the last round that was finished */
    GPtrArray *posts;    /* Post */
    GHashTable *by_name; /* borrowed from posts */
    Posting posting;
} Sync;

static void
theirs_free(gpointer data)
{
    SyncTheirs *theirs = data;
    g_free(theirs->code);
    g_free(theirs->title);
    g_free(theirs->what);
    g_free(theirs->from);
    g_free(theirs->to);
    g_free(theirs);
}

void
sync_report_free(SyncReport *report)
{
    if (report == NULL)
        return;
    g_ptr_array_unref(report->theirs);
    g_free(report);
}

static void
sync_clear(Sync *sync)
{
    g_clear_pointer(&sync->report, sync_report_free);
    g_clear_pointer(&sync->by_name, g_hash_table_unref);
    g_clear_pointer(&sync->posts, g_ptr_array_unref);
    g_clear_pointer(&sync->entries, entries_close);
    g_clear_pointer(&sync->token, g_free);
    edition_clear(&sync->edition);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sync, sync_clear)

/* ---- in -------------------------------------------------------------------------- */

static Post *
add_post(Sync *sync, const char *name, const char *code, const char *uid)
{
    Post *post = g_new0(Post, 1);
    post->name = g_strdup(name);
    post->code = g_strdup(code);
    post->uid = g_strdup(uid);
    g_ptr_array_add(sync->posts, post);
    g_hash_table_insert(sync->by_name, post->name, post);
    return post;
}

static void
take_known(Sync *sync, const StoreRows *rows)
{
    Post *post = add_post(sync, store_rows_text(rows, 0),
                          store_rows_text(rows, 1), store_rows_text(rows, 2));
    post->sequence = store_rows_small(rows, 3);
    post->dtstamp_utc = store_rows_int(rows, 4);
    post->etag = g_strdup(store_rows_text(rows, 5));
    post->facts = g_strdup(store_rows_text(rows, 6));
    post->theirs = g_strdup(store_rows_text(rows, 7));
}

static gint64
read_collection(Sync *sync, GError **error)
{
    gint64 id = 0;
    g_autoptr(StoreRows) rows =
        store_query(sync->store, error, "sync_collection", "event:i url:s",
                    sync->request->event, caldav_url(sync->caldav));
    if (rows != NULL && store_rows_next(rows, error)) {
        id = store_rows_int(rows, 0);
        sync->token = g_strdup(store_rows_text(rows, 1));
    }
    return id;
}

static gboolean
read_known(Sync *sync, GError **error)
{
    g_autoptr(GError) inner = NULL;
    gint64 collection = read_collection(sync, &inner);
    g_autoptr(StoreRows) rows =
        inner == NULL ? store_query(sync->store, &inner, "sync_resources",
                                    "collection:i", collection)
                      : NULL;
    while (rows != NULL && store_rows_next(rows, &inner))
        take_known(sync, rows);
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static gboolean
read_wanted(Sync *sync, GError **error)
{
    g_autoptr(GPtrArray) all =
        shared_read(sync->store, sync->request->event, &sync->edition,
                    sync->entries, error);
    if (all == NULL)
        return FALSE;
    for (guint i = 0; i < all->len; i++) {
        const Shared *shared = g_ptr_array_index(all, i);
        Post *post = g_hash_table_lookup(sync->by_name, shared->name);
        if (post == NULL)
            post = add_post(sync, shared->name, shared->code, shared->uid);
        post->wanted = g_strdup(shared->facts);
    }
    return TRUE;
}

static gint
by_code(gconstpointer a, gconstpointer b)
{
    const Post *one = *(Post *const *)a, *other = *(Post *const *)b;
    return strcmp(one->code, other->code);
}

static gboolean
prepare(Sync *sync, GError **error)
{
    sync->report = g_new0(SyncReport, 1);
    sync->report->theirs = g_ptr_array_new_with_free_func(theirs_free);
    sync->posts = g_ptr_array_new_with_free_func(post_free);
    sync->by_name = g_hash_table_new(g_str_hash, g_str_equal);
    if (!edition_published(sync->store, sync->request->event, &sync->edition,
                           error))
        return FALSE;
    sync->report->version = sync->edition.version;
    sync->entries = entries_open(&sync->edition, error);
    sync->posting = (Posting){ .caldav = sync->caldav,
                               .entries = sync->entries,
                               .now_utc = store_now_utc(sync->store),
                               .ours = sync->request->ours };
    if (sync->entries == NULL || !read_known(sync, error) ||
        !read_wanted(sync, error))
        return FALSE;
    g_ptr_array_sort(sync->posts, by_code);
    return TRUE;
}

/* ---- with the server -------------------------------------------------------------- */

/* A whole list that leaves one of ours out says that it is gone. */
static void
begin_whole(Sync *sync)
{
    for (guint i = 0; i < sync->posts->len; i++) {
        Post *post = g_ptr_array_index(sync->posts, i);
        if (post->facts != NULL)
            post_told(post, NULL, TRUE);
    }
    sync->report->others = 0;
}

static void
take_changes(Sync *sync, const DavChanges *changes)
{
    if (changes->whole)
        begin_whole(sync);
    sync->report->elsewhere += (int)changes->elsewhere;
    for (guint i = 0; i < changes->items->len; i++) {
        const DavItem *item = g_ptr_array_index(changes->items, i);
        Post *post = g_hash_table_lookup(sync->by_name, item->name);
        if (post != NULL)
            post_told(post, item->etag, item->status == 404);
        else
            sync->report->others++;
    }
}

static gboolean
settle_all(Sync *sync, GError **error)
{
    const SyncRequest *request = sync->request;
    for (guint i = 0; i < sync->posts->len; i++) {
        Post *post = g_ptr_array_index(sync->posts, i);
        if (post->dropped)
            continue;
        if (request->tick != NULL &&
            !request->tick((int)i, (int)sync->posts->len, request->tick_data)) {
            sync->report->stopped = TRUE;
            return TRUE;
        }
        if (!post_settle(&sync->posting, post, error)) {
            g_prefix_error(error, "%s: ", post->code);
            return FALSE;
        }
    }
    return TRUE;
}

/* Asks what is new, answers it, until there is nothing more to write. */
static gboolean
go_round(Sync *sync, GError **error)
{
    for (int i = 0; i < ROUNDS; i++) {
        g_autoptr(DavChanges) changes =
            caldav_changes(sync->caldav, sync->token, error);
        if (changes == NULL)
            return FALSE;
        take_changes(sync, changes);
        sync->posting.wrote = FALSE;
        sync->posting.unsettled = 0;
        if (!settle_all(sync, error))
            return FALSE;
        if (sync->report->stopped)
            return TRUE;
        g_free(sync->token);
        sync->token = g_strdup(changes->token);
        if (!sync->posting.wrote)
            return TRUE;
    }
    return TRUE;
}

/* ---- out ------------------------------------------------------------------------- */

static gboolean
put_post(const Sync *sync, const Post *post, GError **error)
{
    gint64 event = sync->request->event;
    const char *url = caldav_url(sync->caldav);
    if (post->dropped || post->facts == NULL)
        return store_run(sync->store, error, "sync_resource_drop",
                         "event:i url:s name:s", event, url, post->name);
    return store_run(sync->store, error, "sync_resource_put",
                     "event:i url:s name:s code:s uid:s sequence:i dtstamp:i "
                     "etag:s facts:s theirs:s",
                     event, url, post->name, post->code, post->uid,
                     (gint64)post->sequence, post->dtstamp_utc, post->etag,
                     post->facts, post->theirs);
}

static gboolean
save(const Sync *sync, GError **error)
{
    const Posting *done = &sync->posting;
    g_autoptr(StoreChange) change = store_change(sync->store, error);
    if (change == NULL ||
        !store_run(sync->store, error, "sync_collection_put",
                   "event:i url:s token:s", sync->request->event,
                   caldav_url(sync->caldav), sync->token))
        return FALSE;
    for (guint i = 0; i < sync->posts->len; i++) {
        const Post *post = g_ptr_array_index(sync->posts, i);
        if (post->touched && !put_post(sync, post, error))
            return FALSE;
    }
    g_autofree char *what =
        g_strdup_printf(_("plan %d: %d nya, %d ändrade, %d borttagna i %s"),
                        sync->edition.version, done->added, done->changed,
                        done->removed, caldav_name(sync->caldav));
    const JournalEntry entry = {
        .who = sync->request->who,
        .command = "sync",
        .what = what,
        .final = _("kalendern är redan ändrad; rätta planen, publicera och "
                   "kör hundra sync igen"),
    };
    return store_change_commit(change, &entry, error);
}

/* ---- the report -------------------------------------------------------------------- */

static gboolean
add_theirs(Sync *sync, const Post *post, GError **error)
{
    const SharedDraft draft = { .uid = post->uid, .facts = post->facts };
    g_autofree char *title = shared_title(sync->entries, &draft, error);
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonArray *list = title != NULL ? stored_list(parser, post->theirs) : NULL;
    for (guint i = 0; i < stored_count(list); i++) {
        JsonNode *node = json_array_get_element(list, i);
        if (!JSON_NODE_HOLDS_OBJECT(node))
            continue;
        JsonObject *one = json_node_get_object(node);
        SyncTheirs *theirs = g_new0(SyncTheirs, 1);
        theirs->code = g_strdup(post->code);
        theirs->title = g_strdup(title);
        theirs->what = g_strdup(
            json_object_get_string_member_with_default(one, "what", ""));
        theirs->from = g_strdup(
            json_object_get_string_member_with_default(one, "from", NULL));
        theirs->to = g_strdup(
            json_object_get_string_member_with_default(one, "to", NULL));
        g_ptr_array_add(sync->report->theirs, theirs);
    }
    return title != NULL;
}

static gboolean
fill_report(Sync *sync, GError **error)
{
    SyncReport *report = sync->report;
    const Posting *done = &sync->posting;
    int kept = 0;
    for (guint i = 0; i < sync->posts->len; i++) {
        const Post *post = g_ptr_array_index(sync->posts, i);
        if (post->dropped || post->theirs == NULL) {
            kept += !post->dropped;
            continue;
        }
        if (!add_theirs(sync, post, error))
            return FALSE;
    }
    report->added = done->added;
    report->changed = done->changed;
    report->removed = done->removed;
    report->unchanged = MAX(kept - done->added - done->changed, 0);
    report->unsettled = done->unsettled;
    return TRUE;
}

SyncReport *
deliver_sync(Store *store, Caldav *caldav, const SyncRequest *request,
             GError **error)
{
    g_auto(Sync)
        sync = { .store = store, .caldav = caldav, .request = request };
    g_autoptr(GError) server = NULL;
    if (!prepare(&sync, error))
        return NULL;
    gboolean reached = go_round(&sync, &server);
    if (!save(&sync, error)) /* what was done counts, whatever came after */
        return NULL;
    if (!reached) {
        g_propagate_error(error, g_steal_pointer(&server));
        hundra_adopt(error, HUNDRA_ERROR_DELIVERY);
        return NULL;
    }
    return fill_report(&sync, error) ? g_steal_pointer(&sync.report) : NULL;
}
