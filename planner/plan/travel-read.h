/*
 * travel-read: the sites and the minutes between them.
 *
 * Inside planner/plan.  From the matrix where it has the pair, else by the
 * travel model.
 */
#pragma once

#include "planner/plan/codes.h"
#include "planner/plan/load.h"

typedef struct TravelRequest {
    const char *gathering; /* code of a place; NULL: no gathering */
    const char *model;     /* JSON; NULL: the one that ships */
    gboolean crossings;
} TravelRequest;

/* Fills DAY's sites and travel_min.  FALSE sets HUNDRA_ERROR_INPUT: a place
 * with neither a row in the matrix nor a position. */
gboolean travel_read(Store *store, Day *day, Codes *codes,
                     const TravelRequest *request, GError **error);
