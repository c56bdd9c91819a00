#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "planner/base/put.h"
#include "planner/cli/letters.h"
#include "planner/cli/rows.h"
#include "planner/deliver/mailing.h"
#include "planner/deliver/preview.h"
#include "planner/deliver/publish.h"
#include "planner/deliver/remind.h"

typedef struct LettersOptions {
    const char *kind, *to, *until, *tongue, *html;
    gboolean dry_run;
} LettersOptions;

// clang-format off
static const OptionRow OPTIONS[] = {
    { "kind", OPTION_STRING, offsetof(LettersOptions, kind), N_("SLAG"),
      N_("med preview: vilket brev; annars inbjudan"), 0, 0, NULL },
    { "in", OPTION_CHOICE, offsetof(LettersOptions, tongue), "sv|en",
      N_("med preview: brevets språk; annars mottagarens"), 0, 0, NULL },
    { "html", OPTION_PATH, offsetof(LettersOptions, html), N_("FIL"),
      N_("med preview av ett brev: skriver det som webbsida, att öppna i en "
         "webbläsare; - för skärmen"), 0, 0, NULL },
    { "to", OPTION_STRING, offsetof(LettersOptions, to), N_("KODER"),
      N_("med queue: bara till dem, till exempel P001,F007"), 0, 0, NULL },
    { "until", OPTION_STRING, offsetof(LettersOptions, until), N_("DAG"),
      N_("brevet reserve: på tur till och med den dagen; annars "
         "evenemangets"), 0, 0, NULL },
    { "dry-run", OPTION_FLAG, offsetof(LettersOptions, dry_run), NULL,
      N_("med queue: visar vilka som skulle få brevet; utkorgen är som förut"),
      0, 0, NULL },
    { 0 },
};

static const TableColumn KINDS[] = {
    { N_("Brev"), .path = "title", .align = TABLE_WRAP },
    { N_("Slag"), .path = "kind" },
    { N_("Får det nu"), .path = "gets", .align = TABLE_RIGHT },
    { N_("Har fått det"), .path = "had", .align = TABLE_RIGHT },
    { N_("Får inget"), .path = "lack", .align = TABLE_RIGHT },
    { N_("Kommando"), .path = "command" },
    { N_("Hinder"), .path = "hinder", .align = TABLE_WRAP },
    { 0 },
};
static const TableColumn LACKS[] = {
    { N_("Slag"), .path = "kind" },
    { N_("Kod"), .path = "code" },
    { N_("Namn"), .path = "name", .align = TABLE_WRAP,
      .missing = N_("(skyddade uppgifter)") },
    { N_("Varför inte"), .path = "reason", .align = TABLE_WRAP },
    { 0 },
};
static const TableSection LIST[] = {
    { .path = "letters", .columns = KINDS },
    { .title = N_("Får inget brev"), .path = "lacks", .columns = LACKS },
    { 0 },
};

static const TableColumn MAILED[] = {
    { N_("Kod"), .path = "code" },
    { N_("Namn"), .path = "name", .align = TABLE_WRAP,
      .missing = N_("(skyddade uppgifter)") },
    { N_("Varför inte"), .path = "reason", .align = TABLE_WRAP },
    { 0 },
};
static const TableSection QUEUE[] = {
    { .path = "readers", .columns = MAILED,
      .empty = N_("Ingen ska ha det brevet nu.") },
    { 0 },
};

static const LetterKindRow ROWS[] = {
    { "invitation", N_("Inbjudan"), LETTER_REQUEST, "hundra publish" },
    { "change", N_("Ändring"), LETTER_UPDATE, "hundra publish" },
    { "cancellation", N_("Återbud"), LETTER_CANCEL, "hundra publish" },
    { "reminder", N_("Påminnelse"), LETTER_REMIND, "hundra remind" },
    { "stands", N_("Tiden står fast"), LETTER_KEEP, "hundra inbox NR avböj" },
    { "not-this-time", N_("Inte den här gången"), LETTER_NOT_THIS_TIME,
      "hundra letters queue not-this-time" },
    { "reserve", N_("På tur (reserv)"), LETTER_RESERVE,
      "hundra letters queue reserve" },
    { "host", N_("Värdbrev inför besöket"), LETTER_HOST,
      "hundra letters queue host" },
    { "briefing", N_("Inför dagen"), LETTER_BRIEFING,
      "hundra letters queue briefing" },
    { "thanks", N_("Tack"), LETTER_THANKS, "hundra letters queue thanks" },
};
// clang-format on

const LetterKindRow *
letter_kind_of(LetterPurpose purpose)
{
    for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++)
        if (ROWS[i].purpose == purpose)
            return &ROWS[i];
    g_assert_not_reached(); /* every purpose has a row */
}

