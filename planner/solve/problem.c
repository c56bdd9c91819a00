#include "planner/solve/problem.h"

void
problem_free(Problem *problem)
{
    g_free(problem->sites);
    g_free(problem->travel_min);
    g_free(problem->companies);
    g_free(problem->people);
    g_free(problem->spans);
    g_free(problem->conflicts);
    g_free(problem->rules);
    g_free(problem->locks);
    g_free(problem->met);
    g_free(problem);
}

static void
group_clear(gpointer data)
{
    Group *group = data;
    g_array_unref(group->visits);
    g_array_unref(group->members);
}

Solution *
solution_new(void)
{
    Solution *solution = g_new0(Solution, 1);
    solution->groups = g_array_new(FALSE, TRUE, sizeof(Group));
    g_array_set_clear_func(solution->groups, group_clear);
    return solution;
}

Group *
solution_add_group(Solution *solution)
{
    Group group = { .number = (int)solution->groups->len + 1,
                    .visits = g_array_new(FALSE, TRUE, sizeof(Visit)),
                    .members = g_array_new(FALSE, TRUE, sizeof(Member)) };
    g_array_append_val(solution->groups, group);
    return &g_array_index(solution->groups, Group, solution->groups->len - 1);
}

Solution *
solution_copy(const Solution *solution)
{
    Solution *copy = solution_new();
    for (guint i = 0; i < solution->groups->len; i++) {
        const Group *from = &g_array_index(solution->groups, Group, i);
        Group *to = solution_add_group(copy);
        to->number = from->number;
        to->lunch_start_min = from->lunch_start_min;
        to->lunch_end_min = from->lunch_end_min;
        g_array_append_vals(to->visits, from->visits->data, from->visits->len);
        g_array_append_vals(to->members, from->members->data,
                            from->members->len);
    }
    return copy;
}

void
solution_free(Solution *solution)
{
    g_array_unref(solution->groups);
    g_free(solution);
}
