#include <glib/gi18n.h>
#include <string.h>

#include "planner/deliver/print-inside.h"

static void
clear_page(gpointer data)
{
    Page *page = data;
    g_free(page->facts);
    g_free(page->key);
    g_free(page->hash);
    g_free(page->title);
}

void
pages_of_kind_free(PagesOfKind *pages)
{
    if (pages == NULL)
        return;
    for (int i = 0; i < SHEET_LANGUAGES; i++) {
        g_clear_pointer(&pages->wordings[i].template, template_free);
        g_clear_pointer(&pages->wordings[i].used, g_hash_table_unref);
        g_free(pages->wordings[i].own);
    }
    g_clear_pointer(&pages->schema, schema_free);
    g_clear_pointer(&pages->pages, g_array_unref);
    pages_of_kind_free(pages->behind);
    g_free(pages);
}

const Page *
pages_back(const PagesOfKind *pages, const Page *page)
{
    for (guint i = 0; pages->behind && i < pages->behind->pages->len; i++) {
        const Page *back = &g_array_index(pages->behind->pages, Page, i);
        if (strcmp(back->key, page->key) == 0)
            return back;
    }
    return NULL;
}

static int
compare_groups(const void *a, const void *b)
{
    gint64 left = ((const Page *)a)->group, right = ((const Page *)b)->group;
    return (left > right) - (left < right);
}

/* Whether the sheets of KIND are in their readers' languages. */
static gboolean
follows_reader(const Run *run, const SheetKind *kind)
{
    return kind->own_language && run->request->language == NULL;
}

/* The language of the sheet in the view's open row. */
static SheetLanguage
language_of(const Run *run, const SheetKind *kind, const StoreRows *rows)
{
    const char *own = follows_reader(run, kind)
                          ? store_rows_text(rows, kind->personal ? 3 : 2)
                          : NULL;
    return own != NULL ? sheet_language(own) : run->language;
}

/* All rows at once: an open view holds more memory than its text. */
static gboolean
read_rows(const Run *run, PagesOfKind *pages, GError **error)
{
    const SheetKind *kind = pages->kind;
    g_autoptr(GError) inner = NULL;
    g_autofree char *view = g_strconcat(
        "view:", kind->form != NULL ? kind->form : kind->stem, NULL);
    /* A format of one word leaves the last value unread. */
    g_autoptr(StoreRows) rows =
        store_query(run->store, &inner, view,
                    kind->form != NULL ? "plan:i sheet:s" : "plan:i",
                    run->edition.plan, kind->stem);
    while (rows != NULL && store_rows_next(rows, &inner)) {
        Page page = { .key = g_strdup(store_rows_text(rows, 1)),
                      .facts = g_strdup(store_rows_text(rows, 0)),
                      .language = language_of(run, kind, rows) };
        if (kind->personal)
            page.group = store_rows_int(rows, 2);
        g_array_append_val(pages->pages, page);
    }
    if (run->request->by_group && kind->personal)
        g_array_sort(pages->pages, compare_groups); /* stable, says GLib */
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* ---- what only the printing knows ----------------------------------------------------- */

/* The caller owns the tree; NULL sets ERROR. */
static JsonNode *
facts_of(const Page *page, GError **error)
{
    return json_from_string(page->facts, error);
}

/* The pictures of the document are those of FACTS (taken). */
static xmlDoc *
fill(Run *run, const PagesOfKind *pages, SheetLanguage language,
     JsonNode *facts, GError **error)
{
    g_clear_pointer(&run->pictures.facts, json_node_unref);
    run->pictures.facts = facts;
    run->pictures.tongue = run_tongue(run, language);
    return template_fill(pages->wordings[language].template, facts, error);
}

xmlDoc *
pages_fill(Run *run, const PagesOfKind *pages, const Page *page, GError **error)
{
    JsonNode *facts = facts_of(page, error);
    return facts != NULL ? fill(run, pages, page->language, facts, error)
                         : NULL;
}

/* What the pictures of DOCUMENT are goes into CONTENT. */
static void
add_pictures(Run *run, const xmlNode *node, GString *content)
{
    for (; node != NULL; node = node->next) {
        xmlChar *src = xmlStrEqual(node->name, BAD_CAST "img")
                           ? xmlGetNoNsProp(node, BAD_CAST "src")
                           : NULL;
        g_autoptr(GBytes) bytes =
            src != NULL
                ? print_pictures_find((const char *)src, &run->pictures, NULL)
                : NULL;
        g_autofree char *sum =
            bytes != NULL
                ? g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes)
                : NULL;
        xmlFree(src);
        g_string_append(content, sum != NULL ? sum : "");
        add_pictures(run, node->children, content);
    }
}

