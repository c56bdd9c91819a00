#include "templates/outline.h"

#include <string.h>

typedef struct Entry {
    int id; /* object number, once it is being written */
    int level;
    int page;
    double left, top;
    char *title;
} Entry;

struct Outline {
    GArray *entries; /* Entry */
};

static void
clear_entry(void *data)
{
    g_free(((Entry *)data)->title);
}

Outline *
outline_new(void)
{
    Outline *outline = g_new0(Outline, 1);
    outline->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    g_array_set_clear_func(outline->entries, clear_entry);
    return outline;
}

void
outline_free(Outline *outline)
{
    g_array_unref(outline->entries);
    g_free(outline);
}

void
outline_add(Outline *outline, int level, const char *title, int page,
            double left, double top)
{
    Entry entry = { 0, level, page, left, top, g_strdup(title) };
    g_assert(level == 0 || outline->entries->len > 0);
    g_array_append_val(outline->entries, entry);
}

static const Entry *
entry_at(const Outline *outline, guint index)
{
    return &g_array_index(outline->entries, Entry, index);
}

/* The number of the entry of LEVEL nearest INDEX in direction STEP, not
 * past an entry of a higher level; 0: none. */
static int
neighbour(const Outline *outline, guint index, int step, int level)
{
    guint count = outline->entries->len;
    /* an index below 0 wraps round to one past the end */
    for (guint i = index + (guint)step; i < count; i += (guint)step) {
        const Entry *entry = entry_at(outline, i);
        if (entry->level == level)
            return entry->id;
        if (entry->level < level)
            break;
    }
    return 0;
}

static void
append_reference(GString *out, const char *key, int id)
{
    if (id > 0)
        g_string_append_printf(out, " /%s %d 0 R", key, id);
}

/* An entry of the second level lies under the last one of the first. */
static void
append_family(const Outline *outline, GString *out, guint index, int root)
{
    const Entry *entry = entry_at(outline, index);
    guint i = index, count = 0;
    int last = 0;

    while (entry->level > 0 && entry_at(outline, i)->level > 0)
        i--;
    append_reference(out, "Parent",
                     entry->level > 0 ? entry_at(outline, i)->id : root);
    append_reference(out, "Prev", neighbour(outline, index, -1, entry->level));
    append_reference(out, "Next", neighbour(outline, index, 1, entry->level));
    if (entry->level > 0)
        return;
    for (i = index + 1;
         i < outline->entries->len && entry_at(outline, i)->level > 0; i++) {
        last = entry_at(outline, i)->id;
        count++;
    }
    append_reference(out, "First", neighbour(outline, index, 1, 1));
    append_reference(out, "Last", last);
    if (count > 0) /* minus: closed, only the sheets show */
        g_string_append_printf(out, " /Count -%u", count);
}

static void
write_entry(const Outline *outline, Objects *objects, guint index, int root)
{
    const Entry *entry = entry_at(outline, index);
    g_autoptr(GString) out = g_string_new("<< /Title ");

    objects_text(out, entry->title, strlen(entry->title));
    append_family(outline, out, index, root);
    g_string_append_printf(out, " /Dest [%d 0 R /XYZ ", entry->page);
    if (entry->left < 0)
        g_string_append(out, "null");
    else
        objects_number(out, entry->left);
    g_string_append_c(out, ' ');
    objects_number(out, entry->top);
    g_string_append(out, " null] >>");
    objects_put(objects, entry->id, out->str);
}

int
outline_write(Outline *outline, Objects *objects)
{
    int root = 0, last = 0;
    guint count = 0;

    if (outline->entries->len == 0)
        return 0;
    root = objects_reserve(objects);
    for (guint i = 0; i < outline->entries->len; i++) {
        Entry *entry = &g_array_index(outline->entries, Entry, i);
        entry->id = objects_reserve(objects);
        last = entry->level == 0 ? entry->id : last;
        count += entry->level == 0;
    }
    for (guint i = 0; i < outline->entries->len; i++)
        write_entry(outline, objects, i, root);
    objects_putf(objects, root,
                 "<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %u >>",
                 entry_at(outline, 0)->id, last, count);
    return root;
}
