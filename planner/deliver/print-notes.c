#include "planner/deliver/print-notes.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "templates/notes.h"

/* In the order they are told. */
static const char *const WHATS[] = { "no-room", "protected", "left-out",
                                     "broken",  "lines",     "pages",
                                     "shrunk" };

static const char *const NAMES[] = {
    [NOTE_SHRUNK] = "shrunk",     [NOTE_LINES] = "lines",
    [NOTE_BROKEN] = "broken",     [NOTE_PAGES] = "pages",
    [NOTE_LEFT_OUT] = "left-out", [NOTE_NO_ROOM] = "no-room",
};

static void
free_note(void *data)
{
    PrintNote *note = data;
    g_free(note->file);
    g_free(note->sheet);
    g_free(note->text);
    g_free(note);
}

GPtrArray *
print_notes_new(void)
{
    return g_ptr_array_new_with_free_func(free_note);
}

/* What notes that are told as one have in common: an event's long name
 * stands on every card.  The caller owns it. */
static char *
note_key(const Note *note)
{
    const char *whose = note->text != NULL ? note->text : note->sheet;
    return g_strdup_printf("%d %d %d %s", note->kind, (int)(note->size * 10),
                           note->count, whose);
}

static PrintNote *
add(GPtrArray *notes, const char *what, const char *name, const char *sheet)
{
    PrintNote *note = g_new0(PrintNote, 1);
    note->what = what;
    note->file = g_strdup(name);
    note->sheet = g_strdup(sheet);
    note->sheets = 1;
    g_ptr_array_add(notes, note);
    return note;
}

void
print_notes_take(GPtrArray *notes, const SheetKind *kind, const char *name,
                 const GPtrArray *taken)
{
    g_autoptr(GHashTable) known = /* of key and PrintNote, borrowed */
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < taken->len; i++) {
        const Note *from = g_ptr_array_index(taken, i);
        /* A list of all may take as many pages as it needs. */
        if (from->kind == NOTE_PAGES && kind->each == NULL)
            continue;
        g_autofree char *key = note_key(from);
        PrintNote *note = g_hash_table_lookup(known, key);
        if (note != NULL) {
            note->sheets++;
            continue;
        }
        note = add(notes, NAMES[from->kind], name, from->sheet);
        note->text = g_strdup(from->text);
        note->asked = from->asked;
        note->size = from->size;
        note->count = from->count;
        g_hash_table_insert(known, g_steal_pointer(&key), note);
    }
}

void
print_notes_protected(GPtrArray *notes, const char *name, const char *code)
{
    add(notes, "protected", name, code);
}

static gsize
rank(const PrintNote *note)
{
    gsize at = 0;
    while (at + 1 < G_N_ELEMENTS(WHATS) && strcmp(WHATS[at], note->what) != 0)
        at++;
    return at;
}

static int
compare(const void *a, const void *b)
{
    gsize left = rank(*(PrintNote *const *)a);
    gsize right = rank(*(PrintNote *const *)b);
    return (left > right) - (left < right);
}

void
print_notes_sort(GPtrArray *notes)
{
    g_ptr_array_sort(notes, compare); /* stable, says GLib */
}

/* Half points as people write them: "13,5"; the caller owns it. */
static char *
points(double size)
{
    int tenths = (int)lround(size * 10);
    if (tenths % 10 == 0)
        return g_strdup_printf("%d", tenths / 10);
    return g_strdup_printf(_("%d,%d"), tenths / 10, tenths % 10);
}

static char *
words(const PrintNote *note)
{
    g_autofree char *asked = points(note->asked);
    g_autofree char *size = points(note->size);
    const char *text = note->text != NULL ? note->text : "";

    switch (rank(note)) {
    case 0: return g_strdup(_("namnet får inte plats; gör kortet för hand"));
    case 1: return g_strdup(_("skyddade uppgifter; görs för hand"));
    case 2: return g_strdup_printf(_("”%s” fick inte plats"), text);
    case 3: return g_strdup_printf(_("”%s” är delat mitt i ett ord"), text);
    case 4:
        return g_strdup_printf(_("”%s” står på %d rader i %s punkter"), text,
                               note->count, size);
    case 5: return g_strdup_printf(_("tar %d sidor"), note->count);
    default:
        return g_strdup_printf(_("”%s” är satt i %s punkter, inte %s"), text,
                               size, asked);
    }
}

char *
print_note_sentence(const PrintNote *note)
{
    g_autofree char *what = words(note);
    if (note->sheets == 1)
        return g_strdup_printf("%s, %s: %s.", note->file, note->sheet, what);
    return g_strdup_printf(_("%s, %s och %d till: %s."), note->file,
                           note->sheet, note->sheets - 1, what);
}
