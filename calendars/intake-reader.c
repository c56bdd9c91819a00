#include "intake-reader.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#include "calendars/intake-fields.h"

/* How much a child has before it at most, and how far ahead of the taker the
 * children may be. */
enum { QUEUE_MAILS = 64, QUEUE_BYTES = 1024 * 1024, AHEAD = 512 };
enum { ANSWER_BYTES = 64 * 1024 * 1024 };

static const ChildRules RULES = {
    .read = intake_read_slice,
    .cpu_s = 2,
    .wall_ms = 2000,
    .memory_mb = 256,
};

typedef struct Worker {
    Child child;
    GArray *queue;    /* guint: mails it has not answered, in order */
    gsize queued;     /* bytes of those */
    guint sent;       /* how many of them are sent whole */
    gsize sent_bytes; /* of the next one with its length */
    GByteArray *in;   /* of an answer */
    gint64 waited_us; /* for the first of them */
    gboolean is_lost; /* it hung up, or spoke nonsense */
    gboolean is_new;  /* this child has answered nothing yet */
} Worker;

struct IntakeReader {
    ChildRules rules;
    guint count;
    Worker *workers;
    struct pollfd *polls;
};

/* One call of intake_reader_read. */
typedef struct Job {
    IntakeReader *reader;
    const GPtrArray *mails;
    Intake **answers; /* of each mail, until it is taken */
    guint next;       /* mail to hand out */
    guint taken;
} Job;

/* ---- workers ------------------------------------------------------------ */

static gboolean
worker_start(Worker *worker, const ChildRules *rules, GError **error)
{
    worker->sent = 0;
    worker->sent_bytes = 0;
    worker->waited_us = 0;
    worker->is_lost = FALSE;
    g_byte_array_set_size(worker->in, 0);
    if (worker->child.pid != 0)
        return TRUE;
    worker->is_new = TRUE;
    return child_start(&worker->child, rules, error);
}

static gsize
mail_size(const Job *job, guint index)
{
    return g_bytes_get_size(g_ptr_array_index(job->mails, index));
}

static guint
queue_at(const Worker *worker, guint place)
{
    return g_array_index(worker->queue, guint, place);
}

/* Takes the first mail off WORKER's queue: ANSWER is what it says. */
static void
settle(Job *job, Worker *worker, Intake *answer)
{
    guint index = queue_at(worker, 0);
    job->answers[index] = answer;
    worker->queued -= mail_size(job, index);
    worker->waited_us = 0;
    g_array_remove_index(worker->queue, 0);
    if (worker->sent > 0)
        worker->sent--;
}

/* A child ended: its first mail was the one, a new child gets the others.
 * One that ended before it had anything of its mails died of something
 * else, unless it never lived. */
static gboolean
replace(Job *job, Worker *worker, gboolean overdue, GError **error)
{
    IntakeFault fault = child_end(&worker->child, overdue);
    gboolean had_any = worker->sent > 0 || worker->sent_bytes > 0;
    if (worker->queue->len > 0 && (had_any || worker->is_new))
        settle(job, worker, intake_broken(fault));
    return worker_start(worker, &job->reader->rules, error);
}

/* ---- handing out -------------------------------------------------------- */

static gboolean
has_room(const Worker *worker, gsize size)
{
    return worker->queue->len == 0 || (worker->queue->len < QUEUE_MAILS &&
                                       worker->queued + size <= QUEUE_BYTES);
}

/* The worker with the least before it. */
static Worker *
freest(IntakeReader *reader)
{
    Worker *best = &reader->workers[0];
    for (guint i = 1; i < reader->count; i++)
        if (reader->workers[i].queued < best->queued)
            best = &reader->workers[i];
    return best;
}

static void
hand_out(Job *job)
{
    while (job->next < job->mails->len && job->next < job->taken + AHEAD) {
        gsize size = mail_size(job, job->next);
        Worker *worker = freest(job->reader);
        if (size > INTAKE_BYTES_MAX) {
            job->answers[job->next++] = intake_broken(INTAKE_FAULT_TOO_BIG);
            continue;
        }
        if (!has_room(worker, size))
            return;
        g_array_append_val(worker->queue, job->next);
        worker->queued += size;
        job->next++;
    }
}

