/*
 * A travel model, and what it makes of two points.
 *
 * The model's JSON, a line "%%", then the points: latitude, longitude and
 * side of each, by spaces.
 */
#include <math.h>
#include <string.h>

#include "planner/plan/travel.h"
#include "tests/fuzz/fuzz.h"

enum { POINT_WORDS = 3 };

/* The store, where points come from, keeps no NaN. */
static double
number_of(const char *word)
{
    double number = g_ascii_strtod(word, NULL);
    return isnan(number) ? 0 : number;
}

static TravelPoint
point_of(char **words)
{
    return (TravelPoint){ number_of(words[0]), number_of(words[1]),
                          words[2][0] };
}

static void
travel(const char *json, gboolean crossings, const TravelPoint *points)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(TravelModel) model = travel_model_new(json, crossings, &error);
    g_assert_true((model == NULL) == (error != NULL));
    if (model == NULL)
        return;
    g_assert_cmpint(travel_model_minutes(model, &points[0], &points[0]), ==, 0);
    g_assert_cmpint(travel_model_minutes(model, &points[0], &points[1]), >=, 0);
    g_assert_cmpint(travel_model_minutes(model, &points[1], &points[0]), >=, 0);
}

void
fuzz_one(const guint8 *data, gsize size)
{
    char *pieces[2] = { NULL };
    TravelPoint points[2] = { { 57.7, 11.97, 'F' }, { 57.69, 11.9, 'H' } };
    fuzz_split(data, size, "%%", pieces, G_N_ELEMENTS(pieces));
    if (pieces[1] != NULL) {
        g_auto(GStrv) words = g_strsplit(pieces[1], " ", -1);
        for (guint i = 0; i < 2; i++)
            if (g_strv_length(words) >= (i + 1) * POINT_WORDS)
                points[i] = point_of(words + (gsize)i * POINT_WORDS);
    }
    if (pieces[0] != NULL) {
        travel(pieces[0], FALSE, points);
        travel(pieces[0], TRUE, points);
    }
    g_free(pieces[0]);
    g_free(pieces[1]);
}
