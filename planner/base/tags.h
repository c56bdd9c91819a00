/*
 * tags: watches the tags of XML go by, before a parser sees them.
 *
 * libxml2 compares each attribute of a tag with all before it: a few hundred
 * thousand take minutes.  Knows UTF-8 only; what is no XML it leaves to the
 * parser to refuse.
 */
#pragma once

#include <glib.h>

enum { TAGS_ATTRIBUTES_MAX = 256 };

/* Where in the text the watch stands; all zero at its start. */
typedef struct Tags {
    int state;
    guint matched; /* characters of what ends a comment or a CDATA section */
    guint attributes;
} Tags;

/* The next SIZE bytes at TEXT.  FALSE: a tag has more attributes than that,
 * and the rest is not looked at. */
gboolean tags_watch(Tags *tags, const char *text, gsize size);
