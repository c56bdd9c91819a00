#include "planner/deliver/shared.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "calendars/agenda.h"
#include "calendars/clean.h"
#include "calendars/confine.h"
#include "calendars/zone.h"
#include "planner/base/error.h"
#include "planner/deliver/facts.h"
#include "planner/store/stored.h"

enum {
    NAME_HEX = 24,          /* of the UID, before the @ */
    SHOWN_CHARACTERS = 200, /* of what others wrote */
};

static void
shared_free(gpointer data)
{
    Shared *shared = data;
    g_free(shared->code);
    g_free(shared->uid);
    g_free(shared->name);
    g_free(shared->facts);
    g_free(shared);
}

static void
add_shared(GPtrArray *all, const Entries *entries, const char *code,
           const char *facts)
{
    Shared *shared = g_new0(Shared, 1);
    shared->code = g_strdup(code);
    shared->uid = entries_uid(entries, code);
    shared->name = g_strdup_printf("%.*s.ics", NAME_HEX, shared->uid);
    shared->facts = g_strdup(facts);
    g_ptr_array_add(all, shared);
}

static gboolean
add_groups(GPtrArray *all, Store *store, const Edition *edition,
           const Entries *entries, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = store_query(
        store, &inner, "view:calendar_group", "plan:i", edition->plan);
    while (rows != NULL && store_rows_next(rows, &inner))
        add_shared(all, entries, store_rows_text(rows, 2),
                   store_rows_text(rows, 0));
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

GPtrArray *
shared_read(Store *store, gint64 event, const Edition *edition,
            const Entries *entries, GError **error)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(shared_free);
    g_autofree char *day =
        store_view(store, error, "shared_day", "event:i", event);
    if (day == NULL || !add_groups(all, store, edition, entries, error))
        return NULL;
    add_shared(all, entries, "evenemang", day);
    return g_steal_pointer(&all);
}

/* ---- what is written ---------------------------------------------------------- */

/* "Grupp 7: Gjutaro AB, Lunchula AB", in the language of the templates; the
 * event's own name where there is no group. */
static char *
title_of(JsonObject *facts)
{
    JsonNode *number = facts_member(facts, "group");
    JsonNode *stops = facts_member(facts, "stops");
    if (number == NULL)
        return g_strdup(facts_text(facts, "event.name"));
    g_autoptr(GString) title = g_string_new(NULL);
    g_string_printf(title, "Grupp %" G_GINT64_FORMAT,
                    json_node_get_int(number));
    JsonArray *list = stops != NULL && JSON_NODE_HOLDS_ARRAY(stops)
                          ? json_node_get_array(stops)
                          : NULL;
    const char *before = ": ";
    for (guint i = 0; i < stored_count(list); i++) {
        JsonNode *node = json_array_get_element(list, i);
        if (!JSON_NODE_HOLDS_OBJECT(node))
            continue;
        JsonObject *stop = json_node_get_object(node);
        const char *name = facts_text(stop, "title");
        if (name == NULL || g_strcmp0(facts_text(stop, "kind"), "visit") != 0)
            continue;
        g_string_append_printf(title, "%s%s", before, name);
        before = ", ";
    }
    return g_string_free(g_steal_pointer(&title), FALSE);
}

char *
shared_title(const Entries *entries, const SharedDraft *draft, GError **error)
{
    (void)entries;
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonObject *facts = facts_read(parser, draft->facts, error);
    return facts != NULL ? title_of(facts) : NULL;
}

/* DRAFT as ENTRY, which borrows TITLE. */
static gboolean
fill(const Entries *entries, const SharedDraft *draft, char **title,
     Entry *entry, GError **error)
{
    *title = shared_title(entries, draft, error);
    if (*title == NULL ||
        !entries_fill(entries, draft->uid, draft->facts, entry, error))
        return FALSE;
    entry->appointment.summary = *title;
    entry->appointment.sequence = draft->sequence;
    entry->appointment.dtstamp_utc = draft->dtstamp_utc;
    return TRUE;
}

char *
shared_write(const Entries *entries, const SharedDraft *draft, GError **error)
{
    g_auto(Entry) entry = { 0 };
    g_autofree char *title = NULL;
    if (!fill(entries, draft, &title, &entry, error))
        return NULL;
    const Appointment *one = &entry.appointment;
    return calendar_write(&one, 1, NULL, error);
}

/* ---- what somebody has made of it ----------------------------------------------- */

static const AgendaEntry *
find_entry(const Agenda *agenda, const char *uid)
{
    for (guint i = 0; i < agenda->entries->len; i++) {
        const AgendaEntry *entry = g_ptr_array_index(agenda->entries, i);
        if (g_strcmp0(entry->uid, uid) == 0 &&
            entry->recurrence.utc == AGENDA_NO_TIME)
            return entry;
    }
    return NULL;
}

