/*
 * Contradictions planted in small days: each is found, none of its facts can
 * be spared, and each way out leads to a plan.
 */
#include <glib.h>
#include <string.h>

#include "planner/solve/impossible.h"
#include "planner/solve/solve.h"
#include "planner/solve/verify.h"
#include "tests/unit/planted.h"

enum { STEPS = 150000, SEEDS = 8 };

/* ---- what is asked of each --------------------------------------------- */

/* Before its end too: it would begin again, with steps that are not asked
 * for. */
static gboolean
stop_when_legal(const SolveProgress *progress, gpointer data)
{
    (void)data;
    return progress->hard > 0 && progress->step + 2048 < progress->steps;
}

/* Whether a search finds a legal plan, by verify's count. */
static gboolean
can_be_planned(const Problem *problem, gint64 steps)
{
    for (guint64 seed = 1; seed <= SEEDS; seed++) {
        SolveOptions options = { .seed = seed,
                                 .steps = steps,
                                 .tick = stop_when_legal };
        g_autoptr(Solution) plan = solve_day(problem, &options);
        g_autoptr(Verdict) verdict = verify_day(problem, plan, FALSE);
        if (verdict->hard == 0)
            return TRUE;
    }
    return FALSE;
}

static void
print_facts(const Impossible *impossible)
{
    g_printerr("clash %d:", (int)impossible->clash.kind);
    for (guint i = 0; i < impossible->facts->len; i++) {
        const Fact *fact = &g_array_index(impossible->facts, Fact, i);
        g_printerr(" %d/%d/%d", (int)fact->kind, fact->index, fact->other);
    }
    g_printerr("; %u ways\n", impossible->ways->len);
}

/* The set of facts alone, all others taken back, without that at LEFT_OUT;
 * -1: the whole set. */
static Problem *
only_facts(const Problem *problem, const Impossible *impossible, int left_out)
{
    g_autoptr(GArray) facts = facts_all(problem);
    g_autofree gboolean *relaxed = g_new(gboolean, facts->len);
    for (guint i = 0; i < facts->len; i++) {
        const Fact *fact = &g_array_index(facts, Fact, i);
        relaxed[i] = TRUE;
        for (int k = 0; k < (int)impossible->facts->len; k++) {
            const Fact *kept = &g_array_index(impossible->facts, Fact, k);
            if (k != left_out && kept->kind == fact->kind &&
                kept->index == fact->index && kept->other == fact->other)
                relaxed[i] = FALSE;
        }
    }
    return facts_relax(problem, facts, relaxed);
}

/* PROBLEM without the fact: first with all else as it is, then with all else
 * taken back but the most groups, which spares the search from emptying
 * groups.  A plan of either proves that the other facts can be kept. */
static gboolean
can_without(const Problem *problem, const Impossible *impossible, int fact)
{
    g_autoptr(GArray) one = g_array_new(FALSE, FALSE, sizeof(Fact));
    gboolean relaxed = TRUE;
    g_array_append_val(one, g_array_index(impossible->facts, Fact, fact));
    Problem *without = facts_relax(problem, one, &relaxed);
    gboolean planned = can_be_planned(without, STEPS / 2);
    problem_free(without);
    if (planned)
        return TRUE;
    without = only_facts(problem, impossible, fact);
    if (without->groups_max < 0)
        without->groups_max = MAX(without->groups_min, 2);
    planned = can_be_planned(without, STEPS);
    problem_free(without);
    return planned;
}

/* The facts alone leave no plan; without any one of them there is one. */
static void
assert_irreducible(const Problem *problem, const Impossible *impossible)
{
    Problem *alone = only_facts(problem, impossible, -1);
    g_assert_false(can_be_planned(alone, STEPS / 16));
    problem_free(alone);
    for (int i = 0; i < (int)impossible->facts->len; i++) {
        if (can_without(problem, impossible, i))
            continue;
        print_facts(impossible);
        g_error("no plan without fact %d either", i);
    }
}

static void
assert_ways(const Problem *problem, const Impossible *impossible)
{
    g_assert_cmpuint(impossible->ways->len, >=, 2);
    for (guint i = 0; i < impossible->ways->len; i++) {
        const WayOut *way = &g_array_index(impossible->ways, WayOut, i);
        Problem *changed = impossible_apply(problem, way);
        gboolean planned = can_be_planned(changed, STEPS);
        /* a plan with the fewest groups is a plan too */
        if (!planned && changed->groups_min > 0) {
            changed->groups_max = changed->groups_min;
            planned = can_be_planned(changed, STEPS);
        }
        problem_free(changed);
        if (!planned) {
            print_facts(impossible);
            g_error("way %u (kind %d, fact %d, value %d, %s) leads nowhere", i,
                    (int)way->kind, (int)way->fact.kind, way->value,
                    way->proven ? "proven" : "not proven");
        }
    }
}

