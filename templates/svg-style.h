/*
 * svg-style: how an element of an SVG is painted, from its attributes and
 * its style="" (SVG 1.1, 6.1 and 11).
 *
 * A property that is not known may only stand with a value that changes
 * nothing; every other is refused, so that nothing looks otherwise on paper.
 */
#pragma once

#include <libxml/tree.h>

#include "templates/picture-parts.h"

/* What an element hands on to those inside it. */
typedef struct SvgStyle {
    PathPaint paint;
    double size; /* of text, in user units */
    int weight, anchor;
} SvgStyle;

SvgStyle svg_style_root(void);

/* Lays what NODE says over STYLE.  FALSE sets ERROR. */
gboolean svg_style_apply(SvgStyle *style, const xmlNode *node, GError **error);

/* Whether NAME is looked at by svg_style_apply, not by the element. */
gboolean svg_is_property(const char *name);
