#include "planner/deliver/mailing.h"

#include <glib/gi18n.h>
#include <string.h>

#include "calendars/address.h"
#include "planner/base/value.h"
#include "planner/deliver/catch-up.h"
#include "planner/deliver/facts.h"
#include "planner/deliver/lock.h"
#include "planner/deliver/press.h"
#include "planner/deliver/publish.h"
#include "planner/deliver/readers.h"
#include "planner/deliver/token.h"

/* A letter that a reader has had; all owned. */
typedef struct Had {
    gint64 mailing;
    char *uid;
    char *state; /* of its message; NULL: dropped */
    gint64 dtstamp_utc;
} Had;

/* One mailing on its way. */
typedef struct Round {
    Store *store;                  /* borrowed */
    const MailingRequest *request; /* borrowed */
    MailingReport *report;
    LetterDay event;
    char *sender;     /* normal */
    GHashTable *had;  /* "thanks company 7" -> Had */
    GHashTable *away; /* "company 7" -> char *, a word of mailing_away */
    Letters *letters;
    Press *press;
} Round;

static void
free_had(gpointer data)
{
    Had *had = data;
    g_free(had->uid);
    g_free(had->state);
    g_free(had);
}

static void
free_mailed(gpointer data)
{
    Mailed *one = data;
    g_free(one->code);
    g_free(one->name);
    g_free(one->reason);
    g_free(one);
}

void
mailing_report_free(MailingReport *report)
{
    if (report == NULL)
        return;
    g_ptr_array_unref(report->list);
    g_free(report);
}

static void
round_clear(Round *round)
{
    g_clear_pointer(&round->report, mailing_report_free);
    letter_day_clear(&round->event);
    g_clear_pointer(&round->sender, g_free);
    g_clear_pointer(&round->had, g_hash_table_unref);
    g_clear_pointer(&round->away, g_hash_table_unref);
    g_clear_pointer(&round->press, press_free);
    g_clear_pointer(&round->letters, letters_close);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Round, round_clear)

/* ---- before ---------------------------------------------------------------------------- */

static gboolean
read_sender(Round *round, GError **error)
{
    const char *sender = round->event.sender;
    round->sender = sender != NULL ? address_normal(sender) : NULL;
    if (round->sender != NULL)
        return TRUE;
    return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                       _("avsändare saknas eller duger inte; ange den med "
                         "hundra set avsändare.e-post ADRESS"));
}

static gboolean
read_time(Round *round, GError **error)
{
    g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(round->event.zone);
    g_autoptr(GDateTime) utc =
        g_date_time_new_from_unix_utc(store_now_utc(round->store));
    g_autoptr(GDateTime) local =
        zone != NULL ? g_date_time_to_timezone(utc, zone) : NULL;
    if (local == NULL)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("tidszonen %s finns inte på den här datorn"),
                           round->event.zone);
    g_autofree char *today = g_date_time_format(local, "%Y-%m-%d");
    int order = strcmp(today, round->event.day);
    LetterPurpose purpose = round->request->purpose;
    round->report->early = purpose == LETTER_THANKS && order < 0;
    round->report->late = purpose != LETTER_THANKS && order > 0;
    return TRUE;
}

/* ---- who has had what --------------------------------------------------------------- */

static char *
reader_key(gboolean company, gint64 thing)
{
    return g_strdup_printf("%s %" G_GINT64_FORMAT,
                           company ? "company" : "person", thing);
}

static char *
had_key(const char *kind, gboolean company, gint64 thing)
{
    g_autofree char *reader = reader_key(company, thing);
    return g_strdup_printf("%s %s", kind, reader);
}

