#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <math.h>

#include "planner/cli/rows.h"
#include "planner/deliver/print.h"

typedef struct PrintOptions {
    const char *out;
    gboolean each, even, a5, map, changed, html, text;
    gint64 plan, from;
    const char *size, *offset, *order, *tongue;
} PrintOptions;

/* More are in the JSON; a screen is read from above. */
enum { NOTES_SHOWN = 10 };

// clang-format off
static const OptionRow OPTIONS[] = {
    { "out", OPTION_PATH, offsetof(PrintOptions, out), N_("MAPP"),
      N_("mappen att skriva i; den görs om den saknas"), 0, 0, "." },
    { "each", OPTION_FLAG, offsetof(PrintOptions, each), NULL,
      N_("skriver en fil för varje grupp, deltagare, företag eller plats, inte "
         "en för alla"), 0, 0, NULL },
    { "map", OPTION_FLAG, offsetof(PrintOptions, map), NULL,
      N_("lägger gruppens karta på baksidan av dess gruppblad"), 0, 0, NULL },
    { "changed", OPTION_FLAG, offsetof(PrintOptions, changed), NULL,
      N_("skriver bara de blad som säger något annat än de som senast skrevs "
         "ut, och en lista över vilka som byts ut"), 0, 0, NULL },
    { "html", OPTION_FLAG, offsetof(PrintOptions, html), NULL,
      N_("skriver varje blad som en webbsida för skärmen"), 0, 0, NULL },
    { "text", OPTION_FLAG, offsetof(PrintOptions, text), NULL,
      N_("skriver varje blad som text, att lägga i ett brev"), 0, 0, NULL },
    { "in", OPTION_CHOICE, offsetof(PrintOptions, tongue), "sv|en",
      N_("bladens språk; annars evenemangets, och på resplan, namnbricka och "
         "namnskylt läsarens"), 0, 0, NULL },
    { "plan", OPTION_INT, offsetof(PrintOptions, plan), N_("VERSION"),
      N_("skriver den här versionen; annars den som gäller, annars den "
         "nyaste"), 1, G_MAXINT, NULL },
    { "even", OPTION_FLAG, offsetof(PrintOptions, even), NULL,
      N_("ger varje blad ett jämnt antal sidor, för utskrift på båda "
         "sidor"), 0, 0, NULL },
    { "a5", OPTION_FLAG, offsetof(PrintOptions, a5), NULL,
      N_("skriver resplanerna i A5, två på varje A4 att skära itu; med --even "
         "får var och en hela A4"), 0, 0, NULL },
    { "size", OPTION_CHOICE, offsetof(PrintOptions, size),
      "90x54|85x54|105x74|148x105",
      N_("namnbrickans bredd och höjd i millimeter"), 0, 0, NULL },
    { "offset", OPTION_STRING, offsetof(PrintOptions, offset), "X,Y",
      N_("flyttar namnbrickorna så många millimeter åt höger och nedåt, i "
         "steg om 0.5, när skrivaren drar snett"), 0, 0, NULL },
    { "from", OPTION_INT, offsetof(PrintOptions, from), N_("NR"),
      N_("börjar på den här brickan på arket, när de före är använda"), 1, 10,
      NULL },
    { "order", OPTION_CHOICE, offsetof(PrintOptions, order),
      "efternamn|grupp",
      N_("ordnar namnbrickor och namnskyltar; annars efter efternamn"), 0, 0,
      NULL },
    { 0 },
};
// clang-format on

/* A member with a value, and none without. */
static void
put_said(JsonBuilder *json, const char *name, const char *value)
{
    if (value == NULL)
        return;
    json_builder_set_member_name(json, name);
    json_builder_add_string_value(json, value);
}

static void
put_size(JsonBuilder *json, const char *name, double value)
{
    if (value == 0)
        return;
    json_builder_set_member_name(json, name);
    if (value == floor(value))
        json_builder_add_int_value(json, (gint64)value);
    else
        json_builder_add_double_value(json, value);
}

static void
put_note(JsonBuilder *json, const PrintNote *note)
{
    json_builder_begin_object(json);
    put_said(json, "what", note->what);
    put_said(json, "file", note->file);
    put_said(json, "sheet", note->sheet);
    put_said(json, "text", note->text);
    put_size(json, "asked", note->asked);
    put_size(json, "size", note->size);
    put_size(json, "count", note->count);
    put_size(json, "sheets", note->sheets);
    json_builder_end_object(json);
}

static void
put_shown(JsonBuilder *json, const PrintShown *shown)
{
    g_autofree char *words = print_shown_words(shown);
    json_builder_begin_object(json);
    put_said(json, "sheet", shown->sheet);
    put_said(json, "language", shown->language);
    put_said(json, "template", shown->own);
    put_said(json, "text", words);
    put_size(json, "people", shown->people);
    json_builder_end_object(json);
}

/* What the office's own templates tell of people, before they do: a line for
 * each. */
