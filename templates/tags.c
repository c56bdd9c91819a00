#include "templates/tags.h"

#include <string.h>

/* What lies under an element, in reading order. */
typedef struct Kid {
    enum { KID_TAG, KID_MARK, KID_ANNOTATION } kind;
    int value; /* object number, or the MCID of a mark */
    int page;  /* object number; 0 for an element */
} Kid;

struct Tag {
    int id;
    int parent;
    const char *type;
    const char *scope;
    int columns;
    const char *language; /* borrowed, or NULL: the parent's */
    char *alt;            /* of a Figure, or NULL */
    double bounds[4];
    GArray *kids;
};

/* A row of the parent tree: a page's elements by MCID, or the one element
 * of an annotation. */
typedef struct ParentRow {
    gboolean is_page;
    GArray *tags; /* int */
} ParentRow;

struct Tags {
    Objects *objects; /* borrowed */
    GPtrArray *all;   /* Tag; the first is the Document */
    GArray *parents;  /* ParentRow */
    int root;
    int page;     /* object number of the open page */
    int page_row; /* its row in the parent tree */
};

static void
free_tag(void *data)
{
    Tag *tag = data;
    g_array_unref(tag->kids);
    g_free(tag->alt);
    g_free(tag);
}

static void
clear_parent_row(void *data)
{
    g_array_unref(((ParentRow *)data)->tags);
}

static Tag *
new_tag(Tags *tags, int parent, const char *type)
{
    Tag *tag = g_new0(Tag, 1);
    tag->id = objects_reserve(tags->objects);
    tag->parent = parent;
    tag->type = type;
    tag->columns = 1;
    tag->kids = g_array_new(FALSE, FALSE, sizeof(Kid));
    g_ptr_array_add(tags->all, tag);
    return tag;
}

Tags *
tags_new(Objects *objects)
{
    Tags *tags = g_new0(Tags, 1);
    tags->objects = objects;
    tags->all = g_ptr_array_new_with_free_func(free_tag);
    tags->parents = g_array_new(FALSE, FALSE, sizeof(ParentRow));
    g_array_set_clear_func(tags->parents, clear_parent_row);
    tags->root = objects_reserve(objects);
    new_tag(tags, tags->root, "Document");
    return tags;
}

void
tags_free(Tags *tags)
{
    g_ptr_array_unref(tags->all);
    g_array_unref(tags->parents);
    g_free(tags);
}

static void
add_kid(Tag *tag, Kid kid)
{
    g_array_append_val(tag->kids, kid);
}

Tag *
tags_add(Tags *tags, Tag *parent, const char *type)
{
    Tag *under = parent != NULL ? parent : g_ptr_array_index(tags->all, 0);
    Tag *tag = new_tag(tags, under->id, type);
    add_kid(under, (Kid){ KID_TAG, tag->id, 0 });
    return tag;
}

void
tag_cell(Tag *tag, const char *scope, int columns)
{
    tag->scope = scope;
    tag->columns = columns;
}

void
tag_language(Tag *tag, const char *language)
{
    tag->language = language;
}

void
tag_figure(Tag *tag, const char *alt, const double bounds[4])
{
    g_free(tag->alt);
    tag->alt = g_strdup(alt);
    memcpy(tag->bounds, bounds, sizeof tag->bounds);
}

static int
add_parent_row(Tags *tags, gboolean is_page)
{
    ParentRow row = { is_page, g_array_new(FALSE, FALSE, sizeof(int)) };
    g_array_append_val(tags->parents, row);
    return (int)tags->parents->len - 1;
}

static GArray *
parent_row(Tags *tags, int row)
{
    return g_array_index(tags->parents, ParentRow, row).tags;
}

int
tags_page(Tags *tags, int page)
{
    tags->page = page;
    tags->page_row = add_parent_row(tags, TRUE);
    return tags->page_row;
}

int
tags_mark(Tags *tags, Tag *tag)
{
    GArray *row = parent_row(tags, tags->page_row);
    int mcid = (int)row->len;
    g_array_append_val(row, tag->id);
    add_kid(tag, (Kid){ KID_MARK, mcid, tags->page });
    return mcid;
}

int
tags_annotation(Tags *tags, Tag *tag, int annotation)
{
    int row = add_parent_row(tags, FALSE);
    g_array_append_val(parent_row(tags, row), tag->id);
    add_kid(tag, (Kid){ KID_ANNOTATION, annotation, tags->page });
    return row;
}

