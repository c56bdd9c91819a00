#include "planner/solve/told.h"

#include <string.h>

#include "planner/solve/lunch.h"

enum { NOBODY = -1, NAMELESS = -2 };

/* What is said of one half of a group. */
typedef struct Cell {
    const Group *group; /* borrowed */
    int leader, driver; /* persons; NOBODY */
    GArray *visits;     /* Visit, by start */
    GArray *people;     /* int, sorted */
} Cell;

/* A plan, by what its readers look at. */
typedef struct Facts {
    const ToldView *view; /* borrowed, as all here */
    int person_count, company_count;
    GArray *cells;            /* Cell, HALF_COUNT for each group */
    int (*seats)[HALF_COUNT]; /* by person: a place in CELLS, or -1 */
    int *visited;             /* by company: a place in CELLS, or -1 */
} Facts;

/* ---- a plan as it is read ---------------------------------------------- */

static void
cell_clear(gpointer data)
{
    Cell *cell = data;
    g_array_unref(cell->visits);
    g_array_unref(cell->people);
}

static void
facts_clear(Facts *facts)
{
    g_array_unref(facts->cells);
    g_free(facts->seats);
    g_free(facts->visited);
}

static int
by_start(gconstpointer a, gconstpointer b)
{
    const Visit *x = a, *y = b;
    if (x->start_min != y->start_min)
        return x->start_min < y->start_min ? -1 : 1;
    return (x->company > y->company) - (x->company < y->company);
}

