#include "planner/solve/lunch.h"

static const Company *
company_of(const Problem *problem, const Company *gone, int index)
{
    if (index < 0)
        return NULL;
    if (index < problem->company_count)
        return &problem->companies[index];
    return gone != NULL ? &gone[index - problem->company_count] : NULL;
}

int
lunch_company(const Problem *problem, const Company *gone, const Group *group)
{
    for (guint i = 0; i < group->visits->len; i++) {
        const Visit *visit = &g_array_index(group->visits, Visit, i);
        const Company *company = company_of(problem, gone, visit->company);
        if (company != NULL && company->group_lunch &&
            (visit->end_min == group->lunch_start_min ||
             visit->start_min == group->lunch_end_min))
            return visit->company;
    }
    return -1;
}

int
lunch_site(const Problem *problem, const Company *gone, const Group *group)
{
    int site = SITE_NONE;
    const Company *host =
        company_of(problem, gone, lunch_company(problem, gone, group));
    if (host != NULL)
        return host->site;
    for (guint i = 0; i < group->visits->len; i++) {
        const Visit *visit = &g_array_index(group->visits, Visit, i);
        const Company *company = company_of(problem, gone, visit->company);
        if (company != NULL &&
            (site == SITE_NONE || visit->end_min <= group->lunch_start_min))
            site = company->site;
    }
    return site;
}
