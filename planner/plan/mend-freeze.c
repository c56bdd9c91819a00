#include <glib/gi18n.h>

#include "planner/plan/mend-inside.h"

/* ---- what has begun --------------------------------------------------------- */

static Half
half_of(const Group *group, const Visit *visit)
{
    return visit->end_min <= group->lunch_start_min ? HALF_AM : HALF_PM;
}

static gboolean
refuse_begun(const MendRun *run, const Visit *visit, GError **error)
{
    return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                       _("besöket hos %s började %02d:%02d och kan inte "
                         "ställas in"),
                       run->request->thing, visit->start_min / 60,
                       visit->start_min % 60);
}

/* Locks the visits of GROUP that have begun; BEGUN becomes the bits of the
 * halves they are in, FROZEN TRUE for each company. */
static gboolean
freeze_visits(MendRun *run, const Group *group, gboolean *frozen, int *begun,
              GError **error)
{
    for (guint i = 0; i < group->visits->len; i++) {
        const Visit *visit = &g_array_index(group->visits, Visit, i);
        if (visit->start_min > run->request->now_min)
            continue;
        if (visit->company >= run->day->problem->company_count)
            return refuse_begun(run, visit, error);
        *begun |= 1 << half_of(group, visit);
        frozen[visit->company] = TRUE;
        mend_lock(run, (Lock){ .kind = LOCK_VISIT,
                               .company = visit->company,
                               .group = group->number,
                               .start_min = visit->start_min,
                               .end_min = visit->end_min });
    }
    return TRUE;
}

/* She whom it is about does not stay where she sat. */
static gboolean
leaves(const MendRun *run, const Member *member)
{
    const GArray *people = run->day->people;
    return run->request->kind == MEND_ABSENT &&
           g_array_index(people, DayThing, member->person).id == run->absent &&
           (run->absent_halves & (1 << (int)member->half));
}

/* Who stays, in a half that has begun, and whether she leaves it. */
static void
freeze_seats(MendRun *run, const Group *group, int begun)
{
    for (guint i = 0; i < group->members->len; i++) {
        const Member *member = &g_array_index(group->members, Member, i);
        if (!(begun & (1 << member->half)) ||
            member->person >= run->day->problem->person_count)
            continue;
        if (leaves(run, member)) {
            run->left_halves |= 1 << member->half;
            continue;
        }
        mend_lock(run, (Lock){ .kind = LOCK_SEAT,
                               .person = member->person,
                               .group = group->number,
                               .halves = 1 << member->half });
    }
}

/* ---- what has not -------------------------------------------------------------- */

/* Takes what lies before NOW_MIN out of the hours of COMPANY. */
static void
cut_hours(Problem *problem, Company *company, int now_min)
{
    while (company->span_count > 0 &&
           problem->spans[company->span_first].to_min <= now_min) {
        company->span_first++;
        company->span_count--;
    }
    if (company->span_count > 0) {
        Span *first = &problem->spans[company->span_first];
        first->from_min = MAX(first->from_min, now_min);
    }
}

gboolean
mend_freeze(MendRun *run, GError **error)
{
    Problem *problem = run->day->problem;
    g_autofree gboolean *frozen =
        g_new0(gboolean, (gsize)problem->company_count + 1);
    for (guint g = 0; g < run->told->groups->len; g++) {
        const Group *group = &g_array_index(run->told->groups, Group, g);
        int begun = 0;
        if (!freeze_visits(run, group, frozen, &begun, error))
            return FALSE;
        freeze_seats(run, group, begun);
        if (group->lunch_start_min >= 0 &&
            group->lunch_start_min <= run->request->now_min)
            mend_lock(run, (Lock){ .kind = LOCK_LUNCH,
                                   .group = group->number,
                                   .start_min = group->lunch_start_min });
    }
    for (int i = 0; i < problem->company_count; i++)
        if (!frozen[i])
            cut_hours(problem, &problem->companies[i], run->request->now_min);
    return TRUE;
}
