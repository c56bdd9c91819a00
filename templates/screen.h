/*
 * screen: a filled sheet as a web page that anybody can read: the same
 * words in the same order, with one style inside and nothing fetched.
 *
 * What is only paper's is left out: running heads and lines to write on.
 */
#pragma once

#include "templates/fill.h"
#include "templates/pictures.h"

/* DOCUMENT, a filled sheet, changed into what a screen shows: parts of the
 * page named, scopes on table heads, pictures of FIND and DATA (as for
 * sheets) drawn inside.  CSS is its one style.  FALSE sets ERROR: a picture
 * cannot be drawn. */
gboolean screen_prepare(xmlDoc *document, const char *css, SheetsPicture find,
                        gpointer data, GError **error);

/* The same for plain text: facts as rows, and a picture is what it says. */
void screen_prepare_text(xmlDoc *document);
