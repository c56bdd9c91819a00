#include "planner/solve/ways.h"

#include "planner/solve/solve.h"
#include "planner/solve/verify.h"

enum {
    WAYS = 4,
    WAYS_MIN = 2,
    TRIES = 5,
    STEPS = 120000,
    TICK_SLACK = 2048,
    RANGE = 64,
    QUARTER_MIN = 15,
    LOCK_STEP_MIN = 5
};

/* How many plans are tried, by the size of the day; none of the largest, where
 * one would take seconds. */
enum { SEARCHES_SIZE = 8000, SEARCHES_MIN = 0, SEARCHES_MAX = 24 };

/* ---- taking a way ------------------------------------------------------ */

static int
by_from(gconstpointer a, gconstpointer b)
{
    const Span *x = a;
    const Span *y = b;
    return (x->from_min > y->from_min) - (x->from_min < y->from_min);
}

/* Gives a list of spans one more, at the end of PROBLEM's. */
static void
add_span(Problem *problem, int *first, int *count, Span span)
{
    g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(Span));
    int total = problem->span_count;
    g_array_append_vals(spans, problem->spans + *first, (guint)*count);
    g_array_append_val(spans, span);
    g_array_sort(spans, by_from);
    problem->spans = g_renew(Span, problem->spans, (gsize)total + spans->len);
    *first = total;
    for (guint i = 0; i < spans->len; i++) {
        Span next = g_array_index(spans, Span, i);
        Span *last = &problem->spans[total - 1];
        if (total > *first && next.from_min <= last->to_min)
            last->to_min = MAX(last->to_min, next.to_min);
        else
            problem->spans[total++] = next;
    }
    *count = total - *first;
    problem->span_count = total;
}

static void
add_hours(Problem *problem, const WayOut *way)
{
    Company *company = &problem->companies[way->fact.index];
    Person *person = &problem->people[way->fact.index];
    if (way->fact.kind == FACT_PERSON_HOURS)
        add_span(problem, &person->span_first, &person->span_count, way->span);
    else
        add_span(problem, &company->span_first, &company->span_count,
                 way->span);
}

static int *
limit_of(Problem *problem, const WayOut *way)
{
    switch (way->fact.kind) {
    case FACT_GROUPS_MIN: return &problem->groups_min;
    case FACT_GROUPS_MAX: return &problem->groups_max;
    case FACT_VISITS_MIN: return &problem->group_visits_min;
    case FACT_VISITS_MAX: return &problem->group_visits_max;
    default: break;
    }
    Rule *rule = &problem->rules[way->fact.index];
    return way->kind == WAY_MIN ? &rule->min : &rule->max;
}

static void
add_people(Problem *problem, const WayOut *way)
{
    gsize count = (gsize)problem->person_count + (gsize)way->value;
    Person like = way->like;
    int parties[SETS_MAX], party_count = 0;
    guint64 seen = 0;
    like.span_first = like.span_count = 0;
    like.conflict_first = like.conflict_count = 0;
    add_span(problem, &like.span_first, &like.span_count, way->span);
    for (int i = 0; i < problem->person_count; i++) {
        const Person *person = &problem->people[i];
        if (!person->politician || ((seen >> person->party) & 1) != 0)
            continue;
        seen |= G_GUINT64_CONSTANT(1) << person->party;
        parties[party_count++] = person->party;
    }
    problem->people = g_renew(Person, problem->people, count);
    for (int i = 0; i < way->value; i++) {
        Person *person = &problem->people[problem->person_count++];
        *person = like;
        if (like.party < 0) /* of any party: of each in turn */
            person->party = party_count > 0 ? parties[i % party_count] : i % 2;
    }
}

static void
add_companies(Problem *problem, const WayOut *way)
{
    gsize count = (gsize)problem->company_count + (gsize)way->value;
    Company like = problem->companies[0];
    like.status = STATUS_CONFIRMED;
    like.max_visitors = G_MAXINT;
    like.visit_min = MIN(like.visit_min, WAY_VISIT_MIN);
    like.wheelchair = ACCESS_YES;
    like.span_first = like.span_count = 0;
    add_span(problem, &like.span_first, &like.span_count, way->span);
    problem->companies = g_renew(Company, problem->companies, count);
    while (problem->company_count < (int)count)
        problem->companies[problem->company_count++] = like;
}

static void
move_lock(Lock *lock, int start_min)
{
    if (lock->end_min > 0)
        lock->end_min += start_min - lock->start_min;
    lock->start_min = start_min;
}

