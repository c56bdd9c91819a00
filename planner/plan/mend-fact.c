#include "planner/plan/mend-fact.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/store/stored.h"

enum { DAY_MIN = 24 * 60 };
enum { AM = 1 << HALF_AM, PM = 1 << HALF_PM };

/* ---- who -------------------------------------------------------------------- */

/* The code of the person or company that the request names; the caller owns
 * it.  NULL sets ERROR. */
static char *
find_code(const MendRun *run, gboolean company, GError **error)
{
    const MendRequest *request = run->request;
    g_autoptr(GError) inner = NULL;
    g_autoptr(GPtrArray) codes = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(StoreRows) rows =
        store_query(run->store, error, "edit_find", "event:i wanted:s",
                    request->event, request->thing);
    gboolean exact = FALSE;
    if (rows == NULL)
        return NULL;
    while (!exact && store_rows_next(rows, &inner)) {
        if ((strcmp(store_rows_text(rows, 1), "company") == 0) != company)
            continue;
        exact = store_rows_int(rows, 2) != 0 && codes->len == 0;
        g_ptr_array_add(codes, g_strdup(store_rows_text(rows, 0)));
    }
    if (inner != NULL)
        g_propagate_error(error, g_steal_pointer(&inner));
    else if (codes->len == 0 && company)
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("det finns inget företag %s; se hundra show companies"),
                    request->thing);
    else if (codes->len == 0)
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("det finns ingen person %s; se hundra show people"),
                    request->thing);
    else if (codes->len == 1)
        return g_strdup(g_ptr_array_index(codes, 0));
    else {
        g_ptr_array_add(codes, NULL);
        g_autofree char *list = g_strjoinv(", ", (char **)codes->pdata);
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("flera heter %s (%s); ange koden"), request->thing, list);
    }
    return NULL;
}

/* ---- an absent person --------------------------------------------------------- */

