#include "templates/sheets.h"

#include <string.h>

#include "templates/missing.h"

struct Sheets {
    char *title, *language, *author;
    gint64 made_utc;
    guint32 accent;
    gboolean even;
    CardSet cards; /* grid NULL: none */
    int cell;      /* the next one on the open page; 0: no page is open */
    GPtrArray *notes;
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
    sheets->accent = info->accent;
    if (info->cards != NULL)
        sheets->cards = *info->cards;
    sheets->notes = notes_new();
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
    g_free(sheets->title);
    g_free(sheets->language);
    g_free(sheets->author);
    g_free(sheets);
}

/* A4; the footer lies inside the lower margin. */
static Paper
paper_for(const Box *root)
{
    gboolean landscape = (root->style.flags & STYLE_LANDSCAPE) != 0;
    return (Paper){
        .width = landscape ? MM(297) : MM(210),
        .height = landscape ? MM(210) : MM(297),
        .left = MM(16),
        .right = MM(16),
        .top = MM(14),
        .bottom = MM(18.5),
    };
}

static void
add_blank(Sheets *sheets, const Paper *paper)
{
    canvas_page_begin(sheets->canvas, paper->width, paper->height);
    canvas_page_end(sheets->canvas);
}

static gboolean
add_pages(Sheets *sheets, Box *root, const char *title, GError **error)
{
    Press press = { sheets->canvas, sheets->tags, sheets->fonts };
    Paper paper = paper_for(root);
    g_autoptr(Pages) pages = NULL;

    boxes_measure(root, paper.width - paper.left - paper.right);
    pages = pages_new(root, paper.height - paper.top - paper.bottom, error);
    if (pages == NULL)
        return FALSE;
    notes_of_box(sheets->notes, root, title);
    if (pages->count > 1)
        notes_add(sheets->notes, NOTE_PAGES, title, NULL)->count = pages->count;
    draw_sheet(&press, &paper, pages, title);
    if (sheets->even && pages->count % 2 == 1)
        add_blank(sheets, &paper);
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

gboolean
sheets_add(Sheets *sheets, xmlDoc *document, GError **error)
{
    g_autofree char *own = template_title(document);
    const char *title = own != NULL && *own != '\0' ? own : sheets->title;
    g_autoptr(Box) root =
        boxes_new(sheets->fonts, sheets->pictures, document, error);

    if (root == NULL)
        return FALSE;
    boxes_accent(root, sheets->accent);
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

/* MADE as FORMAT in UTC; outside the calendar's years, 1970. */
static char *
format_utc(gint64 made, const char *format)
{
    GDateTime *time = g_date_time_new_from_unix_utc(made);
    char *text = NULL;

    if (time == NULL)
        time = g_date_time_new_from_unix_utc(0);
    text = g_date_time_format(time, format);
    g_date_time_unref(time);
    return text;
}

static int
write_info(const Sheets *sheets)
{
    g_autofree char *made = format_utc(sheets->made_utc, "D:%Y%m%d%H%M%SZ");
    g_autoptr(GString) out = g_string_new("<< /Title ");
    int id = objects_reserve(sheets->objects);

    objects_text(out, sheets->title, strlen(sheets->title));
    g_string_append(out, " /Author ");
    objects_text(out, sheets->author, strlen(sheets->author));
    g_string_append_printf(out,
                           " /Creator (Hundra) /Producer (Hundra)"
                           " /CreationDate (%s) /ModDate (%s) >>",
                           made, made);
    objects_put(sheets->objects, id, out->str);
    return id;
}

/* The same in XMP, with the mark of PDF/UA-1 (ISO 14289-1, 5). */
static int
write_metadata(const Sheets *sheets)
{
    g_autofree char *made = format_utc(sheets->made_utc, "%Y-%m-%dT%H:%M:%SZ");
    g_autofree char *xmp = g_markup_printf_escaped(
        "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
        "<rdf:Description rdf:about=\"\""
        " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
        " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
        " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
        " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li>"
        "</rdf:Alt></dc:title>\n"
        "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n"
        "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n"
        "<xmp:CreatorTool>Hundra</xmp:CreatorTool>\n"
        "<xmp:CreateDate>%s</xmp:CreateDate>\n"
        "<xmp:ModifyDate>%s</xmp:ModifyDate>\n"
        "<pdf:Producer>Hundra</pdf:Producer>\n"
        "<pdfuaid:part>1</pdfuaid:part>\n"
        "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
        "<?xpacket end=\"r\"?>",
        sheets->title, sheets->author, sheets->language, made, made);
    int id = objects_reserve(sheets->objects);

    objects_stream(sheets->objects, id, "/Type /Metadata /Subtype /XML", xmp,
                   strlen(xmp));
    return id;
}

static int
write_catalog(const Sheets *sheets)
{
    g_autoptr(GString) out = g_string_new("<< /Type /Catalog");
    int id = objects_reserve(sheets->objects);
    int pages = 0, outlines = 0;

    canvas_write(sheets->canvas, &pages, &outlines);
    g_string_append_printf(out, " /Pages %d 0 R /StructTreeRoot %d 0 R", pages,
                           tags_write(sheets->tags));
    if (outlines > 0)
        g_string_append_printf(out, " /Outlines %d 0 R", outlines);
    g_string_append_printf(out, " /Metadata %d 0 R", write_metadata(sheets));
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
    int catalog = 0;
    g_autofree char *fonts = NULL;

    if (!missing_check(sheets->fonts, error))
        return NULL;
    close_cards(sheets);
    fonts = fonts_write(sheets->fonts, sheets->objects, error);
    if (fonts == NULL)
        return NULL;
    canvas_write_resources(sheets->canvas, fonts);
    catalog = write_catalog(sheets);
    return objects_finish(sheets->objects, catalog, write_info(sheets));
}
