#include "planner/plan/mend-take.h"

#include <glib/gi18n.h>

#include "planner/plan/breach-words.h"
#include "planner/plan/lock-read.h"
#include "planner/plan/seats.h"

void
mend_repair_free(gpointer repair_data)
{
    Repair *repair = repair_data;
    if (repair == NULL)
        return;
    g_clear_pointer(&repair->solution, solution_free);
    g_free(repair);
}

/* The place of ID in THINGS; -1: it is not there. */
static int
place_of(const GArray *things, gint64 id)
{
    for (guint i = 0; i < things->len; i++)
        if (g_array_index(things, DayThing, i).id == id)
            return (int)i;
    return -1;
}

int
mend_absentee(const MendRun *run)
{
    int here = place_of(run->day->people, run->absent);
    int gone = place_of(run->gone->people, run->absent);
    return here >= 0 || gone < 0 ? here
                                 : run->day->problem->person_count + gone;
}

/* Her group in HALF as she was told, where she leaves it; 0: none. */
static int
group_left(const MendRun *run, Half half)
{
    int her = mend_absentee(run);
    if (her < 0 || !(run->absent_halves & (1 << half)))
        return 0;
    return seats_of_person(run->told, her, half);
}

gboolean
mend_is_seated(const MendRun *run, int person)
{
    for (Half half = HALF_AM; half < HALF_COUNT; half++)
        if (group_left(run, half) > 0 &&
            seats_of_person(run->told, person, half) > 0)
            return TRUE;
    return FALSE;
}

static void
count(const MendRun *run, Repair *repair)
{
    const Problem *problem = run->day->problem;
    ToldView view = {
        .problem = problem,
        .names_visitors = run->names_visitors,
        .nameless = run->nameless,
        .gone = (const Company *)(const void *)run->gone->companies->data,
    };
    ToldCount told = told_count(&view, run->told, repair->solution, NULL, NULL);
    g_autoptr(Verdict) verdict = verify_day(problem, repair->solution, FALSE);
    repair->told_people = told.people;
    repair->told_companies = told.companies;
    repair->dropped = told.dropped;
    repair->hard = verdict->hard;
    repair->soft_milli = verdict->soft_milli;
}

Repair *
mend_seat_in(const MendRun *run, int person)
{
    const Problem *problem = run->day->problem;
    int her = mend_absentee(run);
    Repair *repair = g_new0(Repair, 1);
    repair->solution = solution_copy(run->told);
    seats_drop_gone(problem, repair->solution);
    for (Half half = HALF_AM; half < HALF_COUNT; half++) {
        int group = group_left(run, half);
        if (group == 0)
            continue;
        if (her < problem->person_count)
            seats_put(problem, repair->solution, her, 0, half);
        seats_put(problem, repair->solution, person, group, half);
    }
    count(run, repair);
    return repair;
}

char *
mend_bar(const MendRun *run, const Repair *repair)
{
    g_autoptr(Verdict) verdict =
        verify_day(run->day->problem, repair->solution, TRUE);
    for (guint i = 0; i < verdict->breaches->len; i++) {
        const Breach *breach = &g_array_index(verdict->breaches, Breach, i);
        if (breach_hard(run->day, breach))
            return breach_words(run->day, breach);
    }
    return NULL;
}

static gboolean
find_taker(MendRun *run, int *person, GError **error)
{
    const char *name = run->request->take;
    if (!lock_person(run->store, run->day, name, person, error))
        return FALSE;
    const char *code = g_array_index(run->day->people, DayThing, *person).code;
    if (group_left(run, HALF_AM) + group_left(run, HALF_PM) == 0)
        return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                           _("%s har ingen plats i planen, så ingen kan ta "
                             "den"),
                           run->request->thing);
    return !mend_is_seated(run, *person) ||
           hundra_fail(error, HUNDRA_ERROR_REFUSED,
                       _("%s sitter redan i en grupp då; hundra swap låter två "
                         "byta plats"),
                       code);
}

GPtrArray *
mend_take(MendRun *run, GError **error)
{
    int person = -1;
    if (!find_taker(run, &person, error))
        return NULL;
    const char *code = g_array_index(run->day->people, DayThing, person).code;
    g_autoptr(GPtrArray) repairs =
        g_ptr_array_new_with_free_func(mend_repair_free);
    Repair *repair = mend_seat_in(run, person);
    g_ptr_array_add(repairs, repair);
    if (repair->hard == 0) {
        g_autofree char *absent = g_steal_pointer(&run->report->what);
        run->report->what =
            g_strdup_printf(_("%s %s tar platsen."), absent, code);
        return g_steal_pointer(&repairs);
    }
    g_autofree char *bar = mend_bar(run, repair);
    hundra_fail(error, HUNDRA_ERROR_REFUSED, _("%s kan inte ta platsen: %s"),
                code, bar);
    return NULL;
}
