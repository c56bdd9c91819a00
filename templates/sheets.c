#include "templates/sheets.h"

#include <string.h>

#include "templates/archive.h"
#include "templates/leaves.h"
#include "templates/missing.h"

struct Sheets {
    char *title, *language, *author;
    gint64 made_utc;
    guint32 accent;
    gboolean even;
    Leaves leaves;
    CardSet cards;       /* grid NULL: none */
    int cell;            /* the next one on the open page; 0: no page is open */
    GHashTable *tongues; /* Tongue by language tag */
    GPtrArray *notes;
    const SheetsInspector *inspector; /* borrowed; or NULL */
    Objects *objects;
    Tags *tags;
    Canvas *canvas;
    Fonts *fonts;
    Pictures *pictures;
};

Sheets *
sheets_new(const SheetsInfo *info, GError **error)
{
    Fonts *fonts = fonts_new(error);
    Sheets *sheets = NULL;

    if (fonts == NULL)
        return NULL;
    sheets = g_new0(Sheets, 1);
    sheets->title = g_strdup(info->title);
    sheets->language = g_strdup(info->language);
    sheets->author = g_strdup(info->author);
    sheets->made_utc = info->made_utc;
    sheets->even = info->even;
    sheets->leaves.halves = info->halves;
    sheets->accent = info->accent;
    if (info->cards != NULL)
        sheets->cards = *info->cards;
    sheets->tongues = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify)tongue_close);
    sheets->notes = notes_new();
    sheets->inspector = info->inspector;
    sheets->fonts = fonts;
    sheets->pictures = pictures_new(info->find, info->data);
    sheets->objects = objects_new();
    sheets->tags = tags_new(sheets->objects);
    sheets->canvas = canvas_new(sheets->objects, sheets->tags);
    return sheets;
}

void
sheets_free(Sheets *sheets)
{
    canvas_free(sheets->canvas);
    tags_free(sheets->tags);
    objects_free(sheets->objects);
    fonts_free(sheets->fonts);
    pictures_free(sheets->pictures);
    g_ptr_array_unref(sheets->notes);
    g_hash_table_unref(sheets->tongues);
    g_free(sheets->title);
    g_free(sheets->language);
    g_free(sheets->author);
    g_free(sheets);
}

/* All PAGES; and a blank one, where their number is to be even. */
static void
draw_pages(Sheets *sheets, gboolean landscape, const Pages *pages,
           const char *title)
{
    Press press = { sheets->canvas, sheets->tags, sheets->fonts };
    int count = pages->count + (sheets->even ? pages->count % 2 : 0);

    for (int page = 0; page < count; page++) {
        Paper paper = leaves_paper(&sheets->leaves, landscape);
        leaves_begin(&sheets->leaves, &press, &paper);
        if (page < pages->count)
            draw_page(&press, &paper, pages, page, title);
        leaves_end(&sheets->leaves, &press);
    }
}

static gboolean
add_pages(Sheets *sheets, Box *root, const char *title, GError **error)
{
    gboolean landscape = (root->style.flags & STYLE_LANDSCAPE) != 0;
    Paper paper = leaves_paper(&sheets->leaves, landscape);
    g_autoptr(Pages) pages = NULL;

    boxes_measure(root, paper.width - paper.left - paper.right);
    pages = pages_new(root, paper.height - paper.top - paper.bottom, error);
    if (pages == NULL)
        return FALSE;
    notes_of_box(sheets->notes, root, title);
    if (pages->count > 1)
        notes_add(sheets->notes, NOTE_PAGES, title, NULL)->count = pages->count;
    if (sheets->inspector != NULL)
        sheets->inspector->pages(&paper, pages, sheets->inspector->data);
    draw_pages(sheets, landscape, pages, title);
    return TRUE;
}

static void
close_cards(Sheets *sheets)
{
    if (sheets->cell > 0)
        canvas_page_end(sheets->canvas);
    sheets->cell = 0;
}

/* Only the first page may begin with cells that are used already. */
static void
add_card(Sheets *sheets, Box *root, const char *title)
{
    Press press = { sheets->canvas, sheets->tags, sheets->fonts };
    const CardSet *set = &sheets->cards;
    const CardGrid *grid = set->grid;

    if (!cards_fit(grid, root, sheets->notes, title))
        return;
    if (sheets->inspector != NULL)
        sheets->inspector->card(root, root->width,
                                MM(grid->height) / grid->scale,
                                sheets->inspector->data);
    if (sheets->cell == 0) {
        if (sheets_page_count(sheets) == 0)
            sheets->cell = set->first;
        canvas_page_begin(sheets->canvas, MM(grid->paper_width),
                          MM(grid->paper_height));
        cards_draw_marks(&press, set);
    }
    cards_draw(&press, set, sheets->cell++, root, title);
    if (sheets->cell == grid->columns * grid->rows)
        close_cards(sheets);
}

