#include "inspect.h"

#include <glib/gi18n.h>
#include <string.h>

#include "calendars/inspect-facts.h"
#include "calendars/mail-decode.h"

enum {
    CALENDAR_LINE_MAX = 75, /* octets: RFC 5545 3.1 */
    HEADER_LINE_MAX = 998,  /* RFC 5322 2.1.1 */
    UID_MAX = 200,
};

static gboolean
same(const char *a, const char *b)
{
    return a != NULL && g_ascii_strcasecmp(a, b) == 0;
}

static gboolean
is_ascii(Slice span)
{
    for (gsize i = 0; i < span.size; i++)
        if ((guchar)span.at[i] >= 0x80)
            return FALSE;
    return TRUE;
}

static gboolean
is_cancel(const InspectFacts *facts)
{
    return same(facts->method, "CANCEL");
}

/* ---- the mail ------------------------------------------------------------------- */

static gboolean
calendar_stands_last(const InspectFacts *facts)
{
    return same(facts->top, "multipart/alternative") &&
           strcmp(facts->leaves->str, " text/plain text/html text/calendar") ==
               0;
}

static gboolean
type_names_method(const InspectFacts *facts)
{
    Slice type = slice_of(facts->type);
    g_autofree char *method = head_parameter(type, "method");
    g_autofree char *charset = head_parameter(type, "charset");
    return same(charset, "UTF-8") && method != NULL &&
           same(facts->method, method);
}

static gboolean
is_no_attachment(const InspectFacts *facts)
{
    return facts->disposition == NULL ||
           !slice_starts(slice_of(facts->disposition), "attachment");
}

static gboolean
is_base64(const InspectFacts *facts)
{
    return same(facts->encoding, "base64");
}

/* In UTF-8 (RFC 6532) only where an address needs it. */
static gboolean
header_fits(const InspectFacts *facts)
{
    Slice rest = facts->head_bytes, line = { 0 };
    while (slice_line(&rest, &line))
        if (line.size > HEADER_LINE_MAX)
            return FALSE;
    return is_ascii(facts->head_bytes) ||
           !is_ascii(head_field(&facts->head, "To", 0)) ||
           !is_ascii(head_field(&facts->head, "From", 0));
}

/* Without its angle brackets; the caller owns it. */
static char *
id_of(const Head *head)
{
    Slice id = head_field(head, "Message-Id", 0);
    return id.size > 2 ? g_strndup(id.at + 1, id.size - 2) : NULL;
}

/* What FIELD holds in its angle brackets is the mailto URI. */
static gboolean
field_is(const InspectFacts *facts, const char *field, const char *uri)
{
    g_autofree char *value = head_value(&facts->head, field);
    const char *open = value != NULL ? strrchr(value, '<') : NULL;
    g_autofree char *address = open != NULL
                                   ? g_strndup(open + 1, strcspn(open + 1, ">"))
                                   : g_strdup(value);
    g_autofree char *plain =
        uri != NULL ? g_uri_unescape_string(uri, NULL) : NULL;
    return address != NULL && plain != NULL &&
           g_ascii_strncasecmp(plain, "mailto:", 7) == 0 &&
           g_ascii_strcasecmp(plain + 7, address) == 0;
}

static gboolean
from_is_organizer(const InspectFacts *facts)
{
    return field_is(facts, "From", facts->organizer);
}

static gboolean
to_is_attendee(const InspectFacts *facts)
{
    return field_is(facts, "To", facts->attendee) &&
           head_field(&facts->head, "Cc", 0).at == NULL &&
           head_field(&facts->head, "Bcc", 0).at == NULL;
}

static gboolean
refers_to_first(const InspectFacts *facts)
{
    const Head *head = &facts->head;
    return head_field(head, "Message-Id", 0).size > 0 &&
           (!is_cancel(facts) || head_field(head, "In-Reply-To", 0).size > 0);
}

static gboolean
suppresses_absence_notes(const InspectFacts *facts)
{
    return head_field(&facts->head, "X-Auto-Response-Suppress", 0).size > 0;
}

/* ---- the calendar ----------------------------------------------------------------- */

static gboolean
calendar_bytes_fit(const InspectFacts *facts)
{
    Slice all = facts->calendar.bytes;
    gsize line = 0;
    for (gsize i = 0; i < all.size; i++) {
        guchar c = (guchar)all.at[i];
        gboolean ends = c == '\r' && i + 1 < all.size && all.at[i + 1] == '\n';
        if (ends && line <= CALENDAR_LINE_MAX) {
            line = 0;
            i++;
        } else if ((c < ' ' && c != '\t') || c == 0x7F || ends) {
            return FALSE;
        } else {
            line++;
        }
    }
    return line == 0 && all.size > 0 &&
           g_utf8_validate(all.at, (gssize)all.size, NULL) &&
           !slice_starts(all, "\xEF\xBB\xBF");
}

