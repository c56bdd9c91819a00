#include "planner/solve/whynot.h"

#include "planner/solve/clash.h"
#include "planner/solve/export.h"
#include "planner/solve/facts.h"
#include "planner/solve/nudge.h"
#include "planner/solve/putting.h"

enum { STEPS = 400000 };
enum { AM = 1 << HALF_AM, PM = 1 << HALF_PM, ALL_DAY = AM | PM };

Problem *
whynot_locked(const Problem *problem, const WhyNotAsk *ask, int halves)
{
    Problem *locked = facts_copy(problem);
    gsize count = (gsize)problem->lock_count + 1;
    Lock lock = { .kind = LOCK_VISIT,
                  .company = ask->company,
                  .group = ask->group,
                  .start_min = -1,
                  .end_min = -1 };
    if (ask->person >= 0)
        lock = (Lock){ .kind = LOCK_SEAT,
                       .person = ask->person,
                       .group = ask->group,
                       .halves = halves,
                       .start_min = -1,
                       .end_min = -1 };
    locked->locks = g_renew(Lock, locked->locks, count);
    locked->locks[locked->lock_count++] = lock;
    return locked;
}

/* ---- as it is ---------------------------------------------------------- */

static const Group *
group_of(const Solution *plan, int number)
{
    for (guint i = 0; i < plan->groups->len; i++)
        if (g_array_index(plan->groups, Group, i).number == number)
            return &g_array_index(plan->groups, Group, i);
    return NULL;
}

/* The halves in which GROUP makes visits. */
static int
halves_of(const Group *group)
{
    int halves = 0;
    for (guint i = 0; i < group->visits->len; i++)
        halves |= g_array_index(group->visits, Visit, i).end_min <=
                          group->lunch_start_min
                      ? AM
                      : PM;
    return halves;
}

/* Where the person sits in the group, or ALL_DAY for a visited company. */
static int
halves_so(const Solution *base, const WhyNotAsk *ask)
{
    const Group *group = group_of(base, ask->group);
    int halves = 0;
    for (guint i = 0; i < group->visits->len && ask->person < 0; i++)
        if (g_array_index(group->visits, Visit, i).company == ask->company)
            return ALL_DAY;
    for (guint i = 0; i < group->members->len && ask->person >= 0; i++) {
        const Member *member = &g_array_index(group->members, Member, i);
        if (member->person == ask->person)
            halves |= 1 << member->half;
    }
    return ask->halves != 0 ? halves & ask->halves : halves;
}

/* ---- what stops it ----------------------------------------------------- */

static gboolean
is_hard(const Problem *problem, const Breach *breach)
{
    return breach->rule < 0 || problem->rules[breach->rule].hard;
}

/* The first hard unit of PLAN, one about whom is asked before others; FALSE:
 * it breaks nothing but what is asked for. */
static gboolean
find_breach(const Problem *problem, const WhyNotAsk *ask, WhyNot *whynot)
{
    g_autoptr(Verdict) verdict = verify_day(problem, whynot->plan, TRUE);
    gboolean found = FALSE;
    for (guint i = 0; i < verdict->breaches->len; i++) {
        const Breach *breach = &g_array_index(verdict->breaches, Breach, i);
        gboolean about = ask->person >= 0 ? breach->person == ask->person
                                          : breach->company == ask->company;
        if (!is_hard(problem, breach) || (found && !about))
            continue;
        whynot->breach = *breach;
        found = TRUE;
        if (about)
            break;
    }
    return found;
}

/* ---- what it costs ----------------------------------------------------- */

/* One way that it could be: she or it put there, in a day with that locked. */
typedef struct Putting {
    int halves;
    gboolean clashes; /* no plan can have it */
    Problem *locked;
    Score *score;
    State *plan;
} Putting;

static void
putting_clear(Putting *putting)
{
    g_clear_pointer(&putting->plan, state_free);
    g_clear_pointer(&putting->score, score_free);
    g_clear_pointer(&putting->locked, problem_free);
}

