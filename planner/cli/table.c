#include "planner/cli/table.h"

#include <glib/gi18n.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "planner/base/value.h"
#include "templates/format.h"

enum {
    GAP = 2,          /* spaces between columns */
    WRAP_MIN = 16,    /* a wrapped column keeps this much */
    WIDTH_MIN = 40,   /* narrower terminals get long lines */
    COLUMNS_MAX = 16, /* of one table */
};

#define BOLD  "\033[1m"
#define PLAIN "\033[0m"

/* What the user's locale says; main has set our own. */
static gboolean
speaks_utf8(void)
{
    static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        const char *locale = g_getenv(names[i]);
        if (locale != NULL && *locale != '\0')
            return strcasestr(locale, "utf-8") != NULL ||
                   strcasestr(locale, "utf8") != NULL;
    }
    return FALSE;
}

TableStyle
table_style_of_output(void)
{
    TableStyle style = { 0 };
    struct winsize size = { 0 };
    const char *columns = g_getenv("COLUMNS");
    gboolean terminal = isatty(STDOUT_FILENO) == 1;
    if (columns != NULL)
        style.width = (guint)g_ascii_strtoull(columns, NULL, 10);
    if (style.width == 0 && terminal &&
        ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
        style.width = size.ws_col;
    const char *no_color = g_getenv("NO_COLOR");
    style.bold = terminal && (no_color == NULL || *no_color == '\0');
    style.blocks = speaks_utf8();
    return style;
}

guint
table_width(const char *text)
{
    guint width = 0;
    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);
        if (g_unichar_iszerowidth(c))
            continue;
        width += g_unichar_iswide(c) ? 2 : 1;
    }
    return width;
}

/* The words that views use for kinds, as people say them. */
// clang-format off
static const struct { const char *word, *shown; } WORDS[] = {
    { "am", N_("förmiddag") },          { "pm", N_("eftermiddag") },
    { "politician", N_("politiker") },  { "official", N_("tjänsteperson") },
    { "participant", N_("deltagare") }, { "staff", N_("personal") },
    { "visit_day", N_("besöksdag") },   { "stormote", N_("stormöte") },
    { "workshop", N_("workshop") },     { "meeting", N_("möte") },
    { "names", N_("namn") },            { "count", N_("antal") },
    { "invited", N_("inbjuden") },      { "cancelled", N_("avbokad") },
    { "queued", N_("väntar") },         { "sending", N_("skickas") },
    { "new", N_("ny inbjudan") },    { "changed", N_("ändring") },
    { "sent", N_("skickad") },          { "deferred", N_("skickas om") },
    { "failed", N_("gick inte") },      { "unsure", N_("osäkert") },
    { "withdrawn", N_("återtagen") },   { "stops", N_("stoppar") },
    { "warns", N_("varnar") },          { "tells", N_("upplyser") },
    { "ACCEPTED", N_("ja") },           { "DECLINED", N_("nej") },
    { "TENTATIVE", N_("kanske") },      { "DELEGATED", N_("överlåten") },
    { "REQUEST", N_("inbjudan") },      { "CANCEL", N_("återbud") },
    { "DECLINECOUNTER", N_("tiden står fast") },
    { "kept", N_("hålls") },            { "broken", N_("hålls inte") },
    { "rests", N_("vilar") },           { "person", N_("människor") },
    { "company", N_("företag") },       { "yes", N_("ja") },
    { "maybe", N_("kanske") },          { "no", N_("nej") },
    { "delegated", N_("överlåten") },   { "silent", N_("tyst") },
    { "waiting", N_("väntar") },        { "bounced", N_("studsade") },
    { "unreached", N_("utan inbjudan") },
    { "moved", N_("flyttad") },         { "title", N_("annan rubrik") },
    { "place", N_("annan plats") },     { "wording", N_("annan text") },
    { "deleted", N_("borttagen") },     { "repeats", N_("upprepas") },
    { "reply", N_("svar") },
    { "counter", N_("annan tid") },
    { "refresh", N_("en gång till") },
    { "bounce", N_("studs") },
    { "text", N_("egna ord") },
    { "automatic", N_("autosvar") },
    { "foreign", N_("främmande") },
    { "report", N_("kvitto") },
    { "unreadable", N_("oläsligt") },
    { "dropped", N_("struken") },
    { "same_body_same_party", N_("ersättare, samma organ och parti") },
    { "same_body", N_("ersättare, samma organ, annat parti") },
    { "same_party", N_("INTE ersättare i organet: samma parti") },
    { "same_office", N_("samma förvaltning") },
    { "other", N_("annan förvaltning") },
    { "thanks", N_("tack") },
    { "not-this-time", N_("inte den här gången") },
    { "reserve", N_("på tur") },
    { "host", N_("värdbrev") },
    { "briefing", N_("inför dagen") },
    { "NONE", N_("brev") },
};

