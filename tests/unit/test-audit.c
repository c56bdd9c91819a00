/* The audit finds what is planted in a good sheet, each kind of fault, and
 * nothing where nothing is. */
#include <json-glib/json-glib.h>
#include <string.h>

#include "templates/audit.h"
#include "templates/sheets.h"

typedef struct Plant {
    const char *name;
    void (*spoil)(Pages *pages);
    AuditKind kind;
} Plant;

static Place *
place_at(Pages *pages, guint index)
{
    return &g_array_index(pages->places, Place, index);
}

static Box *
box_of(Pages *pages, guint index)
{
    return place_at(pages, index)->strip->box;
}

/* The first place of a row that is not a head. */
static guint
first_row(Pages *pages)
{
    guint i = 0;
    while (box_of(pages, i)->kind != BOX_ROW || box_of(pages, i)->is_head)
        i++;
    return i;
}

static void
lift_row(Pages *pages)
{
    place_at(pages, first_row(pages) + 1)->y -= 6;
}

static void
shift_cell(Pages *pages)
{
    Box *row = box_of(pages, first_row(pages));
    ((Box *)g_ptr_array_index(row->kids, 1))->x -= 30;
}

static void
narrow_cell(Pages *pages)
{
    Box *row = box_of(pages, first_row(pages));
    ((Box *)g_ptr_array_index(row->kids, 0))->width = 30;
}

static void
shift_row(Pages *pages)
{
    Strip *strip = (Strip *)place_at(pages, first_row(pages))->strip;
    strip->x += 40;
}

static void
low_row(Pages *pages)
{
    box_of(pages, first_row(pages))->height -= 6;
}

static void
add_page(Pages *pages)
{
    pages->count++;
}

/* All from the first row on goes to the next page: the heads stay. */
static void
leave_heads(Pages *pages)
{
    for (guint i = first_row(pages); i < pages->places->len; i++)
        place_at(pages, i)->page++;
    pages->count++;
}

static void
drop_row(Pages *pages)
{
    guint last = pages->places->len;
    while (place_at(pages, --last)->page > 0)
        ;
    place_at(pages, last)->y = MM(297 - 14 - 18.5) - 4;
}

static void
long_footer(Pages *pages)
{
    ((Box *)pages->footer)->height += 40;
}

static void
none(Pages *pages)
{
    (void)pages;
}

static const Plant PLANTS[] = {
    { "nothing", none, 0 },
    { "a row too high", lift_row, AUDIT_OVERLAP },
    { "a cell over another", shift_cell, AUDIT_OVERLAP },
    { "words wider than their cell", narrow_cell, AUDIT_OUTSIDE },
    { "a row in the margin", shift_row, AUDIT_OUTSIDE },
    { "a row lower than its words", low_row, AUDIT_OUTSIDE },
    { "a footer off the paper", long_footer, AUDIT_OUTSIDE },
    { "an empty page", add_page, AUDIT_EMPTY_PAGE },
    { "a heading alone", leave_heads, AUDIT_LONE_HEADING },
    { "a row over the end", drop_row, AUDIT_PARTED },
};

typedef struct Seen {
    const Plant *plant;
    guint before, found; /* faults in all; of the plant's kind */
} Seen;

static void
see_pages(const Paper *paper, const Pages *pages, gpointer data)
{
    Seen *seen = data;
    g_autoptr(GPtrArray) good = audit_pages(paper, pages);
    g_autoptr(GPtrArray) spoilt = NULL;

    seen->before += good->len;
    seen->plant->spoil((Pages *)pages);
    spoilt = audit_pages(paper, pages);
    for (guint i = 0; i < spoilt->len; i++) {
        const AuditFault *fault = g_ptr_array_index(spoilt, i);
        seen->found += fault->kind == seen->plant->kind;
    }
    if (seen->plant->spoil == none)
        g_assert_cmpuint(spoilt->len, ==, 0);
}

