#include "planner/plan/codes.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/solve/problem.h"

struct Codes {
    GHashTable *numbers[CODES_KIND_COUNT]; /* text -> number + 1 */
    GHashTable *offices;       /* name in lower case -> GPtrArray of codes */
    GPtrArray *municipalities; /* borrowed texts, those of the sites */
};

Codes *
codes_new(void)
{
    Codes *codes = g_new0(Codes, 1);
    for (int kind = 0; kind < CODES_KIND_COUNT; kind++)
        codes->numbers[kind] =
            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    codes->offices = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify)g_ptr_array_unref);
    codes->municipalities = g_ptr_array_new();
    return codes;
}

void
codes_free(Codes *codes)
{
    for (int kind = 0; kind < CODES_KIND_COUNT; kind++)
        g_hash_table_destroy(codes->numbers[kind]);
    g_hash_table_destroy(codes->offices);
    g_ptr_array_unref(codes->municipalities);
    g_free(codes);
}

static int
find(const Codes *codes, CodesKind kind, const char *text)
{
    return GPOINTER_TO_INT(g_hash_table_lookup(codes->numbers[kind], text)) - 1;
}

int
codes_index(Codes *codes, CodesKind kind, const char *text)
{
    if (text == NULL)
        text = "";
    int number = find(codes, kind, text);
    if (number >= 0)
        return number;
    number = (int)g_hash_table_size(codes->numbers[kind]);
    g_hash_table_insert(codes->numbers[kind], g_strdup(text),
                        GINT_TO_POINTER(number + 1));
    return number;
}

int
codes_index_or_none(Codes *codes, CodesKind kind, const char *text)
{
    return text == NULL || *text == '\0' ? -1 : codes_index(codes, kind, text);
}

static gboolean
limited(Codes *codes, CodesKind kind, const char *text, int *number,
        GError **error)
{
    *number = codes_index(codes, kind, text);
    return *number < SETS_MAX ||
           hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("fler än %d olika språk, partier eller slag av "
                         "organ: »%s« får inte plats"),
                       SETS_MAX, text);
}

gboolean
codes_bit(Codes *codes, CodesKind kind, const char *text, guint64 *bits,
          GError **error)
{
    int number = 0;
    if (!limited(codes, kind, text, &number, error))
        return FALSE;
    *bits |= G_GUINT64_CONSTANT(1) << number;
    return TRUE;
}

/* "BN-ale" -> "BN". */
static char *
body_kind(const char *code)
{
    const char *hyphen = strchr(code, '-');
    return g_strstrip(hyphen != NULL ? g_strndup(code, (gsize)(hyphen - code))
                                     : g_strdup(code));
}

gboolean
codes_body_bit(Codes *codes, const char *code, guint64 *bits, GError **error)
{
    g_autofree char *kind = body_kind(code);
    return codes_bit(codes, CODES_BODY, kind, bits, error);
}

gboolean
codes_party(Codes *codes, const char *party, int *index, GError **error)
{
    return limited(codes, CODES_PARTY, party != NULL ? party : "", index,
                   error);
}

guint64
codes_body(const Codes *codes, const char *code)
{
    g_autofree char *kind = body_kind(code != NULL ? code : "");
    int number = find(codes, CODES_BODY, kind);
    return number < 0 ? 0 : G_GUINT64_CONSTANT(1) << number;
}

gboolean
codes_read_offices(Codes *codes, Store *store, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = store_query(store, &inner, "plan_offices", "");
    while (inner == NULL && store_rows_next(rows, &inner)) {
        g_autofree char *name = g_utf8_strdown(store_rows_text(rows, 0), -1);
        GPtrArray *bodies = g_hash_table_lookup(codes->offices, name);
        if (bodies == NULL) {
            bodies = g_ptr_array_new_with_free_func(g_free);
            g_hash_table_insert(codes->offices, g_steal_pointer(&name), bodies);
        }
        g_ptr_array_add(bodies, g_strdup(store_rows_text(rows, 1)));
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

guint64
codes_office(const Codes *codes, const char *name)
{
    guint64 bits = 0;
    g_autofree char *lower = g_utf8_strdown(name != NULL ? name : "", -1);
    const GPtrArray *bodies = g_hash_table_lookup(codes->offices, lower);
    for (guint i = 0; bodies != NULL && i < bodies->len; i++)
        bits |= codes_body(codes, g_ptr_array_index(bodies, i));
    return bits;
}

static void
keep_municipality(gpointer text, gpointer number, gpointer list)
{
    (void)number;
    if (*(const char *)text != '\0')
        g_ptr_array_add(list, text);
}

void
codes_close_municipalities(Codes *codes)
{
    g_hash_table_foreach(codes->numbers[CODES_MUNICIPALITY], keep_municipality,
                         codes->municipalities);
}

static gboolean
is_of(const char *organ, const char *municipality)
{
    if (!g_str_has_suffix(organ, municipality))
        return FALSE;
    gsize before = strlen(organ) - strlen(municipality);
    return before == 0 || organ[before - 1] == ' ';
}

int
codes_municipality_of(Codes *codes, const char *organ)
{
    const char *best = "";
    for (guint i = 0; organ != NULL && i < codes->municipalities->len; i++) {
        const char *candidate = g_ptr_array_index(codes->municipalities, i);
        if (strlen(candidate) > strlen(best) && is_of(organ, candidate))
            best = candidate;
    }
    return codes_index(codes, CODES_MUNICIPALITY, best);
}
