/*
 * Numbers: how many groups the people and the companies are enough for.
 */
#include "planner/solve/clash-inside.h"

/* A group needs a cell in some half; each cell needs PER_CELL of those whom
 * SERVES is true of.  ROADS_ONLY: not where no car can go. */
typedef struct Need {
    int (*per_cell)(const Sight *sight);
    gboolean (*serves)(const Sight *sight, const Person *person);
    ClashKind kind;
    gboolean roads_only;
} Need;

static int
politicians(const Sight *sight)
{
    return MAX(MAX(sight->politicians_min, sight->parties_min),
               sight->sides ? 2 : 0);
}

static int
officials(const Sight *sight)
{
    return MAX(sight->officials_min, sight->leaders_min);
}

static gboolean
is_politician(const Sight *sight, const Person *person)
{
    (void)sight;
    return person->politician;
}

static gboolean
is_official(const Sight *sight, const Person *person)
{
    (void)sight;
    return !person->politician;
}

static gboolean
leads(const Sight *sight, const Person *person)
{
    (void)sight;
    return !person->politician && person->can_lead;
}

static gboolean
drives(const Sight *sight, const Person *person)
{
    return !person->politician && person->car_seats > 0 &&
           person->car_seats >=
               politicians(sight) + MAX(officials(sight), sight->drivers_min);
}

static gboolean
leads_and_drives(const Sight *sight, const Person *person)
{
    return leads(sight, person) && drives(sight, person);
}

static gboolean
is_ruling(const Sight *sight, const Person *person)
{
    return person->politician && ((sight->ruling >> person->party) & 1) != 0;
}

static gboolean
is_opposition(const Sight *sight, const Person *person)
{
    return person->politician && !is_ruling(sight, person);
}

static int
leaders(const Sight *sight)
{
    return sight->leaders_min;
}

static int
drivers(const Sight *sight)
{
    return sight->drivers_min;
}

static int
leading_drivers(const Sight *sight)
{
    return sight->leaders_min > 0 && sight->drivers_min > 0
               ? sight->leaders_min + sight->drivers_min - sight->officials_max
               : 0;
}

static int
one_of_each_side(const Sight *sight)
{
    return sight->sides ? 1 : 0;
}

static const Need NEEDS[] = {
    { politicians, is_politician, CLASH_POLITICIANS, FALSE },
    { officials, is_official, CLASH_OFFICIALS, FALSE },
    { leaders, leads, CLASH_LEADERS, FALSE },
    { drivers, drives, CLASH_DRIVERS, TRUE },
    { leading_drivers, leads_and_drives, CLASH_LEADING_DRIVERS, TRUE },
    { one_of_each_side, is_ruling, CLASH_RULING, FALSE },
    { one_of_each_side, is_opposition, CLASH_OPPOSITION, FALSE },
};

/* Each cell that needs no car has a visit of its own where no car goes. */
static int
cells_without_road(const Sight *sight)
{
    const Problem *problem = sight->problem;
    int count = 0;
    for (int i = 0; i < problem->company_count; i++)
        count += !problem->sites[problem->companies[i].site].by_car;
    return count;
}

static int
found(const Sight *sight, const Need *need, Half half)
{
    const Problem *problem = sight->problem;
    int count = 0;
    for (int i = 0; i < problem->person_count; i++)
        count += sight->seats[i][half] != SEAT_NOWHERE &&
                 need->serves(sight, &problem->people[i]);
    return count;
}

/* The most cells of HALF that those who serve NEED are enough for. */
static int
most_cells(const Sight *sight, const Need *need, Half half)
{
    int per_cell = need->per_cell(sight);
    if (per_cell <= 0)
        return SIGHT_MANY;
    int count = found(sight, need, half);
    int cells = count / per_cell;
    return cells + (need->roads_only ? cells_without_road(sight) : 0);
}

static int
hosts(const Sight *sight, Half half)
{
    int count = 0;
    for (int i = 0; i < sight->problem->company_count; i++)
        count += sight_visitable(sight, i, half);
    return count;
}

/* The fewest that some need, or the hosts, allow in HALF. */
static int
fewest(const Sight *sight, Half half, Clash *clash)
{
    int cells = hosts(sight, half);
    *clash = (Clash){ .kind = CLASH_HOSTS, .found = cells };
    for (gsize i = 0; i < G_N_ELEMENTS(NEEDS); i++) {
        int most = most_cells(sight, &NEEDS[i], half);
        if (most >= cells)
            continue;
        cells = most;
        clash->kind = NEEDS[i].kind;
        clash->found = found(sight, &NEEDS[i], half);
        clash->needed = sight->groups_min * NEEDS[i].per_cell(sight);
    }
    if (clash->kind == CLASH_HOSTS)
        clash->needed = sight->groups_min;
    clash->half = (int)half;
    clash->group = clash->company = clash->person = clash->other = -1;
    return cells;
}

