#include "planner/deliver/book.h"

#include <glib/gi18n.h>
#include <string.h>

#include "calendars/intake.h"
#include "planner/base/value.h"

/* The invitation that is answered. */
typedef struct Asked {
    gint64 id, sequence, dtstamp_utc; /* DTSTAMP of the newest answer to it */
} Asked;

static gboolean
find(Store *store, const BookRequest *request, Asked *asked, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(store, &inner, "book_invitation", "event:i code:s",
                    request->event, request->code);
    if (inner == NULL && store_rows_next(rows, &inner)) {
        *asked = (Asked){ .id = store_rows_int(rows, 0),
                          .sequence = store_rows_int(rows, 1),
                          .dtstamp_utc = store_rows_int(rows, 2) };
        return TRUE;
    }
    if (inner == NULL)
        return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                           _("%s är inte inbjuden, så det finns inget att "
                             "svara på; se hundra show invitations"),
                           request->code);
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* TEXT as it is kept; the caller owns it.  NULL: too long. */
static char *
clean_comment(const char *text, GError **error)
{
    g_autofree char *clean = value_clean(text);
    if (strlen(clean) <= INTAKE_TEXT_MAX)
        return g_steal_pointer(&clean);
    hundra_fail(error, HUNDRA_ERROR_INPUT,
                _("kommentaren är för lång; skriv högst %d tecken"),
                INTAKE_TEXT_MAX / 2);
    return NULL;
}

gboolean
deliver_book(Store *store, const BookRequest *request, GError **error)
{
    Asked asked = { 0 };
    gint64 now_utc = store_now_utc(store);
    g_autofree char *comment = NULL;
    if (request->comment != NULL &&
        (comment = clean_comment(request->comment, error)) == NULL)
        return FALSE;
    g_autoptr(StoreChange) change = store_change(store, error);
    if (change == NULL || !find(store, request, &asked, error) ||
        !store_run(store, error, "book_add",
                   "invitation:i partstat:s sequence:i dtstamp:i now:i "
                   "comment:s",
                   asked.id, request->partstat, asked.sequence,
                   MAX(now_utc, asked.dtstamp_utc + 1), now_utc, comment))
        return FALSE;
    g_autofree char *what =
        g_strdup_printf("%s: %s", request->code, request->partstat);
    JournalEntry entry = { .who = request->who,
                           .command = "replies",
                           .what = what };
    return store_change_commit(change, &entry, error);
}
