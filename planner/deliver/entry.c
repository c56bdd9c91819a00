#include "planner/deliver/entry.h"

#include <glib/gi18n.h>
#include <string.h>

#include "calendars/address.h"
#include "calendars/zone.h"
#include "planner/base/error.h"
#include "planner/deliver/facts.h"

struct Entries {
    const Edition *edition; /* borrowed */
    char *domain;           /* of the UIDs */
    Template *template;
    Zone *zone; /* held open: calendar_write shares it */
};

Entries *
entries_open(const Edition *edition, GError **error)
{
    g_autoptr(Entries) entries = g_new0(Entries, 1);
    const char *sender = edition->sender_email;
    g_autofree char *address = sender != NULL ? address_normal(sender) : NULL;
    entries->edition = edition;
    entries->domain =
        g_strdup(address != NULL ? strchr(address, '@') + 1 : "hundra.invalid");
    entries->zone = zone_open(edition->zone);
    if (entries->zone == NULL) {
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("tidszonen %s finns inte på den här datorn"),
                    edition->zone);
        return NULL;
    }
    entries->template = form_load(NULL, "calendar", error);
    return entries->template != NULL ? g_steal_pointer(&entries) : NULL;
}

void
entries_close(Entries *entries)
{
    if (entries == NULL)
        return;
    g_clear_pointer(&entries->zone, zone_close);
    g_clear_pointer(&entries->template, template_free);
    g_free(entries->domain);
    g_free(entries);
}

char *
entries_uid(const Entries *entries, const char *code)
{
    g_autofree char *key =
        g_strdup_printf("%s/%s", entries->edition->event_code, code);
    g_autofree char *sum =
        g_compute_checksum_for_string(G_CHECKSUM_SHA256, key, -1);
    return g_strdup_printf("%.24s@%s", sum, entries->domain);
}

void
entry_clear(Entry *entry)
{
    g_clear_pointer(&entry->uid, g_free);
    g_clear_pointer(&entry->zone, g_free);
    g_clear_pointer(&entry->location, g_free);
    form_clear(&entry->form);
}

static char *
location_of(JsonObject *facts)
{
    const char *place = facts_text(facts, "meet.place");
    const char *address = facts_text(facts, "meet.address");
    if (place == NULL || address == NULL)
        return g_strdup(place);
    return g_strdup_printf("%s, %s", place, address);
}

/* The time of day at PATH on the facts' own day. */
static gint64
moment(JsonObject *facts, const char *path, const char *zone, GError **error)
{
    return calendar_utc(facts_text(facts, "event.day"),
                        facts_minutes(facts, path), zone, error);
}

gboolean
entries_fill(const Entries *entries, const char *uid, const char *json,
             Entry *entry, GError **error)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonObject *facts = facts_read(parser, json, error);
    if (facts == NULL ||
        !form_fill(entries->template, json_parser_get_root(parser),
                   &entry->form, error))
        return FALSE;
    entry->uid = g_strdup(uid);
    entry->zone = g_strdup(facts_text(facts, "event.zone"));
    entry->location = location_of(facts);
    entry->appointment = (Appointment){
        .method = METHOD_NONE,
        .uid = entry->uid,
        .dtstamp_utc = entries->edition->made_utc,
        .start_utc = moment(facts, "start", entry->zone, error),
        .zone = entry->zone,
        .summary = entry->form.title,
        .location = entry->location,
        .description = entry->form.text,
    };
    if (entry->appointment.start_utc == G_MININT64)
        return FALSE;
    entry->appointment.end_utc = moment(facts, "end", entry->zone, error);
    return entry->appointment.end_utc != G_MININT64;
}