/* Counts COUNT bytes as sent. */
static void
count_sent(const Job *job, Worker *worker, gsize count)
{
    worker->sent_bytes += count;
    while (worker->sent < worker->queue->len) {
        gsize whole =
            sizeof(guint32) + mail_size(job, queue_at(worker, worker->sent));
        if (worker->sent_bytes < whole)
            return;
        worker->sent_bytes -= whole;
        worker->sent++;
    }
}

/* What WORKER still has to be sent, as much as one call takes. */
static int
gather(const Job *job, const Worker *worker, struct iovec *pieces,
       guint32 *lengths, int count)
{
    int used = 0;
    gsize skip = worker->sent_bytes;
    for (guint i = worker->sent; i < worker->queue->len && used < count; i++) {
        gsize size = 0;
        gconstpointer data = g_bytes_get_data(
            g_ptr_array_index(job->mails, queue_at(worker, i)), &size);
        guint32 *length = &lengths[used / 2];
        *length = (guint32)size;
        pieces[used++] = (struct iovec){ length, sizeof *length };
        pieces[used++] = (struct iovec){ (gpointer)data, size };
    }
    for (int i = 0; i < used && skip > 0; i++) {
        gsize step = MIN(skip, pieces[i].iov_len);
        pieces[i].iov_base = (char *)pieces[i].iov_base + step;
        pieces[i].iov_len -= step;
        skip -= step;
    }
    return used;
}

static void
send_some(const Job *job, Worker *worker)
{
    enum { PIECES = 64 };
    guint32 lengths[PIECES / 2];
    struct iovec pieces[PIECES];
    struct msghdr message = { .msg_iov = pieces };
    int used = gather(job, worker, pieces, lengths, PIECES);
    message.msg_iovlen = (gsize)used;
    ssize_t sent = sendmsg(worker->child.fd, &message, MSG_NOSIGNAL);
    if (sent > 0)
        count_sent(job, worker, (gsize)sent);
    else if (sent < 0 && errno != EAGAIN && errno != EINTR)
        worker->is_lost = TRUE; /* its last answers are still to be read */
}

/* ---- taking in ---------------------------------------------------------- */

/* Settles every whole answer in what came.  FALSE: it is nonsense. */
static gboolean
take_answers(Job *job, Worker *worker)
{
    Slice rest = { (const char *)worker->in->data, worker->in->len };
    guint32 size = 0;
    gboolean good = TRUE;
    while (good && rest.size >= sizeof size) {
        memcpy(&size, rest.at, sizeof size);
        good = size <= ANSWER_BYTES;
        if (!good || rest.size - sizeof size < size)
            break;
        Slice bytes = { rest.at + sizeof size, size };
        Intake *answer = worker->sent == 0 ? NULL : intake_parse(bytes);
        good = answer != NULL;
        if (good) {
            worker->is_new = FALSE;
            settle(job, worker, answer);
        }
        rest = slice_skip(rest, sizeof size + size);
    }
    if (rest.size < worker->in->len)
        g_byte_array_remove_range(worker->in, 0,
                                  worker->in->len - (guint)rest.size);
    return good;
}

static void
receive(Job *job, Worker *worker)
{
    enum { CHUNK = 64 * 1024 };
    for (;;) {
        guint have = worker->in->len;
        g_byte_array_set_size(worker->in, have + CHUNK);
        ssize_t got = recv(worker->child.fd, worker->in->data + have, CHUNK, 0);
        g_byte_array_set_size(worker->in, have + (got > 0 ? (guint)got : 0));
        if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
            worker->is_lost = TRUE;
        if (got <= 0)
            return;
        if (!take_answers(job, worker)) {
            worker->is_lost = TRUE;
            return;
        }
    }
}

/* ---- one round ---------------------------------------------------------- */

static int
patience_ms(const Job *job)
{
    gint64 least = job->reader->rules.wall_ms;
    for (guint i = 0; i < job->reader->count; i++) {
        const Worker *worker = &job->reader->workers[i];
        gint64 left = job->reader->rules.wall_ms - worker->waited_us / 1000;
        if (worker->queue->len > 0)
            least = MIN(least, left);
    }
    return (int)MAX(least, 0) + 1;
}

/* Waits until a worker can be spoken to.  Only the time that we waited
 * counts against it: not what the taker used. */
