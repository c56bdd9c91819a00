#include "planner/solve/score.h"

/* What the members of a cell come to. */
typedef struct Crew {
    int count;
    int politicians;
    int leaders;
    int drivers; /* whose car seats the whole cell */
    int organ_pairs, office_pairs;
    guint64 parties;
    guint64 bodies;
    guint64 languages;
} Crew;

/* ---- prices ----------------------------------------------------------- */

static gboolean
has_limits(RuleKind kind)
{
    switch (kind) {
    case RULE_POLITICIANS_PER_GROUP:
    case RULE_OFFICIALS_PER_GROUP:
    case RULE_LEADERS_PER_GROUP:
    case RULE_DRIVERS_PER_GROUP:
    case RULE_PARTIES_PER_GROUP:
    case RULE_BOTH_SIDES:
    case RULE_MAX_FROM_BODY: return TRUE;
    default: return FALSE;
    }
}

/* Wider margins first; rows with the same one stay in their order. */
static void
insert_travel_rule(Score *score, PricedRule row)
{
    int i = score->travel_rule_count++;
    for (; i > 0 &&
           score->travel_rules[i - 1].rule->margin_min < row.rule->margin_min;
         i--)
        score->travel_rules[i] = score->travel_rules[i - 1];
    score->travel_rules[i] = row;
}

static void
price_rules(Score *score)
{
    const Problem *problem = score->problem;
    gsize count = (gsize)problem->rule_count;
    score->cell_rules = g_new0(PricedRule, count);
    score->travel_rules = g_new0(PricedRule, count);
    score->price[RULE_ALWAYS].hard = 1;
    for (int i = 0; i < problem->rule_count; i++) {
        PricedRule row = { .rule = &problem->rules[i] };
        row.price.hard = row.rule->hard ? 1 : 0;
        row.price.soft = row.rule->hard ? 0 : row.rule->weight_milli;
        cost_add(&score->price[row.rule->kind], row.price);
        if (has_limits(row.rule->kind))
            score->cell_rules[score->cell_rule_count++] = row;
        if (row.rule->kind == RULE_TRAVEL_TIME)
            insert_travel_rule(score, row);
    }
    score->late_not_short = !cost_less(score->price[RULE_TRAVEL_TIME],
                                       score->price[RULE_COMPANY_HOURS]);
}

Score *
score_new(const Problem *problem)
{
    Score *score = g_new0(Score, 1);
    score->problem = problem;
    score->locks = locks_new(problem);
    price_rules(score);
    Cost faces = score->price[RULE_NEW_FACES];
    if (problem->met_count > 0 && (faces.hard > 0 || faces.soft > 0))
        score->met = met_new(problem);
    score->whole_day = g_new0(gboolean, (gsize)problem->person_count);
    for (int i = 0; i < problem->person_count; i++)
        score->whole_day[i] =
            problem_covers(problem, &problem->people[i], 510, 675) &&
            problem_covers(problem, &problem->people[i], 795, 900);
    return score;
}

void
score_free(Score *score)
{
    locks_free(score->locks);
    g_clear_pointer(&score->met, met_free);
    g_free(score->cell_rules);
    g_free(score->travel_rules);
    g_free(score->whole_day);
    g_free(score);
}

/* ---- a cell ----------------------------------------------------------- */

static void
add_pairs(Crew *crew, const Problem *problem, const Cell *cell, int last)
{
    const Person *person = &problem->people[cell->people[last]];
    if (person->organ == CODE_NONE)
        return;
    for (int i = 0; i < last; i++) {
        const Person *other = &problem->people[cell->people[i]];
        if (other->organ != person->organ ||
            !other->politician != !person->politician)
            continue;
        if (person->politician)
            crew->organ_pairs++;
        else
            crew->office_pairs++;
    }
}

