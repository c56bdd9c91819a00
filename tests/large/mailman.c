#include "tests/large/mailman.h"

#include "calendars/carrier.h"

/* ---- what is published ----------------------------------------------------------- */

static void
add_content(World *world, const StoreRows *rows, const char *sender)
{
    Content *content = g_new0(Content, 1);
    content->facts = g_strdup(store_rows_text(rows, 0));
    content->code = g_strdup(store_rows_text(rows, 2));
    content->address = g_strdup(store_rows_text(rows, 3));
    content->sender = g_strdup(sender);
    sqlite3_bind_text(world->digest, 1, content->facts, -1, SQLITE_STATIC);
    g_assert_cmpint(sqlite3_step(world->digest), ==, SQLITE_ROW);
    content->all =
        g_strdup((const char *)sqlite3_column_text(world->digest, 0));
    content->weighty =
        g_strdup((const char *)sqlite3_column_text(world->digest, 1));
    sqlite3_reset(world->digest);
    g_hash_table_insert(world->owners, g_strdup(content->address),
                        g_strdup(content->code));
    g_hash_table_replace(world->plan, content->code, content);
}

void
world_read_plan(World *world)
{
    g_autofree char *line =
        day_lines(&world->day, "SELECT sender_email FROM event");
    g_autofree char *sender = g_strdup(g_strchomp(line));
    g_hash_table_remove_all(world->plan);
    static const struct {
        const char *view, *format;
    } views[] = { { "view:letter_participant", "plan:i participant:i" },
                  { "view:letter_company", "plan:i company:i" } };
    for (gsize i = 0; i < G_N_ELEMENTS(views); i++) {
        g_autoptr(StoreRows) rows =
            store_query(world->day.store, NULL, views[i].view, views[i].format,
                        (gint64)1, (gint64)0);
        while (store_rows_next(rows, NULL))
            add_content(world, rows, sender);
    }
}

/* ---- the way of the mail ------------------------------------------------------- */

/* The newest of a UID that may have come is now what TRIAL says. */
static void
hear(World *world, const Trial *trial)
{
    Life *life = g_hash_table_lookup(world->lives, trial->uid);
    if (trial->cancels) {
        life->ended = TRUE;
        return;
    }
    if (trial->sequence < life->sequence)
        return;
    g_free(life->heard);
    g_free(life->weighty);
    life->heard = g_strdup(trial->all);
    life->weighty = g_strdup(trial->weighty);
    life->sequence = trial->sequence;
}

/* A first message of its Message-ID must be justified by the plan, and by
 * what its reader may have heard. */
static void
check_request(World *world, const Life *life, const Content *content,
              const Mail *mail)
{
    if (content == NULL || strcmp(content->address, mail->to) != 0 ||
        strcmp(content->sender, mail->from) != 0) {
        world_fault(world, "REQUEST to %s, who is not in the plan", mail->to);
        return;
    }
    if (life->ended)
        world_fault(world, "REQUEST to %s after the end of its UID", mail->to);
    if (life->heard == NULL)
        return;
    gboolean asked = g_hash_table_contains(world->asked, mail->message_id);
    if (asked != (strcmp(life->heard, content->all) == 0))
        world_fault(world, "%s hears %s", mail->to,
                    asked ? "more than what was asked for" : "nothing new");
    gboolean moved = strcmp(life->weighty, content->weighty) != 0;
    if (mail->entry.sequence != life->sequence + (moved ? 1 : 0))
        world_fault(world, "%s: SEQUENCE %d after %d, %s", mail->to,
                    (int)mail->entry.sequence, (int)life->sequence,
                    moved ? "moved" : "not moved");
}

static void
check_cancel(World *world, const Life *life, const Content *content,
             const Mail *mail)
{
    if (life->heard == NULL)
        world_fault(world, "CANCEL to %s, who has heard nothing", mail->to);
    if (life->ended && !g_hash_table_contains(world->asked, mail->message_id))
        world_fault(world, "CANCEL to %s twice", mail->to);
    if (content != NULL && strcmp(content->address, mail->to) == 0 &&
        strcmp(content->sender, mail->from) == 0)
        world_fault(world, "CANCEL to %s, who is in the plan", mail->to);
}

/* Notes that MAIL is handed over; the trial of its Message-ID. */
static Trial *
try_mail(World *world, const Mail *mail)
{
    Trial *trial = g_hash_table_lookup(world->trials, mail->message_id);
    if (trial != NULL) {
        if (trial->recorded)
            world_fault(world, "%s to %s is sent again", mail->method,
                        mail->to);
        return trial;
    }
    const char *code = g_hash_table_lookup(world->owners, mail->to);
    const Content *content =
        code != NULL ? g_hash_table_lookup(world->plan, code) : NULL;
    Life *life = g_hash_table_lookup(world->lives, mail->entry.uid);
    if (life == NULL) {
        life = g_new0(Life, 1);
        life->code = g_strdup(code);
        life->address = g_strdup(mail->to);
        life->organiser = g_strdup(mail->from);
        g_hash_table_insert(world->lives, g_strdup(mail->entry.uid), life);
    }
    trial = g_new0(Trial, 1);
    trial->uid = g_strdup(mail->entry.uid);
    trial->sequence = mail->entry.sequence;
    trial->cancels = strcmp(mail->method, "CANCEL") == 0;
    if (trial->cancels)
        check_cancel(world, life, content, mail);
    else
        check_request(world, life, content, mail);
    trial->all = g_strdup(content != NULL ? content->all : NULL);
    trial->weighty = g_strdup(content != NULL ? content->weighty : NULL);
    g_hash_table_insert(world->trials, g_strdup(mail->message_id), trial);
    world->mails++;
    return trial;
}

