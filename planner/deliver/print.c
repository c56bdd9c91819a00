#include "planner/deliver/print.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "planner/deliver/badges.h"
#include "planner/deliver/edition.h"
#include "planner/deliver/form.h"
#include "planner/deliver/print-pictures.h"
#include "planner/deliver/sheet-kinds.h"
#include "planner/store/headings.h"
#include "templates/sheets.h"

typedef struct Run {
    Store *store; /* borrowed, as the next */
    const PrintRequest *request;
    PrintReport *report;
    Edition edition;
    char *made;
    GPtrArray *finished; /* Finished */
    CardSet badges;
    PrintPictures pictures;
} Run;

/* A file that is whole, but not yet written: all are, or none. */
typedef struct Finished {
    char *name;
    GBytes *pdf;
} Finished;

static void
finished_free(gpointer data)
{
    Finished *file = data;
    g_free(file->name);
    g_bytes_unref(file->pdf);
    g_free(file);
}

void
print_report_free(PrintReport *report)
{
    if (report == NULL)
        return;
    g_ptr_array_unref(report->files);
    g_ptr_array_unref(report->notes);
    g_free(report);
}

static void
run_clear(Run *run)
{
    g_clear_pointer(&run->report, print_report_free);
    g_clear_pointer(&run->made, g_free);
    g_clear_pointer(&run->finished, g_ptr_array_unref);
    edition_clear(&run->edition);
    print_pictures_clear(&run->pictures);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)

static gboolean
is_all(const char *name)
{
    return strcmp(name, "alla") == 0 || strcmp(name, "all") == 0;
}

static gboolean
wants_all(const PrintRequest *request)
{
    if (request->sheets == NULL || request->sheets[0] == NULL)
        return TRUE;
    for (gsize i = 0; request->sheets[i] != NULL; i++)
        if (is_all(request->sheets[i]))
            return TRUE;
    return FALSE;
}

char **
print_sheet_names(void)
{
    guint count = 0;
    const SheetKind *kinds = sheet_kinds(&count);
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    for (guint i = 0; i < count; i++)
        g_strv_builder_add(names, kinds[i].name);
    g_strv_builder_add(names, "alla");
    return g_strv_builder_end(names);
}

/* ---- one document ----------------------------------------------------------------- */

static Sheets *
start(Run *run, const SheetKind *kind, GError **error)
{
    g_autofree char *title =
        g_strdup_printf("%s, %s", _(kind->title), run->edition.event_name);
    CardSet folded = { .grid = cards_folded() };
    SheetsInfo info = { .title = title,
                        .language = "sv-SE",
                        .author = run->edition.sender_name,
                        .made_utc = run->edition.made_utc,
                        .find = print_pictures_find,
                        .data = &run->pictures,
                        .accent = run->edition.accent,
                        .even = run->request->even };
    if (kind->lie != LIE_PAGES)
        info.cards = kind->lie == LIE_BADGES ? &run->badges : &folded;
    return sheets_new(&info, error);
}

static gboolean
finish(Run *run, const SheetKind *kind, Sheets *sheets, const char *name,
       GError **error)
{
    print_notes_take(run->report->notes, kind, name, sheets_notes(sheets));
    if (sheets_page_count(sheets) == 0)
        return TRUE; /* nobody to make one for: no file */
    run->report->pages += sheets_page_count(sheets);
    g_autoptr(GBytes) pdf = sheets_finish(sheets, error);
    if (pdf == NULL) {
        hundra_adopt(error, HUNDRA_ERROR_INPUT);
        g_prefix_error(error, "%s: ", name);
        return FALSE;
    }
    Finished *file = g_new0(Finished, 1);
    file->name = g_strdup(name);
    file->pdf = g_steal_pointer(&pdf);
    g_ptr_array_add(run->finished, file);
    return TRUE;
}

static gboolean
write_all(const Run *run, GError **error)
{
    for (guint i = 0; i < run->finished->len; i++) {
        const Finished *file = run->finished->pdata[i];
        if (!edition_write(run->request->folder, file->name, file->pdf,
                           run->report->files, error))
            return FALSE;
    }
    return TRUE;
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
name_sheet(const Run *run, const char *file, const SheetKind *kind,
           const char *key, GError **error)
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
    if (*key != '\0')
        g_prefix_error(error, "%s, %s %s: ", file,
                       kind->each != NULL ? kind->each : kind->name, key);
    else
        g_prefix_error(error, "%s: ", file);
}

/* Adds to FACTS the times that only the zone can tell. */
static gboolean
add_times(const Run *run, JsonObject *facts, GError **error)
{
    json_object_set_string_member(json_object_get_object_member(facts, "plan"),
                                  "made", run->made);
    if (!json_object_has_member(facts, "heard_utc"))
        return TRUE;
    gboolean never = json_object_get_null_member(facts, "heard_utc");
    gint64 utc = never ? 0 : json_object_get_int_member(facts, "heard_utc");
    g_autofree char *heard =
        never ? NULL : edition_local(&run->edition, utc, error);
    json_object_set_string_member(facts, "heard", heard);
    return never || heard != NULL;
}

