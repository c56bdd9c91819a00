/*
 * Contradictions planted in small days: each is found, none of its facts can
 * be spared, and each way out leads to a plan.
 */
#include <glib.h>
#include <string.h>

#include "planner/solve/impossible.h"
#include "planner/solve/random.h"
#include "planner/solve/solve.h"
#include "planner/solve/verify.h"
#include "tests/unit/problem-text.h"

enum { STEPS = 150000, SEEDS = 8 };

/* ---- a day that can be planned ----------------------------------------- */

typedef struct Days {
    Problem *problem;
    GArray *people, *companies, *spans, *conflicts, *locks;
} Days;

static int
add_hours(Days *day, int from_min, int to_min)
{
    Span span = { from_min, to_min };
    g_array_append_val(day->spans, span);
    return (int)day->spans->len - 1;
}

static void
add_person(Days *day, gboolean politician, int party)
{
    Person person = { .politician = politician,
                      .party = party,
                      .organ = CODE_NONE,
                      .home_area = AREA_NONE,
                      .municipality = CODE_NONE,
                      .can_lead = !politician,
                      .car_seats = politician ? 0 : 6,
                      .span_first = add_hours(day, 480, 1020),
                      .span_count = 1 };
    g_array_append_val(day->people, person);
}

static void
add_company(Days *day, int site, int visit_min)
{
    Company company = { .site = site,
                        .visit_min = visit_min,
                        .max_visitors = 8,
                        .priority_units = 1,
                        .wheelchair = ACCESS_PARTLY,
                        .municipality = CODE_NONE,
                        .span_first = add_hours(day, 510, 960),
                        .span_count = 1 };
    g_array_append_val(day->companies, company);
}

static const Rule RULES[] = {
    { .kind = RULE_POLITICIANS_PER_GROUP, .hard = TRUE, .min = 1, .max = 2 },
    { .kind = RULE_OFFICIALS_PER_GROUP, .hard = TRUE, .min = 1, .max = 2 },
    { .kind = RULE_LEADERS_PER_GROUP, .hard = TRUE, .min = 1, .max = -1 },
    { .kind = RULE_DRIVERS_PER_GROUP, .hard = TRUE, .min = 1, .max = -1 },
    { .kind = RULE_CONFLICT_OF_INTEREST, .hard = TRUE, .min = -1, .max = -1 },
    { .kind = RULE_COMPANY_HOURS, .hard = TRUE, .min = -1, .max = -1 },
    { .kind = RULE_AVAILABILITY, .hard = TRUE, .min = -1, .max = -1 },
    { .kind = RULE_TRAVEL_TIME,
      .hard = TRUE,
      .min = -1,
      .max = -1,
      .margin_min = 5 },
    { .kind = RULE_MAX_VISITORS, .hard = TRUE, .min = -1, .max = -1 },
    { .kind = RULE_NEEDS, .hard = TRUE, .min = -1, .max = -1 },
    { .kind = RULE_SHORT_TRAVEL, .weight_milli = 2000, .min = -1, .max = -1 },
    { .kind = RULE_BOTH_HALVES, .weight_milli = 500, .min = -1, .max = -1 },
};

/* The places of rows above. */
enum {
    R_POLITICIANS,
    R_OFFICIALS,
    R_LEADERS,
    R_DRIVERS,
    R_HALVES = G_N_ELEMENTS(RULES) - 1,
    SITES = 3,
};

static void
add_sites(Problem *problem, int way_min)
{
    int count = SITES + 1;
    problem->site_count = SITES;
    problem->sites = g_new0(Site, SITES);
    problem->travel_min = g_new0(int, (gsize)count *(gsize)count);
    for (int a = 0; a < count; a++)
        for (int b = 0; b < count; b++)
            problem->travel_min[a * count + b] = a == b ? 4 : way_min + a + b;
    for (int i = 0; i < SITES; i++)
        problem->sites[i] = (Site){ .by_car = TRUE, .area = AREA_NONE };
}

