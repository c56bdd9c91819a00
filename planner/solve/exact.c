#include "planner/solve/exact.h"

#include <string.h>

#include "planner/solve/bound-sides.h"
#include "planner/solve/exact-ways.h"
#include "planner/solve/seating.h"
#include "planner/solve/verify.h"

/* What is small, by counted work. */
enum { COMPANIES_MAX = 16, GROUPS_MAX = 6, PEOPLE_MAX = 40 };
enum { WAYS_MAX = 2000000, STEPS_MAX = 4000000, PLANS_MAX = 100000 };
enum { SEATED_MAX = 3000, BRANCHES_MAX = 400 };
#define NEVER (G_MAXINT64 / 16)

/* A set of ways that visits or leaves out every company. */
typedef struct Draft {
    gint64 least; /* no seats make it cheaper; tenths of thousandths */
    int count;
    int ways[GROUPS_MAX];
} Draft;

typedef struct CellKey {
    guint64 visits, people;
} CellKey;

typedef struct Finish {
    const Problem *problem;
    Score *score;
    Sides *sides;
    Pricing *pricing;
    GArray *ways;      /* FullWay */
    GHashTable *cells; /* CellKey -> gint64 *: the cell's least */
    Problem alone;     /* of one cell: the rules on cells, and no others */
    Span *spans;
    Person *people;
    Rule *rules;
    gint64 *share;    /* by company: its least part of what is to come */
    gint64 *left_out; /* NEVER: it must be visited */
    GArray *drafts;
    gint64 best_milli;  /* to be beaten */
    int rounding_milli; /* what verify may drop of a cost */
    int steps;
    gboolean cut_short;
} Finish;

/* ---- a cell alone ------------------------------------------------------ */

static gboolean
of_cells(RuleKind kind)
{
    switch (kind) {
    case RULE_ALWAYS:
    case RULE_COMPANY_HOURS:
    case RULE_TRAVEL_TIME:
    case RULE_SMALL_FIRST:
    case RULE_RESTAURANT:
    case RULE_SHORT_TRAVEL:
    case RULE_STATUS_PRIORITY:
    case RULE_SAME_GROUP_ALL_DAY:
    case RULE_VISIT_COUNT:
    case RULE_BOTH_HALVES:
    case RULE_ALL_POLITICIANS:
    case RULE_SITE_COUNT: return FALSE;
    default: return TRUE;
    }
}

/* The day with one group whose members come whenever they are asked. */
static void
make_alone(Finish *finish)
{
    const Problem *problem = finish->problem;
    Problem *alone = &finish->alone;
    *alone = *problem;
    finish->rules = g_new0(Rule, (gsize)problem->rule_count + 1);
    finish->people = g_new0(Person, (gsize)problem->person_count + 1);
    finish->spans = g_new0(Span, (gsize)problem->span_count + 1);
    memcpy(finish->spans, problem->spans,
           (gsize)problem->span_count * sizeof(Span));
    finish->spans[problem->span_count] = (Span){ G_MININT, G_MAXINT };
    alone->rule_count = 0;
    for (int i = 0; i < problem->rule_count; i++)
        if (of_cells(problem->rules[i].kind))
            finish->rules[alone->rule_count++] = problem->rules[i];
    alone->rules = finish->rules;
    alone->people = finish->people;
    alone->spans = finish->spans;
    alone->lock_count = 0;
    alone->groups_min = alone->group_visits_min = -1;
    alone->groups_max = alone->group_visits_max = -1;
}

static gint64
seat_alone(Finish *finish, guint64 visits, guint64 people)
{
    const Problem *problem = finish->problem;
    g_autoptr(Solution) plan = solution_new();
    Group *group = solution_add_group(plan);
    SeatingOptions options = { .max_nodes = BRANCHES_MAX };
    SeatingResult result;
    group->lunch_start_min = problem->lunch_from_min;
    group->lunch_end_min = problem->lunch_from_min + problem->lunch_len_min;
    for (int i = 0; i < problem->company_count; i++) {
        int start_min = group->lunch_end_min + (int)group->visits->len;
        Visit visit = { .company = i,
                        .start_min = start_min,
                        .end_min = start_min + 1 };
        if ((visits >> i) & 1)
            g_array_append_val(group->visits, visit);
    }
    for (int i = 0; i < problem->person_count; i++) {
        finish->people[i] = problem->people[i];
        finish->people[i].span_first = problem->span_count;
        finish->people[i].span_count = (people >> i) & 1 ? 1 : 0;
    }
    Solution *seated = seating_solve(&finish->alone, plan, &options, &result);
    if (seated != NULL)
        solution_free(seated); /* only its cost is asked for */
    return result.bound_milli == G_MAXINT64 ? NEVER : result.bound_milli * 10;
}

