#include "intake-child.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "calendars/intake-fields.h"
#include "calendars/mail-decode.h"

/* What a child's exit says; above what sanitizers use. */
enum { EXIT_DONE = 0, EXIT_SETUP = 70, EXIT_NO_MEMORY = 71 };
enum { SOCKET = 3, FILES = 32 };

/* ---- in the child ------------------------------------------------------- */

/* GLib has no error of its own here but that memory ran out. */
static void
on_log(const char *domain, GLogLevelFlags level, const char *message,
       gpointer data)
{
    (void)domain;
    (void)message;
    (void)data;
    if (level & G_LOG_LEVEL_ERROR)
        _exit(EXIT_NO_MEMORY);
}

static void
limit(int what, rlim_t value)
{
    struct rlimit limits = { 0 };
    if (getrlimit((__rlimit_resource_t)what, &limits) != 0)
        _exit(EXIT_SETUP);
    limits.rlim_cur = MIN(value, limits.rlim_max);
    if (setrlimit((__rlimit_resource_t)what, &limits) != 0)
        _exit(EXIT_SETUP);
}

/* Bytes of address space that are in use: the sanitizers' shadow too, so
 * that one limit fits every build. */
static rlim_t
address_space(void)
{
    char text[64] = "";
    int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (fd < 0 || read(fd, text, sizeof text - 1) <= 0)
        _exit(EXIT_SETUP);
    close(fd);
    return (rlim_t)g_ascii_strtoull(text, NULL, 10) *
           (rlim_t)sysconf(_SC_PAGESIZE);
}

/* Signals as a new program has them, but the keyboard's is the parent's. */
static void
reset_signals(void)
{
    sigset_t none;
    sigemptyset(&none);
    for (int number = 1; number < NSIG; number++)
        (void)signal(number,
                     SIG_DFL); /* the few that cannot be stay as they are */
    (void)signal(SIGINT, SIG_IGN);
    (void)signal(SIGPIPE, SIG_IGN);
    pthread_sigmask(SIG_SETMASK, &none, NULL);
}

static void
drop_all(int fd, const ChildRules *rules)
{
    reset_signals();
    int nothing = open("/dev/null", O_RDWR);
    if (nothing < 0 || dup2(fd, SOCKET) < 0 ||
        dup2(nothing, STDIN_FILENO) < 0 || dup2(nothing, STDOUT_FILENO) < 0)
        _exit(EXIT_SETUP);
    closefrom(SOCKET + 1);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        _exit(EXIT_SETUP);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_NOFILE, FILES);
    limit(RLIMIT_AS, address_space() + ((rlim_t)rules->memory_mb << 20));
    g_log_set_default_handler(on_log, NULL);
}

/* Room for one more mail on the processor's clock, which says whole seconds:
 * LAST_S are those for which there is room already. */
static void
allow_cpu(guint cpu_s, gint64 *last_s)
{
    struct timespec used = { 0 };
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    if (used.tv_sec == *last_s)
        return;
    *last_s = used.tv_sec;
    limit(RLIMIT_CPU, (rlim_t)used.tv_sec + cpu_s + 1);
}

static void
write_all(const guint8 *bytes, gsize size)
{
    while (size > 0) {
        ssize_t written = write(SOCKET, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            _exit(EXIT_DONE); /* the parent is gone */
        bytes += written;
        size -= (gsize)written;
    }
}

static void
answer(const ChildRules *rules, Zones *zones, Slice mail, GByteArray *out)
{
    g_autoptr(Intake) intake = rules->read(zones, mail);
    guint32 size = 0;
    g_byte_array_set_size(out, 0);
    g_byte_array_append(out, (const guint8 *)&size, sizeof size);
    intake_write(intake, out);
    size = out->len - (guint32)sizeof size;
    memcpy(out->data, &size, sizeof size);
    write_all(out->data, out->len);
}

/* Reads more behind what IN has. */
static void
read_more(GByteArray *in, guint count)
{
    guint have = in->len;
    g_byte_array_set_size(in, have + count);
    ssize_t got = 0;
    do
        got = read(SOCKET, in->data + have, count);
    while (got < 0 && errno == EINTR);
    if (got <= 0)
        _exit(EXIT_DONE);
    g_byte_array_set_size(in, have + (guint)got);
}

/* Answers mail after mail until the parent closes the socket. */
G_NORETURN static void
serve(const ChildRules *rules)
{
    enum { CHUNK = 256 * 1024 };
    g_autoptr(GByteArray) in = g_byte_array_sized_new(CHUNK);
    g_autoptr(GByteArray) out = g_byte_array_new();
    g_autoptr(Zones) zones = zones_open();
    gint64 cpu_s = -1;
    mime_start();
    for (;;) {
        read_more(in, CHUNK);
        Slice rest = { (const char *)in->data, in->len };
        guint32 size = 0;
        while (rest.size >= sizeof size) {
            memcpy(&size, rest.at, sizeof size);
            if (rest.size - sizeof size < size)
                break;
            Slice mail = { rest.at + sizeof size, size };
            allow_cpu(rules->cpu_s, &cpu_s);
            answer(rules, zones, mail, out);
            rest = slice_skip(rest, sizeof size + size);
        }
        if (rest.size < in->len)
            g_byte_array_remove_range(in, 0, in->len - (guint)rest.size);
    }
}

/* ---- in the parent ------------------------------------------------------ */

static gboolean
fail(GError **error)
{
    g_set_error(error, G_IO_ERROR, (int)g_io_error_from_errno(errno),
                _("Det gick inte att starta en läsare för brev: %s."),
                g_strerror(errno));
    return FALSE;
}

gboolean
child_start(Child *child, const ChildRules *rules, GError **error)
{
    int pair[2] = { -1, -1 };
    *child = (Child){ .fd = -1 };
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return fail(error);
    (void)fflush(NULL); /* nothing may be written twice */
    pid_t pid = fork();
    if (pid == 0) {
        drop_all(pair[1], rules);
        serve(rules);
    }
    close(pair[1]);
    if (pid < 0 || fcntl(pair[0], F_SETFL, O_NONBLOCK) != 0) {
        fail(error);
        close(pair[0]); /* a child that was made ends by itself */
        return FALSE;
    }
    *child = (Child){ pid, pair[0] };
    return TRUE;
}

IntakeFault
child_end(Child *child, gboolean overdue)
{
    int status = 0;
    if (child->pid == 0)
        return INTAKE_FAULT_NONE;
    close(child->fd);
    kill(child->pid, SIGKILL); /* one that has ended already keeps its end */
    while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
        ;
    *child = (Child){ .fd = -1 };
    if (overdue || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU))
        return INTAKE_FAULT_TIME;
    return WIFEXITED(status) && WEXITSTATUS(status) == EXIT_NO_MEMORY
               ? INTAKE_FAULT_MEMORY
               : INTAKE_FAULT_CRASH;
}