static Crew
muster(const Problem *problem, const Cell *cell)
{
    Crew crew = { .count = cell->person_count };
    for (int i = 0; i < cell->person_count; i++) {
        const Person *person = &problem->people[cell->people[i]];
        crew.bodies |= person->bodies;
        crew.languages |= person->languages;
        add_pairs(&crew, problem, cell, i);
        if (person->politician) {
            crew.politicians++;
            crew.parties |= G_GUINT64_CONSTANT(1) << person->party;
            continue;
        }
        crew.leaders += person->can_lead ? 1 : 0;
        crew.drivers +=
            person->car_seats > 0 && person->car_seats >= crew.count;
    }
    return crew;
}

static int
outside(int value, const Rule *rule)
{
    if (rule->min >= 0 && value < rule->min)
        return rule->min - value;
    if (rule->max >= 0 && value > rule->max)
        return value - rule->max;
    return 0;
}

static int
from_bodies(const Problem *problem, const Cell *cell, guint64 bodies)
{
    int count = 0;
    for (int i = 0; i < cell->person_count; i++) {
        const Person *person = &problem->people[cell->people[i]];
        count += person->politician && (person->bodies & bodies) != 0;
    }
    return count;
}

static gboolean
reached_by_car(const Problem *problem, const Cell *cell)
{
    for (int i = 0; i < cell->visit_count; i++)
        if (problem->sites[problem->companies[cell->visits[i]].site].by_car)
            return TRUE;
    return FALSE;
}

static int
cell_units(const Problem *problem, const Cell *cell, const Crew *crew,
           const Rule *rule)
{
    int least = rule->min >= 0 ? rule->min : 1;
    switch (rule->kind) {
    case RULE_POLITICIANS_PER_GROUP: return outside(crew->politicians, rule);
    case RULE_OFFICIALS_PER_GROUP:
        return outside(crew->count - crew->politicians, rule);
    case RULE_LEADERS_PER_GROUP: return outside(crew->leaders, rule);
    case RULE_DRIVERS_PER_GROUP:
        return crew->drivers < least && reached_by_car(problem, cell);
    case RULE_PARTIES_PER_GROUP:
        return __builtin_popcountll(crew->parties) < least;
    case RULE_BOTH_SIDES:
        return (crew->parties & rule->parties) == 0 ||
               (crew->parties & ~rule->parties) == 0;
    case RULE_MAX_FROM_BODY:
        return MAX(0, from_bodies(problem, cell, rule->bodies) -
                          (rule->max >= 0 ? rule->max : 1));
    default: g_assert_not_reached();
    }
}

/* ---- members and visits ----------------------------------------------- */

static gboolean
has_conflict(const Problem *problem, const Person *person, const Cell *cell)
{
    const int *conflicts = problem->conflicts + person->conflict_first;
    for (int i = 0; i < person->conflict_count; i++)
        for (int v = 0; v < cell->visit_count; v++)
            if (conflicts[i] == cell->visits[v])
                return TRUE;
    return FALSE;
}

static int
unmet_needs(const Problem *problem, const Person *person, const Cell *cell)
{
    int count = 0;
    for (int v = 0; v < cell->visit_count; v++) {
        Access access = problem->companies[cell->visits[v]].wheelchair;
        count += (person->wheelchair && access != ACCESS_YES) ||
                 (person->short_walks && access == ACCESS_NO);
    }
    return count;
}

/* Sites in PERSON's home area, each once. */
static int
sites_at_home(const Problem *problem, const Person *person, const Cell *cell)
{
    int count = 0;
    for (int v = 0; v < cell->visit_count; v++) {
        int site = problem->companies[cell->visits[v]].site;
        gboolean before = problem->sites[site].area != person->home_area;
        for (int i = 0; i < v && !before; i++)
            before = problem->companies[cell->visits[i]].site == site;
        count += before ? 0 : 1;
    }
    return count;
}

