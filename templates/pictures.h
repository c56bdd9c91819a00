/*
 * pictures: the pictures that templates name in <img src="...">, each read
 * once.
 *
 *   qr:TEXT   a QR code of TEXT
 *   NAME      whatever the caller knows by that name
 */
#pragma once

#include "templates/picture.h"

/* The bytes (PNG or SVG) of the picture NAME; the caller owns them.  NULL
 * without ERROR: there is none, and the template's element is left out. */
typedef GBytes *(*SheetsPicture)(const char *name, gpointer data,
                                 GError **error);

typedef struct Pictures Pictures;

/* FIND may be NULL: then only QR codes are known.  DATA is borrowed. */
Pictures *pictures_new(SheetsPicture find, gpointer data);
void pictures_free(Pictures *pictures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pictures, pictures_free)

/* The picture that SRC names, borrowed.  NULL with ERROR: it cannot be
 * drawn; without: there is none. */
Picture *pictures_find(Pictures *pictures, const char *src, GError **error);