/* The time of the last answer, which only the zone can tell. */
static gboolean
add_heard(const Run *run, JsonObject *facts, GError **error)
{
    if (!json_object_has_member(facts, "heard_utc"))
        return TRUE;
    gboolean never = json_object_get_null_member(facts, "heard_utc");
    gint64 utc = never ? 0 : json_object_get_int_member(facts, "heard_utc");
    g_autofree char *heard =
        never ? NULL : edition_local(&run->edition, utc, error);
    json_object_set_string_member(facts, "heard", heard);
    return never || heard != NULL;
}

/* The hash is of the sheet as it is without version, time and hash. */
static gboolean
dress(Run *run, const PagesOfKind *pages, Page *page, GError **error)
{
    static const char *const own[] = { "version", "made", "made_utc", "hash" };
    g_autoptr(JsonNode) facts = facts_of(page, error);
    if (facts == NULL)
        return FALSE;
    JsonObject *all = json_node_get_object(facts);
    JsonObject *plan = json_object_get_object_member(all, "plan");
    json_object_set_string_member(json_object_get_object_member(all, "event"),
                                  "logotype", run->edition.logotype);
    if (!add_heard(run, all, error))
        return FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(own); i++)
        json_object_set_null_member(plan, own[i]);
    xmlDoc *document =
        fill(run, pages, page->language, json_node_ref(facts), error);
    if (document == NULL)
        return FALSE;
    page->title = template_title(document);
    g_autofree char *html = template_html(document);
    g_autoptr(GString) content = g_string_new(html);
    add_pictures(run, xmlDocGetRootElement(document), content);
    xmlFreeDoc(document);
    const Page *back = pages_back(pages, page);
    g_string_append(content, back != NULL ? back->hash : "");
    page->hash = printed_hash(content->str);
    json_object_set_int_member(plan, "version", run->edition.version);
    json_object_set_string_member(plan, "made", run->made);
    json_object_set_int_member(plan, "made_utc", run->edition.made_utc);
    json_object_set_string_member(plan, "hash", page->hash);
    g_free(page->facts);
    page->facts = json_to_string(facts, FALSE);
    return TRUE;
}

/* ---- against what lies printed ----------------------------------------------------------- */

static PrintChange *
add_change(Run *run, const SheetKind *kind, SheetLanguage language,
           const char *key, const PrintedSheet *lies)
{
    PrintChange *change = g_new0(PrintChange, 1);
    change->kind = kind;
    change->language = language;
    change->key = g_strdup(key);
    change->old_hash = lies != NULL ? g_strdup(lies->hash) : NULL;
    change->old_version = lies != NULL ? lies->version : 0;
    g_ptr_array_add(run->changes, change);
    return change;
}

/* What lies printed of PAGE in other languages: an extra copy that was asked
 * for stays, but is to be thrown where hers IS_NEW, for her language was
 * another then. */
static void
meet_copies(Run *run, const SheetKind *kind, const Page *page, gboolean is_new)
{
    for (int i = 0; i < SHEET_LANGUAGES; i++) {
        SheetLanguage language = (SheetLanguage)i;
        const PrintedSheet *lies = NULL;
        if (language == page->language)
            continue;
        g_autofree char *name = run_name_in(kind->stem, language);
        printed_state(run->printed, name, page->key, page->hash, &lies);
        if (is_new && lies != NULL)
            add_change(run, kind, language, page->key, lies);
    }
}

/* What lies printed and is no more: in the language that is printed, and of
 * those who have left in any. */
static void
add_gone(Run *run, const SheetKind *kind)
{
    for (int i = 0; i < SHEET_LANGUAGES; i++) {
        SheetLanguage language = (SheetLanguage)i;
        if (language != run->language && !follows_reader(run, kind))
            continue;
        g_autofree char *name = run_name_in(kind->stem, language);
        g_autoptr(GPtrArray) gone = printed_gone(run->printed, name);
        for (guint j = 0; j < gone->len; j++) {
            const PrintedSheet *lies = gone->pdata[j];
            add_change(run, kind, language, lies->key, lies);
        }
    }
}

