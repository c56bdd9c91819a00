/*
 * seating-model: the rules on seats as rows of an integer program.
 *
 * Inside seating: cells and who may sit in them come from there.
 */
#pragma once

#include "planner/solve/mip.h"
#include "planner/solve/score.h"

/* A person's way to sit in a cell; the same column may stand in both cells
 * of a group: there all day. */
typedef struct SeatTerm {
    int person;
    int column;
} SeatTerm;

typedef struct SeatCell {
    int group; /* place in the plan; a whole program's number may differ */
    Half half;
    gboolean visited;
    gboolean open; /* its seats are asked for */
    int from_min, to_min;
    int cap;       /* the most who can sit here */
    Cell cell;     /* visits, and who sits there now */
    GArray *terms; /* SeatTerm */
} SeatCell;

typedef struct SeatModel {
    const Problem *problem;
    const Score *score;
    const int *numbers; /* Group.number of each place */
    int group_count;
    SeatCell *cells;           /* group * HALF_COUNT + half */
    int (*placed)[HALF_COUNT]; /* by person: seats that stay; -1: none */
    gboolean *asked;           /* by person: has columns */
    gint64 constant_milli;     /* cost of people that no column carries */
    gboolean impossible;       /* a lock that these groups cannot keep */
    Mip *mip;
} SeatModel;

static inline SeatCell *
seat_cell(const SeatModel *model, int group, int half)
{
    return &model->cells[group * HALF_COUNT + half];
}

/* Whether some row of KIND is hard, and what a unit costs else. */
static inline gboolean
seat_hard(const SeatModel *model, RuleKind kind)
{
    return model->score->price[kind].hard > 0;
}

static inline gint64
seat_price(const SeatModel *model, RuleKind kind)
{
    return model->score->price[kind].soft;
}

/* Adds the columns of everyone who may sit in an open cell. */
void seat_people(SeatModel *model);

/* Adds the rules on what an open cell's members are together. */
void seat_rules(SeatModel *model, const SeatCell *cell);

/* Pairs, in each half: those that locks name, and those who have met. */
void seat_pairs(SeatModel *model);
