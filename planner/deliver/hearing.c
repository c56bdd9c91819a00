#include "planner/deliver/hearing.h"

static void
free_one(gpointer data)
{
    Hearing *hearing = data;
    g_free(hearing->code);
    g_free(hearing->name);
    g_ptr_array_unref(hearing->changes);
    g_free(hearing);
}

GPtrArray *
hearings_new(void)
{
    return g_ptr_array_new_with_free_func(free_one);
}

void
hearing_add(GPtrArray *list, HearingKind kind, const char *code,
            const char *name, gboolean is_protected, GPtrArray *changes)
{
    Hearing *hearing = g_new0(Hearing, 1);
    hearing->kind = kind;
    hearing->code = g_strdup(code);
    hearing->name = is_protected ? NULL : g_strdup(name);
    hearing->is_protected = is_protected;
    hearing->changes = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; changes != NULL && !is_protected && i < changes->len; i++)
        g_ptr_array_add(hearing->changes,
                        g_strdup(g_ptr_array_index(changes, i)));
    g_ptr_array_add(list, hearing);
}

/* Who gets two, for she has a new address, first hears that the old is off. */
static gint
compare(gconstpointer a, gconstpointer b)
{
    const Hearing *one = *(Hearing *const *)a;
    const Hearing *other = *(Hearing *const *)b;
    int order = g_strcmp0(one->code, other->code);
    return order != 0 ? order : (int)other->kind - (int)one->kind;
}

void
hearings_sort(GPtrArray *list)
{
    g_ptr_array_sort(list, compare);
}
