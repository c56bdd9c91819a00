/*
 * reseat-walk: what a search through seats remembers of its way.
 *
 * Inside reseat: who hears for certain so far, who can sit where, and what a
 * cell lacks.
 */
#pragma once

#include "planner/solve/reseat.h"

/* What may be asked of a cell: that somebody comes, or goes. */
enum {
    MORE_POLITICIANS = 1,
    MORE_OFFICIALS = 2,
    FEWER_POLITICIANS = 4,
    FEWER_OFFICIALS = 8,
    ANY = 15
};

typedef struct ReseatWalk {
    Reseat *reseat; /* borrowed, as all here */
    State *state;
    Meter *meter;
    const Score *score;
    const Problem *problem;
    int bound;        /* nobody beyond so many may hear */
    int certain;      /* who hears whatever comes further on */
    int *hears;       /* people, then companies: how often counted */
    GArray *trail;    /* int: what was counted, in order */
    gboolean *fixed;  /* person * HALF_COUNT + half: this seat stands */
    gboolean *agreed; /* team * HALF_COUNT + half: its readers hear */
    gint64 soft;      /* of the best answer */
    int loose;        /* who hears at least if a group's times change so that
                         somebody may stay */
    gboolean cut;     /* not all was looked at */
} ReseatWalk;

/* Counts READER (a person, or person_count and a company) among those who
 * hear; reseat_uncount takes back what was counted since the trail had MARK
 * entries. */
void reseat_count_reader(ReseatWalk *walk, int reader);
void reseat_uncount(ReseatWalk *walk, guint mark);

/* Counts those who were told that they make TEAM's HALF, or its visits. */
void reseat_count_members(ReseatWalk *walk, int team, Half half);
void reseat_count_hosts(ReseatWalk *walk, int team, Half half);

/* Counts who hears for certain when PERSON's seat in HALF becomes TO instead
 * of FROM for good. */
void reseat_count_seat(ReseatWalk *walk, int person, Half half, int from,
                       int to);

/* Moves the seat in state and meter. */
void reseat_put(ReseatWalk *walk, int person, Half half, int team);

/* PERSON's team in HALF; -1: none, or one without visits then. */
int reseat_seat_of(const ReseatWalk *walk, int person, Half half);

/* Whether PERSON is there as long as TEAM's HALF lasts, by its times now;
 * and whether she might be if only its times were others. */
gboolean reseat_there(const ReseatWalk *walk, int person, int team, Half half);
gboolean reseat_might(const Problem *problem, int person, Half half);

/* Whether nothing that stands as long as visits do keeps PERSON out. */
gboolean reseat_can_sit(const ReseatWalk *walk, int person, int team,
                        Half half);

/* Somebody who is not there as long as the group is; -1: nobody. */
int reseat_absentee(const ReseatWalk *walk, int team, Half half);

/* One hard limit that the cell is outside of says who must come or go in any
 * legal answer; where none does, anybody may have to. */
int reseat_ask(const ReseatWalk *walk, int team, Half half);

/* Who hears at least in a legal answer where the visits or times of some cell
 * are not as they were told.  Right after what must hear was counted. */
int reseat_bound(const ReseatWalk *walk);
