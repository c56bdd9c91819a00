/*
 * Why not: what stops another place, or what it costs, in two sentences.
 */
#include <glib/gi18n.h>
#include <string.h>

#include "planner/plan/breach-words.h"
#include "planner/plan/explain-inside.h"
#include "planner/plan/impossible-words.h"
#include "planner/plan/reason.h"
#include "planner/plan/save.h"

/* ---- who else is moved ------------------------------------------------- */

typedef struct Moved {
    GPtrArray *people; /* codes, borrowed, of others whose group changes */
    int visits;        /* of others whose group or time changes */
} Moved;

/* PERSON's group in HALF of PLAN; 0: none. */
static int
seat_of(const Solution *plan, int person, Half half)
{
    for (guint g = 0; g < plan->groups->len; g++) {
        const Group *group = &g_array_index(plan->groups, Group, g);
        for (guint i = 0; i < group->members->len; i++) {
            const Member *member = &g_array_index(group->members, Member, i);
            if (member->person == person && member->half == half)
                return group->number;
        }
    }
    return 0;
}

static const Visit *
visit_of(const Solution *plan, int company, int *number)
{
    *number = 0;
    for (guint g = 0; g < plan->groups->len; g++) {
        const Group *group = &g_array_index(plan->groups, Group, g);
        for (guint i = 0; i < group->visits->len; i++) {
            const Visit *visit = &g_array_index(group->visits, Visit, i);
            *number = group->number;
            if (visit->company == company)
                return visit;
        }
    }
    *number = 0;
    return NULL;
}

static gboolean
visit_moves(const Solution *base, const Solution *plan, int company)
{
    int before = 0, after = 0;
    const Visit *old = visit_of(base, company, &before);
    const Visit *now = visit_of(plan, company, &after);
    return before != after ||
           (old != NULL && now != NULL &&
            (old->start_min != now->start_min || old->end_min != now->end_min));
}

/* The caller frees people. */
static Moved
find_moved(const Day *day, const Solution *base, const WhyNotAsk *ask,
           const Solution *plan)
{
    Moved moved = { .people = g_ptr_array_new() };
    for (int p = 0; p < day->problem->person_count; p++)
        if (p != ask->person &&
            (seat_of(base, p, HALF_AM) != seat_of(plan, p, HALF_AM) ||
             seat_of(base, p, HALF_PM) != seat_of(plan, p, HALF_PM)))
            g_ptr_array_add(moved.people,
                            g_array_index(day->people, DayThing, p).code);
    for (int c = 0; c < day->problem->company_count; c++)
        moved.visits += (ask->person >= 0 || c != ask->company) &&
                        visit_moves(base, plan, c);
    return moved;
}

/* "P033 och P041", or how many. */
static char *
who_moves(const GPtrArray *people)
{
    enum { NAMED = 3 };
    if (people->len > NAMED)
        return g_strdup_printf(
            g_dngettext(NULL, "%u annan", "%u andra", people->len),
            people->len);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < people->len; i++)
        g_string_append_printf(text, "%s%s",
                               i == 0                 ? ""
                               : i + 1 == people->len ? _(" och ")
                                                      : ", ",
                               (const char *)g_ptr_array_index(people, i));
    return g_string_free(text, FALSE);
}

/* The second sentence, with a space before it; "" when nobody is moved. */
static char *
moved_words(const Moved *moved)
{
    g_autofree char *who = who_moves(moved->people);
    g_autofree char *visits =
        g_strdup_printf(g_dngettext(NULL, "%d annat besök", "%d andra besök",
                                    (gulong)moved->visits),
                        moved->visits);
    if (moved->people->len > 0 && moved->visits > 0)
        return g_strdup_printf(_(" %s byter grupp, och %s får annan tid eller "
                                 "grupp."),
                               who, visits);
    if (moved->people->len > 0)
        return g_strdup_printf(_(" %s byter grupp."), who);
    if (moved->visits > 0)
        return g_strdup_printf(_(" %s får annan tid eller grupp."), visits);
    return g_strdup("");
}