static Problem *
drop(const Problem *problem, const WayOut *way)
{
    g_autoptr(GArray) facts = g_array_new(FALSE, FALSE, sizeof(Fact));
    gboolean relaxed = TRUE;
    g_array_append_val(facts, way->fact);
    return facts_relax(problem, facts, &relaxed);
}

Problem *
impossible_apply(const Problem *problem, const WayOut *way)
{
    if (way->kind == WAY_DROP)
        return drop(problem, way);
    Problem *copy = facts_copy(problem);
    int index = way->fact.index; /* of a rule's fact none: -1 */
    switch (way->kind) {
    case WAY_HOURS: add_hours(copy, way); break;
    case WAY_START: move_lock(&copy->locks[index], way->value); break;
    case WAY_LENGTH: copy->companies[index].visit_min = way->value; break;
    case WAY_VISITORS: copy->companies[index].max_visitors = way->value; break;
    case WAY_MIN:
    case WAY_MAX: *limit_of(copy, way) = way->value; break;
    case WAY_PEOPLE: add_people(copy, way); break;
    case WAY_COMPANIES: add_companies(copy, way); break;
    default: break;
    }
    return copy;
}

/* ---- trying ------------------------------------------------------------ */

typedef struct Finder {
    const Problem *problem;
    const Impossible *impossible;
    GArray *ways;
    GArray *unproven;
    gboolean partial;
    int *searches; /* how many more may be made */
} Finder;

static gboolean
same(const Fact *a, const Fact *b)
{
    return a->kind == b->kind && a->index == b->index && a->other == b->other;
}

static gboolean
is_core(const Impossible *impossible, const Fact *fact)
{
    for (guint i = 0; i < impossible->facts->len; i++)
        if (same(&g_array_index(impossible->facts, Fact, i), fact))
            return TRUE;
    return FALSE;
}

/* PROBLEM with WAY taken; of a partial way only the facts that clash are left
 * in force. */
static Problem *
taken(const Finder *finder, const WayOut *way)
{
    if (!finder->partial)
        return impossible_apply(finder->problem, way);
    g_autoptr(GArray) facts = facts_all(finder->problem);
    g_autofree gboolean *relaxed = g_new(gboolean, facts->len + 1);
    gboolean drops = way->kind == WAY_DROP;
    for (guint i = 0; i < facts->len; i++) {
        const Fact *fact = &g_array_index(facts, Fact, i);
        relaxed[i] = !is_core(finder->impossible, fact) ||
                     (drops && same(fact, &way->fact));
    }
    if (drops)
        return facts_relax(finder->problem, facts, relaxed);
    Problem *changed = impossible_apply(finder->problem, way);
    Problem *core = facts_relax(changed, facts, relaxed);
    problem_free(changed);
    return core;
}

static gboolean
clears(const Finder *finder, const WayOut *way)
{
    Problem *changed = taken(finder, way);
    Clash clash = clash_find(changed);
    problem_free(changed);
    return clash.kind == CLASH_NONE;
}

/* Ends the search before it would begin again and again. */
static gboolean
stop_in_time(const SolveProgress *progress, gpointer data)
{
    (void)data;
    return progress->hard > 0 && progress->step + TICK_SLACK < STEPS;
}

static gboolean
plans(const Finder *finder, const WayOut *way)
{
    g_autoptr(Solution) plan = NULL;
    g_autoptr(Verdict) verdict = NULL;
    if (--*finder->searches < 0)
        return FALSE;
    Problem *changed = impossible_apply(finder->problem, way);
    if (way->fact.kind == FACT_GROUPS_MIN && way->value > 0)
        changed->groups_max = way->value; /* spares it from closing groups */
    SolveOptions options = { .seed = 1, .steps = STEPS, .tick = stop_in_time };
    plan = solve_day(changed, &options);
    verdict = verify_day(changed, plan, FALSE);
    problem_free(changed);
    return verdict->hard == 0;
}

/* Keeps WAY if it clears what clashes, and says whether a plan was found. */
static gboolean
offer(const Finder *finder, WayOut way)
{
    if (finder->ways->len >= WAYS || !clears(finder, &way))
        return FALSE;
    way.partial = finder->partial;
    way.proven = !way.partial && plans(finder, &way);
    g_array_append_val(way.proven ? finder->ways : finder->unproven, way);
    return way.proven;
}

/* The first value from FROM on, by STEP, that is not past END and clears;
 * then ever further, until one gives a plan. */
static void
offer_number(const Finder *finder, WayOut way, int from, int step, int end)
{
    guint before = finder->unproven->len;
    int tries = 0;
    int further = step;
    for (way.value = from; tries < TRIES; way.value += step) {
        if (step > 0 ? way.value > end : way.value < end)
            break;
        if (tries == 0 && !clears(finder, &way))
            continue;
        if (offer(finder, way)) {
            g_array_set_size(finder->unproven, before);
            return;
        }
        if (finder->partial)
            return;
        if (tries++ > 0)
            way.value += further - step;
        further *= 2;
    }
    if (finder->unproven->len > before + 1)
        g_array_set_size(finder->unproven, before + 1);
}

