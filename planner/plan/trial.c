#include "planner/plan/trial.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "planner/base/put.h"
#include "planner/plan/reason.h"
#include "planner/plan/save.h"

/* ---- the plan as it is ---------------------------------------------------- */

void
trial_free(Trial *trial)
{
    readers_clear(&trial->readers);
    g_clear_pointer(&trial->before, verdict_free);
    g_clear_pointer(&trial->base, solution_free);
    g_clear_pointer(&trial->day, day_free);
    g_free(trial);
}

Trial *
trial_open(Store *store, gint64 event, GError **error)
{
    g_autoptr(Trial) trial = g_new0(Trial, 1);
    g_autoptr(GError) inner = NULL;
    trial->day = day_load(store, event, error);
    if (trial->day == NULL)
        return NULL;
    gint64 plan = store_number(store, &inner, 0, "plan_find",
                               "event:i version:i", event, (gint64)0);
    if (inner == NULL && plan == 0)
        hundra_fail(&inner, HUNDRA_ERROR_REFUSED,
                    _("det finns ingen plan än; börja med hundra plan"));
    if (inner == NULL)
        trial->version =
            (int)store_number(store, &inner, 0, "plan_version", "plan:i", plan);
    if (inner == NULL)
        trial->base = day_load_plan(store, trial->day, plan, &inner);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return NULL;
    }
    if (!readers_read(store, trial->day, &trial->readers, error))
        return NULL;
    trial->before = verify_day(trial->day->problem, trial->base, TRUE);
    return g_steal_pointer(&trial);
}

char *
trial_breach(const Trial *trial, const Verdict *verdict)
{
    const Day *day = trial->day;
    for (guint i = 0; i < verdict->breaches->len; i++) {
        const Breach *breach = &g_array_index(verdict->breaches, Breach, i);
        if (breach->rule < 0 || day->problem->rules[breach->rule].hard)
            return reason_breach(day, breach);
    }
    return NULL;
}

/* ---- what it changes -------------------------------------------------------- */

static void
put_points(JsonBuilder *json, const char *name, gint64 milli)
{
    json_builder_set_member_name(json, name);
    json_builder_add_double_value(json, (double)milli / 1000);
}

/* A group's number, null for none. */
static void
put_group(JsonBuilder *json, const char *name, int group)
{
    json_builder_set_member_name(json, name);
    if (group > 0)
        json_builder_add_int_value(json, group);
    else
        json_builder_add_null_value(json);
}

