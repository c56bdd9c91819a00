/*
 * smtp-peer: real SMTP servers on loopback for a test: Postfix's smtp-sink,
 * which refuses on order, and tests/peers/smtp-tls.py, which has TLS.
 *
 * Each has a folder of its own and ends with peer_stop.
 */
#pragma once

#include <arpa/inet.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct Peer {
    GPid pid;
    int port;
    char *folder; /* whatever the peer leaves */
} Peer;

enum { PEER_WAIT_US = 10 * 1000, PEER_TRIES = 1000 };

static inline struct sockaddr_in
peer_address(int port)
{
    return (struct sockaddr_in){
        .sin_family = AF_INET,
        .sin_port = htons((guint16)port),
        .sin_addr = { .s_addr = htonl(INADDR_LOOPBACK) },
    };
}

/* A port that is free now. */
static inline int
peer_free_port(void)
{
    struct sockaddr_in address = peer_address(0);
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    g_assert_cmpint(bind(fd, (struct sockaddr *)&address, size), ==, 0);
    g_assert_cmpint(getsockname(fd, (struct sockaddr *)&address, &size), ==, 0);
    close(fd);
    return ntohs(address.sin_port);
}

static inline gboolean
peer_answers(int port)
{
    struct sockaddr_in address = peer_address(port);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int rc = connect(fd, (struct sockaddr *)&address, sizeof address);
    close(fd);
    return rc == 0;
}

/* Starts COMMAND, a shell's words in which PORT and FOLDER stand for the
 * peer's, and waits until it answers. */
static inline void
peer_start(Peer *peer, const char *command)
{
    g_autoptr(GError) error = NULL;
    peer->port = peer_free_port();
    peer->folder = g_dir_make_tmp("peer-XXXXXX", &error);
    g_assert_no_error(error);
    g_assert_cmpint(g_chmod(peer->folder, 0777), ==, 0); /* smtp-sink: nobody */
    g_autofree char *port = g_strdup_printf("%d", peer->port);
    g_autoptr(GString) line = g_string_new(command);
    g_string_replace(line, "PORT", port, 0);
    g_string_replace(line, "FOLDER", peer->folder, 0);
    g_auto(GStrv) argv = NULL;
    g_shell_parse_argv(line->str, NULL, &argv, &error);
    g_assert_no_error(error);
    g_spawn_async(NULL, argv, NULL,
                  G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH |
                      G_SPAWN_STDERR_TO_DEV_NULL | G_SPAWN_STDOUT_TO_DEV_NULL,
                  NULL, NULL, &peer->pid, &error);
    g_assert_no_error(error);
    int tries = PEER_TRIES;
    while (!peer_answers(peer->port)) {
        g_assert_cmpint(--tries, >, 0);
        g_usleep(PEER_WAIT_US);
    }
}

/* smtp-sink with OPTIONS; it drops to nobody where the test is root. */
static inline void
peer_start_sink(Peer *peer, const char *options)
{
    g_autofree char *command =
        g_strdup_printf("/usr/sbin/smtp-sink %s %s 127.0.0.1:PORT 64",
                        geteuid() == 0 ? "-u nobody" : "", options);
    peer_start(peer, command);
}

/* "smtp://HOST:port", which the caller owns. */
static inline char *
peer_url(const Peer *peer, const char *scheme, const char *host)
{
    return g_strdup_printf("%s://%s:%d", scheme, host, peer->port);
}

/* What stands in the first file of the peer's folder whose name starts with
 * PREFIX; the caller owns it.  Waits for it. */
static inline char *
peer_read(const Peer *peer, const char *prefix)
{
    for (int tries = PEER_TRIES; tries > 0; tries--) {
        g_autoptr(GDir) folder = g_dir_open(peer->folder, 0, NULL);
        const char *name = NULL;
        char *text = NULL;
        while ((name = g_dir_read_name(folder)) != NULL) {
            g_autofree char *path = g_build_filename(peer->folder, name, NULL);
            if (g_str_has_prefix(name, prefix) &&
                g_file_get_contents(path, &text, NULL, NULL))
                return text;
        }
        g_usleep(PEER_WAIT_US);
    }
    g_error("the peer left no %s", prefix);
}

/* A folder with the certificates of tests/peers/make-tls.sh. */
static inline char *
peer_certificates(void)
{
    g_autoptr(GError) error = NULL;
    int status = 1;
    char *folder = g_dir_make_tmp("tls-XXXXXX", &error);
    g_assert_no_error(error);
    char script[] = "tests/peers/make-tls.sh";
    char shell[] = "sh";
    char *argv[] = { shell, script, folder, NULL };
    g_spawn_sync(NULL, argv, NULL,
                 G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL |
                     G_SPAWN_STDOUT_TO_DEV_NULL,
                 NULL, NULL, NULL, NULL, &status, &error);
    g_assert_no_error(error);
    g_assert_cmpint(status, ==, 0);
    return folder;
}

static inline void
peer_remove_certificates(const char *folder)
{
    g_autoptr(GDir) list = g_dir_open(folder, 0, NULL);
    const char *name = NULL;
    while ((name = g_dir_read_name(list)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_assert_cmpint(g_remove(path), ==, 0);
    }
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

/* Starts tests/peers/smtp-tls.py with CERTIFICATES and the words MODE. */
static inline void
peer_start_tls(Peer *peer, const char *certificates, const char *mode)
{
    g_autofree char *command =
        g_strdup_printf("python3 tests/peers/smtp-tls.py PORT %s FOLDER/log "
                        "%s",
                        certificates, mode);
    peer_start(peer, command);
}

/* How often PIECE stands in TEXT. */
static inline int
peer_count(const char *text, const char *piece)
{
    int count = 0;
    for (const char *p = text; (p = strstr(p, piece)) != NULL; p++)
        count++;
    return count;
}

static inline void
peer_stop(Peer *peer)
{
    g_assert_cmpint(kill(peer->pid, SIGTERM), ==, 0);
    g_assert_cmpint(waitpid(peer->pid, NULL, 0), ==, peer->pid);
    g_autoptr(GDir) folder = g_dir_open(peer->folder, 0, NULL);
    const char *name = NULL;
    while ((name = g_dir_read_name(folder)) != NULL) {
        g_autofree char *path = g_build_filename(peer->folder, name, NULL);
        g_assert_cmpint(g_remove(path), ==, 0);
    }
    g_assert_cmpint(g_rmdir(peer->folder), ==, 0);
    g_clear_pointer(&peer->folder, g_free);
}