/* An answer's mark in a bar. */
static const struct { const char *word, *block, *plain; } MARKS[] = {
    { "yes", "■", "#" },       { "maybe", "◪", "?" },
    { "no", "×", "x" },        { "delegated", "→", ">" },
    { "silent", "□", "." },    { "waiting", "…", "~" },
    { "bounced", "!", "!" },   { "unreached", "–", "-" },
};
// clang-format on

static const char *
word_shown(const char *word)
{
    for (gsize i = 0; i < G_N_ELEMENTS(WORDS); i++)
        if (strcmp(WORDS[i].word, word) == 0)
            return _(WORDS[i].shown);
    return word;
}

static void
put_mark(const char *word, const TableStyle *style, GString *bar)
{
    for (gsize i = 0; i < G_N_ELEMENTS(MARKS); i++)
        if (g_strcmp0(MARKS[i].word, word) == 0)
            g_string_append(bar,
                            style->blocks ? MARKS[i].block : MARKS[i].plain);
}

char *
table_legend(const TableStyle *style)
{
    g_autoptr(GString) legend = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(MARKS); i++)
        g_string_append_printf(legend, "%s%s %s", i > 0 ? ", " : "",
                               style->blocks ? MARKS[i].block : MARKS[i].plain,
                               word_shown(MARKS[i].word));
    return g_string_free(g_steal_pointer(&legend), FALSE);
}

/* ---- values ---------------------------------------------------------------- */

static char *
number_text(JsonNode *node)
{
    if (json_node_get_value_type(node) == G_TYPE_INT64)
        return g_strdup_printf("%" G_GINT64_FORMAT, json_node_get_int(node));
    return g_strdup_printf("%.2f", json_node_get_double(node));
}

static char *
scalar_text(JsonNode *node)
{
    GType type = json_node_get_value_type(node);
    if (type == G_TYPE_STRING)
        return value_clean(json_node_get_string(node));
    if (type == G_TYPE_BOOLEAN)
        return g_strdup(json_node_get_boolean(node) ? _("ja") : "");
    return number_text(node);
}

/* Adds the values at PATH under NODE to VALUES; a null adds NULL. */
static void
collect(JsonNode *node, const char *path, GPtrArray *values)
{
    if (node == NULL || JSON_NODE_HOLDS_NULL(node)) {
        g_ptr_array_add(values, NULL);
    } else if (JSON_NODE_HOLDS_ARRAY(node)) {
        JsonArray *array = json_node_get_array(node);
        for (guint i = 0; i < json_array_get_length(array); i++)
            collect(json_array_get_element(array, i), path, values);
    } else if (*path == '\0') {
        if (JSON_NODE_HOLDS_VALUE(node))
            g_ptr_array_add(values, scalar_text(node));
    } else if (JSON_NODE_HOLDS_OBJECT(node)) {
        const char *dot = strchrnul(path, '.');
        g_autofree char *name = g_strndup(path, (gsize)(dot - path));
        collect(json_object_get_member(json_node_get_object(node), name),
                *dot == '.' ? dot + 1 : dot, values);
    }
}

static GPtrArray *
values_at(JsonNode *node, const char *path)
{
    GPtrArray *values = g_ptr_array_new_with_free_func(g_free);
    collect(node, path, values);
    return values;
}

/* A file by its name alone: people know which folder they gave. */
static void
put_file(const char *path, GString *cell)
{
    const char *slash = strrchr(path, '/');
    g_string_append(cell, slash != NULL ? slash + 1 : path);
}

static void
put_value(const TableColumn *column, const char *value, const char *end,
          GString *cell)
{
    g_autofree char *whole =
        end != NULL ? g_strconcat(value, "/", end, NULL) : g_strdup(value);
    if (g_strcmp0(column->format, "word") == 0)
        g_string_append(cell, word_shown(value));
    else if (g_strcmp0(column->format, "file") == 0)
        put_file(value, cell);
    else if (column->format == NULL ||
             !format_value(column->format, whole, cell))
        g_string_append(cell, whole);
}

