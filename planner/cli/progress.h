/*
 * progress: a line that tells how far a long job has come, and when to stop.
 *
 * Ctrl-C ends the job, not the program: what is done so far is kept.
 */
#pragma once

#include <signal.h>

#include "planner/solve/solve.h"

typedef struct Progress {
    gint64 begun_us;    /* on the monotonic clock, as all times here */
    gint64 deadline_us; /* 0: none */
    gint64 shown_us;    /* when the line was last written */
    gboolean shows;     /* on a terminal, and not --quiet */
    gboolean interrupted;
    sigset_t before; /* the signals held back when it began */
} Progress;

/* Begins: from now on Ctrl-C waits to be asked for.  SECONDS 0: no end. */
void progress_begin(Progress *progress, double seconds, gboolean quiet);

/* Wipes the line and lets Ctrl-C act again; one that came is used up. */
void progress_end(Progress *progress);

/* Shows LINE, now and then.  FALSE: it is time to stop. */
gboolean progress_step(Progress *progress, const char *line);

/* A SolveLeft; DATA is the Progress. */
gint64 progress_left(gint64 step, gpointer data);

/* Whether Ctrl-C has come; DATA is the Progress. */
gboolean progress_interrupted(gpointer data);

/* A SolveTick; DATA is the Progress. */
gboolean progress_tick(const SolveProgress *reached, gpointer data);