void
score_member(const Problem *problem, int index, const Cell *cell,
             int *conflicts, int *needs, int *homes)
{
    const Person *person = &problem->people[index];
    if (person->conflict_count > 0)
        *conflicts += has_conflict(problem, person, cell);
    if (person->wheelchair || person->short_walks)
        *needs += unmet_needs(problem, person, cell);
    if (person->politician && person->home_area != AREA_NONE)
        *homes += sites_at_home(problem, person, cell);
}

static void
charge_members(const Score *score, const Cell *cell, Cost *cost)
{
    const Problem *problem = score->problem;
    int conflicts = 0;
    int needs = 0;
    int homes = 0;
    for (int i = 0; i < cell->person_count; i++)
        score_member(problem, cell->people[i], cell, &conflicts, &needs,
                     &homes);
    cost_charge(cost, score->price[RULE_CONFLICT_OF_INTEREST], conflicts);
    cost_charge(cost, score->price[RULE_NEEDS], needs);
    cost_charge(cost, score->price[RULE_NOT_HOME_AREA], homes);
}

static gboolean
has_townsmen(const Problem *problem, const Cell *cell, int municipality)
{
    gboolean politician = FALSE;
    gboolean official = FALSE;
    for (int i = 0; i < cell->person_count; i++) {
        const Person *person = &problem->people[cell->people[i]];
        if (person->municipality != municipality)
            continue;
        politician = politician || person->politician;
        official = official || !person->politician;
    }
    return politician && official;
}

static void
charge_visits(const Score *score, const Cell *cell, const Crew *crew,
              Cost *cost)
{
    const Problem *problem = score->problem;
    Cost town = score->price[RULE_COMPANY_MUNICIPALITY];
    int crowded = 0;
    int unheard = 0;
    int unwished = 0;
    int strange = 0;
    for (int v = 0; v < cell->visit_count; v++) {
        const Company *company = &problem->companies[cell->visits[v]];
        crowded += crew->count > company->max_visitors;
        unheard += company->languages != 0 &&
                   (company->languages & crew->languages) == 0;
        unwished +=
            company->wishes != 0 && (company->wishes & crew->bodies) == 0;
        if (town.hard > 0 || town.soft > 0)
            strange += !has_townsmen(problem, cell, company->municipality);
    }
    cost_charge(cost, score->price[RULE_MAX_VISITORS], crowded);
    cost_charge(cost, score->price[RULE_LANGUAGE], unheard);
    cost_charge(cost, score->price[RULE_WISHED_BODY], unwished);
    cost_charge(cost, town, strange);
}

/* A broken lock is a hard unit. */
static void
charge_locks(Cost *cost, int broken)
{
    cost->hard += 10 * (gint64)broken;
}

Cost
score_cell(const Score *score, const Cell *cell)
{
    const Problem *problem = score->problem;
    Cost cost = { 0, 0 };
    if (cell->visit_count == 0)
        return cost;
    Crew crew = muster(problem, cell);
    for (int i = 0; i < score->cell_rule_count; i++) {
        const PricedRule *row = &score->cell_rules[i];
        cost_charge(&cost, row->price,
                    cell_units(problem, cell, &crew, row->rule));
    }
    cost_charge(&cost, score->price[RULE_DIFFERENT_BODIES], crew.organ_pairs);
    cost_charge(&cost, score->price[RULE_DIFFERENT_OFFICES], crew.office_pairs);
    charge_members(score, cell, &cost);
    if (score->met != NULL)
        cost_charge(&cost, score->price[RULE_NEW_FACES],
                    met_pairs(score->met, cell->people, cell->person_count));
    if (score->locks->pair_count > 0)
        charge_locks(&cost, locks_of_people(score->locks, cell->people,
                                            cell->person_count));
    charge_visits(score, cell, &crew, &cost);
    return cost;
}

/* ---- a team ----------------------------------------------------------- */

