#include "planner/plan/travel-read.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "planner/plan/travel.h"

static const char DEFAULT_MODEL[] =
    "/hundra/planner/store/defaults/restidsmodell.json";

typedef struct Spot {
    gint64 id;
    gboolean located;
    TravelPoint point;
} Spot;

static char
side_of(const char *text)
{
    if (text == NULL)
        return 'F';
    return g_str_equal(text, "Ö") ? 'O' : text[0];
}

static Spot
read_spot(const StoreRows *rows)
{
    Spot spot = { .id = store_rows_int(rows, 0) };
    spot.located = !store_rows_null(rows, 5) && !store_rows_null(rows, 6);
    spot.point.latitude = store_rows_double(rows, 5);
    spot.point.longitude = store_rows_double(rows, 6);
    spot.point.side = side_of(store_rows_text(rows, 7));
    return spot;
}

static gboolean
read_sites(Store *store, Day *day, Codes *codes, GArray *spots, GError **error)
{
    g_autoptr(GArray) sites = g_array_new(FALSE, TRUE, sizeof(Site));
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(store, &inner, "plan_places", "event:i", day->event);
    while (inner == NULL && store_rows_next(rows, &inner)) {
        const char *municipality = store_rows_text(rows, 4);
        Site site = { .by_car = store_rows_int(rows, 2) != 0,
                      .area = codes_index_or_none(codes, CODES_AREA,
                                                  store_rows_text(rows, 3)) };
        Spot spot = read_spot(rows);
        DayThing thing = { .id = spot.id,
                           .code = g_strdup(store_rows_text(rows, 1)),
                           .name = g_strdup(store_rows_text(rows, 8)) };
        codes_index(codes, CODES_PLACE, thing.code);
        codes_index_or_none(codes, CODES_MUNICIPALITY, municipality);
        g_array_append_val(sites, site);
        g_array_append_val(spots, spot);
        g_array_append_val(day->sites, thing);
    }
    codes_close_municipalities(codes);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    day->problem->site_count = (int)sites->len;
    day->problem->sites = (Site *)(void *)g_array_steal(sites, NULL);
    return TRUE;
}

/* The gathering stands last among the spots; without one, a spot that no
 * row of the matrix can name. */
static gboolean
read_gathering(Store *store, const Day *day, const char *code, GArray *spots,
               GError **error)
{
    Spot none = { .id = -1 };
    if (code == NULL) {
        g_array_append_val(spots, none);
        return TRUE;
    }
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = store_query(store, &inner, "plan_place",
                                            "event:i code:s", day->event, code);
    if (inner == NULL && store_rows_next(rows, &inner)) {
        Spot spot = read_spot(rows);
        g_array_append_val(spots, spot);
        return TRUE;
    }
    if (inner == NULL)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("samlingens plats %s finns inte bland platserna"),
                           code);
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static int
spot_index(GHashTable *table, gint64 id)
{
    return GPOINTER_TO_INT(g_hash_table_lookup(table, &id)) - 1;
}

static gboolean
read_matrix(Store *store, Day *day, GArray *spots, GError **error)
{
    Problem *problem = day->problem;
    int side = problem->site_count + 1;
    g_autoptr(GHashTable) table = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (guint i = 0; i < spots->len; i++)
        g_hash_table_insert(table, &g_array_index(spots, Spot, i).id,
                            GINT_TO_POINTER((int)i + 1));
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(store, &inner, "plan_travel", "event:i", day->event);
    while (inner == NULL && store_rows_next(rows, &inner)) {
        int from = spot_index(table, store_rows_int(rows, 0));
        int to = spot_index(table, store_rows_int(rows, 1));
        if (from >= 0 && to >= 0)
            problem->travel_min[from * side + to] = store_rows_small(rows, 2);
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static TravelModel *
open_model(const TravelRequest *request, GError **error)
{
    if (request->model != NULL)
        return travel_model_new(request->model, request->crossings, error);
    g_autoptr(GBytes) bytes = g_resources_lookup_data(
        DEFAULT_MODEL, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
    if (bytes == NULL)
        return NULL;
    gsize size = 0;
    const char *data = g_bytes_get_data(bytes, &size);
    g_autofree char *text = g_strndup(data, size);
    return travel_model_new(text, request->crossings, error);
}

static const char *
spot_code(const Day *day, const TravelRequest *request, int index)
{
    return index < (int)day->sites->len
               ? g_array_index(day->sites, DayThing, index).code
               : request->gathering;
}

/* What the matrix left out, by the model.  Nobody travels to the gathering. */
static gboolean
fill_gaps(Day *day, const GArray *spots, const TravelRequest *request,
          GError **error)
{
    Problem *problem = day->problem;
    int side = problem->site_count + 1;
    g_autoptr(TravelModel) model = NULL;
    for (int from = 0; from < side; from++)
        for (int to = 0; to < side - 1; to++) {
            int *minutes = &problem->travel_min[from * side + to];
            const Spot *a = &g_array_index(spots, Spot, from);
            const Spot *b = &g_array_index(spots, Spot, to);
            if (*minutes >= 0 || a->id < 0)
                continue;
            if (!a->located || !b->located)
                return hundra_fail(
                    error, HUNDRA_ERROR_INPUT,
                    _("restid saknas från %s till %s: lägg till raden i "
                      "restidsfilen eller läget (lat, lon) för platsen"),
                    spot_code(day, request, from), spot_code(day, request, to));
            if (model == NULL && (model = open_model(request, error)) == NULL)
                return FALSE;
            *minutes = travel_model_minutes(model, &a->point, &b->point);
        }
    return TRUE;
}

gboolean
travel_read(Store *store, Day *day, Codes *codes, const TravelRequest *request,
            GError **error)
{
    Problem *problem = day->problem;
    g_autoptr(GArray) spots = g_array_new(FALSE, TRUE, sizeof(Spot));
    if (!read_sites(store, day, codes, spots, error) ||
        !read_gathering(store, day, request->gathering, spots, error))
        return FALSE;
    int side = problem->site_count + 1;
    problem->travel_min = g_new(int, (gsize)side *(gsize)side);
    for (int i = 0; i < side * side; i++)
        problem->travel_min[i] = -1;
    if (!read_matrix(store, day, spots, error))
        return FALSE;
    /* Within a site the event's own figure stands, whatever a file says. */
    for (int i = 0; i < side; i++)
        problem->travel_min[i * side + i] = problem->within_site_min;
    if (!fill_gaps(day, spots, request, error))
        return FALSE;
    for (int i = 0; i < side * side; i++)
        problem->travel_min[i] = MAX(problem->travel_min[i], 0);
    return TRUE;
}
