#include <glib/gi18n.h>
#include <string.h>

#include "planner/deliver/print-inside.h"

static const SheetKind LIST = { .name = "bytlista", .stem = "bytlista" };

/* ---- the list ------------------------------------------------------------------------- */

static void
put_text(JsonObject *object, const char *name, const char *value)
{
    if (value != NULL)
        json_object_set_string_member(object, name, value);
    else
        json_object_set_null_member(object, name);
}

/* "grupp 7", "P051": what tells it from the others of its kind. */
static char *
which_of(const PrintChange *change, const Tongue *tongue)
{
    gboolean group = g_ascii_isdigit(*change->key);
    return group ? g_strdup_printf(tongue_word(tongue, N_("grupp %s")),
                                   change->key)
                 : g_strdup(change->key);
}

static JsonNode *
list_facts(Run *run)
{
    JsonObject *event = json_object_new(), *plan = json_object_new(),
               *sums = json_object_new(), *facts = json_object_new();
    JsonArray *changes = json_array_new();
    const Tongue *tongue = run_tongue(run, run->language);
    gint64 put = 0, thrown = 0;
    for (guint i = 0; i < run->changes->len; i++) {
        const PrintChange *change = run->changes->pdata[i];
        g_autofree char *which = which_of(change, tongue);
        JsonObject *row = json_object_new();
        put_text(row, "sheet", tongue_word(tongue, change->kind->title));
        put_text(row, "language", sheet_language_name(change->language));
        put_text(row, "which", which);
        put_text(row, "who", change->who);
        put_text(row, "old_hash", change->old_hash);
        json_object_set_int_member(row, "old_version", change->old_version);
        put_text(row, "hash", change->hash);
        json_array_add_object_element(changes, row);
        put += change->hash != NULL;
        thrown += change->old_hash != NULL;
    }
    put_text(event, "name", run->edition.event_name);
    put_text(event, "day", run->edition.day);
    json_object_set_int_member(plan, "version", run->edition.version);
    put_text(plan, "made", run->made);
    json_object_set_int_member(sums, "put", put);
    json_object_set_int_member(sums, "thrown", thrown);
    json_object_set_object_member(facts, "event", event);
    json_object_set_object_member(facts, "plan", plan);
    json_object_set_object_member(facts, "sums", sums);
    json_object_set_array_member(facts, "changes", changes);
    JsonNode *node = json_node_init_object(json_node_alloc(), facts);
    json_object_unref(facts);
    return node;
}

gboolean
changes_list(Run *run, GError **error)
{
    if (run->changes->len == 0)
        return TRUE;
    g_autofree char *name = run_name_in(LIST.stem, run->language);
    g_autofree char *file =
        run_file_name(run, &LIST, NULL, run->language, "pdf");
    g_autoptr(Template) template =
        form_load(run->request->templates, name, error);
    g_autoptr(JsonNode) facts = list_facts(run);
    xmlDoc *document =
        template != NULL ? template_fill(template, facts, error) : NULL;
    if (document == NULL)
        return FALSE;
    g_autofree char *title = template_title(document);
    SheetsInfo info = { .title = title,
                        .language =
                            tongue_tag(sheet_language_name(run->language)),
                        .author = run->edition.sender_name,
                        .made_utc = run->edition.made_utc,
                        .find = print_pictures_find,
                        .data = &run->pictures,
                        .accent = run->edition.accent };
    g_autoptr(Sheets) sheets = sheets_new(&info, error);
    gboolean laid = sheets != NULL && sheets_add(sheets, document, error);
    xmlFreeDoc(document);
    g_autoptr(GBytes) pdf = laid ? sheets_finish(sheets, error) : NULL;
    if (pdf == NULL)
        return FALSE;
    run->report->pages += sheets_page_count(sheets);
    run_finish_file(run, file, pdf);
    return TRUE;
}

/* ---- the record ------------------------------------------------------------------------ */

gboolean
changes_keep(Run *run, GError **error)
{
    for (guint i = 0; i < run->changes->len; i++) {
        const PrintChange *change = run->changes->pdata[i];
        g_autofree char *name =
            run_name_in(change->kind->stem, change->language);
        if (!printed_keep(run->store, run->request->event, name, change->key,
                          run->edition.version, change->hash, error))
            return FALSE;
    }
    return TRUE;
}

/* Only what a planner has turned on is told of in the journal. */
static gboolean
is_sensitive(const PrintShown *shown)
{
    return strcmp(shown->what, schema_type("needs")->shown) == 0 ||
           strcmp(shown->what, schema_type("diet")->shown) == 0;
}

gboolean
changes_disclose(Run *run, StoreChange *change, GError **error)
{
    for (guint i = 0; i < run->report->shown->len; i++) {
        const PrintShown *shown = run->report->shown->pdata[i];
        if (!is_sensitive(shown))
            continue;
        g_autofree char *words = print_shown_words(shown);
        g_autofree char *what = g_strdup_printf("%s: %s", shown->sheet, words);
        JournalEntry entry = { .who = run->request->who,
                               .command = "print",
                               .what = what };
        if (!store_change_note(change, &entry, error))
            return FALSE;
    }
    return TRUE;
}
