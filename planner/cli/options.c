#include "planner/cli/options.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "planner/base/error.h"

enum { SLIPS_MAX = 2, NAMES_MAX = 64 };

static gboolean
take_choice(const OptionRow *row, const char *text, void *member,
            GError **error)
{
    g_auto(GStrv) choices = g_strsplit(row->value, "|", -1);
    if (!g_strv_contains((const char *const *)choices, text)) {
        g_autofree char *list = g_strjoinv(", ", choices);
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("--%s är %s, inte \"%s\""), row->name, list, text);
    }
    *(const char **)member = text;
    return TRUE;
}

static gboolean
take_int(const OptionRow *row, const char *text, void *member, GError **error)
{
    g_autoptr(GError) inner = NULL;
    gint64 number = 0;
    if (!g_ascii_string_to_signed(text, 10, (gint64)row->min, (gint64)row->max,
                                  &number, &inner))
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("--%s är ett heltal från %.0f till %.0f, inte "
                             "\"%s\""),
                           row->name, row->min, row->max, text);
    *(gint64 *)member = number;
    return TRUE;
}

static gboolean
take_double(const OptionRow *row, const char *text, void *member,
            GError **error)
{
    g_autofree char *pointed = g_strdelimit(g_strdup(text), ",", '.');
    char *end = NULL;
    double number = g_ascii_strtod(pointed, &end);
    if (end == pointed || *end != '\0' || !isfinite(number) ||
        number < row->min || number > row->max)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("--%s är ett tal från %g till %g, inte \"%s\""),
                           row->name, row->min, row->max, text);
    *(double *)member = number;
    return TRUE;
}

/* TEXT into the row's member of the struct at INTO. */
static gboolean
take(const OptionRow *row, const char *text, void *into, GError **error)
{
    void *member = (char *)into + row->offset;
    switch (row->type) {
    case OPTION_FLAG: *(gboolean *)member = TRUE; return TRUE;
    case OPTION_INT: return take_int(row, text, member, error);
    case OPTION_DOUBLE: return take_double(row, text, member, error);
    case OPTION_CHOICE: return take_choice(row, text, member, error);
    case OPTION_PATH:
        if (*text == '\0')
            return hundra_fail(error, HUNDRA_ERROR_USAGE,
                               _("--%s är tomt; ange en fil eller mapp"),
                               row->name);
        break;
    case OPTION_STRING: break;
    }
    *(const char **)member = text;
    return TRUE;
}

void
options_defaults(const OptionSet *set)
{
    for (const OptionRow *row = set->rows; row && row->name; row++) {
        if (row->fallback == NULL)
            continue;
        gboolean ok = take(row, row->fallback, set->into, NULL);
        g_assert(ok); /* a row that falls outside its own range */
    }
}

/* Edits between A and B: insertions, deletions, changes and neighbours that
 * changed place (the optimal string alignment distance). */
static guint
distance(const char *a, const char *b)
{
    enum { LENGTH_MAX = 31 };
    guint cost[LENGTH_MAX + 1][LENGTH_MAX + 1];
    gsize rows = strlen(a), columns = strlen(b);
    if (rows > LENGTH_MAX || columns > LENGTH_MAX)
        return G_MAXUINT;
    for (guint i = 0; i <= rows; i++)
        cost[i][0] = i;
    for (guint j = 0; j <= columns; j++)
        cost[0][j] = j;
    for (gsize i = 1; i <= rows; i++) {
        for (gsize j = 1; j <= columns; j++) {
            guint change = cost[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            guint gap = MIN(cost[i - 1][j], cost[i][j - 1]) + 1;
            cost[i][j] = MIN(change, gap);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = MIN(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost[rows][columns];
}

const char *
options_nearest(const char *word, const char *const *names, guint count)
{
    const char *best = NULL;
    guint best_slips = SLIPS_MAX + 1;
    for (guint i = 0; i < count; i++) {
        guint slips = distance(word, names[i]);
        /* Two letters of three would be another word, not a slip. */
        if (slips < best_slips && (gsize)slips * 2 <= strlen(names[i])) {
            best = names[i];
            best_slips = slips;
        }
    }
    return best;
}

static gboolean
unknown(const OptionSet *sets, guint count, const char *name, GError **error)
{
    const char *names[NAMES_MAX];
    guint known = 0;
    for (guint i = 0; i < count; i++)
        for (const OptionRow *row = sets[i].rows; row && row->name; row++)
            if (known < NAMES_MAX)
                names[known++] = row->name;
    const char *near = options_nearest(name, names, known);
    if (near == NULL)
        return hundra_fail(error, HUNDRA_ERROR_USAGE, _("okänt val --%s"),
                           name);
    return hundra_fail(error, HUNDRA_ERROR_USAGE,
                       _("okänt val --%s; menade du --%s?"), name, near);
}

/* The row named NAME and, in *INTO, the struct it fills; or NULL. */
static const OptionRow *
find(const OptionSet *sets, guint count, const char *name, void **into)
{
    for (guint i = 0; i < count; i++) {
        *into = sets[i].into;
        for (const OptionRow *row = sets[i].rows; row && row->name; row++)
            if (strcmp(row->name, name) == 0)
                return row;
    }
    return NULL;
}

/* Reads the option **WORDS and moves *WORDS to the last word it took. */
static gboolean
parse_option(const OptionSet *sets, guint count, char ***words, GError **error)
{
    const char *word = **words + 2;
    const char *equals = strchr(word, '=');
    g_autofree char *name = equals != NULL
                                ? g_strndup(word, (gsize)(equals - word))
                                : g_strdup(word);
    void *into = NULL;
    const OptionRow *row = find(sets, count, name, &into);
    if (row == NULL)
        return unknown(sets, count, name, error);
    if (row->type == OPTION_FLAG && equals != NULL)
        return hundra_fail(error, HUNDRA_ERROR_USAGE, _("--%s tar inget värde"),
                           name);
    if (row->type == OPTION_FLAG || equals != NULL)
        return take(row, equals != NULL ? equals + 1 : "", into, error);
    if ((*words)[1] == NULL)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("--%s saknar sitt värde: --%s %s"), name, name,
                           _(row->value));
    (*words)++;
    return take(row, **words, into, error);
}

char **
options_parse(const OptionSet *sets, guint count, char **words,
              GPtrArray *operands, GError **error)
{
    gboolean only_operands = FALSE;
    for (; *words != NULL; words++) {
        const char *word = *words;
        if (only_operands || word[0] != '-' || word[1] == '\0') {
            if (operands == NULL)
                return words;
            g_ptr_array_add(operands, *words);
        } else if (strcmp(word, "--") == 0) {
            only_operands = TRUE;
        } else if (word[1] != '-') {
            hundra_fail(error, HUNDRA_ERROR_USAGE,
                        _("okänt val %s; val skrivs med två streck, och det "
                          "som ska läsas som det står efter --"),
                        word);
            return NULL;
        } else if (!parse_option(sets, count, &words, error)) {
            return NULL;
        }
    }
    return words;
}