static void
compare(Run *run, PagesOfKind *pages)
{
    for (guint i = 0; i < pages->pages->len;) {
        const Page *page = &g_array_index(pages->pages, Page, i);
        const PrintedSheet *lies = NULL;
        g_autofree char *name = run_name_in(pages->kind->stem, page->language);
        PrintedState state =
            printed_state(run->printed, name, page->key, page->hash, &lies);
        if (follows_reader(run, pages->kind))
            meet_copies(run, pages->kind, page, state == PRINTED_NEW);
        if (state == PRINTED_SAME && run->request->changed) {
            g_array_remove_index(pages->pages, i);
            continue;
        }
        PrintChange *change =
            add_change(run, pages->kind, page->language, page->key, lies);
        change->hash = g_strdup(page->hash);
        if (pages->kind->personal)
            change->who = g_strdup(page->title);
        i++;
    }
    if (run->request->changed)
        add_gone(run, pages->kind);
}

/* ---- whom they tell about ----------------------------------------------------------------- */

static gboolean
count_people(Run *run, const PagesOfKind *pages, SheetLanguage language,
             GError **error)
{
    const Wording *wording = &pages->wordings[language];
    g_autoptr(GHashTable) people = g_hash_table_new_full(
        g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_hash_table_unref);
    GHashTableIter iter;
    gpointer what = NULL, those = NULL;
    for (guint i = 0; i < pages->pages->len; i++) {
        const Page *page = &g_array_index(pages->pages, Page, i);
        if (page->language != language)
            continue;
        g_autoptr(JsonNode) facts = facts_of(page, error);
        if (facts == NULL)
            return FALSE;
        template_count_people(pages->schema, wording->used, facts,
                              "Skyddade uppgifter", people);
    }
    g_hash_table_iter_init(&iter, people);
    while (g_hash_table_iter_next(&iter, &what, &those)) {
        PrintShown *shown = g_new0(PrintShown, 1);
        shown->sheet = pages->kind->name;
        shown->language = sheet_language_name(language);
        shown->own = g_strdup(wording->own);
        shown->what = what;
        shown->people = (int)g_hash_table_size(those);
        g_ptr_array_add(run->report->shown, shown);
    }
    return TRUE;
}

/* The template of PAGES in LANGUAGE, read once. */
static gboolean
open_wording(const Run *run, PagesOfKind *pages, SheetLanguage language,
             GError **error)
{
    const SheetKind *kind = pages->kind;
    Wording *wording = &pages->wordings[language];
    if (wording->template != NULL)
        return TRUE;
    g_autofree char *name =
        run_name_in(kind->form != NULL ? kind->form : kind->stem, language);
    wording->used = g_hash_table_new(NULL, NULL);
    wording->template = form_open(run->request->templates, name, pages->schema,
                                  wording->used, &wording->own, error);
    return wording->template != NULL;
}

/* The template and the rows of KIND, with BEHIND (taken; may be NULL) as
 * their backs. */
static PagesOfKind *
read_kind(Run *run, const SheetKind *kind, PagesOfKind *behind, GError **error)
{
    const char *name = kind->form != NULL ? kind->form : kind->stem;
    const FormRow *row = form_row(name);
    g_autoptr(PagesOfKind) pages = g_new0(PagesOfKind, 1);
    pages->kind = kind;
    pages->behind = behind;
    pages->pages = g_array_new(FALSE, FALSE, sizeof(Page));
    g_array_set_clear_func(pages->pages, clear_page);
    pages->schema = schema_parse(row != NULL ? row->fields : "");
    if (!open_wording(run, pages, run->language, error) ||
        !read_rows(run, pages, error))
        return NULL;
    for (guint i = 0; i < pages->pages->len; i++) {
        Page *page = &g_array_index(pages->pages, Page, i);
        if (!open_wording(run, pages, page->language, error) ||
            !dress(run, pages, page, error)) {
            hundra_adopt(error, HUNDRA_ERROR_INPUT);
            return NULL;
        }
    }
    return g_steal_pointer(&pages);
}

PagesOfKind *
pages_read(Run *run, const SheetKind *kind, GError **error)
{
    PagesOfKind *behind = NULL;
    if (run->request->maps && kind->back != NULL &&
        (behind = read_kind(run, sheet_kind_find(kind->back), NULL, error)) ==
            NULL)
        return NULL;
    g_autoptr(PagesOfKind) pages = read_kind(run, kind, behind, error);
    if (pages == NULL)
        return NULL;
    compare(run, pages);
    for (int i = 0; i < SHEET_LANGUAGES; i++)
        if (!count_people(run, pages, (SheetLanguage)i, error))
            return NULL;
    return g_steal_pointer(&pages);
}
