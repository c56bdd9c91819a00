#include "mail-head.h"

#include <gmime/gmime.h>
#include <string.h>

#include "calendars/clean.h"

enum { PIECES = 32 }; /* of a parameter; a file's name seldom has three */

typedef struct Field {
    Slice name, value;
} Field;

/* The name of the field that LINE starts; nothing when it starts none. */
static Slice
name_of(Slice line)
{
    gsize size = 0;
    while (size < line.size && line.at[size] > ' ' && line.at[size] != ':' &&
           line.at[size] != '\x7F')
        size++;
    Slice name = { line.at, size };
    Slice after = slice_skip(line, size);
    while (after.size > 0 && (*after.at == ' ' || *after.at == '\t'))
        after = slice_skip(after, 1);
    return size > 0 && after.size > 0 && *after.at == ':' ? name : (Slice){ 0 };
}

static void
add_field(Head *head, Field field)
{
    if (head->fields->len == MAIL_FIELDS_MAX ||
        field.value.size > MAIL_FIELD_BYTES_MAX) {
        head->was_cut = TRUE;
        return;
    }
    const char *colon = memchr(field.value.at, ':', field.value.size);
    field.value = slice_skip(field.value, (gsize)(colon + 1 - field.value.at));
    field.value = slice_trim(field.value);
    g_array_append_val(head->fields, field);
}

void
head_read(Head *head, Slice *rest)
{
    *head =
        (Head){ .fields = g_array_sized_new(FALSE, FALSE, sizeof(Field), 24) };
    Field field = { 0 };
    Slice line = { 0 };
    while (slice_line(rest, &line) && line.size > 0) {
        if (*line.at == ' ' || *line.at == '\t') {
            if (field.name.at != NULL)
                field.value.size =
                    (gsize)(line.at + line.size - field.value.at);
            continue;
        }
        if (field.name.at != NULL)
            add_field(head, field);
        field = (Field){ name_of(line), line };
    }
    if (field.name.at != NULL)
        add_field(head, field);
}

void
head_clear(Head *head)
{
    g_clear_pointer(&head->fields, g_array_unref);
}

Slice
head_field(const Head *head, const char *name, guint index)
{
    for (guint i = 0; i < head->fields->len; i++) {
        const Field *field = &g_array_index(head->fields, Field, i);
        if (slice_is(field->name, name) && index-- == 0)
            return field->value;
    }
    return (Slice){ 0 };
}

char *
head_value(const Head *head, const char *name)
{
    char *text = slice_text(head_field(head, name, 0));
    char *to = text;
    for (const char *from = text; from != NULL && *from != '\0'; from++)
        if (*from != '\r' && *from != '\n')
            *to++ = *from;
    if (to != NULL)
        *to = '\0';
    return text;
}

char *
head_words(const Head *head, const char *name)
{
    g_autofree char *value = head_value(head, name);
    if (value == NULL)
        return NULL;
    if (strstr(value, "=?") == NULL && g_utf8_validate(value, -1, NULL))
        return clean_line(value);
    g_autofree char *decoded = g_mime_utils_header_decode_text(
        g_mime_parser_options_get_default(), value);
    return clean_line(decoded);
}

/* ---- parameters --------------------------------------------------------- */

Slice
head_main(Slice value)
{
    return slice_trim(slice_until(&value, ";("));
}

/* Takes the value of a parameter off *REST: quoted, or up to a semicolon. */
static char *
take_value(Slice *rest)
{
    *rest = slice_trim(*rest);
    if (rest->size == 0 || *rest->at != '"')
        return slice_text(slice_trim(slice_until(rest, ";")));
    GString *value = g_string_new(NULL);
    gsize at = 1;
    for (; at < rest->size && rest->at[at] != '"'; at++) {
        if (rest->at[at] == '\\' && at + 1 < rest->size)
            at++;
        if (rest->at[at] != '\r' && rest->at[at] != '\n')
            g_string_append_c(value, rest->at[at]);
    }
    *rest = slice_skip(*rest, at + 1);
    slice_until(rest, ";");
    return g_string_free(value, FALSE);
}

/* TEXT with its %XX as bytes, behind a charset and a language where it names
 * those (RFC 2231 4).  Only what is ASCII or UTF-8 matters to us. */
static char *
decode_extended(const char *text)
{
    const char *language = strchr(text, '\'');
    const char *start = language == NULL ? NULL : strchr(language + 1, '\'');
    start = start == NULL ? text : start + 1;
    char *decoded = g_uri_unescape_string(start, NULL);
    return decoded == NULL ? g_strdup(start) : decoded;
}

/* Which piece of the parameter NAME is KEY: "name", "name*" and "name*0*"
 * are the first; -1: none of it. */
static int
piece_of(Slice key, const char *name, gboolean *extended)
{
    if (!slice_starts(key, name))
        return -1;
    Slice after = slice_skip(key, strlen(name));
    *extended = after.size > 0 && after.at[after.size - 1] == '*';
    if (after.size == 0 || slice_is(after, "*"))
        return 0;
    g_autofree char *number = slice_text(after);
    if (*number != '*' || !g_ascii_isdigit(number[1]))
        return -1;
    guint64 piece = g_ascii_strtoull(number + 1, NULL, 10);
    return piece < PIECES ? (int)piece : -1;
}

char *
head_parameter(Slice value, const char *name)
{
    char *pieces[PIECES + 1] = { NULL };
    for (slice_until(&value, ";"); value.size > 0;) {
        Slice key = { value.at, 0 };
        while (key.size < value.size && value.at[key.size] != '=' &&
               value.at[key.size] != ';')
            key.size++;
        value = slice_skip(value, key.size);
        if (value.size == 0 || *value.at == ';') {
            value = slice_skip(value, 1);
            continue;
        }
        value = slice_skip(value, 1);
        g_autofree char *text = take_value(&value);
        gboolean extended = FALSE;
        int piece = piece_of(slice_trim(key), name, &extended);
        if (piece >= 0 && pieces[piece] == NULL)
            pieces[piece] =
                extended ? decode_extended(text) : g_steal_pointer(&text);
    }
    char *joined = pieces[0] == NULL ? NULL : g_strjoinv(NULL, pieces);
    for (guint i = 0; i < PIECES; i++)
        g_free(pieces[i]);
    return joined;
}

void
head_ids(Slice value, GPtrArray *ids, guint count)
{
    while (ids->len < count) {
        const char *open =
            value.size == 0 ? NULL : memchr(value.at, '<', value.size);
        if (open == NULL)
            return;
        value = slice_skip(value, (gsize)(open + 1 - value.at));
        g_autofree char *id = slice_text(slice_trim(slice_until(&value, ">")));
        g_autofree char *clean = clean_line(id);
        if (*clean != '\0')
            g_ptr_array_add(ids, g_steal_pointer(&clean));
    }
}
