#include "planner/deliver/remind.h"

#include <glib/gi18n.h>
#include <string.h>

#include "calendars/calendar.h"
#include "planner/base/value.h"
#include "planner/deliver/lock.h"
#include "planner/deliver/tell.h"

/* One round of reminders on its way. */
typedef struct Round {
    Store *store;                 /* borrowed */
    const RemindRequest *request; /* borrowed */
    RemindReport *report;
    char *zone, *day; /* of the event */
    char *today;      /* there */
    gint64 version;   /* in force */
    gint64 today_utc; /* when it began */
    gboolean has_ladder;
    KnownAll *known;
    Letters *letters;
    Press *press;
} Round;

static void
round_clear(Round *round)
{
    g_clear_pointer(&round->report, remind_report_free);
    g_clear_pointer(&round->zone, g_free);
    g_clear_pointer(&round->day, g_free);
    g_clear_pointer(&round->today, g_free);
    g_clear_pointer(&round->known, known_free);
    g_clear_pointer(&round->press, press_free);
    g_clear_pointer(&round->letters, letters_close);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Round, round_clear)

static void
free_reminded(gpointer data)
{
    Reminded *one = data;
    g_free(one->code);
    g_free(one->name);
    g_free(one->reason);
    g_free(one);
}

void
remind_report_free(RemindReport *report)
{
    if (report == NULL)
        return;
    g_free(report->step);
    g_free(report->next);
    g_ptr_array_unref(report->list);
    g_free(report);
}

/* ---- which day it is ---------------------------------------------------------- */

static gboolean
read_today(Round *round, GError **error)
{
    g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(round->zone);
    g_autoptr(GDateTime) utc =
        g_date_time_new_from_unix_utc(store_now_utc(round->store));
    g_autoptr(GDateTime) local =
        zone != NULL ? g_date_time_to_timezone(utc, zone) : NULL;
    if (local == NULL)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("tidszonen %s finns inte på den här datorn"),
                           round->zone);
    round->today = g_date_time_format(local, "%Y-%m-%d");
    round->today_utc = calendar_utc(round->today, 0, round->zone, error);
    return round->today_utc != G_MININT64;
}

static gboolean
read_event(Round *round, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = store_query(
        round->store, &inner, "remind_event", "event:i", round->request->event);
    if (inner != NULL || !store_rows_next(rows, &inner)) {
        if (inner == NULL)
            return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                               _("ingen är inbjuden än; börja med hundra "
                                 "publish"));
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    round->zone = g_strdup(store_rows_text(rows, 0));
    round->day = g_strdup(store_rows_text(rows, 1));
    round->version = store_rows_int(rows, 2);
    round->has_ladder = store_rows_int(rows, 3) != 0;
    return read_today(round, error);
}

static gboolean
read_step(Round *round, GError **error)
{
    g_autoptr(GError) inner = NULL;
    RemindReport *report = round->report;
    if (round->request->codes != NULL)
        return TRUE;
    report->step =
        store_string(round->store, &inner, "remind_step", "event:i today:s",
                     round->request->event, round->today);
    if (inner == NULL)
        report->next =
            store_string(round->store, &inner, "remind_next", "event:i today:s",
                         round->request->event, round->today);
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static gboolean
prepare(Round *round, GError **error)
{
    if (!read_event(round, error))
        return FALSE;
    if (round->request->scheduled && !round->has_ladder)
        return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                           _("det finns inga dagar att påminna på; ange dem "
                             "med hundra remind --ladder"));
    if (!read_step(round, error))
        return FALSE;
    round->known = known_read(round->store, round->request->event, error);
    if (round->known == NULL)
        return FALSE;
    round->letters =
        letters_open(round->request->templates, round->zone, error);
    if (round->letters == NULL)
        return FALSE;
    round->press = press_new(round->store, round->letters,
                             round->request->event, round->version);
    return TRUE;
}

/* ---- who ------------------------------------------------------------------------ */

