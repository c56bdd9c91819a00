/*
 * mend-call: what absent, closed and late have in common.
 */
#pragma once

#include "planner/cli/command.h"
#include "planner/plan/mend.h"

/* Each command's options begin with these. */
typedef struct MendOptions {
    const char *now;
    gboolean yes;
    gint64 choice;
    const char *half; /* absent only */
} MendOptions;

// clang-format off
#define MEND_OPTION_ROWS \
    { "now", OPTION_STRING, offsetof(MendOptions, now), "HH:MM", \
      N_("klockan är så mycket: det som har börjat står kvar"), 0, 0, NULL }, \
    { "yes", OPTION_FLAG, offsetof(MendOptions, yes), NULL, \
      N_("sparar uppgiften och den lagade planen; annars visas bara valen"), \
      0, 0, NULL }, \
    { "choice", OPTION_INT, offsetof(MendOptions, choice), "N", \
      N_("vilket av valen som sparas; annars det första"), 1, MEND_CHOICES, \
      NULL }
// clang-format on

/* Completes REQUEST by the call's options, mends and prints.  FALSE sets
 * ERROR. */
gboolean mend_call(const Call *call, MendRequest *request, GError **error);
