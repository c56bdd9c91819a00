#include <glib/gi18n.h>
#include <string.h>

#include "planner/cli/rows.h"
#include "planner/deliver/book.h"
#include "planner/plan/stand.h"

typedef struct RepliesOptions {
    gint64 group; /* 0: all */
    const char *state;
    const char *comment;
} RepliesOptions;

// clang-format off
static const OptionRow OPTIONS[] = {
    { "group", OPTION_INT, offsetof(RepliesOptions, group), N_("NUMMER"),
      N_("svaren i den här gruppen, var och ens för sig"), 1, G_MAXINT, NULL },
    { "state", OPTION_CHOICE, offsetof(RepliesOptions, state),
      "yes|maybe|no|delegated|silent|waiting|bounced|unreached",
      N_("de vars svar är ja, kanske, nej eller överlåtet; de som är tysta, "
         "vars brev väntar eller studsade, och de som inte har något brev"),
      0, 0, NULL },
    { "comment", OPTION_STRING, offsetof(RepliesOptions, comment), N_("TEXT"),
      N_("vad som sades, till replies set"), 0, 0, NULL },
    { 0 },
};

#define COUNTS \
    { N_("Ja"), .path = "yes", .align = TABLE_RIGHT }, \
    { N_("Kanske"), .path = "maybe", .align = TABLE_RIGHT }, \
    { N_("Nej"), .path = "no", .align = TABLE_RIGHT }, \
    { N_("Tysta"), .path = "silent", .align = TABLE_RIGHT }

static const TableColumn TOTALS[] = {
    { N_("Svar från"), .path = "kind", .format = "word" },
    { N_("Alla"), .path = "all", .align = TABLE_RIGHT },
    COUNTS,
    { N_("Överlåtna"), .path = "delegated", .align = TABLE_RIGHT },
    { N_("Väntar"), .path = "waiting", .align = TABLE_RIGHT },
    { N_("Studsade"), .path = "bounced", .align = TABLE_RIGHT },
    { N_("Utan inbjudan"), .path = "unreached", .align = TABLE_RIGHT },
    { 0 },
};
static const TableColumn GROUPS[] = {
    { N_("Grupp"), .path = "group", .align = TABLE_RIGHT },
    { N_("Deltagare"), .path = "people.answer", .format = "bar" },
    { N_("Värdar"), .path = "companies.answer", .format = "bar" },
    COUNTS,
    { N_("Studsade"), .path = "bounced", .align = TABLE_RIGHT },
    { N_("Håller"), .path = "stands" },
    { N_("Saknas om de som sagt nej uteblir"), .path = "lacks",
      .align = TABLE_WRAP },
    { 0 },
};
static const TableColumn OPEN[] = {
    { N_("Kod"), .path = "code" },
    { N_("Namn"), .path = "name", .align = TABLE_WRAP,
      .missing = N_("(skyddade uppgifter)") },
    { N_("Grupp"), .path = "groups" },
    { N_("Kommentar"), .path = "comment", .align = TABLE_WRAP },
    { N_("Nästa steg"), .path = "next" },
    { 0 },
};
static const TableColumn ANSWERS[] = {
    { N_("Kod"), .path = "code" },
    { N_("Namn"), .path = "name", .align = TABLE_WRAP,
      .missing = N_("(skyddade uppgifter)") },
    { N_("Grupp"), .path = "groups" },
    { N_("Svar"), .path = "answer", .format = "word" },
    { N_("När"), .path = "when_local", .format = "stamp" },
    { N_("Tidigare version"), .path = "earlier" },
    { N_("Svarade som"), .path = "answered_as" },
    { N_("Överlåten till"), .path = "delegated_to" },
    { N_("Kommentar"), .path = "comment", .align = TABLE_WRAP },
    { N_("För hand"), .path = "by_hand" },
    { N_("Åtgärdat"), .path = "handled" },
    { N_("Nästa steg"), .path = "next" },
    { 0 },
};
static const TableSection BOARD[] = {
    { .path = "totals", .columns = TOTALS },
    { .path = "groups", .columns = GROUPS },
    { .title = N_("Nej att ta hand om"), .path = "open", .columns = OPEN },
    { 0 },
};
static const TableSection ONE_GROUP[] = {
    { .path = "groups", .columns = GROUPS },
    { .path = "answers", .columns = ANSWERS, .empty = N_("Inga.") },
    { 0 },
};
static const TableSection LIST[] = {
    { .path = "answers", .columns = ANSWERS, .empty = N_("Inga.") },
    { 0 },
};
// clang-format on

/* ---- what the board holds ---------------------------------------------------- */