/* Why not, for people: REASON is a word of the statement remind_all. */
static const char *
reason_words(const char *reason)
{
    static const struct {
        const char *reason, *words;
    } rows[] = {
        { "stranger", N_("är inte inbjuden") },
        { "answered", N_("har svarat") },
        { "gone", N_("är inte med längre") },
        { "unsent", N_("har inte fått något brev än") },
        { "waiting", N_("har ett brev i utkorgen som inte har gått iväg") },
        { "bounced", N_("brevet kom inte fram; se hundra show outbox") },
        { "today", N_("är redan påmind i dag") },
        { "step", N_("är redan påmind i det här steget") },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        if (strcmp(rows[i].reason, reason) == 0)
            return _(rows[i].words);
    g_assert_not_reached(); /* the statement has a word that we lack */
}

/* They stand by id. */
static const Known *
known_by_id(KnownAll *all, gint64 id)
{
    guint first = 0, end = known_count(all);
    while (first < end) {
        guint middle = first + (end - first) / 2;
        const Known *known = known_at(all, middle);
        if (known->id == id)
            return known;
        if (known->id < id)
            first = middle + 1;
        else
            end = middle;
    }
    return NULL;
}

static void
list(Round *round, const char *code, const char *name, const char *reason)
{
    Reminded *one = g_new0(Reminded, 1);
    one->code = g_strdup(code);
    one->name = g_strdup(name);
    one->reason = reason != NULL ? g_strdup(reason_words(reason)) : NULL;
    g_ptr_array_add(round->report->list, one);
}

static gboolean
is_listed(const Round *round, const char *code)
{
    const GPtrArray *all = round->report->list;
    for (guint i = 0; i < all->len; i++) {
        const Reminded *one = g_ptr_array_index(all, i);
        if (strcmp(one->code, code) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Whoever was picked and has no invitation. */
static void
list_strangers(Round *round)
{
    const char *const *codes = round->request->codes;
    for (; codes != NULL && *codes != NULL; codes++)
        if (!is_listed(round, *codes))
            list(round, *codes, NULL, "stranger");
}

/* Rows: invitation, code, name, facts, why not. */
static gboolean
take_row(Round *round, Teller *teller, const StoreRows *rows, GError **error)
{
    const RemindRequest *request = round->request;
    const char *code = store_rows_text(rows, 1);
    const char *name = store_rows_text(rows, 2);
    const char *reason = store_rows_text(rows, 4);
    gboolean picked = request->codes != NULL;
    if (picked && !g_strv_contains(request->codes, code))
        return TRUE;
    if (reason != NULL) {
        if (picked)
            list(round, code, name, reason);
        return TRUE;
    }
    const Known *known = known_by_id(round->known, store_rows_int(rows, 0));
    if (known == NULL)
        return TRUE;
    list(round, code, name, NULL);
    round->report->count++;
    return tell_again(teller, known, code, store_rows_text(rows, 3),
                      request->scheduled, error);
}

static gboolean
remind_all(Round *round, GError **error)
{
    g_autoptr(GError) inner = NULL;
    Teller teller = { .store = round->store,
                      .event = round->request->event,
                      .version = round->version,
                      .known = round->known,
                      .press = round->press };
    g_autoptr(StoreRows) rows = store_query(
        round->store, error, "remind_all", "event:i today:i step:s",
        round->request->event, round->today_utc, round->report->step);
    if (rows == NULL)
        return FALSE;
    while (store_rows_next(rows, &inner))
        if (!take_row(round, &teller, rows, error))
            return FALSE;
    list_strangers(round);
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* Whether there is anything to do today: a ladder speaks from its first day
 * on, and what is scheduled ends with the event's day. */
static gboolean
is_due(const Round *round)
{
    if (round->request->codes != NULL || !round->has_ladder)
        return TRUE;
    return round->report->step != NULL &&
           (!round->request->scheduled ||
            g_strcmp0(round->today, round->day) <= 0);
}

static gboolean
commit(Round *round, StoreChange *change, GError **error)
{
    const RemindReport *report = round->report;
    if (!store_run(round->store, error, "remind_note", "event:i day:s now:i",
                   round->request->event, report->step,
                   store_now_utc(round->store)))
        return FALSE;
    g_autofree char *what =
        g_strdup_printf(ngettext("%d påminnelse", "%d påminnelser",
                                 (unsigned long)report->count),
                        report->count);
    JournalEntry entry = { .who = round->request->who,
                           .command = "remind",
                           .what = what };
    return store_change_commit(change, &entry, error);
}

RemindReport *
deliver_remind(Store *store, const RemindRequest *request, GError **error)
{
    g_autoptr(OutboxLock) lock = outbox_lock(store, error);
    if (lock == NULL)
        return NULL;
    g_autoptr(StoreChange) change = store_change(store, error);
    g_auto(Round) round = { .store = store, .request = request };
    round.report = g_new0(RemindReport, 1);
    round.report->list = g_ptr_array_new_with_free_func(free_reminded);
    if (change == NULL || !prepare(&round, error))
        return NULL;
    if (is_due(&round) &&
        (!remind_all(&round, error) || !press_finish(round.press, error) ||
         (request->keep && !commit(&round, change, error))))
        return NULL;
    return g_steal_pointer(&round.report);
}

/* ---- the ladder ------------------------------------------------------------------- */

static gboolean
add_step(Store *store, gint64 event, const char *word, const char *event_day,
         GError **error)
{
    char day[VALUE_DATE_SIZE] = "";
    const char *reason = NULL;
    g_autofree char *clean = g_strstrip(g_strdup(word));
    if (!value_date(clean, day, &reason))
        return hundra_fail(error, HUNDRA_ERROR_INPUT, "--ladder \"%s\": %s",
                           clean, reason);
    if (strcmp(day, event_day) >= 0)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("--ladder %s: påminn före dagen, som är %s"), day,
                           event_day);
    return store_run(store, error, "ladder_add", "event:i day:s", event, day);
}

gboolean
deliver_ladder(Store *store, gint64 event, const char *days, const char *who,
               GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_auto(GStrv) words = g_strsplit(days, ",", LADDER_STEPS_MAX + 1);
    if (g_strv_length(words) > LADDER_STEPS_MAX)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("--ladder: högst %d dagar"), LADDER_STEPS_MAX);
    g_autoptr(StoreChange) change = store_change(store, error);
    if (change == NULL)
        return FALSE;
    g_autofree char *event_day =
        store_string(store, &inner, "ladder_event", "event:i", event);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    if (!store_run(store, error, "ladder_clear", "event:i", event))
        return FALSE;
    for (char **word = words; *days != '\0' && *word != NULL; word++)
        if (!add_step(store, event, *word, event_day, error))
            return FALSE;
    g_autofree char *what = g_strdup_printf("--ladder %s", days);
    JournalEntry entry = { .who = who, .command = "remind", .what = what };
    return store_change_commit(change, &entry, error);
}