static guint
hash_key(gconstpointer data)
{
    const CellKey *key = data;
    guint64 mixed =
        (key->visits * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)) ^ key->people;
    return (guint)(mixed ^ (mixed >> 31));
}

static gboolean
same_key(gconstpointer a, gconstpointer b)
{
    const CellKey *x = a;
    const CellKey *y = b;
    return x->visits == y->visits && x->people == y->people;
}

/* The least that a cell of VISITS costs with any of PEOPLE. */
static gint64
cell_least(Finish *finish, guint64 visits, guint64 people)
{
    CellKey key = { visits, people };
    if (visits == 0)
        return 0;
    const gint64 *known = g_hash_table_lookup(finish->cells, &key);
    if (known)
        return *known;
    gint64 least = seat_alone(finish, visits, people);
    g_hash_table_insert(finish->cells, g_memdup2(&key, sizeof key),
                        g_memdup2(&least, sizeof least));
    return least;
}

static gint64
way_least(Finish *finish, const FullWay *way)
{
    gint64 least = way->cost;
    for (int half = 0; half < HALF_COUNT; half++)
        least += cell_least(finish, way->visits[half], way->people[half]);
    return least;
}

/* ---- sets of ways ------------------------------------------------------ */

/* Whether a plan that costs at least LEAST may be better than the best. */
static gboolean
hopeful(const Finish *finish, gint64 least)
{
    return least < NEVER / 2 &&
           least / 10 - finish->rounding_milli < finish->best_milli;
}

/* A set under way: who is decided, and what it costs so far. */
typedef struct Branch {
    Draft draft;
    guint64 decided;
    int left_out;
    gint64 cost;
} Branch;

static gint64
to_come(const Finish *finish, guint64 decided)
{
    gint64 least = 0;
    for (int i = 0; i < finish->problem->company_count; i++)
        if (!((decided >> i) & 1))
            least += MIN(finish->share[i], finish->left_out[i]);
    return least;
}

/* What the visits not made cost already. */
static gint64
lacking(const Finish *finish, int left_out)
{
    const Problem *problem = finish->problem;
    Cost price = finish->score->price[RULE_VISIT_COUNT];
    int units = problem->visits_wanted - (problem->company_count - left_out);
    if (units <= 0)
        return 0;
    return price.hard > 0 ? NEVER : 10 * price.soft * units;
}

static gboolean
branch_hopeful(const Finish *finish, const Branch *branch)
{
    return hopeful(
        finish,
        branch->cost + to_come(finish, branch->decided) +
            lacking(finish, branch->left_out) +
            sides_crowd(finish->sides, HALF_COUNT * finish->sides->group_max));
}

static void
add_draft(Finish *finish, const Branch *branch)
{
    const Problem *problem = finish->problem;
    g_autofree gboolean *seen =
        g_new0(gboolean, (gsize)problem->site_count + 1);
    int visits = 0;
    int sites = 0;
    int cells = 0;
    for (int w = 0; w < branch->draft.count; w++) {
        const FullWay *way =
            &g_array_index(finish->ways, FullWay, branch->draft.ways[w]);
        visits += way->visit_count;
        cells += (way->visits[HALF_AM] != 0) + (way->visits[HALF_PM] != 0);
        for (int i = 0; i < way->visit_count; i++) {
            int site = problem->companies[way->order[i].company].site;
            sites += !seen[site];
            seen[site] = TRUE;
        }
    }
    Cost counts =
        score_counts(finish->score, visits, sites, branch->draft.count);
    Draft draft = branch->draft;
    draft.least =
        branch->cost + counts.soft + sides_crowd(finish->sides, cells);
    if (counts.hard == 0 && hopeful(finish, draft.least)) {
        finish->cut_short |= finish->drafts->len >= PLANS_MAX;
        g_array_append_val(finish->drafts, draft);
    }
}

