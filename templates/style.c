#include "templates/style.h"

#include <string.h>

/* Later rows do not win over earlier ones: elements are laid first, then
 * classes in the order the template names them. */
// clang-format off
static const Style ROWS[] = {
    { .name = "h1", .size = 22, .leading = 28, .weight = 700, .flags = STYLE_WITH_NEXT },
    { .name = "h2", .size = 12.5, .leading = 16, .weight = 700, .above = 12, .below = 2, .flags = STYLE_WITH_NEXT },
    { .name = "h3", .size = 10.5, .leading = 14, .weight = 700, .above = 10, .below = 2, .flags = STYLE_WITH_NEXT },
    { .name = "strong", .weight = 700 },
    { .name = "b", .weight = 700 },
    { .name = "dl", .gap = 12.2, .flags = STYLE_WHOLE | STYLE_ROW },
    { .name = "fact", .top = 3.6, .line_above = 1.4, .line = PAINT_ACCENT },
    { .name = "dt", .size = 7.8, .leading = 12, .weight = 600, .ink = INK_SECOND },
    { .name = "dd", .size = 9.6, .leading = 12.9, .weight = 600 },
    { .name = "li", .above = 2, .below = 2, .left = 10, .flags = STYLE_BULLET },
    { .name = "footer", .size = 7.5, .leading = 10.3, .flags = STYLE_FOOTER },

    { .name = "table", .flags = STYLE_FLUSH },
    { .name = "headrow", .line_below = 1, .line = PAINT_ACCENT },
    { .name = "tr", .line_below = 0.4, .line = PAINT_HAIRLINE },
    { .name = "head", .size = 7.8, .leading = 10.5, .weight = 600, .ink = INK_SECOND, .bottom = 1.9, .left = 4.9, .right = 4.9 },
    { .name = "rowhead", .top = 2.3, .bottom = 2.3, .left = 4.9, .right = 4.9 },
    { .name = "td", .top = 2.3, .bottom = 2.3, .left = 4.9, .right = 4.9 },

    /* any sheet */
    { .name = "landscape", .flags = STYLE_LANDSCAPE },
    { .name = "running", .size = 8.5, .leading = 12, .weight = 600, .bottom = 3, .below = 10, .line_below = 1, .line = PAINT_ACCENT, .flags = STYLE_RUNNING },
    { .name = "second", .ink = INK_SECOND },
    { .name = "sub", .weight = 400, .ink = INK_SECOND },
    { .name = "medium", .weight = 600 },
    { .name = "plain", .weight = 400 },
    { .name = "right", .align = ALIGN_RIGHT },
    { .name = "center", .align = ALIGN_CENTER },
    { .name = "together", .flags = STYLE_TOGETHER },
    { .name = "underline", .flags = STYLE_UNDERLINE },
    { .name = "date", .size = 12, .leading = 17.6 },
    { .name = "tone-0", .tone = 1 },
    { .name = "tone-1", .tone = 2 },
    { .name = "tone-2", .tone = 3 },
    { .name = "tone-3", .tone = 4 },
    { .name = "tone-4", .tone = 5 },
    { .name = "tone-5", .tone = 6 },
    { .name = "tone-6", .tone = 7 },
    { .name = "tone-7", .tone = 8 },

    /* the masthead of a group's sheet */
    { .name = "masthead", .height = MM(20), .below = 10, .flags = STYLE_WHOLE },
    { .name = "chip", .width = MM(25), .height = MM(20), .weight = 700, .ink = INK_WHITE, .align = ALIGN_CENTER, .top = 4.3, .fill = PAINT_ACCENT, .radius = 5, .flags = STYLE_ASIDE },
    { .name = "chip-word", .size = 9, .leading = 12, .weight = 600, .flags = STYLE_BLOCK },
    { .name = "chip-number", .size = 33, .leading = 40.3, .flags = STYLE_BLOCK },
    { .name = "event", .size = 22, .leading = 28, .weight = 700 },
    { .name = "sender", .size = 8.5, .leading = 11, .weight = 600, .order = -1 },

    /* a sender's own picture: as high as the specification lets it be */
    { .name = "logotype", .width = MM(80), .height = MM(12), .below = 4, .order = -1 },

    /* the programme and the people of a group's sheet */
    { .name = "programme rowhead", .weight = 600, .top = 1.6, .bottom = 1.6 },
    { .name = "programme td", .top = 1.6, .bottom = 1.6 },
    { .name = "travel rowhead", .size = 8, .weight = 400, .ink = INK_SECOND },
    { .name = "band", .size = 8, .ink = INK_SECOND, .fill = PAINT_TINT, .inset = 1.3, .radius = 2 },
    { .name = "travel", .flags = STYLE_WITH_NEXT },
    { .name = "check", .flags = STYLE_CHECK },
    { .name = "warn", .flags = STYLE_WITH_NEXT },
    { .name = "warning", .weight = 700, .top = 2.3, .bottom = 2.3, .left = 12, .fill = PAINT_TINT, .bar = 3 },
    { .name = "note", .top = 4.6, .right = 12, .bottom = 4.6, .left = 12, .above = 10, .below = 8, .fill = PAINT_TINT, .bar = 3, .radius = 2, .flags = STYLE_WHOLE },
    { .name = "rest", .flags = STYLE_REST },
    { .name = "ruled", .leading = MM(8), .flags = STYLE_RULED },

    /* the matrix of groups and visits */
    { .name = "heading", .below = 3, .flags = STYLE_WHOLE },
    { .name = "host", .below = 8 },
    { .name = "matrix", .size = 8.4, .leading = 9.3, .flags = STYLE_COLUMNS },
    { .name = "matrix headrow", .fill = PAINT_TINT, .line_below = 1, .line = PAINT_ACCENT },
    { .name = "matrix head", .leading = 10.5, .top = 1.8, .bottom = 1.8, .left = 2.6, .right = 1.6 },
    { .name = "matrix rowhead", .top = 0.9, .bottom = 1, .left = 2.6, .right = 2 },
    { .name = "matrix td", .top = 0.9, .bottom = 1, .left = 2.6, .right = 1.6 },
    { .name = "stop-visit", .left = 7.4, .bar = 3, .inset = 1.4 },
    { .name = "stop-lunch", .ink = INK_SECOND },
    { .name = "stop-none", .left = 5.4 },
    { .name = "sum", .size = 9.2, .leading = 12.6, .ink = INK_SECOND, .above = 3 },

    /* the way through somebody's day: a line joins its stops */
    { .name = "route tr", .line_below = -1 },
    { .name = "route rowhead", .leading = 16, .top = 5.6, .bottom = 4 },
    { .name = "route td", .top = 4, .bottom = 4, .left = 16, .bar = 1.2 },
    { .name = "route-travel", .flags = STYLE_WITH_NEXT },
    { .name = "route-travel rowhead", .leading = 12.6, .weight = 400, .ink = INK_SECOND, .top = 1, .bottom = 1 },
    { .name = "route-travel td", .top = 1, .bottom = 1 },
    { .name = "route-time", .size = 14, .leading = 18, .weight = 700, .flags = STYLE_BLOCK },
    { .name = "route-end", .weight = 400, .ink = INK_SECOND, .flags = STYLE_BLOCK },
    { .name = "route-title", .size = 11, .leading = 16, .weight = 600 },
    { .name = "route-address", .size = 9.6, .leading = 13.4 },

    /* the list at the door */
    { .name = "named", .right = MM(80), .flags = STYLE_NAMES },
    { .name = "initial", .flags = STYLE_WITH_NEXT },
    { .name = "initial rowhead", .size = 14, .leading = 16, .weight = 700, .top = MM(8) - 18, .bottom = 2, .left = 4.9 },
    { .name = "walk-in", .flags = STYLE_WITH_NEXT },
    { .name = "walk-in td", .height = MM(8) },
    { .name = "walk-in rowhead", .size = 8 },
    /* a badge, 90 x 54 mm */
    { .name = "badge", .top = MM(6), .right = MM(6), .bottom = MM(6), .left = MM(6) },
    { .name = "badge-head", .gap = 8, .bottom = 2.6, .below = 2.8, .line_below = 1.2, .line = PAINT_ACCENT, .order = -1, .flags = STYLE_ROW },
    { .name = "badge-event", .size = 8.5, .leading = 10.4, .least = 7.5, .weight = 600, .flags = STYLE_SPARE },
    { .name = "badge-date", .size = 8.5, .leading = 10.4, .ink = INK_SECOND, .align = ALIGN_RIGHT, .flags = STYLE_TOGETHER },
    { .name = "badge-first", .size = 32, .leading = 38, .least = 18, .weight = 700, .flags = STYLE_BLOCK },
    { .name = "badge-last", .size = 16, .leading = 20, .least = 11, .weight = 400, .flags = STYLE_BLOCK },
    { .name = "badge-foot", .height = MM(13.5), .flags = STYLE_BOTTOM },
    { .name = "badge-who", .flags = STYLE_BOTTOM },
    { .name = "badge-organisation", .size = 10.5, .leading = 13, .least = 8, .weight = 600, .flags = STYLE_SPARE },
    { .name = "badge-role", .size = 9.5, .leading = 12.4, .least = 8, .ink = INK_SECOND, .flags = STYLE_SPARE },
    { .name = "badge-chips", .width = MM(17), .gap = MM(2), .flags = STYLE_ASIDE | STYLE_ROW },
    { .name = "badge-chips-2", .width = MM(29) },
    { .name = "badge-chip", .height = MM(13.5), .top = 2, .weight = 700, .ink = INK_WHITE, .align = ALIGN_CENTER, .fill = PAINT_ACCENT, .radius = 4 },
    { .name = "badge-chip-word", .size = 8, .leading = 10, .weight = 600, .flags = STYLE_BLOCK },
    { .name = "badge-chip-number", .size = 21, .leading = 26.2, .least = 10, .flags = STYLE_BLOCK },

    /* cards that are folded: a table's, and a person's */
    { .name = "sign", .top = 49.4, .right = MM(16), .bottom = 36, .left = MM(16) },
    { .name = "sign-word", .size = 30, .leading = 40, .weight = 600, .align = ALIGN_CENTER, .flags = STYLE_BLOCK },
    { .name = "sign-number", .size = 215, .leading = 230, .least = 60, .weight = 700, .align = ALIGN_CENTER, .above = 21, .flags = STYLE_BLOCK },
    { .name = "sign-foot", .top = 14, .gap = 14, .line_above = 1.4, .line = PAINT_ACCENT, .flags = STYLE_BOTTOM | STYLE_ROW },
    { .name = "sign-who", .size = 17, .leading = 22, .least = 11, .weight = 600 },
    { .name = "sign-event", .size = 11, .leading = 22, .least = 8, .ink = INK_SECOND, .align = ALIGN_RIGHT },
    { .name = "plate", .top = 92, .right = MM(16), .bottom = 36, .left = MM(16) },
    { .name = "plate-first", .size = 96, .leading = 114, .least = 36, .weight = 700, .align = ALIGN_CENTER, .flags = STYLE_BLOCK },
    { .name = "plate-last", .size = 40, .leading = 52, .least = 20, .weight = 400, .align = ALIGN_CENTER, .flags = STYLE_BLOCK },
    { .name = "plate-organisation", .size = 18, .leading = 22, .least = 11, .weight = 600, .flags = STYLE_SPARE },
};

