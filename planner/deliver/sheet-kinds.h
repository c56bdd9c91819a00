/*
 * sheet-kinds: the sheets that can be printed, one row each.
 *
 * A new sheet is a view, a template and a row.  The view STEM takes :plan
 * and gives a row for each sheet: its JSON, and the key that tells it from
 * the others of its kind ("7" for group 7, a participant's code), "" where
 * there is only one.
 */
#pragma once

#include <glib.h>

/* The languages that sheets are in: each has its templates. */
typedef enum { SHEET_SWEDISH, SHEET_ENGLISH, SHEET_LANGUAGES } SheetLanguage;

/* How the sheets of a kind lie on paper. */
typedef enum {
    LIE_PAGES,
    LIE_BADGES, /* several to a page, in the size that is asked for */
    LIE_FOLDED, /* one to a page, folded in two */
} SheetLie;

typedef struct SheetKind {
    const char *name;  /* on the command line: "översikt" */
    const char *stem;  /* of template, view and file: "oversikt" */
    const char *title; /* msgid; of the PDF document */
    const char *each;  /* "grupp": a file of its own is grupp-07.pdf; NULL:
                          there is only one sheet */
    const char *form;  /* of the template and the view, where two kinds share
                          them; the view then takes :sheet, the stem */
    SheetLie lie;
    gboolean halves;   /* fits an A5, two to an A4, where that is asked for */
    gboolean personal; /* one for each person; the view gives the group, too */
    gboolean own_language; /* its reader's, where no other is asked for; the
                              view's last column */
    const char *back;      /* stem of the sheet that goes on its back where that
                          is asked for; NULL: none */
} SheetKind;

/* The kinds in the order they are printed, *COUNT of them. */
const SheetKind *sheet_kinds(guint *count);

/* The kind called NAME, also as its files are ("oversikt"); NULL: none. */
const SheetKind *sheet_kind_find(const char *name);

/* The language called NAME ("en"); Swedish for any other. */
SheetLanguage sheet_language(const char *name);

/* What it is called, and what stands for it after the name of a template or
 * of what lies printed: ".en", "" for Swedish. */
const char *sheet_language_name(SheetLanguage language);
const char *sheet_language_mark(SheetLanguage language);

/* What the file is called that holds all sheets of KIND, or, with KEY, the
 * one of that key: "grupp-07.pdf".  SUFFIX is "pdf", or "en.pdf".  The caller
 * owns it. */
char *sheet_kind_file(const SheetKind *kind, const char *key,
                      const char *suffix);
