#include "sink.h"

#include <arpa/inet.h>
#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "calendars/carrier.h"

enum { BLOCK_BYTES = 64 * 1024, ASLEEP = -1 };

/* One sender.  HEARD is what has come of lines that have not ended. */
typedef struct Client {
    int fd; /* ASLEEP: the place is free */
    GByteArray *heard;
    char *from, *to;     /* of the mail under way; NULL: not yet said */
    GByteArray *message; /* NULL: commands are expected */
    gboolean too_big;
} Client;

struct Sink {
    SinkTaker take;
    gpointer data;
    int listener, wake[2]; /* a byte in WAKE ends the thread */
    char *url;
    GThread *thread;
    Client clients[SINK_CLIENTS_MAX];
};

/* ---- a sender's state ------------------------------------------------------ */

static void
forget_mail(Client *client)
{
    g_clear_pointer(&client->from, g_free);
    g_clear_pointer(&client->to, g_free);
    g_clear_pointer(&client->message, g_byte_array_unref);
    client->too_big = FALSE;
}

static void
hang_up(Client *client)
{
    forget_mail(client);
    g_clear_pointer(&client->heard, g_byte_array_unref);
    if (client->fd != ASLEEP)
        close(client->fd);
    client->fd = ASLEEP;
}

/* Replies are a few bytes: a sender that reads none of them is let go. */
static gboolean
say(const Client *client, const char *reply)
{
    gsize bytes = strlen(reply);
    return send(client->fd, reply, bytes, MSG_NOSIGNAL | MSG_DONTWAIT) ==
           (gssize)bytes;
}

/* ---- commands (RFC 5321 4.1.1) ----------------------------------------------- */

/* What stands between the angle brackets of LINE; NULL: no path is there. */
static char *
path_of(const char *line)
{
    const char *open = strchr(line, '<');
    const char *shut = open != NULL ? strchr(open, '>') : NULL;
    return shut != NULL ? g_strndup(open + 1, (gsize)(shut - open - 1)) : NULL;
}

static const char *
hello(Client *client, const char *line)
{
    (void)line;
    forget_mail(client);
    return "250-localhost\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n";
}

static const char *
mail_from(Client *client, const char *line)
{
    forget_mail(client);
    client->from = path_of(line);
    return client->from != NULL ? "250 2.1.0 ok\r\n"
                                : "501 5.5.4 from whom?\r\n";
}

/* An invitation is one person's: a second receiver is our own bug. */
static const char *
rcpt_to(Client *client, const char *line)
{
    if (client->from == NULL)
        return "503 5.5.1 MAIL first\r\n";
    if (client->to != NULL)
        return "452 4.5.3 one receiver is enough\r\n";
    client->to = path_of(line);
    return client->to != NULL ? "250 2.1.5 ok\r\n" : "501 5.5.4 to whom?\r\n";
}

static const char *
begin_message(Client *client, const char *line)
{
    (void)line;
    if (client->to == NULL)
        return "503 5.5.1 RCPT first\r\n";
    client->message = g_byte_array_new();
    return "354 go ahead\r\n";
}

static const char *
reset(Client *client, const char *line)
{
    (void)line;
    forget_mail(client);
    return "250 2.0.0 ok\r\n";
}

static const char *
quit(Client *client, const char *line)
{
    (void)client, (void)line;
    return "221 2.0.0 bye\r\n";
}

static const struct {
    const char *verb;
    const char *(*obey)(Client *client, const char *line);
} COMMANDS[] = {
    { "EHLO", hello },   { "HELO", hello },         { "MAIL", mail_from },
    { "RCPT", rcpt_to }, { "DATA", begin_message }, { "RSET", reset },
    { "NOOP", NULL },    { "QUIT", quit },
};

/* FALSE: the conversation is over. */
static gboolean
obey(Client *client, const char *line)
{
    const char *reply = "502 5.5.1 unknown command\r\n";
    for (gsize i = 0; i < G_N_ELEMENTS(COMMANDS); i++)
        if (g_ascii_strncasecmp(line, COMMANDS[i].verb, 4) == 0)
            reply = COMMANDS[i].obey != NULL ? COMMANDS[i].obey(client, line)
                                             : "250 2.0.0 ok\r\n";
    return say(client, reply) && !g_str_has_prefix(reply, "221");
}

/* ---- the message (RFC 5321 4.5.2) --------------------------------------------- */

static gboolean
end_message(Sink *sink, Client *client)
{
    const char *reply = "552 5.3.4 too big\r\n";
    if (!client->too_big) {
        g_autoptr(GBytes) message =
            g_byte_array_free_to_bytes(g_steal_pointer(&client->message));
        sink->take(client->from, client->to, message, sink->data);
        reply = "250 2.0.0 taken\r\n";
    }
    forget_mail(client);
    return say(client, reply);
}

static void
add_line(Client *client, const guint8 *line, gsize bytes)
{
    if (bytes > 0 && *line == '.') {
        line++;
        bytes--;
    }
    client->too_big = client->too_big ||
                      client->message->len + bytes > SINK_MESSAGE_BYTES_MAX;
    if (!client->too_big)
        g_byte_array_append(client->message, line, (guint)bytes);
}

/* One line with its end.  FALSE: the conversation is over. */
static gboolean
take_line(Sink *sink, Client *client, const guint8 *line, gsize bytes)
{
    if (client->message == NULL) {
        g_autofree char *text = g_strndup((const char *)line, bytes);
        return obey(client, text);
    }
    if (bytes == 3 && memcmp(line, ".\r\n", bytes) == 0)
        return end_message(sink, client);
    add_line(client, line, bytes);
    return TRUE;
}

