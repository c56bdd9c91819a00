/*
 * world: a planner's database, those she writes to, and what each of them is
 * to hear and may have heard; all that happens in it is told, and what must
 * not happen is a fault.
 */
#pragma once

#include "tests/large/receiver.h"
#include "tests/unit/deliver-day.h"

enum {
    PEOPLE = 5, /* of those of day.sql, as the next */
    COMPANIES = 4,
    WORLD_TABLES = 11, /* that a history changes */
};

/* What a thing of the plan is to hear. */
typedef struct Content {
    char *code, *address, *sender;
    char *all;     /* all that is her own */
    char *weighty; /* what a new SEQUENCE is for */
    char *facts;   /* the letter view's JSON */
} Content;

/* A UID on its way, by what the planner can know of it. */
typedef struct Life {
    char *address, *organiser, *code;
    char *heard, *weighty; /* newest that may have come */
    gint64 sequence;       /* of it */
    gboolean ended;        /* a CANCEL may have come */
} Life;

/* A message that was handed over, or may have been. */
typedef struct Trial {
    char *uid, *all, *weighty;
    gint64 sequence;
    gboolean cancels;
    gboolean recorded; /* as sent: never again */
    gboolean in_run;   /* carried in this run */
} Trial;

/* A database as it was at some time, beside the real one in memory.  Copied
 * row by row: whole files would have every statement compiled again. */
typedef struct Past {
    sqlite3_stmt *keep[2 * WORLD_TABLES], *bring_back[2 * WORLD_TABLES];
} Past;

typedef enum { CALM, ROUGH, CUT_OFF } Weather;

typedef struct World {
    Day day;
    guint32 seed;
    GRand *random;
    Past fresh, backup, snapshot;
    sqlite3_stmt *digest;
    Receiver *receiver;
    GHashTable *plan;   /* code -> Content, as published last */
    GHashTable *lives;  /* uid -> Life */
    GHashTable *trials; /* message_id -> Trial */
    GHashTable *dead;   /* addresses that refuse all */
    GHashTable *owners; /* address -> code, for all time */
    GHashTable *asked;  /* message_id of what a planner wants once more */
    Weather weather;
    int crash_in; /* messages until the cut */
    gboolean cut, has_backup, stale;
    off_t ledger_bytes; /* at the cut */
    int names, mails;
    const char *folder; /* dump */
    GString *story, *fault;
} World;

/* Opens and closes the database, which all histories share. */
void world_open(World *world);
void world_close(World *world);

/* Begins history SEED, and frees what it held. */
void world_begin(World *world, guint32 seed);
void world_end(World *world);

/* Adds a line to what went wrong; or, unless WRONG (taken) is NULL, that. */
void world_fault(World *world, const char *format, ...) G_GNUC_PRINTF(2, 3);
void world_fail_if(World *world, char *wrong, const char *about);

/* Adds a line to what happened. */
void world_tell(World *world, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Runs SQL, and tells it. */
void world_sql(World *world, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* A number from 0 to COUNT - 1; whether luck of PERCENT in a hundred has it. */
int world_below(World *world, int count);
gboolean world_chance(World *world, int percent);

/* Runs STATEMENTS of a Past: keep or bring_back. */
void past_copy(Day *day, sqlite3_stmt **statements);

/* The ledger beside the database: its bytes, and all after BYTES gone. */
off_t world_ledger_size(World *world);
void world_ledger_cut(World *world, off_t bytes);
