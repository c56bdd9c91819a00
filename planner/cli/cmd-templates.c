#include <glib/gi18n.h>
#include <string.h>

#include "planner/cli/rows.h"
#include "planner/deliver/office.h"

typedef struct TemplatesOptions {
    const char *to;
    gboolean force;
} TemplatesOptions;

// clang-format off
static const OptionRow OPTIONS[] = {
    { "to", OPTION_PATH, offsetof(TemplatesOptions, to), N_("MAPP"),
      N_("mappen som kopiorna skrivs i; den görs om den saknas"), 0, 0, NULL },
    { "force", OPTION_FLAG, offsetof(TemplatesOptions, force), NULL,
      N_("skriver över egna mallar som finns där"), 0, 0, NULL },
    { 0 },
};

static const TableColumn FORMS[] = {
    { N_("Mall"), .path = "template" },
    { N_("Vad"), .path = "what", .align = TABLE_WRAP },
    { N_("Egen fil"), .path = "file", .format = "file" },
    { N_("Läge"), .path = "note", .align = TABLE_WRAP },
    { 0 },
};
static const TableColumn FIELDS[] = {
    { N_("Fält"), .path = "field" },
    { N_("I listan"), .path = "list" },
    { N_("Slag"), .path = "type" },
    { N_("Till exempel"), .path = "example", .align = TABLE_WRAP },
    { N_("Personuppgift"), .path = "personal" },
    { 0 },
};
// clang-format on
static const TableSection LIST[] = {
    { .path = "templates", .columns = FORMS },
    { 0 },
};
static const TableSection SHOWN[] = {
    { .path = "fields", .columns = FIELDS },
    { 0 },
};

static const struct {
    const char *word, *note;
} STATES[] = {
    [OFFICE_SHIPPED] = { "shipped", N_("medföljer") },
    [OFFICE_SAME] = { "own", N_("egen") },
    [OFFICE_CHANGED] = { "overtaken",
                         N_("egen; den medföljande har ändrats sedan kopian "
                            "gjordes") },
    [OFFICE_UNKNOWN] = { "unmarked",
                         N_("egen; säger inte vad den är en kopia av") },
};

/* Ends the object that JSON holds and shows it by SECTIONS. */
static gboolean
show(const Call *call, JsonBuilder *json, const TableSection *sections,
     GError **error)
{
    json_builder_end_array(json);
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    g_autofree char *text = json_to_string(root, TRUE);
    return call_table(call, sections, text, error);
}

static void
put(JsonBuilder *json, const char *name, const char *value)
{
    json_builder_set_member_name(json, name);
    if (value != NULL)
        json_builder_add_string_value(json, value);
    else
        json_builder_add_null_value(json);
}

static gboolean
list(const Call *call, GError **error)
{
    g_autoptr(GPtrArray) forms = office_list(call_templates(call), error);
    g_autoptr(JsonBuilder) json = json_builder_new();
    if (forms == NULL)
        return FALSE;
    json_builder_begin_object(json);
    json_builder_set_member_name(json, "templates");
    json_builder_begin_array(json);
    for (guint i = 0; i < forms->len; i++) {
        const OfficeForm *form = g_ptr_array_index(forms, i);
        json_builder_begin_object(json);
        put(json, "template", form->row->name);
        put(json, "what", _(form->row->title));
        put(json, "file", form->path);
        put(json, "state", STATES[form->state].word);
        put(json, "note", _(STATES[form->state].note));
        json_builder_end_object(json);
    }
    return show(call, json, LIST, error);
}

/* ---- copy, check, fields --------------------------------------------------------------- */

static gboolean
copy(const Call *call, GError **error)
{
    const TemplatesOptions *options = call->options;
    g_autoptr(GPtrArray) rows = g_ptr_array_new();
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
    if (options->to == NULL)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("ange också --to MAPP: dit kopiorna ska"));
    for (guint i = 1; i < call->operand_count; i++) {
        const FormRow *row = form_row_named(call->operands[i], error);
        if (row == NULL)
            return FALSE;
        g_ptr_array_add(rows, (gpointer)row);
    }
    if (!office_copy(options->to, (const FormRow *const *)rows->pdata,
                     rows->len, options->force, files, error))
        return FALSE;
    call_say(call, _("Ändra kopiorna och skriv ut med --templates %s."),
             options->to);
    call_files(call, 0, files);
    return TRUE;
}

