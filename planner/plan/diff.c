#include "planner/plan/diff.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#define ARROW " → "

static gboolean
exists(Store *store, gint64 event, gint64 version, GError **error)
{
    g_autoptr(GError) inner = NULL;
    gint64 found = store_number(store, &inner, 0, "plan_find",
                                "event:i version:i", event, version);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    return found != 0 ||
           hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("plan %d finns inte; hundra show plans listar dem "
                         "som finns"),
                       (int)version);
}

char *
diff_json(Store *store, gint64 event, gint64 from, gint64 to, GError **error)
{
    if (!exists(store, event, from, error) || !exists(store, event, to, error))
        return NULL;
    return store_view(store, error, "diff", "event:i from:i to:i", event, from,
                      to);
}

/* The object in member NAME, NULL where it is null. */
static JsonObject *
side(JsonObject *item, const char *name)
{
    JsonNode *node = json_object_get_member(item, name);
    return node != NULL && JSON_NODE_HOLDS_OBJECT(node)
               ? json_node_get_object(node)
               : NULL;
}

static const char *
text_of(JsonObject *item, const char *name)
{
    return json_object_get_string_member_with_default(item, name, NULL);
}

/* "10:30" as people write it. */
static void
put_clock(GString *out, const char *time)
{
    for (; time != NULL && *time != '\0'; time++)
        g_string_append_c(out, *time == ':' ? '.' : *time);
}

static const char *
half_word(const char *half)
{
    if (g_strcmp0(half, "am") == 0)
        return _("förmiddag");
    return g_strcmp0(half, "pm") == 0 ? _("eftermiddag") : half;
}

/* ", blir ledare" and the like, when the side before and after differ. */
static void
put_duty(GString *out, JsonObject *before, JsonObject *after, const char *duty,
         const char *gained, const char *lost)
{
    gboolean had =
        before != NULL &&
        json_object_get_boolean_member_with_default(before, duty, FALSE);
    gboolean has = after != NULL && json_object_get_boolean_member_with_default(
                                        after, duty, FALSE);
    if (had != has && after != NULL)
        g_string_append(out, has ? gained : lost);
}

static void
put_group(GString *out, JsonObject *where)
{
    if (where == NULL)
        g_string_append(out, _("ingen grupp"));
    else
        g_string_append_printf(out, _("grupp %d"),
                               (int)json_object_get_int_member(where, "group"));
}

static gint64
group_of(JsonObject *where)
{
    return where == NULL ? 0 : json_object_get_int_member(where, "group");
}

/* "Anna Berg (P004): grupp 3 → grupp 7, förmiddag". */
static void
put_person(GString *out, JsonObject *item)
{
    JsonObject *before = side(item, "before"), *after = side(item, "after");
    const char *name = text_of(item, "name"), *code = text_of(item, "person");
    if (name != NULL)
        g_string_append_printf(out, "%s (%s): ", name, code);
    else
        g_string_append_printf(out, "%s: ", code);
    put_group(out, before);
    if (group_of(before) != group_of(after)) {
        g_string_append(out, ARROW);
        put_group(out, after);
    }
    g_string_append_printf(out, ", %s", half_word(text_of(item, "half")));
    put_duty(out, before, after, "leader", _(", leder"), _(", leder inte"));
    put_duty(out, before, after, "driver", _(", kör"), _(", kör inte"));
}

static void
put_visit(GString *out, JsonObject *visit)
{
    put_clock(out, text_of(visit, "start"));
    g_string_append(out, "–");
    put_clock(out, text_of(visit, "end"));
    g_string_append(out, ", ");
    put_group(out, visit);
}

/* "Åby Plåt AB (F044): 10.00–11.00, grupp 3 → 10.30–11.30, grupp 3". */
static void
put_company(GString *out, JsonObject *item)
{
    JsonObject *before = side(item, "before"), *after = side(item, "after");
    g_string_append_printf(out, "%s (%s): ", text_of(item, "name"),
                           text_of(item, "company"));
    if (before == NULL)
        g_string_append(out, _("läggs till, "));
    if (after == NULL)
        g_string_append(out, _("utgår, "));
    if (before != NULL)
        put_visit(out, before);
    if (before != NULL && after != NULL)
        g_string_append(out, ARROW);
    if (after != NULL)
        put_visit(out, after);
}

static void
put_lunch_side(GString *out, JsonObject *lunch)
{
    if (lunch == NULL) {
        g_string_append(out, _("ingen lunch"));
        return;
    }
    put_clock(out, text_of(lunch, "start"));
    g_string_append(out, "–");
    put_clock(out, text_of(lunch, "end"));
    if (text_of(lunch, "place") != NULL)
        g_string_append_printf(out, ", %s", text_of(lunch, "place"));
}

/* "grupp 3: 11.45–12.30, PL01 → 12.00–12.45, F012". */
static void
put_lunch(GString *out, JsonObject *item)
{
    put_group(out, item);
    g_string_append(out, ": ");
    put_lunch_side(out, side(item, "before"));
    g_string_append(out, ARROW);
    put_lunch_side(out, side(item, "after"));
}

typedef struct DiffPart {
    const char *member;
    const char *title; /* msgid */
    void (*put)(GString *out, JsonObject *item);
} DiffPart;

static const DiffPart PARTS[] = {
    { "people", N_("Människor"), put_person },
    { "companies", N_("Företag"), put_company },
    { "lunches", N_("Lunch"), put_lunch },
};

static void
put_part(GString *out, const DiffPart *part, JsonObject *root)
{
    JsonArray *items = json_object_get_array_member(root, part->member);
    guint count = json_array_get_length(items);
    if (count > 0)
        g_string_append_printf(out, "\n%s\n", _(part->title));
    for (guint i = 0; i < count; i++) {
        g_string_append(out, "  ");
        part->put(out, json_array_get_object_element(items, i));
        g_string_append_c(out, '\n');
    }
}

char *
diff_text(const char *view, GError **error)
{
    g_autoptr(JsonNode) node = json_from_string(view, error);
    if (node == NULL)
        return NULL;
    JsonObject *root = json_node_get_object(node);
    g_autoptr(GString) out = g_string_new(NULL);
    int touched = (int)json_object_get_int_member(root, "touched");
    int from = (int)json_object_get_int_member(root, "from");
    int to = (int)json_object_get_int_member(root, "to");
    if (touched == 0)
        g_string_append_printf(out, _("Plan %d och %d: ingens dag ändras.\n"),
                               from, to);
    else
        g_string_append_printf(out,
                               ngettext("Plan %d och %d: %d människas dag "
                                        "ändras.\n",
                                        "Plan %d och %d: %d människors dag "
                                        "ändras.\n",
                                        (gulong)touched),
                               from, to, touched);
    for (gsize i = 0; i < G_N_ELEMENTS(PARTS); i++)
        put_part(out, &PARTS[i], root);
    return g_string_free(g_steal_pointer(&out), FALSE);
}
