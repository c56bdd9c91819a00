#include "mail-parts.h"

#include <string.h>

#include "calendars/mail-decode.h"

typedef struct Walk {
    MailTaker take;
    gpointer data;
    guint parts;
    gboolean was_cut; /* something was left out */
    gboolean is_full; /* there were too many parts to go on */
} Walk;

static void walk_part(Walk *self, MailPart part, guint depth);

/* The line break just before AT, which is not below START, left out. */
static const char *
before_break(const char *start, const char *at)
{
    if (at > start && at[-1] == '\n')
        at--;
    while (at > start && at[-1] == '\r')
        at--;
    return at;
}

/* Where the next line that is "--BOUNDARY" starts in REST (RFC 2046 5.1.1);
 * NULL: there is none.  *AFTER is what comes after the line; *LAST says that
 * the line ends the multipart. */
static const char *
find_boundary(Slice rest, Slice boundary, Slice *after, gboolean *last)
{
    Slice left = rest;
    while (left.size >= boundary.size) {
        const char *at = memmem(left.at, left.size, boundary.at, boundary.size);
        if (at == NULL)
            return NULL;
        left = slice_skip(left, (gsize)(at - left.at) + boundary.size);
        if (at != rest.at && at[-1] != '\n')
            continue;
        *last = left.size >= 2 && left.at[0] == '-' && left.at[1] == '-';
        Slice line = { 0 };
        *after = left;
        if (!slice_line(after, &line))
            line = left;
        if (*last || slice_trim(line).size == 0)
            return at;
    }
    return NULL;
}

static void
walk_nested(Walk *self, MailPart part, guint depth)
{
    Head head = { 0 };
    head_read(&head, &part.body);
    self->was_cut |= head.was_cut;
    part.head = &head;
    walk_part(self, part, depth + 1);
    head_clear(&head);
}

static void
walk_multipart(Walk *self, MailPart part, const char *boundary, guint depth)
{
    g_autofree char *line = g_strconcat("--", boundary, NULL);
    Slice rest = part.body;
    Slice after = { 0 };
    gboolean last = FALSE;
    const char *at = find_boundary(rest, slice_of(line), &after, &last);
    while (at != NULL && !last && !self->is_full) {
        rest = after;
        at = find_boundary(rest, slice_of(line), &after, &last);
        const char *end =
            at == NULL ? rest.at + rest.size : before_break(rest.at, at);
        part.body = (Slice){ rest.at, (gsize)(end - rest.at) };
        walk_nested(self, part, depth);
    }
}

static void
walk_mail(Walk *self, MailPart part, guint depth)
{
    g_autofree char *encoding =
        head_value(part.head, "Content-Transfer-Encoding");
    g_auto(Decoded) body = decode_transfer(part.body, encoding);
    part.body = body.bytes;
    self->take(&part, self->data);
    part.is_nested = TRUE;
    walk_nested(self, part, depth);
}

static void
walk_part(Walk *self, MailPart part, guint depth)
{
    if (depth > MAIL_DEPTH_MAX || self->parts == MAIL_PARTS_MAX) {
        self->was_cut = TRUE;
        self->is_full = self->parts == MAIL_PARTS_MAX;
        return;
    }
    self->parts++;
    Slice value = head_field(part.head, "Content-Type", 0);
    part.type = head_main(value);
    if (part.type.size == 0)
        part.type = slice_of("text/plain");
    if (slice_is(part.type, "message/rfc822") ||
        slice_is(part.type, "message/global")) {
        walk_mail(self, part, depth);
        return;
    }
    g_autofree char *boundary = slice_starts(part.type, "multipart/")
                                    ? head_parameter(value, "boundary")
                                    : NULL;
    if (boundary == NULL || *boundary == '\0') {
        self->take(&part, self->data);
        return;
    }
    walk_multipart(self, part, boundary, depth);
}

gboolean
mail_parts(const Head *head, Slice body, MailTaker take, gpointer data)
{
    Walk self = { .take = take, .data = data };
    walk_part(&self, (MailPart){ .head = head, .body = body }, 0);
    return !self.was_cut;
}