/* Lays out the sheet of a view's row: its JSON, and what is not in it. */
static gboolean
lay_out(Run *run, const Template *template, const char *json, Sheets *sheets,
        GError **error)
{
    g_autoptr(JsonNode) node = json_from_string(json, error);
    if (node == NULL)
        return FALSE;
    JsonObject *facts = json_node_get_object(node);
    if (!add_times(run, facts, error))
        return FALSE;
    json_object_set_string_member(json_object_get_object_member(facts, "event"),
                                  "logotype", run->edition.logotype);
    xmlDoc *document = template_fill(template, node, error);
    if (document == NULL)
        return FALSE;
    run->pictures.facts = facts;
    gboolean ok = sheets_add(sheets, document, error);
    run->pictures.facts = NULL;
    xmlFreeDoc(document);
    return ok;
}

/* ---- one kind of sheet -------------------------------------------------------------- */

/* A row of a sheet's view. */
typedef struct Page {
    const Template *template; /* borrowed */
    char *json, *key;
    gint64 group; /* to sort cards by */
} Page;

static void
clear_page(gpointer data)
{
    Page *page = data;
    g_free(page->json);
    g_free(page->key);
}

/* A card for each person, whom the others will read it of. */
static gboolean
is_personal(const SheetKind *kind)
{
    return kind->lie == LIE_BADGES || strcmp(kind->stem, "namnskylt") == 0;
}

static int
compare_groups(const void *a, const void *b)
{
    gint64 left = ((const Page *)a)->group, right = ((const Page *)b)->group;
    return (left > right) - (left < right);
}

/* All rows at once: an open view holds more memory than its text.  The
 * caller owns the array. */
static GArray *
read_pages(const Run *run, const SheetKind *kind, const Template *template,
           GError **error)
{
    g_autoptr(GArray) pages = g_array_new(FALSE, FALSE, sizeof(Page));
    g_autoptr(GError) inner = NULL;
    g_autofree char *view = g_strconcat(
        "view:", kind->form != NULL ? kind->form : kind->stem, NULL);
    /* A format of one word leaves the last value unread. */
    g_autoptr(StoreRows) rows =
        store_query(run->store, error, view,
                    kind->form != NULL ? "plan:i sheet:s" : "plan:i",
                    run->edition.plan, kind->stem);
    g_array_set_clear_func(pages, clear_page);
    if (rows == NULL)
        return NULL;
    while (store_rows_next(rows, &inner)) {
        Page page = { .template = template,
                      .json = g_strdup(store_rows_text(rows, 0)),
                      .key = g_strdup(store_rows_text(rows, 1)) };
        if (is_personal(kind))
            page.group = store_rows_int(rows, 2);
        g_array_append_val(pages, page);
    }
    if (run->request->by_group && is_personal(kind))
        g_array_sort(pages, compare_groups); /* stable, says GLib */
    if (inner == NULL)
        return g_steal_pointer(&pages);
    g_propagate_error(error, g_steal_pointer(&inner));
    return NULL;
}

/* FRONTS with each one's back, by its key, after it; takes the rows of both.
 * The caller owns the array. */
static GArray *
with_backs(GArray *fronts, GArray *backs)
{
    GArray *both = g_array_new(FALSE, FALSE, sizeof(Page));
    g_array_set_clear_func(both, clear_page);
    for (guint i = 0; i < fronts->len; i++) {
        const Page *front = &g_array_index(fronts, Page, i);
        g_array_append_vals(both, front, 1);
        for (guint b = 0; b < backs->len; b++) {
            Page *back = &g_array_index(backs, Page, b);
            if (g_strcmp0(back->key, front->key) != 0)
                continue;
            g_array_append_vals(both, back, 1);
            *back = (Page){ .key = NULL };
        }
    }
    g_array_set_clear_func(fronts, NULL);
    return both;
}

/* COUNT PAGES as the file NAME. */
static gboolean
print_file(Run *run, const SheetKind *kind, const Page *pages, guint count,
           const char *name, GError **error)
{
    g_autoptr(Sheets) sheets = start(run, kind, error);
    if (sheets == NULL)
        return FALSE;
    for (guint i = 0; i < count; i++)
        if (!lay_out(run, pages[i].template, pages[i].json, sheets, error)) {
            name_sheet(run, name, kind, pages[i].key, error);
            return FALSE;
        }
    return finish(run, kind, sheets, name, error);
}

