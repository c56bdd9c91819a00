#include <glib/gi18n.h>

#include "planner/cli/rows.h"
#include "planner/cli/show.h"
#include "planner/store/set.h"

static JsonNode *
setting_of(JsonNode *view, const char *key)
{
    JsonArray *array =
        json_object_get_array_member(json_node_get_object(view), "settings");
    for (guint i = 0; i < json_array_get_length(array); i++) {
        JsonObject *object = json_array_get_object_element(array, i);
        if (g_strcmp0(json_object_get_string_member(object, "key"), key) == 0)
            return json_array_get_element(array, i);
    }
    g_assert_not_reached(); /* the view lacks a row of set.c */
}

/* One setting's value, bare, so that scripts can take it. */
static gboolean
show_one(const Call *call, const SetRow *row, const char *text, GError **error)
{
    g_autoptr(JsonNode) view = json_from_string(text, error);
    if (view == NULL)
        return FALSE;
    JsonNode *setting = setting_of(view, row->key_en);
    g_autofree char *value = call->globals->json
                                 ? json_to_string(setting, FALSE)
                                 : table_value(setting, "value");
    call_put(value);
    return TRUE;
}

static gboolean
run(const Call *call, GError **error)
{
    const SetRow *row = NULL;
    if (call->operand_count > 0 &&
        (row = set_find(call->operands[0], error)) == NULL)
        return FALSE;
    if (call->operand_count == 2) {
        if (!set_value(call->store, call->event, row, call->operands[1],
                       call->who, error))
            return FALSE;
        call_say(call, _("Sparat: %s"), row->key);
        return TRUE;
    }
    g_autofree char *text =
        store_view(call->store, error, "settings", "event:i", call->event);
    if (text == NULL)
        return FALSE;
    return row != NULL
               ? show_one(call, row, text, error)
               : call_table(call, show_find("settings")->sections, text, error);
}

static void
topics(CommandTopic tell, gpointer data)
{
    guint count = 0;
    const SetRow *rows = set_rows(&count);
    for (guint i = 0; i < count; i++)
        tell(rows[i].key, rows[i].help, data);
}

const Command command_set = {
    .name = "set",
    .summary = N_("visar och ändrar evenemangets inställningar"),
    .operands = N_("[NAMN [VÄRDE]]"),
    .operands_max = 2,
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .topics = topics,
    .text = N_("Utan namn visas alla inställningar, med bara namn den "
               "inställningens värde. Ett tomt värde (\"\") tar bort det som "
               "är satt. Inställningarna är:"),
    .examples = { "hundra set", "hundra set jourtelefon \"031-390 06 01\"" },
};