/* GROUPS groups, with two politicians and two officials for each and three
 * companies; one of each to spare. */
static void
day_begin(Days *day, int groups)
{
    Problem *problem = g_new0(Problem, 1);
    *problem = (Problem){ .day_start_min = 480,
                          .visits_from_min = 510,
                          .visits_to_min = 960,
                          .leave_min = 510,
                          .lunch_from_min = 675,
                          .lunch_to_min = 795,
                          .lunch_len_min = 45,
                          .visits_wanted = groups,
                          .sites_min = -1,
                          .sites_max = -1,
                          .groups_min = groups,
                          .groups_max = groups,
                          .group_visits_min = 1,
                          .group_visits_max = 3,
                          .within_site_min = 4,
                          .gathers = TRUE };
    *day = (Days){ .problem = problem,
                   .people = g_array_new(FALSE, TRUE, sizeof(Person)),
                   .companies = g_array_new(FALSE, TRUE, sizeof(Company)),
                   .spans = g_array_new(FALSE, TRUE, sizeof(Span)),
                   .conflicts = g_array_new(FALSE, TRUE, sizeof(int)),
                   .locks = g_array_new(FALSE, TRUE, sizeof(Lock)) };
    add_sites(problem, 10);
    for (int i = 0; i < 2 * groups + 1; i++)
        add_person(day, TRUE, i % 2);
    for (int i = 0; i < 2 * groups + 1; i++)
        add_person(day, FALSE, 0);
    for (int i = 0; i < 3 * groups + 1; i++)
        add_company(day, i % SITES, 30 + 5 * (i % 3));
    problem->rules = g_memdup2(RULES, sizeof RULES);
    problem->rule_count = G_N_ELEMENTS(RULES);
}

static Problem *
day_end(Days *day)
{
    Problem *problem = day->problem;
    TEXT_HAND_OVER(Person, day->people, problem->people, problem->person_count);
    TEXT_HAND_OVER(Company, day->companies, problem->companies,
                   problem->company_count);
    TEXT_HAND_OVER(Span, day->spans, problem->spans, problem->span_count);
    TEXT_HAND_OVER(int, day->conflicts, problem->conflicts,
                   problem->conflict_count);
    TEXT_HAND_OVER(Lock, day->locks, problem->locks, problem->lock_count);
    return problem;
}

/* ---- plants ------------------------------------------------------------ */

static int
groups_of(const Days *day)
{
    return day->problem->groups_min;
}

static Person *
person_at(const Days *day, int index)
{
    return &g_array_index(day->people, Person, index);
}

static Company *
company_at(const Days *day, int index)
{
    return &g_array_index(day->companies, Company, index);
}

static int
first_official(const Days *day)
{
    return 2 * groups_of(day) + 1;
}

static Span *
hours_of_person(const Days *day, int index)
{
    return &g_array_index(day->spans, Span, person_at(day, index)->span_first);
}

static Span *
hours_of_company(const Days *day, int index)
{
    return &g_array_index(day->spans, Span, company_at(day, index)->span_first);
}

static void
add_lock(Days *day, Lock lock)
{
    g_array_append_val(day->locks, lock);
}

static void
lock_visit(Days *day, int company, int group, int start_min, int end_min)
{
    add_lock(day, (Lock){ .kind = LOCK_VISIT,
                          .company = company,
                          .group = group,
                          .start_min = start_min,
                          .end_min = end_min });
}

static void
lock_seat(Days *day, int person, int group, int halves)
{
    add_lock(day, (Lock){ .kind = LOCK_SEAT,
                          .person = person,
                          .group = group,
                          .halves = halves });
}

static void
avoid(Days *day, int person, int company)
{
    person_at(day, person)->conflict_first = (int)day->conflicts->len;
    person_at(day, person)->conflict_count = 1;
    g_array_append_val(day->conflicts, company);
}

