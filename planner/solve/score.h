/*
 * score: what a group, a person, a company and the whole day cost.
 *
 * The search's own count, made to be taken often: rows of one kind that only
 * differ in price are added up beforehand, and a group is counted alone.
 * Shares nothing with verify; the tests hold them together.
 */
#pragma once

#include "planner/solve/locks.h"
#include "planner/solve/met.h"
#include "planner/solve/problem.h"

/* The most the search puts into one cell; a legal cell is far smaller. */
enum { CELL_VISITS = 16, CELL_PEOPLE = 24 };

/* Hard in tenths of units, soft in tenths of thousandths of a point. */
typedef struct Cost {
    gint64 hard;
    gint64 soft;
} Cost;

static inline void
cost_add(Cost *to, Cost cost)
{
    to->hard += cost.hard;
    to->soft += cost.soft;
}

static inline void
cost_take(Cost *from, Cost cost)
{
    from->hard -= cost.hard;
    from->soft -= cost.soft;
}

/* UNITS whole units at the price of a tenth. */
static inline void
cost_charge(Cost *to, Cost price, int units)
{
    to->hard += price.hard * 10 * units;
    to->soft += price.soft * 10 * units;
}

/* Hard first, then soft. */
static inline gboolean
cost_less(Cost a, Cost b)
{
    return a.hard != b.hard ? a.hard < b.hard : a.soft < b.soft;
}

typedef struct Cell {
    int visit_count, person_count;
    int visits[CELL_VISITS]; /* company indices, in order */
    int people[CELL_PEOPLE];
} Cell;

/* A group as the search knows it: times follow from the order of visits. */
typedef struct Team {
    int number; /* Group.number: its place in State.teams, from 1 */
    Cell cells[HALF_COUNT];
} Team;

/* How long the members of a team must be there. */
typedef struct Presence {
    int lunch_min;
    int end_min;     /* of the last visit */
    gboolean smooth; /* the first lunch tried broke nothing */
} Presence;

/* The times given to a team. */
typedef struct Times {
    Presence presence;
    int start_min[HALF_COUNT][CELL_VISITS];
} Times;

/* A row with a parameter of its own. */
typedef struct PricedRule {
    const Rule *rule;
    Cost price; /* of a tenth of a unit */
} PricedRule;

typedef struct Score {
    const Problem *problem; /* borrowed */
    LockTable *locks;       /* Problem.locks, by what they bind */
    MetTable *met;          /* NULL: no rule asks who has met, or nobody has */
    Cost price[RULE_KIND_COUNT]; /* of a tenth of a unit, rows added up */
    PricedRule *cell_rules;      /* limits, parties, bodies */
    int cell_rule_count;
    PricedRule *travel_rules; /* widest margin first */
    int travel_rule_count;
    gboolean late_not_short; /* when a visit does not fit, break its hours
                                rather than the travel time */
    gboolean *whole_day;     /* of each person */
} Score;

/* PROBLEM must outlive the score. */
Score *score_new(const Problem *problem);
void score_free(Score *score);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Score, score_free)

/* The way of TEAM, and how many visits it makes; not its times, which
 * timing_set counts.  An empty team costs nothing. */
Cost score_way(const Score *score, const Team *team);

/* Who sits in CELL, and what they visit.  Without visits: nothing. */
Cost score_cell(const Score *score, const Cell *cell);

/* Adds what a person in CELL comes to alone: conflicts of interest, needs not
 * met, sites where she lives. */
void score_member(const Problem *problem, int index, const Cell *cell,
                  int *conflicts, int *needs, int *homes);

/* PERSON's seats: a team's place for each half, -1 where there is none. */
Cost score_person(const Score *score, int person, int am, int pm);

/* COMPANY visited by the team at that place; -1: by none. */
Cost score_company(const Score *score, int company, int team);

/* What depends on counts: visited companies and sites, groups. */
Cost score_counts(const Score *score, int visits, int sites, int groups);
