/*
 * Ten thousand random lives of invitations: whatever happens, each calendar
 * ends as the plan, nobody has an entry twice or one that nobody plans, and
 * nobody has heard anything that was not new to her.
 *
 *   large-histories                      all of them, on all processors
 *   large-histories SEED [FOLDER]        one; what arrived, in order, as files,
 *                                        and the plan it ended with
 *
 * Real store, real publish, real letters; only the way of the mail is ours:
 * it loses, defers and refuses, and the program is cut off on it.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "calendars/carrier.h"
#include "planner/deliver/remind.h"
#include "planner/deliver/resend.h"
#include "tests/large/receiver.h"
#include "tests/unit/deliver-day.h"

enum {
    HISTORIES = 10000,
    STEPS_MIN = 3,
    STEPS_MAX = 10,
    PEOPLE = 5, /* of those of day.sql, as the next */
    COMPANIES = 4,
    WEEK_S = 7 * 24 * 60 * 60,
};

/* What a thing of the plan is to hear. */
typedef struct Content {
    char *code, *address, *sender;
    char *all;     /* all that is her own */
    char *weighty; /* what a new SEQUENCE is for */
    char *facts;   /* the letter view's JSON */
} Content;

/* A UID on its way, by what the planner can know of it. */
typedef struct Life {
    char *address, *organiser, *code;
    char *heard, *weighty; /* newest that may have come */
    gint64 sequence;       /* of it */
    gboolean ended;        /* a CANCEL may have come */
} Life;

/* A message that was handed over, or may have been. */
typedef struct Trial {
    char *uid, *all, *weighty;
    gint64 sequence;
    gboolean cancels;
    gboolean recorded; /* as sent: never again */
    gboolean in_run;   /* carried in this run */
} Trial;

/* All that a history changes. */
static const char *const TABLES[] = {
    "event",      "plan",   "visit",       "seat",    "company",     "person",
    "invitation", "outbox", "outbox_body", "journal", "ledger_mark",
};
enum { TABLE_COUNT = G_N_ELEMENTS(TABLES) };

/* A database as it was at some time, beside the real one in memory.  Copied
 * row by row: whole files would have every statement compiled again. */
typedef struct Past {
    sqlite3_stmt *keep[2 * TABLE_COUNT], *bring_back[2 * TABLE_COUNT];
} Past;

typedef enum { CALM, ROUGH, CUT_OFF } Weather;

typedef struct World {
    Day day;
    guint32 seed;
    GRand *random;
    Past fresh, backup, snapshot;
    sqlite3_stmt *digest;
    Receiver *receiver;
    GHashTable *plan;   /* code -> Content, as published last */
    GHashTable *lives;  /* uid -> Life */
    GHashTable *trials; /* message_id -> Trial */
    GHashTable *dead;   /* addresses that refuse all */
    GHashTable *owners; /* address -> code, for all time */
    GHashTable *asked;  /* message_id of what a planner wants once more */
    Weather weather;
    int crash_in; /* messages until the cut */
    gboolean cut, has_backup, stale;
    off_t ledger_bytes; /* at the cut */
    int names, mails;
    const char *folder; /* dump */
    GString *story, *fault;
} World;

static void
fail_if(World *world, char *wrong, const char *about)
{
    if (wrong == NULL)
        return;
    g_string_append_printf(world->fault, "  %s: %s\n", about, wrong);
    g_free(wrong);
}

