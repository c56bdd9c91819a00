#include "templates/hyphen.h"

#include <string.h>

enum { LETTERS_AT_ENDS = 3 };

/* Two letters that make one sound. */
static const char *const PAIRS[] = { "ng", "ck", "ch", "sh", "th", "ph", "gn" };

static gboolean
is_vowel(gunichar letter)
{
    return g_utf8_strchr("aeiouyåäöéèüøæ", -1, g_unichar_tolower(letter)) !=
           NULL;
}

static gboolean
is_pair(const gunichar *word, gsize at)
{
    for (gsize i = 0; i < G_N_ELEMENTS(PAIRS); i++)
        if (g_unichar_tolower(word[at]) == (gunichar)PAIRS[i][0] &&
            g_unichar_tolower(word[at + 1]) == (gunichar)PAIRS[i][1])
            return TRUE;
    return FALSE;
}

/* ng, ck and x end the syllable they stand in. */
static gboolean
ends_syllable(const gunichar *word, gsize last)
{
    return g_unichar_tolower(word[last]) == 'x' ||
           (is_pair(word, last - 1) && strchr("gk", (int)word[last]) != NULL);
}

gboolean
hyphen_before(const gunichar *word, gsize length, gsize at)
{
    gboolean vowel_before = FALSE;

    if (at < LETTERS_AT_ENDS || at + LETTERS_AT_ENDS > length)
        return FALSE;
    for (gsize i = 0; i < at; i++)
        vowel_before = vowel_before || is_vowel(word[i]);
    if (!vowel_before)
        return FALSE;
    if (is_vowel(word[at]))
        return ends_syllable(word, at - 1);
    return is_vowel(word[at + 1]) && !is_pair(word, at - 1) &&
           !ends_syllable(word, at);
}