static gboolean
offer_span(const Finder *finder, WayOut way, int from_min, int to_min)
{
    way.span = (Span){ from_min, to_min };
    return from_min < to_min && offer(finder, way);
}

/* ---- one fact's ways --------------------------------------------------- */

static void
offer_person_hours(const Finder *finder, WayOut way)
{
    const Problem *problem = finder->problem;
    guint before = finder->unproven->len;
    if (offer_span(finder, way, problem->day_start_min,
                   problem->lunch_to_min) ||
        offer_span(finder, way, problem->lunch_from_min,
                   problem->visits_to_min) ||
        offer_span(finder, way, problem->day_start_min,
                   problem->visits_to_min) ||
        finder->unproven->len > before + 1)
        g_array_set_size(finder->unproven, before);
}

/* The least that its hours must be longer, before or after; else all day. */
static void
offer_company_hours(const Finder *finder, WayOut way)
{
    const Problem *problem = finder->problem;
    const Company *host = &problem->companies[way.fact.index];
    guint before = finder->unproven->len;
    int from = problem->visits_from_min, to = problem->visits_to_min;
    const Span *spans = problem->spans + host->span_first;
    for (int i = 0; i < host->span_count; i++) {
        int a = MAX(spans[i].from_min, from), b = MIN(spans[i].to_min, to);
        for (int more = QUARTER_MIN; a < b && more < to - from;
             more += QUARTER_MIN) {
            way.span = (Span){ a, MIN(b + more, to) };
            if (clears(finder, &way) && offer(finder, way))
                return;
            way.span = (Span){ MAX(a - more, from), b };
            if (clears(finder, &way) && offer(finder, way))
                return;
            if (finder->unproven->len > before + 1)
                break;
        }
    }
    g_array_set_size(finder->unproven, before);
    offer_span(finder, way, from, to);
}

/* Another time for what is locked to one: the nearest that there is. */
static void
offer_lock(const Finder *finder, WayOut way)
{
    const Problem *problem = finder->problem;
    const Lock *lock = &problem->locks[way.fact.index];
    offer(finder, way);
    way.kind = WAY_START;
    if (lock->start_min < 0 ||
        (lock->kind != LOCK_VISIT && lock->kind != LOCK_LUNCH))
        return;
    for (int off = LOCK_STEP_MIN; off < problem->visits_to_min;
         off += LOCK_STEP_MIN)
        for (int sign = -1; sign <= 1; sign += 2) {
            way.value = lock->start_min + sign * off;
            if (way.value < 0 || way.value >= problem->visits_to_min ||
                !clears(finder, &way))
                continue;
            offer(finder, way);
            return;
        }
}

static void
offer_rule(const Finder *finder, WayOut way)
{
    const Rule *rule = &finder->problem->rules[way.fact.index];
    int least = rule->min;
    switch (rule->kind) {
    case RULE_DRIVERS_PER_GROUP:
    case RULE_PARTIES_PER_GROUP:
        least = least >= 0 ? least : 1; /* fall through */
    case RULE_POLITICIANS_PER_GROUP:
    case RULE_OFFICIALS_PER_GROUP:
    case RULE_LEADERS_PER_GROUP:
        way.kind = WAY_MIN;
        offer_number(finder, way, least - 1, -1, 1);
        way.kind = WAY_MAX;
        if (rule->max >= 0)
            offer_number(finder, way, rule->max + 1, 1, rule->max + RANGE);
        if (rule->kind != RULE_DRIVERS_PER_GROUP)
            return;
        break;
    case RULE_BOTH_SIDES:
    case RULE_BOTH_HALVES: break;
    default: return; /* nobody is offered to break these */
    }
    way.kind = WAY_DROP;
    offer(finder, way);
}

