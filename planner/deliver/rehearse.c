#include "planner/deliver/rehearse.h"

#include "calendars/sink.h"
#include "planner/deliver/edition.h"

typedef struct Run {
    Store *copy;
    const RehearseRequest *request; /* borrowed */
    RehearseReport *report;
    GHashTable *codes; /* Message-ID -> code, of what will be sent */
    GError *failure;   /* the first, of writing a mail */
} Run;

static void
run_clear(Run *run)
{
    g_clear_pointer(&run->report, rehearse_report_free);
    g_clear_pointer(&run->codes, g_hash_table_unref);
    g_clear_error(&run->failure);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)

static void
free_rehearsed(gpointer data)
{
    Rehearsed *one = data;
    g_free(one->code);
    g_free(one->sender);
    g_free(one->file);
    inspection_clear(&one->seen);
    g_clear_pointer(&one->message, g_bytes_unref);
    g_free(one);
}

void
rehearse_report_free(RehearseReport *report)
{
    if (report == NULL)
        return;
    g_clear_pointer(&report->published, publish_report_free);
    g_clear_pointer(&report->sent, send_report_free);
    g_ptr_array_unref(report->mails);
    g_free(report);
}

/* ---- what arrives ----------------------------------------------------------- */

/* "0042-P001-request.eml": in the order of the outbox, and told apart. */
static gboolean
write_mail(Run *run, Rehearsed *one, GBytes *message)
{
    g_autoptr(GPtrArray) paths = g_ptr_array_new();
    g_autofree char *method = g_ascii_strdown(
        one->seen.method != NULL ? one->seen.method : "text", -1);
    g_autofree char *name = g_strdup_printf(
        "%04u-%s-%s.eml", run->report->mails->len + 1, one->code, method);
    if (!edition_write(run->request->folder, name, message, paths,
                       &run->failure))
        return FALSE;
    one->file = g_ptr_array_index(paths, 0);
    return TRUE;
}

/* In the sink's thread.  What we did not send does not count. */
static void
take_mail(const char *from, const char *to, GBytes *message, gpointer data)
{
    (void)to;
    Run *run = data;
    Rehearsed *one = g_new0(Rehearsed, 1);
    one->sender = g_strdup(from);
    inspect_mail(message, &one->seen);
    if (one->seen.message_id != NULL)
        one->code =
            g_strdup(g_hash_table_lookup(run->codes, one->seen.message_id));
    if (one->code == NULL || run->failure != NULL ||
        (run->request->folder != NULL && !write_mail(run, one, message))) {
        free_rehearsed(one);
        return;
    }
    if (run->request->keep)
        one->message = g_bytes_ref(message);
    g_ptr_array_add(run->report->mails, one);
}

/* ---- before and after ---------------------------------------------------------- */

static gboolean
publish(Run *run, GError **error)
{
    const PublishRequest request = { .event = run->request->event,
                                     .version = run->request->version,
                                     .templates = run->request->templates,
                                     .who = run->request->who };
    run->report->published = deliver_publish(run->copy, &request, error);
    return run->report->published != NULL;
}

/* How long it would really take; then nothing holds it back any more. */
static gboolean
let_go(Run *run, GError **error)
{
    int waiting = 0;
    return deliver_forecast(run->copy, run->request->event, run->request->via,
                            &waiting, &run->report->seconds, error) &&
           store_run(run->copy, error, "rehearse_go_on", "") &&
           store_run(run->copy, error, "rehearse_letters", "") &&
           store_run(run->copy, error, "rehearse_unlimited", "");
}

static gboolean
read_codes(Run *run, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = store_query(
        run->copy, error, "rehearse_messages", "event:i", run->request->event);
    if (rows == NULL)
        return FALSE;
    while (store_rows_next(rows, &inner))
        g_hash_table_insert(run->codes, g_strdup(store_rows_text(rows, 0)),
                            g_strdup(store_rows_text(rows, 1)));
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* The sink's fault is told as one of this computer. */
static gboolean
send_to(Run *run, const char *url, GError **error)
{
    const TransportLogin login = { .plaintext = TRUE };
    const SendRequest request = { .event = run->request->event,
                                  .who = run->request->who,
                                  .connections = 1, /* in the outbox's order */
                                  .tick = run->request->tick,
                                  .data = run->request->tick_data };
    g_autoptr(Transport) transport = transport_smtp(url, &login, error);
    if (transport == NULL)
        return FALSE;
    run->report->sent = deliver_send(run->copy, transport, &request, error);
    return run->report->sent != NULL;
}

static gboolean
play(Run *run, GError **error)
{
    g_autoptr(GError) inner = NULL;
    Sink *sink = sink_open(take_mail, run, &inner);
    if (sink == NULL)
        return hundra_fail(error, HUNDRA_ERROR_SYSTEM, "%s", inner->message);
    gboolean sent = send_to(run, sink_url(sink), error);
    sink_close(sink); /* from here on the report is this thread's */
    if (!sent || run->failure == NULL)
        return sent;
    g_propagate_error(error, g_steal_pointer(&run->failure));
    return FALSE;
}

RehearseReport *
deliver_rehearse(Store *copy, const RehearseRequest *request, GError **error)
{
    g_auto(Run) run = { .copy = copy, .request = request };
    run.report = g_new0(RehearseReport, 1);
    run.report->mails = g_ptr_array_new_with_free_func(free_rehearsed);
    run.codes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if ((request->folder != NULL && !edition_folder(request->folder, error)) ||
        !publish(&run, error) || !let_go(&run, error) ||
        !read_codes(&run, error) || !play(&run, error))
        return NULL;
    return g_steal_pointer(&run.report);
}
