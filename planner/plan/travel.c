#include "planner/plan/travel.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <math.h>

#include "planner/base/error.h"
#include "planner/store/stored.h"

static const double EARTH_KM = 6371.0088; /* mean radius, IUGG */
static const double WALK_KM_H = 4.5;
static const double ISLAND_WALK_KM = 1.5; /* further apart: by ferry */

typedef struct SpeedStep {
    double to_km; /* INFINITY: the last one */
    double km_h;
} SpeedStep;

struct TravelModel {
    double detour;
    double fixed_min;
    int step_count;
    SpeedStep steps[TRAVEL_STEPS_MAX];
    int crossing_count;
    TravelPoint crossings[TRAVEL_CROSSINGS_MAX];
    TravelPoint harbour;
    double ferry_km_h, ferry_wait_min;
};

static double
radians(double degrees)
{
    return degrees * G_PI / 180.0;
}

/* Haversine; kilometres. */
static double
great_circle(const TravelPoint *a, const TravelPoint *b)
{
    double p = radians(a->latitude), q = radians(b->latitude);
    double dlat = sin((q - p) / 2);
    double dlon = sin(radians(b->longitude - a->longitude) / 2);
    double h = dlat * dlat + cos(p) * cos(q) * dlon * dlon;
    return 2 * EARTH_KM * asin(sqrt(h));
}

/* MINUTES rounded up, however odd the model's figures. */
static int
whole(double minutes)
{
    if (minutes <= 0)
        return 0;
    /* Also when it is no number at all. */
    return minutes < TRAVEL_MINUTES_MAX ? (int)ceil(minutes)
                                        : TRAVEL_MINUTES_MAX;
}

static double
road_minutes(const TravelModel *model, double km)
{
    double left = km * model->detour, done = 0, total = 0;
    for (int i = 0; i < model->step_count && left > 0; i++) {
        double part = MIN(left, model->steps[i].to_km - done);
        total += part / model->steps[i].km_h * 60;
        left -= part;
        done = model->steps[i].to_km;
    }
    return total + model->fixed_min;
}

static double
land_km(const TravelModel *model, const TravelPoint *a, const TravelPoint *b)
{
    if (a->side == b->side || model->crossing_count == 0)
        return great_circle(a, b);
    double best = INFINITY;
    for (int i = 0; i < model->crossing_count; i++)
        best = MIN(best, great_circle(a, &model->crossings[i]) +
                             great_circle(&model->crossings[i], b));
    return best;
}

static int
between_islands(const TravelModel *model, const TravelPoint *a,
                const TravelPoint *b)
{
    double km = great_circle(a, b);
    if (km > ISLAND_WALK_KM)
        return whole(km / model->ferry_km_h * 60 + model->ferry_wait_min);
    return whole(km * model->detour / WALK_KM_H * 60);
}

int
travel_model_minutes(const TravelModel *model, const TravelPoint *a,
                     const TravelPoint *b)
{
    if (a->latitude == b->latitude && a->longitude == b->longitude)
        return 0;
    if (a->side == 'O' && b->side == 'O')
        return between_islands(model, a, b);
    if (a->side == 'O' || b->side == 'O') {
        const TravelPoint *island = a->side == 'O' ? a : b;
        const TravelPoint *land = a->side == 'O' ? b : a;
        double sea = great_circle(&model->harbour, island);
        return whole(travel_model_minutes(model, &model->harbour, land) +
                     sea / model->ferry_km_h * 60 + model->ferry_wait_min);
    }
    return whole(road_minutes(model, land_km(model, a, b)));
}

/* ---- reading --------------------------------------------------------------- */

static gboolean
read_number(JsonObject *object, const char *member, double *out, GError **error)
{
    JsonNode *node = json_object_get_member(object, member);
    if (node != NULL && JSON_NODE_HOLDS_VALUE(node) &&
        g_type_is_a(json_node_get_value_type(node), G_TYPE_STRING) == FALSE) {
        *out = json_node_get_double(node);
        return TRUE;
    }
    return hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("restidsmodellen saknar talet %s"), member);
}

