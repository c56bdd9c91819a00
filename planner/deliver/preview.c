#include "planner/deliver/preview.h"

#include <glib/gi18n.h>
#include <string.h>

#include "calendars/address.h"
#include "planner/deliver/facts.h"
#include "planner/deliver/hardest.h"
#include "planner/deliver/known.h"
#include "planner/deliver/readers.h"

/* A reader who may be shown; all owned. */
typedef struct Reader {
    LetterPurpose purpose;
    gint64 thing;
    char *facts, *code, *name, *address;
} Reader;

typedef struct Run {
    Store *store;                  /* borrowed */
    const PreviewRequest *request; /* borrowed */
    LetterDay day;
    Letters *letters;
    GPtrArray *readers; /* Reader */
    GArray *hard;       /* HardLetter, of the same index */
    GPtrArray *list;    /* Preview */
} Run;

static void
free_reader(gpointer data)
{
    Reader *reader = data;
    g_free(reader->facts);
    g_free(reader->code);
    g_free(reader->name);
    g_free(reader->address);
    g_free(reader);
}

static void
free_preview(gpointer data)
{
    Preview *preview = data;
    g_free(preview->code);
    g_free(preview->name);
    g_free(preview->sender);
    g_free(preview->address);
    g_ptr_array_unref(preview->reasons);
    letter_sight_clear(&preview->sight);
    g_free(preview);
}

static void
run_clear(Run *run)
{
    letter_day_clear(&run->day);
    g_clear_pointer(&run->letters, letters_close);
    g_clear_pointer(&run->readers, g_ptr_array_unref);
    g_clear_pointer(&run->hard, g_array_unref);
    g_clear_pointer(&run->list, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)

/* ---- who ------------------------------------------------------------------------ */

/* FACTS in the language that was asked for; the caller owns the text. */
static char *
in_tongue(const char *facts, const char *tongue, GError **error)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonObject *object = facts_read(parser, facts, error);
    if (object == NULL)
        return NULL;
    if (tongue != NULL)
        json_object_set_string_member(object, "language", tongue);
    return json_to_string(json_parser_get_root(parser), FALSE);
}

static gboolean
add_row(Run *run, LetterKind kind, LetterPurpose purpose, const StoreRows *rows,
        GError **error)
{
    const char *email = store_rows_text(rows, 3);
    g_autofree char *facts =
        in_tongue(store_rows_text(rows, 0), run->request->tongue, error);
    if (facts == NULL)
        return FALSE;
    Reader *reader = g_new0(Reader, 1);
    g_ptr_array_add(run->readers, reader);
    reader->purpose = purpose;
    reader->thing = store_rows_int(rows, 1);
    reader->code = g_strdup(store_rows_text(rows, 2));
    reader->address = email != NULL ? address_normal(email) : NULL;
    reader->name = g_strdup(store_rows_text(rows, 4));
    reader->facts =
        reader_facts(facts, purpose, &run->day, run->request->until, error);
    if (reader->facts == NULL)
        return FALSE;
    HardLetter hard = {
        .kind = kind,
        .facts = reader->facts,
        .is_protected = store_rows_int(rows, 5) != 0,
        .no_address = reader->address == NULL,
    };
    gboolean ok = hardest_mark(&hard, error);
    g_array_append_val(run->hard, hard);
    return ok;
}