static void
decide(Finish *finish, const Branch *branch) /* NOLINT(misc-no-recursion) */
{
    int company = 0;
    if (finish->cut_short)
        return;
    while (company < finish->problem->company_count &&
           (branch->decided >> company) & 1)
        company++;
    if (company == finish->problem->company_count) {
        add_draft(finish, branch);
        return;
    }
    guint64 bit = G_GUINT64_CONSTANT(1) << company;
    for (guint i = 0; i < finish->ways->len; i++) {
        const FullWay *way = &g_array_index(finish->ways, FullWay, i);
        guint64 visits = way->visits[HALF_AM] | way->visits[HALF_PM];
        Branch next = *branch;
        if (!(visits & bit) || visits & branch->decided)
            continue;
        if (finish->steps-- <= 0 || branch->draft.count == GROUPS_MAX) {
            finish->cut_short = TRUE;
            return;
        }
        next.decided |= visits;
        next.cost += way->cost;
        next.draft.ways[next.draft.count++] = (int)i;
        if (!branch_hopeful(finish, &next))
            continue;
        next.cost = branch->cost + way_least(finish, way);
        if (branch_hopeful(finish, &next))
            decide(finish, &next);
    }
    Branch without = *branch;
    without.decided |= bit;
    without.left_out++;
    without.cost += finish->left_out[company];
    if (branch_hopeful(finish, &without))
        decide(finish, &without);
}

/* ---- seats ------------------------------------------------------------- */

static Solution *
plan_of(const Finish *finish, const Draft *draft)
{
    Solution *plan = solution_new();
    for (int i = 0; i < draft->count; i++) {
        const FullWay *way =
            &g_array_index(finish->ways, FullWay, draft->ways[i]);
        Group *group = solution_add_group(plan);
        group->lunch_start_min = way->lunch_min;
        group->lunch_end_min = way->lunch_min + finish->problem->lunch_len_min;
        g_array_append_vals(group->visits, way->order, (guint)way->visit_count);
    }
    return plan;
}

static int
by_least(gconstpointer a, gconstpointer b)
{
    const Draft *x = a;
    const Draft *y = b;
    return (x->least > y->least) - (x->least < y->least);
}

/* Seats one draft; a plan that beats the best so far, or NULL. */
static Solution *
seat_draft(Finish *finish, const Draft *draft, ExactResult *result)
{
    SeatingOptions options = { .max_nodes = BRANCHES_MAX,
                               .below_milli = finish->best_milli };
    SeatingResult seating;
    g_autoptr(Solution) routes = plan_of(finish, draft);
    g_autoptr(Solution) plan =
        seating_solve(finish->problem, routes, &options, &seating);
    if (!seating.proven) {
        result->proven = FALSE;
        result->bound_milli = MIN(result->bound_milli, seating.bound_milli);
    }
    if (!plan)
        return NULL;
    g_autoptr(Verdict) verdict = verify_day(finish->problem, plan, FALSE);
    if (verdict->soft_milli >= finish->best_milli)
        return NULL;
    finish->best_milli = verdict->soft_milli;
    return g_steal_pointer(&plan);
}

/* Seats the drafts, the most hopeful first, and keeps the best. */
static Solution *
seat_drafts(Finish *finish, ExactResult *result)
{
    Solution *best = NULL;
    g_array_sort(finish->drafts, by_least);
    result->bound_milli = G_MAXINT64;
    for (guint i = 0; i < finish->drafts->len; i++) {
        const Draft *draft = &g_array_index(finish->drafts, Draft, i);
        if (!hopeful(finish, draft->least))
            break;
        if (result->seated == SEATED_MAX) {
            result->proven = FALSE;
            result->bound_milli =
                MIN(result->bound_milli,
                    draft->least / 10 - finish->rounding_milli);
            break;
        }
        result->seated++;
        Solution *plan = seat_draft(finish, draft, result);
        if (plan && best)
            solution_free(best);
        best = plan ? plan : best;
    }
    result->bound_milli = MIN(result->bound_milli, finish->best_milli);
    if (finish->cut_short)
        result->bound_milli = 0;
    return best;
}

/* ---- from outside ------------------------------------------------------ */

