#include "calendars/busy.h"

#include <string.h>

#include "calendars/confine.h"
#include "calendars/repeat.h"

void
busy_free(Busy *busy)
{
    if (busy == NULL)
        return;
    g_array_unref(busy->periods);
    g_free(busy);
}

static Busy *
busy_new(gint64 from_utc, gint64 to_utc)
{
    Busy *busy = g_new0(Busy, 1);
    busy->from_utc = from_utc;
    busy->to_utc = to_utc;
    busy->periods = g_array_new(FALSE, TRUE, sizeof(AgendaPeriod));
    return busy;
}

static void
add_period(Busy *busy, gint64 from_utc, gint64 to_utc, AgendaKind kind)
{
    AgendaPeriod period = { .from_utc = MAX(from_utc, busy->from_utc),
                            .to_utc = MIN(to_utc, busy->to_utc),
                            .kind = kind };
    if (period.from_utc < period.to_utc)
        g_array_append_val(busy->periods, period);
}

/* ---- free/busy ----------------------------------------------------------------- */

static void
take_freebusy(Busy *busy, const Agenda *agenda)
{
    if (agenda->from_utc == AGENDA_NO_TIME ||
        agenda->to_utc == AGENDA_NO_TIME) {
        busy->fault = BUSY_NO_SPAN;
        return;
    }
    busy->from_utc = MAX(busy->from_utc, agenda->from_utc);
    busy->to_utc = MIN(busy->to_utc, agenda->to_utc);
    if (busy->from_utc >= busy->to_utc) {
        busy->fault = BUSY_OTHER_TIME;
        return;
    }
    for (guint i = 0; i < agenda->periods->len; i++) {
        const AgendaPeriod *period =
            &g_array_index(agenda->periods, AgendaPeriod, i);
        add_period(busy, period->from_utc, period->to_utc, period->kind);
    }
}

/* ---- entries ------------------------------------------------------------------- */

static AgendaKind
kind_of(const AgendaEntry *entry)
{
    if (entry->away)
        return AGENDA_AWAY;
    return entry->tentative ? AGENDA_TENTATIVE : AGENDA_BUSY;
}

static char *
instance_key(const char *uid, gint64 utc)
{
    return g_strdup_printf("%" G_GINT64_FORMAT " %s", utc, uid);
}

/* The times that entries of their own stand in for: UID and RECURRENCE-ID. */
static GHashTable *
replaced_times(const Agenda *agenda)
{
    GHashTable *replaced =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < agenda->entries->len; i++) {
        const AgendaEntry *entry = g_ptr_array_index(agenda->entries, i);
        if (entry->uid != NULL && entry->recurrence.utc != AGENDA_NO_TIME)
            g_hash_table_add(replaced,
                             instance_key(entry->uid, entry->recurrence.utc));
    }
    return replaced;
}

static gboolean
is_replaced(GHashTable *replaced, const AgendaEntry *entry, gint64 utc)
{
    if (entry->uid == NULL)
        return FALSE;
    g_autofree char *key = instance_key(entry->uid, utc);
    return g_hash_table_contains(replaced, key);
}

/* FALSE: it may lie in the time asked for, and cannot be placed. */
static gboolean
take_repeated(Busy *busy, const AgendaEntry *entry, GHashTable *replaced)
{
    g_autoptr(GArray) starts =
        repeat_starts(entry, busy->from_utc, busy->to_utc);
    gint64 length_s = entry->end.utc - entry->start.utc;
    for (guint i = 0; starts != NULL && i < starts->len; i++) {
        gint64 start = g_array_index(starts, gint64, i);
        if (!is_replaced(replaced, entry, start))
            add_period(busy, start, start + length_s, kind_of(entry));
    }
    return starts != NULL;
}

static gboolean
take_entry(Busy *busy, const AgendaEntry *entry, GHashTable *replaced)
{
    if (entry->cancelled || entry->transparent)
        return TRUE;
    /* Repeating goes on from the start, never back. */
    if (entry->start.utc != AGENDA_NO_TIME && !entry->odd &&
        entry->start.utc >= busy->to_utc)
        return TRUE;
    if (entry->odd)
        return FALSE;
    if (entry->rrule != NULL)
        return take_repeated(busy, entry, replaced);
    add_period(busy, entry->start.utc, entry->end.utc, kind_of(entry));
    return TRUE;
}