/* One value as COLUMN shows it; the caller owns it. */
static char *
value_text(const TableColumn *column, const char *value, const char *end)
{
    g_autoptr(GString) text = g_string_new(NULL);
    if (value == NULL)
        g_string_append(text, _(column->missing));
    else
        put_value(column, value, end, text);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* A mark for each of VALUES; the caller owns it. */
static char *
bar_text(const GPtrArray *values, const TableStyle *style)
{
    g_autoptr(GString) bar = g_string_new(NULL);
    for (guint i = 0; i < values->len; i++)
        put_mark(g_ptr_array_index(values, i), style, bar);
    return g_string_free(g_steal_pointer(&bar), FALSE);
}

/* The text of COLUMN for the element NODE, each value once; the caller owns
 * it. */
static char *
cell_text(const TableColumn *column, JsonNode *node, const TableStyle *style)
{
    g_autoptr(GPtrArray) values = values_at(node, column->path);
    if (g_strcmp0(column->format, "bar") == 0)
        return bar_text(values, style);
    g_autoptr(GPtrArray) ends =
        column->to != NULL ? values_at(node, column->to) : NULL;
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < values->len; i++) {
        const char *value = g_ptr_array_index(values, i);
        const char *end =
            ends != NULL && i < ends->len ? g_ptr_array_index(ends, i) : NULL;
        if (value == NULL && column->missing == NULL)
            continue;
        g_autofree char *text = value_text(column, value, end);
        if (!g_ptr_array_find_with_equal_func(texts, text, g_str_equal, NULL))
            g_ptr_array_add(texts, g_steal_pointer(&text));
    }
    g_ptr_array_add(texts, NULL);
    return g_strjoinv(", ", (char **)texts->pdata);
}

char *
table_value(JsonNode *data, const char *path)
{
    const TableColumn plain = { .path = path };
    const TableStyle style = { 0 };
    return cell_text(&plain, data, &style);
}

/* ---- wrapping -------------------------------------------------------------- */

/* The end of as much of TEXT as fits in WIDTH: after a word where one fits,
 * else all of the first word. */
static const char *
line_end(const char *text, guint width)
{
    const char *best = NULL;
    for (const char *p = text;; p++) {
        p = strchrnul(p, ' ');
        g_autofree char *line = g_strndup(text, (gsize)(p - text));
        if (best != NULL && table_width(line) > width)
            return best;
        best = p;
        if (*p == '\0')
            return best;
    }
}

GPtrArray *
table_wrap(const char *text, guint width)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    do {
        const char *end = line_end(text, width);
        g_ptr_array_add(lines, g_strndup(text, (gsize)(end - text)));
        text = *end == ' ' ? end + 1 : end;
    } while (*text != '\0');
    return lines;
}

static guint
longest_word(const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    guint longest = 0;
    for (char **word = words; *word != NULL; word++)
        longest = MAX(longest, table_width(*word));
    return longest;
}

/* ---- a table --------------------------------------------------------------- */

typedef struct Grid {
    const TableColumn *columns;
    guint column_count;
    guint width[COLUMNS_MAX];
    gboolean filled[COLUMNS_MAX]; /* has a value in some row */
    guint word[COLUMNS_MAX];      /* the longest word: a column's least width */
    GPtrArray *cells; /* char *, row by row; the first row is headings */
} Grid;

static void
grid_add(Grid *grid, char *text)
{
    guint column = grid->cells->len % grid->column_count;
    gboolean heading = grid->cells->len < grid->column_count;
    grid->filled[column] |= !heading && *text != '\0';
    grid->width[column] = MAX(grid->width[column], table_width(text));
    grid->word[column] = MAX(grid->word[column], longest_word(text));
    g_ptr_array_add(grid->cells, text);
}

static void
grid_fill(Grid *grid, const TableColumn *columns, JsonArray *array,
          const TableStyle *style)
{
    grid->columns = columns;
    while (columns[grid->column_count].heading != NULL)
        grid->column_count++;
    g_assert(grid->column_count > 0 && grid->column_count <= COLUMNS_MAX);
    for (guint i = 0; i < grid->column_count; i++)
        grid_add(grid, g_strdup(_(columns[i].heading)));
    for (guint row = 0; row < json_array_get_length(array); row++)
        for (guint i = 0; i < grid->column_count; i++)
            grid_add(grid,
                     cell_text(&columns[i], json_array_get_element(array, row),
                               style));
}

/* Takes what is too much for WIDTH from the widest column that may wrap. */
static void
grid_shrink(Grid *grid, guint width)
{
    guint total = 0;
    for (guint i = 0; i < grid->column_count; i++)
        total += grid->filled[i] ? grid->width[i] + GAP : 0;
    total -= MIN(total, GAP);
    while (total > width) {
        guint *widest = NULL;
        for (guint i = 0; i < grid->column_count; i++)
            if (grid->filled[i] && grid->columns[i].align == TABLE_WRAP &&
                grid->width[i] > MAX(grid->word[i], WRAP_MIN) &&
                (widest == NULL || grid->width[i] > *widest))
                widest = &grid->width[i];
        if (widest == NULL)
            return;
        (*widest)--;
        total--;
    }
}

static void
put_spaces(GString *out, guint count)
{
    g_string_append_printf(out, "%*s", (int)count, "");
}

static void
put_padded(GString *out, const char *text, guint width, TableAlign align)
{
    guint room = width - MIN(width, table_width(text));
    if (align == TABLE_RIGHT)
        put_spaces(out, room);
    g_string_append(out, text);
    if (align != TABLE_RIGHT)
        put_spaces(out, room);
}

