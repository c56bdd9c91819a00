/*
 * bound-sides: what a plan costs besides its ways, at given prices.
 *
 * Companies and sites left out, and people by how many there are; each part
 * is at its least in whole numbers.
 */
#pragma once

#include "planner/solve/score.h"

/* FACTOR people, of AVAILABLE in the half, are wanted for each cell: a unit
 * for each that is missing. */
typedef struct Need {
    Half half;
    int factor;
    int available;
    Cost price; /* of a tenth of a unit */
} Need;

typedef struct Sides {
    const Score *score; /* borrowed */
    GArray *needs;      /* Need */
    gint64 *left_out;   /* by company: what leaving it out costs */
    gboolean *must;     /* by company: it is never left out */
    int group_max;      /* the most groups with a visit */
    int politicians;    /* in all, each of whom wants a seat */
    int cell_seats;     /* the most of them in a cell; -1: any number */
} Sides;

/* What is taken for leaving a company out or having it, for a site, for a
 * cell of each half. */
typedef struct SidePrices {
    gint64 *companies; /* paid for each visit */
    gint64 *seen;      /* by company, >= 0: its site counts if it is visited */
    gint64 *unseen;    /* by site, >= 0: it does not if none there is */
    gint64 halves[HALF_COUNT];
} SidePrices;

#define SIDES_NEVER (G_MAXINT64 / 16)

Sides *sides_new(const Score *score);
void sides_free(Sides *sides);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sides, sides_free)

/* What the politicians cost whom CELLS cells have no room for. */
gint64 sides_crowd(const Sides *sides, int cells);

/* The least of all that at PRICES, with ways that cost LEAST_WAY or more and
 * groups without visits that cost EMPTY (G_MAXINT64: there are none).
 * SIDES_NEVER: no plan is legal. */
gint64 sides_least(const Sides *sides, const SidePrices *prices,
                   gint64 least_way, gint64 empty);