static const char *
text_of(JsonObject *object, const char *name)
{
    return json_object_get_string_member_with_default(object, name, "");
}

/* Those who have said no, by code; the caller owns the codes. */
static char **
who_said_no(JsonArray *answers)
{
    g_autoptr(GStrvBuilder) codes = g_strv_builder_new();
    for (guint i = 0; i < json_array_get_length(answers); i++) {
        JsonObject *one = json_array_get_object_element(answers, i);
        if (strcmp(text_of(one, "answer"), "no") == 0)
            g_strv_builder_add(codes, text_of(one, "code"));
    }
    return g_strv_builder_end(codes);
}

/* Adds to each group of the BOARD whether it stands and what it lacks. */
static gboolean
add_stands(const Call *call, JsonObject *board, GError **error)
{
    JsonArray *groups = json_object_get_array_member(board, "groups");
    g_auto(GStrv) codes =
        who_said_no(json_object_get_array_member(board, "answers"));
    g_autoptr(Stand) stand = stand_without(call->store, call->event,
                                           (const char *const *)codes, error);
    if (stand == NULL)
        return FALSE;
    for (guint i = 0; i < json_array_get_length(groups); i++) {
        JsonObject *group = json_array_get_object_element(groups, i);
        const GPtrArray *lacks =
            stand_lacks(stand, (int)json_object_get_int_member(group, "group"));
        JsonArray *words = json_array_new();
        for (guint k = 0; lacks != NULL && k < lacks->len; k++)
            json_array_add_string_element(words, g_ptr_array_index(lacks, k));
        json_object_set_boolean_member(group, "stands", lacks == NULL);
        json_object_set_array_member(group, "lacks", words);
    }
    return TRUE;
}

/* ---- a part of it ---------------------------------------------------------------- */

/* What is asked for; all borrowed. */
typedef struct Wanted {
    gint64 group;      /* 0: any */
    const char *state; /* NULL: any */
    const char *code;  /* NULL: any */
    gboolean open;     /* only those who have a next step */
} Wanted;

static gboolean
in_group(JsonObject *one, gint64 group)
{
    JsonArray *groups = json_object_get_array_member(one, "groups");
    for (guint i = 0; i < json_array_get_length(groups); i++)
        if (json_array_get_int_element(groups, i) == group)
            return TRUE;
    return FALSE;
}

static gboolean
is_wanted(JsonObject *one, const Wanted *wanted)
{
    return (wanted->group == 0 || in_group(one, wanted->group)) &&
           (wanted->state == NULL ||
            strcmp(text_of(one, "answer"), wanted->state) == 0) &&
           (wanted->code == NULL ||
            strcmp(text_of(one, "code"), wanted->code) == 0) &&
           (!wanted->open || !json_object_get_null_member(one, "next"));
}

/* The answers of BOARD that are WANTED; the caller owns the array. */
static JsonArray *
pick_answers(JsonObject *board, const Wanted *wanted)
{
    JsonArray *all = json_object_get_array_member(board, "answers");
    JsonArray *picked = json_array_new();
    for (guint i = 0; i < json_array_get_length(all); i++) {
        JsonObject *one = json_array_get_object_element(all, i);
        if (is_wanted(one, wanted))
            json_array_add_object_element(picked, json_object_ref(one));
    }
    return picked;
}

/* Leaves only group NUMBER on BOARD. */
static gboolean
keep_group(JsonObject *board, gint64 number, GError **error)
{
    JsonArray *all = json_object_get_array_member(board, "groups");
    g_autoptr(JsonArray) kept = json_array_new();
    for (guint i = 0; i < json_array_get_length(all); i++) {
        JsonObject *group = json_array_get_object_element(all, i);
        if (json_object_get_int_member(group, "group") == number)
            json_array_add_object_element(kept, json_object_ref(group));
    }
    if (json_array_get_length(kept) == 0)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("plan %d har ingen grupp %d; hundra show groups "
                             "listar dem som finns"),
                           (int)json_object_get_int_member(board, "plan"),
                           (int)number);
    json_object_set_array_member(board, "groups", g_steal_pointer(&kept));
    return TRUE;
}

/* ---- shown --------------------------------------------------------------------- */

