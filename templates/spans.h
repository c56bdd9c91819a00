/*
 * spans: the styles of words, and where they may not be parted, as Pango
 * takes them.
 */
#pragma once

#include "templates/words.h"

/* The attributes of WORDS; the caller owns the list.  PARTED: long words
 * may be parted at their soft hyphens. */
PangoAttrList *spans_attributes(const Words *words, gboolean parted);
