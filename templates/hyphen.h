/*
 * hyphen: where a long Swedish word may be parted.
 *
 * The rule of one consonant (Svenska skrivregler): a consonant goes with the
 * vowel after it, and ng, ck and x stay with the vowel before.  A last
 * resort, for words wider than their column.
 */
#pragma once

#include <glib.h>

/* Whether WORD, LENGTH letters, may be parted before letter AT. */
gboolean hyphen_before(const gunichar *word, gsize length, gsize at);
