#include "mail-address.h"

#include <string.h>

#include "calendars/address.h"
#include "calendars/clean.h"
#include "calendars/mail-words.h"

char *
mail_address_form(const char *text)
{
    if (text == NULL)
        return NULL;
    enum { BYTES = 4 * ADDRESS_MAX }; /* of one that is none */
    g_autofree char *clean = words_cut(clean_line(text), BYTES);
    char *normal = address_normal(clean);
    return normal != NULL ? normal : g_steal_pointer(&clean);
}

/* Adds what stands between brackets, or a bare word that has an @. */
static void
add(GPtrArray *list, guint count, Slice text)
{
    text = slice_trim(text);
    if (text.size == 0 || list->len >= count)
        return;
    g_autofree char *raw = slice_text(text);
    g_ptr_array_add(list, mail_address_form(raw));
}

/* The bytes of the comment or quoted string that REST starts with. */
static gsize
length_of_aside(Slice rest)
{
    gboolean quoted = *rest.at == '"';
    guint depth = 1;
    gsize at = 1;
    for (; at < rest.size && depth > 0; at++) {
        if (rest.at[at] == '\\')
            at++;
        else if (rest.at[at] == (quoted ? '"' : ')'))
            depth--;
        else if (rest.at[at] == '(' && !quoted)
            depth++;
    }
    return MIN(at, rest.size);
}

/* The bytes of the word that REST starts with. */
static gsize
length_of_word(Slice rest)
{
    gsize size = 1;
    while (size < rest.size && rest.at[size] != '\0' &&
           strchr(" \t\r\n,;<>(\"", rest.at[size]) == NULL)
        size++;
    return size;
}

void
mail_addresses(Slice value, GPtrArray *list, guint count)
{
    guint kept = list->len; /* bare words after these may still be a name */
    while (value.size > 0 && list->len < count) {
        gsize step = 1;
        if (*value.at == ',' || *value.at == ';') {
            kept = list->len;
        } else if (*value.at == '<') {
            Slice rest = slice_skip(value, 1);
            Slice inside = slice_until(&rest, ">");
            g_ptr_array_set_size(list, (int)kept);
            add(list, count, inside);
            kept = list->len;
            step = inside.size + 2;
        } else if (*value.at == '"' || *value.at == '(') {
            step = length_of_aside(value);
        } else {
            step = length_of_word(value);
            if (memchr(value.at, '@', step) != NULL)
                add(list, count, (Slice){ value.at, step });
        }
        value = slice_skip(value, step);
    }
}
