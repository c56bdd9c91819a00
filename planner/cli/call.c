/* call: what a command asks of the call it is run with. */
#include <glib/gi18n.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "planner/base/value.h"
#include "planner/cli/command.h"
#include "templates/format.h"

static gint64
only_event(const Call *call, GError **error)
{
    g_autoptr(GString) list = g_string_new(NULL);
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(call->store, &inner, "show_events", "");
    gint64 event = 0;
    guint count = 0;
    while (rows != NULL && store_rows_next(rows, &inner)) {
        event = store_rows_int(rows, 0);
        g_string_append_printf(list, "\n  %s  %s", store_rows_text(rows, 1),
                               store_rows_text(rows, 2));
        count++;
    }
    if (inner != NULL)
        g_propagate_error(error, g_steal_pointer(&inner));
    else if (count == 0)
        hundra_fail(error, HUNDRA_ERROR_REFUSED,
                    _("databasen har inget evenemang; läs in ett med hundra "
                      "import event.json"));
    else if (count > 1)
        hundra_fail(error, HUNDRA_ERROR_USAGE,
                    _("databasen har flera evenemang; välj ett med --event:%s"),
                    list->str);
    else
        return event;
    return 0;
}

gint64
call_event(const Call *call, GError **error)
{
    const char *code = call->globals->event;
    if (code == NULL)
        return only_event(call, error);
    g_autoptr(GError) inner = NULL;
    gint64 event =
        store_number(call->store, &inner, 0, "event_choose", "code:s", code);
    if (inner != NULL)
        g_propagate_error(error, g_steal_pointer(&inner));
    else if (event == 0)
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("inget evenemang heter %s; hundra show events listar "
                      "dem som finns"),
                    code);
    return event;
}

const char *
call_templates(const Call *call)
{
    const char *folder = call->globals->templates;
    if (folder == NULL)
        folder = g_getenv("HUNDRA_TEMPLATES");
    return folder != NULL && *folder != '\0' ? folder : NULL;
}

gboolean
call_number(const Call *call, guint index, gint64 *number, GError **error)
{
    *number = 0;
    if (index >= call->operand_count)
        return TRUE;
    if (g_ascii_string_to_signed(call->operands[index], 10, 1, G_MAXINT, number,
                                 NULL))
        return TRUE;
    return hundra_fail(error, HUNDRA_ERROR_USAGE,
                       _("\"%s\" ska vara ett helt tal från 1, till exempel 3"),
                       call->operands[index]);
}

char *
call_code(const Call *call, const char *word, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autofree char *code = NULL;
    g_autoptr(GString) list = g_string_new(NULL);
    gboolean exact = FALSE;
    guint count = 0;
    g_autoptr(StoreRows) rows =
        store_query(call->store, &inner, "edit_find", "event:i wanted:s",
                    call->event, word);
    while (!exact && rows != NULL && store_rows_next(rows, &inner)) {
        exact = store_rows_int(rows, 2) != 0;
        g_string_append_printf(list, "%s%s", count > 0 ? ", " : "",
                               store_rows_text(rows, 0));
        g_free(code);
        code = g_strdup(store_rows_text(rows, 0));
        count++;
    }
    if (inner != NULL)
        g_propagate_error(error, g_steal_pointer(&inner));
    else if (count == 0)
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("det finns ingen person och inget företag %s; se hundra "
                      "show people och hundra show companies"),
                    word);
    else if (count > 1)
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("flera heter %s (%s); ange koden"), word, list->str);
    else
        return g_steal_pointer(&code);
    return NULL;
}

char *
call_points(gint64 milli)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    g_autoptr(GString) points = g_string_new(NULL);
    g_ascii_formatd(number, sizeof number, "%.2f", (double)milli / 1000.0);
    format_value("points", number, points);
    return g_string_free(g_steal_pointer(&points), FALSE);
}

char *
call_tenths(gint64 tenths)
{
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    g_autoptr(GString) text = g_string_new(NULL);
    g_ascii_formatd(number, sizeof number, "%.1f", (double)tenths / 10.0);
    format_value("points", number, text);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

char *
call_count(gint64 count)
{
    g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, count);
    g_autoptr(GString) text = g_string_new(NULL);
    format_value("count", number, text);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

void
call_say(const Call *call, const char *format, ...)
{
    if (call->globals->quiet || call->globals->json)
        return;
    va_list args;
    va_start(args, format);
    g_autofree char *line = g_strdup_vprintf(format, args);
    va_end(args);
    call_put(line);
}

void
call_warn(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    /* When standard error fails there is nobody left to tell. */
    (void)fputs(text, stderr);
    (void)fflush(stderr);
}

char *
call_harmless(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        gsize indent = strspn(*line, " ");
        g_autofree char *raw = *line;
        g_autofree char *clean = value_clean(raw + indent);
        *line = g_strdup_printf("%*s%s", (int)indent, "", clean);
    }
    return g_strjoinv("\n", lines);
}

void
call_put(const char *text)
{
    /* main asks once, at the end, whether all of it could be written. */
    (void)fputs(text, stdout);
    if (*text != '\0' && !g_str_has_suffix(text, "\n"))
        (void)fputc('\n', stdout);
}

gboolean
call_table(const Call *call, const TableSection *sections, const char *text,
           GError **error)
{
    if (call->globals->json) {
        call_put(text);
        return TRUE;
    }
    g_autoptr(JsonNode) data = json_from_string(text, error);
    if (data == NULL)
        return FALSE;
    TableStyle style = table_style_of_output();
    g_autofree char *table = table_render(sections, data, &style);
    call_put(table);
    return TRUE;
}

static void
put_files_json(int version, const GPtrArray *files)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    json_builder_set_member_name(json, "plan");
    json_builder_add_int_value(json, version);
    json_builder_set_member_name(json, "files");
    json_builder_begin_array(json);
    for (guint i = 0; i < files->len; i++)
        json_builder_add_string_value(json, g_ptr_array_index(files, i));
    json_builder_end_array(json);
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    g_autofree char *text = json_to_string(root, TRUE);
    call_put(text);
}

void
call_files(const Call *call, int version, const GPtrArray *files)
{
    if (call->globals->json)
        put_files_json(version, files);
    else if (!call->globals->quiet)
        for (guint i = 0; i < files->len; i++)
            call_put(g_ptr_array_index(files, i));
}
