#include "line.h"

#include <string.h>

#include "calendars/address.h"
#include "calendars/clean.h"

enum { FOLD_OCTETS = 75 };

/* How many octets of TEXT, at most LIMIT, end on a character's border. */
static size_t
fitting(const char *text, size_t limit)
{
    size_t length = strlen(text);
    if (length <= limit)
        return length;
    while (((guchar)text[limit] & 0xC0) == 0x80)
        limit--;
    return limit;
}

void
line_add(GString *out, const char *line)
{
    size_t piece = fitting(line, FOLD_OCTETS);
    g_string_append_len(out, line, (gssize)piece);
    for (line += piece; *line != '\0'; line += piece) {
        piece = fitting(line, FOLD_OCTETS - 1);
        g_string_append(out, "\r\n ");
        g_string_append_len(out, line, (gssize)piece);
    }
    g_string_append(out, "\r\n");
}

void
line_text(GString *out, const char *name, const char *text)
{
    g_autofree char *clean = clean_text(text);
    if (clean == NULL || *clean == '\0')
        return;
    g_autoptr(GString) line = g_string_new(name);
    g_string_append_c(line, ':');
    for (const char *p = clean; *p != '\0'; p++) {
        if (strchr("\\;,", *p) != NULL)
            g_string_append_c(line, '\\');
        if (*p == '\n')
            g_string_append(line, "\\n");
        else
            g_string_append_c(line, *p);
    }
    line_add(out, line->str);
}

void
line_time(GString *out, const char *name, gint64 when, gboolean utc)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(when);
    g_autofree char *stamp = g_date_time_format(time, "%Y%m%dT%H%M%S");
    g_autofree char *line = g_strconcat(name, ":", stamp, utc ? "Z" : "", NULL);
    line_add(out, line);
}

void
line_person(GString *out, const char *name, const char *person,
            const char *address)
{
    g_autoptr(GString) line = g_string_new(name);
    g_autofree char *uri = address_uri(address);
    g_autofree char *common = clean_line(person);
    g_assert(uri != NULL);
    if (common != NULL && *common != '\0') {
        /* Older Outlook shows RFC 6868's ^' as it stands; ' reads as well. */
        g_strdelimit(common, "\"", '\'');
        const char *quote = strpbrk(common, ",;:.") != NULL ? "\"" : "";
        g_string_append_printf(line, ";CN=%s%s%s", quote, common, quote);
    }
    g_string_append_printf(line, ":%s", uri);
    line_add(out, line->str);
}