static int
by_value(gconstpointer a, gconstpointer b)
{
    const int *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void
read_visits(Facts *facts, Cell *cell, Half half, int place)
{
    const Group *group = cell->group;
    for (guint i = 0; i < group->visits->len; i++) {
        const Visit *visit = &g_array_index(group->visits, Visit, i);
        if ((visit->end_min <= group->lunch_start_min) != (half == HALF_AM) ||
            visit->company < 0 || visit->company >= facts->company_count)
            continue;
        g_array_append_val(cell->visits, *visit);
        facts->visited[visit->company] = place;
    }
    g_array_sort(cell->visits, by_start);
}

/* A seat in a half without visits is no seat. */
static void
read_members(Facts *facts, Cell *cell, Half half, int place)
{
    const GArray *members = cell->group->members;
    for (guint i = 0; i < members->len && cell->visits->len > 0; i++) {
        const Member *member = &g_array_index(members, Member, i);
        if (member->half != half || member->person < 0 ||
            member->person >= facts->person_count)
            continue;
        g_array_append_val(cell->people, member->person);
        facts->seats[member->person][half] = place;
        if (member->leader)
            cell->leader = member->person;
        if (member->driver)
            cell->driver = member->person;
    }
    g_array_sort(cell->people, by_value);
}

static void
facts_read(Facts *facts, const Solution *solution)
{
    gsize people = (gsize)facts->person_count + 1;
    gsize companies = (gsize)facts->company_count + 1;
    facts->cells = g_array_new(FALSE, TRUE, sizeof(Cell));
    g_array_set_clear_func(facts->cells, cell_clear);
    facts->seats = g_malloc(people * sizeof(*facts->seats));
    facts->visited = g_new(int, companies);
    memset(facts->seats, -1, people * sizeof(*facts->seats));
    memset(facts->visited, -1, companies * sizeof(int));
    for (guint g = 0; g < solution->groups->len; g++)
        for (int half = 0; half < HALF_COUNT; half++) {
            int place = (int)facts->cells->len;
            Cell cell = { .group = &g_array_index(solution->groups, Group, g),
                          .leader = NOBODY,
                          .driver = NOBODY,
                          .visits = g_array_new(FALSE, FALSE, sizeof(Visit)),
                          .people = g_array_new(FALSE, FALSE, sizeof(int)) };
            read_visits(facts, &cell, (Half)half, place);
            read_members(facts, &cell, (Half)half, place);
            g_array_append_val(facts->cells, cell);
        }
}

static const Cell *
cell_at(const Facts *facts, int place)
{
    return place >= 0 ? &g_array_index(facts->cells, Cell, place) : NULL;
}

/* ---- what a person reads ------------------------------------------------ */

/* PERSON as READER sees her: who is protected reads her own name only. */
static int
face(const ToldView *view, int person, int reader)
{
    gboolean hidden = person >= 0 && person != reader &&
                      person < view->problem->person_count &&
                      view->nameless != NULL && view->nameless[person];
    return hidden ? NAMELESS : person;
}

/* Nobody and somebody without a name are told alike. */
static gboolean
same_face(const ToldView *view, int a, int b, int reader)
{
    a = face(view, a, reader);
    b = face(view, b, reader);
    return a == b || (a < 0 && b < 0);
}

static gboolean
same_visits(const Cell *a, const Cell *b)
{
    if (a->visits->len != b->visits->len)
        return FALSE;
    for (guint i = 0; i < a->visits->len; i++) {
        const Visit *x = &g_array_index(a->visits, Visit, i);
        const Visit *y = &g_array_index(b->visits, Visit, i);
        if (x->company != y->company || x->start_min != y->start_min ||
            x->end_min != y->end_min)
            return FALSE;
    }
    return TRUE;
}

static gboolean
same_table(const ToldView *view, const Group *a, const Group *b)
{
    const Problem *problem = view->problem;
    const Company *gone = view->gone;
    return lunch_company(problem, gone, a) == lunch_company(problem, gone, b) &&
           lunch_site(problem, gone, a) == lunch_site(problem, gone, b);
}

/* Whether PERSON's half is the same in the cells A and B; BEGINS: she comes
 * for it, to where lunch was. */
static gboolean
same_half(const ToldView *view, const Cell *a, const Cell *b, int person,
          Half half, gboolean begins)
{
    if (a == NULL || b == NULL)
        return a == b;
    if (a->group->number != b->group->number || !same_visits(a, b) ||
        !same_face(view, a->leader, b->leader, person) ||
        !same_face(view, a->driver, b->driver, person))
        return FALSE;
    if (half == HALF_PM && !begins)
        return TRUE;
    return a->group->lunch_end_min == b->group->lunch_end_min &&
           (begins || a->group->lunch_start_min == b->group->lunch_start_min) &&
           same_table(view, a->group, b->group);
}

static gboolean
hears_person(const Facts *before, const Facts *now, int person)
{
    const int *was = before->seats[person];
    const int *is = now->seats[person];
    for (int half = 0; half < HALF_COUNT; half++)
        if (!same_half(before->view, cell_at(before, was[half]),
                       cell_at(now, is[half]), person, (Half)half,
                       half == HALF_PM && is[HALF_AM] < 0))
            return TRUE;
    return FALSE;
}

/* ---- what a company reads ------------------------------------------------ */

static const Visit *
visit_of(const Cell *cell, int company)
{
    for (guint i = 0; i < cell->visits->len; i++) {
        const Visit *visit = &g_array_index(cell->visits, Visit, i);
        if (visit->company == company)
            return visit;
    }
    g_assert_not_reached();
}

static gboolean
same_names(const ToldView *view, const Cell *a, const Cell *b)
{
    g_autofree int *faces = g_new(int, (gsize)a->people->len + 1);
    g_autofree int *others = g_new(int, (gsize)a->people->len + 1);
    for (guint i = 0; i < a->people->len; i++) {
        faces[i] = face(view, g_array_index(a->people, int, i), NOBODY);
        others[i] = face(view, g_array_index(b->people, int, i), NOBODY);
    }
    qsort(faces, a->people->len, sizeof(int), by_value);
    qsort(others, a->people->len, sizeof(int), by_value);
    return memcmp(faces, others, a->people->len * sizeof(int)) == 0;
}

static gboolean
same_guests(const ToldView *view, const Cell *a, const Cell *b)
{
    return a->people->len == b->people->len &&
           (a->driver < 0) == (b->driver < 0) &&
           same_face(view, a->leader, b->leader, NOBODY) &&
           (!view->names_visitors || same_names(view, a, b));
}

static gboolean
same_lunch(const ToldView *view, const Group *a, const Group *b, int company)
{
    gboolean was = lunch_company(view->problem, view->gone, a) == company;
    gboolean is = lunch_company(view->problem, view->gone, b) == company;
    return was == is && (!is || (a->lunch_start_min == b->lunch_start_min &&
                                 a->lunch_end_min == b->lunch_end_min));
}

static gboolean
hears_company(const Facts *before, const Facts *now, int company)
{
    const Cell *a = cell_at(before, before->visited[company]);
    const Cell *b = cell_at(now, now->visited[company]);
    if (a == NULL || b == NULL)
        return a != b;
    const Visit *was = visit_of(a, company);
    const Visit *is = visit_of(b, company);
    return a->group->number != b->group->number ||
           was->start_min != is->start_min || was->end_min != is->end_min ||
           !same_lunch(before->view, a->group, b->group, company) ||
           !same_guests(before->view, a, b);
}

/* ---- the count ---------------------------------------------------------- */

/* Room for everyone that SOLUTION knows of. */
static void
find_counts(const Solution *solution, int *people, int *companies)
{
    for (guint g = 0; g < solution->groups->len; g++) {
        const Group *group = &g_array_index(solution->groups, Group, g);
        for (guint i = 0; i < group->members->len; i++) {
            int person = g_array_index(group->members, Member, i).person;
            *people = MAX(*people, person + 1);
        }
        for (guint i = 0; i < group->visits->len; i++) {
            int company = g_array_index(group->visits, Visit, i).company;
            *companies = MAX(*companies, company + 1);
        }
    }
}

ToldCount
told_count(const ToldView *view, const Solution *before, const Solution *now,
           gboolean *people_hear, gboolean *companies_hear)
{
    const Problem *problem = view->problem;
    ToldCount count = { 0 };
    Facts old = { .view = view,
                  .person_count = problem->person_count,
                  .company_count = problem->company_count };
    find_counts(before, &old.person_count, &old.company_count);
    Facts new = old;
    facts_read(&old, before);
    facts_read(&new, now);
    for (int i = 0; i < old.person_count; i++) {
        gboolean hears = hears_person(&old, &new, i);
        count.people += hears;
        if (people_hear != NULL && i < problem->person_count)
            people_hear[i] = hears;
    }
    for (int i = 0; i < old.company_count; i++) {
        gboolean hears = hears_company(&old, &new, i);
        gboolean dropped = old.visited[i] >= 0 && new.visited[i] < 0;
        count.companies += hears;
        count.dropped += dropped && i < problem->company_count;
        if (companies_hear != NULL && i < problem->company_count)
            companies_hear[i] = hears;
    }
    facts_clear(&old);
    facts_clear(&new);
    return count;
}
