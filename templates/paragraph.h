/*
 * paragraph: a run of words with spans, broken into lines by Pango.
 *
 * Knows fonts and the canvas it draws on; no boxes, no pages.
 */
#pragma once

#include <libxml/tree.h>

#include "templates/canvas.h"
#include "templates/fonts.h"
#include "templates/style.h"

typedef struct Paragraph Paragraph;

/* The words of FIRST and its siblings up to LAST (inline XHTML, borrowed
 * for the call only) in STYLE.  FONTS must outlive the paragraph.  NULL:
 * there are no words. */
Paragraph *paragraph_new(Fonts *fonts, const Style *style, const xmlNode *first,
                         const xmlNode *last);
/* The same of a plain text. */
Paragraph *paragraph_new_text(Fonts *fonts, const Style *style,
                              const char *text);
void paragraph_free(Paragraph *paragraph);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Paragraph, paragraph_free)

/* The width of its widest word, in points. */
double paragraph_least_width(const Paragraph *paragraph);

/* The width of its longest line, before it is wrapped. */
double paragraph_full_width(const Paragraph *paragraph);

/* From the upper edge to the base line of the first line. */
double paragraph_baseline(const Paragraph *paragraph);

/* Sets its words in SIZE points, the leading with them. */
void paragraph_resize(Paragraph *paragraph, double size);

/* The size of its words; its lines, once wrapped; whether a line ends inside
 * a word where no rule of hyphenation allows it. */
double paragraph_size(const Paragraph *paragraph);
int paragraph_line_count(const Paragraph *paragraph);
gboolean paragraph_is_broken(const Paragraph *paragraph);

/* How far its lines, once wrapped, reach from the left edge; returns their
 * height. */
double paragraph_extent(const Paragraph *paragraph, double *left,
                        double *right);

/* Makes its words smaller by half points, down to LEAST, until they fit on
 * one line of WIDTH; if they never do, breaks them into tight lines as long
 * as each other.  Returns the height.  Once more in the same width and size
 * costs nothing. */
double paragraph_fit(Paragraph *paragraph, double width, double least);

/* Breaks it into lines of at most WIDTH; returns the height. */
double paragraph_wrap(Paragraph *paragraph, double width);

/* The words, as they are read. */
const char *paragraph_words(const Paragraph *paragraph);

/* Draws it with (X, Y) as the upper left corner, tagged as part of TAG
 * (NULL: an artifact); links get elements of their own under TAG.
 * JOINED: more words of the same element follow. */
void paragraph_draw(Paragraph *paragraph, Canvas *canvas, Tags *tags, Tag *tag,
                    double x, double y, gboolean joined);