static void
arrive(World *world, const char *to, const Mail *mail, GBytes *message)
{
    static int number = 0;
    world_fail_if(world, receiver_take(world->receiver, to, message), to);
    if (world->folder == NULL)
        return;
    g_autofree char *name =
        g_strdup_printf("%04d-%s-%s.eml", ++number, mail->method, to);
    g_autofree char *path = g_build_filename(world->folder, name, NULL);
    gsize size = 0;
    const char *data = g_bytes_get_data(message, &size);
    g_file_set_contents(path, data, (gssize)size, NULL);
}

/* The program is cut off here: what is on disk now is all that stays. */
static void
cut_off(World *world)
{
    world->cut = TRUE;
    past_copy(&world->day, world->snapshot.keep);
    world->ledger_bytes = world_ledger_size(world);
}

typedef struct Mailman {
    Transport base;
    World *world; /* borrowed */
} Mailman;

static gboolean
refuse(World *world, const Mail *mail, TransportError code, const char *words,
       GError **error)
{
    world_tell(world, "  %s %s %s", mail->method, mail->to, words);
    return transport_fail(error, code, "%s", words);
}

static gboolean
mailman_send(Transport *transport, const char *from, const char *to,
             const char *name, GBytes *message, GError **error)
{
    (void)from;
    (void)name;
    World *world = ((Mailman *)transport)->world;
    g_auto(Mail) mail = { 0 };
    if (world->cut)
        return TRUE; /* nobody is there any more */
    world_fail_if(world, mail_read(&mail, message), to);
    if (world->fault->len > 0)
        return TRUE;
    Trial *trial = try_mail(world, &mail);
    int luck = world->weather == CALM ? 100 : world_below(world, 100);
    if (g_hash_table_contains(world->dead, to) || luck < 4) {
        g_hash_table_add(world->dead, g_strdup(to));
        return refuse(world, &mail, TRANSPORT_ERROR_PERMANENT, "550", error);
    }
    if (luck < 20)
        return refuse(world, &mail, TRANSPORT_ERROR_TEMPORARY, "450", error);
    hear(world, trial);
    if (luck < 30)
        return refuse(world, &mail, TRANSPORT_ERROR_UNSURE, "lost", error);
    arrive(world, to, &mail, message);
    if (luck < 40)
        return refuse(world, &mail, TRANSPORT_ERROR_UNSURE, "came?", error);
    trial->in_run = TRUE;
    world_tell(world, "  %s %d to %s", mail.method, (int)mail.entry.sequence,
               to);
    if (world->weather == CUT_OFF && world->crash_in-- == 0)
        cut_off(world);
    return TRUE;
}

static void
mailman_close(Transport *transport)
{
    (void)transport;
}

static const Carrier MAILMAN = { .send = mailman_send, .close = mailman_close };

/* After a run that was cut off, what was claimed may have left, as far as
 * the planner knows. */
static void
wake_up(World *world)
{
    past_copy(&world->day, world->snapshot.bring_back);
    world_ledger_cut(world, world->ledger_bytes);
    sqlite3_stmt *rows = NULL;
    sqlite3_prepare_v2(world->day.db,
                       "SELECT message FROM outbox JOIN outbox_body"
                       " ON outbox = id WHERE state = 'sending' ORDER BY id",
                       -1, &rows, NULL);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        g_auto(Mail) mail = { 0 };
        g_autoptr(GBytes) bytes = g_bytes_new(
            sqlite3_column_blob(rows, 0), (gsize)sqlite3_column_bytes(rows, 0));
        world_fail_if(world, mail_read(&mail, bytes), "claimed");
        if (world->fault->len == 0)
            hear(world, try_mail(world, &mail));
    }
    sqlite3_finalize(rows);
}

/* What the run has recorded as sent must not come again. */
static void
end_run(World *world)
{
    GHashTableIter iter;
    gpointer value = NULL;
    g_hash_table_iter_init(&iter, world->trials);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        Trial *trial = value;
        trial->recorded |= trial->in_run && !world->cut;
        trial->in_run = FALSE;
    }
}

void
world_send(World *world, Weather weather)
{
    static const char *const names[] = { "calm", "rough", "cut off" };
    g_autoptr(GError) error = NULL;
    Mailman mailman = { { &MAILMAN, (char *)"mailman" }, world };
    SendRequest request = { .event = 1, .who = "anna" };
    world->day.clock.fixed_utc += 60;
    world->weather = weather;
    world->crash_in = world_below(world, 5);
    world->cut = FALSE;
    world_tell(world, "send, %s", names[weather]);
    SendReport *report =
        deliver_send(world->day.store, &mailman.base, &request, &error);
    send_report_free(report);
    end_run(world);
    if (world->cut)
        wake_up(world);
    if (error != NULL && !world->stale)
        world_fault(world, "send: %s", error->message);
}

void
world_publish(World *world)
{
    g_autoptr(GError) error = NULL;
    world_tell(world, "publish");
    world_read_plan(world);
    g_autoptr(PublishReport) report = day_publish(&world->day, 0, &error);
    if (report == NULL)
        world_fault(world, "publish: %s", error->message);
    world->stale = FALSE;
}
