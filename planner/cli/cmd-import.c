#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "planner/base/value.h"
#include "planner/cli/rows.h"
#include "planner/store/import.h"

enum { LINES_MAX = 25 }; /* of each list, before it says how many more */

typedef struct ImportOptions {
    gboolean yes;
    const char *as;
    const char *rejects;
} ImportOptions;

// clang-format off
static const OptionRow OPTIONS[] = {
    { "yes", OPTION_FLAG, offsetof(ImportOptions, yes), NULL,
      N_("frågar inget: nya och ändrade rader tas, det osäkra listas"),
      0, 0, NULL },
    { "as", OPTION_STRING, offsetof(ImportOptions, as), N_("SLAG"),
      N_("vad filerna är, när rubrikerna inte säger det"), 0, 0, NULL },
    { "rejects", OPTION_PATH, offsetof(ImportOptions, rejects), N_("FIL"),
      N_("skriver de avvisade raderna dit som .xlsx, med skälet i cellen"),
      0, 0, NULL },
    { 0 },
};

static const TableColumn COUNTS[] = {
    { N_("Fil"), .path = "file", .format = "file" },
    { N_("Blad"), .path = "sheet" },
    { N_("Slag"), .path = "kind" },
    { N_("Lästa"), .path = "read", .align = TABLE_RIGHT },
    { N_("Nya"), .path = "new", .align = TABLE_RIGHT },
    { N_("Ändrade"), .path = "changed", .align = TABLE_RIGHT },
    { N_("Lika"), .path = "same", .align = TABLE_RIGHT },
    { N_("Borta"), .path = "gone", .align = TABLE_RIGHT },
    { N_("Avvisade"), .path = "rejected", .align = TABLE_RIGHT },
    { 0 },
};
// clang-format on
static const TableSection SECTIONS[] = {
    { .path = "files", .columns = COUNTS },
    { 0 },
};

/* ---- telling --------------------------------------------------------------- */

static void
put_list(const char *title, const GPtrArray *lines)
{
    if (lines->len == 0)
        return;
    call_put("");
    printf("%s\n", title);
    for (guint i = 0; i < MIN(lines->len, LINES_MAX); i++) {
        /* A bad cell is told as it stands in the file: one line all the same */
        g_autofree char *line = value_clean(g_ptr_array_index(lines, i));
        printf("  %s\n", line);
    }
    if (lines->len > LINES_MAX)
        printf(_("  ... och %u till; --json visar alla\n"),
               lines->len - LINES_MAX);
}

static GPtrArray *
problem_lines(const ImportReport *report)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < report->problems->len; i++)
        g_ptr_array_add(
            lines, import_problem_text(g_ptr_array_index(report->problems, i)));
    return lines;
}

/* Rejected rows are what there is to do: a list that may lack more of them
 * shrinks to its number. */
static void
put_gone(const ImportReport *report)
{
    guint count = report->gone->len;
    if (report->problems->len == 0)
        put_list(_("Finns inte längre i filen, men kvar i databasen:"),
                 report->gone);
    else if (count > 0)
        printf(_("\nBorta ur filen: %u; --json visar vilka.\n"), count);
}

/* What a planner must see before she says yes, and after. */
static gboolean
tell(const Call *call, const ImportReport *report, GError **error)
{
    g_autofree char *json = import_report_json(report);
    g_autoptr(GPtrArray) problems = problem_lines(report);
    if (call->globals->json) {
        call_put(json);
        return TRUE;
    }
    if (!call->globals->quiet && !call_table(call, SECTIONS, json, error))
        return FALSE;
    put_list(_("Avvisade rader:"), problems);
    if (call->globals->quiet)
        return TRUE;
    put_list(_("Ändras:"), report->changes);
    put_gone(report);
    put_list(_("Dubbletter:"), report->doubles);
    put_list(_("Ändrat för hand, och därför kvar:"), report->kept);
    put_list(_("Att veta:"), report->remarks);
    return TRUE;
}

/* ---- asking ---------------------------------------------------------------- */

