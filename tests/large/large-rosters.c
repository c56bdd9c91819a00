/*
 * A thousand days of random people and stops, on every sheet that shows
 * them: no word stands on another or outside its place, no page is empty, no
 * heading stands alone.  In Swedish and in English; the same seed each time.
 */
#include <libintl.h>

#include "templates/audit.h"
#include "tests/unit/sheet-press.h"

enum { ROSTERS = 1000, PEOPLE_MAX = 60, STOPS_MAX = 12, SHOWN = 20 };

// clang-format off
static const char *const GIVEN[] = {
    "Åsa", "Göran", "Anna-Kristina", "Bo", "Karl-Johan Fredrik", "Agnieszka",
    "Małgorzata", "Łukasz", "Phạm Thị", "Nguyễn Văn", "Thị Hồng Nhung",
    "محمد", "فاطمة الزهراء", "יעל", "אברהם", "Ευαγγελία", "Παναγιώτης", "Zoë",
    "Ilse-Marie Alexandrina Wilhelmina", "José Ángel", "Ødis", "Sámmol", "A" };
static const char *const SURNAMES[] = {
    "Öberg", "Åkerström", "af Klint", "von Essen", "Ek", "Nyström",
    "Hermansson-Ljungqvist Fägerskiöld", "Wójcik", "Brzęczyszczykiewicz",
    "Konstantynopolitańczykowianeczkówna", "Nguyễn", "Đặng Trần", "الحسيني",
    "عبد الرحمن بن عوف", "בן־גוריון", "Παπαδόπουλος",
    "Παπακωνσταντινόπουλος", "Wolfeschlegelsteinhausenbergerdorff",
    "Kovačević", "Øvergård-Þórðardóttir", "O’Brien", "Ó" };
static const char *const ORGANISATIONS[] = {
    "Kommunstyrelsen", "Kultur och fritid", "Stadsbyggnadsförvaltningen",
    "Nämnden för arbetsmarknad och vuxenutbildning", "IT",
    "Räddningstjänstförbundet Storgöteborgs Sammanträdesberedning",
    "Business Region Göteborg AB", "Förskoleförvaltningen",
    "Kretsloppochvattennämndensordförandeberedningsutskott" };
static const char *const ROLES[] = {
    "ordförande", "2:e vice ordförande", "ersättare", "utredare", "",
    "verksamhetsutvecklare och projektledare för näringslivssamverkan",
    "hållbarhetssamordningsprojektledarassistent" };
static const char *const PLACES[] = {
    "Slamgatan 1 C, 415 02 Göteborg", "Brännö", "Kungsportsavenyen 36–38",
    "Lindholmspiren 5, Lindholmen Science Park, 417 56 Göteborg",
    "Marieholmsgatanövergångsställespassagen 12" };
static const char *const COMPANIES[] = {
    "Gjutaro AB", "Bagarn i Majorna HB", "ESAB", "3D",
    "Göteborgs Förpacknings- och Logistikaktiebolag i Västra Hamnen",
    "Svetsteknikutbildningsanläggningsentreprenadkonsortiet AB" };
// clang-format on

#define PICK(random, list) \
    (list)[g_rand_int_range(random, 0, (gint32)G_N_ELEMENTS(list))]

static void
set(JsonObject *object, const char *name, const char *value)
{
    if (value == NULL || *value == '\0')
        json_object_set_null_member(object, name);
    else
        json_object_set_string_member(object, name, value);
}

/* The golden case NAME, to change. */
static JsonObject *
load(const char *name)
{
    g_autoptr(JsonNode) facts = sheet_case(name);
    return json_object_ref(json_node_get_object(facts));
}

static JsonObject *
person(GRand *random, int number)
{
    JsonObject *object = json_object_new();
    json_object_set_int_member(object, "nr", number);
    set(object, "given", PICK(random, GIVEN));
    set(object, "surname", PICK(random, SURNAMES));
    set(object, "organisation", PICK(random, ORGANISATIONS));
    set(object, "role", PICK(random, ROLES));
    set(object, "phone", number % 3 == 0 ? NULL : "070-174 06 05");
    set(object, "half", number % 5 == 0 ? "fm" : NULL);
    set(object, "needs", NULL);
    json_object_set_boolean_member(object, "protected", number % 11 == 10);
    return object;
}

