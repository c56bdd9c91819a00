#include "slice.h"

#include <string.h>

static const char SPACES[] = " \t\r\n";

Slice
slice_of(const char *text)
{
    return (Slice){ text, text == NULL ? 0 : strlen(text) };
}

/* How many letters SLICE and TEXT begin with that are the same, in either
 * case.  Called for each line of each mail, and most differ in the first. */
static gsize
length_of_same(Slice slice, const char *text)
{
    gsize at = 0;
    while (at < slice.size && text[at] != '\0' &&
           g_ascii_tolower(slice.at[at]) == g_ascii_tolower(text[at]))
        at++;
    return at;
}

gboolean
slice_starts(Slice slice, const char *text)
{
    return text[length_of_same(slice, text)] == '\0';
}

gboolean
slice_is(Slice slice, const char *text)
{
    gsize same = length_of_same(slice, text);
    return same == slice.size && text[same] == '\0';
}

Slice
slice_skip(Slice slice, gsize count)
{
    count = MIN(count, slice.size);
    if (count == 0)
        return slice; /* nothing added to NULL is no address either */
    return (Slice){ slice.at + count, slice.size - count };
}

/* TRUE when C is one of MARKS; a zero byte never is. */
static gboolean
is_one_of(char c, const char *marks)
{
    while (*marks != '\0' && *marks != c)
        marks++;
    return *marks != '\0';
}

Slice
slice_trim(Slice slice)
{
    while (slice.size > 0 && is_one_of(slice.at[0], SPACES))
        slice = slice_skip(slice, 1);
    while (slice.size > 0 && is_one_of(slice.at[slice.size - 1], SPACES))
        slice.size--;
    return slice;
}

Slice
slice_until(Slice *rest, const char *marks)
{
    gsize size = 0;
    while (size < rest->size && !is_one_of(rest->at[size], marks))
        size++;
    Slice before = { rest->at, size };
    *rest = slice_skip(*rest, size + 1);
    return before;
}

gboolean
slice_line(Slice *rest, Slice *line)
{
    if (rest->size == 0)
        return FALSE;
    const char *end = memchr(rest->at, '\n', rest->size);
    line->at = rest->at;
    line->size = end == NULL ? rest->size : (gsize)(end - rest->at);
    *rest = slice_skip(*rest, line->size + 1);
    while (line->size > 0 && line->at[line->size - 1] == '\r')
        line->size--;
    return TRUE;
}

Slice
slice_find(Slice slice, const char *text)
{
    while (slice.size > 0 && !slice_starts(slice, text))
        slice = slice_skip(slice, 1);
    return slice.size > 0 ? slice : (Slice){ 0 };
}

char *
slice_text(Slice slice)
{
    return slice.at == NULL ? NULL : g_strndup(slice.at, slice.size);
}
