/*
 * stage: rows on their way into the store.
 *
 * A section is what one sheet, or one part of an event's file, holds: rows
 * of stored forms by field.  Here they are compared with what is there and
 * put.  Inside planner/store: import and edit share it.
 */
#pragma once

#include <glib/gi18n.h>

#include "planner/store/import.h"

/* The heading of the reasons in a file of rejected rows. */
#define IMPORT_REASONS N_("Vad som är fel")

/* What stands for a protected name in a file that we wrote. */
#define IMPORT_MASK N_("Skyddade uppgifter")

/* A field that the file has no column for, as distinct from an empty cell
 * (NULL): what is there stays. */
extern const char STAGE_ABSENT[];

typedef struct StageRow {
    guint number;   /* from 1, as the spreadsheet shows it */
    guint book_row; /* as book_cell counts */
    gboolean bad;
    gboolean hidden; /* of a protected person */
    const char *values[];
} StageRow;

typedef struct Section {
    ImportKind kind;
    const char *file; /* borrowed from the request */
    const Book *book; /* borrowed; NULL: part of an event's file */
    guint sheet;
    HeadingMap map;
    struct GeoFile *map_file; /* a map's; owned; else NULL */
    gboolean is_part;         /* rejected rows come back, not the whole list */
    GPtrArray *rows;          /* StageRow */
    ImportCount *count;       /* the report's */
} Section;

/* One import, from start to end. */
typedef struct Import {
    Store *store;
    const ImportRequest *request;
    ImportReport *report;
    Headings *headings;
    GStringChunk *texts; /* the stored forms of all rows */
    GPtrArray *books;    /* Book */
    GPtrArray *sections; /* Section */
    GHashTable *unknown; /* codes and lists of them looked at, each once */
    char *model;         /* travel model of the event, as JSON; or NULL */
    gint64 event;        /* 0: none yet */
    gboolean by_hand;    /* an edit: it may change what was edited */
} Import;

/* STORE and REQUEST are borrowed. */
void import_init(Import *import, Store *store, const ImportRequest *request);
void import_clear(Import *import);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Import, import_clear)

void section_free(gpointer data);

/* A section of KIND for FILE (borrowed), with its line in the report. */
Section *section_new(Import *import, ImportKind kind, const char *file,
                     const char *sheet);

/* An empty row of SECTION: all values absent. */
StageRow *section_add_row(Section *section, guint number);

/* Sends ROW back because of field F (-1: the whole row).  REASON is
 * "what is wrong; what to do". */
void stage_reject(Import *import, Section *section, StageRow *row, int f,
                  const char *value, const char *reason);

/* TRUE when PROBLEM is one of ROW's. */
gboolean stage_is_about(const ImportProblem *problem, const Section *section,
                        const StageRow *row);

/* ROW is of a protected person: takes what is hers out of its problems. */
void stage_hide(Import *import, const Section *section, StageRow *row);

/* "F001", or "SAM – PL01": the row's key.  The caller owns it. */
char *stage_label(const Section *section, const StageRow *row);

/* Compares all good rows of SECTION with the store and puts the new and the
 * changed.  FALSE sets ERROR. */
gboolean stage_store(Import *import, Section *section, GError **error);

/* ---- one row, for stage.c, people and edit -------------------------------- */

/* What statements know beside the row's fields. */
typedef struct StageFacts {
    gint64 event, person;
    const char *role;
} StageFacts;

/* Runs statement NAME with its parameters taken from VALUES by the fields'
 * columns, and :event, :person, :role from FACTS. */
gboolean stage_run(Store *store, const char *name, const KindRow *kind,
                   const char *const *values, const StageFacts *facts,
                   GError **error);

/* The row that statement NAME finds, as values of KIND's fields: the caller
 * owns the array and its texts; fields that the statement does not give are
 * STAGE_ABSENT.  *THING and *PERSON (may be NULL) become its columns of
 * those names.  NULL with no ERROR: there is none. */
const char **stage_find(Store *store, const char *name, const KindRow *kind,
                        const char *const *values, const StageFacts *facts,
                        gint64 *thing, gint64 *person, GError **error);
void stage_values_free(const KindRow *kind, const char **values);