static JsonArray *
people(GRand *random, int count)
{
    JsonArray *array = json_array_new();
    for (int i = 0; i < count; i++)
        json_array_add_object_element(array, person(random, i + 1));
    return array;
}

/* The same as facts, for what is said in another language. */
static void
add_facts(JsonObject *stop, GRand *random, gboolean travel)
{
    static const char *const modes[] = { "car", "boat", "same" };
    JsonObject *facts = json_object_new();
    JsonObject *leg = json_object_new();

    if (travel) {
        set(leg, "mode", PICK(random, modes));
        set(leg, "to", PICK(random, PLACES));
        json_object_set_int_member(leg, "minutes",
                                   g_rand_int_range(random, 1, 120));
        set(facts, "mode", PICK(random, modes));
        set(facts, "to", PICK(random, PLACES));
        set(facts, "driver", PICK(random, SURNAMES));
        json_object_set_int_member(facts, "minutes",
                                   g_rand_int_range(random, 1, 120));
    } else {
        set(facts, "topic", PICK(random, ROLES));
        set(facts, "equipment", PICK(random, ORGANISATIONS));
    }
    json_object_set_object_member(stop, "leg", leg);
    json_object_set_object_member(stop, "facts", facts);
}

/* A stop, as both the group's sheet and the itinerary ask for it. */
static JsonObject *
stop(GRand *random, int number, gboolean travel)
{
    JsonObject *object = json_object_new();
    JsonArray *notes = json_array_new();
    g_autofree char *start =
        g_strdup_printf("%02d:%02d", 8 + number, travel ? 45 : 0);
    g_autofree char *end = g_strdup_printf("%02d:40", 8 + number);

    set(object, "kind", travel ? "travel" : "visit");
    set(object, "start", start);
    set(object, "end", travel ? NULL : end);
    set(object, "title", travel ? NULL : PICK(random, COMPANIES));
    set(object, "note", travel ? NULL : PICK(random, ORGANISATIONS));
    set(object, "address", travel ? NULL : PICK(random, PLACES));
    set(object, "contact", travel ? NULL : PICK(random, SURNAMES));
    set(object, "phone", travel ? NULL : "031-390 06 80");
    set(object, "text", travel ? PICK(random, PLACES) : NULL);
    add_facts(object, random, travel);
    set(object, "way", travel ? PICK(random, PLACES) : NULL);
    set(object, "by_whom", travel ? PICK(random, SURNAMES) : NULL);
    for (int i = g_rand_int_range(random, 0, 3); i > 0 && !travel; i--)
        json_array_add_string_element(notes, PICK(random, ROLES));
    json_object_set_array_member(object, "notes", notes);
    return object;
}

static JsonArray *
stops(GRand *random, int count)
{
    JsonArray *array = json_array_new();
    for (int i = 0; i < count; i++) {
        if (i > 0)
            json_array_add_object_element(array, stop(random, i, TRUE));
        json_array_add_object_element(array, stop(random, i, FALSE));
    }
    return array;
}

/* The list at the door: PEOPLE under letters. */
static JsonArray *
letters(GRand *random, int count)
{
    JsonArray *array = json_array_new();
    for (int left = count, letter = 'A'; left > 0; letter++) {
        int some = MIN(left, g_rand_int_range(random, 1, 9));
        JsonObject *object = json_object_new();
        JsonArray *list = people(random, some);
        char name[2] = { (char)letter, '\0' };
        for (int i = 0; i < some; i++) {
            JsonObject *each = json_array_get_object_element(list, (guint)i);
            JsonArray *groups = json_array_new();
            JsonObject *group = json_object_new();
            json_object_set_int_member(group, "group", i + 1);
            set(group, "half", i % 2 == 0 ? "fm" : NULL);
            json_array_add_object_element(groups, group);
            json_object_set_array_member(each, "groups", groups);
        }
        json_object_set_string_member(object, "letter", name);
        json_object_set_array_member(object, "people", list);
        json_array_add_object_element(array, object);
        left -= some;
    }
    return array;
}

/* ---- sheets ------------------------------------------------------------- */