/* The row of WORD, as typed; NULL sets ERROR. */
static const LetterKindRow *
find_kind(const char *word, gboolean plain, GError **error)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        if (plain && !letter_is_plain(ROWS[i].purpose))
            continue;
        if (word != NULL && (strcmp(ROWS[i].name, word) == 0 ||
                             g_ascii_strcasecmp(ROWS[i].title, word) == 0 ||
                             g_strcmp0(_(ROWS[i].title), word) == 0))
            return &ROWS[i];
        g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "",
                               ROWS[i].name);
    }
    if (word == NULL)
        hundra_fail(error, HUNDRA_ERROR_USAGE, _("säg vilket brev: %s"),
                    names->str);
    else if (plain && find_kind(word, FALSE, NULL) != NULL)
        hundra_fail(error, HUNDRA_ERROR_USAGE,
                    _("brevet %s läggs i utkorgen med %s; queue tar %s"), word,
                    find_kind(word, FALSE, NULL)->command, names->str);
    else
        hundra_fail(error, HUNDRA_ERROR_USAGE,
                    _("det finns inget brev %s; välj bland %s"), word,
                    names->str);
    return NULL;
}

/* ---- the list ----------------------------------------------------------------- */

static void
put_known(JsonBuilder *json, const char *name, int number)
{
    json_builder_set_member_name(json, name);
    if (number >= 0)
        json_builder_add_int_value(json, number);
    else
        json_builder_add_null_value(json);
}

static void
put_kind(JsonBuilder *json, const LetterKindRow *row, const LetterCount *count)
{
    json_builder_begin_object(json);
    put_text(json, "kind", row->name);
    put_text(json, "title", _(row->title));
    put_known(json, "gets", count->gets);
    put_known(json, "had", count->had);
    put_known(json, "lack", count->lack);
    put_text(json, "command", row->command);
    put_text(json, "hinder", count->hinder);
    json_builder_end_object(json);
}

/* Who is to have the letter of ROW and cannot, one after the other. */
static void
put_lacks(JsonBuilder *json, const LetterKindRow *row, const GPtrArray *list)
{
    for (guint i = 0; list != NULL && i < list->len; i++) {
        const Mailed *one = g_ptr_array_index(list, i);
        if (one->reason == NULL)
            continue;
        json_builder_begin_object(json);
        put_text(json, "kind", row->name);
        put_text(json, "code", one->code);
        put_text(json, "name", one->name);
        put_text(json, "reason", one->reason);
        json_builder_end_object(json);
    }
}

static gboolean
list(const Call *call, GError **error)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    g_autoptr(LetterCounts) counts = letter_counts(call, error);
    if (counts == NULL)
        return FALSE;
    json_builder_begin_object(json);
    json_builder_set_member_name(json, "letters");
    json_builder_begin_array(json);
    for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++)
        if (ROWS[i].purpose != LETTER_KEEP)
            put_kind(json, &ROWS[i], letter_count(counts, ROWS[i].purpose));
    json_builder_end_array(json);
    json_builder_set_member_name(json, "lacks");
    json_builder_begin_array(json);
    for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++)
        put_lacks(json, &ROWS[i], letter_count(counts, ROWS[i].purpose)->list);
    json_builder_end_array(json);
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    g_autofree char *text = json_to_string(root, TRUE);
    if (!call_table(call, LIST, text, error))
        return FALSE;
    call_say(call, _("Se ett brev som mottagaren ser det: hundra letters "
                     "preview KOD. Utan kod visas de svåraste först."));
    return TRUE;
}

/* ---- into the outbox ------------------------------------------------------------ */

static char *
queue_json(const MailingReport *report, const LetterKindRow *row)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    put_text(json, "kind", row->name);
    put_known(json, "plan", report->version);
    put_known(json, "count", report->count);
    put_known(json, "had", report->had);
    json_builder_set_member_name(json, "readers");
    json_builder_begin_array(json);
    for (guint i = 0; i < report->list->len; i++) {
        const Mailed *one = g_ptr_array_index(report->list, i);
        json_builder_begin_object(json);
        put_text(json, "code", one->code);
        put_text(json, "name", one->name);
        put_text(json, "reason", one->reason);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    return json_to_string(root, TRUE);
}

static gboolean
tell_queue(const Call *call, const MailingReport *report,
           const LetterKindRow *row, GError **error)
{
    const LettersOptions *options = call->options;
    g_autofree char *json = queue_json(report, row);
    if (!call_table(call, QUEUE, json, error))
        return FALSE;
    if (report->early)
        call_say(call, _("Obs: dagen har inte varit än."));
    if (report->late)
        call_say(call, _("Obs: dagen har redan varit."));
    call_say(call,
             options->dry_run
                 ? _("%d skulle få brevet; %d har fått det, eller har det i "
                     "utkorgen. Inget är ändrat.")
                 : _("I utkorgen: %d brev; %d har fått det redan, eller har "
                     "det i utkorgen."),
             report->count, report->had);
    if (options->dry_run)
        call_say(call, _("Så ser det ut: hundra letters preview --kind %s"),
                 row->name);
    else if (report->count > 0)
        call_say(call, _("Se breven med hundra send --dry-run."));
    return TRUE;
}

/* The codes of --to, NULL-terminated; the caller owns the array.  NULL sets
 * ERROR. */
