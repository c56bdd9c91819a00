/*
 * headings: what the columns of an office's files are called, and mean.
 *
 * One row for each column of each kind of file: its headings in Swedish and
 * English, how its cells are read, and which parameter of the kind's
 * statements (import.sql) it fills.  Import, edit and export are made from
 * these rows.  Stands on planner/base; knows no SQLite.
 */
#pragma once

#include <glib.h>

#include "planner/base/cells.h"

/* In the order they are stored: each builds on those before it. */
typedef enum {
    KIND_BODIES,
    KIND_EVENT, /* event.json or event.xml, and the four kinds in it */
    KIND_PROGRAMME,
    KIND_PLACES,
    KIND_RULES,
    KIND_AREAS,
    KIND_MODEL, /* restidsmodell.json */
    KIND_SITES,
    KIND_TRAVEL,
    KIND_TABLES,
    KIND_COMPANIES,
    KIND_POLITICIANS,
    KIND_OFFICIALS,
    KIND_PARTICIPANTS,
    KIND_STAFF,
    KIND_APART,
    KIND_OUTLOOK,
    KIND_GROUND, /* a map: GeoJSON */
    KIND_COUNT,
    KIND_NONE = KIND_COUNT
} ImportKind;

/* How a cell is read; in brackets what is stored. */
typedef enum {
    TYPE_IGNORED, /* known, and left where it is */
    TYPE_TEXT,
    TYPE_EMAIL,
    TYPE_PHONE,    /* [as Swedes write it] */
    TYPE_ORG,      /* [NNNNNN-NNNN] */
    TYPE_POSTCODE, /* [NNN NN] */
    TYPE_INTEGER,  /* within MIN..MAX */
    TYPE_DECIMAL,  /* within MIN..MAX */
    TYPE_KM,       /* [metres] */
    TYPE_TIME,     /* [minutes after midnight] */
    TYPE_SPANS,    /* [[[510,705]]] */
    TYPE_DATE,     /* [2022-05-17] */
    TYPE_TRUTH,    /* [0 or 1] */
    TYPE_SECRET,   /* as TYPE_TRUTH; what cannot be read means yes */
    TYPE_CHOICE,   /* one of CHOICES */
    TYPE_LIST,     /* [["sv","en"]] */
    TYPE_NUMBERS,  /* [[2,3]]; "alla": [] */
    TYPE_CODES,    /* as TYPE_LIST, sorted; each must pass CHECK */
    TYPE_JSON,     /* made by the reader of the event's file */
} FieldType;

enum {
    FIELD_KEY = 1 << 0,      /* with the event it finds the row */
    FIELD_REQUIRED = 1 << 1, /* the file must have the heading */
    FIELD_NEEDED = 1 << 2,   /* the cell must say something */
    FIELD_QUIET = 1 << 3,    /* an empty cell says nothing: keep what is */
    FIELD_PERSONAL = 1 << 4, /* may tell who she is: hidden when protected */
    FIELD_FIXED = 1 << 5,    /* not for `edit` */
};

typedef struct Field {
    const char *column;   /* parameter and result column in import.sql */
    const char *headings; /* "Företags-ID|Company ID": the first is ours */
    FieldType type;
    unsigned flags;
    const char *fallback; /* stored for an empty cell; NULL: null */
    int min, max;         /* of a number; both 0: from 0 up */
    const char *choices;  /* "bekräftad,confirmed|reserv": first is stored */
    const char *check;    /* statement: counts rows with this :code */
} Field;

enum { KIND_PUTS_MAX = 4, KIND_LIST_PUTS_MAX = 2, KIND_ALIASES_MAX = 6 };

/* What is done with a row of a kind; the names are of statements. */
typedef struct KindRow {
    const char *name;  /* for --as: "företag|companies" */
    const char *title; /* "Företag" */
    const Field *fields;
    guint field_count;
    const char *find; /* the row as it is, columns named as the fields */
    const char *puts[KIND_PUTS_MAX]; /* run one after the other */
    const char *list; /* a column that list_puts store, when not empty */
    const char *list_puts[KIND_LIST_PUTS_MAX];
    /* For the second row of one person with two seats; none: kept apart. */
    const char *aliases[KIND_ALIASES_MAX];
    const char *codes;  /* all keys of the event, for "gone" */
    const char *drop;   /* removes :code if nothing needs it */
    const char *cancel; /* calls :code off where it cannot be dropped */
    const char *role;   /* participants: bound as :role */
    const char *edited; /* kind in table edited; NULL: none */
} KindRow;

const KindRow *kind_row(ImportKind kind);

/* The kind that NAME, a word of a row's name, is; KIND_NONE if none. */
ImportKind kind_by_name(const char *name);

/* "företag, politiker, ...", for messages.  The caller owns it. */
char *kind_names(void);

/* Which column each synonym is, for all kinds. */
typedef struct Headings Headings;
Headings *headings_new(void);
void headings_free(Headings *headings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Headings, headings_free)

/* Index in the kind's fields, or -1. */
int headings_field(const Headings *headings, ImportKind kind,
                   const char *heading);

/* The field's own heading, "Företags-ID".  The caller owns it. */
char *field_heading(const Field *field);

enum { FIELDS_MAX = 48 };

/* Where a sheet's headings stand and which field each column is. */
typedef struct HeadingMap {
    ImportKind kind;        /* KIND_NONE: not recognised */
    guint row;              /* of the book, as book_cell counts */
    int column[FIELDS_MAX]; /* of each field; -1: the file has none */
} HeadingMap;

/* Finds the headings of SHEET, among its first rows; AS is the kind the
 * user named, or KIND_NONE.  FALSE sets ERROR, without the file's name: a
 * heading stands twice or is missing.  A sheet that resembles no kind is no
 * error: MAP's kind is then KIND_NONE. */
gboolean headings_find(const Headings *headings, const Book *book, guint sheet,
                       ImportKind as, HeadingMap *map, GError **error);

/* The texts of the first row with several cells, as `a, b, c`, for the
 * message that no kind was recognised.  The caller owns it. */
char *headings_seen(const Book *book, guint sheet);
