/*
 * print-notes: what whoever prints must know of how words found room.
 */
#pragma once

#include "planner/deliver/sheet-kinds.h"

typedef struct PrintNote {
    const char *what;   /* static: "shrunk", "lines", "broken", "pages",
                         "left-out", "no-room", "protected" */
    char *file;         /* "namnbricka.pdf" */
    char *sheet;        /* "Göran Wikström", "Grupp 7"; a code if protected */
    char *text;         /* the words, or NULL */
    double asked, size; /* points, or 0 */
    int count;          /* of lines or pages, or 0 */
    int sheets;         /* that it is true of; SHEET is the first of them */
} PrintNote;

/* An array of PrintNote, owned by the caller. */
GPtrArray *print_notes_new(void);

/* Adds TAKEN (of templates/notes.h) of the file NAME to NOTES. */
void print_notes_take(GPtrArray *notes, const SheetKind *kind, const char *name,
                      const GPtrArray *taken);

/* Adds that the card of CODE is not in the file NAME. */
void print_notes_protected(GPtrArray *notes, const char *name,
                           const char *code);

/* What must be done by hand comes first, what only is smaller last. */
void print_notes_sort(GPtrArray *notes);

/* NOTE as a sentence; the caller owns it. */
char *print_note_sentence(const PrintNote *note);
