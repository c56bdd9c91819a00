/*
 * mail-head: the header fields of a mail or a part of it (RFC 5322 2.2).
 *
 * Reads in place: a Head is good for as long as its bytes are.  Lines that
 * are no field are passed over.
 */
#pragma once

#include "calendars/slice.h"

enum {
    MAIL_FIELDS_MAX = 2000,           /* of one head */
    MAIL_FIELD_BYTES_MAX = 64 * 1024, /* of one field with its folds */
};

typedef struct Head {
    GArray *fields;   /* of what mail-head.c keeps of each */
    gboolean was_cut; /* it had more, or longer ones, than we take */
} Head;

/* Takes the head and the empty line after it off *REST.  The caller clears
 * it. */
void head_read(Head *head, Slice *rest);
void head_clear(Head *head);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Head, head_clear)

/* The value of the INDEX-th field of that NAME, trimmed, its folds still in
 * it; nothing when there are not so many. */
Slice head_field(const Head *head, const char *name, guint index);

/* The first one unfolded, else as it came; the caller owns it.  NULL: no
 * such field. */
char *head_value(const Head *head, const char *name);

/* The same as people read it: encoded words (RFC 2047) decoded, cleaned. */
char *head_words(const Head *head, const char *name);

/* What stands before the first semicolon of a value, or the parameter NAME
 * after it (RFC 2045 5.1; pieces and charsets of RFC 2231 put together).
 * The caller owns the parameter; NULL: it has none. */
Slice head_main(Slice value);
char *head_parameter(Slice value, const char *name);

/* Message-IDs of VALUE (RFC 5322 3.6.4) without brackets, added to IDS as
 * owned texts, up to COUNT_MAX in all. */
void head_ids(Slice value, GPtrArray *ids, guint count);
