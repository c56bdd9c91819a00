/*
 * print-inside: what the files of print share and nobody else sees.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "planner/deliver/edition.h"
#include "planner/deliver/form.h"
#include "planner/deliver/print-pictures.h"
#include "planner/deliver/print.h"
#include "planner/deliver/printed.h"
#include "planner/deliver/sheet-kinds.h"
#include "templates/sheets.h"

typedef struct Run {
    Store *store; /* borrowed, as the next */
    const PrintRequest *request;
    PrintReport *report;
    Edition edition;
    char *made;
    SheetLanguage language;           /* asked for, or the event's */
    Tongue *tongues[SHEET_LANGUAGES]; /* NULL: not opened yet */
    GPtrArray *finished;              /* Finished */
    CardSet badges;
    PrintPictures pictures;
    Printed *printed;
    GPtrArray *changes; /* PrintChange: what differs from what lies printed */
} Run;

/* A file that is whole, but not yet written: all are, or none. */
typedef struct Finished {
    char *name;
    GBytes *bytes;
} Finished;

void run_finish_file(Run *run, const char *name, GBytes *bytes);

/* As sheet_kind_file: a file in another LANGUAGE than the event's says so.
 * The caller owns it. */
char *run_file_name(const Run *run, const SheetKind *kind, const char *key,
                    SheetLanguage language, const char *suffix);

/* Speaks LANGUAGE; owned by RUN. */
const Tongue *run_tongue(Run *run, SheetLanguage language);

/* NAME ("gruppblad") in LANGUAGE, as templates and what lies printed are
 * called: "gruppblad.en".  The caller owns it. */
char *run_name_in(const char *name, SheetLanguage language);

/* A row of a sheet's view, dressed with what only the printing knows. */
typedef struct Page {
    char *facts; /* JSON: a tree takes five times the room of its text */
    char *key, *hash;
    char *title;  /* of the sheet: on a card, whose it is */
    gint64 group; /* to sort cards by */
    SheetLanguage language;
} Page;

/* The template of one language. */
typedef struct Wording {
    Template *template; /* NULL: no page is in it */
    GHashTable *used;   /* fields that the template shows */
    char *own;          /* where an own template stands; NULL: shipped */
} Wording;

/* All sheets of one kind that are to be made; owned. */
typedef struct PagesOfKind PagesOfKind;
struct PagesOfKind {
    const SheetKind *kind;
    Schema *schema;
    Wording wordings[SHEET_LANGUAGES];
    GArray *pages;       /* Page */
    PagesOfKind *behind; /* their backs, by key; NULL: none are asked for */
};

void pages_of_kind_free(PagesOfKind *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PagesOfKind, pages_of_kind_free)

/* What a sheet is against what lies printed: OLD_HASH is what lies there,
 * HASH what is made; either may be NULL.  All owned. */
typedef struct PrintChange {
    const SheetKind *kind;
    SheetLanguage language;
    char *key, *hash, *old_hash;
    char *who; /* on a card, which bears no code; NULL: no card, or gone */
    int old_version;
} PrintChange;

/* The rows of KIND's view, dressed, each with its hash; with --changed only
 * those that say something else than what lies printed.  What is told of
 * people goes into the report.  NULL sets ERROR. */
PagesOfKind *pages_read(Run *run, const SheetKind *kind, GError **error);

/* PAGE filled into the template, and its pictures those that are found; the
 * caller frees the document. */
xmlDoc *pages_fill(Run *run, const PagesOfKind *pages, const Page *page,
                   GError **error);

/* The back of PAGE, or NULL. */
const Page *pages_back(const PagesOfKind *pages, const Page *page);

/* The sheet that says which sheets to throw and which to put there, as a
 * file of RUN. */
gboolean changes_list(Run *run, GError **error);

/* Keeps, in a change of the caller's, what lies printed now. */
gboolean changes_keep(Run *run, GError **error);

/* Notes there what was told of needs and diets. */
gboolean changes_disclose(Run *run, StoreChange *change, GError **error);

/* One web page or text for each of PAGES, as files of RUN. */
gboolean screen_files(Run *run, const PagesOfKind *pages, GError **error);
