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
    *progress = (Progress){ .shows = !quiet && isatty(STDERR_FILENO) == 1 };
    if (seconds > 0)
        progress->deadline_us =
            g_get_monotonic_time() + (gint64)(seconds * G_USEC_PER_SEC);
    sigset_t interrupt = interrupt_set();
    pthread_sigmask(SIG_BLOCK, &interrupt, &progress->before);
}

void
progress_end(Progress *progress)
{
    static const struct timespec NO_WAIT = { 0 };
    sigset_t interrupt = interrupt_set();
    sigtimedwait(&interrupt, NULL, &NO_WAIT);
    pthread_sigmask(SIG_SETMASK, &progress->before, NULL);
    if (progress->shown_us != 0)
        fputs(WIPE, stderr);
}

static gboolean
interrupt_waits(void)
{
    sigset_t pending;
    return sigpending(&pending) == 0 && sigismember(&pending, SIGINT) == 1;
}

static void
show(const SolveProgress *reached)
{
    g_autofree char *points = call_points(reached->soft_milli);
    g_autofree char *line =
        reached->hard > 0
            ? g_strdup_printf(_("%" G_GINT64_FORMAT " steg: %d besök, %d "
                                "grupper, %" G_GINT64_FORMAT
                                " hårda brott kvar"),
                              reached->step, reached->visits, reached->groups,
                              reached->hard)
            : g_strdup_printf(_("%" G_GINT64_FORMAT " steg: %d besök, %d "
                                "grupper, %s poäng"),
                              reached->step, reached->visits, reached->groups,
                              points);
    fprintf(stderr, WIPE "%s", line);
    fflush(stderr);
}

gboolean
progress_tick(const SolveProgress *reached, gpointer data)
{
    Progress *progress = data;
    gint64 now_us = g_get_monotonic_time();
    if (progress->shows && now_us - progress->shown_us >= SHOW_EVERY_US) {
        show(reached);
        progress->shown_us = now_us;
    }
    progress->interrupted |= interrupt_waits();
    return !progress->interrupted &&
           (progress->deadline_us == 0 || now_us < progress->deadline_us);
}
