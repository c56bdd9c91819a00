#include "planner/store/headings.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/base/error.h"
#include "planner/base/fold.h"

enum {
    ROWS_SEARCHED = 20, /* titles and notes above the headings */
    RESEMBLES = 3,      /* headings of a kind, for it to be meant */
};

struct Headings {
    GHashTable *fields[KIND_COUNT]; /* folded heading -> index + 1 */
};

static GHashTable *
synonyms(const KindRow *row)
{
    GHashTable *table =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < row->field_count; i++) {
        g_auto(GStrv) words = g_strsplit(row->fields[i].headings, "|", -1);
        for (char **word = words; *word != NULL; word++)
            g_hash_table_insert(table, fold_heading(*word),
                                GUINT_TO_POINTER(i + 1));
    }
    return table;
}

Headings *
headings_new(void)
{
    Headings *headings = g_new0(Headings, 1);
    for (guint kind = 0; kind < KIND_COUNT; kind++) {
        g_assert(kind_row(kind)->field_count <= FIELDS_MAX);
        headings->fields[kind] = synonyms(kind_row(kind));
    }
    return headings;
}

void
headings_free(Headings *headings)
{
    if (headings == NULL)
        return;
    for (guint kind = 0; kind < KIND_COUNT; kind++)
        g_hash_table_destroy(headings->fields[kind]);
    g_free(headings);
}

int
headings_field(const Headings *headings, ImportKind kind, const char *heading)
{
    g_autofree char *key = fold_heading(heading);
    return GPOINTER_TO_INT(g_hash_table_lookup(headings->fields[kind], key)) -
           1;
}

char *
field_heading(const Field *field)
{
    return g_strndup(field->headings, strcspn(field->headings, "|"));
}

ImportKind
kind_by_name(const char *name)
{
    g_autofree char *key = fold_heading(name);
    for (guint kind = 0; kind < KIND_COUNT; kind++) {
        g_auto(GStrv) words = g_strsplit(kind_row(kind)->name, "|", -1);
        for (char **word = words; *word != NULL; word++) {
            g_autofree char *folded = fold_heading(*word);
            if (*folded != '\0' && strcmp(folded, key) == 0)
                return (ImportKind)kind;
        }
    }
    return KIND_NONE;
}

char *
kind_names(void)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint kind = 0; kind < KIND_COUNT; kind++) {
        const char *name = kind_row(kind)->name;
        if (*name == '\0')
            continue;
        g_string_append_printf(names, "%s%.*s", names->len > 0 ? ", " : "",
                               (int)strcspn(name, "|"), name);
    }
    return g_string_free(g_steal_pointer(&names), FALSE);
}

/* ---- a row of cells against the kinds ------------------------------------- */

typedef struct Match {
    int known;    /* columns whose heading the kind knows */
    int missing;  /* first required field without a column; -1: none */
    int twice[2]; /* two columns of one field; [1] -1: none */
    HeadingMap map;
} Match;

static Match
match_row(const Headings *headings, ImportKind kind, const Book *book,
          guint sheet, guint row)
{
    const KindRow *meaning = kind_row(kind);
    Match match = { .missing = -1, .twice = { -1, -1 } };
    match.map.kind = kind;
    match.map.row = row;
    for (int f = 0; f < FIELDS_MAX; f++)
        match.map.column[f] = -1;
    guint width = book_row_width(book, sheet, row);
    for (guint column = 0; column < width; column++) {
        Cell cell = book_cell(book, sheet, row, column);
        int f = cell.kind == CELL_TEXT
                    ? headings_field(headings, kind, cell.text)
                    : -1;
        if (f < 0)
            continue;
        match.known++;
        if (match.map.column[f] < 0) {
            match.map.column[f] = (int)column;
        } else if (meaning->fields[f].type != TYPE_IGNORED) {
            match.twice[0] = match.map.column[f];
            match.twice[1] = (int)column;
        }
    }
    for (guint f = 0; f < meaning->field_count && match.missing < 0; f++)
        if (meaning->fields[f].flags & FIELD_REQUIRED &&
            match.map.column[f] < 0)
            match.missing = (int)f;
    return match;
}

