#include "planner/solve/clash.h"

#include "planner/solve/clash-inside.h"

/* The plainest first: what it says is what a planner reads. */
static gboolean (*const CHECKS[])(const Sight *sight, Clash *clash) = {
    clash_visits, clash_seats, clash_pairs,     clash_groups,
    clash_limits, clash_cells, clash_companies, clash_day,
};

static const Clash NONE = { .kind = CLASH_NONE,
                            .group = -1,
                            .half = -1,
                            .company = -1,
                            .person = -1,
                            .other = -1 };

int
clash_check_count(void)
{
    return (int)G_N_ELEMENTS(CHECKS);
}

Clash
clash_check(const Problem *problem, int check)
{
    g_autoptr(Sight) sight = sight_new(problem);
    Clash clash = NONE;
    return CHECKS[check](sight, &clash) ? clash : NONE;
}

Clash
clash_find(const Problem *problem)
{
    g_autoptr(Sight) sight = sight_new(problem);
    for (gsize i = 0; i < G_N_ELEMENTS(CHECKS); i++) {
        Clash clash = NONE;
        if (CHECKS[i](sight, &clash))
            return clash;
    }
    return NONE;
}
