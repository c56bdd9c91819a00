#include <glib/gi18n.h>

#include "planner/plan/load.h"

/* The group of that number; the store sees to it that there is one. */
static Group *
group_at(Solution *solution, gint64 number)
{
    guint i = solution->groups->len;
    while (--i > 0)
        if (g_array_index(solution->groups, Group, i).number == number)
            break;
    return &g_array_index(solution->groups, Group, i);
}

static gboolean
read_groups(Store *store, gint64 plan, Solution *solution, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(store, &inner, "plan_groups", "plan:i", plan);
    while (inner == NULL && store_rows_next(rows, &inner)) {
        Group *group = solution_add_group(solution);
        group->number = (int)store_rows_int(rows, 0);
        group->lunch_start_min = (int)store_rows_int(rows, 1);
        group->lunch_end_min = (int)store_rows_int(rows, 2);
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static gboolean
gone(GError **error)
{
    return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                       _("planen rör ett företag eller en person som inte "
                         "längre är med; planera på nytt"));
}

static gboolean
read_visits(Store *store, const Day *day, gint64 plan, Solution *solution,
            GError **error)
{
    g_autoptr(GHashTable) companies = day_index(day->companies);
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(store, &inner, "plan_visits", "plan:i", plan);
    while (inner == NULL && store_rows_next(rows, &inner)) {
        Visit visit = { .company = day_find(companies, store_rows_int(rows, 1)),
                        .start_min = (int)store_rows_int(rows, 2),
                        .end_min = (int)store_rows_int(rows, 3) };
        if (visit.company < 0)
            return gone(error);
        g_array_append_val(group_at(solution, store_rows_int(rows, 0))->visits,
                           visit);
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static gboolean
read_seats(Store *store, const Day *day, gint64 plan, Solution *solution,
           GError **error)
{
    g_autoptr(GHashTable) people = day_index(day->people);
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(store, &inner, "plan_seats", "plan:i", plan);
    while (inner == NULL && store_rows_next(rows, &inner)) {
        gboolean morning = g_str_equal(store_rows_text(rows, 2), "am");
        Member member = { .person = day_find(people, store_rows_int(rows, 1)),
                          .half = morning ? HALF_AM : HALF_PM,
                          .leader = store_rows_int(rows, 3) != 0,
                          .driver = store_rows_int(rows, 4) != 0 };
        if (member.person < 0)
            return gone(error);
        g_array_append_val(group_at(solution, store_rows_int(rows, 0))->members,
                           member);
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

Solution *
day_load_plan(Store *store, const Day *day, gint64 plan, GError **error)
{
    g_autoptr(Solution) solution = solution_new();
    if (!read_groups(store, plan, solution, error) ||
        !read_visits(store, day, plan, solution, error) ||
        !read_seats(store, day, plan, solution, error))
        return NULL;
    return g_steal_pointer(&solution);
}
