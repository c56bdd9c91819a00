#include "planner/deliver/feed.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "planner/deliver/entry.h"
#include "planner/deliver/facts.h"
#include "planner/deliver/token.h"

enum { KEPT_S = 30 * 24 * 60 * 60 }; /* that a cancelled entry stays */

/* What a feed has told of one UID; all owned. */
typedef struct Told {
    char *uid, *facts;
    int sequence;
    gint64 dtstamp_utc, cancelled_utc; /* 0: in force */
    gboolean seen;                     /* met again in this plan */
} Told;

typedef struct Feed {
    gint64 id;
    char *token, *code; /* owned */
    GPtrArray *told;    /* Told */
} Feed;

typedef struct Run {
    Store *store; /* borrowed, as the next */
    const FeedRequest *request;
    FeedReport *report;
    Edition edition;
    Entries *entries;
    GPtrArray *feeds; /* Feed */
    GHashTable *mine; /* code, borrowed, to Feed, borrowed */
} Run;

static void
told_free(gpointer data)
{
    Told *told = data;
    g_free(told->uid);
    g_free(told->facts);
    g_free(told);
}

static void
feed_free(gpointer data)
{
    Feed *feed = data;
    g_free(feed->token);
    g_free(feed->code);
    g_ptr_array_unref(feed->told);
    g_free(feed);
}

static void
link_free(gpointer data)
{
    FeedLink *link = data;
    g_free(link->code);
    g_free(link->file);
    g_free(link);
}

void
feed_report_free(FeedReport *report)
{
    if (report == NULL)
        return;
    g_ptr_array_unref(report->links);
    g_free(report);
}

static void
run_clear(Run *run)
{
    g_clear_pointer(&run->report, feed_report_free);
    g_clear_pointer(&run->entries, entries_close);
    g_clear_pointer(&run->mine, g_hash_table_unref);
    g_clear_pointer(&run->feeds, g_ptr_array_unref);
    edition_clear(&run->edition);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)

static void
run_init(Run *run, Store *store, const FeedRequest *request)
{
    *run = (Run){ .store = store, .request = request };
    run->report = g_new0(FeedReport, 1);
    run->report->links = g_ptr_array_new_with_free_func(link_free);
    run->feeds = g_ptr_array_new_with_free_func(feed_free);
    run->mine = g_hash_table_new(g_str_hash, g_str_equal);
}

/* ---- what has been told ----------------------------------------------------- */

static Feed *
add_feed(Run *run, gint64 id, const char *token, const char *code)
{
    Feed *feed = g_new0(Feed, 1);
    feed->id = id;
    feed->token = g_strdup(token);
    feed->code = g_strdup(code);
    feed->told = g_ptr_array_new_with_free_func(told_free);
    g_ptr_array_add(run->feeds, feed);
    g_hash_table_insert(run->mine, feed->code, feed);
    return feed;
}

static Told *
add_told(Feed *feed, const char *uid, const char *facts)
{
    Told *told = g_new0(Told, 1);
    told->uid = g_strdup(uid);
    told->facts = g_strdup(facts);
    g_ptr_array_add(feed->told, told);
    return told;
}

static void
take_row(Run *run, const StoreRows *rows)
{
    const char *code = store_rows_text(rows, 2);
    Feed *feed = g_hash_table_lookup(run->mine, code);
    if (feed == NULL)
        feed = add_feed(run, store_rows_int(rows, 0), store_rows_text(rows, 1),
                        code);
    if (store_rows_null(rows, 3))
        return;
    Told *told =
        add_told(feed, store_rows_text(rows, 3), store_rows_text(rows, 6));
    told->sequence = store_rows_small(rows, 4);
    told->dtstamp_utc = store_rows_int(rows, 5);
    told->cancelled_utc = store_rows_int(rows, 7);
}

