#include "planner/store/import-event.h"

#include <glib/gi18n.h>
#include <string.h>

#include "calendars/zone.h"
#include "planner/base/error.h"
#include "planner/solve/rules.h"
#include "planner/store/import-report.h"
#include "planner/store/import-value.h"

/* The gathering's place, where a file names only one. */
static const char GATHERING[] = "SAM";

/* The rules of a stormöte, which planner/solve does not seat yet. */
static const char *const STORMOTE_RULES[] = {
    "plats_varje_runda", "samtalsledare_och_rapportör", "bord_per_område",
    "område_en_gång",    "olika_organisationer",        "isär",
    "behov_vid_bordet",  "minst_per_kategori",          "önskat_område",
    "möts_en_gång",      "student_eller_referens",      "blandade_storlekar",
    "gemensamt_språk",
};

/* ---- one member as one value --------------------------------------------- */

/* A JSON value as a cell would have it.  The caller owns it; NULL for null
 * and for what is no single value. */
static char *
cell_text(JsonNode *node)
{
    if (!JSON_NODE_HOLDS_VALUE(node))
        return NULL;
    GType type = json_node_get_value_type(node);
    if (type == G_TYPE_STRING)
        return json_node_dup_string(node);
    if (type == G_TYPE_BOOLEAN)
        return g_strdup(json_node_get_boolean(node) ? "true" : "false");
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    return g_strdup(g_ascii_formatd(digits, sizeof digits, "%.15g",
                                    json_node_get_double(node)));
}

/* Sets the field that NAME is.  FALSE sets ERROR: unreadable. */
static gboolean
set_text(Import *import, Section *section, StageRow *row, const char *name,
         const char *text, GError **error)
{
    const KindRow *kind = kind_row(section->kind);
    int f = headings_field(import->headings, section->kind, name);
    if (f < 0) {
        report_say(import->report->remarks, _("%s: %s läses inte"),
                   section->file, name);
        return TRUE;
    }
    if (kind->fields[f].type == TYPE_IGNORED)
        return TRUE;
    g_autofree char *reason = NULL;
    g_autoptr(GString) stored = g_string_new(NULL);
    row->values[f] = NULL;
    switch (field_read(&kind->fields[f], text != NULL ? text : "", CELL_TEXT,
                       stored, &reason)) {
    case CELL_BAD:
        return hundra_fail(error, HUNDRA_ERROR_INPUT, "%s: %s \"%s\": %s",
                           section->file, name, text, reason);
    case CELL_READ:
    case CELL_GUESSED:
        row->values[f] = g_string_chunk_insert(import->texts, stored->str);
        return TRUE;
    case CELL_SILENT: break;
    }
    return TRUE;
}

static gboolean
set_node(Import *import, Section *section, StageRow *row, const char *name,
         JsonNode *node, GError **error)
{
    g_autofree char *text = cell_text(node);
    return set_text(import, section, row, name, text, error);
}

static gboolean
set_number(Import *import, Section *section, StageRow *row, const char *name,
           guint number, GError **error)
{
    g_autofree char *text = g_strdup_printf("%u", number);
    return set_text(import, section, row, name, text, error);
}

/* The value of the field with this COLUMN; NULL: not said. */
static const char *
said(const Section *section, const StageRow *row, const char *column)
{
    const KindRow *kind = kind_row(section->kind);
    for (guint f = 0; f < kind->field_count; f++)
        if (strcmp(kind->fields[f].column, column) == 0)
            return row->values[f] == STAGE_ABSENT ? NULL : row->values[f];
    return NULL;
}

static gint64
number_said(const Section *section, const StageRow *row, const char *column)
{
    const char *text = said(section, row, column);
    return text != NULL ? g_ascii_strtoll(text, NULL, 10) : 0;
}

/* What an event cannot be without. */
static gboolean
is_complete(const Section *section, const StageRow *row, GError **error)
{
    const KindRow *kind = kind_row(section->kind);
    for (guint f = 0; f < kind->field_count; f++) {
        const Field *field = &kind->fields[f];
        if (!(field->flags & FIELD_NEEDED) ||
            (row->values[f] != NULL && row->values[f] != STAGE_ABSENT))
            continue;
        g_autofree char *name = field_heading(field);
        g_autofree char *label = stage_label(section, row);
        return hundra_fail(
            error, HUNDRA_ERROR_INPUT, _("%s: %s%s%s saknar %s; lägg till det"),
            section->file, kind->title, *label ? " " : "", label, name);
    }
    return TRUE;
}