enum { AM = 1 << HALF_AM, PM = 1 << HALF_PM, DAY = AM | PM };

/* VARIANT is 0..3 in each. */
static void
few_politicians(Days *day, int variant)
{
    Rule *rule = &day->problem->rules[R_POLITICIANS];
    rule->max = 20;
    rule->min = 2 * groups_of(day) + 2 + variant;
    for (int i = 0; i < (int)day->people->len; i++)
        person_at(day, i)->car_seats *= 4;
    for (int i = 0; i < (int)day->companies->len; i++)
        company_at(day, i)->max_visitors = 40;
}

static void
few_officials(Days *day, int variant)
{
    Rule *rule = &day->problem->rules[R_OFFICIALS];
    rule->max = 20;
    rule->min = 2 * groups_of(day) + 2 + variant;
    for (int i = 0; i < (int)day->companies->len; i++)
        company_at(day, i)->max_visitors = 40;
    for (int i = 0; i < (int)day->people->len; i++)
        person_at(day, i)->car_seats *= 4;
}

static void
few_leaders(Days *day, int variant)
{
    int groups = groups_of(day);
    day->problem->rules[R_HALVES].hard = TRUE;
    for (int i = groups - 1; i < 2 * groups + 1; i++)
        person_at(day, first_official(day) + i)->can_lead = FALSE;
    if (variant % 2 == 1) /* one could, but leaves at noon */
        person_at(day, first_official(day) + groups)->can_lead = TRUE;
    if (variant % 2 == 1)
        hours_of_person(day, first_official(day) + groups)->to_min =
            700 + variant;
}

static void
few_drivers(Days *day, int variant)
{
    int groups = groups_of(day);
    day->problem->rules[R_HALVES].hard = TRUE;
    for (int i = 0; i < 2 * groups + 1; i++) {
        if (i >= groups - 1)
            person_at(day, first_official(day) + i)->car_seats = variant % 2;
    }
}

static void
few_companies(Days *day, int variant)
{
    day->problem->group_visits_min = 3;
    g_array_set_size(day->companies,
                     (guint)(3 * groups_of(day) - 1 - variant % 3));
}

static void
closed_company(Days *day, int variant)
{
    lock_visit(day, variant, 0, -1, -1);
    *hours_of_company(day, variant) =
        (Span){ 180 + 240 * variant, 200 + 240 * variant };
}

static void
wrong_time(Days *day, int variant)
{
    hours_of_company(day, variant)->to_min = 720;
    lock_visit(day, variant, variant % 2, 780 + 15 * variant, -1);
}

static void
not_there(Days *day, int variant)
{
    int person = variant % 2 == 0 ? 0 : first_official(day);
    if (variant < 2)
        hours_of_person(day, person)->to_min = 660;
    else
        hours_of_person(day, person)->from_min = 720;
    lock_seat(day, person, 1, variant < 2 ? PM : AM);
}

static void
two_seats(Days *day, int variant)
{
    lock_seat(day, variant, 1, variant == 0 ? DAY : AM);
    lock_seat(day, variant, 2, variant == 1 ? DAY : AM);
}

static void
seat_and_ban(Days *day, int variant)
{
    lock_seat(day, variant, 1 + variant % 2, DAY);
    add_lock(day, (Lock){ .kind = LOCK_NO_SEAT,
                          .person = variant,
                          .group = variant < 2 ? 1 + variant % 2 : 0,
                          .halves = variant == 3 ? PM : DAY });
}

static void
apart(Days *day, int variant)
{
    lock_seat(day, variant, 2, DAY);
    lock_seat(day, first_official(day), 2, variant < 2 ? AM : PM);
    add_lock(day,
             (Lock){ .kind = LOCK_APART,
                     .person = variant % 2 ? variant : first_official(day),
                     .other = variant % 2 ? first_official(day) : variant });
}

