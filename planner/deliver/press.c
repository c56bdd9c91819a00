#include "planner/deliver/press.h"

enum {
    BATCH = 256, /* letters in memory at a time */
    THREADS_MAX = 8,
};

/* One letter: what was asked for, then what became of it. */
typedef struct Job {
    gint64 invitation;
    char *code;
    LetterTask task; /* its strings are owned, unlike a caller's */
    Letter letter;
    GError *error;
} Job;

struct Press {
    Store *store;     /* borrowed, as the next */
    Letters *letters; /* only read: the threads share it */
    gint64 event, version;
    GPtrArray *jobs; /* Job */
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
    return press;
}

void
press_free(Press *press)
{
    if (press == NULL)
        return;
    g_ptr_array_unref(press->jobs);
    g_free(press);
}

static void
write_one(gpointer data, gpointer letters)
{
    Job *job = data;
    letter_write(letters, &job->task, &job->letter, &job->error);
}

/* Turns all jobs into bytes; returns when the last is done. */
static gboolean
write_letters(Press *press, GError **error)
{
    int threads = (int)MIN(g_get_num_processors(), THREADS_MAX);
    GThreadPool *pool =
        g_thread_pool_new(write_one, press->letters, threads, FALSE, error);
    gboolean ok = pool != NULL;
    for (guint i = 0; ok && i < press->jobs->len; i++)
        ok = g_thread_pool_push(pool, g_ptr_array_index(press->jobs, i), error);
    if (pool != NULL)
        g_thread_pool_free(pool, FALSE, TRUE); /* waits for them all */
    return ok;
}

static gboolean
put(Press *press, Job *job, GError **error)
{
    const LetterTask *task = &job->task;
    if (job->error != NULL) {
        g_propagate_error(error, g_steal_pointer(&job->error));
        if (job->code != NULL)
            g_prefix_error(error, "%s: ", job->code);
        return FALSE;
    }
    return store_run(press->store, error, "outbox_add",
                     "event:i invitation:i method:s sequence:i dtstamp:i "
                     "message:s sender:s recipient:s subject:s told:s "
                     "version:i",
                     press->event, job->invitation,
                     task->purpose == LETTER_CANCEL ? "CANCEL" : "REQUEST",
                     (gint64)task->sequence, task->dtstamp_utc,
                     task->message_id, task->organiser, task->address,
                     job->letter.subject, task->facts, press->version) &&
           store_run(press->store, error, "outbox_body_add",
                     "outbox:i message:b", store_last_id(press->store),
                     job->letter.message);
}

gboolean
press_add(Press *press, gint64 invitation, const char *code,
          const LetterTask *task, GError **error)
{
    Job *job = g_new0(Job, 1);
    job->invitation = invitation;
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
    return press->jobs->len < BATCH || press_finish(press, error);
}

gboolean
press_finish(Press *press, GError **error)
{
    if (!write_letters(press, error))
        return FALSE;
    for (guint i = 0; i < press->jobs->len; i++)
        if (!put(press, g_ptr_array_index(press->jobs, i), error))
            return FALSE;
    g_ptr_array_set_size(press->jobs, 0);
    return TRUE;
}