static void
trim_end(GString *out)
{
    while (out->len > 0 && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
}

/* One row of cells, in as many lines as its tallest cell has. */
static void
put_row(const Grid *grid, guint row, GString *out)
{
    g_autoptr(GPtrArray) wrapped =
        g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    guint height = 0;
    for (guint i = 0; i < grid->column_count; i++) {
        const char *text =
            g_ptr_array_index(grid->cells, row * grid->column_count + i);
        gboolean wraps = grid->columns[i].align == TABLE_WRAP;
        GPtrArray *lines = table_wrap(text, wraps ? grid->width[i] : G_MAXUINT);
        g_ptr_array_add(wrapped, lines);
        height = MAX(height, lines->len);
    }
    for (guint line = 0; line < height; line++) {
        for (guint i = 0; i < grid->column_count; i++) {
            const GPtrArray *lines = g_ptr_array_index(wrapped, i);
            const char *text =
                line < lines->len ? g_ptr_array_index(lines, line) : "";
            if (!grid->filled[i])
                continue;
            put_padded(out, text, grid->width[i], grid->columns[i].align);
            put_spaces(out, GAP);
        }
        trim_end(out);
        g_string_append_c(out, '\n');
    }
}

static void
put_table(const TableSection *section, JsonArray *array,
          const TableStyle *style, GString *out)
{
    Grid grid = { .cells = g_ptr_array_new_with_free_func(g_free) };
    grid_fill(&grid, section->columns, array, style);
    if (style->width >= WIDTH_MIN)
        grid_shrink(&grid, style->width);
    g_string_append(out, style->bold ? BOLD : "");
    put_row(&grid, 0, out);
    if (style->bold)
        g_string_insert(out, (gssize)out->len - 1, PLAIN); /* in the line */
    for (guint row = 1; row < grid.cells->len / grid.column_count; row++)
        put_row(&grid, row, out);
    g_ptr_array_unref(grid.cells);
}

/* ---- a record -------------------------------------------------------------- */

static void
put_field(const char *label, guint label_width, const char *value,
          const TableStyle *style, GString *out)
{
    guint left = label_width + GAP;
    gboolean fits = style->width < WIDTH_MIN || style->width < left + WRAP_MIN;
    g_autoptr(GPtrArray) lines =
        table_wrap(value, fits ? G_MAXUINT : style->width - left);
    for (guint i = 0; i < lines->len; i++) {
        put_padded(out, i == 0 ? label : "", left, TABLE_LEFT);
        g_string_append(out, g_ptr_array_index(lines, i));
        g_string_append_c(out, '\n');
    }
}

static void
put_record(const TableSection *section, JsonNode *node, const TableStyle *style,
           GString *out)
{
    guint label_width = 0;
    for (const TableColumn *c = section->columns; c->heading != NULL; c++)
        label_width = MAX(label_width, table_width(_(c->heading)));
    for (const TableColumn *c = section->columns; c->heading != NULL; c++) {
        g_autofree char *value = cell_text(c, node, style);
        if (*value != '\0')
            put_field(_(c->heading), label_width, value, style, out);
    }
}

/* ---- the whole ------------------------------------------------------------- */

/* The node at PATH; NULL when there is none. */
static JsonNode *
node_at(JsonNode *node, const char *path)
{
    if (*path == '\0')
        return node;
    g_auto(GStrv) names = g_strsplit(path, ".", -1);
    for (char **name = names; *name != NULL && node != NULL; name++)
        node = JSON_NODE_HOLDS_OBJECT(node)
                   ? json_object_get_member(json_node_get_object(node), *name)
                   : NULL;
    return node;
}

static void
put_section(const TableSection *section, JsonNode *node,
            const TableStyle *style, GString *out)
{
    gboolean empty = !section->is_record &&
                     (!JSON_NODE_HOLDS_ARRAY(node) ||
                      json_array_get_length(json_node_get_array(node)) == 0);
    if (empty && section->empty == NULL)
        return;
    if (out->len > 0)
        g_string_append_c(out, '\n');
    if (section->title != NULL)
        g_string_append_printf(out, "%s%s%s\n", style->bold ? BOLD : "",
                               _(section->title), style->bold ? PLAIN : "");
    if (empty)
        g_string_append_printf(out, "%s\n", _(section->empty));
    else if (section->is_record)
        put_record(section, node, style, out);
    else
        put_table(section, json_node_get_array(node), style, out);
}

char *
table_render(const TableSection *sections, JsonNode *data,
             const TableStyle *style)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (const TableSection *s = sections; s->columns != NULL; s++) {
        JsonNode *node = node_at(data, s->path);
        if (node != NULL && !JSON_NODE_HOLDS_NULL(node))
            put_section(s, node, style, out);
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}