static void
together(Days *day, int variant)
{
    int other = first_official(day) + variant;
    lock_seat(day, 0, 1, AM);
    if (variant < 2)
        lock_seat(day, other, 2, AM);
    else
        hours_of_person(day, other)->from_min = 700 + variant;
    add_lock(day, (Lock){ .kind = LOCK_TOGETHER, .person = 0, .other = other });
}

static void
tight_route(Days *day, int variant)
{
    int gap = 25 + 5 * variant; /* 30 and more for the visit, 5 and the way */
    lock_visit(day, 0, 1, 600, -1);
    lock_visit(day, 1, 1, 600 + gap, -1);
}

/* Two visits that leave lunch no room between them, before or after. */
static void
no_lunch(Days *day, int variant)
{
    lock_visit(day, 0, 2, 660 - variant, 740);
    lock_visit(day, 1, 2, 765 + variant, -1);
    company_at(day, 1)->visit_min = 40;
}

static void
far_away(Days *day, int variant)
{
    int site = company_at(day, variant)->site;
    for (int from = 0; from <= SITES; from++)
        if (from != site)
            day->problem->travel_min[from * (SITES + 1) + site] = 60;
    hours_of_company(day, variant)->to_min = 590;
    lock_visit(day, variant, variant % 2, -1, -1);
}

static void
interest(Days *day, int variant)
{
    int person = variant % 2 == 0 ? 1 : first_official(day) + 1;
    avoid(day, person, 2);
    if (variant < 2) {
        lock_seat(day, person, 2, DAY);
        lock_visit(day, 2, 2, -1, -1);
        return;
    }
    lock_seat(day, person, 2, PM);
    lock_visit(day, 2, 2, 840 + variant, -1);
}

static void
need(Days *day, int variant)
{
    person_at(day, variant)->wheelchair = variant < 2;
    person_at(day, variant)->short_walks = variant >= 2;
    for (int i = 0; i < (int)day->companies->len; i++)
        company_at(day, i)->wheelchair = ACCESS_YES;
    company_at(day, 3)->wheelchair = variant < 2 ? ACCESS_PARTLY : ACCESS_NO;
    lock_seat(day, variant, 1, variant % 2 == 0 ? DAY : AM);
    lock_visit(day, 3, 1, variant % 2 == 0 ? -1 : 540, -1);
}

static void
small_company(Days *day, int variant)
{
    company_at(day, variant)->max_visitors = 1;
    lock_visit(day, variant, variant % 3, -1, -1);
}

static void
crowd(Days *day, int variant)
{
    company_at(day, 2)->max_visitors = 3;
    lock_visit(day, 2, 1, 540 + variant, -1);
    for (int i = 0; i < 2; i++) {
        lock_seat(day, variant % 2 + i, 1, AM);
        lock_seat(day, first_official(day) + i, 1, AM);
    }
}

static void
two_visits(Days *day, int variant)
{
    if (variant < 2) {
        lock_visit(day, variant, 1, -1, -1);
        lock_visit(day, variant, 2, -1, -1);
        return;
    }
    lock_visit(day, variant, 0, 540, -1);
    lock_visit(day, variant, variant == 3 ? 2 : 0, 840, -1);
}

static void
many_visits(Days *day, int variant)
{
    day->problem->group_visits_max = 1 + variant % 2;
    for (int i = 0; i < 2 + variant % 2; i++)
        lock_visit(day, i + variant / 2, 1, -1, -1);
}

static void
many_people(Days *day, int variant)
{
    int first = variant % 2 == 0 ? 0 : first_official(day);
    for (int i = 0; i < 3; i++)
        lock_seat(day, first + i, 2, variant < 2 ? AM : PM);
}

/* Both officials of a group that none of them can lead. */
static void
no_leader(Days *day, int variant)
{
    for (int i = 0; i < 2; i++) {
        person_at(day, first_official(day) + i)->can_lead = FALSE;
        lock_seat(day, first_official(day) + i, 1, variant % 2 ? AM : PM);
    }
    if (variant >= 2)
        add_person(day, TRUE, 1);
}