/* Notes who is left out of the cards. */
static gboolean
note_by_hand(Run *run, const SheetKind *kind, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autofree char *name = sheet_kind_file(kind, NULL, "pdf");
    g_autoptr(StoreRows) rows = store_query(run->store, error, "print_by_hand",
                                            "plan:i", run->edition.plan);
    if (rows == NULL)
        return FALSE;
    while (store_rows_next(rows, &inner))
        print_notes_protected(run->report->notes, name,
                              store_rows_text(rows, 0));
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* A day without restaurants has no lunch to order: that stops no one who
 * prints everything, but is said to who asked for that sheet. */
static gboolean
found_nothing(const Run *run, const SheetKind *kind, GError **error)
{
    return wants_all(run->request) ||
           hundra_fail(error, HUNDRA_ERROR_REFUSED,
                       _("bladet %s blir tomt: planen har inget att sätta på "
                         "det"),
                       kind->name);
}

/* As many PAGES from the first on as have its key: a sheet and its back. */
static guint
same_key(const Page *pages, guint count)
{
    guint same = 1;
    while (same < count && strcmp(pages[same].key, pages[0].key) == 0)
        same++;
    return same;
}

static gboolean
print_pages(Run *run, const SheetKind *kind, const GArray *read, GError **error)
{
    const Page *pages = (const Page *)(const void *)read->data;
    if (!run->request->each || kind->each == NULL) {
        g_autofree char *name = sheet_kind_file(kind, NULL, "pdf");
        return print_file(run, kind, pages, read->len, name, error);
    }
    for (guint i = 0, count = 0; i < read->len; i += count) {
        g_autofree char *name = sheet_kind_file(kind, pages[i].key, "pdf");
        count = same_key(pages + i, read->len - i);
        if (!print_file(run, kind, pages + i, count, name, error))
            return FALSE;
    }
    return TRUE;
}

static Template *
load_form(const Run *run, const SheetKind *kind, GError **error)
{
    return form_load(run->request->templates,
                     kind->form != NULL ? kind->form : kind->stem, error);
}

static gboolean
print_kind(Run *run, const SheetKind *kind, GError **error)
{
    g_autoptr(Template) template = load_form(run, kind, error);
    g_autoptr(GArray) read =
        template != NULL ? read_pages(run, kind, template, error) : NULL;
    if (read == NULL)
        return FALSE;
    if (is_personal(kind) && !note_by_hand(run, kind, error))
        return FALSE;
    if (read->len == 0)
        return found_nothing(run, kind, error);
    if (!run->request->maps || kind->back == NULL)
        return print_pages(run, kind, read, error);
    const SheetKind *back = sheet_kind_find(kind->back);
    g_autoptr(Template) behind = load_form(run, back, error);
    g_autoptr(GArray) more =
        behind != NULL ? read_pages(run, back, behind, error) : NULL;
    if (more == NULL)
        return FALSE;
    g_autoptr(GArray) both = with_backs(read, more);
    return print_pages(run, kind, both, error);
}

/* ---- all of it --------------------------------------------------------------------- */

static gboolean
check_names(const PrintRequest *request, GError **error)
{
    for (gsize i = 0; request->sheets != NULL && request->sheets[i]; i++) {
        if (sheet_kind_find(request->sheets[i]) != NULL ||
            is_all(request->sheets[i]))
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
is_wanted(const PrintRequest *request, const SheetKind *kind)
{
    if (wants_all(request))
        return TRUE;
    for (gsize i = 0; request->sheets[i] != NULL; i++)
        if (sheet_kind_find(request->sheets[i]) == kind)
            return TRUE;
    return FALSE;
}

/* What is asked of badges goes into SET; FALSE where none are printed, or
 * where it cannot be. */
static gboolean
read_badges(const PrintRequest *request, CardSet *set, GError **error)
{
    gboolean asked = request->size != NULL || request->offset != NULL ||
                     request->from > 0 || request->by_group;
    if (asked && !is_wanted(request, sheet_kind_find("namnbricka")))
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("--size, --offset, --from och --order gäller "
                             "namnbrickor: lägg till namnbricka"));
    return badges_read(request->size, request->offset, request->from, set,
                       error);
}

PrintReport *
deliver_print(Store *store, const PrintRequest *request, GError **error)
{
    g_auto(Run) run = { .store = store, .request = request };
    run.report = g_new0(PrintReport, 1);
    run.report->files = g_ptr_array_new_with_free_func(g_free);
    run.finished = g_ptr_array_new_with_free_func(finished_free);
    run.report->notes = print_notes_new();
    run.pictures = (PrintPictures){ .store = store, .event = request->event };
    if (!check_names(request, error) ||
        !read_badges(request, &run.badges, error) ||
        !edition_find(store, request->event, request->version, &run.edition,
                      error))
        return NULL;
    run.report->version = run.edition.version;
    run.made = edition_made(&run.edition, error);
    if (run.made == NULL)
        return NULL;
    guint count = 0;
    const SheetKind *kinds = sheet_kinds(&count);
    for (guint i = 0; i < count; i++)
        if (is_wanted(request, &kinds[i]) &&
            !print_kind(&run, &kinds[i], error))
            return NULL;
    if (!edition_folder(request->folder, error) || !write_all(&run, error))
        return NULL;
    print_notes_sort(run.report->notes);
    return g_steal_pointer(&run.report);
}