/* Others' words on one line, cut where they are long; the caller owns them. */
static char *
shown(const char *text)
{
    g_autofree char *clean = clean_line(text != NULL ? text : "");
    if (g_utf8_strlen(clean, -1) <= SHOWN_CHARACTERS)
        return g_steal_pointer(&clean);
    g_autofree char *cut = g_utf8_substring(clean, 0, SHOWN_CHARACTERS);
    return g_strconcat(cut, "…", NULL);
}

static void
add_difference(JsonBuilder *json, const char *what, const char *from,
               const char *to)
{
    g_autofree char *before = from != NULL ? shown(from) : NULL;
    g_autofree char *after = to != NULL ? shown(to) : NULL;
    json_builder_begin_object(json);
    json_builder_set_member_name(json, "what");
    json_builder_add_string_value(json, what);
    json_builder_set_member_name(json, "from");
    json_builder_add_string_value(json, before);
    json_builder_set_member_name(json, "to");
    json_builder_add_string_value(json, after);
    json_builder_end_object(json);
}

static void
compare_text(JsonBuilder *json, const char *what, const char *ours,
             const char *theirs, gboolean told)
{
    g_autofree char *one = clean_text(ours != NULL ? ours : "");
    g_autofree char *other = clean_text(theirs != NULL ? theirs : "");
    if (strcmp(g_strstrip(one), g_strstrip(other)) != 0)
        add_difference(json, what, told ? one : NULL, told ? other : NULL);
}

static char *
clock_text(const Zone *zone, gint64 utc, const char *format)
{
    gboolean exact = FALSE; /* an eye needs no more */
    g_autoptr(GDateTime) time =
        g_date_time_new_from_unix_utc(zone_local(zone, utc, &exact));
    return time != NULL ? g_date_time_format(time, format) : g_strdup("?");
}

/* "2022-05-17 08:30–16:00" by the clock of the event. */
static char *
span_text(const char *zone_name, gint64 start_utc, gint64 end_utc)
{
    g_autoptr(Zone) zone = zone_open(zone_name);
    g_autofree char *day = clock_text(zone, start_utc, "%Y-%m-%d");
    g_autofree char *start = clock_text(zone, start_utc, "%Y-%m-%d %H:%M");
    g_autofree char *last = clock_text(zone, end_utc, "%Y-%m-%d");
    g_autofree char *end = clock_text(
        zone, end_utc, strcmp(day, last) == 0 ? "%H:%M" : "%Y-%m-%d %H:%M");
    return g_strdup_printf("%s–%s", start, end);
}

static void
compare_times(JsonBuilder *json, const Appointment *ours,
              const AgendaEntry *theirs)
{
    if (ours->start_utc == theirs->start.utc &&
        ours->end_utc == theirs->end.utc)
        return;
    g_autofree char *from =
        span_text(ours->zone, ours->start_utc, ours->end_utc);
    g_autofree char *to =
        span_text(ours->zone, theirs->start.utc, theirs->end.utc);
    add_difference(json, "moved", from, to);
}

static void
compare_entry(JsonBuilder *json, const Appointment *ours,
              const AgendaEntry *theirs)
{
    if (theirs == NULL || theirs->start.utc == AGENDA_NO_TIME ||
        theirs->end.utc == AGENDA_NO_TIME) {
        add_difference(json, "unreadable", NULL, NULL);
        return;
    }
    compare_times(json, ours, theirs);
    compare_text(json, "title", ours->summary, theirs->summary, TRUE);
    compare_text(json, "place", ours->location, theirs->location, TRUE);
    compare_text(json, "wording", ours->description, theirs->description,
                 FALSE);
    if (theirs->cancelled)
        add_difference(json, "cancelled", NULL, NULL);
    if (theirs->rrule != NULL || theirs->odd)
        add_difference(json, "repeats", NULL, NULL);
}

/* What the child is given; all borrowed. */
typedef struct Errand {
    const Appointment *ours;
    const GString *body;
} Errand;

/* The differences as a JSON array, in the child. */
static GBytes *
compare_body(gconstpointer data)
{
    const Errand *errand = data;
    const Appointment *ours = errand->ours;
    g_autoptr(Agenda) agenda =
        agenda_read(errand->body->str, errand->body->len, ours->zone);
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_array(json);
    compare_entry(json, ours, find_entry(agenda, ours->uid));
    json_builder_end_array(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    g_autofree char *text = json_to_string(root, FALSE);
    return g_bytes_new(text, strlen(text) + 1);
}

gboolean
shared_compare(const Entries *entries, const SharedDraft *draft,
               const GString *body, char **differences, GError **error)
{
    static const char unreadable[] =
        "[{\"what\":\"unreadable\",\"from\":null,\"to\":null}]";
    g_auto(Entry) entry = { 0 };
    g_autofree char *title = NULL;
    *differences = NULL;
    if (!fill(entries, draft, &title, &entry, error))
        return FALSE;
    const Errand errand = { &entry.appointment, body };
    g_autoptr(GBytes) answer = confine_run(compare_body, &errand);
    const char *found =
        answer != NULL ? g_bytes_get_data(answer, NULL) : unreadable;
    if (strcmp(found, "[]") != 0)
        *differences = g_strdup(found);
    return TRUE;
}