static void
narrow_limits(Days *day, int variant)
{
    Rule *rules = day->problem->rules;
    if (variant < 2) {
        rules[R_HALVES].kind = RULE_PARTIES_PER_GROUP;
        rules[R_HALVES].hard = TRUE;
        rules[R_HALVES].min = 2;
        rules[R_POLITICIANS].max = 1;
        rules[R_POLITICIANS].min = variant;
        return;
    }
    rules[R_LEADERS].min = 2;
    rules[R_OFFICIALS].max = 1;
    rules[R_OFFICIALS].min = variant - 2;
}

static void
group_numbers(Days *day, int variant)
{
    int groups = groups_of(day);
    day->problem->groups_max = groups - 1;
    if (variant < 2)
        return;
    day->problem->groups_min = 1;
    for (int i = 0; i < groups; i++)
        lock_visit(day, i, i + 1, -1, -1);
    day->problem->group_visits_max = 3;
}

static void
one_side(Days *day, int variant)
{
    Rule *rule = &day->problem->rules[R_HALVES];
    rule->kind = RULE_BOTH_SIDES;
    rule->hard = TRUE;
    rule->parties = 1 << (variant % 2);
    for (int i = 0; i < first_official(day); i++)
        person_at(day, i)->party = variant < 2 ? variant % 2 : 1 - variant % 2;
}

static void
closed_afternoon(Days *day, int variant)
{
    day->problem->rules[R_HALVES].hard = TRUE;
    for (int i = 0; i < (int)day->companies->len; i++)
        if (i >= groups_of(day) - 1)
            hours_of_company(day, i)->to_min = 700 + variant;
}

static void
long_visits(Days *day, int variant)
{
    day->problem->group_visits_min = 3;
    for (int i = 0; i < (int)day->companies->len; i++)
        company_at(day, i)->visit_min = 140 + variant;
}

static void
wrong_lunch(Days *day, int variant)
{
    lock_visit(day, variant, 1, -1, -1);
    add_lock(day, (Lock){ .kind = LOCK_LUNCH,
                          .group = 1,
                          .start_min = variant % 2 ? 640 : 770 });
}

static void
too_short(Days *day, int variant)
{
    company_at(day, variant)->visit_min = 60;
    lock_visit(day, variant, variant % 2, 540, 570 + variant);
}

typedef struct Plant {
    const char *name;
    void (*plant)(Days *day, int variant);
    gboolean small; /* two groups only: with more the search would need long
                       to find the few plans that there are */
} Plant;

enum { VARIANTS = 4 };

static const Plant PLANTS[] = {
    { "politicians", few_politicians, TRUE },
    { "officials", few_officials, TRUE },
    { "leaders", few_leaders, FALSE },
    { "drivers", few_drivers, FALSE },
    { "companies", few_companies, FALSE },
    { "closed", closed_company, FALSE },
    { "time", wrong_time, FALSE },
    { "absent", not_there, FALSE },
    { "two-seats", two_seats, FALSE },
    { "ban", seat_and_ban, FALSE },
    { "apart", apart, FALSE },
    { "together", together, FALSE },
    { "route", tight_route, FALSE },
    { "no-lunch", no_lunch, FALSE },
    { "far", far_away, FALSE },
    { "interest", interest, FALSE },
    { "need", need, FALSE },
    { "small", small_company, FALSE },
    { "crowd", crowd, FALSE },
    { "two-visits", two_visits, FALSE },
    { "many-visits", many_visits, FALSE },
    { "many-people", many_people, FALSE },
    { "no-leader", no_leader, FALSE },
    { "limits", narrow_limits, FALSE },
    { "group-count", group_numbers, FALSE },
    { "one-side", one_side, FALSE },
    { "afternoon", closed_afternoon, TRUE },
    { "long-visits", long_visits, TRUE },
    { "lunch", wrong_lunch, FALSE },
    { "short", too_short, FALSE },
};

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