static void fault(World *world, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
fault(World *world, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_string_append(world->fault, "  ");
    g_string_append_vprintf(world->fault, format, args);
    g_string_append_c(world->fault, '\n');
    va_end(args);
}

static void tell(World *world, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
tell(World *world, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_string_append(world->story, "    ");
    g_string_append_vprintf(world->story, format, args);
    g_string_append_c(world->story, '\n');
    va_end(args);
}

static int
below(World *world, int count)
{
    return g_rand_int_range(world->random, 0, count);
}

static gboolean
chance(World *world, int percent)
{
    return below(world, 100) < percent;
}

static void run_sql(World *world, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
run_sql(World *world, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *sql = g_strdup_vprintf(format, args);
    va_end(args);
    tell(world, "%s", sql);
    day_sql(&world->day, sql);
}

/* ---- databases ---------------------------------------------------------------- */

static sqlite3_stmt *prepare(Day *day, const char *format, ...)
    G_GNUC_PRINTF(2, 3);

static sqlite3_stmt *
prepare(Day *day, const char *format, ...)
{
    sqlite3_stmt *stmt = NULL;
    va_list args;
    va_start(args, format);
    g_autofree char *sql = g_strdup_vprintf(format, args);
    va_end(args);
    if (sqlite3_prepare_v2(day->db, sql, -1, &stmt, NULL) != SQLITE_OK)
        g_error("%s: %s", sql, sqlite3_errmsg(day->db));
    return stmt;
}

static void
past_open(Past *past, Day *day, const char *name)
{
    g_autofree char *attach = g_strdup_printf("ATTACH ':memory:' AS %s", name);
    day_sql(day, attach);
    for (int i = 0; i < TABLE_COUNT; i++) {
        g_autofree char *create =
            g_strdup_printf("CREATE TABLE %s.%s AS SELECT * FROM main.%s", name,
                            TABLES[i], TABLES[i]);
        day_sql(day, create);
    }
    for (int i = 0; i < TABLE_COUNT; i++) {
        const char *table = TABLES[i];
        int then = i + TABLE_COUNT;
        past->keep[i] = prepare(day, "DELETE FROM %s.%s", name, table);
        past->bring_back[i] = prepare(day, "DELETE FROM main.%s", table);
        past->keep[then] = prepare(
            day, "INSERT INTO %s.%s SELECT * FROM main.%s", name, table, table);
        past->bring_back[then] = prepare(
            day, "INSERT INTO main.%s SELECT * FROM %s.%s", table, name, table);
    }
}

static void
past_close(Past *past)
{
    for (int i = 0; i < 2 * TABLE_COUNT; i++) {
        sqlite3_finalize(past->keep[i]);
        sqlite3_finalize(past->bring_back[i]);
    }
}

static void
copy(Day *day, sqlite3_stmt **statements)
{
    day_sql(day, "BEGIN IMMEDIATE");
    for (int i = 0; i < 2 * TABLE_COUNT; i++) {
        g_assert_cmpint(sqlite3_step(statements[i]), ==, SQLITE_DONE);
        sqlite3_reset(statements[i]);
    }
    day_sql(day, "COMMIT");
}

static off_t
ledger_size(World *world)
{
    g_autofree char *path = day_path(&world->day, "hundra.db-ledger");
    GStatBuf seen;
    return g_stat(path, &seen) == 0 ? seen.st_size : 0;
}

static void
ledger_cut(World *world, off_t bytes)
{
    g_autofree char *path = day_path(&world->day, "hundra.db-ledger");
    if (g_file_test(path, G_FILE_TEST_EXISTS))
        g_assert_cmpint(truncate(path, bytes), ==, 0);
}

/* ---- what is published ----------------------------------------------------------- */

static void
free_content(gpointer data)
{
    Content *content = data;
    g_free(content->code);
    g_free(content->address);
    g_free(content->sender);
    g_free(content->all);
    g_free(content->weighty);
    g_free(content->facts);
    g_free(content);
}

static void
free_life(gpointer data)
{
    Life *life = data;
    g_free(life->address);
    g_free(life->organiser);
    g_free(life->code);
    g_free(life->heard);
    g_free(life->weighty);
    g_free(life);
}

static void
free_trial(gpointer data)
{
    Trial *trial = data;
    g_free(trial->uid);
    g_free(trial->all);
    g_free(trial->weighty);
    g_free(trial);
}

static const char DIGEST[] =
    "SELECT json_remove(:facts, '$.event.answer_by', '$.event.city',"
    "         '$.event.destroy_after', '$.event.organiser'),"
    "       json_array(:facts -> '$.event.day', :facts -> '$.start',"
    "         :facts -> '$.end', :facts -> '$.group', :facts -> '$.meet',"
    "         :facts -> '$.afternoon.group', :facts -> '$.place',"
    "         :facts -> '$.company', :facts -> '$.lunch',"
    "         (SELECT json_group_array(json_remove(value, '$.note'))"
    "          FROM json_each(:facts, '$.stops')))";

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

static void
read_plan(World *world)
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
        fault(world, "REQUEST to %s, who is not in the plan", mail->to);
        return;
    }
    if (life->ended)
        fault(world, "REQUEST to %s after the end of its UID", mail->to);
    if (life->heard == NULL)
        return;
    gboolean asked = g_hash_table_contains(world->asked, mail->message_id);
    if (asked != (strcmp(life->heard, content->all) == 0))
        fault(world, "%s hears %s", mail->to,
              asked ? "more than what was asked for" : "nothing new");
    gboolean moved = strcmp(life->weighty, content->weighty) != 0;
    if (mail->entry.sequence != life->sequence + (moved ? 1 : 0))
        fault(world, "%s: SEQUENCE %d after %d, %s", mail->to,
              (int)mail->entry.sequence, (int)life->sequence,
              moved ? "moved" : "not moved");
}

static void
check_cancel(World *world, const Life *life, const Content *content,
             const Mail *mail)
{
    if (life->heard == NULL)
        fault(world, "CANCEL to %s, who has heard nothing", mail->to);
    if (life->ended && !g_hash_table_contains(world->asked, mail->message_id))
        fault(world, "CANCEL to %s twice", mail->to);
    if (content != NULL && strcmp(content->address, mail->to) == 0 &&
        strcmp(content->sender, mail->from) == 0)
        fault(world, "CANCEL to %s, who is in the plan", mail->to);
}

/* Notes that MAIL is handed over; the trial of its Message-ID. */
static Trial *
try_mail(World *world, const Mail *mail)
{
    Trial *trial = g_hash_table_lookup(world->trials, mail->message_id);
    if (trial != NULL) {
        if (trial->recorded)
            fault(world, "%s to %s is sent again", mail->method, mail->to);
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
    fail_if(world, receiver_take(world->receiver, to, message), to);
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
    copy(&world->day, world->snapshot.keep);
    world->ledger_bytes = ledger_size(world);
}

typedef struct Mailman {
    Transport base;
    World *world; /* borrowed */
} Mailman;

static gboolean
refuse(World *world, const Mail *mail, TransportError code, const char *words,
       GError **error)
{
    tell(world, "  %s %s %s", mail->method, mail->to, words);
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
    fail_if(world, mail_read(&mail, message), to);
    if (world->fault->len > 0)
        return TRUE;
    Trial *trial = try_mail(world, &mail);
    int luck = world->weather == CALM ? 100 : below(world, 100);
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
    tell(world, "  %s %d to %s", mail.method, (int)mail.entry.sequence, to);
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
    copy(&world->day, world->snapshot.bring_back);
    ledger_cut(world, world->ledger_bytes);
    sqlite3_stmt *rows = NULL;
    sqlite3_prepare_v2(world->day.db,
                       "SELECT message FROM outbox JOIN outbox_body"
                       " ON outbox = id WHERE state = 'sending' ORDER BY id",
                       -1, &rows, NULL);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        g_auto(Mail) mail = { 0 };
        g_autoptr(GBytes) bytes = g_bytes_new(
            sqlite3_column_blob(rows, 0), (gsize)sqlite3_column_bytes(rows, 0));
        fail_if(world, mail_read(&mail, bytes), "claimed");
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

static void
send_mail(World *world, Weather weather)
{
    static const char *const names[] = { "calm", "rough", "cut off" };
    g_autoptr(GError) error = NULL;
    Mailman mailman = { { &MAILMAN, (char *)"mailman" }, world };
    SendRequest request = { .event = 1, .who = "anna" };
    world->day.clock.fixed_utc += 60;
    world->weather = weather;
    world->crash_in = below(world, 5);
    world->cut = FALSE;
    tell(world, "send, %s", names[weather]);
    SendReport *report =
        deliver_send(world->day.store, &mailman.base, &request, &error);
    send_report_free(report);
    end_run(world);
    if (world->cut)
        wake_up(world);
    if (error != NULL && !world->stale)
        fault(world, "send: %s", error->message);
}

static void
publish(World *world)
{
    g_autoptr(GError) error = NULL;
    tell(world, "publish");
    read_plan(world);
    g_autoptr(PublishReport) report = day_publish(&world->day, 0, &error);
    if (report == NULL)
        fault(world, "publish: %s", error->message);
    world->stale = FALSE;
}

/* ---- what happens -------------------------------------------------------------- */

static void
move_time(World *world)
{
    int start = 510 + 5 * below(world, 80);
    run_sql(world,
            "UPDATE visit SET start_min = %d, end_min = %d WHERE company = %d",
            start, start + 45, 1 + below(world, COMPANIES));
}

static void
move_place(World *world)
{
    run_sql(world, "UPDATE company SET address = 'Gatan %d' WHERE id = %d",
            below(world, 5), 1 + below(world, COMPANIES));
}

static void
move_group(World *world)
{
    run_sql(world, "UPDATE seat SET group_number = %d WHERE participant = %d",
            1 + below(world, 2), 1 + below(world, PEOPLE));
}

static void
swap_groups(World *world)
{
    int one = 1 + below(world, PEOPLE), other = 1 + below(world, PEOPLE);
    run_sql(world,
            "UPDATE seat SET group_number = 3 - group_number"
            " WHERE participant IN (%d, %d)",
            one, other);
}

static void
remove_person(World *world)
{
    run_sql(world, "DELETE FROM seat WHERE participant = %d",
            1 + below(world, PEOPLE));
}

static void
add_person(World *world)
{
    run_sql(world, "INSERT OR IGNORE INTO seat VALUES (1, %d, '%s', %d, 0, 0)",
            1 + below(world, PEOPLE), chance(world, 50) ? "am" : "pm",
            1 + below(world, 2));
}

static void
drop_company(World *world)
{
    run_sql(world, "DELETE FROM visit WHERE company = %d",
            1 + below(world, COMPANIES));
}

static void
add_company(World *world)
{
    int start = 510 + 5 * below(world, 80);
    run_sql(world, "INSERT OR IGNORE INTO visit VALUES (1, %d, %d, %d, %d)",
            1 + below(world, COMPANIES), 1 + below(world, 2), start,
            start + 45);
}

static void
mend_spelling(World *world)
{
    static const char *const names[] = { "Ek", "Eek", "Ekh" };
    if (chance(world, 50))
        run_sql(world, "UPDATE person SET surname = '%s' WHERE id = %d",
                names[below(world, 3)], 1 + below(world, PEOPLE));
    else
        run_sql(world, "UPDATE company SET topic = '%s' WHERE id = %d",
                names[below(world, 3)], 1 + below(world, COMPANIES));
}

/* A new address for person or company NUMBER, in the row of people first. */
static void
give_address(World *world, int number)
{
    gboolean person = number <= PEOPLE;
    run_sql(world, "UPDATE %s = 'a%d.%d@x.example' WHERE id = %d",
            person ? "person SET email" : "company SET contact_email", number,
            ++world->names, person ? number : number - PEOPLE);
}

static void
change_address(World *world)
{
    int number = 1 + below(world, PEOPLE + COMPANIES);
    if (world->names == 0 || chance(world, 70)) {
        give_address(world, number);
        return;
    }
    /* back to one that was hers, while it lives */
    g_autofree char *old = g_strdup_printf("a%d.%d@x.example", number,
                                           1 + below(world, world->names));
    if (g_hash_table_contains(world->owners, old) &&
        !g_hash_table_contains(world->dead, old))
        run_sql(world, "UPDATE %s = '%s' WHERE id = %d",
                number <= PEOPLE ? "person SET email"
                                 : "company SET contact_email",
                old, number <= PEOPLE ? number : number - PEOPLE);
}

static void
change_sender(World *world)
{
    run_sql(world, "UPDATE event SET sender_email = 'plan%d@brg.example'",
            below(world, 2));
}

/* Notes that the messages which SQL gives are asked for. */
static void
ask_for(World *world, const char *sql)
{
    g_autofree char *lines = day_lines(&world->day, sql);
    g_auto(GStrv) ids = g_strsplit(g_strchomp(lines), "\n", -1);
    for (int i = 0; ids[i] != NULL; i++)
        g_hash_table_add(world->asked, g_strdup(ids[i]));
}

/* Somebody has lost a letter and wants it again. */
static void
resend(World *world)
{
    gint64 count = day_number(&world->day, "SELECT count(*) FROM outbox");
    if (count == 0)
        return;
    g_autofree char *pick =
        g_strdup_printf("SELECT id FROM outbox ORDER BY id LIMIT 1 OFFSET %d",
                        below(world, (int)count));
    gint64 id = day_number(&world->day, pick);
    ResendRequest request = {
        .event = 1, .ids = &id, .count = 1, .keep = TRUE, .who = "anna"
    };
    g_autoptr(GPtrArray) list =
        deliver_resend(world->day.store, &request, NULL);
    tell(world, "resend %d%s", (int)id, list == NULL ? ", refused" : "");
    if (list == NULL)
        return;
    const Resent *resent = g_ptr_array_index(list, 0);
    g_autofree char *sql = g_strdup_printf(
        "SELECT message_id FROM outbox WHERE purpose = 'resend' AND id = %d",
        (int)resent->id);
    ask_for(world, sql);
}

static void
remind(World *world)
{
    RemindRequest request = { .event = 1, .keep = TRUE, .who = "anna" };
    g_autoptr(RemindReport) report =
        deliver_remind(world->day.store, &request, NULL);
    tell(world, "remind%s", report == NULL ? ", refused" : "");
    ask_for(world, "SELECT message_id FROM outbox WHERE purpose = 'remind'");
}

static void
turn_clock(World *world)
{
    int by = 3600 * (below(world, 96) - 24);
    world->day.clock.fixed_utc += by;
    tell(world, "clock %d", by);
}

static void
back_up(World *world)
{
    copy(&world->day, world->backup.keep);
    world->has_backup = TRUE;
    tell(world, "backup");
}

static void
restore(World *world)
{
    if (!world->has_backup)
        return;
    copy(&world->day, world->backup.bring_back);
    world->stale = TRUE;
    tell(world, "restore");
    if (chance(world, 30))
        send_mail(world, CALM); /* refused, or nothing is amiss */
    publish(world);
}

static void
publish_and_send(World *world)
{
    static const Weather weathers[] = { CALM, CALM, ROUGH, ROUGH, CUT_OFF };
    publish(world);
    if (chance(world, 80))
        send_mail(world, weathers[below(world, 5)]);
    if (chance(world, 30))
        send_mail(world, weathers[below(world, 5)]);
}

static const struct {
    void (*happen)(World *world);
    int weight;
} EVENTS[] = {
    { move_time, 12 },     { move_place, 4 },    { move_group, 8 },
    { swap_groups, 6 },    { remove_person, 8 }, { add_person, 8 },
    { drop_company, 5 },   { add_company, 6 },   { mend_spelling, 8 },
    { change_address, 8 }, { change_sender, 2 }, { turn_clock, 6 },
    { back_up, 4 },        { restore, 4 },       { publish_and_send, 30 },
    { resend, 10 },        { remind, 4 },
};

static void
step(World *world)
{
    int total = 0, pick = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(EVENTS); i++)
        total += EVENTS[i].weight;
    pick = below(world, total);
    for (gsize i = 0; i < G_N_ELEMENTS(EVENTS); i++) {
        pick -= EVENTS[i].weight;
        if (pick < 0) {
            EVENTS[i].happen(world);
            return;
        }
    }
}

/* ---- the end of a history --------------------------------------------------------- */

/* "2022-05-17" and "08:30" as a calendar writes them. */
static char *
stamp(const char *day, const char *clock)
{
    return g_strdup_printf("%.4s%.2s%.2sT%.2s%.2s00", day, day + 5, day + 8,
                           clock, clock + 3);
}

static char *
fact(World *world, const char *facts, const char *path)
{
    sqlite3_stmt *stmt = NULL;
    sqlite3_prepare_v2(world->day.db, "SELECT ?1 ->> ?2", -1, &stmt, NULL);
    sqlite3_bind_text(stmt, 1, facts, -1, SQLITE_STATIC);
    sqlite3_bind_text(stmt, 2, path, -1, SQLITE_STATIC);
    g_assert_cmpint(sqlite3_step(stmt), ==, SQLITE_ROW);
    char *text = g_strdup((const char *)sqlite3_column_text(stmt, 0));
    sqlite3_finalize(stmt);
    return text;
}

static void
check_entry(World *world, const Content *content, const Entry *entry)
{
    g_autofree char *day = fact(world, content->facts, "$.event.day");
    g_autofree char *from = fact(world, content->facts, "$.start");
    g_autofree char *to = fact(world, content->facts, "$.end");
    g_autofree char *start = stamp(day, from);
    g_autofree char *end = stamp(day, to);
    if (strcmp(entry->start, start) != 0 || strcmp(entry->end, end) != 0)
        fault(world, "%s has %s to %s, not %s to %s", content->address,
              entry->start, entry->end, start, end);
    for (int i = 0; i < COMPANIES + 3; i++) {
        g_autofree char *path = g_strdup_printf("$.stops[%d].title", i);
        g_autofree char *title = fact(world, content->facts, path);
        if (title != NULL && strstr(entry->description, title) == NULL)
            fault(world, "%s does not know of %s", content->address, title);
    }
}

static void
check_mailbox(const char *address, gpointer data)
{
    World *world = data;
    const char *code = g_hash_table_lookup(world->owners, address);
    const Content *content = g_hash_table_lookup(world->plan, code);
    gboolean invited =
        content != NULL && strcmp(content->address, address) == 0;
    int count = receiver_count(world->receiver, address, NULL);
    if (!g_hash_table_contains(world->dead, address) && count != invited)
        fault(world, "%s has %d entries, not %d", address, count, invited);
}

static void
check_calendars(World *world)
{
    GHashTableIter iter;
    gpointer value = NULL;
    receiver_each(world->receiver, check_mailbox, world);
    g_hash_table_iter_init(&iter, world->plan);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const Content *content = value;
        const Entry *entry = NULL;
        if (receiver_count(world->receiver, content->address, &entry) == 1)
            check_entry(world, content, entry);
        else
            fault(world, "%s (%s) is not invited once", content->code,
                  content->address);
    }
}

/* "ADDRESS START END" for each who is in the plan, beside the mails. */
static void
dump_plan(World *world)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autofree char *path = g_build_filename(world->folder, "plan.txt", NULL);
    GHashTableIter iter;
    gpointer value = NULL;
    g_hash_table_iter_init(&iter, world->plan);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const Content *content = value;
        g_autofree char *day = fact(world, content->facts, "$.event.day");
        g_autofree char *from = fact(world, content->facts, "$.start");
        g_autofree char *to = fact(world, content->facts, "$.end");
        g_autofree char *start = stamp(day, from);
        g_autofree char *end = stamp(day, to);
        g_string_append_printf(lines, "%s %s %s\n", content->address, start,
                               end);
    }
    g_file_set_contents(path, lines->str, (gssize)lines->len, NULL);
}

