#include "planner/deliver/match.h"

#include <string.h>

#include "calendars/address.h"

void
match_clear(Match *match)
{
    g_clear_pointer(&match->code, g_free);
    g_clear_pointer(&match->address, g_free);
    g_clear_pointer(&match->address_now, g_free);
}

/* Case is folded on both sides of the @: a local part may by law differ in
 * case, but no server that people write from lets it. */
gboolean
match_same_address(const char *one, const char *other)
{
    if (one == NULL || other == NULL)
        return FALSE;
    g_autofree char *a = address_normal(one), *b = address_normal(other);
    if (a == NULL || b == NULL)
        return FALSE;
    g_autofree char *x = g_utf8_casefold(a, -1), *y = g_utf8_casefold(b, -1);
    return strcmp(x, y) == 0;
}

/* ---- three ways to find it ------------------------------------------------- */

/* The UID of all of INTAKE's answers; NULL when they differ. */
static const char *
only_uid(const Intake *intake)
{
    const char *uid = NULL;
    for (guint i = 0; intake->answers != NULL && i < intake->answers->len;
         i++) {
        const IntakeAnswer *answer = g_ptr_array_index(intake->answers, i);
        if (answer->uid == NULL ||
            (uid != NULL && strcmp(uid, answer->uid) != 0))
            return NULL;
        uid = answer->uid;
    }
    return uid;
}

static gboolean
by_uid(Store *store, const char *uid, MatchWay way, Match *match,
       GError **error)
{
    g_autoptr(GError) inner = NULL;
    match->invitation =
        store_number(store, &inner, 0, "match_uid", "uid:s", uid);
    if (match->invitation != 0)
        match->way = way;
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static gboolean
by_message(Store *store, const char *id, Match *match, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(store, &inner, "match_message", "message:s", id);
    if (rows != NULL && store_rows_next(rows, &inner)) {
        match->way = MATCH_THREAD;
        match->invitation = store_rows_int(rows, 0);
        match->answered = (int)store_rows_int(rows, 1);
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* "planner+TOKEN@example.org" is the UID "TOKEN@example.org". */
static char *
tag_uid(const char *address)
{
    const char *at = strrchr(address, '@');
    const char *plus =
        at != NULL ? memchr(address, '+', (gsize)(at - address)) : NULL;
    return plus != NULL ? g_strdup(plus + 1) : NULL;
}

static gboolean
find_way(Store *store, const Intake *intake, Match *match, GError **error)
{
    const char *uid = only_uid(intake);
    if (uid != NULL && !by_uid(store, uid, MATCH_UID, match, error))
        return FALSE;
    if (intake->returned_id != NULL) /* a report: only what it returns counts */
        return by_message(store, intake->returned_id, match, error);
    for (guint i = 0; match->way == MATCH_NONE && intake->refers != NULL &&
                      i < intake->refers->len;
         i++)
        if (!by_message(store, g_ptr_array_index(intake->refers, i), match,
                        error))
            return FALSE;
    for (guint i = 0;
         match->way == MATCH_NONE && intake->to != NULL && i < intake->to->len;
         i++) {
        g_autofree char *tag = tag_uid(g_ptr_array_index(intake->to, i));
        if (tag != NULL && !by_uid(store, tag, MATCH_TAG, match, error))
            return FALSE;
    }
    return TRUE;
}

gboolean
match_find(Store *store, const Intake *intake, Match *match, GError **error)
{
    *match = (Match){ .answered = -1 };
    if (!find_way(store, intake, match, error))
        return FALSE;
    if (match->way == MATCH_NONE)
        return TRUE;
    g_autoptr(StoreRows) rows = store_query(store, error, "match_invitation",
                                            "id:i", match->invitation);
    if (rows == NULL || !store_rows_next(rows, error))
        return FALSE;
    match->code = g_strdup(store_rows_text(rows, 0));
    match->address = g_strdup(store_rows_text(rows, 1));
    match->address_now = g_strdup(store_rows_text(rows, 2));
    match->sequence = (int)store_rows_int(rows, 3);
    match->cancelled = store_rows_int(rows, 4) != 0;
    match->event = store_rows_int(rows, 5);
    return TRUE;
}

gboolean
match_knows(Store *store, const Match *match, const char *address,
            GError **error)
{
    if (address == NULL)
        return FALSE;
    return match_same_address(address, match->address) ||
           match_same_address(address, match->address_now) ||
           store_number(store, error, 0, "match_confirmed", "id:i address:s",
                        match->invitation, address) != 0;
}
