#include "planner/deliver/print.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "planner/deliver/edition.h"
#include "planner/deliver/form.h"
#include "planner/store/headings.h"
#include "templates/sheets.h"

/* A kind of sheet. */
typedef struct Kind {
    const char *name;     /* on the command line */
    const char *template; /* and the view */
    const char *title;    /* of the PDF document */
    const char *file;
    gboolean of_group; /* one for each group */
} Kind;

static const Kind KINDS[] = {
    { "gruppblad", "gruppblad", N_("Gruppblad"), "gruppblad.pdf", TRUE },
    { "översikt", "oversikt", N_("Översikt"), "oversikt.pdf", FALSE },
};

typedef struct Run {
    Store *store; /* borrowed, as the next */
    const PrintRequest *request;
    PrintReport *report;
    Edition edition;
    char *made;
} Run;

void
print_report_free(PrintReport *report)
{
    if (report == NULL)
        return;
    g_ptr_array_unref(report->files);
    g_free(report);
}

static void
run_clear(Run *run)
{
    g_clear_pointer(&run->report, print_report_free);
    g_clear_pointer(&run->made, g_free);
    edition_clear(&run->edition);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)

char **
print_sheet_names(void)
{
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    for (gsize i = 0; i < G_N_ELEMENTS(KINDS); i++)
        g_strv_builder_add(names, KINDS[i].name);
    return g_strv_builder_end(names);
}

/* ---- one document ----------------------------------------------------------------- */

static Sheets *
start(const Run *run, const Kind *kind, GError **error)
{
    g_autofree char *title =
        g_strdup_printf("%s, %s", _(kind->title), run->edition.event_name);
    SheetsInfo info = { .title = title,
                        .language = "sv-SE",
                        .author = run->edition.sender_name,
                        .made_utc = run->edition.made_utc };
    return sheets_new(&info, error);
}

static gboolean
finish(Run *run, Sheets *sheets, const char *name, GError **error)
{
    run->report->pages += sheets_page_count(sheets);
    g_autoptr(GBytes) pdf = sheets_finish(sheets, error);
    return pdf != NULL && edition_write(run->request->folder, name, pdf,
                                        run->report->files, error);
}

/* Where the longest text of the plan stands, "F003, Ämne (9000 tecken)";
 * NULL when that is not known.  The caller owns it. */
static char *
longest_text(const Run *run)
{
    g_autoptr(StoreRows) rows = store_query(run->store, NULL, "print_longest",
                                            "plan:i", run->edition.plan);
    if (rows == NULL || !store_rows_next(rows, NULL))
        return NULL;
    ImportKind kind = kind_by_name(store_rows_text(rows, 0));
    const KindRow *row = kind != KIND_NONE ? kind_row(kind) : NULL;
    for (guint i = 0; row != NULL && i < row->field_count; i++) {
        if (g_strcmp0(row->fields[i].column, store_rows_text(rows, 2)) != 0)
            continue;
        g_autofree char *heading = field_heading(&row->fields[i]);
        return g_strdup_printf(_("%s, %s (%d tecken)"),
                               store_rows_text(rows, 1), heading,
                               store_rows_small(rows, 3));
    }
    return NULL;
}

/* Says with what does not fit where to look. */
static void
name_sheet(const Run *run, const char *file, int group, GError **error)
{
    gboolean high = error != NULL && g_error_matches(*error, TEMPLATE_ERROR,
                                                     TEMPLATE_ERROR_HEIGHT);
    g_autofree char *text = high ? longest_text(run) : NULL;
    hundra_adopt(error, HUNDRA_ERROR_INPUT);
    if (text != NULL) {
        g_autofree char *why = g_strdup((*error)->message);
        g_clear_error(error);
        hundra_fail(error, HUNDRA_ERROR_INPUT, _("%s; den längsta är %s"), why,
                    text);
    }
    if (group > 0)
        g_prefix_error(error, _("%s, grupp %d: "), file, group);
    else
        g_prefix_error(error, "%s: ", file);
}

/* Lays out the sheet of a view's row: its JSON, and the time that only the
 * zone can tell. */
static gboolean
lay_out(const Run *run, const Template *template, const char *json,
        Sheets *sheets, GError **error)
{
    g_autoptr(JsonNode) node = json_from_string(json, error);
    if (node == NULL)
        return FALSE;
    JsonObject *facts = json_node_get_object(node);
    json_object_set_string_member(json_object_get_object_member(facts, "plan"),
                                  "made", run->made);
    xmlDoc *document = template_fill(template, node, error);
    if (document == NULL)
        return FALSE;
    gboolean ok = sheets_add(sheets, document, error);
    xmlFreeDoc(document);
    return ok;
}

/* ---- one kind of sheet -------------------------------------------------------------- */

