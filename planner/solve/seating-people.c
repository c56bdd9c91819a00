#include "planner/solve/seating-model.h"

/* What PERSON in CELL costs alone; FALSE: a hard rule forbids it. */
static gboolean
price_seat(const SeatModel *model, const SeatCell *cell, int person,
           gint64 *cost_milli)
{
    static const RuleKind alone[] = { RULE_CONFLICT_OF_INTEREST, RULE_NEEDS,
                                      RULE_NOT_HOME_AREA, RULE_AVAILABILITY };
    const Problem *problem = model->problem;
    int units[G_N_ELEMENTS(alone)] = { 0 };
    const Person *row = &problem->people[person];
    gboolean there = FALSE;
    for (int i = 0; i < row->span_count && !there; i++) {
        const Span *span = &problem->spans[row->span_first + i];
        there =
            span->from_min <= cell->from_min && cell->to_min <= span->to_min;
    }
    score_member(problem, person, &cell->cell, &units[0], &units[1], &units[2]);
    units[3] = !there;
    *cost_milli = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(alone); i++) {
        if (units[i] > 0 && seat_hard(model, alone[i]))
            return FALSE;
        *cost_milli += units[i] * seat_price(model, alone[i]);
    }
    return TRUE;
}

/* Whether PERSON's locks let her sit in CELL. */
static gboolean
unlocked(const SeatModel *model, const SeatCell *cell, int person)
{
    const LockTable *locks = model->score->locks;
    int place = model->numbers[cell->group] - 1;
    int bound = locks->seats[person][cell->half];
    if (bound != LOCK_FREE && bound != place)
        return FALSE;
    for (int i = 0; locks->paired[person] && i < locks->pair_count; i++) {
        const BoundPair *pair = &locks->pairs[i];
        if (pair->kind == LOCK_NO_SEAT && pair->person == person &&
            pair->other == place && pair->halves & (1 << cell->half))
            return FALSE;
    }
    return TRUE;
}

static void
add_term(const SeatModel *model, SeatCell *cell, int row, int person,
         int column)
{
    SeatTerm term = { .person = person, .column = column };
    g_array_append_val(cell->terms, term);
    mip_term(model->mip, row, column, 1);
}

/* One person while her columns are made. */
typedef struct Asker {
    int person;
    int rows[HALF_COUNT];    /* at most one seat in the half */
    int apart[HALF_COUNT];   /* seats that cost a unit of same group */
    int seated;              /* a row of all seats; -1: not needed */
    gboolean split, partial; /* whether two groups, or one half, are a unit */
} Asker;

static void
add_half(const SeatModel *model, SeatCell *cell, const Asker *asker,
         gint64 cost_milli)
{
    int half = (int)cell->half;
    int column = mip_column(model->mip, cost_milli, 1, TRUE);
    add_term(model, cell, asker->rows[half], asker->person, column);
    if (asker->apart[half] >= 0)
        mip_term(model->mip, asker->apart[half], column, -1);
    if (asker->seated >= 0)
        mip_term(model->mip, asker->seated, column, 1);
}

static void
add_day(const SeatModel *model, int group, const Asker *asker,
        gint64 cost_milli)
{
    int column = mip_column(model->mip, cost_milli, 1, TRUE);
    for (int half = 0; half < HALF_COUNT; half++)
        add_term(model, seat_cell(model, group, half), asker->rows[half],
                 asker->person, column);
    if (asker->seated >= 0)
        mip_term(model->mip, asker->seated, column, 1);
}

/* A unit of a rule on one person: a column, or nothing where it is hard. */
static int
unit_column(const SeatModel *model, RuleKind kind)
{
    return seat_hard(model, kind)
               ? -1
               : mip_column(model->mip, seat_price(model, kind), 1, FALSE);
}

/* Prepares the rows that say when PERSON costs a unit of the same group. */
static void
ask_same_group(const SeatModel *model, Asker *asker)
{
    RuleKind kind = RULE_SAME_GROUP_ALL_DAY;
    int unit = unit_column(model, kind);
    for (int half = 0; half < HALF_COUNT; half++) {
        gboolean alone = asker->partial || half == 0;
        if (alone)
            asker->apart[half] =
                mip_row(model->mip, asker->partial ? 0 : -1, MIP_FREE);
        else
            asker->apart[half] = asker->apart[0];
        if (alone && unit >= 0)
            mip_term(model->mip, asker->apart[half], unit, 1);
    }
}

