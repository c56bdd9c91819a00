/*
 * parts: a template as fill.c wants it: a tree of elements and phrases.
 *
 * Made once by parse.c, only read afterwards; nobody outside this room
 * includes it.
 */
#pragma once

#include <glib.h>

/* A piece of a phrase: words of the template, or a field. */
typedef struct Piece {
    char *words;  /* NULL: this is a field */
    char **path;  /* {{leader.name}}: "leader", "name"; {{.}}: none */
    char *format; /* a row of format.h; NULL: as it is */
    guint line;
} Piece;

/* What a value may do where it is put in. */
typedef enum {
    PLACE_TEXT,  /* anything: the tree escapes it */
    PLACE_URL,   /* only schemes that do no harm */
    PLACE_STYLE, /* only words, numbers and colours */
} Place;

typedef struct Attribute {
    char *name;
    Place place;
    GPtrArray *phrase; /* of Piece */
} Attribute;

/* data-if: "a.b", "!a.b", "a.b=value", "!a.b=value". */
typedef struct Condition {
    char **path;
    char *value; /* NULL: there is something */
    gboolean negated;
} Condition;

typedef struct Part {
    char *name; /* of the element; NULL: this is text */
    guint line;
    GPtrArray *phrase;     /* text: of Piece */
    char **each;           /* data-each, or NULL */
    Condition *condition;  /* data-if, or NULL */
    GPtrArray *attributes; /* of Attribute */
    GPtrArray *children;   /* of Part */
} Part;

/* An element without attributes and children; the caller owns it.  Texts
 * are made with g_new0. */
Part *template_part_new(const char *name, guint line);

/* Each frees what it holds. */
void template_piece_free(Piece *piece);
void template_attribute_free(Attribute *attribute);
void template_part_free(Part *part);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Piece, template_piece_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Attribute, template_attribute_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Part, template_part_free)

struct Template {
    char *name;
    Part *root;
};
