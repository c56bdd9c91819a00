/*
 * sink: a small SMTP server on loopback that takes what it is given.
 *
 * For a rehearsal: mail goes out as it really would, and nowhere.  As much of
 * RFC 5321 as one sender needs, in a thread of its own, on a port that was
 * free; knows no mailbox and hands on nothing.
 */
#pragma once

#include <glib.h>

enum {
    SINK_MESSAGE_BYTES_MAX = 25 * 1024 * 1024,
    SINK_LINE_BYTES_MAX = 64 * 1024, /* of a command or a message */
    SINK_CLIENTS_MAX = 8,            /* at a time; more wait */
};

typedef struct Sink Sink;

/* Called in the sink's thread, one mail at a time, before the sender is told
 * that it has arrived: FROM and TO of its envelope, and MESSAGE, CRLF
 * throughout, all borrowed. */
typedef void (*SinkTaker)(const char *from, const char *to, GBytes *message,
                          gpointer data);

/* NULL sets ERROR (TRANSPORT_ERROR_SETUP). */
Sink *sink_open(SinkTaker take, gpointer data, GError **error);

/* Ends the thread: TAKE is not called again, and what it wrote can be read. */
void sink_close(Sink *sink);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sink, sink_close)

/* "smtp://127.0.0.1:40123", borrowed. */
const char *sink_url(const Sink *sink);