static gboolean
has_hard(const Problem *problem, RuleKind kind)
{
    for (int i = 0; i < problem->rule_count; i++)
        if (problem->rules[i].kind == kind && problem->rules[i].hard)
            return TRUE;
    return FALSE;
}

/* Whether the proof covers PROBLEM's rules and size. */
static gboolean
small_enough(const Problem *problem)
{
    for (int i = 0; i < problem->lock_count; i++) {
        const Lock *lock = &problem->locks[i];
        if (lock->group > 0 || lock->kind == LOCK_LUNCH ||
            lock->kind == LOCK_DELAY ||
            (lock->kind == LOCK_VISIT &&
             (lock->start_min >= 0 || lock->end_min >= 0)))
            return FALSE;
    }
    for (int i = 0; i < problem->company_count; i++)
        if (problem->companies[i].visit_min <= 0)
            return FALSE;
    return problem->company_count <= COMPANIES_MAX &&
           problem->person_count <= PEOPLE_MAX &&
           has_hard(problem, RULE_AVAILABILITY) &&
           has_hard(problem, RULE_COMPANY_HOURS) &&
           has_hard(problem, RULE_TRAVEL_TIME);
}

static void
read_shares(Finish *finish)
{
    const Problem *problem = finish->problem;
    gsize count = (gsize)problem->company_count + 1;
    finish->share = g_new0(gint64, count);
    finish->left_out = g_new0(gint64, count);
    for (int i = 0; i < problem->company_count; i++) {
        Cost cost = score_company(finish->score, i, -1);
        finish->left_out[i] = cost.hard > 0 ? NEVER : cost.soft;
        finish->share[i] = NEVER;
    }
    for (guint w = 0; w < finish->ways->len; w++) {
        const FullWay *way = &g_array_index(finish->ways, FullWay, w);
        for (int i = 0; i < way->visit_count; i++) {
            gint64 *share = &finish->share[way->order[i].company];
            *share = MIN(*share, way->cost / way->visit_count);
        }
    }
    for (int i = 0; i < problem->rule_count; i++)
        finish->rounding_milli += problem->rules[i].kind == RULE_SHORT_TRAVEL &&
                                  problem->rules[i].weight_milli % 10 != 0;
}

static void
finish_clear(Finish *finish)
{
    sides_free(finish->sides);
    score_free(finish->score);
    pricing_free(finish->pricing);
    g_array_unref(finish->ways);
    g_array_unref(finish->drafts);
    g_hash_table_unref(finish->cells);
    g_free(finish->spans);
    g_free(finish->people);
    g_free(finish->rules);
    g_free(finish->share);
    g_free(finish->left_out);
}

static Solution *
finish_ways(Finish *finish, ExactResult *result)
{
    Branch none = { .cost = 0 };
    finish->cells = g_hash_table_new_full(hash_key, same_key, g_free, g_free);
    finish->drafts = g_array_new(FALSE, FALSE, sizeof(Draft));
    finish->steps = STEPS_MAX;
    make_alone(finish);
    read_shares(finish);
    finish->sides = sides_new(finish->score);
    decide(finish, &none);
    result->proven = !finish->cut_short;
    result->plans = (int)finish->drafts->len;
    return seat_drafts(finish, result);
}

Solution *
exact_finish(const Problem *problem, const Solution *plan, ExactResult *result)
{
    *result = (ExactResult){ 0 };
    if (!small_enough(problem))
        return NULL;
    g_autoptr(Verdict) verdict = verify_day(problem, plan, FALSE);
    g_autoptr(Score) score = score_new(problem);
    g_autoptr(Pricing) pricing = pricing_new(score);
    g_autoptr(GArray) ways = NULL;
    if (pricing && pricing_timed(pricing))
        ways = exact_ways(problem, pricing, WAYS_MAX);
    if (!ways)
        return NULL;
    Finish finish = { .problem = problem,
                      .score = g_steal_pointer(&score),
                      .pricing = g_steal_pointer(&pricing),
                      .ways = g_steal_pointer(&ways) };
    finish.best_milli = verdict->hard > 0 ? NEVER / 100 : verdict->soft_milli;
    Solution *best = finish_ways(&finish, result);
    finish_clear(&finish);
    return best;
}
