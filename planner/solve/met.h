/*
 * met: who has met before, for the search.
 *
 * Problem.met as a table of bits, so that a cell is counted by look-ups.
 */
#pragma once

#include "planner/solve/problem.h"

typedef struct MetTable MetTable;

/* The caller owns the table. */
MetTable *met_new(const Problem *problem);
void met_free(MetTable *met);

/* Pairs among the COUNT PEOPLE who have met. */
int met_pairs(const MetTable *met, const int *people, int count);