static gboolean
read_had(Round *round, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = store_query(round->store, &inner, "mailing_had",
                                            "event:i", round->request->event);
    while (inner == NULL && store_rows_next(rows, &inner)) {
        Had *had = g_new0(Had, 1);
        had->mailing = store_rows_int(rows, 0);
        had->uid = g_strdup(store_rows_text(rows, 4));
        had->dtstamp_utc = store_rows_int(rows, 5);
        had->state = g_strdup(store_rows_text(rows, 6));
        g_hash_table_insert(round->had,
                            had_key(store_rows_text(rows, 1),
                                    store_rows_int(rows, 2) != 0,
                                    store_rows_int(rows, 3)),
                            had);
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static gboolean
read_away(Round *round, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = store_query(
        round->store, &inner, "mailing_away", "event:i", round->request->event);
    while (inner == NULL && store_rows_next(rows, &inner))
        g_hash_table_insert(
            round->away,
            reader_key(store_rows_int(rows, 0) != 0, store_rows_int(rows, 1)),
            g_strdup(store_rows_text(rows, 2)));
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static gboolean
prepare(Round *round, GError **error)
{
    Store *store = round->store;
    gint64 event = round->request->event;
    if (!letter_day_read(store, event, &round->event, error) ||
        !read_sender(round, error) || !read_time(round, error))
        return FALSE;
    if (!round->event.published)
        return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                           _("ingen plan gäller än; börja med hundra publish"));
    round->report->version = round->event.version;
    round->letters =
        letters_open(round->request->templates, round->event.zone, error);
    if (round->letters == NULL ||
        !store_run(store, error, "send_recover", "event:i", event) ||
        !catch_up(store, event, round->letters, error))
        return FALSE;
    round->had =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_had);
    round->away =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    round->press =
        press_new(store, round->letters, event, round->event.version);
    return read_had(round, error) && read_away(round, error);
}

/* ---- one reader ----------------------------------------------------------------------- */

/* A row of a source. */
typedef struct Reader {
    LetterKind kind;
    gint64 thing;
    const char *facts, *code, *email, *name;
    gboolean is_protected, reserve;
} Reader;

static gboolean
is_picked(const Round *round, const char *code)
{
    return round->request->codes != NULL &&
           g_strv_contains(round->request->codes, code);
}

static const Had *
had_of(const Round *round, LetterPurpose purpose, const Reader *reader)
{
    g_autofree char *key = had_key(
        letter_word(purpose), reader->kind == LETTER_COMPANY, reader->thing);
    return g_hash_table_lookup(round->had, key);
}

/* Why she gets no letter because she is not there; NULL: she is. */
static const char *
away_words(const Round *round, const Reader *reader)
{
    g_autofree char *key =
        reader_key(reader->kind == LETTER_COMPANY, reader->thing);
    const char *word = g_hash_table_lookup(round->away, key);
    if (word == NULL)
        return NULL;
    if (strcmp(word, "gone") == 0)
        return _("är inte med längre");
    if (strcmp(word, "declined") == 0)
        return _("har tackat nej");
    return round->request->purpose == LETTER_THANKS
               ? _("var inte där, enligt incheckningen")
               : NULL;
}

static const char *
had_words(const Had *had)
{
    if (strcmp(had->state, "failed") == 0)
        return _("brevet kom inte fram; se hundra show outbox");
    return strcmp(had->state, "sent") == 0 ? _("har redan fått brevet")
                                           : _("brevet väntar i utkorgen");
}

/* Why READER gets no letter in this round, for people, as a text that the
 * caller owns; NULL: she does. */
static char *
reason_of(Round *round, const Reader *reader)
{
    LetterPurpose purpose = round->request->purpose;
    const Had *had = had_of(round, purpose, reader);
    if (had != NULL && had->state != NULL)
        return g_strdup(had_words(had));
    const Had *reserve = had_of(round, LETTER_RESERVE, reader);
    if (purpose == LETTER_NOT_THIS_TIME && reserve != NULL &&
        reserve->state != NULL && !is_picked(round, reader->code))
        return g_strdup(_("har fått brev om reservplats; ange koden med --to "
                          "om brevet ändå ska gå"));
    const char *away = away_words(round, reader);
    if (away != NULL)
        return g_strdup(away);
    g_autofree char *address =
        reader->email != NULL ? address_normal(reader->email) : NULL;
    return address == NULL ? publish_fault(reader->email, reader->is_protected)
                           : NULL;
}

static void
list(Round *round, const char *code, const char *name, const char *reason)
{
    Mailed *one = g_new0(Mailed, 1);
    one->code = g_strdup(code);
    one->name = g_strdup(name);
    one->reason = g_strdup(reason);
    g_ptr_array_add(round->report->list, one);
}

/* The mailing that READER's letter is of, new or that of a dropped one. */
static gboolean
find_mailing(Round *round, const Reader *reader, gint64 *mailing, char **uid,
             gint64 *dtstamp_utc, GError **error)
{
    const Had *had = had_of(round, round->request->purpose, reader);
    *dtstamp_utc = store_now_utc(round->store);
    if (had != NULL) {
        *mailing = had->mailing;
        *uid = g_strdup(had->uid);
        *dtstamp_utc = MAX(*dtstamp_utc, had->dtstamp_utc + 1);
        return store_run(round->store, error, "ledger_mailing_raise",
                         "mailing:i dtstamp:i", *mailing, *dtstamp_utc);
    }
    g_autofree char *token = token_new(round->request->seeded, error);
    if (token == NULL)
        return FALSE;
    gboolean own = reader->kind == LETTER_PARTICIPANT;
    *uid = g_strconcat(token, strchr(round->sender, '@'), NULL);
    if (!store_run(round->store, error, "mailing_add",
                   "event:i kind:s participant:i company:i uid:s dtstamp:i",
                   round->request->event, letter_word(round->request->purpose),
                   own ? reader->thing : (gint64)0,
                   own ? (gint64)0 : reader->thing, *uid, *dtstamp_utc))
        return FALSE;
    *mailing = store_last_id(round->store);
    return TRUE;
}

static gboolean
write_letter(Round *round, const Reader *reader, GError **error)
{
    const MailingRequest *request = round->request;
    gint64 mailing = 0, dtstamp_utc = 0;
    g_autofree char *uid = NULL;
    g_autofree char *address = address_normal(reader->email);
    g_autofree char *facts = reader_facts(reader->facts, request->purpose,
                                          &round->event, request->until, error);
    if (facts == NULL ||
        !find_mailing(round, reader, &mailing, &uid, &dtstamp_utc, error))
        return FALSE;
    g_autofree char *id = token_message_id(uid, 0, dtstamp_utc);
    const LetterTask task = {
        .kind = reader->kind,
        .purpose = request->purpose,
        .facts = facts,
        .uid = uid,
        .message_id = id,
        .first_message = id,
        .organiser = round->sender,
        .address = address,
        .dtstamp_utc = dtstamp_utc,
    };
    round->report->count++;
    list(round, reader->code, reader->name, NULL);
    return press_add(round->press, mailing, reader->code, &task, error);
}

static gboolean
take_reader(Round *round, const Reader *reader, GError **error)
{
    LetterPurpose purpose = round->request->purpose;
    gboolean picked = is_picked(round, reader->code);
    if (round->request->codes != NULL
            ? !picked
            : (purpose == LETTER_RESERVE && !reader->reserve) ||
                  (purpose == LETTER_NOT_THIS_TIME && reader->reserve))
        return TRUE;
    const Had *had = had_of(round, purpose, reader);
    gboolean known = had != NULL && had->state != NULL;
    g_autofree char *reason = reason_of(round, reader);
    round->report->had += known;
    if (reason == NULL)
        return write_letter(round, reader, error);
    if (!known || picked)
        list(round, reader->code, reader->name, reason);
    return TRUE;
}

/* ---- all of them ------------------------------------------------------------------------ */

static gboolean
take_source(Round *round, const ReaderSource *source, GError **error)
{
    gboolean with_reserve = strstr(source->view, "unplaced") != NULL;
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(round->store, error, source->view, source->format,
                    round->event.plan, (gint64)0);
    if (rows == NULL)
        return FALSE;
    while (store_rows_next(rows, &inner)) {
        const Reader reader = {
            .kind = source->kind,
            .facts = store_rows_text(rows, 0),
            .thing = store_rows_int(rows, 1),
            .code = store_rows_text(rows, 2),
            .email = store_rows_text(rows, 3),
            .name = store_rows_text(rows, 4),
            .is_protected = store_rows_int(rows, 5) != 0,
            .reserve = with_reserve && store_rows_int(rows, 6) != 0,
        };
        if (!take_reader(round, &reader, error))
            return FALSE;
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* Whoever was picked and is none of those the letter is for. */
static void
list_strangers(Round *round)
{
    const char *const *codes = round->request->codes;
    for (; codes != NULL && *codes != NULL; codes++) {
        gboolean listed = FALSE;
        for (guint i = 0; i < round->report->list->len; i++)
            listed |=
                strcmp(
                    ((Mailed *)g_ptr_array_index(round->report->list, i))->code,
                    *codes) == 0;
        if (!listed)
            list(round, *codes, NULL,
                 _("hör inte till dem som det här brevet är till"));
    }
}

static gboolean
take_all(Round *round, GError **error)
{
    guint count = 0;
    const ReaderSource *sources =
        reader_sources(round->request->purpose, &count);
    for (guint i = 0; i < count; i++)
        if (!take_source(round, &sources[i], error))
            return FALSE;
    list_strangers(round);
    return press_finish(round->press, error);
}

static gboolean
check_request(const MailingRequest *request, GError **error)
{
    char day[VALUE_DATE_SIZE] = "";
    const char *reason = NULL;
    g_assert(letter_is_plain(request->purpose));
    if (request->until == NULL)
        return TRUE;
    if (request->purpose != LETTER_RESERVE)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("--until hör bara till brevet reserve"));
    if (value_date(request->until, day, &reason) &&
        strcmp(day, request->until) == 0)
        return TRUE;
    return hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("--until \"%s\": skriv dagen som 2022-05-17"),
                       request->until);
}

static gboolean
commit(Round *round, StoreChange *change, GError **error)
{
    int count = round->report->count;
    g_autofree char *what = g_strdup_printf(
        ngettext("%d brev: %s", "%d brev: %s", (unsigned long)count), count,
        letter_word(round->request->purpose));
    JournalEntry entry = { .who = round->request->who,
                           .command = "letters",
                           .what = what };
    return store_change_commit(change, &entry, error);
}

MailingReport *
deliver_mailing(Store *store, const MailingRequest *request, GError **error)
{
    if (!check_request(request, error))
        return NULL;
    g_autoptr(OutboxLock) lock = outbox_lock(store, error);
    if (lock == NULL)
        return NULL;
    g_autoptr(StoreChange) change = store_change(store, error);
    g_auto(Round) round = { .store = store, .request = request };
    round.report = g_new0(MailingReport, 1);
    round.report->list = g_ptr_array_new_with_free_func(free_mailed);
    if (change == NULL || !prepare(&round, error) || !take_all(&round, error) ||
        (request->keep && !commit(&round, change, error)))
        return NULL;
    return g_steal_pointer(&round.report);
}