/* A row with all that its kind requires beats one that lacks something, but
 * not one with so many headings more that the lack is the file's mistake;
 * then the one with more known headings. */
static gboolean
better(const Match *one, const Match *other)
{
    int handicap = RESEMBLES - 1;
    int mine = one->known - (one->missing < 0 ? 0 : handicap);
    int theirs = other->known - (other->missing < 0 ? 0 : handicap);
    if (mine != theirs)
        return mine > theirs;
    return one->missing < 0 && other->missing >= 0;
}

static gboolean
readable_kind(guint kind)
{
    return kind_row(kind)->field_count > 0 && kind != KIND_EVENT &&
           kind != KIND_PROGRAMME && kind != KIND_PLACES && kind != KIND_RULES;
}

static Match
best_match(const Headings *headings, const Book *book, guint sheet,
           ImportKind as)
{
    Match best = { .map.kind = KIND_NONE, .missing = 0, .twice = { -1, -1 } };
    guint rows = MIN(book_row_count(book, sheet), ROWS_SEARCHED);
    for (guint row = 0; row < rows; row++) {
        for (guint kind = 0; kind < KIND_COUNT; kind++) {
            if (!readable_kind(kind) || (as != KIND_NONE && kind != (guint)as))
                continue;
            Match match =
                match_row(headings, (ImportKind)kind, book, sheet, row);
            if (match.known > 0 && better(&match, &best))
                best = match;
        }
    }
    return best;
}

static gboolean
refuse_missing(const Match *match, GError **error)
{
    const KindRow *meaning = kind_row(match->map.kind);
    const Field *field = &meaning->fields[match->missing];
    g_autofree char *heading = field_heading(field);
    g_auto(GStrv) words = g_strsplit(field->headings, "|", -1);
    g_autofree char *list = g_strjoinv(", ", words);
    return hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("rubriken %s saknas (läst som %s); lägg till en "
                         "kolumn med någon av rubrikerna %s, eller ange slag "
                         "med --as"),
                       heading, meaning->title, list);
}

static gboolean
refuse_twice(const Match *match, const Book *book, guint sheet, GError **error)
{
    char first[CELLS_COLUMN_NAME_SIZE];
    char second[CELLS_COLUMN_NAME_SIZE];
    cells_column_name((guint)match->twice[0], first);
    cells_column_name((guint)match->twice[1], second);
    guint row = match->map.row;
    return hundra_fail(
        error, HUNDRA_ERROR_INPUT,
        _("rubrikerna %s (kolumn %s) och %s (kolumn %s) betyder samma sak; "
          "ta bort den ena kolumnen"),
        book_cell(book, sheet, row, (guint)match->twice[0]).text, first,
        book_cell(book, sheet, row, (guint)match->twice[1]).text, second);
}

gboolean
headings_find(const Headings *headings, const Book *book, guint sheet,
              ImportKind as, HeadingMap *map, GError **error)
{
    Match best = best_match(headings, book, sheet, as);
    *map = best.map;
    if (best.map.kind == KIND_NONE)
        return TRUE;
    if (best.missing >= 0 && best.known < RESEMBLES && as == KIND_NONE) {
        map->kind = KIND_NONE;
        return TRUE;
    }
    if (best.missing >= 0)
        return refuse_missing(&best, error);
    if (best.twice[1] >= 0)
        return refuse_twice(&best, book, sheet, error);
    return TRUE;
}

char *
headings_seen(const Book *book, guint sheet)
{
    g_autoptr(GString) seen = g_string_new(NULL);
    guint rows = MIN(book_row_count(book, sheet), ROWS_SEARCHED);
    for (guint row = 0; row < rows; row++) {
        guint width = book_row_width(book, sheet, row);
        if (width < 2 && row + 1 < rows)
            continue;
        for (guint column = 0; column < MIN(width, ROWS_SEARCHED); column++)
            g_string_append_printf(seen, "%s%s", seen->len > 0 ? ", " : "",
                                   book_cell(book, sheet, row, column).text);
        break;
    }
    return g_string_free(g_steal_pointer(&seen), FALSE);
}
