#include <glib/gi18n.h>

#include "planner/cli/rows.h"
#include "planner/cli/show.h"

enum { NAMES_MAX = 48 };

typedef struct ShowOptions {
    gint64 plan;
} ShowOptions;

static const OptionRow OPTIONS[] = {
    { "plan", OPTION_INT, offsetof(ShowOptions, plan), N_("VERSION"),
      N_("visar den här versionen av planen; annars den nyaste"), 1, G_MAXINT,
      NULL },
    { 0 },
};

/* What the views are asked with. */
typedef struct Wanted {
    gint64 event;
    gint64 version; /* 0: the newest */
    char *code;     /* owned; NULL: none */
    gint64 number;
} Wanted;

static const ShowRow *
find_row(const char *name, GError **error)
{
    const ShowRow *found = show_find(name);
    if (found != NULL)
        return found;
    const char *names[NAMES_MAX];
    guint count = 0;
    const ShowRow *rows = show_rows(&count);
    g_assert(count <= NAMES_MAX);
    for (guint i = 0; i < count; i++)
        names[i] = rows[i].name;
    const char *near = options_nearest(name, names, count);
    if (near != NULL)
        hundra_fail(error, HUNDRA_ERROR_USAGE,
                    _("%s går inte att visa; menade du %s?"), name, near);
    else
        hundra_fail(error, HUNDRA_ERROR_USAGE, _("%s går inte att visa"), name);
    return NULL;
}

/* The one code that WORD means among the rows of the statement. */
static char *
find_code(const Call *call, const ShowRow *row, gint64 event, const char *word,
          GError **error)
{
    g_autofree char *code = NULL;
    g_autoptr(GString) list = g_string_new(NULL);
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = store_query(call->store, &inner, row->find,
                                            "event:i wanted:s", event, word);
    guint count = 0;
    while (rows != NULL && store_rows_next(rows, &inner)) {
        g_free(code);
        code = g_strdup(store_rows_text(rows, 0));
        g_string_append_printf(list, "\n  %s  %s", code,
                               store_rows_text(rows, 1));
        count++;
    }
    if (inner != NULL)
        g_propagate_error(error, g_steal_pointer(&inner));
    else if (count == 0)
        hundra_fail(error, HUNDRA_ERROR_INPUT, _(row->nothing), word);
    else if (count > 1)
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("flera heter %s; ange koden för en av dem:%s"), word,
                    list->str);
    else
        return g_steal_pointer(&code);
    return NULL;
}

/* FALSE when the version that is asked for does not exist. */
static gboolean
has_plan(const Call *call, const ShowRow *row, const Wanted *wanted,
         GError **error)
{
    g_autoptr(GError) inner = NULL;
    gint64 found =
        wanted->version == 0
            ? store_number(call->store, &inner, 0, "show_newest", "event:i",
                           wanted->event)
            : store_number(call->store, &inner, 0, "show_version",
                           "event:i version:i", wanted->event, wanted->version);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    if (found > 0 || (wanted->version == 0 && !row->needs_plan))
        return TRUE;
    if (wanted->version == 0)
        return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                           _("ingen plan är gjord än; gör en med hundra plan"));
    return hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("plan %d finns inte; hundra show plans listar dem "
                         "som finns"),
                       (int)wanted->version);
}

/* Reads the ID after WHAT: a thing's code, its number, or for a view of the
 * whole plan the plan's version. */
static gboolean
read_id(const Call *call, const ShowRow *row, Wanted *wanted, GError **error)
{
    const char *id = call->operand_count > 1 ? call->operands[1] : NULL;
    if (row->id != NULL && id == NULL)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("något saknas; skriv hundra show %s %s"),
                           row->name, _(row->id));
    if (id == NULL)
        return TRUE;
    if (row->kind == SHOW_ONE) {
        wanted->code = find_code(call, row, wanted->event, id, error);
        return wanted->code != NULL;
    }
    if (row->kind == SHOW_GROUP)
        return call_number(call, 1, &wanted->number, error);
    if (row->kind == SHOW_PLAN)
        return call_number(call, 1, &wanted->version, error);
    return hundra_fail(error, HUNDRA_ERROR_USAGE,
                       _("för många argument; skriv hundra show %s"),
                       row->name);
}

static char *
ask(Store *store, const ShowRow *row, const Wanted *wanted, GError **error)
{
    switch (row->kind) {
    case SHOW_ALL: return store_view(store, error, row->view, "");
    case SHOW_EVENT:
        return store_view(store, error, row->view, "event:i", wanted->event);
    case SHOW_PLAN:
        return store_view(store, error, row->view, "event:i version:i",
                          wanted->event, wanted->version);
    case SHOW_ONE:
        return store_view(store, error, row->view, "event:i version:i code:s",
                          wanted->event, wanted->version, wanted->code);
    case SHOW_GROUP:
        return store_view(store, error, row->view, "event:i version:i number:i",
                          wanted->event, wanted->version, wanted->number);
    }
    g_assert_not_reached();
}

static char *
view_text(const Call *call, const ShowRow *row, Wanted *wanted, GError **error)
{
    wanted->version = ((const ShowOptions *)call->options)->plan;
    if (row->kind != SHOW_ALL && (wanted->event = call_event(call, error)) == 0)
        return NULL;
    if (!read_id(call, row, wanted, error))
        return NULL;
    if (row->kind != SHOW_ALL && row->kind != SHOW_EVENT &&
        !has_plan(call, row, wanted, error))
        return NULL;
    g_autoptr(GError) inner = NULL;
    g_autofree char *text = ask(call->store, row, wanted, &inner);
    if (row->kind == SHOW_GROUP &&
        g_error_matches(inner, HUNDRA_ERROR, HUNDRA_ERROR_INPUT))
        hundra_fail(error, HUNDRA_ERROR_INPUT, _(row->nothing),
                    call->operands[1]);
    else if (inner != NULL)
        g_propagate_error(error, g_steal_pointer(&inner));
    return g_steal_pointer(&text);
}

static gboolean
run(const Call *call, GError **error)
{
    const ShowRow *row = find_row(call->operands[0], error);
    if (row == NULL)
        return FALSE;
    Wanted wanted = { 0 };
    g_autofree char *text = view_text(call, row, &wanted, error);
    g_free(wanted.code);
    return text != NULL && call_table(call, row->sections, text, error);
}

static void
topics(CommandTopic tell, gpointer data)
{
    guint count = 0;
    const ShowRow *rows = show_rows(&count);
    for (guint i = 0; i < count; i++) {
        g_autofree char *name =
            rows[i].id == NULL
                ? g_strdup(rows[i].name)
                : g_strconcat(rows[i].name, " ", _(rows[i].id), NULL);
        tell(name, rows[i].help, data);
    }
}

const Command command_show = {
    .name = "show",
    .summary = N_("visar planen, grupper, människor, företag och annat"),
    .operands = N_("VAD [ID]"),
    .operands_min = 1,
    .operands_max = 2,
    .options = OPTIONS,
    .options_size = sizeof(ShowOptions),
    .store = NEEDS_STORE,
    .run = run,
    .topics = topics,
    .text = N_("Visar en läsbar tabell, eller med --json samma uppgifter som "
               "JSON. Det som hör till en plan visas för den nyaste "
               "versionen, om inte --plan eller ett nummer efter VAD säger "
               "en annan. Namn och kontaktuppgifter som är skyddade visas "
               "bara för personen själv, med show person.\n\n"
               "VAD är något av:"),
    .examples = { "hundra show groups", "hundra show person P051",
                  "hundra show plan --json" },
};