static gboolean
is_one_event(const InspectFacts *facts)
{
    return same(facts->version, "2.0") && facts->prodid != NULL &&
           facts->method_first && facts->events == 1 && facts->uids == 1;
}

static gboolean
uid_fits(const InspectFacts *facts)
{
    return facts->uid != NULL && *facts->uid != '\0' &&
           strlen(facts->uid) <= UID_MAX && g_str_is_ascii(facts->uid);
}

static gboolean
stamp_is_utc(const InspectFacts *facts)
{
    return facts->dtstamp != NULL && strlen(facts->dtstamp) == 16 &&
           facts->dtstamp[15] == 'Z';
}

static gboolean
has_sequence(const InspectFacts *facts)
{
    return facts->sequence != NULL && *facts->sequence != '\0' &&
           strspn(facts->sequence, "0123456789") == strlen(facts->sequence);
}

static gboolean
asks_for_answer(const InspectFacts *facts)
{
    return is_cancel(facts) ||
           (same(facts->rsvp, "TRUE") && same(facts->partstat, "NEEDS-ACTION"));
}

static gboolean
names_only_her(const InspectFacts *facts)
{
    return facts->attendees == 1;
}

static gboolean
ends_in_z(const char *time)
{
    return time != NULL && g_str_has_suffix(time, "Z");
}

static gboolean
zone_is_there(const InspectFacts *facts)
{
    return facts->start_zone == NULL
               ? ends_in_z(facts->start) && ends_in_z(facts->end)
               : facts->zone != NULL && same(facts->end_zone, facts->zone) &&
                     same(facts->start_zone, facts->zone) &&
                     strchr(facts->zone, '/') != facts->zone;
}

static gboolean
rule_fits(const char *rule)
{
    return rule == NULL || (strstr(rule, "FREQ=YEARLY") != NULL &&
                            strstr(rule, "BYMONTH=") != NULL &&
                            strstr(rule, "BYDAY=") != NULL &&
                            strchr(strstr(rule, "BYDAY="), ',') == NULL);
}

static gboolean
zone_fits(const InspectFacts *facts)
{
    gboolean summer = facts->daylights == 0 || (facts->daylight_from != NULL &&
                                                facts->daylight_to != NULL &&
                                                facts->daylight_rule != NULL);
    return facts->zones == 0 ||
           (facts->zones == 1 && facts->standards == 1 &&
            facts->daylights <= 1 && facts->standard_from != NULL &&
            facts->standard_to != NULL && summer &&
            rule_fits(facts->standard_rule) && rule_fits(facts->daylight_rule));
}

static gboolean
ends_after_start(const InspectFacts *facts)
{
    return facts->start != NULL && facts->end != NULL &&
           strlen(facts->start) == strlen(facts->end) &&
           strcmp(facts->start, facts->end) < 0;
}

static gboolean
cancels_plainly(const InspectFacts *facts)
{
    return !is_cancel(facts) || same(facts->status, "CANCELLED");
}

/* ---- the rules ---------------------------------------------------------------------- */

enum {
    OUTLOOK = 1 << CLIENT_OUTLOOK,
    GMAIL = 1 << CLIENT_GMAIL,
    APPLE = 1 << CLIENT_APPLE,
    ALL = (1 << CLIENT_COUNT) - 1,
};

/* It looks the same, but something else suffers. */
#define KEPT SIGHT_INVITATION

