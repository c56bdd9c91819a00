#include "planner/cli/progress.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#include "planner/cli/command.h"

enum { SHOW_EVERY_US = 200 * 1000 };

#define WIPE "\r\033[K"

static sigset_t
interrupt_set(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    return set;
}

/* The signal is held back and asked for: no handler, no state of its own. */
void
progress_begin(Progress *progress, double seconds, gboolean quiet)
{
    *progress = (Progress){ .shows = !quiet && isatty(STDERR_FILENO) == 1,
                            .begun_us = g_get_monotonic_time() };
    if (seconds > 0)
        progress->deadline_us =
            progress->begun_us + (gint64)(seconds * G_USEC_PER_SEC);
    sigset_t interrupt = interrupt_set();
    pthread_sigmask(SIG_BLOCK, &interrupt, &progress->before);
}

void
progress_end(Progress *progress)
{
    static const struct timespec no_wait = { 0 };
    sigset_t interrupt = interrupt_set();
    sigtimedwait(&interrupt, NULL, &no_wait);
    pthread_sigmask(SIG_SETMASK, &progress->before, NULL);
    if (progress->shown_us != 0)
        call_warn(WIPE);
}

static gboolean
interrupt_waits(void)
{
    sigset_t pending;
    return sigpending(&pending) == 0 && sigismember(&pending, SIGINT) == 1;
}

/* Whether a line would be shown now; it may cost something to make. */
static gboolean
is_due(const Progress *progress, gint64 now_us)
{
    return progress->shows && now_us - progress->shown_us >= SHOW_EVERY_US;
}

gboolean
progress_step(Progress *progress, const char *line)
{
    gint64 now_us = g_get_monotonic_time();
    if (line != NULL && is_due(progress, now_us)) {
        call_warn(WIPE "%s", line);
        progress->shown_us = now_us;
    }
    progress->interrupted |= interrupt_waits();
    return !progress->interrupted &&
           (progress->deadline_us == 0 || now_us < progress->deadline_us);
}

static char *
search_line(const SolveProgress *reached)
{
    g_autofree char *steps = call_count(reached->step);
    g_autofree char *hard = call_count(reached->hard);
    g_autofree char *points = call_points(reached->soft_milli);
    if (reached->hard > 0)
        return g_strdup_printf(_("%s steg: %d besök, %d grupper, %s hårda "
                                 "brott kvar"),
                               steps, reached->visits, reached->groups, hard);
    return g_strdup_printf(_("%s steg: %d besök, %d grupper, %s poäng"), steps,
                           reached->visits, reached->groups, points);
}

gint64
progress_left(gint64 step, gpointer data)
{
    const Progress *progress = data;
    gint64 now_us = g_get_monotonic_time();
    if (progress->deadline_us == 0)
        return G_MAXINT64;
    double pace = (double)step / (double)MAX(now_us - progress->begun_us, 1);
    return (gint64)(pace * (double)MAX(progress->deadline_us - now_us, 0));
}

gboolean
progress_interrupted(gpointer data)
{
    Progress *progress = data;
    (void)progress_step(progress, NULL);
    return progress->interrupted;
}

gboolean
progress_tick(const SolveProgress *reached, gpointer data)
{
    Progress *progress = data;
    g_autofree char *line =
        is_due(progress, g_get_monotonic_time()) ? search_line(reached) : NULL;
    return progress_step(progress, line);
}
