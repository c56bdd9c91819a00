#include "planner/deliver/readers.h"

#include <glib/gi18n.h>

#include "planner/deliver/facts.h"

static const ReaderSource SOURCES[] = {
    { "view:letter_participant", "plan:i participant:i", LETTER_PARTICIPANT },
    { "view:letter_company", "plan:i company:i", LETTER_COMPANY },
    { "view:letter_unplaced_participant", "plan:i participant:i",
      LETTER_PARTICIPANT },
    { "view:letter_unplaced_company", "plan:i company:i", LETTER_COMPANY },
};

const ReaderSource *
reader_sources(LetterPurpose purpose, guint *count)
{
    gboolean one = purpose == LETTER_HOST || purpose == LETTER_BRIEFING;
    *count = one ? 1 : 2;
    if (purpose == LETTER_NOT_THIS_TIME || purpose == LETTER_RESERVE)
        return &SOURCES[2];
    return purpose == LETTER_HOST ? &SOURCES[1] : &SOURCES[0];
}

/* ---- the event -------------------------------------------------------------------- */

void
letter_day_clear(LetterDay *event)
{
    g_clear_pointer(&event->zone, g_free);
    g_clear_pointer(&event->sender, g_free);
    g_clear_pointer(&event->day, g_free);
    g_clear_pointer(&event->good_to_know, g_free);
}

gboolean
letter_day_read(Store *store, gint64 id, LetterDay *event, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(store, &inner, "mailing_event", "event:i", id);
    if (inner == NULL && store_rows_next(rows, &inner)) {
        event->zone = g_strdup(store_rows_text(rows, 0));
        event->sender = g_strdup(store_rows_text(rows, 1));
        event->day = g_strdup(store_rows_text(rows, 2));
        event->plan = store_rows_int(rows, 3);
        event->version = (int)store_rows_int(rows, 4);
        event->published = event->plan != 0 && store_rows_int(rows, 5) != 0;
        event->good_to_know = g_strdup(store_rows_text(rows, 6));
        return TRUE;
    }
    if (inner == NULL)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("evenemanget finns inte"));
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

char *
reader_facts(const char *facts, LetterPurpose purpose, const LetterDay *event,
             const char *until, GError **error)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonObject *object = facts_read(parser, facts, error);
    if (object == NULL)
        return NULL;
    if (purpose == LETTER_RESERVE)
        json_object_set_string_member(object, "until",
                                      until != NULL ? until : event->day);
    if (event->good_to_know != NULL)
        json_object_set_string_member(object, "good_to_know",
                                      event->good_to_know);
    else
        json_object_set_null_member(object, "good_to_know");
    return json_to_string(json_parser_get_root(parser), FALSE);
}