/* Who cannot be reached gets an address; then all is told. */
static void
finish(World *world)
{
    read_plan(world);
    for (int i = 1; i <= PEOPLE + COMPANIES; i++) {
        g_autofree char *code =
            i <= PEOPLE ? NULL : g_strdup_printf("F%03d", i - PEOPLE);
        g_autofree char *sql =
            g_strdup_printf("SELECT code FROM participant WHERE id = %d", i);
        if (code == NULL)
            code = g_strchomp(day_lines(&world->day, sql));
        const Content *content = g_hash_table_lookup(world->plan, code);
        if (content != NULL &&
            g_hash_table_contains(world->dead, content->address))
            give_address(world, i);
    }
    publish(world);
    for (int i = 0; i < 2; i++) {
        world->day.clock.fixed_utc += WEEK_S;
        send_mail(world, CALM);
    }
    if (day_number(&world->day,
                   "SELECT count(*) FROM outbox WHERE state IN ('queued',"
                   " 'deferred', 'unsure', 'sending')") != 0)
        fault(world, "something still waits");
    if (world->fault->len == 0)
        check_calendars(world);
    if (world->folder != NULL)
        dump_plan(world);
}

/* ---- one of them ------------------------------------------------------------------ */

static void
begin(World *world, guint32 seed)
{
    world->seed = seed;
    world->random = g_rand_new_with_seed(seed);
    g_rand_set_seed(world->day.random, seed);
    world->day.clock.fixed_utc = 1652191500;
    copy(&world->day, world->fresh.bring_back);
    ledger_cut(world, 0);
    world->receiver = receiver_new();
    world->plan =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_content);
    world->lives =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_life);
    world->trials =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_trial);
    world->dead = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    world->owners =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    world->asked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    world->story = g_string_new(NULL);
    world->fault = g_string_new(NULL);
    world->has_backup = world->stale = FALSE;
    world->names = 0;
}

