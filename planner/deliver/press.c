#include "planner/deliver/press.h"

#include <glib/gi18n.h>

enum {
    BATCH = 128, /* half the letters in memory: one is written, one gathered */
    THREADS_MAX = 8,
    FEW = 8, /* letters that are written before threads have started */
};

/* One letter: what was asked for, then what became of it. */
typedef struct Job {
    gint64 invitation, mailing; /* one of them; 0: not */
    char *code;
    LetterTask task; /* its strings are owned, unlike a caller's */
    Letter letter;
    GError *error;
} Job;

struct Press {
    Store *store;     /* borrowed, as the next */
    Letters *letters; /* only read: the threads share it */
    gint64 event, version;
    GPtrArray *jobs;    /* Job; being gathered */
    GPtrArray *writing; /* Job; the pool has them */
    GThreadPool *pool;  /* NULL: nothing is being written */
};

static void
free_job(gpointer data)
{
    Job *job = data;
    g_free(job->code);
    g_free((char *)job->task.facts);
    g_free((char *)job->task.heard);
    g_free((char *)job->task.uid);
    g_free((char *)job->task.message_id);
    g_free((char *)job->task.first_message);
    g_free((char *)job->task.organiser);
    g_free((char *)job->task.address);
    letter_clear(&job->letter);
    g_clear_error(&job->error);
    g_free(job);
}

Press *
press_new(Store *store, Letters *letters, gint64 event, gint64 version)
{
    Press *press = g_new0(Press, 1);
    press->store = store;
    press->letters = letters;
    press->event = event;
    press->version = version;
    press->jobs = g_ptr_array_new_with_free_func(free_job);
    press->writing = g_ptr_array_new_with_free_func(free_job);
    return press;
}

/* Waits until the pool is done with its batch. */
static void
wait_for_pool(Press *press)
{
    if (press->pool != NULL)
        g_thread_pool_free(press->pool, FALSE, TRUE);
    press->pool = NULL;
}

void
press_free(Press *press)
{
    if (press == NULL)
        return;
    wait_for_pool(press);
    g_ptr_array_unref(press->jobs);
    g_ptr_array_unref(press->writing);
    g_free(press);
}

static void
write_one(gpointer data, gpointer letters)
{
    Job *job = data;
    letter_write(letters, &job->task, &job->letter, &job->error);
}

/* Hands press->writing to the threads. */
static gboolean
start_writing(Press *press, GError **error)
{
    int threads = (int)MIN(g_get_num_processors(), THREADS_MAX);
    const GPtrArray *jobs = press->writing;
    if (jobs->len <= FEW) {
        g_ptr_array_foreach(press->writing, write_one, press->letters);
        return TRUE;
    }
    press->pool =
        g_thread_pool_new(write_one, press->letters, threads, FALSE, error);
    gboolean ok = press->pool != NULL;
    for (guint i = 0; ok && i < jobs->len; i++)
        ok = g_thread_pool_push(press->pool, g_ptr_array_index(jobs, i), error);
    return ok;
}

/* Why it stands in the outbox. */
static const char *
purpose_of(const LetterTask *task)
{
    if (letter_is_plain(task->purpose))
        return "letter";
    return task->purpose == LETTER_REMIND ? "remind" : "tell";
}

static gboolean
put(Press *press, Job *job, GError **error)
{
    const LetterTask *task = &job->task;
    if (job->error != NULL) {
        hundra_adopt(&job->error, HUNDRA_ERROR_INPUT);
        g_propagate_error(error, g_steal_pointer(&job->error));
        if (job->code != NULL)
            g_prefix_error(error, "%s: ", job->code);
        else
            g_prefix_error(error, _("inbjudan %" G_GINT64_FORMAT ": "),
                           job->invitation + job->mailing);
        return FALSE;
    }
    return store_run(press->store, error, "outbox_add",
                     "event:i invitation:i mailing:i method:s purpose:s "
                     "sequence:i "
                     "dtstamp:i message:s sender:s recipient:s subject:s "
                     "told:s version:i",
                     press->event, job->invitation, job->mailing,
                     letter_method(task->purpose), purpose_of(task),
                     (gint64)task->sequence, task->dtstamp_utc,
                     task->message_id, task->organiser, task->address,
                     job->letter.subject, task->facts, press->version) &&
           store_run(press->store, error, "outbox_body_add",
                     "outbox:i message:b", store_last_id(press->store),
                     job->letter.message);
}

static gboolean
put_all(Press *press, const GPtrArray *jobs, GError **error)
{
    for (guint i = 0; i < jobs->len; i++)
        if (!put(press, g_ptr_array_index(jobs, i), error))
            return FALSE;
    return TRUE;
}

/* Stores the written batch, in its order, while the threads are at the next:
 * only this thread touches the store. */
static gboolean
turn(Press *press, GError **error)
{
    wait_for_pool(press);
    g_autoptr(GPtrArray) written = press->writing;
    press->writing = press->jobs;
    press->jobs = g_ptr_array_new_with_free_func(free_job);
    return start_writing(press, error) && put_all(press, written, error);
}

gboolean
press_add(Press *press, gint64 thing, const char *code, const LetterTask *task,
          GError **error)
{
    Job *job = g_new0(Job, 1);
    if (letter_is_plain(task->purpose))
        job->mailing = thing;
    else
        job->invitation = thing;
    job->code = g_strdup(code);
    job->task = *task;
    job->task.facts = g_strdup(task->facts);
    job->task.heard = g_strdup(task->heard);
    job->task.uid = g_strdup(task->uid);
    job->task.message_id = g_strdup(task->message_id);
    job->task.first_message = g_strdup(task->first_message);
    job->task.organiser = g_strdup(task->organiser);
    job->task.address = g_strdup(task->address);
    g_ptr_array_add(press->jobs, job);
    return press->jobs->len < BATCH || turn(press, error);
}

gboolean
press_finish(Press *press, GError **error)
{
    if (!turn(press, error))
        return FALSE;
    wait_for_pool(press);
    if (!put_all(press, press->writing, error))
        return FALSE;
    g_ptr_array_set_size(press->writing, 0);
    return TRUE;
}