/* ---- the lists of an event -------------------------------------------------- */

static StageRow *
next_row(Section *section)
{
    section->count->read++;
    return section_add_row(section, section->rows->len + 1);
}

/* All members of OBJECT into ROW, but those that take_member takes. */
static gboolean
set_members(Import *import, Section *section, StageRow *row, JsonObject *object,
            GError **error)
{
    JsonObjectIter iter;
    const char *name = NULL;
    JsonNode *node = NULL;
    json_object_iter_init_ordered(&iter, object);
    while (json_object_iter_next_ordered(&iter, &name, &node))
        if (!set_node(import, section, row, name, node, error))
            return FALSE;
    return TRUE;
}

static gboolean
expect_object(const Section *section, JsonNode *node, GError **error)
{
    if (JSON_NODE_HOLDS_OBJECT(node))
        return TRUE;
    return hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("%s: %s ska bestå av objekt; se exemplets event.json"),
                       section->file, kind_row(section->kind)->title);
}

static gboolean
read_programme_item(Import *import, Section *section, JsonNode *node,
                    GError **error)
{
    if (!expect_object(section, node, error))
        return FALSE;
    StageRow *row = next_row(section);
    return set_members(import, section, row, json_node_get_object(node),
                       error) &&
           set_number(import, section, row, "position", row->number, error) &&
           is_complete(section, row, error);
}

/* A round of a stormöte is a programme item with a number: r1, r2 ... */
static gboolean
read_round(Import *import, Section *section, JsonNode *node, GError **error)
{
    if (!expect_object(section, node, error))
        return FALSE;
    JsonObject *round = json_node_get_object(node);
    gint64 number = json_object_get_int_member_with_default(
        round, "nr", (gint64)section->rows->len + 1);
    g_autofree char *code = g_strdup_printf("r%" G_GINT64_FORMAT, number);
    g_autofree char *name = g_strdup_printf("Runda %" G_GINT64_FORMAT, number);
    json_object_remove_member(round, "nr");
    StageRow *row = next_row(section);
    return set_members(import, section, row, round, error) &&
           set_text(import, section, row, "id", code, error) &&
           set_text(import, section, row, "namn", name, error) &&
           set_number(import, section, row, "position", row->number, error);
}

static gboolean
read_check_in(Import *import, Section *section, const char *from,
              const char *to, GError **error)
{
    StageRow *row = next_row(section);
    return set_text(import, section, row, "id", "incheckning", error) &&
           set_text(import, section, row, "namn", "Incheckning", error) &&
           set_text(import, section, row, "från", from, error) &&
           set_text(import, section, row, "till", to, error) &&
           set_text(import, section, row, "plats", GATHERING, error) &&
           set_number(import, section, row, "position", row->number, error);
}

static gboolean
read_place(Import *import, Section *section, const char *code, JsonNode *node,
           GError **error)
{
    if (!expect_object(section, node, error))
        return FALSE;
    StageRow *row = next_row(section);
    return set_members(import, section, row, json_node_get_object(node),
                       error) &&
           set_text(import, section, row, "id", code, error) &&
           is_complete(section, row, error);
}

static gboolean
rule_is_known(const char *name)
{
    if (rules_find(name) != NULL)
        return TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(STORMOTE_RULES); i++)
        if (strcmp(name, STORMOTE_RULES[i]) == 0)
            return TRUE;
    return FALSE;
}

static gboolean
check_rule(const Section *section, const StageRow *row, GError **error)
{
    const char *name = said(section, row, "name");
    const char *code = said(section, row, "code");
    if (rule_is_known(name)) {
        if (strcmp(said(section, row, "hard"), "1") == 0 ||
            said(section, row, "weight") != NULL)
            return TRUE;
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("%s: regel %s (%s) är mjuk men har ingen vikt; "
                             "lägg till vikt"),
                           section->file, code, name);
    }
    g_autoptr(GString) known = g_string_new(NULL);
    for (int kind = RULE_ALWAYS + 1; kind < RULE_KIND_COUNT; kind++)
        g_string_append_printf(known, "%s, ", rules_rows()[kind].name);
    for (guint i = 0; i < G_N_ELEMENTS(STORMOTE_RULES); i++)
        g_string_append_printf(known, "%s%s", i > 0 ? ", " : "",
                               STORMOTE_RULES[i]);
    return hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("%s: regel %s: det finns ingen regel %s; de som finns "
                         "är %s"),
                       section->file, code, name, known->str);
}

