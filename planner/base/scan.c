#include "planner/base/scan.h"

#include <string.h>

enum { HEX_DIGITS = 4 };

void
scan_init(Scan *scan, const char *text, gsize length)
{
    *scan = (Scan){ .start = text, .at = text, .end = text + length };
}

static gboolean
fail(Scan *scan)
{
    scan->fault = TRUE;
    return FALSE;
}

static void
skip_space(Scan *scan)
{
    while (scan->at < scan->end && *scan->at != '\0' &&
           strchr(" \t\r\n", *scan->at) != NULL)
        scan->at++;
}

char
scan_peek(Scan *scan)
{
    skip_space(scan);
    if (scan->fault || scan->at >= scan->end)
        return '\0';
    return *scan->at;
}

static gboolean
take(Scan *scan, char wanted)
{
    if (scan_peek(scan) != wanted)
        return fail(scan);
    scan->at++;
    return TRUE;
}

gboolean
scan_enter(Scan *scan, char open)
{
    if (scan->depth >= SCAN_DEPTH_MAX || !take(scan, open))
        return fail(scan);
    scan->depth++;
    return TRUE;
}

gboolean
scan_next(Scan *scan, char close, gboolean *first)
{
    gboolean was_first = *first;
    *first = FALSE;
    if (scan_peek(scan) == close) {
        scan->at++;
        scan->depth--;
        return FALSE;
    }
    return was_first ? !scan->fault : take(scan, ',');
}

/* ---- strings -------------------------------------------------------------- */

/* The four digits after \u; -1: they are none. */
static int
read_hex(Scan *scan)
{
    int code = 0;
    for (int i = 0; i < HEX_DIGITS; i++) {
        int digit = scan->at < scan->end ? g_ascii_xdigit_value(*scan->at) : -1;
        if (digit < 0)
            return -1;
        code = code * 16 + digit;
        scan->at++;
    }
    return code;
}

/* What \u says, the second half of a pair with it; 0: nothing that is text. */
static gunichar
read_code(Scan *scan)
{
    enum { HIGH = 0xd800, LOW = 0xdc00, LAST = 0xdfff, PLANE = 0x10000 };
    int code = read_hex(scan);
    if (code < HIGH || code > LAST)
        return code > 0 ? (gunichar)code : 0;
    if (code >= LOW || scan->end - scan->at < 2 || scan->at[0] != '\\' ||
        scan->at[1] != 'u')
        return 0;
    scan->at += 2;
    int low = read_hex(scan);
    if (low < LOW || low > LAST)
        return 0;
    return (gunichar)(PLANE + ((code - HIGH) << 10) + (low - LOW));
}

static gunichar
read_escape(Scan *scan)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    const char *which = scan->at < scan->end && *scan->at != '\0'
                            ? strchr(from, *scan->at)
                            : NULL;
    if (which != NULL) {
        scan->at++;
        return (gunichar)to[which - from];
    }
    if (scan->at >= scan->end || *scan->at != 'u')
        return 0;
    scan->at++;
    return read_code(scan);
}

gboolean
scan_text(Scan *scan, char *out, gsize size)
{
    gsize length = 0;
    gboolean full = FALSE;
    if (!take(scan, '"'))
        return FALSE;
    while (scan->at < scan->end && *scan->at != '"') {
        char bytes[6];
        gunichar c = g_utf8_get_char(scan->at);
        if (c < ' ')
            return fail(scan);
        scan->at = g_utf8_next_char(scan->at);
        if (c == '\\' && (c = read_escape(scan)) == 0)
            return fail(scan);
        gsize wide = (gsize)g_unichar_to_utf8(c, bytes);
        full = full || length + wide >= size;
        if (full || out == NULL)
            continue;
        memcpy(out + length, bytes, wide);
        length += wide;
    }
    if (size > 0)
        out[length] = '\0';
    return take(scan, '"');
}

gboolean
scan_key(Scan *scan, char *out, gsize size)
{
    return scan_text(scan, out, size) && take(scan, ':');
}

/* ---- numbers and words ------------------------------------------------------ */

static gboolean
skip_digits(Scan *scan)
{
    const char *from = scan->at;
    while (scan->at < scan->end && g_ascii_isdigit(*scan->at))
        scan->at++;
    return scan->at > from;
}

gboolean
scan_number(Scan *scan, double *number)
{
    skip_space(scan);
    const char *from = scan->at;
    if (scan->at < scan->end && *scan->at == '-')
        scan->at++;
    if (scan->at < scan->end && *scan->at == '0')
        scan->at++;
    else if (!skip_digits(scan))
        return fail(scan);
    if (scan->at < scan->end && *scan->at == '.') {
        scan->at++;
        if (!skip_digits(scan))
            return fail(scan);
    }
    if (scan->at < scan->end && (*scan->at == 'e' || *scan->at == 'E')) {
        scan->at++;
        if (scan->at < scan->end && (*scan->at == '+' || *scan->at == '-'))
            scan->at++;
        if (!skip_digits(scan))
            return fail(scan);
    }
    if (scan->fault)
        return FALSE;
    *number = g_ascii_strtod(from, NULL);
    return TRUE;
}

static gboolean
skip_word(Scan *scan)
{
    static const char *const words[] = { "true", "false", "null" };
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
        gsize length = strlen(words[i]);
        if ((gsize)(scan->end - scan->at) < length ||
            strncmp(scan->at, words[i], length) != 0)
            continue;
        scan->at += length;
        return TRUE;
    }
    return fail(scan);
}

gboolean
scan_skip(Scan *scan)
{
    double number = 0;
    char open = scan_peek(scan);
    if (open == '"')
        return scan_text(scan, NULL, 0);
    if (open == '-' || g_ascii_isdigit(open))
        return scan_number(scan, &number);
    if (open != '{' && open != '[')
        return skip_word(scan);
    if (!scan_enter(scan, open))
        return FALSE;
    char close = open == '{' ? '}' : ']';
    gboolean first = TRUE;
    while (scan_next(scan, close, &first))
        if ((open == '{' && !scan_key(scan, NULL, 0)) || !scan_skip(scan))
            return FALSE;
    return !scan->fault;
}

gboolean
scan_done(Scan *scan)
{
    skip_space(scan);
    return !scan->fault && scan->at == scan->end;
}

guint
scan_line(const Scan *scan)
{
    guint line = 1;
    for (const char *c = scan->start; c < scan->at; c++)
        line += *c == '\n';
    return line;
}