static gboolean
read_feeds(Run *run, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = store_query(run->store, &inner, "feed_known",
                                            "event:i", run->request->event);
    while (rows != NULL && store_rows_next(rows, &inner))
        take_row(run, rows);
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* ---- what must be told now -------------------------------------------------- */

static Told *
find_told(const Feed *feed, const char *uid)
{
    for (guint i = 0; i < feed->told->len; i++) {
        Told *told = g_ptr_array_index(feed->told, i);
        if (strcmp(told->uid, uid) == 0)
            return told;
    }
    return NULL;
}

/* Writes TOLD down with a later DTSTAMP than before (rule 16). */
static gboolean
put_told(Run *run, const Feed *feed, Told *told, GError **error)
{
    gint64 now = store_now_utc(run->store);
    told->dtstamp_utc = MAX(now, told->dtstamp_utc + 1);
    return store_run(run->store, error, "feed_entry_put",
                     "feed:i uid:s sequence:i dtstamp:i content:s cancelled:i",
                     feed->id, told->uid, (gint64)told->sequence,
                     told->dtstamp_utc, told->facts, told->cancelled_utc);
}

/* FACTS are what stands now; whoever has heard the same hears nothing. */
static gboolean
tell(Run *run, Feed *feed, const char *facts, GError **error)
{
    g_autofree char *uid = entries_uid(run->entries, feed->code);
    Told *told = find_told(feed, uid);
    FactsChange change = FACTS_MOVED;
    if (told == NULL) {
        told = add_told(feed, uid, facts);
        told->seen = TRUE;
        return put_told(run, feed, told, error);
    }
    told->seen = TRUE;
    if (!facts_compare(told->facts, facts, &change, error))
        return FALSE;
    if (told->cancelled_utc == 0 && change == FACTS_SAME)
        return TRUE;
    told->sequence += told->cancelled_utc != 0 || change == FACTS_MOVED;
    told->cancelled_utc = 0;
    g_free(told->facts);
    told->facts = g_strdup(facts);
    return put_told(run, feed, told, error);
}

/* The feed of CODE, made where there is none; exactly one of PARTICIPANT and
 * GROUP is not 0.  NULL sets ERROR. */
static Feed *
feed_of(Run *run, const char *code, gint64 participant, gint64 group,
        GError **error)
{
    Feed *feed = g_hash_table_lookup(run->mine, code);
    if (feed != NULL)
        return feed;
    g_autofree char *token = token_secret(run->request->seeded, error);
    if (token == NULL ||
        !store_run(run->store, error, "feed_add",
                   "event:i participant:i group:i token:s now:i",
                   run->request->event, participant, group, token,
                   store_now_utc(run->store)))
        return NULL;
    return add_feed(run, store_last_id(run->store), token, code);
}

/* One feed for each row of VIEW: facts, participant or group, code. */
static gboolean
tell_all(Run *run, StoreRows *rows, gboolean groups, GError **error)
{
    g_autoptr(GError) inner = NULL;
    if (rows == NULL)
        return FALSE;
    while (store_rows_next(rows, &inner)) {
        gint64 thing = store_rows_int(rows, 1);
        Feed *feed = feed_of(run, store_rows_text(rows, 2), groups ? 0 : thing,
                             groups ? thing : 0, error);
        if (feed == NULL || !tell(run, feed, store_rows_text(rows, 0), error))
            return FALSE;
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static gboolean
tell_people(Run *run, GError **error)
{
    g_autoptr(StoreRows) rows =
        store_query(run->store, error, "view:letter_participant",
                    "plan:i participant:i", run->edition.plan, (gint64)0);
    return tell_all(run, rows, FALSE, error);
}

static gboolean
tell_groups(Run *run, GError **error)
{
    g_autoptr(StoreRows) rows = store_query(
        run->store, error, "view:calendar_group", "plan:i", run->edition.plan);
    return tell_all(run, rows, TRUE, error);
}

/* What is no longer in the plan is cancelled, not gone. */
static gboolean
cancel_unseen(Run *run, GError **error)
{
    for (guint i = 0; i < run->feeds->len; i++) {
        const Feed *feed = g_ptr_array_index(run->feeds, i);
        for (guint k = 0; k < feed->told->len; k++) {
            Told *told = g_ptr_array_index(feed->told, k);
            if (told->seen || told->cancelled_utc != 0)
                continue;
            told->sequence++;
            told->cancelled_utc = store_now_utc(run->store);
            if (!put_told(run, feed, told, error))
                return FALSE;
        }
    }
    return TRUE;
}

/* ---- files ------------------------------------------------------------------- */

static char *
path_of(const Run *run, const char *token)
{
    g_autofree char *name = g_strconcat(token, ".ics", NULL);
    return g_build_filename(run->request->folder, name, NULL);
}

/* TRUE when PATH holds TEXT already: then its time of change stays too. */
static gboolean
holds(const char *path, const char *text)
{
    g_autofree char *before = NULL;
    gsize length = 0;
    return g_file_get_contents(path, &before, &length, NULL) &&
           length == strlen(text) && memcmp(before, text, length) == 0;
}

/* FALSE sets ERROR; a file that is not there is as good as removed. */
static gboolean
remove_file(Run *run, const char *token, GError **error)
{
    g_autofree char *path = path_of(run, token);
    if (g_unlink(path) == 0) {
        run->report->removed++;
        return TRUE;
    }
    return errno == ENOENT ||
           hundra_fail(error, HUNDRA_ERROR_SYSTEM,
                       _("en återkallad fil går inte att ta bort ur %s: %s"),
                       run->request->folder, g_strerror(errno));
}

static gboolean
put_file(Run *run, const Feed *feed, const char *text, GError **error)
{
    g_autofree char *path = path_of(run, feed->token);
    if (holds(path, text)) {
        run->report->unchanged++;
    } else {
        /* Whatever went wrong is told without the file's secret name. */
        if (!g_file_set_contents_full(
                path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL))
            return hundra_fail(error, HUNDRA_ERROR_SYSTEM,
                               _("flödet för %s går inte att skriva i %s; se "
                                 "efter att mappen går att skriva i och att "
                                 "disken har plats"),
                               feed->code, run->request->folder);
        run->report->written++;
    }
    FeedLink *link = g_new0(FeedLink, 1);
    link->code = g_strdup(feed->code);
    link->file = g_steal_pointer(&path);
    g_ptr_array_add(run->report->links, link);
    return TRUE;
}

/* The entries of FEED that are shown, into ENTRIES (Entry). */
static gboolean
fill_entries(Run *run, const Feed *feed, GArray *entries, GError **error)
{
    gint64 now = store_now_utc(run->store);
    for (guint i = 0; i < feed->told->len; i++) {
        const Told *told = g_ptr_array_index(feed->told, i);
        if (told->cancelled_utc != 0 && now - told->cancelled_utc >= KEPT_S)
            continue;
        g_array_set_size(entries, entries->len + 1);
        Entry *entry = &g_array_index(entries, Entry, entries->len - 1);
        if (!entries_fill(run->entries, told->uid, told->facts, entry, error))
            return FALSE;
        entry->appointment.sequence = told->sequence;
        entry->appointment.dtstamp_utc = told->dtstamp_utc;
        entry->appointment.cancelled = told->cancelled_utc != 0;
        run->report->cancelled += told->cancelled_utc != 0;
    }
    return TRUE;
}

static void
clear_entry(gpointer data)
{
    entry_clear(data);
}

static gboolean
write_feed(Run *run, const Feed *feed, GError **error)
{
    g_autoptr(GArray) entries = g_array_new(FALSE, TRUE, sizeof(Entry));
    g_array_set_clear_func(entries, clear_entry);
    if (!fill_entries(run, feed, entries, error))
        return FALSE;
    if (entries->len == 0) /* a calendar without a part is none */
        return remove_file(run, feed->token, error);
    g_autofree const Appointment **list =
        g_new(const Appointment *, entries->len);
    for (guint i = 0; i < entries->len; i++)
        list[i] = &g_array_index(entries, Entry, i).appointment;
    g_autofree char *text =
        calendar_feed(list, (int)entries->len, run->edition.event_name, error);
    return text != NULL && put_file(run, feed, text, error);
}

static gboolean
write_files(Run *run, GError **error)
{
    for (guint i = 0; i < run->feeds->len; i++) {
        const Feed *feed = g_ptr_array_index(run->feeds, i);
        if (!write_feed(run, feed, error)) {
            hundra_adopt(error, HUNDRA_ERROR_INPUT);
            g_prefix_error(error, "%s: ", feed->code);
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean
remove_revoked(Run *run, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = store_query(run->store, &inner, "feed_revoked",
                                            "event:i", run->request->event);
    while (rows != NULL && store_rows_next(rows, &inner))
        if (!remove_file(run, store_rows_text(rows, 0), error))
            return FALSE;
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* ---- the whole ---------------------------------------------------------------- */

static gboolean
commit(StoreChange *change, const Run *run, const char *what, GError **error)
{
    const JournalEntry entry = {
        .who = run->request->who,
        .command = "feed",
        .what = what,
        .final = _("flödena kan redan vara lästa; ändra det som är fel och "
                   "kör hundra feed igen"),
    };
    return store_change_commit(change, &entry, error);
}

static gboolean
prepare(Run *run, GError **error)
{
    if (!edition_published(run->store, run->request->event, &run->edition,
                           error) ||
        !edition_folder(run->request->folder, error))
        return FALSE;
    run->report->version = run->edition.version;
    run->entries = entries_open(&run->edition, error);
    return run->entries != NULL;
}

/* All that the store must know before a file is written: a name that is on
 * the disk and nowhere else could never be revoked. */
static gboolean
tell_feeds(Run *run, GError **error)
{
    g_autoptr(StoreChange) change = store_change(run->store, error);
    if (change == NULL || !read_feeds(run, error) || !tell_people(run, error) ||
        !tell_groups(run, error) || !cancel_unseen(run, error))
        return FALSE;
    g_autofree char *what = g_strdup_printf(
        _("plan %d som %u flöden"), run->edition.version, run->feeds->len);
    return commit(change, run, what, error);
}

FeedReport *
deliver_feed(Store *store, const FeedRequest *request, GError **error)
{
    g_auto(Run) run = { 0 };
    run_init(&run, store, request);
    if (!prepare(&run, error) || !tell_feeds(&run, error) ||
        !write_files(&run, error) || !remove_revoked(&run, error))
        return NULL;
    return g_steal_pointer(&run.report);
}

static gboolean
renew(Run *run, const Feed *feed, GError **error)
{
    gint64 now = store_now_utc(run->store);
    g_autofree char *token = token_secret(run->request->seeded, error);
    return token != NULL &&
           store_run(run->store, error, "feed_revoke", "feed:i now:i", feed->id,
                     now) &&
           store_run(run->store, error, "feed_renew", "feed:i token:s now:i",
                     feed->id, token, now) &&
           store_run(run->store, error, "feed_entry_move", "feed:i new:i",
                     feed->id, store_last_id(run->store));
}

gboolean
deliver_feed_revoke(Store *store, const FeedRequest *request, const char *code,
                    GError **error)
{
    g_auto(Run) run = { 0 };
    run_init(&run, store, request);
    g_autoptr(StoreChange) change = store_change(store, error);
    if (change == NULL || !read_feeds(&run, error))
        return FALSE;
    const Feed *feed = g_hash_table_lookup(run.mine, code);
    if (feed == NULL)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("%s har inget flöde; hundra feed --links listar "
                             "dem som finns"),
                           code);
    g_autofree char *what =
        g_strdup_printf(_("flödet för %s återkallat"), code);
    return renew(&run, feed, error) && commit(change, &run, what, error) &&
           remove_revoked(&run, error);
}