static int
compare_names(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* What a rule says beside its five fields, its names in order, so that both
 * forms of the file give the same text. */
static char *
rule_params(Import *import, JsonObject *rule)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    g_autoptr(GList) names =
        g_list_sort(json_object_get_members(rule), compare_names);
    json_builder_begin_object(json);
    for (const GList *name = names; name != NULL; name = name->next) {
        if (headings_field(import->headings, KIND_RULES, name->data) >= 0)
            continue;
        json_builder_set_member_name(json, name->data);
        json_builder_add_value(
            json, json_node_copy(json_object_get_member(rule, name->data)));
    }
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    return json_to_string(root, FALSE);
}

static gboolean
read_rule(Import *import, Section *section, JsonNode *node, GError **error)
{
    static const char *const names[] = { "id",   "regel", "slag",
                                         "vikt", "text",  "text_en" };
    if (!expect_object(section, node, error))
        return FALSE;
    JsonObject *rule = json_node_get_object(node);
    g_autofree char *params = rule_params(import, rule);
    StageRow *row = next_row(section);
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (json_object_has_member(rule, names[i]) &&
            !set_node(import, section, row, names[i],
                      json_object_get_member(rule, names[i]), error))
            return FALSE;
    return set_text(import, section, row, "params", params, error) &&
           set_number(import, section, row, "position", row->number, error) &&
           is_complete(section, row, error) && check_rule(section, row, error);
}

typedef gboolean (*ItemFunc)(Import *import, Section *section, JsonNode *node,
                             GError **error);

static gboolean
read_items(Import *import, Section *section, JsonNode *node, ItemFunc read,
           GError **error)
{
    if (!JSON_NODE_HOLDS_ARRAY(node))
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("%s: %s ska vara en lista; se exemplets "
                             "event.json"),
                           section->file, kind_row(section->kind)->title);
    JsonArray *array = json_node_get_array(node);
    for (guint i = 0; i < json_array_get_length(array); i++)
        if (!read(import, section, json_array_get_element(array, i), error))
            return FALSE;
    return TRUE;
}

static gboolean
read_places(Import *import, Section *section, JsonNode *node, GError **error)
{
    JsonObjectIter iter;
    const char *code = NULL;
    JsonNode *place = NULL;
    if (!expect_object(section, node, error))
        return FALSE;
    json_object_iter_init_ordered(&iter, json_node_get_object(node));
    while (json_object_iter_next_ordered(&iter, &code, &place))
        if (!read_place(import, section, code, place, error))
            return FALSE;
    return TRUE;
}

static gboolean
read_areas(Import *import, Section *section, JsonNode *node, GError **error)
{
    JsonObjectIter iter;
    const char *number = NULL;
    JsonNode *name = NULL;
    if (!expect_object(section, node, error))
        return FALSE;
    json_object_iter_init_ordered(&iter, json_node_get_object(node));
    while (json_object_iter_next_ordered(&iter, &number, &name)) {
        StageRow *row = next_row(section);
        if (!set_text(import, section, row, "nr", number, error) ||
            !set_node(import, section, row, "namn", name, error) ||
            !is_complete(section, row, error))
            return FALSE;
    }
    return TRUE;
}

/* ---- the event itself ----------------------------------------------------------- */

/* "mål": {"besök_per_grupp": [3, 5]} is mål.besök_per_grupp.1 and .2. */
static gboolean
set_nested(Import *import, Section *section, StageRow *row, const char *outer,
           const char *name, JsonNode *node, GError **error)
{
    g_autofree char *path = g_strdup_printf("%s.%s", outer, name);
    if (!JSON_NODE_HOLDS_ARRAY(node))
        return set_node(import, section, row, path, node, error);
    JsonArray *array = json_node_get_array(node);
    for (guint i = 0; i < json_array_get_length(array); i++) {
        g_autofree char *item = g_strdup_printf("%s.%u", path, i + 1);
        if (!set_node(import, section, row, item,
                      json_array_get_element(array, i), error))
            return FALSE;
    }
    return TRUE;
}

/* "geo/restidsmodell.json (utan älvkorsningar)": the model without them. */
static gboolean
set_model_name(Import *import, Section *section, StageRow *row, JsonNode *node,
               GError **error)
{
    g_autofree char *name = cell_text(node);
    gboolean without =
        name != NULL && strstr(name, "utan älvkorsningar") != NULL;
    return set_text(import, section, row, "restid.älvkorsningar",
                    without ? "nej" : "ja", error);
}

