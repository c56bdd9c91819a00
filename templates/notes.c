#include "templates/notes.h"

#include <string.h>

static const char SOFT_HYPHEN[] = "\u00AD";

static void
free_note(void *data)
{
    Note *note = data;
    g_free(note->sheet);
    g_free(note->text);
    g_free(note);
}

GPtrArray *
notes_new(void)
{
    return g_ptr_array_new_with_free_func(free_note);
}

/* Places where a word may be parted are no part of it. */
static char *
as_read(const char *text)
{
    g_auto(GStrv) parts = NULL;

    if (text == NULL)
        return NULL;
    parts = g_strsplit(text, SOFT_HYPHEN, -1);
    return g_strjoinv("", parts);
}

Note *
notes_add(GPtrArray *notes, NoteKind kind, const char *sheet, const char *text)
{
    Note *note = g_new0(Note, 1);
    note->kind = kind;
    note->sheet = g_strdup(sheet);
    note->text = as_read(text);
    g_ptr_array_add(notes, note);
    return note;
}

static void
note_size(GPtrArray *notes, const Box *box, const char *sheet)
{
    double size = paragraph_size(box->text);
    int lines = paragraph_line_count(box->text);
    Note *note = NULL;

    if (box->style.least == 0 || (lines == 1 && size >= box->style.size))
        return;
    note = notes_add(notes, lines > 1 ? NOTE_LINES : NOTE_SHRUNK, sheet,
                     paragraph_words(box->text));
    note->asked = box->style.size;
    note->size = size;
    note->count = lines;
}

void
notes_of_box(GPtrArray *notes, const Box *box, const char *sheet)
{
    if (box->text != NULL) {
        note_size(notes, box, sheet);
        if (paragraph_is_broken(box->text))
            notes_add(notes, NOTE_BROKEN, sheet, paragraph_words(box->text));
    }
    for (guint i = 0; i < box->kids->len; i++)
        notes_of_box(notes, g_ptr_array_index(box->kids, i), sheet);
}