/* ---- sentences --------------------------------------------------------- */

static const char *
subject(const Day *day, const WhyNotAsk *ask)
{
    return ask->person >= 0
               ? g_array_index(day->people, DayThing, ask->person).code
               : g_array_index(day->companies, DayThing, ask->company).code;
}

/* " på förmiddagen", or nothing for a whole day or a company. */
static char *
when(const WhyNotAsk *ask, int halves)
{
    int half = halves == 1 << HALF_AM ? HALF_AM : HALF_PM;
    if (ask->person < 0 || halves == (1 << HALF_AM | 1 << HALF_PM))
        return g_strdup("");
    return g_strdup_printf(" %s", breach_half(half));
}

static char *
costs_words(const Day *day, const Solution *base, const WhyNotAsk *ask,
            const WhyNot *whynot)
{
    gint64 delta = whynot->soft_milli - whynot->base_milli;
    Moved moved = find_moved(day, base, ask, whynot->plan);
    g_autofree char *half = when(ask, whynot->halves);
    g_autofree char *more = breach_points(ABS(delta));
    g_autofree char *now = breach_points(whynot->soft_milli);
    g_autofree char *before = breach_points(whynot->base_milli);
    g_autofree char *rest = moved_words(&moved);
    g_ptr_array_unref(moved.people);
    g_autofree char *place =
        g_strdup_printf(ask->person >= 0 ? _("%s kan sitta i grupp %d%s")
                                         : _("%s kan besökas av grupp %d%s"),
                        subject(day, ask), ask->group, half);
    if (delta == 0)
        return g_strdup_printf(_("%s: planen kostar då lika mycket (%s).%s"),
                               place, now, rest);
    return g_strdup_printf(
        delta > 0 ? _("%s: planen blir då %s poäng dyrare (%s mot %s).%s")
                  : _("%s: planen blir då %s poäng billigare (%s mot %s).%s"),
        place, more, now, before, rest);
}

/* What stops it: the rule, and the words of the unit. */
static char *
breach_text(const Day *day, const WhyNotAsk *ask, const Breach *breach)
{
    if (breach->lock >= 0) {
        g_autofree char *lock =
            breach->lock < day->problem->lock_count
                ? impossible_lock_words(day, &day->problem->locks[breach->lock])
                : g_strdup("");
        return g_strdup_printf(_("låset »%s«"), lock);
    }
    /* a need is told of the one who is asked for, never of another */
    if (breach->rule >= 0 && ask->person < 0 &&
        day->problem->rules[breach->rule].kind == RULE_NEEDS)
        return g_strdup_printf("%s (%s)", day_rule_code(day, breach->rule),
                               reason_rule(day, breach->rule));
    g_autofree char *words = breach_words(day, breach);
    return g_strdup_printf("%s (%s)", day_rule_code(day, breach->rule), words);
}

char *
explain_why_not(const Day *day, const Solution *base, const WhyNotAsk *ask,
                const WhyNot *whynot)
{
    const char *who = subject(day, ask);
    if (whynot->kind == WHY_NOT_COSTS)
        return costs_words(day, base, ask, whynot);
    g_autofree char *half = when(ask, whynot->halves);
    if (whynot->kind == WHY_NOT_SO)
        return g_strdup_printf(ask->person >= 0
                                   ? _("%s sitter redan i grupp %d%s.")
                                   : _("%s besöks redan av grupp %d%s."),
                               who, ask->group, half);
    if (whynot->kind == WHY_NOT_EMPTY)
        return g_strdup_printf(_("Som planen ligger gör grupp %d inga besök%s, "
                                 "så %s kan inte vara med."),
                               ask->group, half, who);
    g_autofree char *why = breach_text(day, ask, &whynot->breach);
    if (whynot->kind == WHY_NOT_NEVER)
        return g_strdup_printf(
            ask->person >= 0
                ? _("%s kan inte sitta i grupp %d%s i någon plan: det hindrar "
                    "%s.")
                : _("%s kan inte besökas av grupp %d%s i någon plan: det "
                    "hindrar %s."),
            who, ask->group, half, why);
    return g_strdup_printf(_("Som planen ligger hindrar %s att %s är i grupp "
                             "%d%s. En sökning i närheten fann ingen laglig "
                             "plan där det går."),
                           why, who, ask->group, half);
}

