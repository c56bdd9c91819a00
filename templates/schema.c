#include "templates/schema.h"

#include <glib/gi18n.h>
#include <string.h>

// clang-format off
static const SchemaType TYPES[] = {
    { "text",    "ord", NULL, NULL },
    { "number",  "7", NULL, NULL },
    { "truth",   "true", NULL, NULL },
    { "word",    "", NULL, NULL },
    { "clock",   "08:15", NULL, NULL },
    { "date",    "2022-05-17", NULL, NULL },
    { "stamp",   "2022-05-10T14:05", NULL, NULL },
    { "office",  "031-390 06 01", NULL, NULL }, /* the office's own telephone */
    { "url",     "https://example.org/", NULL, NULL },
    { "name",    "Åsa Öberg", N_("namn"), N_("namn på %s") },
    { "given",   "Åsa", N_("namn"), N_("namn på %s") },
    { "surname", "Öberg", N_("namn"), N_("namn på %s") },
    { "phone",   "070-174 06 05", N_("telefonnummer"), N_("telefonnummer till %s") },
    { "email",   "asa.oberg@example.org", N_("e-postadress"), N_("e-postadress till %s") },
    { "organ",   "Kommunstyrelsen", N_("organisation"), N_("organisation för %s") },
    { "role",    "ledamot", N_("roll"), N_("roll för %s") },
    { "needs",   "hörselslinga", N_("behov"), N_("behov hos %s") },
    { "diet",    "vegetariskt", N_("kost"), N_("kost för %s") },
};
// clang-format on

const SchemaType *
schema_type(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(TYPES); i++)
        if (strcmp(TYPES[i].name, name) == 0)
            return &TYPES[i];
    return NULL;
}

void
schema_free(Schema *schema)
{
    if (schema == NULL)
        return;
    g_free(schema->name);
    g_strfreev(schema->words);
    g_clear_pointer(&schema->fields, g_ptr_array_unref);
    g_free(schema);
}

static void
free_field(gpointer schema)
{
    schema_free(schema);
}

static Schema *
schema_new(const Schema *outer, SchemaKind kind, char *name)
{
    Schema *schema = g_new0(Schema, 1);
    schema->kind = kind;
    schema->name = name;
    schema->outer = outer;
    if (kind != SCHEMA_VALUE)
        schema->fields = g_ptr_array_new_with_free_func(free_field);
    return schema;
}

/* "phone", "visit|lunch"; without a word: text. */
static void
read_type(Schema *schema, const char *word)
{
    if (strchr(word, '|') != NULL) {
        schema->words = g_strsplit(word, "|", -1);
        word = "word";
    }
    schema->type = schema_type(*word != '\0' ? word : "text");
    g_assert(schema->type != NULL);
}

static const char NAME_CHARACTERS[] = G_CSET_a_2_z G_CSET_DIGITS "_";
static const char TYPE_CHARACTERS[] = G_CSET_a_2_z G_CSET_DIGITS "_|-";

/* The fields from *AT up to CLOSE go into SCHEMA; *AT ends after it. */
static void
read_fields(Schema *schema, const char **at, char close)
{
    for (;;) {
        *at += strspn(*at, " \n");
        if (**at == close)
            break;
        gsize length = strspn(*at, NAME_CHARACTERS);
        char *name = g_strndup(*at, length);
        *at += length;
        SchemaKind kind = **at == '{'   ? SCHEMA_OBJECT
                          : **at == '[' ? SCHEMA_LIST
                                        : SCHEMA_VALUE;
        g_assert(length > 0 || **at == ':');
        Schema *field = schema_new(schema, kind, name);
        g_ptr_array_add(schema->fields, field);
        if (kind != SCHEMA_VALUE) {
            (*at)++;
            read_fields(field, at, kind == SCHEMA_LIST ? ']' : '}');
            continue;
        }
        *at += **at == ':';
        length = strspn(*at, TYPE_CHARACTERS);
        g_autofree char *type = g_strndup(*at, length);
        read_type(field, type);
        *at += length;
    }
    *at += close != '\0';
}

Schema *
schema_parse(const char *text)
{
    Schema *root = schema_new(NULL, SCHEMA_OBJECT, g_strdup(""));
    read_fields(root, &text, '\0');
    return root;
}

