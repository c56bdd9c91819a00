#include "planner/solve/seating.h"

#include "planner/solve/export.h"
#include "planner/solve/seating-model.h"
#include "planner/solve/verify.h"

enum { NODES = 2000 };

/* ---- the plan as cells ------------------------------------------------- */

static void
add_visit(SeatCell *cell, const Visit *visit)
{
    cell->visited = TRUE;
    cell->to_min = MAX(cell->to_min, visit->end_min);
    if (cell->cell.visit_count < CELL_VISITS)
        cell->cell.visits[cell->cell.visit_count++] = visit->company;
}

static void
add_members(SeatModel *model, int place, const Group *group)
{
    for (guint i = 0; i < group->members->len; i++) {
        const Member *member = &g_array_index(group->members, Member, i);
        SeatCell *cell = seat_cell(model, place, (int)member->half);
        if (!cell->visited)
            continue;
        if (cell->cell.person_count < CELL_PEOPLE)
            cell->cell.people[cell->cell.person_count++] = member->person;
        if (!cell->open)
            model->placed[member->person][member->half] = place;
    }
}

static void
add_group(SeatModel *model, int place, const Group *group, gboolean open)
{
    SeatCell *am = seat_cell(model, place, HALF_AM);
    SeatCell *pm = seat_cell(model, place, HALF_PM);
    for (int half = 0; half < HALF_COUNT; half++) {
        SeatCell *cell = seat_cell(model, place, half);
        cell->group = place;
        cell->half = (Half)half;
        cell->open = open;
        cell->terms = g_array_new(FALSE, FALSE, sizeof(SeatTerm));
    }
    for (guint i = 0; i < group->visits->len; i++) {
        const Visit *visit = &g_array_index(group->visits, Visit, i);
        add_visit(visit->end_min <= group->lunch_start_min ? am : pm, visit);
    }
    am->from_min = model->problem->day_start_min;
    am->to_min = group->lunch_start_min;
    pm->from_min = group->lunch_end_min;
    add_members(model, place, group);
}

static void
model_free(SeatModel *model)
{
    for (int i = 0; i < model->group_count * HALF_COUNT; i++)
        g_array_unref(model->cells[i].terms);
    g_free(model->cells);
    g_free(model->placed);
    g_free(model->asked);
    g_free((int *)model->numbers);
    score_free((Score *)model->score);
    mip_free(model->mip);
    g_free(model);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SeatModel, model_free)

/* The most that hard rules let into CELL. */
static int
cap_of(const SeatModel *model, const SeatCell *cell)
{
    int politicians = CELL_PEOPLE;
    int officials = CELL_PEOPLE;
    int most = MIN(CELL_PEOPLE, (int)cell->terms->len);
    for (int i = 0; i < model->problem->rule_count; i++) {
        const Rule *rule = &model->problem->rules[i];
        if (!rule->hard || rule->max < 0)
            continue;
        if (rule->kind == RULE_POLITICIANS_PER_GROUP)
            politicians = MIN(politicians, rule->max);
        if (rule->kind == RULE_OFFICIALS_PER_GROUP)
            officials = MIN(officials, rule->max);
    }
    most = MIN(most, politicians + officials);
    for (int i = 0;
         i < cell->cell.visit_count && seat_hard(model, RULE_MAX_VISITORS); i++)
        most = MIN(
            most, model->problem->companies[cell->cell.visits[i]].max_visitors);
    return most;
}

static SeatModel *
model_new(const Problem *problem, const Solution *routes,
          const gboolean *free_groups)
{
    SeatModel *model = g_new0(SeatModel, 1);
    int count = (int)routes->groups->len;
    int *numbers = g_new0(int, (gsize)count + 1);
    model->problem = problem;
    model->score = score_new(problem);
    model->numbers = numbers;
    model->group_count = count;
    model->mip = mip_new();
    model->cells = g_new0(SeatCell, (gsize)count * HALF_COUNT + 1);
    model->asked = g_new0(gboolean, (gsize)problem->person_count + 1);
    model->placed =
        g_malloc((gsize)(problem->person_count + 1) * sizeof(*model->placed));
    for (int i = 0; i < problem->person_count; i++)
        model->placed[i][HALF_AM] = model->placed[i][HALF_PM] = -1;
    for (int i = 0; i < count; i++) {
        const Group *group = &g_array_index(routes->groups, Group, i);
        numbers[i] = group->number;
        add_group(model, i, group, !free_groups || free_groups[i]);
    }
    return model;
}

static void
model_fill(SeatModel *model)
{
    seat_people(model);
    for (int i = 0; i < model->group_count * HALF_COUNT; i++) {
        SeatCell *cell = &model->cells[i];
        cell->cap = cap_of(model, cell);
        if (cell->visited && cell->open)
            seat_rules(model, cell);
    }
    seat_pairs(model);
}

/* ---- what the seats cost now ------------------------------------------- */