static void
see_card(const Box *root, double width, double height, gpointer data)
{
    Seen *seen = data;
    g_autoptr(GPtrArray) good = audit_card(root, width, height);
    g_autoptr(GPtrArray) small = audit_card(root, width, height - 20);
    g_autoptr(GPtrArray) narrow = audit_card(root, width - 90, height);

    seen->before += good->len;
    seen->found += small->len > 0 && narrow->len > 0;
}

/* STEM filled with JSON, seen by SEEN. */
static void
lay_out(Seen *seen, const char *stem, const char *json, const CardSet *cards)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_strdup_printf("templates/%s.xhtml", stem);
    g_autofree char *text = NULL;
    g_autoptr(JsonNode) data = json_from_string(json, &error);
    SheetsInspector inspector = { see_pages, see_card, seen };
    SheetsInfo info = { .title = "Prov",
                        .language = "sv-SE",
                        .author = "Göteborg",
                        .cards = cards,
                        .inspector = &inspector };
    g_autoptr(Sheets) sheets = sheets_new(&info, &error);
    g_autoptr(Template) template = NULL;
    xmlDoc *document = NULL;
    gsize length = 0;

    g_assert_no_error(error);
    g_file_get_contents(path, &text, &length, &error);
    g_assert_no_error(error);
    template = template_parse(path, text, length, &error);
    g_assert_no_error(error);
    document = template_fill(template, data, &error);
    g_assert_no_error(error);
    sheets_add(sheets, document, &error);
    g_assert_no_error(error);
    xmlFreeDoc(document);
}

static void
test_plant(gconstpointer data)
{
    Seen seen = { .plant = data };
    g_autofree char *json = NULL;

    g_file_get_contents("tests/cases/sheets/gruppblad-fyrtio.json", &json, NULL,
                        NULL);
    g_assert_nonnull(json);
    lay_out(&seen, "gruppblad", json, NULL);
    g_assert_cmpuint(seen.before, ==, 0);
    g_assert_true((seen.found > 0) == (seen.plant->spoil != none));
}

/* Every golden case, however hostile, of every sheet. */
static void
test_cases(void)
{
    static const char *const stems[] = { "gruppblad",   "oversikt",
                                         "incheckning", "vardblad",
                                         "platslista",  "lunch",
                                         "resplan",     "kontaktlista" };
    g_autoptr(GDir) folder = g_dir_open("tests/cases/sheets", 0, NULL);
    int cases = 0;

    for (const char *name = NULL; (name = g_dir_read_name(folder)) != NULL;) {
        g_autofree char *path = g_strconcat("tests/cases/sheets/", name, NULL);
        g_autofree char *json = NULL;
        Seen seen = { .plant = PLANTS };
        if (!g_str_has_suffix(name, ".json"))
            continue;
        g_file_get_contents(path, &json, NULL, NULL);
        for (gsize i = 0; i < G_N_ELEMENTS(stems); i++)
            if (g_str_has_prefix(name, stems[i])) {
                g_test_message("%s", name);
                lay_out(&seen, stems[i], json, NULL);
                g_assert_cmpuint(seen.before, ==, 0);
                cases++;
            }
    }
    g_assert_cmpint(cases, >=, 15);
}

static void
test_card(void)
{
    Seen seen = { .plant = PLANTS };
    CardSet cards = { .grid = cards_find("90x54") };

    lay_out(&seen, "namnbricka",
            "{\"event\":{\"name\":\"Hundra besök\",\"day\":\"2027-09-16\"},"
            "\"given\":\"Anna-Kristina\",\"surname\":\"Öberg\","
            "\"organisation\":\"Kultur\",\"role\":null,\"color\":1,"
            "\"chip_count\":1,\"chips\":[{\"word\":\"Grupp\",\"group\":2,"
            "\"color\":1}]}",
            &cards);
    g_assert_cmpuint(seen.before, ==, 0);
    g_assert_cmpuint(seen.found, ==, 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(PLANTS); i++) {
        g_autofree char *path = g_strconcat("/audit/", PLANTS[i].name, NULL);
        g_test_add_data_func(path, &PLANTS[i], test_plant);
    }
    g_test_add_func("/audit/cases", test_cases);
    g_test_add_func("/audit/card", test_card);
    return g_test_run();
}