static void
say_shown(const PrintReport *report, gpointer data)
{
    const Call *call = data;
    for (guint i = 0; i < report->shown->len;) {
        const PrintShown *first = report->shown->pdata[i];
        g_autoptr(GString) words = g_string_new(NULL);
        for (; i < report->shown->len; i++) {
            const PrintShown *shown = report->shown->pdata[i];
            if (shown->sheet != first->sheet ||
                g_strcmp0(shown->own, first->own) != 0)
                break;
            g_autofree char *one = print_shown_words(shown);
            g_string_append_printf(words, "%s%s", words->len ? ", " : "", one);
        }
        if (first->own != NULL)
            call_say(call, _("Mallen %s visar %s."), first->own, words->str);
    }
}

static gboolean
options_agree(const PrintOptions *options, GError **error)
{
    if (options->html && options->text)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("välj --html eller --text"));
    if (options->changed && (options->html || options->text))
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("--changed gäller det som ligger på papper; "
                             "utelämna --html och --text"));
    if (options->a5 && (options->html || options->text))
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("--a5 gäller papper; utelämna --html och "
                             "--text"));
    return TRUE;
}

static void
put_json(const PrintReport *report)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    json_builder_set_member_name(json, "plan");
    json_builder_add_int_value(json, report->version);
    json_builder_set_member_name(json, "files");
    json_builder_begin_array(json);
    for (guint i = 0; i < report->files->len; i++)
        json_builder_add_string_value(json, report->files->pdata[i]);
    json_builder_end_array(json);
    json_builder_set_member_name(json, "shown");
    json_builder_begin_array(json);
    for (guint i = 0; i < report->shown->len; i++)
        put_shown(json, report->shown->pdata[i]);
    json_builder_end_array(json);
    json_builder_set_member_name(json, "notes");
    json_builder_begin_array(json);
    for (guint i = 0; i < report->notes->len; i++)
        put_note(json, report->notes->pdata[i]);
    json_builder_end_array(json);
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    g_autofree char *text = json_to_string(root, TRUE);
    call_put(text);
}

static void
say_notes(const Call *call, const GPtrArray *notes)
{
    guint shown =
        notes->len <= NOTES_SHOWN + 1 ? notes->len : (guint)NOTES_SHOWN;
    for (guint i = 0; i < shown; i++) {
        g_autofree char *line = print_note_sentence(notes->pdata[i]);
        g_autofree char *harmless = call_harmless(line);
        call_say(call, "%s", harmless);
    }
    if (shown < notes->len)
        call_say(call, _("… och %u till (--json visar alla)"),
                 notes->len - shown);
}

static gboolean
run(const Call *call, GError **error)
{
    const PrintOptions *options = call->options;
    PrintRequest request = {
        .event = call->event,
        .version = (int)options->plan,
        .sheets = call->operand_count > 0 ? call->operands : NULL,
        .folder = options->out,
        .language = options->tongue,
        .each = options->each,
        .maps = options->map,
        .templates = call_templates(call),
        .even = options->even,
        .halves = options->a5,
        .changed = options->changed,
        .form = options->html   ? PRINT_HTML
                : options->text ? PRINT_TEXT
                                : PRINT_PDF,
        .who = call->who,
        .tell = say_shown,
        .tell_data = (gpointer)call,
        .size = options->size,
        .offset = options->offset,
        .from = (int)options->from,
        .by_group = g_strcmp0(options->order, "grupp") == 0,
    };
    if (!options_agree(options, error))
        return FALSE;
    g_autoptr(PrintReport) report = deliver_print(call->store, &request, error);
    if (report == NULL)
        return FALSE;
    if (options->changed && report->files->len == 0)
        call_say(call, _("Inget blad säger något annat än de som ligger "
                         "utskrivna."));
    else
        call_say(call, _("Plan %d: %d sidor i %u filer."), report->version,
                 report->pages, report->files->len);
    if (call->globals->json)
        put_json(report);
    else
        call_files(call, report->version, report->files);
    say_notes(call, report->notes);
    return TRUE;
}

const Command command_print = {
    .name = "print",
    .summary = N_("skriver bladen för dagen som PDF"),
    .operands = N_("[BLAD…]"),
    .operands_max = OPERANDS_ANY,
    .options = OPTIONS,
    .options_size = sizeof(PrintOptions),
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .words = print_sheet_names,
    .text = N_("Skriver alla blad, eller de som namnges: gruppblad (ett för "
               "varje grupp), översikt, incheckning (listan vid dörren), "
               "värdblad (ett för varje besökt företag), platslista (en för "
               "varje plats), lunch (en beställning till varje restaurang), "
               "resplan (en för varje deltagare), gruppresplan (en för varje "
               "grupp), kontaktlista (de som breven inte når), namnbricka, "
               "namnskylt och bordsskylt. Vad som har krympt eller brutits för "
               "att få plats står efter filerna, och vilka kort som görs för "
               "hand. Blad på ett annat språk än evenemangets har det i filens "
               "namn: vardblad.en.pdf. Samma plan ger samma fil, byte för "
               "byte."),
    .examples = { "hundra print --out utskrift",
                  "hundra print resplan --each --out resplaner",
                  "hundra print resplan gruppresplan --a5 --out utskrift",
                  "hundra print värdblad --in en --out utskrift",
                  "hundra print namnbricka --size 85x54 --order grupp" },
};
