#include "templates/audit.h"

/* Points that a line may stand out, and that lines may stand on each other:
 * less than the hair of a glyph. */
static const double SLACK = 0.6;

/* What a footer lies below the text, its line and its air, and what it keeps
 * from the paper's edge. */
static const double FOOTER_DOWN = 9.4, FOOTER_EDGE = 8;

/* The words of a leaf on the paper. */
typedef struct Area {
    int page;
    double left, top, right, bottom;
    const Box *box;
} Area;

typedef struct Audit {
    GPtrArray *faults;
    GArray *areas;                   /* Area, of all pages */
    int page;                        /* that is read */
    double left, top, right, bottom; /* that words stay within */
} Audit;

static void
free_fault(void *data)
{
    g_free(((AuditFault *)data)->text);
    g_free(data);
}

/* The first words inside BOX, or NULL. */
static const char *
first_words(const Box *box)
{
    const char *words = box->text != NULL ? paragraph_words(box->text) : NULL;
    for (guint i = 0; words == NULL && i < box->kids->len; i++)
        words = first_words(g_ptr_array_index(box->kids, i));
    return words;
}

static void
fault(Audit *audit, AuditKind kind, int page, const Box *box)
{
    AuditFault *found = g_new0(AuditFault, 1);
    found->kind = kind;
    found->page = page;
    found->text = box != NULL ? g_strdup(first_words(box)) : NULL;
    g_ptr_array_add(audit->faults, found);
}

static void
begin(Audit *audit)
{
    audit->faults = g_ptr_array_new_with_free_func(free_fault);
    audit->areas = g_array_new(FALSE, FALSE, sizeof(Area));
}

/* ---- boxes -------------------------------------------------------------- */

static gboolean
is_within(const Audit *audit, const Area *area)
{
    return area->left >= audit->left - SLACK &&
           area->right <= audit->right + SLACK &&
           area->top >= audit->top - SLACK &&
           area->bottom <= audit->bottom + SLACK;
}

static void
read_text(Audit *audit, const Box *box, double x, double y)
{
    const Style *style = &box->style;
    double inner = box->width - style->left - style->right;
    double left = 0, right = 0;
    double height = paragraph_extent(box->text, &left, &right);
    Area area = { audit->page,
                  x + style->left + left,
                  y + style->top,
                  x + style->left + right,
                  y + style->top + height,
                  box };

    if (left < -SLACK || right > inner + SLACK ||
        style->top + height > box->height + SLACK || !is_within(audit, &area))
        fault(audit, AUDIT_OUTSIDE, audit->page, box);
    g_array_append_val(audit->areas, area);
}

static void
read_box(Audit *audit, const Box *box, double x, double y)
{
    if (box->text != NULL)
        read_text(audit, box, x, y);
    for (guint i = 0; i < box->kids->len; i++) {
        const Box *kid = g_ptr_array_index(box->kids, i);
        if (kid->x < -SLACK || kid->x + kid->width > box->width + SLACK ||
            kid->y < -SLACK || kid->y + kid->height > box->height + SLACK)
            fault(audit, AUDIT_OUTSIDE, audit->page, kid);
        read_box(audit, kid, x + kid->x, y + kid->y);
    }
}

/* ---- pages -------------------------------------------------------------- */

static gboolean
is_heading(const Strip *strip)
{
    return strip->box->is_head ||
           (strip->box->style.flags & STYLE_WITH_NEXT) != 0;
}

/* Whether PLACE, the last one of its page, should have had company. */
static gboolean
is_alone(const Pages *pages, const Place *place)
{
    const Place *end =
        &g_array_index(pages->places, Place, pages->places->len - 1);
    const char *tag = place->strip->box->tag;

    if (place == end)
        return place->strip->box->is_head || (tag != NULL && *tag == 'H');
    return is_heading(place->strip);
}

/* Where the places of a page end, and whether it has any of its own. */
static void
read_page(Audit *audit, const Pages *pages, int page)
{
    const Place *last = NULL;
    gboolean own = FALSE;

    for (guint i = 0; i < pages->places->len; i++) {
        const Place *place = &g_array_index(pages->places, Place, i);
        if (place->page != page)
            continue;
        last = place;
        own = own || !place->again;
    }
    if (!own)
        fault(audit, AUDIT_EMPTY_PAGE, page, NULL);
    else if (is_alone(pages, last))
        fault(audit, AUDIT_LONE_HEADING, page, last->strip->box);
}

static void
read_place(Audit *audit, const Paper *paper, const Place *place)
{
    const Box *box = place->strip->box;
    double x = paper->left + place->strip->x, y = paper->top + place->y;

    audit->page = place->page;
    if (place->y < -SLACK || y + box->height > audit->bottom + SLACK)
        fault(audit, AUDIT_PARTED, place->page, box);
    if (x < audit->left - SLACK || x + box->width > audit->right + SLACK)
        fault(audit, AUDIT_OUTSIDE, place->page, box);
    read_box(audit, box, x, y);
}

static void
read_repeated(Audit *audit, const Paper *paper, const Pages *pages)
{
    for (int page = 1; page < pages->count && pages->running != NULL; page++) {
        audit->page = page;
        read_box(audit, pages->running, paper->left, paper->top);
    }
    audit->page = 0;
    if (pages->footer != NULL &&
        pages->footer->height > paper->bottom - FOOTER_DOWN - FOOTER_EDGE)
        fault(audit, AUDIT_OUTSIDE, 0, pages->footer);
}

/* ---- words on words ----------------------------------------------------- */

static int
compare_areas(const void *a, const void *b)
{
    const Area *left = a, *right = b;
    if (left->page != right->page)
        return left->page - right->page;
    return (left->top > right->top) - (left->top < right->top);
}

static gboolean
overlap(const Area *a, const Area *b)
{
    return MIN(a->right, b->right) - MAX(a->left, b->left) > SLACK &&
           MIN(a->bottom, b->bottom) - MAX(a->top, b->top) > SLACK;
}

static void
find_overlaps(Audit *audit)
{
    const Area *areas = (const Area *)(void *)audit->areas->data;
    guint count = audit->areas->len;

    g_array_sort(audit->areas, compare_areas);
    for (guint i = 0; i < count; i++)
        for (guint j = i + 1; j < count && areas[j].page == areas[i].page &&
                              areas[j].top < areas[i].bottom;
             j++)
            if (overlap(&areas[i], &areas[j]))
                fault(audit, AUDIT_OVERLAP, areas[i].page, areas[i].box);
}

static GPtrArray *
end(Audit *audit)
{
    find_overlaps(audit);
    g_array_unref(audit->areas);
    return audit->faults;
}

GPtrArray *
audit_pages(const Paper *paper, const Pages *pages)
{
    Audit audit = { .left = paper->left,
                    .top = paper->top,
                    .right = paper->width - paper->right,
                    .bottom = paper->height - paper->bottom };

    begin(&audit);
    for (guint i = 0; i < pages->places->len; i++)
        read_place(&audit, paper, &g_array_index(pages->places, Place, i));
    for (int page = 0; page < pages->count; page++)
        read_page(&audit, pages, page);
    read_repeated(&audit, paper, pages);
    return end(&audit);
}

GPtrArray *
audit_card(const Box *root, double width, double height)
{
    const Style *style = &root->style;
    Audit audit = { .left = style->left,
                    .top = style->top,
                    .right = width - style->right,
                    .bottom = height - style->bottom };

    begin(&audit);
    read_box(&audit, root, 0, 0);
    return end(&audit);
}
