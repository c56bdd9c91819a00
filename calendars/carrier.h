/*
 * carrier: what each kind of transport provides; seen only in this room.
 *
 * A kind's own struct starts with a Transport.
 */
#pragma once

#include "calendars/transport.h"

typedef struct Carrier {
    /* FROM and TO are valid and in normal form. */
    gboolean (*send)(Transport *transport, const char *from, const char *to,
                     const char *name, GBytes *message, GError **error);
    gboolean (*flush)(Transport *transport, GError **error); /* or NULL */
    gboolean (*greet)(Transport *transport, TransportOffers *offers,
                      GError **error);                 /* or NULL */
    Transport *(*another)(const Transport *transport); /* or NULL */
    void (*close)(Transport *transport); /* frees all but name and self */
} Carrier;

struct Transport {
    const Carrier *carrier;
    char *name; /* for the eye */
};

/* Sets ERROR (may be NULL) and gives FALSE, so that callers return it. */
gboolean transport_fail(GError **error, TransportError code, const char *format,
                        ...) G_GNUC_PRINTF(3, 4);
