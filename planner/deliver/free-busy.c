#include "planner/deliver/free-busy.h"

#include <glib/gi18n.h>

#include "calendars/busy.h"
#include "calendars/calendar.h"
#include "calendars/zone.h"

enum { DAY_MIN = 24 * 60 };

void
free_busy_person_clear(FreeBusyPerson *person)
{
    g_clear_pointer(&person->code, g_free);
    g_clear_pointer(&person->day, g_free);
    g_clear_pointer(&person->zone, g_free);
}

gboolean
free_busy_find(Store *store, gint64 event, const char *code,
               FreeBusyPerson *person, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = store_query(store, &inner, "free_busy_person",
                                            "event:i code:s", event, code);
    if (rows == NULL || !store_rows_next(rows, &inner)) {
        if (inner == NULL)
            return hundra_fail(error, HUNDRA_ERROR_INPUT,
                               _("%s är ingen deltagare; hundra show people "
                                 "listar dem som finns"),
                               code);
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    person->person = store_rows_int(rows, 0);
    person->code = g_strdup(store_rows_text(rows, 1));
    person->day = g_strdup(store_rows_text(rows, 2));
    person->zone = g_strdup(store_rows_text(rows, 3));
    person->from_utc = calendar_utc(person->day, 0, person->zone, error);
    person->to_utc = calendar_utc(person->day, DAY_MIN, person->zone, error);
    if (person->from_utc != G_MININT64 && person->to_utc != G_MININT64)
        return TRUE;
    hundra_adopt(error, HUNDRA_ERROR_INPUT);
    return FALSE;
}

/* ---- what the calendar says -------------------------------------------------- */

static gboolean
refuse(BusyFault fault, GError **error)
{
    static const char *const words[] = {
        [BUSY_NO_CALENDAR] =
            N_("det är ingen hel kalender (iCalendar); exportera den igen"),
        [BUSY_NO_SPAN] = N_("kalendern säger inte vilken tid den gäller, och "
                            "det som inte sägs räknas aldrig som ledigt"),
        [BUSY_OTHER_TIME] = N_("kalendern gäller en annan tid än "
                               "evenemangets dag"),
        [BUSY_UNREAD] = N_("en post i kalendern upprepas eller är skriven så "
                           "att det inte går att veta om den ligger på "
                           "dagen"),
        [BUSY_TOO_MUCH] = N_("kalendern är för stor att läsa"),
    };
    return hundra_fail(error, HUNDRA_ERROR_INPUT, _("%s; ingenting är ändrat"),
                       _(words[fault]));
}

/* UTC as minutes of the day by PERSON's clock; UP rounds up. */
static gint64
minutes_of(const FreeBusyPerson *person, const Zone *zone, gint64 utc,
           gboolean up)
{
    gboolean exact = FALSE; /* a half hour needs no more */
    gint64 midnight = zone_local(zone, person->from_utc, &exact);
    gint64 seconds = zone_local(zone, utc, &exact) - midnight;
    return CLAMP((seconds + (up ? 59 : 0)) / 60, 0, DAY_MIN);
}

static gboolean
store_periods(Store *store, const FreeBusyPerson *person, const Zone *zone,
              const Busy *busy, GError **error)
{
    static const char *const kinds[] = { [AGENDA_BUSY] = "busy",
                                         [AGENDA_TENTATIVE] = "tentative",
                                         [AGENDA_AWAY] = "away" };
    gint64 source = store_last_id(store);
    for (guint i = 0; i < busy->periods->len; i++) {
        const AgendaPeriod *one =
            &g_array_index(busy->periods, AgendaPeriod, i);
        gint64 from = minutes_of(person, zone, one->from_utc, FALSE);
        gint64 to = minutes_of(person, zone, one->to_utc, TRUE);
        if (from < to && !store_run(store, error, "free_busy_add",
                                    "source:i from:i to:i kind:s", source, from,
                                    to, kinds[one->kind]))
            return FALSE;
    }
    return TRUE;
}

static gboolean
store_busy(Store *store, const FreeBusyPerson *person, const char *name,
           const Busy *busy, const char *who, GError **error)
{
    g_autoptr(Zone) zone = zone_open(person->zone);
    g_autoptr(StoreChange) change = store_change(store, error);
    if (change == NULL ||
        !store_run(store, error, "free_busy_forget",
                   "person:i name:s day:s zone:s", person->person, name,
                   person->day, person->zone) ||
        !store_run(store, error, "free_busy_source",
                   "person:i name:s day:s zone:s from:i to:i now:i",
                   person->person, name, person->day, person->zone,
                   minutes_of(person, zone, busy->from_utc, TRUE),
                   minutes_of(person, zone, busy->to_utc, FALSE),
                   store_now_utc(store)) ||
        !store_periods(store, person, zone, busy, error))
        return FALSE;
    g_autofree char *what =
        g_strdup_printf(_("upptagna tider för %s"), person->code);
    const JournalEntry entry = { .who = who,
                                 .command = "free-busy",
                                 .what = what };
    return store_change_commit(change, &entry, error);
}

gboolean
free_busy_take(Store *store, const FreeBusyPerson *person, const char *name,
               const GPtrArray *texts, const char *who, GError **error)
{
    g_autoptr(Busy) busy =
        busy_read(texts, person->zone, person->from_utc, person->to_utc);
    if (busy->fault != BUSY_KNOWN)
        return refuse(busy->fault, error);
    return store_busy(store, person, name, busy, who, error);
}