/* What a half paper has less room for, over the row above of that name.  Sizes
 * of type are what they are on a whole one: they are the least already. */
static const Style HALF_ROWS[] = {
    { .name = "h2", .above = 10 },
    { .name = "date", .leading = 15.6 },
    { .name = "dl", .across = 2 },
    { .name = "note", .above = 8 },
    { .name = "route rowhead", .top = 4.6, .bottom = 3 },
    { .name = "route td", .top = 3, .right = 1, .bottom = 3, .left = 13 },
};
// clang-format on

static const guint32 TONES[] = { 0x00609c, 0x8a3b12, 0x1d6b3a, 0x6b2c86,
                                 0x8f1d3f, 0x5b5300, 0x0b6670, 0x4a4a4a };

Style
style_root(void)
{
    return (Style){
        .size = 9.2,
        .leading = 12.6,
        .weight = 400,
        .ink = INK_BLACK,
        .align = ALIGN_LEFT,
    };
}

Style
style_within(const Style *outer)
{
    return (Style){
        .size = outer->size,
        .leading = outer->leading,
        .weight = outer->weight,
        .ink = outer->ink,
        .own = outer->own,
        .align = outer->align,
        .tone = outer->tone,
        .accent = outer->accent,
        .tongue = outer->tongue,
        .flags = outer->flags & (STYLE_TOGETHER | STYLE_UNDERLINE | STYLE_HALF),
    };
}

