#include "planner/solve/timing.h"

/* One way through the day: where the team is, and what it broke. */
typedef struct Walk {
    const Score *score;
    int margin_min;
    int at_min;    /* end of the last visit */
    int site;      /* of the last visit; site_count: the gathering */
    int delay_min; /* still to be added, before the first free visit */
    const KnownTimes *known; /* not to be moved ahead of; NULL: none */
    int team;                /* its place */
    int late;                /* visits outside their hours */
    int shorter;             /* gaps too short for the way */
} Walk;

/* Whether COMPANY's hours hold a visit from START_MIN as its lock has it. */
static gboolean
lock_fits(const Score *score, int index, int start_min)
{
    const Problem *problem = score->problem;
    const Company *company = &problem->companies[index];
    int end_min = timing_end(score, index, start_min);
    if (start_min < problem->visits_from_min ||
        end_min > problem->visits_to_min ||
        end_min - start_min < company->visit_min)
        return FALSE;
    for (int i = 0; i < company->span_count; i++) {
        const Span *span = &problem->spans[company->span_first + i];
        if (span->from_min <= start_min && end_min <= span->to_min)
            return TRUE;
    }
    return FALSE;
}

/* The first start from EARLIEST_MIN within COMPANY's hours, or -1. */
static int
first_start(const Score *score, int index, int earliest_min)
{
    const Problem *problem = score->problem;
    const Company *company = &problem->companies[index];
    int earliest = MAX(earliest_min, problem->visits_from_min);
    int bound_min = score->locks->visits[index].start_min;
    if (bound_min >= 0)
        return bound_min >= earliest && lock_fits(score, index, bound_min)
                   ? bound_min
                   : -1;
    for (int i = 0; i < company->span_count; i++) {
        const Span *span = &problem->spans[company->span_first + i];
        int start = MAX(earliest, span->from_min);
        if (start + company->visit_min <=
            MIN(span->to_min, problem->visits_to_min))
            return start;
    }
    return -1;
}

static int
way_from(const Walk *walk, int site)
{
    const Problem *problem = walk->score->problem;
    if (walk->site == problem->site_count && !problem->gathers)
        return 0;
    return problem_travel(problem, walk->site, site);
}

/*
 * Places COMPANY after the last visit, no earlier than FLOOR_MIN, with
 * PAUSE_MIN of the gap not to be used for the way.
 */
static int
walk_to(Walk *walk, int company_index, int floor_min, int pause_min)
{
    const Problem *problem = walk->score->problem;
    const Company *company = &problem->companies[company_index];
    gboolean first = walk->site == problem->site_count;
    int margin = first ? 0 : walk->margin_min;
    int arrival = walk->at_min + way_from(walk, company->site) + margin;
    const BoundVisit *bound = &walk->score->locks->visits[company_index];
    if (bound->end_min < 0) {
        arrival += walk->delay_min;
        walk->delay_min = 0;
    }
    int earliest = MAX(floor_min, arrival + pause_min);
    if (walk->known && walk->known->team[company_index] == walk->team)
        earliest = MAX(earliest, walk->known->start_min[company_index]);
    int start = first_start(walk->score, company_index, earliest);
    if (start < 0 && !walk->score->late_not_short) {
        start = first_start(walk->score, company_index,
                            MAX(floor_min, walk->at_min));
        walk->shorter += start >= 0;
    }
    if (start < 0) {
        /* a locked time stands, whatever it breaks */
        start = bound->start_min >= 0 ? bound->start_min : earliest;
        walk->late++;
    }
    walk->at_min = timing_end(walk->score, company_index, start);
    walk->site = company->site;
    return start;
}

static int
missing(const Problem *problem, const Cell *cell, int from_min, int to_min)
{
    int count = 0;
    for (int i = 0; i < cell->person_count; i++)
        if (!problem_covers(problem, &problem->people[cell->people[i]],
                            from_min, to_min))
            count++;
    return count;
}

/* Every rule on travel time, once some gap is too short for the widest. */
static Cost
travel_cost(const Score *score, const Team *team, const Times *times)
{
    const Problem *problem = score->problem;
    Cost cost = { 0, 0 };
    int end = problem->leave_min;
    int from = problem->site_count;
    int pause = 0;
    for (int half = 0; half < HALF_COUNT; half++) {
        const Cell *cell = &team->cells[half];
        for (int i = 0; i < cell->visit_count; i++) {
            const Company *to = &problem->companies[cell->visits[i]];
            gboolean first = from == problem->site_count;
            int way = first && !problem->gathers
                          ? 0
                          : problem_travel(problem, from, to->site);
            int gap = times->start_min[half][i] - end - way - pause;
            for (int r = 0; r < score->travel_rule_count; r++) {
                const PricedRule *row = &score->travel_rules[r];
                int margin = first ? 0 : row->rule->margin_min;
                cost_charge(&cost, row->price, gap < margin);
            }
            end = timing_end(score, cell->visits[i], times->start_min[half][i]);
            from = to->site;
            pause = 0;
        }
        pause =
            team->cells[HALF_AM].visit_count > 0 ? problem->lunch_len_min : 0;
    }
    return cost;
}

