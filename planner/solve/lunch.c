#include "planner/solve/lunch.h"

/* A plan that is compared may hold companies that are gone. */
static const Company *
company_of(const Problem *problem, const Visit *visit)
{
    return visit->company >= 0 && visit->company < problem->company_count
               ? &problem->companies[visit->company]
               : NULL;
}

int
lunch_company(const Problem *problem, const Group *group)
{
    for (guint i = 0; i < group->visits->len; i++) {
        const Visit *visit = &g_array_index(group->visits, Visit, i);
        const Company *company = company_of(problem, visit);
        if (company != NULL && company->group_lunch &&
            (visit->end_min == group->lunch_start_min ||
             visit->start_min == group->lunch_end_min))
            return visit->company;
    }
    return -1;
}

int
lunch_site(const Problem *problem, const Group *group)
{
    int site = SITE_NONE;
    for (guint i = 0; i < group->visits->len; i++) {
        const Visit *visit = &g_array_index(group->visits, Visit, i);
        const Company *company = company_of(problem, visit);
        if (company != NULL &&
            (site == SITE_NONE || visit->end_min <= group->lunch_start_min))
            site = company->site;
    }
    return site;
}
