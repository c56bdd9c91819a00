#include "planner/plan/lock.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "planner/plan/lock-clash.h"
#include "planner/plan/lock-facts.h"
#include "planner/plan/lock-read.h"
#include "planner/solve/verify.h"

/* ---- whether a plan keeps them --------------------------------------------- */

typedef struct Kept {
    int version;      /* of the newest plan; 0: none */
    gboolean *broken; /* by lock of the problem; owned */
} Kept;

static void
kept_clear(Kept *kept)
{
    g_free(kept->broken);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Kept, kept_clear)

/* Asks the newest plan.  FALSE sets ERROR: the store failed. */
static gboolean
ask_plan(Store *store, const Day *day, Kept *kept, GError **error)
{
    g_autoptr(GError) inner = NULL;
    kept->broken = g_new0(gboolean, (gsize)day->problem->lock_count + 1);
    gint64 plan = store_number(store, &inner, 0, "plan_find",
                               "event:i version:i", day->event, (gint64)0);
    if (inner == NULL && plan != 0)
        kept->version =
            (int)store_number(store, &inner, 0, "plan_version", "plan:i", plan);
    g_autoptr(DayGone) gone = day_gone_new();
    g_autoptr(Solution) solution =
        inner == NULL && plan != 0
            ? day_load_plan_told(store, day, plan, gone, &inner)
            : NULL;
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    if (solution == NULL)
        return TRUE;
    g_autoptr(Verdict) verdict = verify_day(day->problem, solution, TRUE);
    for (guint i = 0; i < verdict->breaches->len; i++) {
        int lock = g_array_index(verdict->breaches, Breach, i).lock;
        if (lock >= 0)
            kept->broken[lock] = TRUE;
    }
    return TRUE;
}

/* ---- a new one --------------------------------------------------------------- */

/* How each lock of DAY reads; the caller owns the array and its texts. */
static GPtrArray *
all_said(const Day *day)
{
    GPtrArray *said = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < day->locks->len; i++)
        g_ptr_array_add(
            said,
            lock_words_of(g_array_index(day->locks, DayLock, i).statement));
    return said;
}

/* FALSE sets HUNDRA_ERROR_REFUSED when DAY's locks contradict each other;
 * the newest of them is named first. */
static gboolean
locks_agree(const Day *day, GError **error)
{
    LockClash clash;
    if (!lock_clash(day->problem, &clash))
        return TRUE;
    int about = clash.locks[0];
    for (int i = 0; i < CLASH_LOCKS; i++)
        about = MAX(about, clash.locks[i]);
    g_autoptr(GPtrArray) said = all_said(day);
    g_autofree char *text = lock_clash_text(day, &clash, about, said);
    return hundra_fail(error, HUNDRA_ERROR_REFUSED, "%s", text);
}

/* DAY with one lock more, its last. */
static void
append_lock(Day *day, const Lock *lock, const char *statement)
{
    Problem *problem = day->problem;
    DayLock row = { .statement = g_strdup(statement) };
    gsize count = (gsize)problem->lock_count + 1;
    problem->locks = g_renew(Lock, problem->locks, count);
    problem->locks[problem->lock_count++] = *lock;
    g_array_append_val(day->locks, row);
}

/* Whether it can stand beside the facts, the rules and the other locks. */
static gboolean
judge(Day *day, const LockMeaning *meaning, const char *statement,
      GError **error)
{
    g_autofree char *said = lock_words_said(meaning->words);
    if (!lock_possible(day, &meaning->lock, said, error))
        return FALSE;
    if (!locks_agree(day, error)) { /* since some fact was changed */
        g_prefix_error(error, "%s",
                       _("låsen som redan finns strider mot "
                         "varandra; lås upp ett av dem: "));
        return FALSE;
    }
    append_lock(day, &meaning->lock, statement);
    return locks_agree(day, error);
}

/* "Plan 3 håller det." */
static char *
kept_sentence(const Kept *kept, int lock)
{
    if (kept->version == 0)
        return g_strdup(_("Nästa plan kommer att hålla det."));
    return g_strdup_printf(kept->broken[lock]
                               ? _("Plan %d håller det inte; hundra plan "
                                   "gör en som gör det.")
                               : _("Plan %d håller det redan."),
                           kept->version);
}

static gboolean
keep(Store *store, const LockRequest *request, const char *statement,
     const char *said, GError **error)
{
    g_autoptr(StoreChange) change = store_change(store, error);
    if (change == NULL ||
        !store_run(store, error, "lock_add",
                   "event:i statement:s who:s why:s made:i", request->event,
                   statement, request->who, request->why, store_now_utc(store)))
        return FALSE;
    JournalEntry entry = { .who = request->who,
                           .command = "lock",
                           .what = said };
    return store_change_commit(change, &entry, error);
}

static gboolean
check_why(const char *why, GError **error)
{
    return why == NULL || g_utf8_strlen(why, -1) <= WHY_CHARACTERS_MAX ||
           hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("--why är för långt; skriv högst %d tecken"),
                       WHY_CHARACTERS_MAX);
}