/* ---- bytes ----------------------------------------------------------------------- */

/* The lines that have ended.  FALSE: the conversation is over. */
static gboolean
take_lines(Sink *sink, Client *client)
{
    gsize at = 0;
    const guint8 *end = NULL;
    const GByteArray *heard = client->heard;
    while ((end = memchr(heard->data + at, '\n', heard->len - at)) != NULL) {
        gsize bytes = (gsize)(end - heard->data) + 1 - at;
        if (!take_line(sink, client, heard->data + at, bytes))
            return FALSE;
        at += bytes;
    }
    if (at > 0)
        g_byte_array_remove_range(client->heard, 0, (guint)at);
    return heard->len <= SINK_LINE_BYTES_MAX ||
           (say(client, "500 5.5.2 the line is too long\r\n") && FALSE);
}

static void
listen_to(Sink *sink, Client *client)
{
    guint8 block[BLOCK_BYTES];
    gssize bytes = recv(client->fd, block, sizeof block, MSG_DONTWAIT);
    if (bytes < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (bytes > 0)
        g_byte_array_append(client->heard, block, (guint)bytes);
    if (bytes <= 0 || !take_lines(sink, client))
        hang_up(client);
}

static void
welcome(Sink *sink)
{
    for (int i = 0; i < SINK_CLIENTS_MAX; i++) {
        Client *client = &sink->clients[i];
        if (client->fd != ASLEEP)
            continue;
        client->fd = accept4(sink->listener, NULL, NULL, SOCK_CLOEXEC);
        client->heard = g_byte_array_new();
        if (client->fd == ASLEEP || !say(client, "220 localhost ESMTP\r\n"))
            hang_up(client);
        return;
    }
}

static gpointer
serve(gpointer user_data)
{
    enum { WAKE, LISTENER, FIRST };
    Sink *sink = user_data;
    struct pollfd polls[FIRST + SINK_CLIENTS_MAX] = {
        [WAKE] = { .fd = sink->wake[0], .events = POLLIN },
        [LISTENER] = { .events = POLLIN },
    };
    while (polls[WAKE].revents == 0) {
        gboolean full = TRUE;
        for (int i = 0; i < SINK_CLIENTS_MAX; i++) {
            polls[FIRST + i] =
                (struct pollfd){ .fd = sink->clients[i].fd, .events = POLLIN };
            full = full && sink->clients[i].fd != ASLEEP;
        }
        polls[LISTENER].fd = full ? ASLEEP : sink->listener;
        if (poll(polls, G_N_ELEMENTS(polls), -1) < 0)
            continue;
        for (int i = 0; i < SINK_CLIENTS_MAX; i++)
            if (polls[FIRST + i].revents != 0)
                listen_to(sink, &sink->clients[i]);
        if (polls[LISTENER].revents != 0)
            welcome(sink);
    }
    return NULL;
}

/* ---- opening and closing ------------------------------------------------------------ */

/* A listener on a port of loopback that is free. */
static gboolean
listen_on_loopback(Sink *sink)
{
    struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_addr = { .s_addr = htonl(INADDR_LOOPBACK) },
    };
    socklen_t size = sizeof address;
    sink->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (sink->listener < 0 ||
        bind(sink->listener, (struct sockaddr *)&address, size) < 0 ||
        listen(sink->listener, SINK_CLIENTS_MAX) < 0 ||
        getsockname(sink->listener, (struct sockaddr *)&address, &size) < 0)
        return FALSE;
    sink->url = g_strdup_printf("smtp://127.0.0.1:%d", ntohs(address.sin_port));
    return TRUE;
}

Sink *
sink_open(SinkTaker take, gpointer data, GError **error)
{
    g_autoptr(Sink) sink = g_new0(Sink, 1);
    sink->take = take;
    sink->data = data;
    sink->listener = sink->wake[0] = sink->wake[1] = ASLEEP;
    for (int i = 0; i < SINK_CLIENTS_MAX; i++)
        sink->clients[i].fd = ASLEEP;
    if (!listen_on_loopback(sink) ||
        !g_unix_open_pipe(sink->wake, FD_CLOEXEC, NULL)) {
        transport_fail(error, TRANSPORT_ERROR_SETUP,
                       _("ingen provserver gick att starta på den här "
                         "datorn: %s"),
                       g_strerror(errno));
        return NULL;
    }
    sink->thread = g_thread_new("sink", serve, sink);
    return g_steal_pointer(&sink);
}

void
sink_close(Sink *sink)
{
    if (sink == NULL)
        return;
    if (sink->thread != NULL) {
        gssize written = write(sink->wake[1], "", 1);
        g_assert(written == 1); /* an empty pipe of our own */
        g_thread_join(sink->thread);
    }
    for (int i = 0; i < SINK_CLIENTS_MAX; i++)
        hang_up(&sink->clients[i]);
    const int fds[] = { sink->listener, sink->wake[0], sink->wake[1] };
    for (gsize i = 0; i < G_N_ELEMENTS(fds); i++)
        if (fds[i] != ASLEEP)
            close(fds[i]);
    g_free(sink->url);
    g_free(sink);
}

const char *
sink_url(const Sink *sink)
{
    return sink->url;
}