static void
end(World *world)
{
    g_rand_free(world->random);
    receiver_free(world->receiver);
    g_hash_table_destroy(world->plan);
    g_hash_table_destroy(world->lives);
    g_hash_table_destroy(world->trials);
    g_hash_table_destroy(world->dead);
    g_hash_table_destroy(world->owners);
    g_hash_table_destroy(world->asked);
    g_string_free(world->story, TRUE);
    g_string_free(world->fault, TRUE);
}

/* FALSE: it went wrong, and has been told of. */
static gboolean
live(World *world, guint32 seed, gboolean aloud)
{
    begin(world, seed);
    remove_person(world);
    drop_company(world);
    int steps = STEPS_MIN + below(world, STEPS_MAX - STEPS_MIN);
    for (int i = 0; i < steps && world->fault->len == 0; i++)
        step(world);
    if (world->fault->len == 0)
        finish(world);
    gboolean good = world->fault->len == 0;
    if (!good || aloud)
        g_printerr("history %u:\n%s%s", seed, world->story->str,
                   world->fault->str);
    end(world);
    return good;
}

/* ---- all of them ------------------------------------------------------------------ */

static void
world_open(World *world)
{
    /* The disk is put to the test elsewhere. */
    if (g_file_test("/dev/shm", G_FILE_TEST_IS_DIR))
        g_setenv("TMPDIR", "/dev/shm", TRUE);
    day_open(&world->day);
    g_autofree char *sql =
        g_strdup_printf("DELETE FROM seat WHERE participant > %d;"
                        "DELETE FROM visit WHERE company > %d",
                        PEOPLE, COMPANIES);
    day_sql(&world->day, sql);
    past_open(&world->fresh, &world->day, "fresh");
    past_open(&world->backup, &world->day, "backup");
    past_open(&world->snapshot, &world->day, "snapshot");
    g_assert_cmpint(
        sqlite3_prepare_v2(world->day.db, DIGEST, -1, &world->digest, NULL), ==,
        SQLITE_OK);
}