/* A row of a sheet's view. */
typedef struct Page {
    int group; /* 0: of none */
    char *json;
} Page;

static void
clear_page(gpointer data)
{
    g_free(((Page *)data)->json);
}

static StoreRows *
query(const Run *run, const Kind *kind, GError **error)
{
    g_autofree char *view = g_strconcat("view:", kind->template, NULL);
    if (!kind->of_group)
        return store_query(run->store, error, view, "plan:i",
                           run->edition.plan);
    return store_query(run->store, error, view, "plan:i group:i",
                       run->edition.plan, (gint64)0);
}

/* All rows at once: an open view holds more memory than its text.  The
 * caller owns the array. */
static GArray *
read_pages(const Run *run, const Kind *kind, GError **error)
{
    g_autoptr(GArray) pages = g_array_new(FALSE, FALSE, sizeof(Page));
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = query(run, kind, error);
    g_array_set_clear_func(pages, clear_page);
    if (rows == NULL)
        return NULL;
    while (store_rows_next(rows, &inner)) {
        Page page = { .group =
                          kind->of_group ? (int)store_rows_int(rows, 1) : 0,
                      .json = g_strdup(store_rows_text(rows, 0)) };
        g_array_append_val(pages, page);
    }
    if (inner == NULL)
        return g_steal_pointer(&pages);
    g_propagate_error(error, g_steal_pointer(&inner));
    return NULL;
}

/* COUNT PAGES as the file NAME. */
static gboolean
print_file(Run *run, const Kind *kind, const Template *template,
           const Page *pages, guint count, const char *name, GError **error)
{
    g_autoptr(Sheets) sheets = start(run, kind, error);
    if (sheets == NULL)
        return FALSE;
    for (guint i = 0; i < count; i++)
        if (!lay_out(run, template, pages[i].json, sheets, error)) {
            name_sheet(run, name, pages[i].group, error);
            return FALSE;
        }
    return finish(run, sheets, name, error);
}

static gboolean
print_kind(Run *run, const Kind *kind, GError **error)
{
    g_autoptr(Template) template = form_load(kind->template, error);
    g_autoptr(GArray) read =
        template != NULL ? read_pages(run, kind, error) : NULL;
    if (read == NULL)
        return FALSE;
    const Page *pages = (const Page *)(void *)read->data;
    if (!run->request->each || !kind->of_group)
        return print_file(run, kind, template, pages, read->len, kind->file,
                          error);
    for (guint i = 0; i < read->len; i++) {
        g_autofree char *name =
            g_strdup_printf("grupp-%02d.pdf", pages[i].group);
        if (!print_file(run, kind, template, &pages[i], 1, name, error))
            return FALSE;
    }
    return TRUE;
}

/* ---- all of it --------------------------------------------------------------------- */

/* KIND by its name, also as its file is called ("oversikt"). */
static gboolean
is_named(const Kind *kind, const char *name)
{
    return strcmp(name, kind->name) == 0 || strcmp(name, kind->template) == 0;
}

static gboolean
check_names(const PrintRequest *request, GError **error)
{
    for (gsize i = 0; request->sheets != NULL && request->sheets[i]; i++) {
        gboolean known = FALSE;
        for (gsize k = 0; k < G_N_ELEMENTS(KINDS); k++)
            known = known || is_named(&KINDS[k], request->sheets[i]);
        if (known)
            continue;
        g_auto(GStrv) names = print_sheet_names();
        g_autofree char *list = g_strjoinv(", ", names);
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("det finns inget blad som heter %s; välj bland "
                             "%s"),
                           request->sheets[i], list);
    }
    return TRUE;
}

static gboolean
is_wanted(const PrintRequest *request, const Kind *kind)
{
    if (request->sheets == NULL || request->sheets[0] == NULL)
        return TRUE;
    for (gsize i = 0; request->sheets[i] != NULL; i++)
        if (is_named(kind, request->sheets[i]))
            return TRUE;
    return FALSE;
}

PrintReport *
deliver_print(Store *store, const PrintRequest *request, GError **error)
{
    g_auto(Run) run = { .store = store, .request = request };
    run.report = g_new0(PrintReport, 1);
    run.report->files = g_ptr_array_new_with_free_func(g_free);
    if (!check_names(request, error) ||
        !edition_find(store, request->event, request->version, &run.edition,
                      error) ||
        !edition_folder(request->folder, error))
        return NULL;
    run.report->version = run.edition.version;
    run.made = edition_made(&run.edition, error);
    if (run.made == NULL)
        return NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(KINDS); i++)
        if (is_wanted(request, &KINDS[i]) &&
            !print_kind(&run, &KINDS[i], error))
            return NULL;
    return g_steal_pointer(&run.report);
}