/* Halves of PARTICIPANT's day that are over by the request's time. */
static gboolean
halves_over(const MendRun *run, gint64 participant, int *over, GError **error)
{
    g_autoptr(GError) inner = NULL;
    int now_min = run->request->now_min;
    g_autoptr(StoreRows) rows =
        store_query(run->store, error, "mend_seats", "plan:i participant:i",
                    run->plan, participant);
    if (rows == NULL)
        return FALSE;
    while (store_rows_next(rows, &inner))
        if (strcmp(store_rows_text(rows, 0), "am") == 0 &&
            !store_rows_null(rows, 1) && store_rows_int(rows, 1) <= now_min)
            *over |= AM;
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* WINDOWS without what HALVES take away, lunch being from FROM_MIN to TO_MIN
 * at the widest; NULL: nothing is left.  The caller owns it. */
static char *
cut_windows(const char *windows, int halves, int from_min, int to_min)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    g_autoptr(GString) text = g_string_new("[");
    JsonArray *list = stored_list(parser, windows);
    int first = halves & AM ? from_min : 0;
    int last = halves & PM ? to_min : DAY_MIN;
    for (guint i = 0; i < stored_count(list); i++) {
        Span span = { 0 };
        if (!stored_span(list, i, &span))
            continue;
        span.from_min = MAX(span.from_min, first);
        span.to_min = MIN(span.to_min, last);
        if (span.from_min < span.to_min)
            g_string_append_printf(text, "%s[%d,%d]", text->len > 1 ? "," : "",
                                   span.from_min, span.to_min);
    }
    if (text->len == 1 || first >= last)
        return NULL;
    g_string_append_c(text, ']');
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* Remembers by hand what a later import must not change unasked. */
static gboolean
remember(const MendRun *run, const char *code, const char *kind,
         const char *field, GError **error)
{
    return store_run(run->store, error, "edited_add",
                     "event:i code:s kind:s field:s", run->request->event, code,
                     kind, field);
}

static gboolean
cancel(const MendRun *run, gint64 participant, const char *code,
       const char *windows, const Problem *times, GError **error)
{
    g_autofree char *left = NULL;
    if (run->absent_halves != (AM | PM))
        left = cut_windows(windows, run->absent_halves, times->lunch_from_min,
                           times->lunch_to_min);
    if (left == NULL)
        return store_run(run->store, error, "mend_cancel", "participant:i",
                         participant) &&
               remember(run, code, "participant", "attendance", error);
    return store_run(run->store, error, "mend_windows",
                     "windows:s participant:i", left, participant) &&
           remember(run, code, "participant", "windows", error);
}

/* One row of hers in a list. */
typedef struct Listed {
    gint64 id;
    char *code, *windows;
} Listed;

static void
listed_clear(gpointer data)
{
    Listed *listed = data;
    g_free(listed->code);
    g_free(listed->windows);
}

/* Rows in which she is not yet cancelled. */
static GArray *
find_listed(const MendRun *run, const char *code, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(GArray) all = g_array_new(FALSE, TRUE, sizeof(Listed));
    g_array_set_clear_func(all, listed_clear);
    g_autoptr(StoreRows) rows =
        store_query(run->store, error, "mend_participants", "event:i code:s",
                    run->request->event, code);
    if (rows == NULL)
        return NULL;
    while (store_rows_next(rows, &inner)) {
        if (strcmp(store_rows_text(rows, 3), "avbokad") == 0)
            continue;
        Listed listed = { .id = store_rows_int(rows, 0),
                          .code = g_strdup(store_rows_text(rows, 1)),
                          .windows = g_strdup(store_rows_text(rows, 2)) };
        g_array_append_val(all, listed);
    }
    if (inner == NULL)
        return g_steal_pointer(&all);
    g_propagate_error(error, g_steal_pointer(&inner));
    return NULL;
}

static char *
say_absent(const char *code, int halves)
{
    if (halves == AM)
        return g_strdup_printf(_("%s kommer inte på förmiddagen."), code);
    if (halves == PM)
        return g_strdup_printf(_("%s kommer inte på eftermiddagen."), code);
    return g_strdup_printf(_("%s kommer inte."), code);
}

static gboolean
choose_halves(MendRun *run, const GArray *listed, const char *code,
              GError **error)
{
    const char *half = run->request->half;
    int over = 0;
    run->absent_halves = AM | PM;
    if (half != NULL)
        run->absent_halves = strcmp(half, "am") == 0 ? AM : PM;
    for (guint i = 0; run->request->now_min >= 0 && i < listed->len; i++)
        if (!halves_over(run, g_array_index(listed, Listed, i).id, &over,
                         error))
            return FALSE;
    run->absent_halves &= ~over;
    return run->absent_halves != 0 ||
           hundra_fail(error, HUNDRA_ERROR_REFUSED,
                       _("förmiddagen är redan över för %s"), code);
}

static gboolean
absent(MendRun *run, GError **error)
{
    g_autofree char *code = find_code(run, FALSE, error);
    g_autoptr(GArray) listed =
        code != NULL ? find_listed(run, code, error) : NULL;
    g_autoptr(Day) day = NULL;
    if (listed == NULL)
        return FALSE;
    if (listed->len == 0)
        return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                           _("%s är inte anmäld, så ingen plan ändras"), code);
    day = day_load(run->store, run->request->event, error);
    if (day == NULL || !choose_halves(run, listed, code, error))
        return FALSE;
    for (guint i = 0; i < listed->len; i++) {
        const Listed *row = &g_array_index(listed, Listed, i);
        if (!cancel(run, row->id, row->code, row->windows, day->problem, error))
            return FALSE;
    }
    run->absent = g_array_index(listed, Listed, 0).id;
    run->report->what = say_absent(code, run->absent_halves);
    return TRUE;
}

/* ---- a closed company ------------------------------------------------------------ */

static gboolean
closed(MendRun *run, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autofree char *code = find_code(run, TRUE, error);
    if (code == NULL)
        return FALSE;
    g_autoptr(StoreRows) rows =
        store_query(run->store, &inner, "mend_company", "event:i code:s",
                    run->request->event, code);
    if (inner != NULL || !store_rows_next(rows, &inner)) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    run->absent = store_rows_int(rows, 0);
    if (strcmp(store_rows_text(rows, 2), "avbokad") == 0)
        return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                           _("%s är redan avbokat"), code);
    run->report->what = g_strdup_printf(_("%s %s tar inte emot."), code,
                                        store_rows_text(rows, 1));
    g_clear_pointer(&rows, store_rows_free);
    return store_run(run->store, error, "mend_close", "company:i",
                     run->absent) &&
           remember(run, code, "company", "status", error);
}

gboolean
mend_fact(MendRun *run, GError **error)
{
    return run->request->kind == MEND_ABSENT ? absent(run, error)
                                             : closed(run, error);
}