typedef struct Checked {
    int sheets, faults, pages;
    const char *stem;
    int roster;
} Checked;

static void
tell(Checked *checked, GPtrArray *faults)
{
    static const char *const names[] = { "words on words", "outside",
                                         "empty page", "lone heading",
                                         "parted" };
    checked->sheets++;
    for (guint i = 0; i < faults->len; i++) {
        const AuditFault *fault = g_ptr_array_index(faults, i);
        if (checked->faults++ < SHOWN)
            g_test_message("%s %d, page %d: %s: %s", checked->stem,
                           checked->roster, fault->page + 1, names[fault->kind],
                           fault->text);
    }
    g_ptr_array_unref(faults);
}

static void
see_pages(const Paper *paper, const Pages *pages, gpointer data)
{
    tell(data, audit_pages(paper, pages));
}

static void
see_card(const Box *root, double width, double height, gpointer data)
{
    tell(data, audit_card(root, width, height));
}

typedef struct Printer {
    Checked checked;
    SheetsInspector inspector;
    Template *template;
    Sheets *sheets;
} Printer;

static void
open_printer(Printer *printer, const char *stem, const CardSet *cards,
             gboolean halves)
{
    g_autoptr(GError) error = NULL;
    gboolean english = g_str_has_suffix(stem, ".en");
    SheetsInfo info = { .title = "Prov",
                        .language = english ? "en-GB" : "sv-SE",
                        .author = "Göteborg",
                        .cards = cards,
                        .halves = halves,
                        .inspector = &printer->inspector };

    *printer = (Printer){ .checked.stem = stem };
    printer->inspector =
        (SheetsInspector){ see_pages, see_card, &printer->checked };
    printer->template = sheet_template(stem);
    printer->sheets = sheets_new(&info, &error);
    g_assert_no_error(error);
}

static void
print(Printer *printer, JsonObject *facts)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(JsonNode) node = json_node_new(JSON_NODE_OBJECT);
    xmlDoc *document = NULL;

    json_node_set_object(node, facts);
    document = template_fill(printer->template, node, &error);
    g_assert_no_error(error);
    sheets_add(printer->sheets, document, &error);
    g_assert_no_error(error);
    xmlFreeDoc(document);
}

static void
close_printer(Printer *printer)
{
    g_test_message("%s: %d sheets, %d pages, %u notes", printer->checked.stem,
                   printer->checked.sheets, sheets_page_count(printer->sheets),
                   sheets_notes(printer->sheets)->len);
    g_assert_cmpint(printer->checked.sheets, >, 0);
    g_assert_cmpint(printer->checked.faults, ==, 0);
    sheets_free(printer->sheets);
    template_free(printer->template);
}

/* The English ones have the same room for other words. */
static int
rosters_of(const char *stem)
{
    return g_str_has_suffix(stem, ".en") ? ROSTERS / 4 : ROSTERS;
}

/* STEM is of the template, as in the next. */
static void
test_group_sheets(gconstpointer stem)
{
    Printer printer;
    g_autoptr(JsonObject) facts = load("gruppblad");
    GRand *random = g_rand_new_with_seed(1);

    open_printer(&printer, stem, NULL, FALSE);
    for (int i = 0; i < rosters_of(stem); i++) {
        int count = g_rand_int_range(random, 0, PEOPLE_MAX + 1);
        printer.checked.roster = i;
        json_object_set_int_member(facts, "member_count", count);
        json_object_set_array_member(facts, "members", people(random, count));
        json_object_set_array_member(
            facts, "programme",
            stops(random, g_rand_int_range(random, 0, STOPS_MAX + 1)));
        print(&printer, facts);
    }
    close_printer(&printer);
    g_rand_free(random);
}

static void
print_itineraries(const char *stem, gboolean halves)
{
    Printer printer;
    g_autoptr(JsonObject) facts = load("resplan");
    GRand *random = g_rand_new_with_seed(2);

    open_printer(&printer, stem, NULL, halves);
    for (int i = 0; i < rosters_of(stem); i++) {
        g_autofree char *name = g_strdup_printf("%s %s", PICK(random, GIVEN),
                                                PICK(random, SURNAMES));
        printer.checked.roster = i;
        json_object_set_string_member(facts, "name", name);
        json_object_set_array_member(
            facts, "stops",
            stops(random, g_rand_int_range(random, 0, STOPS_MAX + 1)));
        print(&printer, facts);
    }
    close_printer(&printer);
    g_rand_free(random);
}

