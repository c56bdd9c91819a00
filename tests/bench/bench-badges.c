/*
 * Ten thousand badges, from filled templates to a finished file.  Aim: under
 * 10 s, and no more memory than the file and a few pages.
 *
 *     make build/gcc/bench-badges && build/gcc/bench-badges
 */
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <sys/resource.h>

#include "templates/sheets.h"

enum { BADGES = 10000 };

static const char *const GIVEN[] = {
    "Åsa",       "Göran", "Anna-Kristina",     "Bo",
    "Agnieszka", "Zoë",   "Karl-Johan Fredrik"
};
static const char *const SURNAMES[] = { "Öberg", "Nyström",
                                        "Hermansson-Ljungqvist Fägerskiöld",
                                        "Kovačević", "Ek" };
static const char *const ROLES[] = {
    "utredare", "ordförande", "verksamhetsutvecklare och projektledare"
};

static Template *
load(void)
{
    g_autofree char *text = NULL;
    gsize length = 0;
    g_autoptr(GError) error = NULL;
    Template *template = NULL;

    g_file_get_contents("templates/namnbricka.xhtml", &text, &length, &error);
    g_assert_no_error(error);
    template = template_parse("namnbricka", text, length, &error);
    g_assert_no_error(error);
    return template;
}

static void
add(Sheets *sheets, const Template *template, guint i)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *json = g_strdup_printf(
        "{\"event\":{\"name\":\"Hundra besök 2027\",\"day\":\"2027-09-16\"},"
        "\"given\":\"%s\",\"surname\":\"%s %u\",\"organisation\":"
        "\"Stadsbyggnadsförvaltningen\",\"role\":\"%s\",\"color\":%u,"
        "\"chip_count\":1,\"chips\":[{\"word\":\"Grupp\",\"group\":%u,"
        "\"color\":%u}]}",
        GIVEN[i % G_N_ELEMENTS(GIVEN)], SURNAMES[i % G_N_ELEMENTS(SURNAMES)], i,
        ROLES[i % G_N_ELEMENTS(ROLES)], i % 8, i % 300 + 1, i % 8);
    g_autoptr(JsonNode) node = json_from_string(json, &error);
    xmlDoc *document = template_fill(template, node, &error);

    g_assert_no_error(error);
    sheets_add(sheets, document, &error);
    g_assert_no_error(error);
    xmlFreeDoc(document);
}

static double
mib(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

int
main(void)
{
    gint64 start = g_get_monotonic_time();
    CardSet cards = { .grid = cards_find("90x54") };
    SheetsInfo info = { .title = "Namnbrickor",
                        .language = "sv-SE",
                        .author = "Göteborg",
                        .cards = &cards };
    g_autoptr(GError) error = NULL;
    g_autoptr(Sheets) sheets = sheets_new(&info, &error);
    g_autoptr(Template) template = load();
    g_autoptr(GBytes) pdf = NULL;
    double early = 0, late = 0;

    g_assert_no_error(error);
    for (guint i = 0; i < BADGES; i++) {
        add(sheets, template, i);
        if (i == BADGES / 10)
            early = mib();
    }
    late = mib();
    pdf = sheets_finish(sheets, &error);
    g_assert_no_error(error);
    printf("%d badges: %.1f s, %.0f MiB after a tenth, %.0f MiB after all, "
           "%.0f MiB with the file of %.1f MiB\n",
           BADGES, (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC,
           early, late, mib(), (double)g_bytes_get_size(pdf) / (1 << 20));
    return 0;
}
