#include "planner/solve/verify-day.h"

gboolean
verify_covers(const Problem *problem, int first, int count, int from_min,
              int to_min)
{
    for (int i = first; i < first + count; i++)
        if (problem->spans[i].from_min <= from_min &&
            to_min <= problem->spans[i].to_min)
            return TRUE;
    return FALSE;
}

int
verify_outside(int value, int min, int max)
{
    if (min >= 0 && value < min)
        return min - value;
    if (max >= 0 && value > max)
        return value - max;
    return 0;
}

static void
cell_free(gpointer data)
{
    VerifyCell *cell = data;
    g_array_unref(cell->visits);
    g_array_unref(cell->people);
    g_free(cell);
}

static void
group_clear(gpointer data)
{
    VerifyGroup *group = data;
    g_array_unref(group->visits);
}

void
verify_day_free(VerifyDay *day)
{
    g_array_unref(day->groups);
    g_ptr_array_unref(day->cells);
    g_free(day->visited);
    g_free(day->seats);
    g_free(day);
}

static int
by_start(gconstpointer a, gconstpointer b)
{
    const Visit *x = a;
    const Visit *y = b;
    if (x->start_min != y->start_min)
        return x->start_min < y->start_min ? -1 : 1;
    return (x->end_min > y->end_min) - (x->end_min < y->end_min);
}

static Breach
breach_of_group(int group)
{
    return (Breach){ .rule = -1,
                     .group = group,
                     .half = -1,
                     .company = -1,
                     .person = -1,
                     .other = -1,
                     .lock = -1,
                     .units_tenths = 10 };
}

static void
read_visits(VerifyDay *day, VerifyGroup *to, const Group *from, int number,
            VerifyTell tell, gpointer data)
{
    to->visits = g_array_new(FALSE, FALSE, sizeof(Visit));
    for (guint i = 0; i < from->visits->len; i++) {
        Visit visit = g_array_index(from->visits, Visit, i);
        Breach breach = breach_of_group(number);
        gboolean known =
            visit.company >= 0 && visit.company < day->problem->company_count;
        breach.company = known ? visit.company : -1;
        if (!known || day->visited[visit.company] > 0)
            tell(&breach, data);
        if (!known)
            continue;
        day->visited[visit.company]++;
        g_array_append_val(to->visits, visit);
    }
    g_array_sort(to->visits, by_start);
    if (verify_outside((int)to->visits->len, day->problem->group_visits_min,
                       day->problem->group_visits_max) > 0) {
        Breach breach = breach_of_group(number);
        tell(&breach, data);
    }
}

static void
read_lunch(const VerifyDay *day, VerifyGroup *to, const Group *from, int number,
           VerifyTell tell, gpointer data)
{
    const Problem *problem = day->problem;
    int a = from->lunch_start_min;
    int b = from->lunch_end_min;
    Breach breach = breach_of_group(number);
    to->has_lunch = a >= 0;
    to->lunch_from_min = a;
    to->lunch_to_min = b;
    if (!to->has_lunch || b - a != problem->lunch_len_min ||
        a < problem->lunch_from_min || b > problem->lunch_to_min)
        tell(&breach, data);
    for (guint i = 0; to->has_lunch && i < to->visits->len; i++) {
        const Visit *visit = &g_array_index(to->visits, Visit, i);
        breach.company = visit->company;
        if (visit->start_min < b && visit->end_min > a)
            tell(&breach, data);
    }
}

/* Without a lunch every visit is of the morning. */
static Half
half_of(const VerifyGroup *group, const Visit *visit)
{
    if (!group->has_lunch || visit->end_min <= group->lunch_from_min)
        return HALF_AM;
    return HALF_PM;
}

