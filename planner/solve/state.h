/*
 * state: the plan that the search is changing, with its cost.
 *
 * A change is a few calls between state_begin and state_keep or state_undo;
 * state_settle counts only what was touched.  A company is visited by at
 * most one team, a person sits in at most one team in each half.
 */
#pragma once

#include "planner/solve/score.h"

/* The most teams one change may touch. */
enum { STATE_TOUCH = 8 };

typedef struct SavedTeam {
    int index;
    Team team;
    Cost cost;
} SavedTeam;

typedef struct SavedSeats {
    int person;
    int seats[HALF_COUNT];
    Cost cost;
} SavedSeats;

typedef struct SavedCompany {
    int company;
    int team;
} SavedCompany;

typedef struct State {
    const Score *score; /* borrowed */
    int team_count;     /* open or not */
    int visit_limit;    /* the most visits of a team */
    Team *teams;        /* a team without visits is not open */
    Cost *team_cost;
    int *team_of;             /* each company's team, -1: not visited */
    int (*seats)[HALF_COUNT]; /* each person's team, -1: none */
    int *site_visits;
    int visit_count, site_count, open_count;
    Cost total;

    /* the change under way */
    guint64 stamp;
    guint64 *team_stamp, *person_stamp, *company_stamp;
    int saved_team_count, saved_seat_count, saved_company_count;
    SavedTeam saved_teams[STATE_TOUCH];
    SavedSeats *saved_seats;
    SavedCompany *saved_companies;
    int saved_visits, saved_sites, saved_open;
    Cost saved_total;
} State;

/* No team open; SCORE must outlive the state. */
State *state_new(const Score *score);
void state_free(State *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(State, state_free)

void state_begin(State *state);

/* Whether TEAM has room for one more visit or person in HALF. */
gboolean state_visit_fits(const State *state, int team, Half half);
gboolean state_person_fits(const State *state, int team, Half half);

/* Puts COMPANY, which nobody visits, at PLACE in TEAM's HALF. */
void state_put_visit(State *state, int company, int team, Half half, int place);

/* Takes COMPANY, which is visited, away from its team. */
void state_take_visit(State *state, int company);

/* Where COMPANY stands in the team that visits it. */
void state_find_visit(const State *state, int company, Half *half, int *place);

/* Moves PERSON's seat in HALF to TEAM; -1: to nowhere. */
void state_seat(State *state, int person, Half half, int team);

/* Exchanges all visits (or all people) of TEAM_A's HALF_A and TEAM_B's
 * HALF_B; FALSE: there is no room for that, and nothing was changed. */
gboolean state_swap_visits(State *state, int team_a, Half half_a, int team_b,
                           Half half_b);

/* Brings total up to date; then the change is kept or undone. */
void state_settle(State *state);
void state_undo(State *state);

/* Recounts total from all teams, persons and companies, for tests. */
Cost state_recount(const State *state);

/* Makes STATE what FROM is, both of one score. */
void state_copy(State *state, const State *from);