static void
put_rules(JsonBuilder *json, const Trial *trial, const Verdict *after)
{
    json_builder_set_member_name(json, "rules");
    json_builder_begin_array(json);
    for (guint i = 0; i < after->counts->len; i++) {
        const RuleCount *was =
            &g_array_index(trial->before->counts, RuleCount, i);
        const RuleCount *is = &g_array_index(after->counts, RuleCount, i);
        if (was->cost_milli == is->cost_milli)
            continue;
        json_builder_begin_object(json);
        put_text(json, "rule", day_rule_code(trial->day, is->rule));
        put_points(json, "before", was->cost_milli);
        put_points(json, "after", is->cost_milli);
        put_text(json, "sentence", reason_rule(trial->day, is->rule));
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
}

/* The groups of SOLUTION by person and half; the caller owns the array. */
static int *
seats_of(const Problem *problem, const Solution *solution)
{
    int *seats = g_new0(int, (gsize)problem->person_count *HALF_COUNT + 1);
    for (guint g = 0; g < solution->groups->len; g++) {
        const Group *group = &g_array_index(solution->groups, Group, g);
        for (guint i = 0; i < group->members->len; i++) {
            const Member *member = &g_array_index(group->members, Member, i);
            seats[member->person * HALF_COUNT + (int)member->half] =
                group->number;
        }
    }
    return seats;
}

/* The groups of SOLUTION by company; the caller owns the array. */
static int *
hosts_of(const Problem *problem, const Solution *solution)
{
    int *hosts = g_new0(int, (gsize)problem->company_count + 1);
    for (guint g = 0; g < solution->groups->len; g++) {
        const Group *group = &g_array_index(solution->groups, Group, g);
        for (guint i = 0; i < group->visits->len; i++)
            hosts[g_array_index(group->visits, Visit, i).company] =
                group->number;
    }
    return hosts;
}

static void
put_people(JsonBuilder *json, const Trial *trial, const Solution *next)
{
    const Problem *problem = trial->day->problem;
    g_autofree int *was = seats_of(problem, trial->base);
    g_autofree int *is = seats_of(problem, next);
    json_builder_set_member_name(json, "people");
    json_builder_begin_array(json);
    for (int i = 0; i < problem->person_count * HALF_COUNT; i++) {
        if (was[i] == is[i])
            continue;
        json_builder_begin_object(json);
        put_text(
            json, "person",
            g_array_index(trial->day->people, DayThing, i / HALF_COUNT).code);
        put_text(json, "half", i % HALF_COUNT == HALF_AM ? "am" : "pm");
        put_group(json, "before", was[i]);
        put_group(json, "after", is[i]);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
}

static void
put_companies(JsonBuilder *json, const Trial *trial, const Solution *next)
{
    const Problem *problem = trial->day->problem;
    g_autofree int *was = hosts_of(problem, trial->base);
    g_autofree int *is = hosts_of(problem, next);
    json_builder_set_member_name(json, "companies");
    json_builder_begin_array(json);
    for (int i = 0; i < problem->company_count; i++) {
        if (was[i] == is[i])
            continue;
        json_builder_begin_object(json);
        put_text(json, "company",
                 g_array_index(trial->day->companies, DayThing, i).code);
        put_group(json, "before", was[i]);
        put_group(json, "after", is[i]);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
}

ToldCount
trial_changed(const Trial *trial, const Solution *next)
{
    Readers all = trial->readers; /* as if the base had been told */
    all.told = trial->base;
    return readers_count(&all, trial->day, next);
}

static void
put_count(JsonBuilder *json, const char *name, ToldCount told)
{
    json_builder_set_member_name(json, name);
    json_builder_begin_object(json);
    json_builder_set_member_name(json, "people");
    json_builder_add_int_value(json, told.people);
    json_builder_set_member_name(json, "companies");
    json_builder_add_int_value(json, told.companies);
    json_builder_end_object(json);
}

char *
trial_json(const Trial *trial, const Solution *next, int stored)
{
    g_autoptr(Verdict) after = verify_day(trial->day->problem, next, FALSE);
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    put_text(json, "event", trial->day->event_code);
    json_builder_set_member_name(json, "plan");
    json_builder_add_int_value(json, trial->version);
    put_group(json, "stored", stored);
    json_builder_set_member_name(json, "soft");
    json_builder_begin_object(json);
    put_points(json, "before", trial->before->soft_milli);
    put_points(json, "after", after->soft_milli);
    json_builder_end_object(json);
    put_count(json, "changed", trial_changed(trial, next));
    put_count(json, "told", readers_count(&trial->readers, trial->day, next));
    put_rules(json, trial, after);
    put_people(json, trial, next);
    put_companies(json, trial, next);
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    return json_to_string(root, FALSE);
}

/* ---- kept ------------------------------------------------------------------------ */

int
trial_store(Store *store, const Trial *trial, const Solution *next,
            const char *who, const char *command, const char *what,
            GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(Verdict) verdict = verify_day(trial->day->problem, next, FALSE);
    SaveRequest save = { .day = trial->day,
                         .solution = next,
                         .verdict = verdict,
                         .bound_milli = -1,
                         .seed = trial->day->seed,
                         .who = who };
    g_autoptr(StoreChange) change = store_change(store, error);
    gint64 plan = change != NULL ? plan_save(store, &save, error) : 0;
    if (plan == 0)
        return 0;
    int version =
        (int)store_number(store, &inner, 0, "plan_version", "plan:i", plan);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return 0;
    }
    g_autofree char *sentence = g_strdup_printf(
        _("%s: version %d, %s"), trial->day->event_code, version, what);
    JournalEntry entry = { .who = who, .command = command, .what = sentence };
    return store_change_commit(change, &entry, error) ? version : 0;
}