static GPtrArray *
read_codes(const Call *call, const char *list, GError **error)
{
    g_autoptr(GPtrArray) codes = g_ptr_array_new_with_free_func(g_free);
    g_auto(GStrv) words = g_strsplit_set(list, ", ", -1);
    for (char **word = words; *word != NULL; word++) {
        if (**word == '\0')
            continue;
        char *code = call_code(call, *word, error);
        if (code == NULL)
            return NULL;
        g_ptr_array_add(codes, code);
    }
    if (codes->len == 0) {
        hundra_fail(error, HUNDRA_ERROR_USAGE,
                    _("--to: ange koder, till exempel P001,F007"));
        return NULL;
    }
    g_ptr_array_add(codes, NULL);
    return g_steal_pointer(&codes);
}

static gboolean
queue(const Call *call, GError **error)
{
    const LettersOptions *options = call->options;
    const LetterKindRow *row = find_kind(call->operands[1], TRUE, error);
    g_autoptr(GPtrArray) codes = NULL;
    if (row == NULL || (options->to != NULL &&
                        (codes = read_codes(call, options->to, error)) == NULL))
        return FALSE;
    const MailingRequest request = {
        .event = call->event,
        .purpose = row->purpose,
        .codes = codes != NULL ? (const char *const *)codes->pdata : NULL,
        .until = options->until,
        .keep = !options->dry_run,
        .templates = call_templates(call),
        .who = call->who,
    };
    g_autoptr(MailingReport) report =
        deliver_mailing(call->store, &request, error);
    return report != NULL && tell_queue(call, report, row, error);
}

/* ---- one letter, or the hardest ---------------------------------------------------- */

static gboolean
preview(const Call *call, GError **error)
{
    const LettersOptions *options = call->options;
    const LetterKindRow *row = NULL;
    g_autofree char *code = NULL;
    if (options->kind != NULL &&
        (row = find_kind(options->kind, FALSE, error)) == NULL)
        return FALSE;
    if (call->operand_count > 1 &&
        (code = call_code(call, call->operands[1], error)) == NULL)
        return FALSE;
    if (options->html != NULL && code == NULL)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("--html skriver ett brev; säg vems, till exempel "
                             "hundra letters preview P001 --html brev.html"));
    const PreviewRequest request = {
        .event = call->event,
        .code = code,
        .purpose = row != NULL ? &row->purpose : NULL,
        .tongue = options->tongue,
        .templates = call_templates(call),
        .until = options->until,
    };
    g_autoptr(GPtrArray) all = deliver_preview(call->store, &request, error);
    return all != NULL && letters_show(call, all, options->html, error);
}

static gboolean
run(const Call *call, GError **error)
{
    const char *word = call->operand_count > 0 ? call->operands[0] : NULL;
    const LettersOptions *options = call->options;
    if (word == NULL)
        return list(call, error);
    if (strcmp(word, "preview") == 0 && options->to == NULL &&
        !options->dry_run)
        return preview(call, error);
    if (strcmp(word, "queue") == 0 && options->kind == NULL &&
        options->tongue == NULL && options->html == NULL)
        return queue(call, error);
    if (strcmp(word, "preview") == 0)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("--to och --dry-run hör till queue; preview "
                             "visar bara"));
    if (strcmp(word, "queue") == 0)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("--kind, --in och --html hör till preview; skriv "
                             "hundra letters queue SLAG"));
    return hundra_fail(error, HUNDRA_ERROR_USAGE,
                       _("efter letters ska preview eller queue stå, inte %s"),
                       word);
}

static char **
words(void)
{
    GStrvBuilder *builder = g_strv_builder_new();
    g_strv_builder_add_many(builder, "preview", "queue", NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++)
        if (letter_is_plain(ROWS[i].purpose))
            g_strv_builder_add(builder, ROWS[i].name);
    char **list = g_strv_builder_end(builder);
    g_strv_builder_unref(builder);
    return list;
}

const Command command_letters = {
    .name = "letters",
    .summary = N_("visar breven; lägger tack, värdbrev med flera i utkorgen"),
    .operands = N_("[preview [KOD] | queue SLAG]"),
    .operands_max = 2,
    .options = OPTIONS,
    .options_size = sizeof(LettersOptions),
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .words = words,
    .text = N_("Utan ord listas breven, hur många som skulle få vart och ett "
               "nu, hur många som har fått det och vad som saknas. Med preview "
               "visas ett brev som mottagaren ser det, på mottagarens språk; "
               "utan kod de svåraste först: längsta namnet, två grupper, "
               "uppgifter som saknas. Med queue läggs ett brev utan "
               "kalenderpost i utkorgen: not-this-time (till dem som inte fick "
               "plats), reserve (till dem som står på tur), host (till företag "
               "inför besöket), briefing (till deltagare inför dagen) eller "
               "thanks. Ingen får samma brev två gånger: den som har fått det, "
               "eller har det i utkorgen, hoppas över. Inget skickas: hundra "
               "send är nästa steg."),
    .examples = { "hundra letters preview P001 --kind briefing",
                  "hundra letters queue host --dry-run",
                  "hundra letters queue reserve --to F012 --until 2022-05-16" },
};