static gboolean
add_source(Run *run, const ReaderSource *source, LetterPurpose purpose,
           GError **error)
{
    const char *code = run->request->code;
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(run->store, error, source->view, source->format,
                    run->day.plan, (gint64)0);
    if (rows == NULL)
        return FALSE;
    while (store_rows_next(rows, &inner))
        if ((code == NULL || strcmp(code, store_rows_text(rows, 2)) == 0) &&
            !add_row(run, source->kind, purpose, rows, error))
            return FALSE;
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static gboolean
add_all(Run *run, LetterPurpose purpose, GError **error)
{
    guint count = 0;
    const ReaderSource *sources = reader_sources(purpose, &count);
    for (guint i = 0; i < count; i++)
        if (!add_source(run, &sources[i], purpose, error))
            return FALSE;
    return TRUE;
}

static gboolean
find_readers(Run *run, GError **error)
{
    const PreviewRequest *request = run->request;
    gboolean chosen = request->purpose != NULL;
    if (!add_all(run, chosen ? *request->purpose : LETTER_REQUEST, error))
        return FALSE;
    if (run->readers->len == 0 && !chosen && request->code != NULL &&
        !add_all(run, LETTER_NOT_THIS_TIME, error))
        return FALSE;
    if (run->readers->len > 0 || request->code == NULL)
        return TRUE;
    return hundra_fail(error, HUNDRA_ERROR_INPUT,
                       chosen ? _("%s får inget sådant brev i plan %d")
                              : _("%s får inget brev i plan %d"),
                       request->code, run->day.version);
}

/* ---- the letters ------------------------------------------------------------------ */

/* What READER has heard, to show what a change would say; the caller owns
 * it. */
static gboolean
find_heard(Run *run, const Reader *reader, LetterKind kind, char **heard,
           GError **error)
{
    if (reader->purpose != LETTER_UPDATE)
        return TRUE;
    g_autoptr(KnownAll) known =
        known_read(run->store, run->request->event, error);
    if (known == NULL)
        return FALSE;
    const GPtrArray *hers = known_of(known, kind, reader->thing);
    for (guint i = 0; hers != NULL && i < hers->len; i++) {
        const Known *one = g_ptr_array_index(hers, i);
        if (one->heard == NULL)
            continue;
        g_free(*heard);
        *heard = g_strdup(one->heard);
    }
    return TRUE;
}

static gboolean
show(Run *run, guint index, GError **error)
{
    const Reader *reader = g_ptr_array_index(run->readers, index);
    const HardLetter *hard = &g_array_index(run->hard, HardLetter, index);
    g_autofree char *heard = NULL;
    Preview *preview = g_new0(Preview, 1);
    preview->reasons = hardest_words(hard->reasons);
    g_ptr_array_add(run->list, preview);
    preview->code = g_strdup(reader->code);
    preview->name = hard->is_protected ? NULL : g_strdup(reader->name);
    preview->purpose = reader->purpose;
    preview->sender = g_strdup(run->day.sender);
    if (hard->is_protected && run->request->code == NULL)
        return TRUE;
    preview->address = g_strdup(reader->address);
    if (!find_heard(run, reader, hard->kind, &heard, error))
        return FALSE;
    const LetterTask task = { .kind = hard->kind,
                              .purpose = reader->purpose,
                              .facts = reader->facts,
                              .heard = heard,
                              .moved = TRUE };
    if (letter_show(run->letters, &task, &preview->sight, error))
        return TRUE;
    g_prefix_error(error, "%s: ", reader->code);
    return FALSE;
}

static gboolean
show_all(Run *run, GError **error)
{
    hardest_longest(run->hard);
    g_autoptr(GArray) chosen = hardest_choose(run->hard, PREVIEW_FEW);
    if (run->request->code != NULL)
        return show(run, 0, error);
    /* Where nothing is hard, any will do. */
    if (chosen->len == 0 && run->readers->len > 0)
        return show(run, 0, error);
    for (guint i = 0; i < chosen->len; i++)
        if (!show(run, g_array_index(chosen, guint, i), error))
            return FALSE;
    return TRUE;
}

GPtrArray *
deliver_preview(Store *store, const PreviewRequest *request, GError **error)
{
    g_auto(Run) run = { .store = store, .request = request };
    run.readers = g_ptr_array_new_with_free_func(free_reader);
    run.hard = g_array_new(FALSE, FALSE, sizeof(HardLetter));
    run.list = g_ptr_array_new_with_free_func(free_preview);
    if (!letter_day_read(store, request->event, &run.day, error))
        return NULL;
    if (run.day.plan == 0) {
        hundra_fail(error, HUNDRA_ERROR_REFUSED,
                    _("det finns ingen plan att skriva brev efter; gör en med "
                      "hundra plan"));
        return NULL;
    }
    run.letters = letters_open(request->templates, run.day.zone, error);
    if (run.letters == NULL || !find_readers(&run, error) ||
        !show_all(&run, error))
        return NULL;
    return g_steal_pointer(&run.list);
}