/* The way through the day, and whether a restaurant lies on it. */
static void
charge_way(const Score *score, const Team *team, Cost *cost)
{
    const Problem *problem = score->problem;
    Cost price = score->price[RULE_SHORT_TRAVEL];
    gboolean restaurant = FALSE;
    int site = problem->gathers ? problem->site_count : SITE_NONE;
    int way_min = 0;
    for (int half = 0; half < HALF_COUNT; half++)
        for (int i = 0; i < team->cells[half].visit_count; i++) {
            int index = team->cells[half].visits[i];
            const Company *company = &problem->companies[index];
            restaurant = restaurant || company->restaurant;
            if (site != SITE_NONE)
                way_min += problem_travel(problem, site, company->site);
            site = company->site;
        }
    cost->hard += price.hard * way_min; /* a tenth of a unit a minute */
    cost->soft += price.soft * way_min;
    cost_charge(cost, score->price[RULE_RESTAURANT], !restaurant);
}

Cost
score_way(const Score *score, const Team *team)
{
    const Problem *problem = score->problem;
    const Cell *am = &team->cells[HALF_AM];
    const Cell *pm = &team->cells[HALF_PM];
    int visits = am->visit_count + pm->visit_count;
    Cost cost = { 0, 0 };
    if (visits == 0)
        return cost;
    charge_way(score, team, &cost);
    cost_charge(&cost, score->price[RULE_BOTH_HALVES],
                am->visit_count == 0 || pm->visit_count == 0);
    cost_charge(&cost, score->price[RULE_ALWAYS],
                (problem->group_visits_min >= 0 &&
                 visits < problem->group_visits_min) ||
                    (problem->group_visits_max >= 0 &&
                     visits > problem->group_visits_max));
    return cost;
}

/* ---- persons, companies, counts --------------------------------------- */

Cost
score_person(const Score *score, int person, int am, int pm)
{
    Cost cost = { 0, 0 };
    if (score->locks->count > 0)
        charge_locks(&cost, locks_of_person(score->locks, person, am, pm));
    if (am < 0 && pm < 0) {
        cost_charge(&cost, score->price[RULE_ALL_POLITICIANS],
                    score->problem->people[person].politician ? 1 : 0);
        return cost;
    }
    if (am >= 0 && pm >= 0)
        cost_charge(&cost, score->price[RULE_SAME_GROUP_ALL_DAY], am != pm);
    else
        cost_charge(&cost, score->price[RULE_SAME_GROUP_ALL_DAY],
                    score->whole_day[person] ? 1 : 0);
    return cost;
}

Cost
score_company(const Score *score, int company, int team)
{
    const Company *row = &score->problem->companies[company];
    gboolean reserve = row->status == STATUS_RESERVE;
    int units = row->status == STATUS_CONFIRMED ? 2 * row->priority_units
                                                : row->priority_units;
    Cost cost = { 0, 0 };
    if (score->locks->count > 0)
        charge_locks(&cost, locks_of_company(score->locks, company, team));
    if (team >= 0) {
        cost_charge(&cost, score->price[RULE_SMALL_FIRST], row->large ? 1 : 0);
        cost_charge(&cost, score->price[RULE_STATUS_PRIORITY], reserve);
    } else if (!reserve)
        cost_charge(&cost, score->price[RULE_STATUS_PRIORITY], units);
    return cost;
}

static int
off_limits(int value, int min, int max)
{
    if (min >= 0 && value < min)
        return min - value;
    if (max >= 0 && value > max)
        return value - max;
    return 0;
}

Cost
score_counts(const Score *score, int visits, int sites, int groups)
{
    const Problem *problem = score->problem;
    Cost cost = { 0, 0 };
    cost_charge(&cost, score->price[RULE_VISIT_COUNT],
                MAX(0, problem->visits_wanted - visits));
    cost_charge(&cost, score->price[RULE_SITE_COUNT],
                off_limits(sites, problem->sites_min, problem->sites_max));
    cost_charge(&cost, score->price[RULE_ALWAYS],
                off_limits(groups, problem->groups_min, problem->groups_max) >
                    0);
    return cost;
}