static void
offer_fact(const Finder *finder, const Fact *fact)
{
    const Problem *problem = finder->problem;
    WayOut way = { .kind = WAY_DROP, .fact = *fact };
    const Company *companies = problem->companies;
    switch (fact->kind) {
    case FACT_LOCK: offer_lock(finder, way); break;
    case FACT_ACCESS: offer(finder, way); break;
    case FACT_PERSON_HOURS:
        way.kind = WAY_HOURS;
        offer_person_hours(finder, way);
        break;
    case FACT_COMPANY_HOURS:
        way.kind = WAY_HOURS;
        offer_company_hours(finder, way);
        break;
    case FACT_VISIT_LENGTH:
        way.kind = WAY_LENGTH;
        offer_number(finder, way, companies[fact->index].visit_min - 1, -1,
                     QUARTER_MIN);
        break;
    case FACT_MAX_VISITORS:
        way.kind = WAY_VISITORS;
        offer_number(finder, way, companies[fact->index].max_visitors + 1, 1,
                     companies[fact->index].max_visitors + RANGE);
        break;
    case FACT_GROUPS_MIN:
        way.kind = WAY_MIN;
        offer_number(finder, way, problem->groups_min - 1, -1, 1);
        break;
    case FACT_VISITS_MIN:
        way.kind = WAY_MIN;
        offer_number(finder, way, problem->group_visits_min - 1, -1, 1);
        break;
    case FACT_GROUPS_MAX:
        way.kind = WAY_MAX;
        offer_number(finder, way, problem->groups_max + 1, 1,
                     problem->groups_max + RANGE);
        break;
    case FACT_VISITS_MAX:
        way.kind = WAY_MAX;
        offer_number(finder, way, problem->group_visits_max + 1, 1,
                     problem->group_visits_max + RANGE);
        break;
    case FACT_RULE: offer_rule(finder, way); break;
    default: break; /* an interest is not argued away */
    }
}

/* ---- more people and companies ------------------------------------------ */

static gboolean
is_ruling(const Problem *problem, int party)
{
    for (int i = 0; i < problem->rule_count; i++)
        if (problem->rules[i].kind == RULE_BOTH_SIDES)
            return ((problem->rules[i].parties >> party) & 1) != 0;
    return FALSE;
}

/* A party of the ruling side or not. */
static int
party_of(const Problem *problem, gboolean ruling)
{
    int party = 0;
    while (party < SETS_MAX - 1 && is_ruling(problem, party) != ruling)
        party++;
    return party;
}

static void
offer_more(const Finder *finder)
{
    const Problem *problem = finder->problem;
    ClashKind kind = finder->impossible->clash.kind;
    WayOut way = { .kind = WAY_PEOPLE,
                   .fact = { .kind = FACT_KIND_COUNT },
                   .span = {
                       MIN(problem->day_start_min, problem->visits_from_min),
                       problem->visits_to_min } };
    way.like = (Person){ .organ = CODE_NONE,
                         .home_area = AREA_NONE,
                         .municipality = CODE_NONE };
    switch (kind) {
    case CLASH_POLITICIANS: way.like.party = -1; /* fall through */
    case CLASH_RULING:
    case CLASH_OPPOSITION:
        way.like.politician = TRUE;
        if (kind != CLASH_POLITICIANS)
            way.like.party = party_of(problem, kind == CLASH_RULING);
        break;
    case CLASH_OFFICIALS: break;
    case CLASH_LEADERS: way.like.can_lead = TRUE; break;
    case CLASH_LEADING_DRIVERS: way.like.can_lead = TRUE; /* fall through */
    case CLASH_DRIVERS: way.like.car_seats = 9; break;
    case CLASH_HOSTS:
    case CLASH_COMPANIES:
    case CLASH_DAY:
        way.kind = WAY_COMPANIES;
        way.span.from_min = problem->visits_from_min;
        if (problem->company_count == 0)
            return;
        break;
    default: return;
    }
    offer_number(finder, way, 1, 1, RANGE * 4);
}

/* Locks first: what a planner said is what she may take back. */
static void
offer_all(const Finder *finder)
{
    const GArray *facts = finder->impossible->facts;
    for (guint i = facts->len; i-- > 0;)
        offer_fact(finder, &g_array_index(facts, Fact, i));
    offer_more(finder);
}

GArray *
ways_out(const Problem *problem, const Impossible *impossible)
{
    GArray *ways = g_array_new(FALSE, TRUE, sizeof(WayOut));
    g_autoptr(GArray) unproven = g_array_new(FALSE, TRUE, sizeof(WayOut));
    int size = problem->company_count + problem->person_count;
    int searches =
        CLAMP(SEARCHES_SIZE / MAX(size, 1), SEARCHES_MIN, SEARCHES_MAX);
    Finder finder = { .problem = problem,
                      .impossible = impossible,
                      .ways = ways,
                      .unproven = unproven,
                      .searches = &searches };
    offer_all(&finder);
    finder.partial = TRUE;
    if (ways->len + unproven->len < WAYS_MIN)
        offer_all(&finder);
    for (guint i = 0; i < unproven->len && ways->len < WAYS_MIN; i++)
        g_array_append_val(ways, g_array_index(unproven, WayOut, i));
    return ways;
}
