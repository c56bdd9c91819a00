#include "transport.h"

#include <stdarg.h>

#include "calendars/address.h"
#include "calendars/carrier.h"

G_DEFINE_QUARK(transport_error, transport_error)

gboolean
transport_fail(GError **error, TransportError code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *sentence = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error_literal(error, TRANSPORT_ERROR, (int)code, sentence);
    return FALSE;
}

/* ADDRESS in normal form, looked at once more: what goes out on the wire is
 * not trusted to anyone's memory.  NULL sets ERROR. */
static char *
envelope(const char *address, GError **error)
{
    g_autofree char *fault = address_fault(address);
    if (fault == NULL)
        return address_normal(address);
    transport_fail(error, TRANSPORT_ERROR_PERMANENT, "%s", fault);
    return NULL;
}

gboolean
transport_send(Transport *transport, const char *from, const char *to,
               const char *name, GBytes *message, GError **error)
{
    g_autofree char *sender = envelope(from, error);
    g_autofree char *receiver = sender == NULL ? NULL : envelope(to, error);
    return receiver != NULL &&
           transport->carrier->send(transport, sender, receiver, name, message,
                                    error);
}

Transport *
transport_another(const Transport *transport)
{
    return transport->carrier->another != NULL
               ? transport->carrier->another(transport)
               : NULL;
}

gboolean
transport_greet(Transport *transport, TransportOffers *offers, GError **error)
{
    *offers = (TransportOffers){ 0 };
    return transport->carrier->greet == NULL ||
           transport->carrier->greet(transport, offers, error);
}

gboolean
transport_flush(Transport *transport, GError **error)
{
    return transport->carrier->flush == NULL ||
           transport->carrier->flush(transport, error);
}

void
transport_close(Transport *transport)
{
    if (transport == NULL)
        return;
    transport->carrier->close(transport);
    g_free(transport->name);
    g_free(transport);
}

const char *
transport_name(const Transport *transport)
{
    return transport->name;
}
