/*
 * notes: what a sheet had to do to its words so that they fit.
 *
 * Whoever prints tells of it; nothing is ever clipped.
 */
#pragma once

#include "templates/pages.h"

typedef enum {
    NOTE_SHRUNK,   /* set in SIZE points, not in ASKED */
    NOTE_LINES,    /* in COUNT lines of SIZE points, not in one of ASKED */
    NOTE_BROKEN,   /* parted inside a word where no rule allows it */
    NOTE_PAGES,    /* the sheet takes COUNT pages */
    NOTE_LEFT_OUT, /* the text had no room on the card */
    NOTE_NO_ROOM,  /* the card had none for the name, and is not made */
} NoteKind;

typedef struct Note {
    NoteKind kind;
    char *sheet; /* the title of the sheet or card */
    char *text;  /* or NULL */
    double asked, size;
    int count;
} Note;

/* An array of Note, owned by the caller. */
GPtrArray *notes_new(void);

/* A note on SHEET, with TEXT (may be NULL) as it is read. */
Note *notes_add(GPtrArray *notes, NoteKind kind, const char *sheet,
                const char *text);

/* Notes what the words inside BOX, measured, did. */
void notes_of_box(GPtrArray *notes, const Box *box, const char *sheet);