// clang-format off
static const InspectRule RULES[] = {
    { 1, OUTLOOK | GMAIL, SIGHT_ATTACHMENT,
      N_("kalenderposten står inte sist av text, HTML och kalender") },
    { 2, OUTLOOK | GMAIL | APPLE, SIGHT_ATTACHMENT,
      N_("delens Content-Type säger inte method och charset som posten") },
    { 3, OUTLOOK | GMAIL, SIGHT_ATTACHMENT,
      N_("kalenderposten ligger som bilaga") },
    { 4, OUTLOOK, KEPT,
      N_("kalenderposten är inte base64 och kan brytas om på vägen") },
    { 5, ALL, SIGHT_TEXT,
      N_("brevhuvudet har rader eller tecken som servrar vägrar") },
    { 6, ALL, SIGHT_NO_BUTTONS,
      N_("avsändaren är inte den som bjuder in (ORGANIZER)") },
    { 8, ALL, SIGHT_NO_BUTTONS,
      N_("brevet går inte till just den som bjuds in (ATTENDEE)") },
    { 9, ALL, KEPT,
      N_("brevet saknar Message-ID, eller hänger inte ihop med det första") },
    { 10, OUTLOOK, KEPT,
      N_("frånvarobesked avböjs inte") },
    { 13, ALL, SIGHT_ATTACHMENT,
      N_("kalenderposten har fel radslut, för långa rader eller styrtecken") },
    { 14, ALL, SIGHT_ATTACHMENT,
      N_("posten är inte ett möte med PRODID, VERSION, METHOD och UID") },
    { 15, OUTLOOK, SIGHT_NO_BUTTONS,
      N_("UID saknas, är för lång eller inte ASCII") },
    { 16, OUTLOOK | GMAIL, SIGHT_NO_BUTTONS,
      N_("DTSTAMP är inte i UTC") },
    { 17, ALL, KEPT,
      N_("SEQUENCE saknas: en senare ändring kan tas för inaktuell") },
    { 20, APPLE, SIGHT_NO_BUTTONS,
      N_("RSVP=TRUE och PARTSTAT saknas") },
    { 21, ALL, KEPT,
      N_("fler än mottagaren står som inbjudna") },
    { 23, OUTLOOK, KEPT,
      N_("tidszonen finns inte i posten: tiden visas fel") },
    { 24, OUTLOOK, SIGHT_ATTACHMENT,
      N_("tidszonens regler är sådana som Outlook inte läser") },
    { 27, ALL, SIGHT_ATTACHMENT,
      N_("mötet slutar inte efter att det har börjat") },
    { 30, ALL, SIGHT_NO_BUTTONS,
      N_("återbudet säger inte STATUS:CANCELLED") },
};
// clang-format on
static gboolean (*const HOLDS[])(const InspectFacts *facts) = {
    calendar_stands_last,
    type_names_method,
    is_no_attachment,
    is_base64,
    header_fits,
    from_is_organizer,
    to_is_attendee,
    refers_to_first,
    suppresses_absence_notes,
    calendar_bytes_fit,
    is_one_event,
    uid_fits,
    stamp_is_utc,
    has_sequence,
    asks_for_answer,
    names_only_her,
    zone_is_there,
    zone_fits,
    ends_after_start,
    cancels_plainly,
};
G_STATIC_ASSERT(G_N_ELEMENTS(RULES) == G_N_ELEMENTS(HOLDS));
G_STATIC_ASSERT(G_N_ELEMENTS(RULES) <= INSPECT_RULES_ROOM);

const InspectRule *
inspect_rules(guint *count)
{
    *count = G_N_ELEMENTS(RULES);
    return RULES;
}

/* ---- the verdict ----------------------------------------------------------------------- */

/* What the mail is meant to be seen as. */
static InspectSight
meant_as(const InspectFacts *facts)
{
    if (facts->calendars == 0)
        return strstr(facts->leaves->str, "/ics") != NULL ? SIGHT_ATTACHMENT
                                                          : SIGHT_TEXT;
    if (is_cancel(facts))
        return SIGHT_CANCELLATION;
    if (same(facts->method, "DECLINECOUNTER"))
        return SIGHT_PROPOSAL;
    if (!same(facts->method, "REQUEST"))
        return SIGHT_ATTACHMENT;
    return head_field(&facts->head, "In-Reply-To", 0).size > 0
               ? SIGHT_UPDATE
               : SIGHT_INVITATION;
}

static void
judge(const InspectFacts *facts, Inspection *inspection)
{
    for (guint i = 0; i < G_N_ELEMENTS(RULES); i++) {
        inspection->broken[i] = !HOLDS[i](facts);
        for (int client = 0; client < CLIENT_COUNT; client++)
            if (inspection->broken[i] && (RULES[i].clients & 1U << client) != 0)
                inspection->sights[client] =
                    MAX(inspection->sights[client], RULES[i].broken);
    }
}

void
inspect_mail(GBytes *message, Inspection *inspection)
{
    gsize size = 0;
    const char *data = g_bytes_get_data(message, &size);
    g_auto(InspectFacts) facts = { 0 };
    mime_start();
    inspect_read((Slice){ data, size }, &facts);
    *inspection = (Inspection){
        .method = g_strdup(facts.method),
        .subject = head_words(&facts.head, "Subject"),
        .message_id = id_of(&facts.head),
        .bytes = size,
        .needs_utf8 = !is_ascii(facts.head_bytes),
    };
    for (int client = 0; client < CLIENT_COUNT; client++)
        inspection->sights[client] = meant_as(&facts);
    if (facts.calendars > 0)
        judge(&facts, inspection);
}

void
inspection_clear(Inspection *inspection)
{
    g_clear_pointer(&inspection->method, g_free);
    g_clear_pointer(&inspection->subject, g_free);
    g_clear_pointer(&inspection->message_id, g_free);
}
