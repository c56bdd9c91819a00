/*
 * show: what hundra show can show, a row each.
 */
#pragma once

#include "planner/cli/table.h"

typedef enum {
    SHOW_ALL,   /* the view takes nothing: it is of the whole database */
    SHOW_EVENT, /* an event */
    SHOW_PLAN,  /* an event, and a plan's version where there is one */
    SHOW_ONE,   /* the same, and a code */
    SHOW_GROUP, /* the same, and a number */
} ShowKind;

typedef struct ShowRow {
    const char *name;
    const char *view;
    ShowKind kind;
    gboolean needs_plan; /* says nothing without one */
    const char *id;      /* msgid: what stands for the thing's code */
    const char *find;    /* statement: codes and names that ID may mean */
    const char *nothing; /* msgid with %s: no such thing, and the way on */
    const char *help;    /* msgid */
    const TableSection *sections;
} ShowRow;

/* The rows in the order of help, *COUNT of them. */
const ShowRow *show_rows(guint *count);

/* The row NAME, or NULL. */
const ShowRow *show_find(const char *name);
