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

/* What a team's route costs, and how long it takes. */
typedef struct Route {
    Cost way;
    Cost timing;
    Presence presence;
} Route;

typedef struct SavedTeam {
    int index;
    gboolean moved; /* its visits changed */
    Route route;
} SavedTeam;

typedef struct SavedCell {
    int team;
    Half half;
    Cell cell;
    Cost cost;
} SavedCell;

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
    int goal;           /* groups to have; 0: as many as pay */
    gboolean numbered;  /* a team's place is its group's number */
    int visit_limit;    /* the most visits of a team */
    Team *teams;        /* a team without visits is not open */
    Route *routes;
    Cost (*cell_cost)[HALF_COUNT];
    int *team_of;             /* each company's team, -1: not visited */
    int (*seats)[HALF_COUNT]; /* each person's team, -1: none */
    int *site_visits;
    int visit_count, site_count, open_count;
    Cost total;

    /* the change under way */
    guint64 stamp;
    guint64 *team_stamp, *cell_stamp, *person_stamp, *company_stamp;
    int *team_saved; /* each touched team's place in saved_teams */
    int saved_team_count, saved_cell_count;
    int saved_seat_count, saved_company_count;
    SavedTeam saved_teams[STATE_TOUCH];
    SavedCell saved_cells[STATE_TOUCH * HALF_COUNT];
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

/* The visits of a half from a place on. */
typedef struct Tail {
    int team;
    Half half;
    int place;
} Tail;

/* Exchanges two tails, of two cells; FALSE: a team would become too large or
 * empty, and nothing was changed. */
gboolean state_swap_tails(State *state, Tail at, Tail bt);

/* Brings total up to date; then the change is kept or undone. */
void state_settle(State *state);

/* The same, for a change that may cost at most LIMIT more, where a tenth of a
 * hard unit is HARD_PRICE of soft ones.  FALSE: it costs more, total is not up
 * to date, and the change must be undone. */
gboolean state_settle_within(State *state, gint64 hard_price, gint64 limit);
void state_undo(State *state);

/* Recounts total from all teams, persons and companies, for tests. */
Cost state_recount(const State *state);

/* Makes TO what FROM is, both of one score. */
void state_copy(State *to, const State *from);
