#include <glib/gi18n.h>

#include "planner/plan/load.h"

/* The group of that number.  NULL sets ERROR: the plan has none. */
static Group *
group_at(Solution *solution, gint64 number, GError **error)
{
    for (guint i = 0; i < solution->groups->len; i++) {
        Group *group = &g_array_index(solution->groups, Group, i);
        if (group->number == number)
            return group;
    }
    hundra_fail(
        error, HUNDRA_ERROR_STORE,
        _("databasen är skadad: planen har ingen grupp %" G_GINT64_FORMAT
          "; planera på nytt"),
        number);
    return NULL;
}

static gboolean
read_groups(Store *store, gint64 plan, Solution *solution, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(store, &inner, "plan_groups", "plan:i", plan);
    while (inner == NULL && store_rows_next(rows, &inner)) {
        Group *group = solution_add_group(solution);
        group->number = store_rows_small(rows, 0);
        group->lunch_start_min = store_rows_small(rows, 1);
        group->lunch_end_min = store_rows_small(rows, 2);
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static gboolean
refuse_gone(GError **error)
{
    return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                       _("planen rör ett företag eller en person som inte "
                         "längre är med; planera på nytt"));
}

/* The index of ID among THINGS, which it joins when it is new. */
static int
index_of(GArray *things, gint64 id, gboolean *is_new)
{
    DayThing thing = { .id = id };
    *is_new = FALSE;
    for (guint i = 0; i < things->len; i++)
        if (g_array_index(things, DayThing, i).id == id)
            return (int)i;
    *is_new = TRUE;
    g_array_append_val(things, thing);
    return (int)things->len - 1;
}

/* The index, beyond DAY's own, of a company that DAY no longer has; -1 sets
 * ERROR. */
static int
gone_company(Store *store, const Day *day, DayGone *gone, gint64 id,
             GError **error)
{
    gboolean is_new = FALSE;
    int index = index_of(gone->things, id, &is_new);
    if (is_new) {
        Company company = { .site = SITE_NONE };
        g_autoptr(GHashTable) sites = day_index(day->sites);
        g_autoptr(StoreRows) rows =
            store_query(store, error, "mend_gone_company", "company:i", id);
        if (rows == NULL || !store_rows_next(rows, error))
            return -1;
        company.site = day_find(sites, store_rows_int(rows, 1));
        company.group_lunch = store_rows_int(rows, 2) != 0;
        g_array_append_val(gone->companies, company);
    }
    return day->problem->company_count + index;
}

static gboolean
read_visits(Store *store, const Day *day, gint64 plan, DayGone *gone,
            Solution *solution, GError **error)
{
    g_autoptr(GHashTable) companies = day_index(day->companies);
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(store, &inner, "plan_visits", "plan:i", plan);
    while (inner == NULL && store_rows_next(rows, &inner)) {
        Visit visit = { .company = day_find(companies, store_rows_int(rows, 1)),
                        .start_min = store_rows_small(rows, 2),
                        .end_min = store_rows_small(rows, 3) };
        if (visit.company < 0 && gone == NULL)
            return refuse_gone(error);
        if (visit.company < 0)
            visit.company =
                gone_company(store, day, gone, store_rows_int(rows, 1), &inner);
        if (visit.company < 0)
            break;
        Group *group = group_at(solution, store_rows_int(rows, 0), error);
        if (group == NULL)
            return FALSE;
        g_array_append_val(group->visits, visit);
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static gboolean
read_seats(Store *store, const Day *day, gint64 plan, DayGone *gone,
           Solution *solution, GError **error)
{
    gboolean is_new = FALSE;
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
        if (member.person < 0 && gone == NULL)
            return refuse_gone(error);
        if (member.person < 0)
            member.person =
                day->problem->person_count +
                index_of(gone->people, store_rows_int(rows, 1), &is_new);
        Group *group = group_at(solution, store_rows_int(rows, 0), error);
        if (group == NULL)
            return FALSE;
        g_array_append_val(group->members, member);
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

Solution *
day_load_plan_told(Store *store, const Day *day, gint64 plan, DayGone *gone,
                   GError **error)
{
    g_autoptr(Solution) solution = solution_new();
    if (!read_groups(store, plan, solution, error) ||
        !read_visits(store, day, plan, gone, solution, error) ||
        !read_seats(store, day, plan, gone, solution, error))
        return NULL;
    return g_steal_pointer(&solution);
}

Solution *
day_load_plan(Store *store, const Day *day, gint64 plan, GError **error)
{
    return day_load_plan_told(store, day, plan, NULL, error);
}

DayGone *
day_gone_new(void)
{
    DayGone *gone = g_new0(DayGone, 1);
    gone->people = g_array_new(FALSE, TRUE, sizeof(DayThing));
    gone->things = g_array_new(FALSE, TRUE, sizeof(DayThing));
    gone->companies = g_array_new(FALSE, TRUE, sizeof(Company));
    return gone;
}

void
day_gone_free(DayGone *gone)
{
    g_array_unref(gone->people);
    g_array_unref(gone->things);
    g_array_unref(gone->companies);
    g_free(gone);
}