static void
take_entries(Busy *busy, const Agenda *agenda)
{
    g_autoptr(GHashTable) replaced = replaced_times(agenda);
    for (guint i = 0; i < agenda->entries->len; i++)
        if (!take_entry(busy, g_ptr_array_index(agenda->entries, i), replaced))
            busy->fault = BUSY_UNREAD;
}

static gint
by_time(gconstpointer a, gconstpointer b)
{
    const AgendaPeriod *one = a, *other = b;
    if (one->from_utc != other->from_utc)
        return one->from_utc < other->from_utc ? -1 : 1;
    if (one->to_utc != other->to_utc)
        return one->to_utc < other->to_utc ? -1 : 1;
    return (gint)one->kind - (gint)other->kind;
}

Busy *
busy_of(const char *text, gsize length, const char *zone, gint64 from_utc,
        gint64 to_utc)
{
    g_autoptr(Agenda) agenda = agenda_read(text, length, zone);
    Busy *busy = busy_new(from_utc, to_utc);
    if (!agenda->is_calendar || agenda->broken)
        busy->fault = BUSY_NO_CALENDAR;
    else if (agenda->is_freebusy)
        take_freebusy(busy, agenda);
    else
        take_entries(busy, agenda);
    g_array_sort(busy->periods, by_time);
    return busy;
}

/* ---- in the child --------------------------------------------------------------- */

typedef struct Errand {
    const GPtrArray *texts;
    const char *zone;
    gint64 from_utc, to_utc;
} Errand;

/* What comes back before the periods. */
typedef struct Head {
    gint64 from_utc, to_utc;
    BusyFault fault;
} Head;

/* What all of them say: covered where all cover, busy where one is. */
static Busy *
join(const Errand *errand)
{
    Busy *all = busy_new(errand->from_utc, errand->to_utc);
    for (guint i = 0; i < errand->texts->len; i++) {
        gsize length = 0;
        const char *text =
            g_bytes_get_data(g_ptr_array_index(errand->texts, i), &length);
        g_autoptr(Busy) one = busy_of(text, length, errand->zone,
                                      errand->from_utc, errand->to_utc);
        if (one->fault != BUSY_KNOWN)
            all->fault = one->fault;
        all->from_utc = MAX(all->from_utc, one->from_utc);
        all->to_utc = MIN(all->to_utc, one->to_utc);
        g_array_append_vals(all->periods, one->periods->data,
                            one->periods->len);
    }
    if (all->from_utc >= all->to_utc && all->fault == BUSY_KNOWN)
        all->fault = BUSY_OTHER_TIME;
    g_array_sort(all->periods, by_time);
    return all;
}

static GBytes *
run_errand(gconstpointer data)
{
    g_autoptr(Busy) busy = join(data);
    const Head head = { .from_utc = busy->from_utc,
                        .to_utc = busy->to_utc,
                        .fault = busy->fault };
    g_autoptr(GByteArray) answer = g_byte_array_new();
    g_byte_array_append(answer, (const guint8 *)&head, sizeof head);
    g_byte_array_append(answer, (const guint8 *)busy->periods->data,
                        (guint)(busy->periods->len * sizeof(AgendaPeriod)));
    return g_byte_array_free_to_bytes(g_steal_pointer(&answer));
}

Busy *
busy_read(const GPtrArray *texts, const char *zone, gint64 from_utc,
          gint64 to_utc)
{
    const Errand errand = { texts, zone, from_utc, to_utc };
    g_autoptr(GBytes) answer = confine_run(run_errand, &errand);
    Busy *busy = busy_new(from_utc, to_utc);
    gsize size = 0;
    const guint8 *data =
        answer != NULL ? g_bytes_get_data(answer, &size) : NULL;
    Head head = { .fault = BUSY_TOO_MUCH };
    if (size >= sizeof head)
        memcpy(&head, data, sizeof head);
    busy->fault = head.fault;
    if (head.fault != BUSY_KNOWN)
        return busy;
    busy->from_utc = head.from_utc;
    busy->to_utc = head.to_utc;
    g_array_append_vals(busy->periods, data + sizeof head,
                        (guint)((size - sizeof head) / sizeof(AgendaPeriod)));
    return busy;
}
