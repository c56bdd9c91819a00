/*
 * print: the sheets that people hold in their hands, as PDF files.
 *
 * Stands on the store's views and on templates/sheets.  Same plan, same
 * bytes: nothing on a sheet comes from the clock.
 */
#pragma once

#include "planner/deliver/print-notes.h"
#include "planner/store/store.h"

typedef enum {
    PRINT_PDF,
    PRINT_HTML, /* for the screen: a page for each sheet */
    PRINT_TEXT, /* for a mail */
} PrintForm;

typedef struct PrintReport PrintReport;

typedef struct PrintRequest {
    gint64 event;
    int version;               /* 0: the one in force, else the newest */
    gboolean even;             /* a blank back where a sheet ends on a front */
    const char *const *sheets; /* names, NULL-terminated; NULL, "alla": all */
    const char *folder;        /* made where it is missing */
    const char *language; /* "sv", "en"; NULL: the event's, and of a sheet for
                             one person hers */
    gboolean each;        /* a file for each group or person, not one for all */
    gboolean maps;        /* a group's map on the back of its sheet */
    gboolean halves;      /* itineraries as A5, two to an A4 that is cut */
    gboolean changed; /* only what differs from what lies printed, and a list
                         of what to throw */
    PrintForm form;
    const char *who; /* login name, for the journal; borrowed */
    /* Called before anything is written; may be NULL. */
    void (*tell)(const PrintReport *report, gpointer data);
    gpointer tell_data;
    const char *templates; /* folder of the office's own; NULL: none */
    /* of badges only */
    const char *size;   /* a grid of templates/cards.h; NULL: the usual one */
    const char *offset; /* "X,Y" mm to the right and down; NULL: none */
    int from;           /* the first badge to use, from 1; 0: the first */
    gboolean by_group;  /* not by surname; name plates, too */
} PrintRequest;

/* What a kind of sheet tells of people, in one language. */
typedef struct PrintShown {
    const char *sheet;    /* borrowed, as WHAT and LANGUAGE */
    const char *language; /* "sv" */
    char *own;            /* where an own template stands; NULL: shipped */
    const char *what;     /* a SchemaType's SHOWN */
    int people;
} PrintShown;

/* "telefonnummer till 248 personer"; the caller owns it. */
char *print_shown_words(const PrintShown *shown);

struct PrintReport {
    int version, pages;
    GPtrArray *files; /* paths, in the order written */
    GPtrArray *notes; /* PrintNote, what matters most first */
    GPtrArray *shown; /* PrintShown */
};

void print_report_free(PrintReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PrintReport, print_report_free)

/* Keeps what lies printed, in the same change as the files: a print that
 * fails keeps nothing.  Writes gruppblad.pdf (or grupp-07.pdf ...),
 * oversikt.pdf and so on (vardblad.en.pdf, where that is not the event's
 * language), each whole or not at all, for their owner only; a
 * sheet that the plan leaves empty is none of all.  The caller owns the
 * report.  NULL sets ERROR: HUNDRA_ERROR_USAGE for an unknown sheet, with the
 * known ones, or for what is asked of badges or of itineraries where none
 * are; HUNDRA_ERROR_REFUSED without a plan, or for an empty sheet that is
 * asked for by name. */
PrintReport *deliver_print(Store *store, const PrintRequest *request,
                           GError **error);

/* The names of the sheets and "alla", NULL-terminated; the caller owns them. */
char **print_sheet_names(void);
