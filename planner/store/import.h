/*
 * import: an office's files into the store, in one change.
 *
 * Reads spreadsheets, event.json and event.xml, lists of bodies and travel
 * models; finds out what each file is; compares it with what is there and
 * stores what is new or changed.  Stands on planner/base and the store.
 *
 * Good rows go in, bad rows come back: a row with an unreadable cell, an
 * unknown code or a key that stands twice with different facts leaves no
 * trace, while the other rows are stored.  Whatever makes a whole file
 * doubtful (it cannot be read, its headings are doubled or missing, the
 * event has no date or an unknown rule) is an error: nothing is stored.
 */
#pragma once

#include <glib.h>

#include "planner/store/headings.h"
#include "planner/store/store.h"

enum {
    IMPORT_DOCUMENT_BYTES_MAX = 1 << 20, /* an event is a few thousand */
    IMPORT_REJECTED_MAX = 10000, /* rows: more, and the headings are wrong */
};

/* ---- what came of it --------------------------------------------------- */

/* One sheet (or part of an event's file). */
typedef struct ImportCount {
    char *file;  /* as the user named it */
    char *sheet; /* NULL: a text file */
    ImportKind kind;
    int read, added, changed, same, gone, rejected;
} ImportCount;

/* One cell that sent its row back.  What belongs to a protected person is
 * left out of VALUE. */
typedef struct ImportProblem {
    char *file, *sheet; /* SHEET NULL: a text file */
    guint row;          /* from 1, as the spreadsheet shows it */
    char column[CELLS_COLUMN_NAME_SIZE]; /* "E"; "": the whole row */
    char *heading, *value;               /* "" when there is none */
    char *reason, *advice;
} ImportProblem;

typedef struct ImportReport {
    char *event;         /* its code; NULL: only bodies were read */
    GPtrArray *counts;   /* ImportCount */
    GPtrArray *problems; /* ImportProblem */
    /* Finished sentences: */
    GPtrArray *changes; /* "F001: Telefon 031-... blir 031-..." */
    GPtrArray *gone;    /* in the store, not in the file; still there */
    GPtrArray *doubles; /* merged, or perhaps to be merged */
    GPtrArray *kept;    /* edited by hand, the file disagrees */
    GPtrArray *remarks;
    gboolean stored; /* FALSE: the user said no */
} ImportReport;

void import_report_free(ImportReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ImportReport, import_report_free)

/* The report as one JSON object, for --json: "event", "stored", "files"
 * (file, sheet, kind, read, new, changed, same, gone, rejected), "problems"
 * (file, sheet, row, column, heading, value, reason, advice), and the lists
 * of sentences under their names above.  The caller owns it. */
char *import_report_json(const ImportReport *report);

/* One sentence for the journal and for people: "140 nya företag".  The
 * caller owns it. */
char *import_report_sentence(const ImportReport *report);

/* "companies.csv, rad 14, kolumn Q (Tider), \"25:00\": reason; advice".
 * The caller owns it. */
char *import_problem_text(const ImportProblem *problem);

/* ---- asking for it ------------------------------------------------------ */

typedef enum {
    IMPORT_ASK_EDITED, /* take the file's value over one set by hand? */
    IMPORT_ASK_DOUBLE, /* are the two one person? */
    IMPORT_ASK_GONE,   /* remove all that the file no longer has? */
    IMPORT_ASK_STORE,  /* the last one: store all that REPORT says? */
} ImportAsk;

/* QUESTION is a finished sentence.  TRUE: yes. */
typedef gboolean (*ImportAskFunc)(ImportAsk ask, const char *question,
                                  const ImportReport *report, void *user);

typedef struct ImportRequest {
    const char *const *files; /* NULL-terminated, in any order */
    ImportKind as;            /* KIND_NONE: told by the headings */
    const char *event;        /* code; NULL: the only one, or the file's */
    const char *rejects;      /* .xlsx for the bad rows; NULL: none */
    const char *who;          /* for the journal */
    /* NULL: new and changed rows are taken; doubles, edited and gone rows
     * stay as they are and are listed. */
    ImportAskFunc ask;
    void *user;
} ImportRequest;

/* Imports all files in one change.  The rejects file is written only when
 * there are bad rows.  The caller owns the report.  NULL sets ERROR, and
 * the store is as it was. */
ImportReport *import_files(Store *store, const ImportRequest *request,
                           GError **error);
