#include "planner/plan/lock-facts.h"

#include <glib/gi18n.h>

#include "planner/plan/lock-read.h"

enum { MINUTES_AN_HOUR = 60 };

int
lock_hard_rule(const Problem *problem, RuleKind kind)
{
    int found = -1;
    for (int i = 0; i < problem->rule_count; i++) {
        const Rule *rule = &problem->rules[i];
        if (rule->kind != kind || !rule->hard)
            continue;
        if (found < 0 ||
            (rule->max >= 0 && (problem->rules[found].max < 0 ||
                                rule->max < problem->rules[found].max)))
            found = i;
    }
    return found;
}

/* ---- when a visit can be -------------------------------------------------- */

/* The first minute when a group can be at COMPANY. */
static int
earliest(const Problem *problem, const Company *company)
{
    int way = problem->gathers
                  ? problem_travel(problem, problem->site_count, company->site)
                  : 0;
    return MAX(problem->visits_from_min, problem->leave_min + way);
}

/* Whether a visit from START_MIN (-1: any time) fits in FROM..TO. */
static gboolean
fits(const Company *company, int start_min, int from_min, int to_min)
{
    if (start_min < 0)
        return to_min - from_min >= company->visit_min;
    return from_min <= start_min && start_min + company->visit_min <= to_min;
}

/* The same within some window of COMPANY and FROM..TO. */
static gboolean
fits_hours(const Problem *problem, const Company *company, int start_min,
           int from_min, int to_min)
{
    for (int i = 0; i < company->span_count; i++) {
        const Span *span = &problem->spans[company->span_first + i];
        if (fits(company, start_min, MAX(from_min, span->from_min),
                 MIN(to_min, span->to_min)))
            return TRUE;
    }
    return FALSE;
}

int
lock_visit_halves(const Problem *problem, const Lock *lock)
{
    const Company *company = &problem->companies[lock->company];
    int from = MAX(problem->visits_from_min, earliest(problem, company));
    int last_lunch = problem->lunch_to_min - problem->lunch_len_min;
    int first_end = problem->lunch_from_min + problem->lunch_len_min;
    int halves = 0;
    if (fits_hours(problem, company, lock->start_min, from,
                   MIN(last_lunch, problem->visits_to_min)))
        halves |= 1 << HALF_AM;
    if (fits_hours(problem, company, lock->start_min, MAX(from, first_end),
                   problem->visits_to_min))
        halves |= 1 << HALF_PM;
    return halves;
}

/* "08.30–11.45, 13.00–16.30". */
static char *
hours_of(const Problem *problem, const Company *company)
{
    GString *text = g_string_new(NULL);
    for (int i = 0; i < company->span_count; i++) {
        const Span *span = &problem->spans[company->span_first + i];
        g_string_append_printf(
            text, "%s%02d.%02d–%02d.%02d", i > 0 ? ", " : "",
            span->from_min / MINUTES_AN_HOUR, span->from_min % MINUTES_AN_HOUR,
            span->to_min / MINUTES_AN_HOUR, span->to_min % MINUTES_AN_HOUR);
    }
    return g_string_free(text, FALSE);
}

/* ---- why not -------------------------------------------------------------- */

static gboolean
refuse_hours(const Day *day, const Lock *lock, const char *said, GError **error)
{
    const Problem *problem = day->problem;
    const Company *company = &problem->companies[lock->company];
    g_autofree char *hours = hours_of(problem, company);
    return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                       _("%s går inte: besöket tar %d minuter, företaget tar "
                         "emot %s och besökstiden är %02d.%02d–%02d.%02d"),
                       said, company->visit_min,
                       *hours != '\0' ? hours : _("ingen tid"),
                       problem->visits_from_min / MINUTES_AN_HOUR,
                       problem->visits_from_min % MINUTES_AN_HOUR,
                       problem->visits_to_min / MINUTES_AN_HOUR,
                       problem->visits_to_min % MINUTES_AN_HOUR);
}

static gboolean
visit_possible(const Day *day, const Lock *lock, const char *said,
               GError **error)
{
    const Problem *problem = day->problem;
    const Company *company = &problem->companies[lock->company];
    int first = earliest(problem, company);
    if (!fits_hours(problem, company, lock->start_min, problem->visits_from_min,
                    problem->visits_to_min))
        return refuse_hours(day, lock, said, error);
    if (lock_visit_halves(problem, lock) != 0)
        return TRUE;
    if (lock->start_min < first)
        return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                           _("%s går inte: ingen grupp hinner dit från "
                             "samlingen före %02d.%02d"),
                           said, first / MINUTES_AN_HOUR,
                           first % MINUTES_AN_HOUR);
    return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                       _("%s går inte: besöket ryms varken före lunchen eller "
                         "efter den"),
                       said);
}

gboolean
lock_possible(const Day *day, const Lock *lock, const char *said,
              GError **error)
{
    int most = lock_most_groups(day->problem);
    gboolean grouped = lock->kind == LOCK_SEAT || lock->kind == LOCK_NO_SEAT ||
                       lock->group != 0;
    if (grouped && (lock->group < 1 || lock->group > most))
        return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                           _("%s går inte: grupperna numreras från 1 till %d"),
                           said, most);
    return lock->kind != LOCK_VISIT || visit_possible(day, lock, said, error);
}