/* PAGE is the element's own /Pg: a mark on another page must name its. */
static void
append_kid(GString *out, const Kid *kid, int page)
{
    if (kid->kind == KID_TAG)
        g_string_append_printf(out, " %d 0 R", kid->value);
    else if (kid->kind == KID_ANNOTATION)
        g_string_append_printf(out, " << /Type /OBJR /Obj %d 0 R /Pg %d 0 R >>",
                               kid->value, kid->page);
    else if (kid->page == page)
        g_string_append_printf(out, " %d", kid->value);
    else
        g_string_append_printf(out, " << /Type /MCR /MCID %d /Pg %d 0 R >>",
                               kid->value, kid->page);
}

static int
first_page(const Tag *tag)
{
    for (guint i = 0; i < tag->kids->len; i++)
        if (g_array_index(tag->kids, Kid, i).kind == KID_MARK)
            return g_array_index(tag->kids, Kid, i).page;
    return 0;
}

/* ISO 32000-1, 14.8.5.4.3; ISO 14289-1, 7.3. */
static void
append_figure(GString *out, const Tag *tag)
{
    g_string_append(out, " /Alt ");
    objects_text(out, tag->alt, strlen(tag->alt));
    g_string_append(out, " /A << /O /Layout /Placement /Block /BBox [");
    for (int i = 0; i < 4; i++) {
        g_string_append_c(out, ' ');
        objects_number(out, tag->bounds[i]);
    }
    g_string_append(out, " ] >>");
}

static void
append_attributes(GString *out, const Tag *tag)
{
    if (tag->language != NULL) {
        g_string_append(out, " /Lang ");
        objects_text(out, tag->language, strlen(tag->language));
    }
    if (tag->alt != NULL)
        append_figure(out, tag);
    if (g_str_equal(tag->type, "L"))
        g_string_append(out, " /A << /O /List /ListNumbering /None >>");
    if (tag->scope == NULL && tag->columns == 1)
        return;
    g_string_append(out, " /A << /O /Table");
    if (tag->scope != NULL)
        g_string_append_printf(out, " /Scope /%s", tag->scope);
    if (tag->columns > 1)
        g_string_append_printf(out, " /ColSpan %d", tag->columns);
    g_string_append(out, " >>");
}

static void
write_tag(Tags *tags, const Tag *tag)
{
    g_autoptr(GString) out = g_string_new(NULL);
    int page = first_page(tag);

    g_string_printf(out, "<< /S /%s /P %d 0 R", tag->type, tag->parent);
    if (page > 0)
        g_string_append_printf(out, " /Pg %d 0 R", page);
    append_attributes(out, tag);
    g_string_append(out, " /K [");
    for (guint i = 0; i < tag->kids->len; i++)
        append_kid(out, &g_array_index(tag->kids, Kid, i), page);
    g_string_append(out, " ] >>");
    objects_put(tags->objects, tag->id, out->str);
}

void
tags_flush(Tags *tags)
{
    for (guint i = 1; i < tags->all->len; i++)
        write_tag(tags, g_ptr_array_index(tags->all, i));
    g_ptr_array_set_size(tags->all, 1);
}

static int
write_parent_tree(Tags *tags)
{
    g_autoptr(GString) out = g_string_new("<< /Nums [");
    int id = objects_reserve(tags->objects);

    for (guint i = 0; i < tags->parents->len; i++) {
        ParentRow row = g_array_index(tags->parents, ParentRow, i);
        g_string_append_printf(out, " %u", i);
        g_string_append(out, row.is_page ? " [" : "");
        for (guint j = 0; j < row.tags->len; j++)
            g_string_append_printf(out, " %d 0 R",
                                   g_array_index(row.tags, int, j));
        g_string_append(out, row.is_page ? " ]" : "");
    }
    g_string_append(out, " ] >>");
    objects_put(tags->objects, id, out->str);
    return id;
}

int
tags_write(Tags *tags)
{
    const Tag *document = g_ptr_array_index(tags->all, 0);

    for (guint i = 0; i < tags->all->len; i++)
        write_tag(tags, g_ptr_array_index(tags->all, i));
    objects_putf(tags->objects, tags->root,
                 "<< /Type /StructTreeRoot /K %d 0 R /ParentTree %d 0 R"
                 " /ParentTreeNextKey %u >>",
                 document->id, write_parent_tree(tags), tags->parents->len);
    return tags->root;
}
