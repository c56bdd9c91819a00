/*
 * badges: what is asked of the paper that badges are printed on.
 */
#pragma once

#include "templates/cards.h"

enum { BADGE_OFFSET_MM_MAX = 5 };

/* Fills SET from SIZE ("90x54"; NULL: the usual one), OFFSET ("1.5,-0.5", mm
 * to the right and down in steps of a half; NULL: none) and FROM (the first
 * badge to use, from 1; 0: the first).  FALSE sets HUNDRA_ERROR_USAGE. */
gboolean badges_read(const char *size, const char *offset, int from,
                     CardSet *set, GError **error);
