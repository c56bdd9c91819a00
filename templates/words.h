/*
 * words: inline XHTML as one clean text with styled spans.
 *
 * White space is made single, and marks that would upset a reader or a
 * page are left out.  What no font has becomes U+FFFD and is noted with
 * fonts_miss.  Knows no layout.
 */
#pragma once

#include <libxml/tree.h>

#include "templates/fonts.h"
#include "templates/style.h"

/* Bytes START to END of the text; the last span that covers a byte is the
 * innermost one. */
typedef struct Span {
    guint start, end;
    Style style;
    char *href; /* NULL: no link */
} Span;

/* A letter with marks on it that the house's own font lacks: set whole in
 * another, so that the marks find their place. */
typedef struct Joint {
    guint start, end;
    const char *family; /* of the Fonts */
} Joint;

typedef struct Words {
    GString *text;
    GArray *spans;  /* Span, the first covers everything */
    GArray *joints; /* Joint */
    gboolean rtl;   /* every letter is of a script from right to left */
} Words;

/* The words of FIRST and its siblings up to LAST; or of TEXT. */
Words *words_new(Fonts *fonts, const Style *style, const xmlNode *first,
                 const xmlNode *last);
Words *words_new_text(Fonts *fonts, const Style *style, const char *text);
void words_free(Words *words);

/* The innermost span over byte AT; with LINKS, the innermost that is a
 * link, or NULL. */
const Span *words_span(const Words *words, guint at, gboolean links);