static void
lay(double *value, double over)
{
    if (over != 0)
        *value = over;
}

static void
lay_row(Style *style, const Style *row)
{
    lay(&style->size, row->size);
    lay(&style->leading, row->leading);
    lay(&style->least, row->least);
    lay(&style->above, row->above);
    lay(&style->below, row->below);
    lay(&style->top, row->top);
    lay(&style->right, row->right);
    lay(&style->bottom, row->bottom);
    lay(&style->left, row->left);
    lay(&style->width, row->width);
    lay(&style->height, row->height);
    lay(&style->gap, row->gap);
    style->across = row->across != 0 ? row->across : style->across;
    lay(&style->inset, row->inset);
    lay(&style->radius, row->radius);
    lay(&style->bar, row->bar);
    lay(&style->line_above, row->line_above);
    lay(&style->line_below, row->line_below);
    style->weight = row->weight != 0 ? row->weight : style->weight;
    style->ink = row->ink != INK_INHERIT ? row->ink : style->ink;
    style->align = row->align != ALIGN_INHERIT ? row->align : style->align;
    style->tone = row->tone != 0 ? row->tone : style->tone;
    style->line = row->line != PAINT_NONE ? row->line : style->line;
    style->fill = row->fill != PAINT_NONE ? row->fill : style->fill;
    style->order = row->order != 0 ? row->order : style->order;
    style->flags |= row->flags;
}