static VerifyCell *
find_cell(const VerifyGroup *group, int number, const VerifyDay *day, Half half)
{
    VerifyCell *cell = g_new0(VerifyCell, 1);
    int last_end_min = G_MININT;
    cell->group = number;
    cell->half = half;
    cell->visits = g_array_new(FALSE, FALSE, sizeof(Visit));
    cell->people = g_array_new(FALSE, FALSE, sizeof(int));
    for (guint i = 0; i < group->visits->len; i++) {
        const Visit *visit = &g_array_index(group->visits, Visit, i);
        if (half_of(group, visit) != half)
            continue;
        g_array_append_val(cell->visits, *visit);
        last_end_min = MAX(last_end_min, visit->end_min);
    }
    cell->from_min =
        half == HALF_AM ? day->problem->day_start_min : group->lunch_to_min;
    cell->to_min = half == HALF_AM && group->has_lunch ? group->lunch_from_min
                                                       : last_end_min;
    return cell;
}

static gboolean
is_member(const VerifyCell *cell, int person)
{
    for (guint i = 0; i < cell->people->len; i++)
        if (g_array_index(cell->people, int, i) == person)
            return TRUE;
    return FALSE;
}

static void
read_members(VerifyDay *day, VerifyCell *cells[HALF_COUNT], const Group *from,
             int number, VerifyTell tell, gpointer data)
{
    for (guint i = 0; i < from->members->len; i++) {
        const Member *member = &g_array_index(from->members, Member, i);
        int half = (int)member->half;
        if (member->person < 0 ||
            member->person >= day->problem->person_count || half < 0 ||
            half >= HALF_COUNT) {
            Breach breach = breach_of_group(number);
            tell(&breach, data);
            continue;
        }
        if (cells[half]->visits->len == 0)
            continue; /* no cell: nobody sits there */
        day->seats[member->person * HALF_COUNT + half]++;
        if (!is_member(cells[half], member->person))
            g_array_append_val(cells[half]->people, member->person);
    }
}

/* A number that an earlier group has. */
static void
read_number(const VerifyDay *day, const VerifyGroup *group, int number,
            VerifyTell tell, gpointer data)
{
    Breach breach = breach_of_group(number);
    for (guint i = 0; i < day->groups->len; i++)
        if (g_array_index(day->groups, VerifyGroup, i).number ==
            group->number) {
            tell(&breach, data);
            return;
        }
}

static void
read_group(VerifyDay *day, const Group *from, int number, VerifyTell tell,
           gpointer data)
{
    VerifyGroup group = { 0 };
    VerifyCell *cells[HALF_COUNT];
    group.number = from->number;
    read_number(day, &group, number, tell, data);
    read_visits(day, &group, from, number, tell, data);
    read_lunch(day, &group, from, number, tell, data);
    for (int half = 0; half < HALF_COUNT; half++)
        cells[half] = find_cell(&group, number, day, (Half)half);
    read_members(day, cells, from, number, tell, data);
    for (int half = 0; half < HALF_COUNT; half++) {
        group.has_cell[half] = cells[half]->visits->len > 0;
        if (group.has_cell[half])
            g_ptr_array_add(day->cells, cells[half]);
        else
            cell_free(cells[half]);
    }
    g_array_append_val(day->groups, group);
}

VerifyDay *
verify_day_read(const Problem *problem, const Solution *solution,
                VerifyTell tell, gpointer data)
{
    VerifyDay *day = g_new0(VerifyDay, 1);
    int count = (int)solution->groups->len;
    day->problem = problem;
    day->groups = g_array_new(FALSE, FALSE, sizeof(VerifyGroup));
    g_array_set_clear_func(day->groups, group_clear);
    day->cells = g_ptr_array_new_with_free_func(cell_free);
    day->visited = g_new0(int, (gsize)problem->company_count);
    day->seats = g_new0(int, (gsize)problem->person_count *HALF_COUNT);
    for (int i = 0; i < count; i++)
        read_group(day, &g_array_index(solution->groups, Group, i), i, tell,
                   data);
    int off = verify_outside(count, problem->groups_min, problem->groups_max);
    if (off > 0) {
        Breach breach = breach_of_group(-1);
        tell(&breach, data);
    }
    return day;
}