static gboolean
show(const Call *call, JsonNode *root, const Wanted *wanted, GError **error)
{
    JsonObject *board = json_node_get_object(root);
    gboolean whole =
        wanted->group == 0 && wanted->state == NULL && wanted->code == NULL;
    if (wanted->group > 0 && !keep_group(board, wanted->group, error))
        return FALSE;
    if (whole && !call->globals->json) {
        const Wanted open = { .open = TRUE };
        json_object_set_array_member(board, "open", pick_answers(board, &open));
    }
    if (!whole)
        json_object_set_array_member(board, "answers",
                                     pick_answers(board, wanted));
    g_autofree char *text = json_to_string(root, FALSE);
    const TableSection *sections = whole               ? BOARD
                                   : wanted->group > 0 ? ONE_GROUP
                                                       : LIST;
    if (!call_table(call, sections, text, error))
        return FALSE;
    TableStyle style = table_style_of_output();
    g_autofree char *legend = table_legend(&style);
    if (sections != LIST)
        call_say(call, "\n%s", legend);
    return TRUE;
}

static gboolean
has_published(const Call *call, GError **error)
{
    g_autoptr(GError) inner = NULL;
    gint64 version =
        store_number(call->store, &inner, 0, "plan_published_version",
                     "event:i", call->event);
    if (inner == NULL && version == 0)
        hundra_fail(&inner, HUNDRA_ERROR_REFUSED,
                    _("ingen är inbjuden än; börja med hundra publish"));
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static gboolean
show_board(const Call *call, GError **error)
{
    const RepliesOptions *options = call->options;
    g_autofree char *code = NULL;
    if (call->operand_count > 1)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("för många argument; skriv hundra replies [KOD] "
                             "eller hundra replies set KOD SVAR"));
    if (!has_published(call, error))
        return FALSE;
    if (call->operand_count == 1 &&
        (code = call_code(call, call->operands[0], error)) == NULL)
        return FALSE;
    g_autofree char *text =
        store_view(call->store, error, "replies", "event:i", call->event);
    g_autoptr(JsonNode) root =
        text != NULL ? json_from_string(text, error) : NULL;
    Wanted wanted = { .group = options->group,
                      .state = options->state,
                      .code = code };
    return root != NULL &&
           add_stands(call, json_node_get_object(root), error) &&
           show(call, root, &wanted, error);
}

/* ---- booked by hand ---------------------------------------------------------------- */

/* An answer as it may be written; SHOWN is a msgid. */
typedef struct Spoken {
    const char *word, *shown, *partstat;
} Spoken;

static const Spoken *
spoken_of(const char *word, GError **error)
{
    static const Spoken rows[] = {
        { "yes", N_("ja"), "ACCEPTED" },
        { "maybe", N_("kanske"), "TENTATIVE" },
        { "no", N_("nej"), "DECLINED" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        if (strcmp(rows[i].word, word) == 0 || strcmp(rows[i].shown, word) == 0)
            return &rows[i];
    hundra_fail(error, HUNDRA_ERROR_USAGE,
                _("svaret %s finns inte; skriv ja, kanske eller nej"), word);
    return NULL;
}

static gboolean
book(const Call *call, GError **error)
{
    if (call->operand_count != 3)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("skriv hundra replies set KOD ja, kanske eller "
                             "nej"));
    const Spoken *spoken = spoken_of(call->operands[2], error);
    g_autofree char *code =
        spoken != NULL ? call_code(call, call->operands[1], error) : NULL;
    if (code == NULL)
        return FALSE;
    BookRequest request = {
        .event = call->event,
        .code = code,
        .partstat = spoken->partstat,
        .comment = ((const RepliesOptions *)call->options)->comment,
        .who = call->who,
    };
    if (!deliver_book(call->store, &request, error))
        return FALSE;
    call_say(call, _("Bokat: %s svarar %s."), code, _(spoken->shown));
    return TRUE;
}

static gboolean
run(const Call *call, GError **error)
{
    if (call->operand_count > 0 && strcmp(call->operands[0], "set") == 0)
        return book(call, error);
    return show_board(call, error);
}

const Command command_replies = {
    .name = "replies",
    .summary = N_("visar vem som har svarat vad, och bokar svar för hand"),
    .operands = N_("[KOD | set KOD SVAR]"),
    .operands_max = 3,
    .options = OPTIONS,
    .options_size = sizeof(RepliesOptions),
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .text = N_("Visar svaren på den plan som gäller, grupp för grupp, och om "
               "varje grupp håller när de som sagt nej uteblir. Ett svar på "
               "en tidigare version av inbjudan står kvar tills ett nytt "
               "kommer. Med KOD, --group eller --state visas var och ens "
               "svar för sig. Den som ringer bokas med set: ja, kanske "
               "eller nej. Ett nej ändrar ingen plan av sig självt."),
    .examples = { "hundra replies", "hundra replies --state silent",
                  "hundra replies set P051 nej --comment \"sjuk\"" },
};
