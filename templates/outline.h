/*
 * outline: the table of contents a reader shows beside the pages
 * (ISO 32000-1, 12.3.3).  Two levels.
 */
#pragma once

#include "templates/objects.h"

typedef struct Outline Outline;

Outline *outline_new(void);
void outline_free(Outline *outline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Outline, outline_free)

/* As far across as the reader is. */
enum { OUTLINE_STAY = -1 };

/* An entry last in the outline, leading to LEFT points across (or
 * OUTLINE_STAY) and TOP points above the lower edge of page object PAGE.
 * LEVEL is 0 or 1; the first entry's is 0. */
void outline_add(Outline *outline, int level, const char *title, int page,
                 double left, double top);

/* Writes it; returns its number, 0 when it is empty. */
int outline_write(Outline *outline, Objects *objects);