static void
wait_for_workers(Job *job)
{
    IntakeReader *reader = job->reader;
    for (guint i = 0; i < reader->count; i++) {
        const Worker *worker = &reader->workers[i];
        gboolean to_send = worker->sent < worker->queue->len;
        reader->polls[i] = (struct pollfd){
            .fd = worker->queue->len > 0 ? worker->child.fd : -1,
            .events = (short)(POLLIN | (to_send ? POLLOUT : 0)),
        };
    }
    gint64 start_us = g_get_monotonic_time();
    if (poll(reader->polls, reader->count, patience_ms(job)) < 0)
        for (guint i = 0; i < reader->count; i++)
            reader->polls[i].revents = 0;
    gint64 waited_us = g_get_monotonic_time() - start_us;
    for (guint i = 0; i < reader->count; i++)
        reader->workers[i].waited_us += waited_us;
}

static gboolean
serve_worker(Job *job, Worker *worker, short events, GError **error)
{
    if (events & POLLOUT)
        send_some(job, worker);
    if (events & (POLLIN | POLLHUP | POLLERR))
        receive(job, worker);
    gboolean overdue = worker->waited_us / 1000 >= job->reader->rules.wall_ms;
    if (worker->is_lost)
        return replace(job, worker, FALSE, error);
    return worker->queue->len == 0 || !overdue ||
           replace(job, worker, TRUE, error);
}

/* Hands over what is ready, in order.  FALSE: TAKE wants no more. */
static gboolean
give(Job *job, IntakeTaker take, gpointer data)
{
    while (job->taken < job->mails->len && job->answers[job->taken] != NULL) {
        g_autoptr(Intake) intake = g_steal_pointer(&job->answers[job->taken]);
        if (!take(job->taken++, intake, data))
            return FALSE;
    }
    return TRUE;
}

static gboolean
run(Job *job, IntakeTaker take, gpointer data, GError **error)
{
    IntakeReader *reader = job->reader;
    for (guint i = 0; i < reader->count; i++)
        if (!worker_start(&reader->workers[i], &reader->rules, error))
            return FALSE;
    while (job->taken < job->mails->len) {
        hand_out(job);
        if (job->answers[job->taken] == NULL) {
            wait_for_workers(job);
            for (guint i = 0; i < reader->count; i++)
                if (!serve_worker(job, &reader->workers[i],
                                  reader->polls[i].revents, error))
                    return FALSE;
        }
        if (!give(job, take, data))
            return FALSE;
    }
    return TRUE;
}

/* ---- the handle --------------------------------------------------------- */

IntakeReader *
intake_reader_open_with(guint children, const ChildRules *rules, GError **error)
{
    g_autoptr(IntakeReader) reader = g_new0(IntakeReader, 1);
    reader->rules = *rules;
    reader->count = children > 0 ? children : g_get_num_processors();
    reader->workers = g_new0(Worker, reader->count);
    reader->polls = g_new0(struct pollfd, reader->count);
    for (guint i = 0; i < reader->count; i++) {
        reader->workers[i].queue = g_array_new(FALSE, FALSE, sizeof(guint));
        reader->workers[i].in = g_byte_array_new();
    }
    for (guint i = 0; i < reader->count; i++)
        if (!worker_start(&reader->workers[i], rules, error))
            return NULL;
    return g_steal_pointer(&reader);
}

IntakeReader *
intake_reader_open(guint children, GError **error)
{
    return intake_reader_open_with(children, &RULES, error);
}

void
intake_reader_close(IntakeReader *reader)
{
    if (reader == NULL)
        return;
    for (guint i = 0; i < reader->count; i++) {
        child_end(&reader->workers[i].child, TRUE);
        g_array_unref(reader->workers[i].queue);
        g_byte_array_unref(reader->workers[i].in);
    }
    g_free(reader->workers);
    g_free(reader->polls);
    g_free(reader);
}

/* Children that were still busy would answer the next call with this one's
 * mails: they end. */
static void
end_busy(IntakeReader *reader)
{
    for (guint i = 0; i < reader->count; i++) {
        Worker *worker = &reader->workers[i];
        if (worker->queue->len > 0)
            child_end(&worker->child, TRUE);
        g_array_set_size(worker->queue, 0);
        worker->queued = 0;
    }
}

gboolean
intake_reader_read(IntakeReader *reader, const GPtrArray *mails,
                   IntakeTaker take, gpointer data, GError **error)
{
    g_autofree Intake **answers = g_new0(Intake *, mails->len);
    Job job = { .reader = reader, .mails = mails, .answers = answers };
    gboolean good = run(&job, take, data, error);
    end_busy(reader);
    for (guint i = 0; i < mails->len; i++)
        intake_free(answers[i]);
    return good;
}
