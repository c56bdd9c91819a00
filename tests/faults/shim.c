/*
 * shim: stands before the C library (LD_PRELOAD) and lets one call fail.
 *
 *   FAULT_FAMILY   write, sync, rename, open, truncate or net
 *   FAULT_AT       which call of the family, from 1
 *   FAULT_ERRNO    the errno it fails with, as a number; 0: what is received
 *                  ends, as when the other end hangs up
 *   FAULT_ON       set: every later call of the family fails as well
 *   FAULT_LOG      this file gets the name of the call that failed
 *
 * Only what can be lost is counted: writes to regular files, opens that may
 * change a file.  SQLite, GLib, libcurl and our own code all come by here;
 * what the C library does inside itself does not, so of stdio we take
 * fopen and fwrite.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* The C library's own parameter names are not ours to take, and nothing here
 * changes the environment. */
// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name)
// NOLINTBEGIN(concurrency-mt-unsafe)

static void
tell(const char *call)
{
    const char *path = getenv("FAULT_LOG");
    if (path == NULL)
        return;
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path,
                          O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0)
        return;
    (void)syscall(SYS_write, fd, call, strlen(call));
    (void)syscall(SYS_write, fd, "\n", 1UL);
    (void)syscall(SYS_close, fd);
}

/* Counts a call of FAMILY.  Nonzero: CALL is to fail, errno is set. */
static int
hit(const char *family, const char *call)
{
    /* The program under test is not ours to hang a handle on. */
    static long count;
    const char *wanted = getenv("FAULT_FAMILY");
    const char *at = getenv("FAULT_AT");
    if (wanted == NULL || at == NULL || strcmp(wanted, family) != 0)
        return 0;
    long number = __atomic_add_fetch(&count, 1, __ATOMIC_SEQ_CST);
    long first = strtol(at, NULL, 10);
    if (number < first || (number > first && getenv("FAULT_ON") == NULL))
        return 0;
    const char *reason = getenv("FAULT_ERRNO");
    tell(call);
    errno = reason != NULL ? (int)strtol(reason, NULL, 10) : EIO;
    return 1;
}

static int
is_file(int fd)
{
    struct stat info;
    int before = errno;
    int regular = fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
    errno = before;
    return regular;
}

/* ---- write ------------------------------------------------------------- */

ssize_t
write(int fd, const void *data, size_t size)
{
    if (is_file(fd) && hit("write", "write"))
        return -1;
    return syscall(SYS_write, fd, data, size);
}

ssize_t
pwrite(int fd, const void *data, size_t size, off_t offset)
{
    if (is_file(fd) && hit("write", "pwrite"))
        return -1;
    return syscall(SYS_pwrite64, fd, data, size, offset);
}

ssize_t
writev(int fd, const struct iovec *parts, int count)
{
    if (is_file(fd) && hit("write", "writev"))
        return -1;
    return syscall(SYS_writev, fd, parts, count);
}

/* ---- sync, rename, truncate -------------------------------------------- */

int
fsync(int fd)
{
    return hit("sync", "fsync") ? -1 : (int)syscall(SYS_fsync, fd);
}

int
fdatasync(int fd)
{
    return hit("sync", "fdatasync") ? -1 : (int)syscall(SYS_fdatasync, fd);
}

int
syncfs(int fd)
{
    return hit("sync", "syncfs") ? -1 : (int)syscall(SYS_syncfs, fd);
}

