#include "planner/solve/impossible.h"

#include <string.h>

#include "planner/solve/ways.h"

/* The facts under trial: those not yet RELAXED together prove that there is
 * no plan.  CHECK: the check that must say so; -1: any. */
typedef struct Trial {
    const Problem *problem;
    const GArray *facts;
    gboolean *relaxed;
    int check;
} Trial;

static gboolean
still_clashes(const Trial *trial)
{
    Problem *relaxed =
        facts_relax(trial->problem, trial->facts, trial->relaxed);
    Clash clash = trial->check >= 0 ? clash_check(relaxed, trial->check)
                                    : clash_find(relaxed);
    problem_free(relaxed);
    return clash.kind != CLASH_NONE;
}

/* Relaxes the facts from FROM to TO that bind, if the rest still clash. */
static void
try_block(const Trial *trial, guint from, guint to)
{
    gsize bytes = (to - from) * sizeof(gboolean);
    g_autofree gboolean *before = g_memdup2(trial->relaxed + from, bytes);
    gboolean some = FALSE;
    for (guint i = from; i < to; i++) {
        some = some || !trial->relaxed[i];
        trial->relaxed[i] = TRUE;
    }
    if (some && !still_clashes(trial))
        memcpy(trial->relaxed + from, before, bytes);
}

/* By halves, so that a large day with a small cause takes few trials; the
 * last pass goes one by one, which makes what is left irreducible. */
static void
reduce(const Trial *trial)
{
    guint count = trial->facts->len;
    for (guint size = (count + 1) / 2; size > 0; size /= 2)
        for (guint from = 0; from < count; from += size)
            try_block(trial, from, MIN(from + size, count));
}

static guint
left(const Trial *trial)
{
    guint count = 0;
    for (guint i = 0; i < trial->facts->len; i++)
        count += !trial->relaxed[i];
    return count;
}

/* The smallest that any one check gives, and then by all of them. */
static void
reduce_best(Trial *trial)
{
    gsize bytes = trial->facts->len * sizeof(gboolean);
    g_autofree gboolean *best = g_malloc0(bytes);
    guint fewest = G_MAXUINT;
    for (int check = 0; check < clash_check_count(); check++) {
        trial->check = check;
        memset(trial->relaxed, 0, bytes);
        if (!still_clashes(trial))
            continue;
        reduce(trial);
        if (left(trial) >= fewest)
            continue;
        fewest = left(trial);
        memcpy(best, trial->relaxed, bytes);
    }
    memcpy(trial->relaxed, best, bytes);
    trial->check = -1;
    reduce(trial);
}

Impossible *
impossible_find(const Problem *problem)
{
    Clash clash = clash_find(problem);
    if (clash.kind == CLASH_NONE)
        return NULL;
    g_autoptr(GArray) facts = facts_all(problem);
    g_autofree gboolean *relaxed = g_new0(gboolean, facts->len + 1);
    Trial trial = { .problem = problem, .facts = facts, .relaxed = relaxed };
    reduce_best(&trial);
    Impossible *impossible = g_new0(Impossible, 1);
    impossible->facts = g_array_new(FALSE, FALSE, sizeof(Fact));
    for (guint i = 0; i < facts->len; i++)
        if (!relaxed[i])
            g_array_append_val(impossible->facts,
                               g_array_index(facts, Fact, i));
    Problem *core = facts_relax(problem, facts, relaxed);
    impossible->clash = clash_find(core);
    problem_free(core);
    impossible->ways = ways_out(problem, impossible);
    return impossible;
}

void
impossible_free(Impossible *impossible)
{
    g_array_unref(impossible->facts);
    g_array_unref(impossible->ways);
    g_free(impossible);
}