static gboolean
check(const Call *call, GError **error)
{
    guint tried = 0;
    const char *folder =
        call->operand_count > 1 ? call->operands[1] : call_templates(call);
    g_autoptr(GPtrArray) faults = office_check(folder, &tried, error);
    if (faults == NULL)
        return FALSE;
    if (faults->len == 0) {
        call_say(call, _("%u mallar provade; alla går att använda."), tried);
        return TRUE;
    }
    g_ptr_array_add(faults, NULL);
    g_autofree char *all = g_strjoinv("\n", (char **)faults->pdata);
    return hundra_fail(error, HUNDRA_ERROR_INPUT, "%s", all);
}

static void
put_fields(JsonBuilder *json, const Schema *schema)
{
    for (guint i = 0; i < schema->fields->len; i++) {
        const Schema *field = g_ptr_array_index(schema->fields, i);
        const Schema *list = schema_list(field);
        if (field->kind != SCHEMA_VALUE) {
            put_fields(json, field);
            continue;
        }
        g_autofree char *path = schema_path(field);
        g_autofree char *within = list != NULL ? schema_path(list) : NULL;
        g_autofree char *words =
            field->words != NULL ? g_strjoinv(", ", field->words) : NULL;
        const char *personal = field->type->personal;
        json_builder_begin_object(json);
        put(json, "field", path);
        put(json, "list", within);
        put(json, "type", field->type->name);
        put(json, "example", words != NULL ? words : field->type->example);
        put(json, "personal", personal != NULL ? _(personal) : NULL);
        json_builder_end_object(json);
    }
}

static gboolean
fields(const Call *call, GError **error)
{
    if (call->operand_count != 2)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("ange en mall, till exempel hundra templates "
                             "fields gruppblad"));
    const FormRow *row = form_row_named(call->operands[1], error);
    if (row == NULL)
        return FALSE;
    g_autoptr(Schema) schema = schema_parse(row->fields);
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    put(json, "template", row->name);
    json_builder_set_member_name(json, "fields");
    json_builder_begin_array(json);
    put_fields(json, schema);
    return show(call, json, SHOWN, error);
}

/* ---- the words ------------------------------------------------------------------------- */

static const struct {
    const char *name, *help;
    gboolean (*run)(const Call *call, GError **error);
} WORDS[] = {
    { "copy",
      N_("skriver kopior att ändra i: copy [MALL…] --to MAPP; utan MALL av "
         "alla"),
      copy },
    { "check",
      N_("provar varje mall i en mapp, eller de medföljande: check [MAPP]"),
      check },
    { "fields", N_("fälten som en mall kan visa: fields MALL"), fields },
};

static void
topics(CommandTopic tell, gpointer data)
{
    for (gsize i = 0; i < G_N_ELEMENTS(WORDS); i++)
        tell(WORDS[i].name, WORDS[i].help, data);
}

static gboolean
run(const Call *call, GError **error)
{
    const char *names[G_N_ELEMENTS(WORDS)];
    if (call->operand_count == 0)
        return list(call, error);
    for (gsize i = 0; i < G_N_ELEMENTS(WORDS); i++) {
        if (strcmp(WORDS[i].name, call->operands[0]) == 0)
            return WORDS[i].run(call, error);
        names[i] = WORDS[i].name;
    }
    const char *near =
        options_nearest(call->operands[0], names, G_N_ELEMENTS(WORDS));
    return hundra_fail(error, HUNDRA_ERROR_USAGE,
                       _("mallarna kan inte %s; menade du %s?"),
                       call->operands[0], near != NULL ? near : names[0]);
}

const Command command_templates = {
    .name = "templates",
    .summary = N_("visar, kopierar och provar mallar för blad och brev"),
    .operands = N_("[VAD [MALL…|MAPP]]"),
    .operands_max = OPERANDS_ANY,
    .options = OPTIONS,
    .options_size = sizeof(TemplatesOptions),
    .run = run,
    .topics = topics,
    .text = N_("Blad och brev är XHTML som kontoret får ändra: kopiera "
               "mallarna till en egen mapp, ändra där och ange mappen med "
               "--templates eller HUNDRA_TEMPLATES. Det som inte finns i "
               "mappen är som det medföljer. En mall med ett okänt fält, en "
               "okänd klass eller en tagg som inte stängs stoppar utskriften "
               "innan något skrivs, med fil och rad. Utan VAD listas "
               "mallarna. VAD är:"),
    .examples = { "hundra templates copy gruppblad --to mallar",
                  "hundra templates check mallar",
                  "hundra print --templates mallar" },
};