int
rename(const char *from, const char *to)
{
    if (hit("rename", "rename"))
        return -1;
    return (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
}

int
renameat(int from_fd, const char *from, int to_fd, const char *to)
{
    if (hit("rename", "renameat"))
        return -1;
    return (int)syscall(SYS_renameat, from_fd, from, to_fd, to);
}

int
ftruncate(int fd, off_t size)
{
    return hit("truncate", "ftruncate") ? -1
                                        : (int)syscall(SYS_ftruncate, fd, size);
}

/* ---- open -------------------------------------------------------------- */

static int
open_at(int folder, const char *path, int flags, mode_t mode)
{
    if (((flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT)) &&
        hit("open", path))
        return -1;
    return (int)syscall(SYS_openat, folder, path, flags, mode);
}

/* The mode stands on the line only where a file may be made. */
static mode_t
mode_of(int flags, va_list args)
{
    return (flags & O_CREAT) != 0 ? va_arg(args, mode_t) : 0;
}

int
open(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = mode_of(flags, args);
    va_end(args);
    return open_at(AT_FDCWD, path, flags, mode);
}

int
openat(int folder, const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = mode_of(flags, args);
    va_end(args);
    return open_at(folder, path, flags, mode);
}

int
mkostemp64(char *path, int flags)
{
    return hit("open", "mkostemp") ? -1 : mkostemps64(path, 0, flags);
}

/* ---- stdio ------------------------------------------------------------- */

/* The flags of open() for a MODE of fopen(). */
static int
flags_of(const char *mode)
{
    int access = strchr(mode, '+') != NULL ? O_RDWR
                 : *mode == 'r'            ? O_RDONLY
                                           : O_WRONLY;
    int more = *mode == 'w'   ? O_CREAT | O_TRUNC
               : *mode == 'a' ? O_CREAT | O_APPEND
                              : 0;
    return access | more | (strchr(mode, 'e') != NULL ? O_CLOEXEC : 0);
}

FILE *
fopen(const char *path, const char *mode)
{
    int fd = open_at(AT_FDCWD, path, flags_of(mode), 0666);
    return fd < 0 ? NULL : fdopen(fd, mode);
}

/* Puts a descriptor that can only be read in the place of FD. */
static void
close_for_writing(int fd)
{
    char path[32];
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    int only_read = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY);
    if (only_read < 0)
        return;
    dup3(only_read, fd, O_CLOEXEC);
    syscall(SYS_close, only_read);
}

/* What a disk loses is not one call's bytes but the block that stdio writes
 * later, with what fputs and fprintf put there: all the rest of the file. */
size_t
fwrite(const void *data, size_t size, size_t count, FILE *stream)
{
    if (is_file(fileno(stream)) && hit("write", "fwrite"))
        close_for_writing(fileno(stream));
    flockfile(stream);
    size_t written = fwrite_unlocked(data, size, count, stream);
    funlockfile(stream);
    return written;
}

/* ---- network ----------------------------------------------------------- */

/* As hit; a connection of which a call has failed is gone for all the later
 * ones. */
static int
hit_socket(const char *call, int fd)
{
    if (!hit("net", call))
        return 0;
    int reason = errno;
    (void)syscall(SYS_shutdown, fd, SHUT_RDWR);
    errno = reason;
    return 1;
}

int
socket(int domain, int type, int protocol)
{
    if (domain != AF_UNIX && hit("net", "socket"))
        return -1;
    return (int)syscall(SYS_socket, domain, type, protocol);
}

int
poll(struct pollfd *fds, nfds_t count, int wait_ms)
{
    if (hit("net", "poll"))
        return -1;
    return (int)syscall(SYS_poll, fds, count, wait_ms);
}

int
connect(int fd, __CONST_SOCKADDR_ARG address, socklen_t size)
{
    if (hit_socket("connect", fd))
        return -1;
    return (int)syscall(SYS_connect, fd, address.__sockaddr__, size);
}

ssize_t
send(int fd, const void *data, size_t size, int flags)
{
    if (hit_socket("send", fd))
        return -1;
    return syscall(SYS_sendto, fd, data, size, flags, NULL, 0);
}

ssize_t
recv(int fd, void *data, size_t size, int flags)
{
    if (hit_socket("recv", fd))
        return errno == 0 ? 0 : -1;
    return syscall(SYS_recvfrom, fd, data, size, flags, NULL, NULL);
}

/* ---- the same by their other names, where a long has 64 bits ------------ */

#define ALSO(call) __attribute__((alias(call)))
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset)
    ALSO("pwrite");
int ftruncate64(int fd, off64_t size) ALSO("ftruncate");
int open64(const char *path, int flags, ...) ALSO("open");
int openat64(int folder, const char *path, int flags, ...) ALSO("openat");
FILE *fopen64(const char *path, const char *mode) ALSO("fopen");
// NOLINTEND(concurrency-mt-unsafe)
// NOLINTEND(readability-inconsistent-declaration-parameter-name)
