/*
 * tongue: the program's own words in the language of a reader.
 *
 * gettext knows the planner's language only.  Swedish stands in the source;
 * of another language the catalogue is read that gettext would read
 * (bindtextdomain), in the form that msgfmt writes.
 */
#pragma once

#include <glib.h>

typedef struct Tongue Tongue;

/* The words in LANGUAGE ("sv", "en", "en-GB").  Without a catalogue, or with
 * one that is broken, they are Swedish. */
Tongue *tongue_open(const char *language);
void tongue_close(Tongue *tongue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tongue, tongue_close)

/* MSGID (marked with N_) in TONGUE (NULL: Swedish); borrowed of either. */
const char *tongue_word(const Tongue *tongue, const char *msgid)
    G_GNUC_FORMAT(2);

/* Whether A and B are of the same language: "sv" and "sv-SE". */
gboolean tongue_same(const char *a, const char *b);

/* How a PDF names the language of a sheet that is said to be in LANGUAGE:
 * "en-GB" of "en"; borrowed of either. */
const char *tongue_tag(const char *language);
