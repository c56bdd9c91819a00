/*
 * travel: minutes between two places by the travel model.
 *
 * Great circle times a detour factor, over the nearest river crossing, in
 * steps of speed; car-free islands by ferry.  The model's numbers are JSON
 * (docs/examples, restidsmodell.json); units there are km and km/h.
 */
#pragma once

#include <glib.h>

enum {
    TRAVEL_STEPS_MAX = 16,
    TRAVEL_CROSSINGS_MAX = 64,
    TRAVEL_MINUTES_MAX = 7 * 24 * 60, /* no journey of an event is longer */
};

typedef struct TravelModel TravelModel;

/* A place as the model sees it. */
typedef struct TravelPoint {
    double latitude, longitude; /* WGS84, degrees */
    char side; /* 'H' north of the river, 'F' south, 'O' a car-free island */
} TravelPoint;

/* Parses JSON.  WITH_CROSSINGS FALSE: the river is not counted.  The caller
 * owns the model.  NULL sets HUNDRA_ERROR_INPUT. */
TravelModel *travel_model_new(const char *json, gboolean with_crossings,
                              GError **error);
void travel_model_free(TravelModel *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TravelModel, travel_model_free)

/* Whole minutes from A to B, rounded up; 0 for the same point. */
int travel_model_minutes(const TravelModel *model, const TravelPoint *a,
                         const TravelPoint *b);