const Schema *
schema_field(const Schema *schema, const char *name)
{
    for (guint i = 0; schema->fields != NULL && i < schema->fields->len; i++) {
        const Schema *field = g_ptr_array_index(schema->fields, i);
        if (strcmp(field->name, name) == 0)
            return field;
    }
    return NULL;
}

const Schema *
schema_list(const Schema *schema)
{
    const Schema *at = schema->outer;
    while (at != NULL && at->kind != SCHEMA_LIST)
        at = at->outer;
    return at;
}

char *
schema_path(const Schema *schema)
{
    g_autofree char *path =
        g_strdup(*schema->name != '\0' ? schema->name : ".");
    for (const Schema *at = schema->outer;
         at != NULL && at->outer != NULL && at->kind == SCHEMA_OBJECT;
         at = at->outer) {
        char *longer = g_strconcat(at->name, ".", path, NULL);
        g_free(path);
        path = longer;
    }
    return g_steal_pointer(&path);
}

/* ---- against data -------------------------------------------------------------- */

static JsonNode *
sample_value(const Schema *schema, guint item)
{
    const char *type = schema->type->name;
    const char *example = schema->type->example;
    JsonNode *node = json_node_alloc();
    if (schema->words != NULL)
        example = schema->words[item % g_strv_length(schema->words)];
    if (strcmp(type, "number") == 0)
        return json_node_init_int(node, g_ascii_strtoll(example, NULL, 10) +
                                            (gint64)item);
    if (strcmp(type, "truth") == 0)
        return json_node_init_boolean(node, item % 2 == 0);
    return json_node_init_string(node, example);
}

static JsonNode *
sample(const Schema *schema, guint items, guint item)
{
    if (schema->kind == SCHEMA_VALUE)
        return sample_value(schema, item);
    JsonObject *object = json_object_new();
    for (guint i = 0; i < schema->fields->len; i++) {
        const Schema *field = g_ptr_array_index(schema->fields, i);
        if (field->kind != SCHEMA_LIST) {
            json_object_set_member(object, field->name,
                                   sample(field, items, item));
            continue;
        }
        const Schema *bare = schema_field(field, "");
        JsonArray *array = json_array_sized_new(items);
        for (guint j = 0; j < items; j++)
            json_array_add_element(
                array, sample(bare != NULL ? bare : field, items, j));
        json_object_set_array_member(object, field->name, array);
    }
    JsonNode *node = json_node_init_object(json_node_alloc(), object);
    json_object_unref(object);
    return node;
}

JsonNode *
schema_sample(const Schema *schema, guint items)
{
    return sample(schema, items, 0);
}

static char *
stranger_in_list(const Schema *schema, JsonNode *node, GHashTable *seen)
{
    const Schema *bare = schema_field(schema, "");
    JsonArray *array = json_node_get_array(node);
    char *found = NULL;
    for (guint i = 0; found == NULL && i < json_array_get_length(array); i++) {
        JsonNode *item = json_array_get_element(array, i);
        if (JSON_NODE_HOLDS_OBJECT(item) && bare == NULL)
            found = schema_stranger(schema, item, seen);
        else if (!JSON_NODE_HOLDS_VALUE(item) || bare == NULL)
            found = schema_path(schema);
        else
            g_hash_table_add(seen, (gpointer)bare);
    }
    return found;
}

char *
schema_stranger(const Schema *schema, JsonNode *node, GHashTable *seen)
{
    JsonObjectIter iter;
    const char *name = NULL;
    JsonNode *value = NULL;
    json_object_iter_init(&iter, json_node_get_object(node));
    while (json_object_iter_next(&iter, &name, &value)) {
        const Schema *field = schema_field(schema, name);
        char *found = NULL;
        if (field == NULL)
            return g_strdup_printf("%s.%s", schema->name, name);
        g_hash_table_add(seen, (gpointer)field);
        if (JSON_NODE_HOLDS_NULL(value))
            continue;
        if (field->kind == SCHEMA_OBJECT && JSON_NODE_HOLDS_OBJECT(value))
            found = schema_stranger(field, value, seen);
        else if (field->kind == SCHEMA_LIST && JSON_NODE_HOLDS_ARRAY(value))
            found = stranger_in_list(field, value, seen);
        else if (field->kind != SCHEMA_VALUE || !JSON_NODE_HOLDS_VALUE(value))
            found = schema_path(field);
        if (found != NULL)
            return found;
    }
    return NULL;
}
