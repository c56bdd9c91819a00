/*
 * icc: what our colours mean: a colour profile of sRGB.
 */
#pragma once

#include <glib.h>

/* A display profile with a matrix and tone curves (ICC.1:2001-04, 6.3.2.2),
 * after IEC 61966-2-1.  Always the same bytes; the caller owns them. */
GBytes *icc_srgb(void);
