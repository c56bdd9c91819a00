#include "calendars/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define MEMORY_IS_SHADOWED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MEMORY_IS_SHADOWED 1
#endif
#endif

/* ---- in the child ----------------------------------------------------------- */

static void
limit(__rlimit_resource_t what, rlim_t most)
{
    const struct rlimit both = { most, most };
    if (setrlimit(what, &both) != 0)
        _exit(EXIT_FAILURE);
}

/* Bytes of address space that we have now. */
static rlim_t
pages_held(void)
{
    g_autofree char *text = NULL;
    if (!g_file_get_contents("/proc/self/statm", &text, NULL, NULL))
        return 0;
    return (rlim_t)g_ascii_strtoull(text, NULL, 10) *
           (rlim_t)sysconf(_SC_PAGESIZE);
}

static void
give_up_rights(void)
{
    (void)pages_held;
#ifndef MEMORY_IS_SHADOWED /* the sanitizers map terabytes */
    limit(RLIMIT_AS, pages_held() + (rlim_t)CONFINE_MEMORY_MB * 1024 * 1024);
#endif
    limit(RLIMIT_CPU, CONFINE_CPU_S);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CORE, 0);
    /* A pipe without a reader ends it; Ctrl-C is the parent's to judge. */
    if (signal(SIGPIPE, SIG_DFL) == SIG_ERR ||
        signal(SIGINT, SIG_IGN) == SIG_ERR ||
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0)
        _exit(EXIT_FAILURE);
}

static void
write_all(int fd, GBytes *bytes)
{
    gsize size = 0, done = 0;
    const char *data = g_bytes_get_data(bytes, &size);
    while (done < size) {
        ssize_t wrote = write(fd, data + done, size - done);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            _exit(EXIT_FAILURE);
        done += (gsize)wrote;
    }
}

/* Does not come back, and runs nobody's exit handlers. */
static void
be_child(int fd, ConfineWork work, gconstpointer data)
{
    give_up_rights();
    GBytes *answer = work(data);
    if (answer == NULL)
        _exit(EXIT_FAILURE);
    write_all(fd, answer);
    _exit(EXIT_SUCCESS);
}

/* ---- in the parent ----------------------------------------------------------- */

/* All that comes through FD until its end or DEADLINE_US.  NULL: too late or
 * too much. */
static GBytes *
read_all(int fd, gint64 deadline_us)
{
    g_autoptr(GByteArray) all = g_byte_array_new();
    while (TRUE) {
        gint64 left_ms = (deadline_us - g_get_monotonic_time()) / 1000;
        struct pollfd ready = { .fd = fd, .events = POLLIN };
        int count = left_ms > 0 ? poll(&ready, 1, (int)left_ms) : 0;
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return NULL;
        guint8 piece[65536];
        ssize_t got = read(fd, piece, sizeof piece);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 || all->len + (gsize)got > CONFINE_ANSWER_MAX)
            return NULL;
        if (got == 0)
            return g_byte_array_free_to_bytes(g_steal_pointer(&all));
        g_byte_array_append(all, piece, (guint)got);
    }
}

GBytes *
confine_run(ConfineWork work, gconstpointer data)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return NULL;
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        be_child(ends[1], work, data);
    }
    close(ends[1]);
    gint64 deadline_us =
        g_get_monotonic_time() + (gint64)CONFINE_WALL_MS * 1000;
    g_autoptr(GBytes) answer = pid > 0 ? read_all(ends[0], deadline_us) : NULL;
    close(ends[0]);
    if (pid < 0)
        return NULL;
    if (answer == NULL)
        kill(pid, SIGKILL);
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    gboolean well = WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
    return well ? g_steal_pointer(&answer) : NULL;
}