gboolean
lock_add(Store *store, const LockRequest *request, char **what, GError **error)
{
    g_auto(LockMeaning) meaning = { .words = NULL };
    g_auto(Kept) kept = { 0 };
    g_autoptr(GError) inner = NULL;
    g_autoptr(Day) day = day_load(store, request->event, error);
    if (day == NULL || !check_why(request->why, error) ||
        !lock_read(store, day, request->statement, &meaning, error))
        return FALSE;
    g_autofree char *statement = lock_words_stored(meaning.words);
    g_autofree char *said = lock_words_said(meaning.words);
    gint64 same =
        store_number(store, &inner, 0, "lock_find", "event:i statement:s",
                     request->event, statement);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    if (same != 0) {
        if (what != NULL)
            *what = g_strdup_printf(_("%s är redan låst."), said);
        return TRUE;
    }
    if (!judge(day, &meaning, statement, error) ||
        !ask_plan(store, day, &kept, error) ||
        !keep(store, request, statement, said, error))
        return FALSE;
    g_autofree char *sentence =
        kept_sentence(&kept, day->problem->lock_count - 1);
    if (what != NULL)
        *what = g_strdup_printf(_("Låst: %s. %s"), said, sentence);
    return TRUE;
}

/* ---- taken back ---------------------------------------------------------------- */

/* The row that WANTED means, by number, by text, or by what it says. */
static gint64
find_lock(Store *store, gint64 event, const char *wanted, GError **error)
{
    gint64 number = 0;
    g_autoptr(GError) inner = NULL;
    g_auto(LockMeaning) meaning = { .words = NULL };
    if (g_ascii_string_to_signed(wanted, 10, 1, G_MAXINT64, &number, NULL)) {
        g_autofree char *text = store_string(store, error, "lock_statement",
                                             "event:i id:i", event, number);
        return text != NULL ? number : 0;
    }
    gint64 id = store_number(store, &inner, 0, "lock_find",
                             "event:i statement:s", event, wanted);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return 0;
    }
    g_autoptr(Day) day = id == 0 ? day_load(store, event, error) : NULL;
    if (day == NULL || !lock_read(store, day, wanted, &meaning, NULL))
        return id; /* nothing that a lock can say: there is none */
    g_autofree char *statement = lock_words_stored(meaning.words);
    return store_number(store, error, 0, "lock_find", "event:i statement:s",
                        event, statement);
}

gboolean
lock_drop(Store *store, gint64 event, const char *wanted, const char *who,
          char **what, GError **error)
{
    g_autoptr(GError) inner = NULL;
    gint64 id = find_lock(store, event, wanted, &inner);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    if (id == 0)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("inget lås %s finns; hundra lock listar dem som "
                             "finns"),
                           wanted);
    g_autofree char *statement =
        store_string(store, error, "lock_statement", "event:i id:i", event, id);
    g_autoptr(StoreChange) change =
        statement != NULL ? store_change(store, error) : NULL;
    if (change == NULL ||
        !store_run(store, error, "lock_drop", "event:i id:i", event, id))
        return FALSE;
    g_autofree char *said = lock_words_of(statement);
    JournalEntry entry = { .who = who, .command = "unlock", .what = said };
    if (!store_change_commit(change, &entry, error))
        return FALSE;
    if (what != NULL)
        *what = g_strdup_printf(_("Upplåst: %s."), said);
    return TRUE;
}

/* ---- the list -------------------------------------------------------------------- */

static int
index_of(const Day *day, gint64 id)
{
    for (guint i = 0; i < day->locks->len; i++)
        if (g_array_index(day->locks, DayLock, i).id == id)
            return (int)i;
    return -1;
}

static void
tell_lock(JsonObject *item, const Day *day, const Kept *kept)
{
    const char *statement = json_object_get_string_member(item, "statement");
    int lock = index_of(day, json_object_get_int_member(item, "lock"));
    g_autofree char *said = lock_words_of(statement);
    json_object_set_string_member(item, "text", said);
    if (lock < 0)
        json_object_set_string_member(item, "state", "rests");
    else if (kept->version > 0)
        json_object_set_string_member(item, "state",
                                      kept->broken[lock] ? "broken" : "kept");
    else
        json_object_set_null_member(item, "state");
}

char *
lock_list(Store *store, gint64 event, GError **error)
{
    g_auto(Kept) kept = { 0 };
    g_autofree char *view = store_view(store, error, "locks", "event:i", event);
    g_autoptr(Day) day = view != NULL ? day_load(store, event, error) : NULL;
    if (day == NULL || !ask_plan(store, day, &kept, error))
        return NULL;
    g_autoptr(JsonNode) root = json_from_string(view, error);
    if (root == NULL)
        return NULL;
    JsonArray *locks =
        json_object_get_array_member(json_node_get_object(root), "locks");
    for (guint i = 0; i < json_array_get_length(locks); i++)
        tell_lock(json_array_get_object_element(locks, i), day, &kept);
    return json_to_string(root, FALSE);
}