/* A group may go out for half a day, unless a rule forbids it. */
gboolean
clash_cells(const Sight *sight, Clash *clash)
{
    Clash am, pm;
    int mornings = fewest(sight, HALF_AM, &am);
    int afternoons = fewest(sight, HALF_PM, &pm);
    gboolean fits = sight->both_halves
                        ? MIN(mornings, afternoons) >= sight->groups_min
                        : mornings + afternoons >= sight->groups_min;
    *clash = mornings < afternoons ? am : pm;
    return !fits;
}

gboolean
clash_companies(const Sight *sight, Clash *clash)
{
    int count = 0;
    for (int i = 0; i < sight->problem->company_count; i++)
        count += sight_visitable(sight, i, HALF_AM) ||
                 sight_visitable(sight, i, HALF_PM);
    clash->kind = CLASH_COMPANIES;
    clash->needed = sight->groups_min * sight->visits_min;
    clash->found = count;
    return count < (gint64)sight->groups_min * sight->visits_min;
}

/* ---- limits ------------------------------------------------------------ */

gboolean
clash_limits(const Sight *sight, Clash *clash)
{
    const int pairs[][2] = {
        { politicians(sight), sight->politicians_max },
        { MAX(officials(sight),
              cells_without_road(sight) == 0 ? sight->drivers_min : 0),
          sight->officials_max },
        { sight->leaders_min, sight->leaders_max },
        { sight->visits_min, sight->visits_max },
    };
    int locked = 0;
    for (int i = 0; i < sight->problem->company_count; i++)
        locked += sight->visits[i].must;
    clash->kind = CLASH_LIMITS;
    for (gsize i = 0; i < G_N_ELEMENTS(pairs) && sight->groups_min > 0; i++) {
        clash->needed = pairs[i][0];
        clash->found = pairs[i][1];
        if (pairs[i][0] > pairs[i][1])
            return TRUE;
    }
    clash->kind = CLASH_GROUP_COUNT;
    clash->needed = sight->groups_min;
    clash->found = sight->groups_max;
    if (clash->needed > clash->found)
        return TRUE;
    clash->kind = CLASH_GROUP_VISITS;
    clash->needed = locked;
    clash->found =
        (int)MIN((gint64)sight->groups_max * sight->visits_max, SIGHT_MANY);
    return clash->needed > clash->found;
}

/* ---- the length of the day ---------------------------------------------- */

static int
by_size(gconstpointer a, gconstpointer b)
{
    return *(const int *)a - *(const int *)b;
}

/* The least leg between two visits, with its margin. */
static int
least_leg(const Sight *sight)
{
    const Problem *problem = sight->problem;
    int leg = G_MAXINT;
    if (!sight->travel)
        return 0;
    for (int a = 0; a < problem->site_count; a++)
        for (int b = 0; b < problem->site_count; b++)
            leg = MIN(leg, problem_travel(problem, a, b));
    return leg + sight->margin_min;
}

/* LENGTHS, sorted: of the shortest for all groups leave out the SPARED
 * shortest; then some group has so many of the rest, and fills up with those
 * spared. */
static int
fullest_group(const Sight *sight, const GArray *lengths, int spared)
{
    int minutes = 0;
    int rest = sight->groups_min * sight->visits_min - spared;
    int most = (rest + sight->groups_min - 1) / sight->groups_min;
    for (int i = 0; i < most; i++)
        minutes += g_array_index(lengths, int, spared + i);
    for (int i = 0; i < sight->visits_min - most; i++)
        minutes += g_array_index(lengths, int, i);
    return minutes;
}

/* The least minutes that the visits of some group take, with the ways between
 * them and without the first way. */
static int
least_minutes(const Sight *sight)
{
    const Problem *problem = sight->problem;
    g_autoptr(GArray) lengths = g_array_new(FALSE, FALSE, sizeof(int));
    int minutes = 0;
    for (int i = 0; i < problem->company_count; i++)
        g_array_append_val(lengths, problem->companies[i].visit_min);
    g_array_sort(lengths, by_size);
    for (int i = 0; i < sight->groups_min * sight->visits_min; i++)
        minutes = MAX(minutes, fullest_group(sight, lengths, i));
    return minutes + (sight->visits_min - 1) * least_leg(sight);
}

gboolean
clash_day(const Sight *sight, Clash *clash)
{
    const Problem *problem = sight->problem;
    int lunch_last = problem->lunch_to_min - problem->lunch_len_min;
    int lunch_end = problem->lunch_from_min + problem->lunch_len_min;
    int to = problem->visits_to_min;
    int way = G_MAXINT;
    if (!sight->hours || sight->groups_min == 0 ||
        problem->company_count < (gint64)sight->groups_min * sight->visits_min)
        return FALSE;
    for (int i = 0; i < problem->site_count; i++)
        way = MIN(way, sight->first_way_min[i]);
    int from = MAX(problem->visits_from_min,
                   problem->leave_min + (sight->travel ? way : 0));
    int minutes = least_minutes(sight);
    clash->kind = CLASH_DAY;
    clash->needed = minutes;
    clash->found = to - from;
    return from + minutes > MIN(to, lunch_last) &&
           MAX(from, lunch_end) + minutes > to &&
           from + minutes + problem->lunch_len_min > to;
}
