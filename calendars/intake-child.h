/*
 * intake-child: a process that reads mails and can do nothing else.
 *
 * Forked without exec, so that any program that links us can have one, also
 * a test.  It runs in a copy of its parent: start it while no other thread
 * does anything that leaves a lock behind, best at the beginning of a run.
 * It drops what it could do harm with (files, signals, new privileges), is
 * held by limits of its own, and ends when its parent does.
 *
 * Over its socket come mails and go answers, in the same order, each as its
 * length (4 bytes) and its bytes.
 */
#pragma once

#include <sys/types.h>

#include "calendars/intake-read.h"

typedef struct ChildRules {
    Intake *(*read)(Zones *zones, Slice bytes);
    guint cpu_s;     /* of the processor for one mail */
    guint wall_ms;   /* for one mail; its parent's to watch */
    guint memory_mb; /* beyond what the parent has */
} ChildRules;

typedef struct Child {
    pid_t pid; /* 0: none */
    int fd;    /* ours, not blocking */
} Child;

/* FALSE sets ERROR; there is no child then. */
gboolean child_start(Child *child, const ChildRules *rules, GError **error);

/* Ends CHILD, and says why it had to, or had already. */
IntakeFault child_end(Child *child, gboolean overdue);