static void
test_plant(gconstpointer data)
{
    const Plant *plant = data;
    for (int variant = 0; variant < VARIANTS; variant++) {
        Days day;
        day_begin(&day, plant->small ? 2 : 2 + variant % 3);
        plant->plant(&day, variant);
        g_autoptr(Problem) problem = day_end(&day);
        g_test_message("%s %d", plant->name, variant);
        g_autoptr(Impossible) impossible = impossible_find(problem);
        g_assert_false(can_be_planned(problem, STEPS / 16));
        if (impossible == NULL)
            g_error("%s %d is not found", plant->name, variant);
        if (impossible->facts->len == 0 || impossible->ways->len < 2)
            print_facts(impossible);
        g_assert_cmpuint(impossible->facts->len, >, 0);
        assert_irreducible(problem, impossible);
        assert_ways(problem, impossible);
    }
}

/* The days before anything is planted in them. */
static void
test_possible(void)
{
    for (int groups = 2; groups <= 4; groups++) {
        Days day;
        day_begin(&day, groups);
        g_autoptr(Problem) problem = day_end(&day);
        g_assert_null(impossible_find(problem));
        g_assert_true(can_be_planned(problem, STEPS));
    }
    g_autoptr(ProblemText) text =
        problem_text_read("tests/cases/solve/example-day.txt");
    g_assert_null(impossible_find(text->problem));
}

/* ---- nothing that can be planned is called impossible -------------------- */

static void
random_lock(Days *day, Random *random)
{
    int groups = groups_of(day);
    Lock lock = { .kind = (LockKind)random_below(random, LOCK_DELAY),
                  .person = random_below(random, (int)day->people->len),
                  .other = random_below(random, (int)day->people->len),
                  .company = random_below(random, (int)day->companies->len),
                  .group = 1 + random_below(random, groups),
                  .halves = 1 + random_below(random, 3),
                  .start_min = -1,
                  .end_min = -1 };
    if (lock.kind == LOCK_LUNCH)
        lock.start_min = 660 + random_below(random, 100);
    if (lock.kind == LOCK_VISIT && random_below(random, 2) == 0)
        lock.start_min = 520 + 10 * random_below(random, 40);
    if (lock.person != lock.other)
        add_lock(day, lock);
}

static void
random_facts(Days *day, Random *random)
{
    for (int i = 0; i < (int)day->people->len; i++) {
        Span *span = hours_of_person(day, i);
        if (random_below(random, 3) == 0)
            span->to_min = 660 + random_below(random, 300);
        else if (random_below(random, 4) == 0)
            span->from_min = 480 + random_below(random, 300);
        person_at(day, i)->can_lead = random_below(random, 2) == 0;
        person_at(day, i)->wheelchair = random_below(random, 9) == 0;
        if (random_below(random, 4) == 0)
            avoid(day, i, random_below(random, (int)day->companies->len));
    }
    for (int i = 0; i < (int)day->companies->len; i++) {
        Span *span = hours_of_company(day, i);
        span->from_min += random_below(random, 200);
        span->to_min -= random_below(random, 200);
        company_at(day, i)->max_visitors = 2 + random_below(random, 5);
        company_at(day, i)->visit_min = 20 + random_below(random, 60);
        company_at(day, i)->wheelchair = (Access)random_below(random, 4);
    }
    for (int i = random_below(random, 5); i > 0; i--)
        random_lock(day, random);
}

/* Random small days: of those for which a plan is found none is called
 * impossible, and both kinds occur. */
static void
test_sound(void)
{
    int planned = 0, proven = 0;
    Random random;
    random_init(&random, 22);
    for (int turn = 0; turn < 300; turn++) {
        Days day;
        day_begin(&day, 1 + random_below(&random, 3));
        random_facts(&day, &random);
        day.problem->group_visits_min = 1 + random_below(&random, 2);
        day.problem->gathers = random_below(&random, 4) > 0;
        day.problem->rules[R_HALVES].hard = random_below(&random, 4) == 0;
        g_autoptr(Problem) problem = day_end(&day);
        gboolean impossible = clash_find(problem).kind != CLASH_NONE;
        gboolean found = can_be_planned(problem, 3000);
        if (impossible && found)
            g_error("turn %d can be planned: clash %d", turn,
                    (int)clash_find(problem).kind);
        planned += found;
        proven += impossible;
    }
    g_test_message("%d planned, %d proven impossible", planned, proven);
    g_assert_cmpint(planned, >, 50);
    g_assert_cmpint(proven, >, 50);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_assert_cmpint(G_N_ELEMENTS(PLANTS) * VARIANTS, >=, 60);
    g_test_add_func("/impossible/possible", test_possible);
    g_test_add_func("/impossible/sound", test_sound);
    for (gsize i = 0; i < G_N_ELEMENTS(PLANTS); i++) {
        g_autofree char *path =
            g_strconcat("/impossible/", PLANTS[i].name, NULL);
        g_test_add_data_func(path, &PLANTS[i], test_plant);
    }
    return g_test_run();
}
