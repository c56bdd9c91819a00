#include "planner/plan/finding.h"

#include <json-glib/json-glib.h>

static void
finding_free(gpointer data)
{
    Finding *finding = data;
    g_free(finding->about);
    g_free(finding->text);
    g_free(finding->advice);
    g_free(finding);
}

void
findings_add(GPtrArray *findings, FindingLevel level, const char *about,
             char *text, char *advice)
{
    Finding *finding = g_new0(Finding, 1);
    finding->level = level;
    finding->about = g_strdup(about);
    finding->text = text;
    finding->advice = advice != NULL ? advice : g_strdup("");
    g_ptr_array_add(findings, finding);
}

GPtrArray *
findings_new(void)
{
    return g_ptr_array_new_with_free_func(finding_free);
}

static void
add_member(JsonBuilder *builder, const char *name, const char *value)
{
    json_builder_set_member_name(builder, name);
    json_builder_add_string_value(builder, value);
}

char *
findings_json(const GPtrArray *findings)
{
    static const char *const levels[] = { "stops", "warns", "tells" };
    int counts[G_N_ELEMENTS(levels)] = { 0 };
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    json_builder_set_member_name(builder, "findings");
    json_builder_begin_array(builder);
    for (guint i = 0; i < findings->len; i++) {
        const Finding *finding = g_ptr_array_index(findings, i);
        counts[finding->level]++;
        json_builder_begin_object(builder);
        add_member(builder, "level", levels[finding->level]);
        add_member(builder, "about", finding->about);
        add_member(builder, "text", finding->text);
        add_member(builder, "advice", finding->advice);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
    for (gsize i = 0; i < G_N_ELEMENTS(levels); i++) {
        json_builder_set_member_name(builder, levels[i]);
        json_builder_add_int_value(builder, counts[i]);
    }
    json_builder_end_object(builder);
    g_autoptr(JsonNode) root = json_builder_get_root(builder);
    return json_to_string(root, TRUE);
}