void
style_apply(Style *style, const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++)
        if (strcmp(ROWS[i].name, name) == 0)
            lay_row(style, &ROWS[i]);
    for (gsize i = 0; style->flags & STYLE_HALF && i < G_N_ELEMENTS(HALF_ROWS);
         i++)
        if (strcmp(HALF_ROWS[i].name, name) == 0)
            lay_row(style, &HALF_ROWS[i]);
}

void
style_apply_classes(Style *style, const char *classes, const char *under)
{
    char name[64];

    while (classes != NULL && *classes != '\0') {
        int length = (int)strcspn(classes, " \t\n");
        g_snprintf(name, sizeof name, "%.*s%s%s", length, classes,
                   under != NULL ? " " : "", under != NULL ? under : "");
        style_apply(style, name);
        classes += length;
        classes += strspn(classes, " \t\n");
    }
}

gboolean
style_known(const char *name, gboolean begins)
{
    gsize length = strlen(name);
    for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++)
        if (strncmp(ROWS[i].name, name, length) == 0 &&
            (begins || ROWS[i].name[length] == '\0' ||
             ROWS[i].name[length] == ' '))
            return TRUE;
    return FALSE;
}

void
style_each(void (*tell)(const char *name, gpointer data), gpointer data)
{
    for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++)
        tell(ROWS[i].name, data);
}

guint32
style_ink(const Style *style)
{
    switch (style->ink) {
    case INK_SECOND: return 0x545960;
    case INK_WHITE: return 0xffffff;
    case INK_OWN: return style->own;
    default: return 0x1a1c21;
    }
}

guint32
style_paint(const Style *style, Paint paint)
{
    switch (paint) {
    case PAINT_TINT: return 0xf4f6f7;
    case PAINT_ACCENT:
        if (style->tone == 0)
            return style->accent != 0 ? style->accent : TONES[0];
        return TONES[(gsize)(style->tone - 1) % G_N_ELEMENTS(TONES)];
    default: return 0xccd1d6;
    }
}
