#include "templates/check.h"

#include <glib/gi18n.h>
#include <string.h>

#include "templates/boxes.h"
#include "templates/parts.h"

/* Where a name is looked up: this item first, then outwards. */
typedef struct Level {
    const Schema *schema;
    const struct Level *outer;
} Level;

typedef struct Check {
    const Template *template;
    CheckKind kind;
    GHashTable *used; /* may be NULL */
} Check;

G_GNUC_PRINTF(4, 5)
static gboolean
fail(const Check *check, guint line, GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_SYNTAX,
                _("%s, rad %u: %s"), check->template->name, line, what);
    return FALSE;
}

/* ---- what may have been meant ----------------------------------------------------- */

/* Letters put in, left out or changed between A and B (Levenshtein). */
static guint
slips(const char *a, const char *b)
{
    enum { LENGTH_MAX = 63 };
    guint row[LENGTH_MAX + 1];
    gsize length = strlen(b);
    if (length > LENGTH_MAX || strlen(a) > LENGTH_MAX)
        return LENGTH_MAX;
    for (guint j = 0; j <= length; j++)
        row[j] = j;
    for (guint i = 1; a[i - 1] != '\0'; i++) {
        guint corner = row[0];
        row[0] = i;
        for (gsize j = 1; j <= length; j++) {
            guint change = corner + (a[i - 1] != b[j - 1]);
            corner = row[j];
            row[j] = MIN(change, MIN(row[j], row[j - 1]) + 1);
        }
    }
    return row[length];
}

typedef struct Nearest {
    const char *word;
    char *found; /* owned */
    guint slips;
} Nearest;

static void
try_word(Nearest *nearest, const char *candidate, const char *said)
{
    guint count = slips(nearest->word, candidate);
    if (count >= nearest->slips || (gsize)count * 2 > strlen(candidate))
        return;
    g_free(nearest->found);
    nearest->found = g_strdup(said);
    nearest->slips = count;
}

static void
try_fields(Nearest *nearest, const Schema *schema)
{
    for (guint i = 0; i < schema->fields->len; i++) {
        const Schema *field = g_ptr_array_index(schema->fields, i);
        const Schema *list = schema_list(field);
        g_autofree char *path = schema_path(field);
        g_autofree char *said =
            list != NULL
                ? g_strdup_printf(_("%s i listan %s"), path, list->name)
                : g_strdup(path);
        try_word(nearest, path, said);
        if (list != NULL) { /* as if the list could be named */
            g_autofree char *whole = g_strconcat(list->name, ".", path, NULL);
            try_word(nearest, whole, said);
        }
        if (field->kind != SCHEMA_VALUE)
            try_fields(nearest, field);
    }
}

static const Schema *
root_of(const Schema *schema)
{
    while (schema->outer != NULL)
        schema = schema->outer;
    return schema;
}

static gboolean
fail_field(const Check *check, const Level *level, char **path, guint line,
           GError **error)
{
    g_autofree char *name = g_strjoinv(".", path);
    Nearest nearest = { .word = name, .slips = G_MAXUINT };
    try_fields(&nearest, root_of(level->schema));
    if (nearest.found == NULL)
        return fail(check, line, error, _("fältet %s finns inte"),
                    *name != '\0' ? name : ".");
    fail(check, line, error, _("fältet %s finns inte; närmast: %s"), name,
         nearest.found);
    g_free(nearest.found);
    return FALSE;
}

/* ---- fields ------------------------------------------------------------------------- */

/* What PATH names, as fill.c will look it up.  NULL sets ERROR. */
static const Schema *
find(const Check *check, const Level *level, char **path, guint line,
     GError **error)
{
    const Schema *found = NULL;
    if (path[0] == NULL)
        found = schema_field(level->schema, "");
    for (const Level *at = level; path[0] && at && !found; at = at->outer)
        found = schema_field(at->schema, path[0]);
    for (guint i = 1; found && path[0] && path[i]; i++) {
        if (found->kind == SCHEMA_LIST) {
            fail(check, line, error,
                 _("%s är en lista; sätt data-each=\"%s\" på elementet"),
                 found->name, found->name);
            return NULL;
        }
        found =
            found->kind == SCHEMA_OBJECT ? schema_field(found, path[i]) : NULL;
    }
    if (found == NULL)
        fail_field(check, level, path, line, error);
    return found;
}

static gboolean
check_phrase(const Check *check, const Level *level, const GPtrArray *phrase,
             GError **error)
{
    for (guint i = 0; i < phrase->len; i++) {
        const Piece *piece = phrase->pdata[i];
        if (piece->words != NULL)
            continue;
        const Schema *field =
            find(check, level, piece->path, piece->line, error);
        if (field == NULL)
            return FALSE;
        if (field->kind == SCHEMA_LIST)
            return fail(check, piece->line, error,
                        _("%s är en lista; sätt data-each=\"%s\" på "
                          "elementet"),
                        field->name, field->name);
        if (field->kind == SCHEMA_OBJECT)
            return fail(check, piece->line, error,
                        _("%s är inget värde; skriv vilket av dess fält, som "
                          "%s.%s"),
                        field->name, field->name,
                        ((Schema *)field->fields->pdata[0])->name);
        if (check->used != NULL)
            g_hash_table_add(check->used, (gpointer)field);
    }
    return TRUE;
}