/* Only "ja" and its like are yes; nobody there to answer is no. */
static gboolean
answer_is_yes(void)
{
    char line[64] = "";
    if (fgets(line, sizeof line, stdin) == NULL)
        return FALSE;
    g_autofree char *word = g_utf8_casefold(g_strstrip(line), -1);
    return strcmp(word, "ja") == 0 || strcmp(word, "j") == 0 ||
           strcmp(word, "yes") == 0 || strcmp(word, "y") == 0;
}

static gboolean
ask(ImportAsk kind, const char *question, const ImportReport *report,
    void *user)
{
    const Call *call = user;
    if (kind != IMPORT_ASK_STORE) {
        g_autofree char *line = call_harmless(question);
        call_warn(_("%s (ja/nej) "), line);
        return answer_is_yes();
    }
    tell(call, report, NULL);
    (void)fflush(stdout);
    call_warn(_("%s. Spara? (ja/nej) "), question);
    return answer_is_yes();
}

static gboolean
may_ask(const Call *call)
{
    const ImportOptions *options = call->options;
    return !options->yes && !call->globals->json && !call->globals->quiet &&
           isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1;
}

/* ---- the command ----------------------------------------------------------- */

static gboolean
read_kind(const char *name, ImportKind *kind, GError **error)
{
    *kind = name == NULL ? KIND_NONE : kind_by_name(name);
    if (name == NULL || *kind != KIND_NONE)
        return TRUE;
    g_autofree char *names = kind_names();
    return hundra_fail(error, HUNDRA_ERROR_USAGE,
                       _("--as %s: det slaget finns inte; de som finns är %s"),
                       name, names);
}

static gboolean
run(const Call *call, GError **error)
{
    const ImportOptions *options = call->options;
    gboolean asks = may_ask(call);
    ImportRequest request = { .files = call->operands,
                              .event = call->globals->event,
                              .rejects = options->rejects,
                              .who = call->who,
                              .ask = asks ? ask : NULL,
                              .user = (void *)call };
    if (!read_kind(options->as, &request.as, error))
        return FALSE;
    g_autoptr(ImportReport) report = import_files(call->store, &request, error);
    if (report == NULL || (!asks && !tell(call, report, error)))
        return FALSE;
    if (asks)
        call_say(call, "%s",
                 report->stored ? _("Sparat.") : _("Inget är ändrat."));
    if (report->problems->len == 0)
        return TRUE;
    return hundra_fail(
        error, HUNDRA_ERROR_FOUND,
        _("några rader är avvisade; rätta dem och läs in filen igen"));
}

const Command command_import = {
    .name = "import",
    .summary = N_("läser in listor och kartor: Excel, CSV, JSON, XML, GeoJSON"),
    .operands = N_("FIL…"),
    .operands_min = 1,
    .operands_max = OPERANDS_ANY,
    .options = OPTIONS,
    .options_size = sizeof(ImportOptions),
    .store = NEEDS_NEW_STORE,
    .run = run,
    .files = TRUE,
    .text =
        N_("Läser in filer som kontoret har dem, i vilken ordning som helst. "
           "Vad en fil är syns på dess rubriker. Goda rader går in; var och "
           "en av de andra kommer tillbaka med fil, rad, kolumn, skäl och "
           "vad som kan göras. Att läsa in samma fil igen ändrar inget.\n\n"
           "Vid en terminal visas först vad som är nytt, ändrat och borta, "
           "och inget sparas utan ett ja. Med --yes, eller utan terminal, "
           "tas nya och ändrade rader; det som är borta ur filen, osäkra "
           "dubbletter och det som är ändrat för hand blir kvar och listas. "
           "Slutstatus 1 när någon rad är avvisad.\n\n"
           "En karta i GeoJSON (WGS 84) blir marken under evenemangets "
           "kartor: vatten, vägar, järnvägar, gränser och ytor nära dess "
           "platser. Den ersätter vad samma fil gav förut. Utan en egen "
           "karta ritas kust och älv grovt."),
    .examples = { "hundra import event.json sites.csv companies.csv",
                  "hundra import --yes --rejects fel.xlsx lista.xlsx",
                  "hundra import kommun.geojson" },
};
