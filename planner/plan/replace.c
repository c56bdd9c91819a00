#include "planner/plan/replace.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "planner/base/put.h"
#include "planner/plan/mend-take.h"

enum { SHOWN = 30 }; /* so many are tried */

/* ---- the substitutes -------------------------------------------------------------- */

/* What PERSON would come to. */
static void
put_trial(JsonBuilder *json, const MendRun *run, int person)
{
    Repair *repair = mend_seat_in(run, person);
    g_autofree char *bar = repair->hard > 0 ? mend_bar(run, repair) : NULL;
    json_builder_set_member_name(json, "legal");
    json_builder_add_boolean_value(json, repair->hard == 0);
    put_text(json, "reason", bar);
    json_builder_set_member_name(json, "told");
    json_builder_begin_object(json);
    json_builder_set_member_name(json, "people");
    json_builder_add_int_value(json, repair->told_people);
    json_builder_set_member_name(json, "companies");
    json_builder_add_int_value(json, repair->told_companies);
    json_builder_end_object(json);
    json_builder_set_member_name(json, "soft");
    json_builder_add_double_value(json, (double)repair->soft_milli / 1000);
    mend_repair_free(repair);
}

/* Rows: participant, code, name, title, body, party, kind. */
static void
put_substitute(JsonBuilder *json, const MendRun *run, const StoreRows *rows,
               int person)
{
    static const char *const names[] = { "person",     "name",  "title",
                                         "organ_code", "party", "kind" };
    json_builder_begin_object(json);
    for (int i = 0; i < (int)G_N_ELEMENTS(names); i++)
        put_text(json, names[i], store_rows_text(rows, i + 1));
    put_trial(json, run, person);
    json_builder_end_object(json);
}

static gboolean
put_substitutes(JsonBuilder *json, const MendRun *run, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(GHashTable) index = day_index(run->day->people);
    g_autoptr(StoreRows) rows = store_query(run->store, &inner, "replace_order",
                                            "participant:i", run->absent);
    int shown = 0;
    json_builder_set_member_name(json, "substitutes");
    json_builder_begin_array(json);
    while (inner == NULL && shown < SHOWN && store_rows_next(rows, &inner)) {
        int person = day_find(index, store_rows_int(rows, 0));
        if (person < 0 || mend_is_seated(run, person))
            continue;
        put_substitute(json, run, rows, person);
        shown++;
    }
    json_builder_end_array(json);
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

char *
replace_json(Store *store, const MendRequest *request, const MendReport *absent,
             const char *fault, GError **error)
{
    MendRequest look = *request;
    look.keep = FALSE;
    look.take = NULL;
    g_autofree char *least = absent != NULL ? mend_json(absent) : NULL;
    g_autoptr(StoreChange) change = store_change(store, error);
    g_auto(MendRun) run = { .store = store, .request = &look };
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    json_builder_set_member_name(json, "absent");
    if (least != NULL)
        json_builder_add_value(json, json_from_string(least, NULL));
    else
        json_builder_add_null_value(json);
    put_text(json, "fault", fault);
    if (change == NULL || !mend_prepare(&run, error) ||
        !put_substitutes(json, &run, error))
        return NULL;
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    return json_to_string(root, FALSE);
}