/* ---- elements and classes ------------------------------------------------------------- */

/* What a sheet has besides boxes.c's own. */
static const char *const INLINE[] = { "html", "head", "title",    "meta",
                                      "span", "a",    "strong",   "b",
                                      "br",   "img",  "colgroup", "col",
                                      NULL };
/* What would fetch, send or run something where a letter is read. */
static const char *const REFUSED[] = { "script", "iframe", "object", "embed",
                                       "link",   "form",   "input",  "button",
                                       "base",   "audio",  "video",  NULL };

static gboolean
check_element(const Check *check, const Part *part, GError **error)
{
    if (check->kind == CHECK_WORDS)
        return !g_strv_contains(REFUSED, part->name) ||
               fail(check, part->line, error, _("<%s> får inte stå i ett brev"),
                    part->name);
    if (g_strv_contains(INLINE, part->name) || boxes_knows(part->name))
        return TRUE;
    return fail(check, part->line, error,
                _("elementet <%s> finns inte på blad; skriv p, div, span, "
                  "strong, h1–h3, ul, dl eller table"),
                part->name);
}

/* The class as text, with a mark where a value will stand. */
static char *
class_text(const GPtrArray *phrase)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < phrase->len; i++) {
        const Piece *piece = phrase->pdata[i];
        g_string_append(text, piece->words != NULL ? piece->words : "\x01");
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
try_style(const char *name, gpointer data)
{
    g_auto(GStrv) words = g_strsplit(name, " ", -1);
    try_word(data, words[0], words[0]);
}

static gboolean
check_classes(const Check *check, const Part *part, const GPtrArray *phrase,
              GError **error)
{
    g_autofree char *text = class_text(phrase);
    g_auto(GStrv) names = g_strsplit_set(text, " \t\n", -1);
    for (char **name = names; *name != NULL; name++) {
        char *mark = strchr(*name, '\x01');
        if (**name == '\0' || mark == *name)
            continue;
        if (mark != NULL)
            *mark = '\0';
        if (style_known(*name, mark != NULL))
            continue;
        Nearest nearest = { .word = *name, .slips = G_MAXUINT };
        style_each(try_style, &nearest);
        g_autofree char *near = nearest.found;
        if (near != NULL)
            return fail(check, part->line, error,
                        _("klassen %s finns inte; närmast: %s"), *name, near);
        return fail(check, part->line, error, _("klassen %s finns inte"),
                    *name);
    }
    return TRUE;
}

static gboolean
check_attribute(const Check *check, const Part *part,
                const Attribute *attribute, GError **error)
{
    const GPtrArray *phrase = attribute->phrase;
    const char *words =
        phrase->len > 0 ? ((const Piece *)phrase->pdata[0])->words : NULL;
    gboolean sheet = check->kind == CHECK_SHEET;
    if (g_str_has_prefix(attribute->name, "on"))
        return fail(check, part->line, error,
                    _("attributet %s får inte stå i en mall"), attribute->name);
    if (strcmp(attribute->name, "src") == 0 && words != NULL &&
        strstr(words, "//") != NULL && !g_str_has_prefix(words, "qr:"))
        return fail(check, part->line, error,
                    _("bilden %s hämtas utifrån; en bild måste finnas i "
                      "Hundra, som src=\"logotype\""),
                    words);
    if (sheet && strcmp(attribute->name, "style") == 0)
        return fail(check, part->line, error,
                    _("style gäller inte på blad; välj en klass"));
    return !sheet || strcmp(attribute->name, "class") != 0 ||
           check_classes(check, part, phrase, error);
}

/* ---- the whole ----------------------------------------------------------------------- */

static gboolean check_inside(const Check *check, const Level *level,
                             const Part *part, GError **error);

/* The list that data-each goes through, as the level inside it. */
static gboolean
enter_list(const Check *check, const Level *level, const Part *part,
           Level *inside, GError **error)
{
    const Schema *list = find(check, level, part->each, part->line, error);
    if (list == NULL)
        return FALSE;
    if (list->kind != SCHEMA_LIST)
        return fail(check, part->line, error,
                    _("data-each=\"%s\": %s är ingen lista"), list->name,
                    list->name);
    *inside = (Level){ list, level };
    return TRUE;
}

static gboolean
check_part(const Check *check, const Level *level, const Part *part,
           GError **error)
{
    Level inside = *level;
    if (part->name == NULL)
        return check_phrase(check, level, part->phrase, error);
    if (part->each != NULL && !enter_list(check, level, part, &inside, error))
        return FALSE;
    if (part->condition != NULL &&
        find(check, &inside, part->condition->path, part->line, error) == NULL)
        return FALSE;
    return check_element(check, part, error) &&
           check_inside(check, &inside, part, error);
}

static gboolean
check_inside(const Check *check, const Level *level, const Part *part,
             GError **error)
{
    for (guint i = 0; i < part->attributes->len; i++) {
        const Attribute *attribute = part->attributes->pdata[i];
        if (!check_phrase(check, level, attribute->phrase, error) ||
            !check_attribute(check, part, attribute, error))
            return FALSE;
    }
    for (guint i = 0; i < part->children->len; i++)
        if (!check_part(check, level, part->children->pdata[i], error))
            return FALSE;
    return TRUE;
}

gboolean
template_check(const Template *template, const Schema *schema, CheckKind kind,
               GHashTable *used, GError **error)
{
    const Check check = { template, kind, used };
    const Level level = { schema, NULL };
    return check_part(&check, &level, template->root, error);
}

/* ---- whom it tells about ---------------------------------------------------------------- */

static const char *
text_of(JsonObject *object, const char *name)
{
    JsonNode *node = json_object_get_member(object, name);
    return node != NULL && JSON_NODE_HOLDS_VALUE(node) &&
                   json_node_get_value_type(node) == G_TYPE_STRING
               ? json_node_get_string(node)
               : NULL;
}

/* Who an object is of: its name, however it is parted.  NULL: it has none.
 * The caller owns it. */
static char *
person_of(const Schema *schema, JsonObject *object)
{
    const char *name = NULL, *given = NULL, *surname = NULL;
    for (guint i = 0; i < schema->fields->len; i++) {
        const Schema *field = g_ptr_array_index(schema->fields, i);
        const char *type = field->type != NULL ? field->type->name : "";
        if (strcmp(type, "name") == 0 && name == NULL)
            name = text_of(object, field->name);
        else if (strcmp(type, "given") == 0)
            given = text_of(object, field->name);
        else if (strcmp(type, "surname") == 0)
            surname = text_of(object, field->name);
    }
    if (name != NULL || (given == NULL && surname == NULL))
        return g_strdup(name);
    return g_strstrip(g_strdup_printf("%s %s", given != NULL ? given : "",
                                      surname != NULL ? surname : ""));
}

static void
count_value(const Schema *field, const char *value, const char *person,
            GHashTable *people)
{
    const char *what = field->type->shown;
    GHashTable *those = g_hash_table_lookup(people, what);
    if (value == NULL || *value == '\0')
        return;
    if (those == NULL) {
        those = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        g_hash_table_insert(people, (gpointer)what, those);
    }
    g_hash_table_add(those, g_strdup(person != NULL ? person : value));
}

enum { COUNT_MOST = 100000 }; /* of one list; a sheet has no more */

/* So many people of whom only VALUE is told, on this PAGE; the sums of it
 * are the same people. */
static void
count_many(const Schema *field, const char *value, JsonObject *object,
           gconstpointer page, GHashTable *people)
{
    JsonNode *node = json_object_get_member(object, "count");
    gint64 count = node != NULL && JSON_NODE_HOLDS_VALUE(node)
                       ? CLAMP(json_node_get_int(node), 1, COUNT_MOST)
                       : 1;
    for (gint64 i = 0; i < count; i++) {
        g_autofree char *one = g_strdup_printf("%p %s %d", page, value, (int)i);
        count_value(field, value, one, people);
    }
}

static void count_in(const Schema *schema, GHashTable *used, JsonNode *data,
                     gconstpointer page, const char *nobody,
                     GHashTable *people);

void
template_count_people(const Schema *schema, GHashTable *used, JsonNode *data,
                      const char *nobody, GHashTable *people)
{
    count_in(schema, used, data, data, nobody, people);
}

static void
count_in(const Schema *schema, GHashTable *used, JsonNode *data,
         gconstpointer page, const char *nobody, GHashTable *people)
{
    if (!JSON_NODE_HOLDS_OBJECT(data))
        return;
    JsonObject *object = json_node_get_object(data);
    g_autofree char *person = person_of(schema, object);
    for (guint i = 0; i < schema->fields->len; i++) {
        const Schema *field = g_ptr_array_index(schema->fields, i);
        JsonNode *node = json_object_get_member(object, field->name);
        if (node == NULL)
            continue;
        if (field->kind == SCHEMA_OBJECT) {
            count_in(field, used, node, page, nobody, people);
        } else if (field->kind == SCHEMA_LIST && JSON_NODE_HOLDS_ARRAY(node)) {
            JsonArray *array = json_node_get_array(node);
            for (guint j = 0; j < json_array_get_length(array); j++)
                count_in(field, used, json_array_get_element(array, j), page,
                         nobody, people);
        } else if (field->kind == SCHEMA_VALUE && field->type->personal &&
                   g_hash_table_contains(used, field)) {
            const char *value = text_of(object, field->name);
            if (value == NULL || g_strcmp0(value, nobody) == 0)
                continue;
            if (person != NULL || strcmp(field->type->name, "name") == 0)
                count_value(field, value, person, people);
            else
                count_many(field, value, object, page, people);
        }
    }
}