static void
test_itineraries(gconstpointer stem)
{
    print_itineraries(stem, FALSE);
}

/* Two to a paper. */
static void
test_halves(gconstpointer stem)
{
    print_itineraries(stem, TRUE);
}

static void
test_doors(gconstpointer stem)
{
    Printer printer;
    g_autoptr(JsonObject) facts = load("incheckning");
    GRand *random = g_rand_new_with_seed(3);

    open_printer(&printer, stem, NULL, FALSE);
    for (int i = 0; i < rosters_of(stem); i++) {
        printer.checked.roster = i;
        json_object_set_array_member(
            facts, "letters",
            letters(random, g_rand_int_range(random, 0, PEOPLE_MAX + 1)));
        print(&printer, facts);
    }
    close_printer(&printer);
    g_rand_free(random);
}

static void
print_cards(const char *stem, const CardSet *cards, int count, gint32 seed)
{
    Printer printer;
    GRand *random = g_rand_new_with_seed((guint32)seed);

    open_printer(&printer, stem, cards, FALSE);
    for (int i = 0; i < count; i++) {
        g_autoptr(JsonObject) facts = person(random, i + 1);
        JsonObject *event = json_object_new();
        JsonArray *chips = json_array_new();
        int groups = g_rand_int_range(random, 1, 3);
        printer.checked.roster = i;
        json_object_set_string_member(event, "name", PICK(random, COMPANIES));
        json_object_set_string_member(event, "day", "2027-09-16");
        json_object_set_object_member(facts, "event", event);
        json_object_set_int_member(facts, "color", i % 8);
        json_object_set_int_member(facts, "chip_count", groups);
        for (int j = 0; j < groups; j++) {
            JsonObject *chip = json_object_new();
            json_object_set_string_member(chip, "word", j == 0 ? "Fm" : "Em");
            json_object_set_int_member(chip, "group", 1 + i % 120);
            json_object_set_int_member(chip, "color", i % 8);
            json_array_add_object_element(chips, chip);
        }
        json_object_set_array_member(facts, "chips", chips);
        print(&printer, facts);
    }
    close_printer(&printer);
    g_rand_free(random);
}

static void
test_badges(gconstpointer stem)
{
    g_auto(GStrv) names = cards_names();

    for (guint i = 0; names[i] != NULL; i++) {
        CardSet set = { .grid = cards_find(names[i]) };
        print_cards(stem, &set, 2 * rosters_of(stem), (gint32)i);
    }
}

static void
test_plates(gconstpointer stem)
{
    CardSet set = { .grid = cards_folded() };
    print_cards(stem, &set, rosters_of(stem), 9);
}

int
main(int argc, char **argv)
{
    static const struct {
        const char *name, *stem;
        void (*test)(gconstpointer stem);
    } tests[] = {
        { "gruppblad", "gruppblad", test_group_sheets },
        { "resplan", "resplan", test_itineraries },
        { "resplan-a5", "resplan", test_halves },
        { "incheckning", "incheckning", test_doors },
        { "namnbricka", "namnbricka", test_badges },
        { "namnskylt", "namnskylt", test_plates },
        { "gruppblad.en", "gruppblad.en", test_group_sheets },
        { "resplan.en", "resplan.en", test_itineraries },
        { "resplan-a5.en", "resplan.en", test_halves },
        { "incheckning.en", "incheckning.en", test_doors },
        { "namnbricka.en", "namnbricka.en", test_badges },
        { "namnskylt.en", "namnskylt.en", test_plates },
    };
    g_test_init(&argc, &argv, NULL);
    bindtextdomain("hundra", "build/locale"); /* for the words in English */
    for (gsize i = 0; i < G_N_ELEMENTS(tests); i++) {
        g_autofree char *path = g_strconcat("/rosters/", tests[i].name, NULL);
        g_test_add_data_func(path, tests[i].stem, tests[i].test);
    }
    return g_test_run();
}
