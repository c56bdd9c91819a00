#include <glib/gi18n.h>
#include <string.h>

#include "calendars/agenda.h"
#include "planner/cli/dav-call.h"
#include "planner/cli/rows.h"
#include "planner/deliver/free-busy.h"

typedef struct FreeBusyOptions {
    DavOptions dav;
} FreeBusyOptions;

// clang-format off
static const OptionRow OPTIONS[] = {
    DAV_OPTIONS(FreeBusyOptions, dav),
    { 0 },
};

static const TableColumn SOURCES[] = {
    { N_("Kalender"), .path = "name", .align = TABLE_WRAP },
    { N_("Gäller"), .path = "start", .to = "end", .format = "interval" },
    { N_("Läst"), .path = "read" },
    { 0 },
};
// clang-format on
static const TableSection SECTIONS[] = {
    { .path = "sources",
      .columns = SOURCES,
      .empty = N_("Ingen kalender är läst för dagen.") },
    { 0 },
};

/* ---- what is read ------------------------------------------------------------ */

static gboolean
read_file(const char *path, GPtrArray *texts, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, &inner);
    if (file == NULL)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("går inte att läsa: %s"), inner->message);
    if (g_mapped_file_get_length(file) > AGENDA_BYTES_MAX)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("kalendern är för stor att läsa"));
    g_ptr_array_add(texts, g_mapped_file_get_bytes(file));
    return TRUE;
}

static gboolean
read_server(const char *url, const DavOptions *options,
            const FreeBusyPerson *person, GPtrArray *texts, GError **error)
{
    g_autoptr(Caldav) caldav = dav_call_open(url, options, error);
    g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func(g_free);
    char *freebusy = NULL;
    if (caldav == NULL)
        return FALSE;
    if (!caldav_busy(caldav, person->from_utc, person->to_utc, &freebusy,
                     events, error)) {
        hundra_adopt(error, HUNDRA_ERROR_DELIVERY);
        return FALSE;
    }
    if (freebusy != NULL)
        g_ptr_array_add(texts, g_bytes_new_take(freebusy, strlen(freebusy)));
    for (guint i = 0; i < events->len; i++) {
        char *text = g_steal_pointer(&g_ptr_array_index(events, i));
        g_ptr_array_add(texts, g_bytes_new_take(text, strlen(text)));
    }
    return TRUE;
}

static gboolean
take(const Call *call, const FreeBusyPerson *person, const char *where,
     GError **error)
{
    const FreeBusyOptions *options = call->options;
    g_autoptr(GPtrArray) texts =
        g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    gboolean ok = strstr(where, "://") != NULL
                      ? read_server(where, &options->dav, person, texts, error)
                      : read_file(where, texts, error);
    ok = ok &&
         free_busy_take(call->store, person, where, texts, call->who, error);
    if (!ok)
        g_prefix_error(error, "%s: ", where);
    return ok;
}

/* ---- the picture --------------------------------------------------------------- */

/* One mark for each half hour. */
static const char *
mark_of(const char *state)
{
    static const struct {
        const char *state, *mark;
    } marks[] = {
        { "free", "·" }, { "busy", "█" }, { "tentative", "▒" }, { "away", "░" }
    };
    for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
        if (strcmp(marks[i].state, state) == 0)
            return marks[i].mark;
    return "?";
}

/* The hours, and under each its two halves. */
static void
draw(const Call *call, JsonObject *root)
{
    JsonArray *slots = json_object_get_array_member(root, "slots");
    g_autoptr(GString) hours = g_string_new(NULL);
    g_autoptr(GString) marks = g_string_new(NULL);
    for (guint i = 0; i < json_array_get_length(slots); i++) {
        JsonObject *slot = json_array_get_object_element(slots, i);
        const char *start = json_object_get_string_member(slot, "start");
        gboolean whole = g_str_has_suffix(start, ":00");
        const char *mark =
            mark_of(json_object_get_string_member(slot, "state"));
        g_string_append_printf(hours, "%.2s", whole ? start : "  ");
        g_string_append_printf(marks, "%s%s", mark, mark);
        if (!whole) {
            g_string_append_c(hours, ' ');
            g_string_append_c(marks, ' ');
        }
    }
    const char *code = json_object_get_string_member(root, "person");
    const char *day = json_object_get_string_member(root, "day");
    int width = (int)MAX(strlen(code), strlen(day));
    call_say(call, "%-*s  %s", width, day, hours->str);
    call_say(call, "%-*s  %s", width, code, marks->str);
    call_say(call, _("· ledig  █ upptagen  ▒ preliminärt  ░ borta  ? okänt"));
}

static gboolean
run(const Call *call, GError **error)
{
    g_auto(FreeBusyPerson) person = { 0 };
    if (!free_busy_find(call->store, call->event, call->operands[0], &person,
                        error))
        return FALSE;
    for (guint i = 1; i < call->operand_count; i++)
        if (!take(call, &person, call->operands[i], error))
            return FALSE;
    g_autofree char *json =
        store_view(call->store, error, "free_busy", "event:i code:s",
                   call->event, person.code);
    g_autoptr(JsonNode) node =
        json != NULL ? json_from_string(json, error) : NULL;
    if (node == NULL)
        return FALSE;
    draw(call, json_node_get_object(node));
    return call_table(call, SECTIONS, json, error);
}

const Command command_free_busy = {
    .name = "free-busy",
    .summary = N_("läser när en deltagare är upptagen, ur hennes kalender"),
    .operands = N_("PERSON [FIL|URL…]"),
    .operands_min = 1,
    .operands_max = OPERANDS_ANY,
    .options = OPTIONS,
    .options_size = sizeof(FreeBusyOptions),
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .files = TRUE,
    .text = N_("Läser en deltagares kalender, en .ics-fil eller en kalender "
               "på en server (CalDAV), och visar hennes dag halvtimme för "
               "halvtimme. Bara tiderna sparas, inte vad de gäller. Det som "
               "ingen kalender säger något om är okänt, aldrig ledigt. "
               "hundra check varnar när någon är upptagen under den tid hon "
               "räknas som tillgänglig. Utan fil visas det som redan är "
               "läst."),
    .examples = { "hundra free-busy P001 p001.ics",
                  "hundra free-busy P001 https://kalender.example.org/eva/dag/",
                  "hundra free-busy P001" },
};
