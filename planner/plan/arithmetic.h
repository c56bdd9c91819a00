/*
 * arithmetic: how many people each half of the day can have, and how many
 * groups that is enough for.
 *
 * Inside planner/plan; bounds, not plans: who could come if lunch lay best
 * for her.
 */
#pragma once

#include "planner/plan/load.h"

typedef struct Supply {
    int politicians[HALF_COUNT];
    int officials[HALF_COUNT];
    int leaders[HALF_COUNT];
    int drivers[HALF_COUNT];
} Supply;

/* TRUE when PERSON could sit in some cell of HALF, whatever the routes. */
gboolean arithmetic_can(const Problem *problem, const Person *person,
                        Half half);

Supply arithmetic_supply(const Problem *problem);

/* Appends a sentence (owned by SENTENCES) for each kind of people of which
 * a half has fewer than GROUPS groups need: "30 grupper behöver 60
 * tjänstepersoner på eftermiddagen, 58 kan; högst 29 grupper på
 * eftermiddagen". */
void arithmetic_shortages(const Problem *problem, int groups,
                          GPtrArray *sentences);

/* No plan can have more groups than this, even with half of them out in the
 * morning and half in the afternoon.  G_MAXINT: nothing limits them. */
int arithmetic_most_groups(const Problem *problem);
