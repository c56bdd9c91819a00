#include "planner/plan/words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/solve/problem.h"

struct Words {
    GHashTable *numbers[WORDS_KIND_COUNT]; /* text -> number + 1 */
    GHashTable *offices;       /* name in lower case -> GPtrArray of codes */
    GPtrArray *municipalities; /* borrowed texts, those of the sites */
};

Words *
words_new(void)
{
    Words *words = g_new0(Words, 1);
    for (int kind = 0; kind < WORDS_KIND_COUNT; kind++)
        words->numbers[kind] =
            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    words->offices = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify)g_ptr_array_unref);
    words->municipalities = g_ptr_array_new();
    return words;
}

void
words_free(Words *words)
{
    for (int kind = 0; kind < WORDS_KIND_COUNT; kind++)
        g_hash_table_destroy(words->numbers[kind]);
    g_hash_table_destroy(words->offices);
    g_ptr_array_unref(words->municipalities);
    g_free(words);
}

static int
find(const Words *words, WordsKind kind, const char *text)
{
    return GPOINTER_TO_INT(g_hash_table_lookup(words->numbers[kind], text)) - 1;
}

int
words_index(Words *words, WordsKind kind, const char *text)
{
    if (text == NULL)
        text = "";
    int number = find(words, kind, text);
    if (number >= 0)
        return number;
    number = (int)g_hash_table_size(words->numbers[kind]);
    g_hash_table_insert(words->numbers[kind], g_strdup(text),
                        GINT_TO_POINTER(number + 1));
    return number;
}

int
words_index_or_none(Words *words, WordsKind kind, const char *text)
{
    return text == NULL || *text == '\0' ? -1 : words_index(words, kind, text);
}

static gboolean
limited(Words *words, WordsKind kind, const char *text, int *number,
        GError **error)
{
    *number = words_index(words, kind, text);
    return *number < SETS_MAX ||
           hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("fler än %d olika språk, partier eller slag av "
                         "organ: »%s« får inte plats"),
                       SETS_MAX, text);
}

gboolean
words_bit(Words *words, WordsKind kind, const char *text, guint64 *bits,
          GError **error)
{
    int number = 0;
    if (!limited(words, kind, text, &number, error))
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
words_body_bit(Words *words, const char *code, guint64 *bits, GError **error)
{
    g_autofree char *kind = body_kind(code);
    return words_bit(words, WORDS_BODY, kind, bits, error);
}

gboolean
words_party(Words *words, const char *party, int *index, GError **error)
{
    return limited(words, WORDS_PARTY, party != NULL ? party : "", index,
                   error);
}

guint64
words_body(const Words *words, const char *code)
{
    g_autofree char *kind = body_kind(code != NULL ? code : "");
    int number = find(words, WORDS_BODY, kind);
    return number < 0 ? 0 : G_GUINT64_CONSTANT(1) << number;
}

gboolean
words_read_offices(Words *words, Store *store, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = store_query(store, &inner, "plan_offices", "");
    while (inner == NULL && store_rows_next(rows, &inner)) {
        g_autofree char *name = g_utf8_strdown(store_rows_text(rows, 0), -1);
        GPtrArray *codes = g_hash_table_lookup(words->offices, name);
        if (codes == NULL) {
            codes = g_ptr_array_new_with_free_func(g_free);
            g_hash_table_insert(words->offices, g_steal_pointer(&name), codes);
        }
        g_ptr_array_add(codes, g_strdup(store_rows_text(rows, 1)));
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

guint64
words_office(const Words *words, const char *name)
{
    guint64 bits = 0;
    g_autofree char *lower = g_utf8_strdown(name != NULL ? name : "", -1);
    const GPtrArray *codes = g_hash_table_lookup(words->offices, lower);
    for (guint i = 0; codes != NULL && i < codes->len; i++)
        bits |= words_body(words, g_ptr_array_index(codes, i));
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
words_close_municipalities(Words *words)
{
    g_hash_table_foreach(words->numbers[WORDS_MUNICIPALITY], keep_municipality,
                         words->municipalities);
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
words_municipality_of(Words *words, const char *organ)
{
    const char *best = "";
    for (guint i = 0; organ != NULL && i < words->municipalities->len; i++) {
        const char *candidate = g_ptr_array_index(words->municipalities, i);
        if (strlen(candidate) > strlen(best) && is_of(organ, candidate))
            best = candidate;
    }
    return words_index(words, WORDS_MUNICIPALITY, best);
}
