#include "planner/deliver/crew.h"

enum { REFUSALS_MAX = 8 }; /* "later" in a row: the server is not well */

struct Crew {
    Transport *first; /* borrowed, as the next */
    OutboxLock *lock;
    GPtrArray *others;  /* Transport: of the threads but the first */
    GPtrArray *threads; /* GThread; none: the caller carries */
    GAsyncQueue *waiting, *carried; /* Parcel */
    Parcel home;                    /* ends the thread that takes it */
    guint load;
    gint stopped, refusals; /* atomic */
};

/* One thread's. */
typedef struct Carriage {
    Crew *crew;
    Transport *transport;
} Carriage;

void
parcel_free(Parcel *parcel)
{
    if (parcel == NULL)
        return;
    g_free(parcel->from);
    g_free(parcel->to);
    g_free(parcel->message_id);
    g_free(parcel->code);
    g_clear_pointer(&parcel->message, g_bytes_unref);
    g_clear_error(&parcel->failure);
    g_free(parcel);
}

static void
free_parcel(gpointer data)
{
    parcel_free(data);
}

static void
close_transport(gpointer data)
{
    transport_close(data);
}

/* ---- carrying -------------------------------------------------------------------- */

static void
judge(Crew *crew, const GError *failure)
{
    if (!g_error_matches(failure, TRANSPORT_ERROR, TRANSPORT_ERROR_TEMPORARY))
        g_atomic_int_set(&crew->refusals, 0);
    else if (g_atomic_int_add(&crew->refusals, 1) + 1 >= REFUSALS_MAX)
        crew_stop(crew);
    if (g_error_matches(failure, TRANSPORT_ERROR, TRANSPORT_ERROR_SETUP))
        crew_stop(crew);
}

static void
carry(Crew *crew, Transport *transport, Parcel *parcel)
{
    parcel->tried = !crew_stopped(crew);
    if (parcel->tried) {
        gboolean sent = transport_send(transport, parcel->from, parcel->to,
                                       parcel->message_id, parcel->message,
                                       &parcel->failure);
        /* What goes to a folder has left only when the batch is flushed. */
        if (sent && crew->threads->len > 0)
            outbox_receipt(crew->lock, parcel->message_id,
                           transport_name(transport), parcel->given_utc);
        judge(crew, parcel->failure);
    }
    g_async_queue_push(crew->carried, parcel);
}

static gpointer
work(gpointer data)
{
    g_autofree Carriage *carriage = data;
    Crew *crew = carriage->crew;
    Parcel *parcel = NULL;
    while ((parcel = g_async_queue_pop(crew->waiting)) != &crew->home)
        carry(crew, carriage->transport, parcel);
    return NULL;
}

static void
start(Crew *crew, Transport *transport)
{
    Carriage *carriage = g_new(Carriage, 1);
    *carriage = (Carriage){ crew, transport };
    g_ptr_array_add(crew->threads, g_thread_new("post", work, carriage));
}

/* ---- for the caller ---------------------------------------------------------------- */

Crew *
crew_open(Transport *first, guint connections, OutboxLock *lock)
{
    Crew *crew = g_new0(Crew, 1);
    crew->first = first;
    crew->lock = lock;
    crew->others = g_ptr_array_new_with_free_func(close_transport);
    crew->threads = g_ptr_array_new();
    crew->waiting = g_async_queue_new_full(free_parcel);
    crew->carried = g_async_queue_new_full(free_parcel);
    g_autoptr(Transport) other = transport_another(first);
    if (other == NULL)
        return crew;
    start(crew, first);
    for (guint i = 1; i < connections; i++) {
        g_ptr_array_add(crew->others, g_steal_pointer(&other));
        start(crew, g_ptr_array_index(crew->others, i - 1));
        other = transport_another(first);
    }
    return crew;
}

void
crew_close(Crew *crew)
{
    if (crew == NULL)
        return;
    crew_stop(crew);
    for (guint i = 0; i < crew->threads->len; i++)
        g_async_queue_push(crew->waiting, &crew->home);
    for (guint i = 0; i < crew->threads->len; i++)
        g_thread_join(g_ptr_array_index(crew->threads, i));
    g_ptr_array_unref(crew->threads);
    g_ptr_array_unref(crew->others);
    g_async_queue_unref(crew->waiting);
    g_async_queue_unref(crew->carried);
    g_free(crew);
}

void
crew_give(Crew *crew, Parcel *parcel)
{
    crew->load++;
    if (crew->threads->len > 0)
        g_async_queue_push(crew->waiting, parcel);
    else
        carry(crew, crew->first, parcel);
}

Parcel *
crew_take(Crew *crew, gint64 until_us)
{
    if (crew->load == 0)
        return NULL;
    gint64 left_us = MAX(until_us - g_get_monotonic_time(), 0);
    Parcel *parcel = g_async_queue_timeout_pop(crew->carried, (guint64)left_us);
    crew->load -= parcel != NULL ? 1 : 0;
    return parcel;
}

guint
crew_load(const Crew *crew)
{
    return crew->load;
}

void
crew_stop(Crew *crew)
{
    g_atomic_int_set(&crew->stopped, TRUE);
}

gboolean
crew_stopped(const Crew *crew)
{
    return g_atomic_int_get(&crew->stopped) != 0;
}