/* The language tag that DOCUMENT says, or the whole's, owned by SHEETS; TONGUE
 * (owned by SHEETS) speaks it. */
static const char *
find_tongue(Sheets *sheets, xmlDoc *document, const Tongue **tongue)
{
    xmlNode *root = xmlDocGetRootElement(document);
    xmlChar *own = root != NULL ? xmlGetNoNsProp(root, BAD_CAST "lang") : NULL;
    const char *tag = own != NULL && *own != '\0'
                          ? tongue_tag((const char *)own)
                          : sheets->language;
    gpointer known = NULL;

    if (!g_hash_table_contains(sheets->tongues, tag))
        g_hash_table_insert(sheets->tongues, g_strdup(tag), tongue_open(tag));
    g_hash_table_lookup_extended(sheets->tongues, tag, &known,
                                 (gpointer *)tongue);
    xmlFree(own);
    return known;
}

gboolean
sheets_add(Sheets *sheets, xmlDoc *document, GError **error)
{
    g_autofree char *own = template_title(document);
    const char *title = own != NULL && *own != '\0' ? own : sheets->title;
    Style style = style_root();
    g_autoptr(Box) root = NULL;
    const char *language = find_tongue(sheets, document, &style.tongue);

    if (sheets->leaves.halves)
        style.flags |= STYLE_HALF;
    root = boxes_new(sheets->fonts, sheets->pictures, &style, document, error);
    if (root == NULL)
        return FALSE;
    boxes_accent(root, sheets->accent);
    if (!tongue_same(language, sheets->language))
        root->language = language;
    if (sheets->cards.grid != NULL)
        add_card(sheets, root, title);
    else if (!add_pages(sheets, root, title, error))
        return FALSE;
    tags_flush(sheets->tags);
    return TRUE;
}

const GPtrArray *
sheets_notes(const Sheets *sheets)
{
    return sheets->notes;
}

int
sheets_page_count(const Sheets *sheets)
{
    return canvas_page_count(sheets->canvas);
}

GPtrArray *
sheets_missing(const Sheets *sheets)
{
    return missing_texts(sheets->fonts);
}

/* ---- the document as a whole -------------------------------------------- */

static int
write_catalog(const Sheets *sheets, const ArchiveInfo *info)
{
    g_autoptr(GString) out = g_string_new("<< /Type /Catalog");
    int id = objects_reserve(sheets->objects);
    int pages = 0, outlines = 0;

    canvas_write(sheets->canvas, &pages, &outlines);
    g_string_append_printf(out, " /Pages %d 0 R /StructTreeRoot %d 0 R", pages,
                           tags_write(sheets->tags));
    if (outlines > 0)
        g_string_append_printf(out, " /Outlines %d 0 R", outlines);
    g_string_append_printf(out, " /Metadata %d 0 R /OutputIntents [%d 0 R]",
                           archive_metadata(sheets->objects, info),
                           archive_output_intent(sheets->objects));
    g_string_append(out, " /MarkInfo << /Marked true >>"
                         " /ViewerPreferences << /DisplayDocTitle true >>"
                         " /Lang ");
    objects_text(out, sheets->language, strlen(sheets->language));
    g_string_append(out, " >>");
    objects_put(sheets->objects, id, out->str);
    return id;
}

GBytes *
sheets_finish(Sheets *sheets, GError **error)
{
    ArchiveInfo info = { sheets->title, sheets->language, sheets->author,
                         sheets->made_utc };
    Press press = { sheets->canvas, sheets->tags, sheets->fonts };
    int catalog = 0;
    g_autofree char *fonts = NULL;

    if (!missing_check(sheets->fonts, error))
        return NULL;
    close_cards(sheets);
    leaves_close(&sheets->leaves, &press);
    fonts = fonts_write(sheets->fonts, sheets->objects, error);
    if (fonts == NULL)
        return NULL;
    canvas_write_resources(sheets->canvas, fonts);
    catalog = write_catalog(sheets, &info);
    return objects_finish(sheets->objects, catalog,
                          archive_info(sheets->objects, &info));
}