static int
absent(const Problem *problem, const SeatCell *cell)
{
    int count = 0;
    for (int i = 0; i < cell->cell.person_count; i++) {
        const Person *person = &problem->people[cell->cell.people[i]];
        gboolean there = FALSE;
        for (int s = 0; s < person->span_count; s++) {
            const Span *span = &problem->spans[person->span_first + s];
            there = there || (span->from_min <= cell->from_min &&
                              cell->to_min <= span->to_min);
        }
        count += !there;
    }
    return count;
}

/* The soft cost of the open cells and of everyone with columns, as ROUTES
 * seats them: what the program decides, before it has. */
static gint64
seats_milli(const SeatModel *model)
{
    const Problem *problem = model->problem;
    Cost cost = { 0, 0 };
    int(*sits)[HALF_COUNT] =
        g_malloc((gsize)(problem->person_count + 1) * sizeof(*sits));
    for (int i = 0; i < problem->person_count; i++)
        sits[i][HALF_AM] = sits[i][HALF_PM] = -1;
    for (int i = 0; i < model->group_count * HALF_COUNT; i++) {
        const SeatCell *cell = &model->cells[i];
        for (int m = 0; m < cell->cell.person_count; m++)
            sits[cell->cell.people[m]][cell->half] =
                model->numbers[cell->group] - 1;
        if (!cell->visited || !cell->open)
            continue;
        cost_add(&cost, score_cell(model->score, &cell->cell));
        cost_charge(&cost, model->score->price[RULE_AVAILABILITY],
                    absent(problem, cell));
    }
    for (int i = 0; i < problem->person_count; i++)
        if (model->asked[i])
            cost_add(&cost, score_person(model->score, i, sits[i][HALF_AM],
                                         sits[i][HALF_PM]));
    g_free(sits);
    return cost.soft / 10;
}

/* ---- the plan again ---------------------------------------------------- */

static void
seat_chosen(SeatModel *model, const double *values)
{
    for (int i = 0; i < model->group_count * HALF_COUNT; i++) {
        SeatCell *cell = &model->cells[i];
        if (!cell->visited || !cell->open)
            continue;
        cell->cell.person_count = 0;
        for (guint t = 0; t < cell->terms->len; t++) {
            const SeatTerm *term = &g_array_index(cell->terms, SeatTerm, t);
            if (values[term->column] > 0.5)
                cell->cell.people[cell->cell.person_count++] = term->person;
        }
    }
}

static Solution *
plan_of(const SeatModel *model, const Solution *routes)
{
    Solution *plan = solution_copy(routes);
    for (int place = 0; place < model->group_count; place++) {
        Group *group = &g_array_index(plan->groups, Group, place);
        Team team = { .number = group->number };
        if (!seat_cell(model, place, HALF_AM)->open)
            continue;
        g_array_set_size(group->members, 0);
        for (int half = 0; half < HALF_COUNT; half++)
            team.cells[half] = seat_cell(model, place, half)->cell;
        for (int half = 0; half < HALF_COUNT; half++)
            if (team.cells[half].visit_count > 0)
                export_members(model->problem, &team, (Half)half, NULL, group);
    }
    return plan;
}

static Solution *
read_plan(SeatModel *model, const Solution *routes, const MipAnswer *answer)
{
    if (!answer->found)
        return NULL;
    seat_chosen(model, answer->values);
    g_autoptr(Solution) plan = plan_of(model, routes);
    g_autoptr(Verdict) verdict = verify_day(model->problem, plan, FALSE);
    return verdict->hard == 0 ? g_steal_pointer(&plan) : NULL;
}

Solution *
seating_solve(const Problem *problem, const Solution *routes,
              const SeatingOptions *options, SeatingResult *result)
{
    g_autoptr(SeatModel) model =
        model_new(problem, routes, options->free_groups);
    g_autoptr(Verdict) before = verify_day(problem, routes, FALSE);
    gboolean cut = options->only_better && before->hard == 0;
    MipAnswer answer;
    gint64 cutoff = G_MAXINT64;
    model_fill(model);
    /* what no seat changes, from the cost of the seats there are */
    gint64 now_milli = seats_milli(model) - model->constant_milli;
    gint64 fixed_milli = before->soft_milli - now_milli;
    *result = (SeatingResult){ .proven = model->impossible,
                               .bound_milli = G_MAXINT64 };
    if (model->impossible)
        return NULL;
    if (cut)
        cutoff = now_milli;
    if (options->below_milli > 0)
        cutoff = MIN(cutoff, options->below_milli - fixed_milli);
    mip_solve(model->mip, cutoff,
              options->max_nodes > 0 ? options->max_nodes : NODES, &answer);
    Solution *plan = read_plan(model, routes, &answer);
    result->proven = answer.proven && (plan || !answer.found);
    result->nodes = answer.nodes;
    result->bound_milli = answer.bound == G_MAXINT64
                              ? G_MAXINT64
                              : fixed_milli + MAX(answer.bound, 0);
    mip_answer_clear(&answer);
    return plan;
}