static void
world_close(World *world)
{
    sqlite3_finalize(world->digest);
    past_close(&world->fresh);
    past_close(&world->backup);
    past_close(&world->snapshot);
    day_close(&world->day);
}

/* Every SHARE-th history from FIRST on; how many went wrong. */
static int
live_share(int first, int share)
{
    World world = { 0 };
    int failed = 0;
    world_open(&world);
    for (int seed = first; seed < HISTORIES; seed += share)
        failed += !live(&world, (guint32)seed, FALSE);
    g_printerr("# %d mails\n", world.mails);
    world_close(&world);
    return failed;
}

static void
test_histories(void)
{
    int shares = (int)g_get_num_processors();
    g_autofree pid_t *children = g_new0(pid_t, shares);
    int failed = 0;
    for (int i = 0; i < shares; i++) {
        children[i] = fork();
        g_assert_cmpint(children[i], >=, 0);
        if (children[i] == 0)
            _exit(live_share(i, shares) != 0);
    }
    for (int i = 0; i < shares; i++) {
        int status = 0;
        g_assert_cmpint(waitpid(children[i], &status, 0), ==, children[i]);
        failed += status != 0;
    }
    g_assert_cmpint(failed, ==, 0);
}

static int
live_one(const char *seed, const char *folder)
{
    World world = { .folder = folder };
    world_open(&world);
    gboolean good =
        live(&world, (guint32)g_ascii_strtoull(seed, NULL, 10), TRUE);
    world_close(&world);
    return good ? 0 : 1;
}

int
main(int argc, char **argv)
{
    if (argc > 1 && g_ascii_isdigit(argv[1][0]))
        return live_one(argv[1], argc > 2 ? argv[2] : NULL);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
        "/histories/rule 9, rule 16, rule 17, rule 19, rule 30, rule 31, rule 32: lives",
        test_histories);
    return g_test_run();
}
