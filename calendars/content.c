#include "content.h"

#include <string.h>

static gboolean
is_break(char c)
{
    return c == '\n' || c == '\r';
}

static gboolean
is_blank(char c)
{
    return c == ' ' || c == '\t';
}

void
content_start(ContentReader *reader, Slice text)
{
    *reader = (ContentReader){ .rest = text, .unfolded = g_string_new(NULL) };
}

void
content_clear(ContentReader *reader)
{
    g_string_free(reader->unfolded, TRUE);
    reader->unfolded = NULL;
}

/* Takes a line off *REST: up to LF, CR or any run of both, so that empty
 * lines vanish. */
static Slice
take_line(Slice *rest)
{
    gsize size = 0;
    while (size < rest->size && !is_break(rest->at[size]))
        size++;
    Slice line = { rest->at, size };
    while (size < rest->size && is_break(rest->at[size]))
        size++;
    *rest = slice_skip(*rest, size);
    return line;
}

static gboolean
is_name(char c)
{
    return g_ascii_isalnum(c) || c == '-' || c == '_';
}

/* TRUE when a property starts with the line that REST starts with.  Its name
 * may stand alone there, with all else folded away. */
static gboolean
starts_property(Slice rest)
{
    gsize size = 0;
    while (size < rest.size && is_name(rest.at[size]))
        size++;
    Slice after = slice_skip(rest, size);
    if (size == 0 || after.size == 0)
        return FALSE;
    if (!is_break(*after.at))
        return *after.at == ':' || *after.at == ';';
    while (after.size > 0 && is_break(*after.at))
        after = slice_skip(after, 1);
    return after.size > 1 && is_blank(after.at[0]) &&
           (after.at[1] == ':' || after.at[1] == ';');
}

/* TRUE when REST goes on with the line before: it is folded, or was and lost
 * its space on the way, so that no property can start there. */
static gboolean
goes_on(Slice rest)
{
    return rest.size > 0 && (is_blank(*rest.at) || !starts_property(rest));
}

/* Adds LINE to what is unfolded, less the fold's own space. */
static void
unfold(ContentReader *reader, Slice line)
{
    if (line.size > 0 && is_blank(*line.at))
        line = slice_skip(line, 1);
    if (reader->unfolded->len + line.size <= CONTENT_LINE_MAX)
        g_string_append_len(reader->unfolded, line.at, (gssize)line.size);
    else
        reader->was_cut = TRUE;
}

/* The next line unfolded, in place where it is one already. */
static Slice
take_unfolded(ContentReader *reader)
{
    Slice line = take_line(&reader->rest);
    reader->lines++;
    if (!goes_on(reader->rest))
        return line;
    g_string_truncate(reader->unfolded, 0);
    g_string_append_len(reader->unfolded, line.at,
                        (gssize)MIN(line.size, CONTENT_LINE_MAX));
    while (goes_on(reader->rest)) {
        unfold(reader, take_line(&reader->rest));
        reader->lines++;
    }
    return (Slice){ reader->unfolded->str, reader->unfolded->len };
}

/* Where the value's colon stands: the first outside quotes; with quotes that
 * never close, the first of all. */
static const char *
find_colon(Slice line)
{
    gboolean quoted = FALSE;
    for (gsize i = 0; i < line.size; i++) {
        if (line.at[i] == '"')
            quoted = !quoted;
        else if (line.at[i] == ':' && !quoted)
            return line.at + i;
    }
    return line.size == 0 ? NULL : memchr(line.at, ':', line.size);
}

static gboolean
split(Slice line, Content *content)
{
    gsize name = 0;
    while (name < line.size && is_name(line.at[name]))
        name++;
    const char *colon = name == 0 ? NULL : find_colon(slice_skip(line, name));
    if (colon == NULL)
        return FALSE;
    gsize value = (gsize)(colon + 1 - line.at);
    content->name = (Slice){ line.at, name };
    content->parameters = (Slice){ line.at + name, value - 1 - name };
    content->value = slice_skip(line, value);
    return TRUE;
}

gboolean
content_next(ContentReader *reader, Content *content)
{
    while (reader->rest.size > 0) {
        if (reader->lines >= CONTENT_LINES_MAX) {
            reader->was_cut = TRUE;
            return FALSE;
        }
        Slice line = take_unfolded(reader);
        if (line.size > CONTENT_LINE_MAX)
            reader->was_cut = TRUE;
        else if (split(line, content))
            return TRUE;
    }
    return FALSE;
}

/* ---- parameters --------------------------------------------------------- */

/* Takes one value off *REST, quoted or not; what ends it stays. */
static Slice
take_value(Slice *rest)
{
    gboolean quoted = rest->size > 0 && *rest->at == '"' &&
                      memchr(rest->at + 1, '"', rest->size - 1) != NULL;
    if (quoted)
        *rest = slice_skip(*rest, 1);
    gsize size = 0;
    while (size < rest->size &&
           (quoted ? rest->at[size] != '"'
                   : rest->at[size] != ';' && rest->at[size] != ','))
        size++;
    Slice value = { rest->at, size };
    *rest = slice_skip(*rest, quoted ? size + 1 : size);
    return value;
}

/* What ^C is (RFC 6868): a line break, a quotation mark or itself; 0: it is
 * none of those. */
static char
after_caret(char c)
{
    switch (c) {
    case 'n': return '\n';
    case '\'': return '"';
    default: return c == '^' ? '^' : '\0';
    }
}

static char *
decode_parameter(Slice value)
{
    GString *out = g_string_sized_new(value.size + 1);
    for (gsize i = 0; i < value.size; i++) {
        gboolean is_caret = value.at[i] == '^' && i + 1 < value.size;
        char mark = '\0';
        if (is_caret)
            mark = after_caret(value.at[i + 1]);
        g_string_append_c(out, mark == '\0' ? value.at[i] : mark);
        i += mark != '\0';
    }
    return g_string_free(out, FALSE);
}

char *
content_parameter(const Content *content, const char *name)
{
    Slice rest = content->parameters;
    for (guint i = 0; rest.size > 0 && i < CONTENT_PARAMETERS_MAX; i++) {
        rest = slice_skip(rest, 1); /* the semicolon */
        Slice key = { rest.at, 0 };
        while (key.size < rest.size && rest.at[key.size] != '=' &&
               rest.at[key.size] != ';')
            key.size++;
        rest = slice_skip(rest, key.size);
        if (rest.size == 0 || *rest.at == ';')
            continue;
        rest = slice_skip(rest, 1);
        Slice value = take_value(&rest);
        if (slice_is(slice_trim(key), name))
            return decode_parameter(value);
        while (rest.size > 0 && *rest.at != ';') {
            rest = slice_skip(rest, 1);
            take_value(&rest);
        }
    }
    return NULL;
}

char *
content_text(Slice value)
{
    GString *out = g_string_sized_new(value.size + 1);
    for (gsize i = 0; i < value.size; i++) {
        char c = value.at[i];
        if (c == '\\' && i + 1 < value.size) {
            c = value.at[++i];
            if (c == 'n' || c == 'N')
                c = '\n';
        }
        g_string_append_c(out, c);
    }
    return g_string_free(out, FALSE);
}