static gboolean
set_group(Import *import, Section *section, StageRow *row, const char *outer,
          JsonObject *object, GError **error)
{
    JsonObjectIter iter;
    const char *name = NULL;
    JsonNode *node = NULL;
    json_object_iter_init_ordered(&iter, object);
    while (json_object_iter_next_ordered(&iter, &name, &node))
        if (strcmp(outer, "restid") == 0 && strcmp(name, "modell") == 0
                ? !set_model_name(import, section, row, node, error)
                : !set_nested(import, section, row, outer, name, node, error))
            return FALSE;
    return TRUE;
}

/* Members that are read as sections of their own. */
static gboolean
is_list(const char *name)
{
    static const char *const names[] = { "program",    "platser", "plats",
                                         "regler",     "rundor",  "områden",
                                         "incheckning" };
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(name, names[i]) == 0)
            return TRUE;
    return FALSE;
}

static gboolean
check_event(const Section *section, const StageRow *row, GError **error)
{
    if (!is_complete(section, row, error))
        return FALSE;
    const char *name = said(section, row, "zone");
    g_autoptr(Zone) zone = name != NULL ? zone_open(name) : NULL;
    if (name != NULL && zone == NULL)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("%s: tidszonen %s finns inte; skriv den som "
                             "Europe/Stockholm"),
                           section->file, name);
    if (number_said(section, row, "ends_min") >=
        number_said(section, row, "starts_min"))
        return TRUE;
    return hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("%s: evenemanget slutar innan det börjar; rätta start "
                         "eller slut"),
                       section->file);
}

static gboolean
read_event_row(Import *import, Section *section, JsonObject *event,
               GError **error)
{
    JsonObjectIter iter;
    const char *name = NULL;
    JsonNode *node = NULL;
    StageRow *row = next_row(section);
    json_object_iter_init_ordered(&iter, event);
    while (json_object_iter_next_ordered(&iter, &name, &node)) {
        if (is_list(name))
            continue;
        if (JSON_NODE_HOLDS_OBJECT(node)
                ? !set_group(import, section, row, name,
                             json_node_get_object(node), error)
                : !set_node(import, section, row, name, node, error))
            return FALSE;
    }
    if (json_object_has_member(event, "rundor") &&
        said(section, row, "kind") == NULL &&
        !set_text(import, section, row, "slag", "stormote", error))
        return FALSE;
    return check_event(section, row, error);
}

static gboolean
read_programme(Import *import, const char *file, JsonObject *event,
               GError **error)
{
    const char *check_in =
        json_object_get_string_member_with_default(event, "incheckning", NULL);
    JsonNode *items = json_object_get_member(event, "program");
    JsonNode *rounds = json_object_get_member(event, "rundor");
    if (check_in == NULL && items == NULL && rounds == NULL)
        return TRUE;
    Section *section = section_new(import, KIND_PROGRAMME, file, NULL);
    return (check_in == NULL ||
            read_check_in(import, section, check_in,
                          json_object_get_string_member_with_default(
                              event, "start", NULL),
                          error)) &&
           (items == NULL ||
            read_items(import, section, items, read_programme_item, error)) &&
           (rounds == NULL ||
            read_items(import, section, rounds, read_round, error));
}

static gboolean
read_gathering(Import *import, Section *section, JsonNode *node, GError **error)
{
    return read_place(import, section, GATHERING, node, error);
}

static gboolean
read_rules(Import *import, Section *section, JsonNode *node, GError **error)
{
    return read_items(import, section, node, read_rule, error);
}

/* A list that the file does not have says nothing, not that it is empty. */
gboolean
event_read(Import *import, const char *file, JsonObject *event, GError **error)
{
    static const struct {
        const char *name;
        ImportKind kind;
        ItemFunc read;
    } lists[] = {
        { "plats", KIND_PLACES, read_gathering },
        { "platser", KIND_PLACES, read_places },
        { "regler", KIND_RULES, read_rules },
        { "områden", KIND_AREAS, read_areas },
    };
    if (!read_event_row(import, section_new(import, KIND_EVENT, file, NULL),
                        event, error) ||
        !read_programme(import, file, event, error))
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
        JsonNode *node = json_object_get_member(event, lists[i].name);
        if (node != NULL &&
            !lists[i].read(import,
                           section_new(import, lists[i].kind, file, NULL), node,
                           error))
            return FALSE;
    }
    return TRUE;
}
