#include "planner/deliver/print.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/deliver/badges.h"
#include "planner/deliver/print-inside.h"
#include "planner/store/headings.h"

static void
finished_free(gpointer data)
{
    Finished *file = data;
    g_free(file->name);
    g_bytes_unref(file->bytes);
    g_free(file);
}

void
print_report_free(PrintReport *report)
{
    if (report == NULL)
        return;
    g_ptr_array_unref(report->files);
    g_ptr_array_unref(report->notes);
    g_ptr_array_unref(report->shown);
    g_free(report);
}

static void
shown_free(gpointer data)
{
    PrintShown *shown = data;
    g_free(shown->own);
    g_free(shown);
}

char *
print_shown_words(const PrintShown *shown)
{
    g_autofree char *people =
        shown->people == 1 ? g_strdup(_("1 person"))
                           : g_strdup_printf(_("%d personer"), shown->people);
    return g_strdup_printf(_(shown->what), people);
}

static void
change_free(gpointer data)
{
    PrintChange *change = data;
    g_free(change->key);
    g_free(change->hash);
    g_free(change->old_hash);
    g_free(change->who);
    g_free(change);
}

static void
run_clear(Run *run)
{
    g_clear_pointer(&run->report, print_report_free);
    g_clear_pointer(&run->made, g_free);
    g_clear_pointer(&run->finished, g_ptr_array_unref);
    g_clear_pointer(&run->changes, g_ptr_array_unref);
    g_clear_pointer(&run->printed, printed_free);
    for (int i = 0; i < SHEET_LANGUAGES; i++)
        g_clear_pointer(&run->tongues[i], tongue_close);
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
start(Run *run, const SheetKind *kind, SheetLanguage language, GError **error)
{
    const char *words = tongue_word(run_tongue(run, language), kind->title);
    g_autofree char *title =
        g_strdup_printf("%s, %s", words, run->edition.event_name);
    CardSet folded = { .grid = cards_folded() };
    SheetsInfo info = { .title = title,
                        .language = tongue_tag(sheet_language_name(language)),
                        .author = run->edition.sender_name,
                        .made_utc = run->edition.made_utc,
                        .find = print_pictures_find,
                        .data = &run->pictures,
                        .accent = run->edition.accent,
                        .even = run->request->even,
                        .halves = run->request->halves && kind->halves };
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
    run_finish_file(run, name, pdf);
    return TRUE;
}

const Tongue *
run_tongue(Run *run, SheetLanguage language)
{
    if (run->tongues[language] == NULL)
        run->tongues[language] = tongue_open(sheet_language_name(language));
    return run->tongues[language];
}

char *
run_name_in(const char *name, SheetLanguage language)
{
    return g_strconcat(name, sheet_language_mark(language), NULL);
}

char *
run_file_name(const Run *run, const SheetKind *kind, const char *key,
              SheetLanguage language, const char *suffix)
{
    if (language == sheet_language(run->edition.language))
        return sheet_kind_file(kind, key, suffix);
    g_autofree char *whole =
        g_strdup_printf("%s.%s", sheet_language_name(language), suffix);
    return sheet_kind_file(kind, key, whole);
}

void
run_finish_file(Run *run, const char *name, GBytes *bytes)
{
    Finished *file = g_new0(Finished, 1);
    file->name = g_strdup(name);
    file->bytes = g_bytes_ref(bytes);
    g_ptr_array_add(run->finished, file);
}

static gboolean
write_all(const Run *run, GError **error)
{
    for (guint i = 0; i < run->finished->len; i++) {
        const Finished *file = run->finished->pdata[i];
        if (!edition_write(run->request->folder, file->name, file->bytes,
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

/* ---- one kind of sheet -------------------------------------------------------------- */

static gboolean
lay_out(Run *run, const PagesOfKind *pages, const Page *page, Sheets *sheets,
        GError **error)
{
    xmlDoc *document = pages_fill(run, pages, page, error);
    gboolean ok = document != NULL && sheets_add(sheets, document, error);
    xmlFreeDoc(document);
    return ok;
}

/* COUNT pages from FIRST as the file of KEY (NULL: of all), in LANGUAGE but
 * for the pages that are in another. */
static gboolean
print_file(Run *run, const PagesOfKind *pages, guint first, guint count,
           const char *key, SheetLanguage language, GError **error)
{
    g_autofree char *name =
        run_file_name(run, pages->kind, key, language, "pdf");
    g_autoptr(Sheets) sheets = start(run, pages->kind, language, error);
    if (sheets == NULL)
        return FALSE;
    for (guint i = first; i < first + count; i++) {
        const Page *page = &g_array_index(pages->pages, Page, i);
        const Page *back = pages_back(pages, page);
        if (!lay_out(run, pages, page, sheets, error) ||
            (back != NULL &&
             !lay_out(run, pages->behind, back, sheets, error))) {
            name_sheet(run, name, pages->kind, page->key, error);
            return FALSE;
        }
    }
    return finish(run, pages->kind, sheets, name, error);
}

/* Notes who is left out of the cards. */
static gboolean
note_by_hand(Run *run, const SheetKind *kind, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autofree char *name =
        run_file_name(run, kind, NULL, run->language, "pdf");
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

static gboolean
print_kind(Run *run, const SheetKind *kind, GError **error)
{
    g_autoptr(PagesOfKind) pages = pages_read(run, kind, error);
    if (pages == NULL)
        return FALSE;
    guint count = pages->pages->len;
    if (kind->personal && !note_by_hand(run, kind, error))
        return FALSE;
    if (count == 0)
        return run->request->changed || found_nothing(run, kind, error);
    if (run->request->form != PRINT_PDF)
        return screen_files(run, pages, error);
    if (!run->request->each || kind->each == NULL)
        return print_file(run, pages, 0, count, NULL, run->language, error);
    for (guint i = 0; i < count; i++) {
        const Page *page = &g_array_index(pages->pages, Page, i);
        if (!print_file(run, pages, i, 1, page->key, page->language, error))
            return FALSE;
    }
    return TRUE;
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
    if (wants_all(request)) /* a screen has no use for cards */
        return request->form == PRINT_PDF || kind->lie == LIE_PAGES;
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

static gboolean
check_halves(const PrintRequest *request, GError **error)
{
    guint count = 0;
    const SheetKind *kinds = sheet_kinds(&count);
    if (!request->halves)
        return TRUE;
    for (guint i = 0; i < count; i++)
        if (kinds[i].halves && is_wanted(request, &kinds[i]))
            return TRUE;
    return hundra_fail(error, HUNDRA_ERROR_USAGE,
                       _("--a5 gäller resplaner: lägg till resplan eller "
                         "gruppresplan"));
}

/* The files and the record of them, all or nothing of the record. */
static gboolean
write_and_keep(Run *run, GError **error)
{
    JournalEntry entry = { .who = run->request->who, .command = "print" };
    g_autoptr(StoreChange) change = store_change(run->store, error);
    if (change == NULL)
        return FALSE;
    if (run->request->form == PRINT_PDF && !changes_keep(run, error))
        return FALSE;
    return changes_disclose(run, change, error) && write_all(run, error) &&
           store_change_commit(change, &entry, error);
}

static gboolean
run_begin(Run *run, GError **error)
{
    const PrintRequest *request = run->request;
    run->report = g_new0(PrintReport, 1);
    run->report->files = g_ptr_array_new_with_free_func(g_free);
    run->report->shown = g_ptr_array_new_with_free_func(shown_free);
    run->finished = g_ptr_array_new_with_free_func(finished_free);
    run->changes = g_ptr_array_new_with_free_func(change_free);
    run->report->notes = print_notes_new();
    run->pictures =
        (PrintPictures){ .store = run->store, .event = request->event };
    if (!check_names(request, error) || !check_halves(request, error) ||
        !read_badges(request, &run->badges, error) ||
        !edition_find(run->store, request->event, request->version,
                      &run->edition, error))
        return FALSE;
    run->report->version = run->edition.version;
    run->language = sheet_language(
        request->language != NULL ? request->language : run->edition.language);
    run->made = edition_made(&run->edition, error);
    if (run->made == NULL)
        return FALSE;
    run->printed = printed_read(run->store, request->event, error);
    return run->printed != NULL;
}

PrintReport *
deliver_print(Store *store, const PrintRequest *request, GError **error)
{
    g_auto(Run) run = { .store = store, .request = request };
    guint count = 0;
    const SheetKind *kinds = sheet_kinds(&count);
    if (!run_begin(&run, error))
        return NULL;
    for (guint i = 0; i < count; i++)
        if (is_wanted(request, &kinds[i]) &&
            !print_kind(&run, &kinds[i], error))
            return NULL;
    if (request->changed && !changes_list(&run, error))
        return NULL;
    if (request->tell != NULL)
        request->tell(run.report, request->tell_data);
    if (!edition_folder(request->folder, error) || !write_and_keep(&run, error))
        return NULL;
    print_notes_sort(run.report->notes);
    return g_steal_pointer(&run.report);
}
