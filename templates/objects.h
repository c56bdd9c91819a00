/*
 * objects: a PDF file as numbered objects (ISO 32000-1, 7.5).
 *
 * Objects are given as text, in any order; they are packed into object
 * streams and compressed as they come.  Knows no pages, no fonts.
 */
#pragma once

#include <glib.h>

typedef struct Objects Objects;

Objects *objects_new(void);
void objects_free(Objects *objects);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Objects, objects_free)

/* A number to refer to before the object is there; each is put once. */
int objects_reserve(Objects *objects);

/* Puts object ID, as text or as printf would make it: whole numbers and
 * strings only, for a decimal point depends on the locale. */
void objects_put(Objects *objects, int id, const char *body);
void objects_putf(Objects *objects, int id, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* Puts a stream; ENTRIES are those of its dictionary but /Length. */
void objects_stream(Objects *objects, int id, const char *entries,
                    const void *data, gsize length);

/* The same, not compressed. */
void objects_plain_stream(Objects *objects, int id, const char *entries,
                          const void *data, gsize length);

/* The whole file; ROOT is its catalog, INFO its information dictionary.
 * The same objects give the same bytes.  Nothing can be put afterwards. */
GBytes *objects_finish(Objects *objects, int root, int info);

/* Appends VALUE with at most three decimals and a decimal point. */
void objects_number(GString *out, double value);

/* Appends TEXT (UTF-8) as a text string in UTF-16 (7.9.2.2). */
void objects_text(GString *out, const char *text, gsize length);