/* The afternoon after lunch at LUNCH_MIN, and the whole day's cost. */
static Cost
try_lunch(const Walk *morning, const Team *team, int lunch_min, Times *times)
{
    const Score *score = morning->score;
    const Problem *problem = score->problem;
    const Cell *am = &team->cells[HALF_AM];
    const Cell *pm = &team->cells[HALF_PM];
    Walk walk = *morning;
    Cost cost = { 0, 0 };
    int lunch_end_min = lunch_min + problem->lunch_len_min;
    int pause_min = am->visit_count > 0 ? problem->lunch_len_min : 0;
    int absent = 0;
    times->presence.lunch_min = lunch_min;
    times->presence.smooth = FALSE;
    for (int i = 0; i < pm->visit_count; i++) {
        times->start_min[HALF_PM][i] =
            walk_to(&walk, pm->visits[i], lunch_end_min, pause_min);
        pause_min = 0;
    }
    times->presence.end_min = walk.at_min;
    if (am->visit_count > 0)
        absent += missing(problem, am, problem->day_start_min, lunch_min);
    if (pm->visit_count > 0)
        absent += missing(problem, pm, lunch_end_min, walk.at_min);
    cost_charge(&cost, score->price[RULE_AVAILABILITY], absent);
    cost_charge(&cost, score->price[RULE_COMPANY_HOURS], walk.late);
    if (lunch_min < problem->lunch_from_min ||
        lunch_end_min > problem->lunch_to_min || lunch_min < morning->at_min)
        cost_charge(&cost, score->price[RULE_ALWAYS], 1);
    if (walk.shorter > 0 || score->travel_rule_count > 1)
        cost_add(&cost, travel_cost(score, team, times));
    return cost;
}

/* Lunch as early as can be, or when a member of the afternoon has come. */
static Cost
choose_lunch(const Walk *morning, const Team *team, Times *times)
{
    const Problem *problem = morning->score->problem;
    const Cell *pm = &team->cells[HALF_PM];
    int first = MAX(problem->lunch_from_min, morning->at_min);
    int last = problem->lunch_to_min - problem->lunch_len_min;
    if (team->cells[HALF_AM].visit_count == 0)
        first = problem->lunch_from_min;
    if (morning->known && morning->team < morning->known->teams)
        first = MAX(first, morning->known->lunch_min[morning->team]);
    int bound_min = locks_lunch(morning->score->locks, team->number - 1);
    if (bound_min >= 0)
        return try_lunch(morning, team, bound_min, times);
    Cost best = try_lunch(morning, team, first, times);
    times->presence.smooth = best.hard == 0 && best.soft == 0;
    if (pm->visit_count == 0 || (best.hard == 0 && best.soft == 0))
        return best;
    for (int i = 0; i < pm->person_count; i++) {
        const Person *person = &problem->people[pm->people[i]];
        for (int s = 0; s < person->span_count; s++) {
            const Span *span = &problem->spans[person->span_first + s];
            int lunch_min = span->from_min - problem->lunch_len_min;
            Times other = *times;
            if (lunch_min <= first || lunch_min > last)
                continue;
            Cost cost = try_lunch(morning, team, lunch_min, &other);
            if (!cost_less(cost, best))
                continue;
            best = cost;
            *times = other;
        }
    }
    return best;
}

static Cost
try_margin(const Score *score, const Team *team, int margin_min,
           const KnownTimes *known, Times *times)
{
    const Problem *problem = score->problem;
    const Cell *am = &team->cells[HALF_AM];
    Walk walk = { .score = score,
                  .margin_min = margin_min,
                  .at_min = problem->leave_min,
                  .site = problem->site_count,
                  .delay_min = locks_delay(score->locks, team->number - 1),
                  .known = known,
                  .team = team->number - 1 };
    for (int i = 0; i < am->visit_count; i++)
        times->start_min[HALF_AM][i] =
            walk_to(&walk, am->visits[i], problem->visits_from_min, 0);
    return choose_lunch(&walk, team, times);
}

gboolean
timing_holds(const Score *score, const Team *team, Half half,
             const Presence *presence)
{
    const Problem *problem = score->problem;
    const Cell *cell = &team->cells[half];
    int from_min = problem->day_start_min;
    int to_min = presence->lunch_min;
    if (!presence->smooth)
        return FALSE;
    if (half == HALF_PM) {
        from_min = presence->lunch_min + problem->lunch_len_min;
        to_min = presence->end_min;
    }
    return cell->visit_count == 0 ||
           missing(problem, cell, from_min, to_min) == 0;
}

static Cost
try_margins(const Score *score, const Team *team, const KnownTimes *known,
            Times *times)
{
    int count = score->travel_rule_count;
    int margin_min = count > 0 ? score->travel_rules[0].rule->margin_min : 0;
    Cost best = try_margin(score, team, margin_min, known, times);
    for (int i = 1; i < count && (best.hard > 0 || best.soft > 0); i++) {
        Times other = *times;
        margin_min = score->travel_rules[i].rule->margin_min;
        Cost cost = try_margin(score, team, margin_min, known, &other);
        if (!cost_less(cost, best))
            continue;
        best = cost;
        *times = other;
    }
    return best;
}

Cost
timing_set(const Score *score, const Team *team, Times *times)
{
    if (team->cells[HALF_AM].visit_count + team->cells[HALF_PM].visit_count ==
        0) {
        times->presence.smooth = TRUE;
        return (Cost){ 0, 0 };
    }
    const KnownTimes *known = score->locks->known;
    Cost best = try_margins(score, team, known, times);
    if (known == NULL || (best.hard == 0 && best.soft == 0))
        return best;
    Times other = *times;
    Cost cost = try_margins(score, team, NULL, &other);
    if (!cost_less(cost, best))
        return best;
    *times = other;
    times->presence.smooth =
        FALSE; /* the known ones may hold when somebody leaves */
    return cost;
}
