/*
 * schema: what data a template may ask for, field by field.
 *
 * Written as text, words parted by white space:
 *
 *   day:date              a value and its type
 *   kind:visit|lunch      a value that is one of these words
 *   sender{name ...}      an object
 *   members[surname:surname ...]   a list of objects
 *   changes[:text]        a list of values, {{.}} each
 *
 * Some types are personal data; which ones is for whoever prints to tell.
 */
#pragma once

#include <json-glib/json-glib.h>

typedef struct SchemaType {
    const char *name;     /* "phone" */
    const char *example;  /* as the JSON has it */
    const char *personal; /* msgid: "telefonnummer"; NULL: nobody's */
    const char *shown;    /* msgid: "telefonnummer till %s", "3 personer" */
} SchemaType;

/* The type NAME; NULL: there is none. */
const SchemaType *schema_type(const char *name);

typedef enum { SCHEMA_VALUE, SCHEMA_OBJECT, SCHEMA_LIST } SchemaKind;

typedef struct Schema Schema;
struct Schema {
    SchemaKind kind;
    char *name;             /* "" of the root, and of a list's bare values */
    const SchemaType *type; /* of a value */
    char **words;           /* that a value may be; NULL: any */
    GPtrArray *fields;      /* Schema, owned: of an object, of a list's items */
    const Schema *outer;    /* NULL: this is the root */
};

/* TEXT is ours: what is wrong in it ends the program.  The caller owns the
 * root. */
Schema *schema_parse(const char *text);
void schema_free(Schema *schema);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Schema, schema_free)

/* The field NAME of SCHEMA, an object or a list; NULL: there is none. */
const Schema *schema_field(const Schema *schema, const char *name);

/* "event.sender.name", from the innermost list around it; the caller owns
 * it. */
char *schema_path(const Schema *schema);

/* The list that SCHEMA stands in, or NULL. */
const Schema *schema_list(const Schema *schema);

/* Data of examples, with ITEMS in each list.  The caller owns it. */
JsonNode *schema_sample(const Schema *schema, guint items);

/* What the JSON NODE has that SCHEMA lacks, and, in SEEN (a set of Schema),
 * what it has.  NULL, or the first path; the caller owns it. */
char *schema_stranger(const Schema *schema, JsonNode *node, GHashTable *seen);