static JsonArray *
array_of(JsonObject *object, const char *member)
{
    JsonNode *node = json_object_get_member(object, member);
    return node != NULL && JSON_NODE_HOLDS_ARRAY(node)
               ? json_node_get_array(node)
               : NULL;
}

static JsonObject *
object_of(JsonObject *object, const char *member)
{
    JsonNode *node = json_object_get_member(object, member);
    return node != NULL && JSON_NODE_HOLDS_OBJECT(node)
               ? json_node_get_object(node)
               : NULL;
}

static JsonObject *
object_at(JsonArray *array, guint index, const char *what, GError **error)
{
    JsonNode *node = json_array_get_element(array, index);
    if (JSON_NODE_HOLDS_OBJECT(node))
        return json_node_get_object(node);
    hundra_fail(error, HUNDRA_ERROR_INPUT,
                _("restidsmodellen: %s nummer %u är inget objekt"), what,
                index + 1);
    return NULL;
}

static gboolean
read_steps(TravelModel *model, JsonObject *root, GError **error)
{
    JsonArray *steps = array_of(root, "hastigheter");
    guint count = steps != NULL ? json_array_get_length(steps) : 0;
    if (count == 0 || count > TRAVEL_STEPS_MAX)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("restidsmodellen: hastigheter ska vara en lista "
                             "med 1–%d steg"),
                           TRAVEL_STEPS_MAX);
    for (guint i = 0; i < count; i++) {
        JsonObject *step = object_at(steps, i, "hastigheter", error);
        SpeedStep *out = &model->steps[model->step_count++];
        if (step == NULL || !read_number(step, "km_h", &out->km_h, error))
            return FALSE;
        if (out->km_h <= 0)
            return hundra_fail(error, HUNDRA_ERROR_INPUT,
                               _("restidsmodellen: km_h ska vara över 0"));
        out->to_km = INFINITY;
        if (i + 1 < count && !read_number(step, "till_km", &out->to_km, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
read_point(JsonObject *object, TravelPoint *point, GError **error)
{
    point->side = 'F';
    return read_number(object, "lat", &point->latitude, error) &&
           read_number(object, "lon", &point->longitude, error);
}

static gboolean
read_crossings(TravelModel *model, JsonObject *root, GError **error)
{
    JsonArray *list = array_of(root, "alvkorsningar");
    guint count = list != NULL ? json_array_get_length(list) : 0;
    for (guint i = 0; i < MIN(count, TRAVEL_CROSSINGS_MAX); i++) {
        JsonObject *crossing = object_at(list, i, "alvkorsningar", error);
        if (crossing == NULL ||
            !read_point(crossing, &model->crossings[i], error))
            return FALSE;
        model->crossing_count++;
    }
    return TRUE;
}

static gboolean
read_ferry(TravelModel *model, JsonObject *root, GError **error)
{
    JsonObject *ferry = object_of(root, "farja");
    JsonObject *harbour = ferry != NULL ? object_of(ferry, "fran") : NULL;
    if (harbour == NULL)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("restidsmodellen saknar farja med fran"));
    return read_point(harbour, &model->harbour, error) &&
           read_number(ferry, "km_h", &model->ferry_km_h, error) &&
           read_number(ferry, "vanta_min", &model->ferry_wait_min, error);
}

static gboolean
read_model(TravelModel *model, JsonObject *root, gboolean with_crossings,
           GError **error)
{
    return read_number(root, "omvagsfaktor", &model->detour, error) &&
           read_number(root, "fast_tillagg_min", &model->fixed_min, error) &&
           read_steps(model, root, error) && read_ferry(model, root, error) &&
           (!with_crossings || read_crossings(model, root, error));
}

TravelModel *
travel_model_new(const char *json, gboolean with_crossings, GError **error)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    g_autoptr(TravelModel) model = g_new0(TravelModel, 1);
    JsonObject *root = stored_object(parser, json, NULL);
    if (root == NULL) {
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("restidsmodellen är inget JSON-objekt"));
        return NULL;
    }
    if (!read_model(model, root, with_crossings, error))
        return NULL;
    return g_steal_pointer(&model);
}

void
travel_model_free(TravelModel *model)
{
    g_free(model);
}
