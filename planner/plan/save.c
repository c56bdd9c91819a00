#include "planner/plan/save.h"

#include "planner/plan/reason.h"
#include "planner/solve/lunch.h"

typedef struct Saver {
    Store *store; /* borrowed, as all here */
    const Day *day;
    const Solution *solution;
    const Verdict *verdict;
    gint64 plan;
} Saver;

static gint64
id_of(GArray *things, int index)
{
    return g_array_index(things, DayThing, index).id;
}

static gboolean
save_rules(const Saver *saver, GError **error)
{
    const GArray *counts = saver->verdict->counts;
    for (guint i = 0; i < counts->len; i++) {
        const RuleCount *count = &g_array_index(counts, RuleCount, i);
        if (!store_run(saver->store, error, "plan_rule_add",
                       "plan:i rule:s units:d cost:d", saver->plan,
                       day_rule_code(saver->day, count->rule),
                       (double)count->units_tenths / 10,
                       (double)count->cost_milli / 1000))
            return FALSE;
    }
    return TRUE;
}

static gboolean
save_visits(const Saver *saver, gint64 number, const Group *group,
            GError **error)
{
    for (guint i = 0; i < group->visits->len; i++) {
        const Visit *visit = &g_array_index(group->visits, Visit, i);
        if (!store_run(saver->store, error, "plan_visit_add",
                       "plan:i company:i number:i start:i end:i", saver->plan,
                       id_of(saver->day->companies, visit->company), number,
                       (gint64)visit->start_min, (gint64)visit->end_min))
            return FALSE;
    }
    return TRUE;
}

static gboolean
half_visited(const Group *group, Half half)
{
    for (guint i = 0; i < group->visits->len; i++) {
        const Visit *visit = &g_array_index(group->visits, Visit, i);
        if ((visit->end_min <= group->lunch_start_min) == (half == HALF_AM))
            return TRUE;
    }
    return FALSE;
}

static gboolean
save_seats(const Saver *saver, gint64 number, const Group *group,
           GError **error)
{
    for (guint i = 0; i < group->members->len; i++) {
        const Member *member = &g_array_index(group->members, Member, i);
        if (!half_visited(group, member->half))
            continue; /* no cell: she would wait for nobody */
        if (!store_run(saver->store, error, "plan_seat_add",
                       "plan:i participant:i part:s number:i leader:i "
                       "driver:i",
                       saver->plan, id_of(saver->day->people, member->person),
                       member->half == HALF_AM ? "am" : "pm", number,
                       (gint64)member->leader, (gint64)member->driver))
            return FALSE;
    }
    return TRUE;
}

static gboolean
save_groups(const Saver *saver, GError **error)
{
    const Problem *problem = saver->day->problem;
    for (guint g = 0; g < saver->solution->groups->len; g++) {
        const Group *group = &g_array_index(saver->solution->groups, Group, g);
        int company = lunch_company(problem, NULL, group);
        int site = lunch_site(problem, NULL, group);
        gint64 number = group->number;
        if (!store_run(saver->store, error, "plan_group_add",
                       "plan:i number:i start:i end:i company:i place:i",
                       saver->plan, number, (gint64)group->lunch_start_min,
                       (gint64)group->lunch_end_min,
                       company >= 0 ? id_of(saver->day->companies, company)
                                    : (gint64)0,
                       site >= 0 ? id_of(saver->day->sites, site)
                                 : (gint64)0) ||
            !save_visits(saver, number, group, error) ||
            !save_seats(saver, number, group, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
save_unplaced(const Saver *saver, const char *kind, gint64 thing,
              const char *part, const char *reason, GError **error)
{
    return store_run(saver->store, error, "plan_unplaced_add",
                     "plan:i kind:s thing:i part:s reason:s", saver->plan, kind,
                     thing, part, reason);
}

static gboolean
save_unvisited(const Saver *saver, GError **error)
{
    const Day *day = saver->day;
    g_autofree gboolean *visited =
        g_new0(gboolean, (gsize)day->problem->company_count + 1);
    for (guint g = 0; g < saver->solution->groups->len; g++) {
        const Group *group = &g_array_index(saver->solution->groups, Group, g);
        for (guint i = 0; i < group->visits->len; i++)
            visited[g_array_index(group->visits, Visit, i).company] = TRUE;
    }
    for (int company = 0; company < day->problem->company_count; company++) {
        if (visited[company])
            continue;
        g_autofree char *reason = reason_company(day, saver->solution, company);
        if (!save_unplaced(saver, "company", id_of(day->companies, company), "",
                           reason, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
save_unseated(const Saver *saver, Half half, GError **error)
{
    const Day *day = saver->day;
    g_autofree gboolean *seated =
        g_new0(gboolean, (gsize)day->problem->person_count + 1);
    for (guint g = 0; g < saver->solution->groups->len; g++) {
        const Group *group = &g_array_index(saver->solution->groups, Group, g);
        for (guint i = 0; i < group->members->len; i++) {
            const Member *member = &g_array_index(group->members, Member, i);
            if (member->half == half)
                seated[member->person] = TRUE;
        }
    }
    for (int person = 0; person < day->problem->person_count; person++) {
        if (seated[person])
            continue;
        g_autofree char *reason =
            reason_person(day, saver->solution, person, half);
        if (reason != NULL &&
            !save_unplaced(saver, "person", id_of(day->people, person),
                           half == HALF_AM ? "am" : "pm", reason, error))
            return FALSE;
    }
    return TRUE;
}

gint64
plan_save(Store *store, const SaveRequest *request, GError **error)
{
    Saver saver = { .store = store,
                    .day = request->day,
                    .solution = request->solution,
                    .verdict = request->verdict };
    g_assert(request->verdict->hard == 0); /* hard is hard */
    if (!store_run(store, error, "plan_add",
                   "event:i made:i who:s seed:i steps:i soft:i bound:i",
                   request->day->event, store_now_utc(store), request->who,
                   request->seed, request->steps, request->verdict->soft_milli,
                   request->bound_milli))
        return 0;
    saver.plan = store_last_id(store);
    if (save_rules(&saver, error) && save_groups(&saver, error) &&
        save_unvisited(&saver, error) &&
        save_unseated(&saver, HALF_AM, error) &&
        save_unseated(&saver, HALF_PM, error))
        return saver.plan;
    return 0;
}