static void
put(const Problem *problem, const Solution *base, const WhyNotAsk *ask,
    Putting *putting)
{
    int team = ask->group - 1;
    putting->locked = whynot_locked(problem, ask, putting->halves);
    putting->clashes = clash_find(putting->locked).kind != CLASH_NONE;
    putting->score = score_new(putting->locked);
    putting->plan = state_new(putting->score);
    g_autoptr(State) from = state_new(putting->score);
    export_load(from, base);
    state_copy(putting->plan, from);
    if (ask->person >= 0)
        putting_person(from, ask->person, team, putting->halves, putting->plan);
    else
        putting_company(from, ask->company, team, putting->plan);
}

static gboolean
better(const Putting *a, const Putting *b)
{
    return a->clashes != b->clashes ? !a->clashes
                                    : cost_less(a->plan->total, b->plan->total);
}

/* Makes what else there is fit. */
static void
mend(const Solution *base, const WhyNotAsk *ask, Putting *putting)
{
    g_autoptr(Lists) lists = lists_new(putting->locked);
    g_autoptr(State) home = state_new(putting->score);
    g_autoptr(State) state = state_new(putting->score);
    Random random;
    random_init(&random, ask->seed);
    export_load(home, base);
    state_copy(state, putting->plan);
    nudge(lists, home, state, ask->steps > 0 ? ask->steps : STEPS, &random);
    if (state->total.hard == 0) /* else it may have left its lock */
        state_copy(putting->plan, state);
}

static void
answer(const Problem *problem, const Solution *base, const WhyNotAsk *ask,
       Putting *putting, WhyNot *whynot)
{
    if (!putting->clashes)
        mend(base, ask, putting);
    whynot->halves = putting->halves;
    whynot->plan = export_solution(putting->plan, base);
    g_autoptr(Verdict) before = verify_day(problem, base, FALSE);
    g_autoptr(Verdict) after = verify_day(putting->locked, whynot->plan, FALSE);
    whynot->base_milli = before->soft_milli;
    whynot->soft_milli = after->soft_milli;
    whynot->kind = putting->clashes  ? WHY_NOT_NEVER
                   : after->hard > 0 ? WHY_NOT_HERE
                                     : WHY_NOT_COSTS;
    gboolean empty =
        ask->person >= 0 &&
        (putting->halves & ~halves_of(group_of(base, ask->group))) != 0;
    if (after->hard > 0 && (empty || !find_breach(problem, ask, whynot)))
        whynot->kind = WHY_NOT_EMPTY;
}

/* The halves to put a person in, one set after the other; 0 ends them. */
static const int *
sets_of(const Solution *base, const WhyNotAsk *ask)
{
    static const int all[] = { ALL_DAY, AM, PM, 0 };
    static const int am[] = { AM, 0 };
    static const int pm[] = { PM, 0 };
    int halves = ask->halves;
    if (halves == 0 && ask->person >= 0)
        halves = halves_of(group_of(base, ask->group));
    return halves == AM ? am : halves == PM ? pm : all;
}

WhyNot *
whynot_find(const Problem *problem, const Solution *base, const WhyNotAsk *ask)
{
    WhyNot *whynot = g_new0(WhyNot, 1);
    const int *sets = sets_of(base, ask);
    Putting best = { 0 };
    whynot->halves = halves_so(base, ask);
    if (whynot->halves != 0)
        return whynot;
    for (int i = 0; sets[i] != 0 && (i == 0 || ask->person >= 0); i++) {
        Putting putting = { .halves = sets[i] };
        put(problem, base, ask, &putting);
        if (best.plan != NULL && !better(&putting, &best)) {
            putting_clear(&putting);
            continue;
        }
        putting_clear(&best);
        best = putting;
    }
    answer(problem, base, ask, &best, whynot);
    putting_clear(&best);
    return whynot;
}

void
whynot_free(WhyNot *whynot)
{
    g_clear_pointer(&whynot->plan, solution_free);
    g_free(whynot);
}
