#include "planner/store/import-report.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "planner/base/put.h"
#include "planner/base/value.h"

static void
count_free(gpointer data)
{
    ImportCount *count = data;
    g_free(count->file);
    g_free(count->sheet);
    g_free(count);
}

static void
problem_free(gpointer data)
{
    ImportProblem *problem = data;
    g_free(problem->file);
    g_free(problem->sheet);
    g_free(problem->heading);
    g_free(problem->value);
    g_free(problem->reason);
    g_free(problem->advice);
    g_free(problem);
}

ImportReport *
import_report_new(void)
{
    ImportReport *report = g_new0(ImportReport, 1);
    report->counts = g_ptr_array_new_with_free_func(count_free);
    report->problems = g_ptr_array_new_with_free_func(problem_free);
    report->changes = g_ptr_array_new_with_free_func(g_free);
    report->gone = g_ptr_array_new_with_free_func(g_free);
    report->doubles = g_ptr_array_new_with_free_func(g_free);
    report->kept = g_ptr_array_new_with_free_func(g_free);
    report->remarks = g_ptr_array_new_with_free_func(g_free);
    return report;
}

void
import_report_free(ImportReport *report)
{
    if (report == NULL)
        return;
    g_free(report->event);
    g_ptr_array_unref(report->counts);
    g_ptr_array_unref(report->problems);
    g_ptr_array_unref(report->changes);
    g_ptr_array_unref(report->gone);
    g_ptr_array_unref(report->doubles);
    g_ptr_array_unref(report->kept);
    g_ptr_array_unref(report->remarks);
    g_free(report);
}

void
report_say(GPtrArray *list, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    g_ptr_array_add(list, value_visible(text, FALSE));
}

char *
import_problem_text(const ImportProblem *problem)
{
    g_autoptr(GString) text = g_string_new(problem->file);
    if (problem->sheet != NULL)
        g_string_append_printf(text, _(", blad %s"), problem->sheet);
    g_string_append_printf(text, _(", rad %u"), problem->row);
    if (*problem->column != '\0')
        g_string_append_printf(text, _(", kolumn %s (%s)"), problem->column,
                               problem->heading);
    if (*problem->value != '\0')
        g_string_append_printf(text, ", \"%s\"", problem->value);
    g_string_append_printf(text, ": %s", problem->reason);
    if (*problem->advice != '\0')
        g_string_append_printf(text, "; %s", problem->advice);
    return value_visible(text->str, FALSE);
}

char *
import_report_sentence(const ImportReport *report)
{
    int added = 0, changed = 0, same = 0, rejected = 0;
    for (guint i = 0; i < report->counts->len; i++) {
        const ImportCount *count = g_ptr_array_index(report->counts, i);
        added += count->added;
        changed += count->changed;
        same += count->same;
        rejected += count->rejected;
    }
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_printf(text, _("%d nya, %d ändrade, %d oförändrade"), added,
                    changed, same);
    if (rejected > 0)
        g_string_append_printf(text, _(", %d avvisade"), rejected);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* ---- as JSON ------------------------------------------------------------ */

static void
put_count(JsonBuilder *json, const ImportCount *count)
{
    json_builder_begin_object(json);
    put_text(json, "file", count->file);
    put_text(json, "sheet", count->sheet);
    put_text(json, "kind", kind_row(count->kind)->title);
    put_number(json, "read", count->read);
    put_number(json, "new", count->added);
    put_number(json, "changed", count->changed);
    put_number(json, "same", count->same);
    put_number(json, "gone", count->gone);
    put_number(json, "rejected", count->rejected);
    json_builder_end_object(json);
}

static void
put_problem(JsonBuilder *json, const ImportProblem *problem)
{
    json_builder_begin_object(json);
    put_text(json, "file", problem->file);
    put_text(json, "sheet", problem->sheet);
    put_number(json, "row", problem->row);
    put_text(json, "column", *problem->column ? problem->column : NULL);
    put_text(json, "heading", problem->heading);
    put_text(json, "value", problem->value);
    put_text(json, "reason", problem->reason);
    put_text(json, "advice", problem->advice);
    json_builder_end_object(json);
}

static void
put_texts(JsonBuilder *json, const char *name, const GPtrArray *texts)
{
    json_builder_set_member_name(json, name);
    json_builder_begin_array(json);
    for (guint i = 0; i < texts->len; i++)
        json_builder_add_string_value(json, g_ptr_array_index(texts, i));
    json_builder_end_array(json);
}

char *
import_report_json(const ImportReport *report)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    put_text(json, "event", report->event);
    json_builder_set_member_name(json, "stored");
    json_builder_add_boolean_value(json, report->stored);
    json_builder_set_member_name(json, "files");
    json_builder_begin_array(json);
    for (guint i = 0; i < report->counts->len; i++)
        put_count(json, g_ptr_array_index(report->counts, i));
    json_builder_end_array(json);
    json_builder_set_member_name(json, "problems");
    json_builder_begin_array(json);
    for (guint i = 0; i < report->problems->len; i++)
        put_problem(json, g_ptr_array_index(report->problems, i));
    json_builder_end_array(json);
    put_texts(json, "changes", report->changes);
    put_texts(json, "gone", report->gone);
    put_texts(json, "doubles", report->doubles);
    put_texts(json, "kept", report->kept);
    put_texts(json, "remarks", report->remarks);
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    return json_to_string(root, TRUE);
}