/* A seat in the other half stays: what one here changes, and what is paid
 * whether or not. */
static gint64
beside_placed(SeatModel *model, const Asker *asker)
{
    gint64 price = seat_price(model, RULE_SAME_GROUP_ALL_DAY);
    if (asker->partial)
        model->constant_milli += price;
    return asker->partial ? 0 : price;
}

static void
ask_rows(SeatModel *model, Asker *asker, const gboolean *can)
{
    const int *bound = model->score->locks->seats[asker->person];
    const int *placed = model->placed[asker->person];
    gboolean politician = model->problem->people[asker->person].politician;
    RuleKind kind = RULE_ALL_POLITICIANS;
    for (int half = 0; half < HALF_COUNT; half++) {
        gboolean must = bound[half] >= 0 && placed[half] < 0;
        asker->rows[half] = mip_row(model->mip, must ? 1 : 0, 1);
    }
    if (politician && (can[HALF_AM] || can[HALF_PM]) && placed[HALF_AM] < 0 &&
        placed[HALF_PM] < 0 &&
        (seat_hard(model, kind) || seat_price(model, kind) > 0)) {
        int unit = unit_column(model, kind);
        asker->seated = mip_row(model->mip, 1, MIP_FREE);
        if (unit >= 0)
            mip_term(model->mip, asker->seated, unit, 1);
    }
}

/* Where a lock wants PERSON and no column can take her. */
static void
ask_nothing(SeatModel *model, int person)
{
    const int *bound = model->score->locks->seats[person];
    const int *placed = model->placed[person];
    gboolean politician = model->problem->people[person].politician;
    for (int half = 0; half < HALF_COUNT; half++)
        if (bound[half] >= 0 && placed[half] < 0)
            model->impossible = TRUE;
    if (!politician || placed[HALF_AM] >= 0 || placed[HALF_PM] >= 0)
        return;
    if (seat_hard(model, RULE_ALL_POLITICIANS))
        model->impossible = TRUE;
}

typedef struct Choice {
    gboolean may;
    gint64 cost_milli;
} Choice;

static void
add_columns(SeatModel *model, Asker *asker, const Choice *choices)
{
    gint64 price = seat_price(model, RULE_SAME_GROUP_ALL_DAY);
    gboolean hard = seat_hard(model, RULE_SAME_GROUP_ALL_DAY);
    const int *placed = model->placed[asker->person];
    gboolean beside = placed[HALF_AM] >= 0 || placed[HALF_PM] >= 0;
    gboolean counts = (hard || price > 0) && !beside;
    gint64 extra = 0;
    if (counts)
        ask_same_group(model, asker);
    else if (beside)
        extra = beside_placed(model, asker);
    for (int group = 0; group < model->group_count; group++) {
        const Choice *choice = choices + (size_t)group * HALF_COUNT;
        for (int half = 0; half < HALF_COUNT; half++)
            if (choice[half].may && !(beside && hard && !asker->partial))
                add_half(model, seat_cell(model, group, half), asker,
                         choice[half].cost_milli + extra);
        if (counts && choice[HALF_AM].may && choice[HALF_PM].may)
            add_day(model, group, asker,
                    choice[HALF_AM].cost_milli + choice[HALF_PM].cost_milli);
    }
}

static void
ask_person(SeatModel *model, int person, Choice *choices)
{
    gboolean can[HALF_COUNT] = { FALSE, FALSE };
    Asker asker = { .person = person, .apart = { -1, -1 }, .seated = -1 };
    asker.partial = model->score->whole_day[person];
    for (int i = 0; i < model->group_count * HALF_COUNT; i++) {
        const SeatCell *cell = &model->cells[i];
        choices[i].may =
            cell->visited && cell->open &&
            model->placed[person][cell->half] < 0 &&
            unlocked(model, cell, person) &&
            price_seat(model, cell, person, &choices[i].cost_milli);
        can[cell->half] = can[cell->half] || choices[i].may;
    }
    if (!can[HALF_AM] && !can[HALF_PM]) {
        ask_nothing(model, person);
        return;
    }
    model->asked[person] = TRUE;
    ask_rows(model, &asker, can);
    add_columns(model, &asker, choices);
}

void
seat_people(SeatModel *model)
{
    g_autofree Choice *choices =
        g_new0(Choice, (gsize)model->group_count * HALF_COUNT + 1);
    for (int person = 0; person < model->problem->person_count; person++)
        ask_person(model, person, choices);
}
