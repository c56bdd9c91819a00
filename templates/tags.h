/*
 * tags: the structure tree of a tagged PDF (ISO 32000-1, 14.7).
 *
 * One Document root; every element knows its parent from birth.  Knows what
 * lies under an element (marked content, links), not how it looks.
 */
#pragma once

#include "templates/objects.h"

typedef struct Tags Tags;
typedef struct Tag Tag; /* an element, owned by its tree */

/* OBJECTS is borrowed and must outlive the tree. */
Tags *tags_new(Objects *objects);
void tags_free(Tags *tags);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tags, tags_free)

/* A new element of TYPE (a static string) last under PARENT; NULL: under
 * the Document. */
Tag *tags_add(Tags *tags, Tag *parent, const char *type);

/* A table cell's attributes: SCOPE (static, "Row" or "Column") or NULL, and
 * the columns it spans. */
void tag_cell(Tag *tag, const char *scope, int columns);

/* The LANGUAGE ("en-GB") of what lies under it; borrowed until it is
 * written. */
void tag_language(Tag *tag, const char *language);

/* A picture's: ALT is what it is read as, BOUNDS where it stands (left,
 * bottom, right, top of its page). */
void tag_figure(Tag *tag, const char *alt, const double bounds[4]);

/* Opens the next page, object PAGE; returns its /StructParents. */
int tags_page(Tags *tags, int page);

/* Gives content on the open page to TAG; returns its MCID. */
int tags_mark(Tags *tags, Tag *tag);

/* Gives annotation object ANNOTATION on the open page to TAG; returns its
 * /StructParent. */
int tags_annotation(Tags *tags, Tag *tag, int annotation);

/* Writes the elements that are there, all but the Document: nothing more may
 * lie under them.  A long document then holds no more than a short one. */
void tags_flush(Tags *tags);

/* Writes the tree; returns the number of its /StructTreeRoot. */
int tags_write(Tags *tags);