/* ---- JSON, and the plan kept ------------------------------------------- */

static gboolean
keep(Store *store, const ExplainRequest *request, const Explained *about,
     const WhyNot *whynot, int *version, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(Verdict) verdict =
        verify_day(about->day->problem, whynot->plan, FALSE);
    SaveRequest save = { .day = about->day,
                         .solution = whynot->plan,
                         .verdict = verdict,
                         .bound_milli = -1,
                         .seed = about->day->seed,
                         .steps = 0,
                         .who = request->who };
    g_autoptr(StoreChange) change = store_change(store, error);
    gint64 plan = change != NULL ? plan_save(store, &save, error) : 0;
    if (plan == 0)
        return FALSE;
    *version =
        (int)store_number(store, &inner, 0, "plan_version", "plan:i", plan);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    g_autofree char *what = g_strdup_printf(
        _("%s: version %d, som version %d men med %s i grupp %d"),
        about->day->event_code, *version, about->stored.version,
        request->subject, request->why_not);
    JournalEntry entry = { .who = request->who,
                           .command = "explain",
                           .what = what };
    return store_change_commit(change, &entry, error);
}

static void
add_answer(const Explained *about, const WhyNotAsk *ask, const WhyNot *whynot,
           JsonBuilder *builder)
{
    static const char *const kinds[] = { "so", "never", "here", "empty",
                                         "costs" };
    gboolean costs = whynot->kind == WHY_NOT_COSTS;
    gboolean stops =
        whynot->kind == WHY_NOT_NEVER || whynot->kind == WHY_NOT_HERE;
    g_autofree char *text =
        explain_why_not(about->day, about->plan, ask, whynot);
    explain_int(builder, "to", ask->group);
    explain_half(builder, ask->person < 0 || whynot->halves == 3 ? -1
                          : whynot->halves == 1 << HALF_AM       ? HALF_AM
                                                                 : HALF_PM);
    explain_string(builder, "answer", kinds[whynot->kind]);
    explain_string(builder, "rule",
                   stops ? day_rule_code(about->day, whynot->breach.rule)
                         : NULL);
    explain_points(builder, "soft_then",
                   costs ? whynot->soft_milli : about->verdict->soft_milli);
    explain_points(builder, "more",
                   costs ? whynot->soft_milli - whynot->base_milli : 0);
    json_builder_set_member_name(builder, "moved");
    json_builder_begin_array(builder);
    if (costs) {
        Moved moved = find_moved(about->day, about->plan, ask, whynot->plan);
        for (guint i = 0; i < moved.people->len; i++)
            json_builder_add_string_value(builder,
                                          g_ptr_array_index(moved.people, i));
        g_ptr_array_unref(moved.people);
    }
    json_builder_end_array(builder);
    explain_string(builder, "text", text);
}

gboolean
explain_other(Store *store, const ExplainRequest *request,
              const Explained *about, JsonBuilder *builder, GError **error)
{
    WhyNotAsk ask = { .person = about->person,
                      .company = about->company,
                      .group = request->why_not,
                      .halves = about->person >= 0 ? request->halves : 0,
                      .seed = (guint64)about->day->seed,
                      .steps = request->steps };
    g_autoptr(WhyNot) whynot =
        whynot_find(about->day->problem, about->plan, &ask);
    int version = 0;
    if (request->keep && whynot->kind == WHY_NOT_COSTS &&
        !keep(store, request, about, whynot, &version, error))
        return FALSE;
    add_answer(about, &ask, whynot, builder);
    json_builder_set_member_name(builder, "kept");
    if (version > 0)
        json_builder_add_int_value(builder, version);
    else
        json_builder_add_null_value(builder);
    return TRUE;
}
