#include "planner/deliver/receive.h"

#include <glib/gi18n.h>

#include "planner/deliver/slurp.h"

enum {
    BATCH = 256,
    BATCH_BYTES = 64 * 1024 * 1024,
    TRIES = 3, /* to read a broken mail, in as many runs */
};

struct Receiver {
    Store *store; /* borrowed, as the next */
    const ReceiveRequest *request;
    IntakeReader *reader;
    ReceiveReport report;
};

/* A mail of a batch; bytes NULL: could not be had, because of FAULT. */
typedef struct Mail {
    char *id;
    GBytes *bytes;
    IntakeFault fault;
} Mail;

typedef struct Batch {
    const char *source;
    GPtrArray *mails;    /* Mail */
    GPtrArray *readable; /* Mail, borrowed; as the next */
    GPtrArray *bytes;    /* GBytes */
    gsize size;
    Receiver *receiver;
    GError *error; /* of booking */
} Batch;

static void
free_mail(gpointer data)
{
    Mail *mail = data;
    g_clear_pointer(&mail->bytes, g_bytes_unref);
    g_free(mail->id);
    g_free(mail);
}

static void
batch_init(Batch *batch, Receiver *receiver, const char *source)
{
    *batch = (Batch){ .source = source, .receiver = receiver };
    batch->mails = g_ptr_array_new_with_free_func(free_mail);
    batch->readable = g_ptr_array_new();
    batch->bytes = g_ptr_array_new();
}

static void
batch_clear(Batch *batch)
{
    g_clear_pointer(&batch->mails, g_ptr_array_unref);
    g_clear_pointer(&batch->readable, g_ptr_array_unref);
    g_clear_pointer(&batch->bytes, g_ptr_array_unref);
    g_clear_error(&batch->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Batch, batch_clear)

static void
batch_empty(Batch *batch)
{
    g_ptr_array_set_size(batch->bytes, 0);
    g_ptr_array_set_size(batch->readable, 0);
    g_ptr_array_set_size(batch->mails, 0);
    batch->size = 0;
}

/* Takes ID and BYTES over. */
static void
batch_add(Batch *batch, char *id, GBytes *bytes, IntakeFault fault)
{
    Mail *mail = g_new0(Mail, 1);
    mail->id = id;
    mail->bytes = bytes;
    mail->fault = fault;
    g_ptr_array_add(batch->mails, mail);
    if (bytes == NULL)
        return;
    g_ptr_array_add(batch->readable, mail);
    g_ptr_array_add(batch->bytes, bytes);
    batch->size += g_bytes_get_size(bytes);
}

static gboolean
batch_full(const Batch *batch)
{
    return batch->mails->len >= BATCH || batch->size >= BATCH_BYTES;
}

/* ---- a batch into the store -------------------------------------------------- */

static gboolean
book_mail(Batch *batch, const Mail *mail, const Intake *intake)
{
    Receiver *receiver = batch->receiver;
    const Arrival arrival = { batch->source, mail->id, mail->bytes, intake };
    receiver->report.seen++;
    return enter(receiver->store, &arrival, receiver->request->authserv,
                 &receiver->report.counts, &batch->error);
}

static gboolean
take(guint index, const Intake *intake, gpointer data)
{
    Batch *batch = data;
    return book_mail(batch, g_ptr_array_index(batch->readable, index), intake);
}

/* Reads and books BATCH within a change that the caller has begun. */
static gboolean
book_batch(Batch *batch, GError **error)
{
    gboolean ok = intake_reader_read(batch->receiver->reader, batch->bytes,
                                     take, batch, error);
    for (guint i = 0; ok && i < batch->mails->len; i++) {
        const Mail *mail = g_ptr_array_index(batch->mails, i);
        const Intake broken = { .kind = INTAKE_BROKEN, .fault = mail->fault };
        ok = mail->bytes != NULL || book_mail(batch, mail, &broken);
    }
    if (batch->error != NULL) {
        g_clear_error(error);
        g_propagate_error(error, g_steal_pointer(&batch->error));
    }
    return ok;
}

static gboolean
commit(Receiver *receiver, StoreChange *change, const EnterCounts *before,
       GError **error)
{
    const EnterCounts *now = &receiver->report.counts;
    g_autofree char *what = g_strdup_printf(
        _("%d svar bokförda, %d väntar på en människa, %d noterade"),
        now->booked - before->booked, now->waiting - before->waiting,
        now->noted - before->noted + now->problems - before->problems);
    const JournalEntry entry = { .who = receiver->request->who,
                                 .command = "receive",
                                 .what = what };
    return store_change_commit(change, &entry, error);
}

/* Where an IMAP mailbox has been read to. */
typedef struct Cursor {
    const char *source;
    gint64 validity, last;
} Cursor;

/* BATCH and CURSOR (may be NULL) in one change; counts nothing that was not
 * kept. */
static gboolean
put(Batch *batch, const Cursor *cursor, GError **error)
{
    Receiver *receiver = batch->receiver;
    const ReceiveReport before = receiver->report;
    g_autoptr(StoreChange) change = store_change(receiver->store, error);
    if (change == NULL)
        return FALSE;
    gboolean ok = book_batch(batch, error) &&
                  (cursor == NULL ||
                   store_run(receiver->store, error, "mailbox_put",
                             "source:s validity:i last:i now:i", cursor->source,
                             cursor->validity, cursor->last,
                             store_now_utc(receiver->store))) &&
                  commit(receiver, change, &before.counts, error);
    if (!ok)
        receiver->report = before;
    batch_empty(batch);
    const ReceiveRequest *request = receiver->request;
    if (ok && request->tick != NULL)
        receiver->report.stopped =
            !request->tick(&receiver->report, request->tick_data);
    return ok;
}

/* ---- IMAP ------------------------------------------------------------------------ */

static gboolean
seek(Receiver *receiver, Imap *imap, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = store_query(
        receiver->store, error, "mailbox_find", "source:s", imap_name(imap));
    if (rows == NULL)
        return FALSE;
    if (store_rows_next(rows, &inner) &&
        store_rows_int(rows, 0) == (gint64)imap_validity(imap))
        imap_seek(imap, (guint32)CLAMP(store_rows_int(rows, 1), 0,
                                       (gint64)G_MAXUINT32));
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* An error of the mailbox as one of ours. */
static GPtrArray *
next_mails(Imap *imap, GError **error)
{
    GPtrArray *mails = imap_next(imap, error);
    if (mails == NULL)
        hundra_adopt(error, HUNDRA_ERROR_DELIVERY);
    return mails;
}

gboolean
receiver_imap(Receiver *receiver, Imap *imap, GError **error)
{
    g_auto(Batch) batch = { 0 };
    batch_init(&batch, receiver, imap_name(imap));
    if (!seek(receiver, imap, error))
        return FALSE;
    while (!receiver->report.stopped) {
        g_autoptr(GPtrArray) mails = next_mails(imap, error);
        if (mails == NULL)
            return FALSE;
        if (mails->len == 0)
            break;
        Cursor cursor = { imap_name(imap), imap_validity(imap), 0 };
        for (guint i = 0; i < mails->len; i++) {
            ImapMail *mail = g_ptr_array_index(mails, i);
            cursor.last = mail->uid;
            if (mail->result == LANE_GONE)
                continue;
            batch_add(&batch,
                      g_strdup_printf("%" G_GINT64_FORMAT ":%" G_GUINT32_FORMAT,
                                      cursor.validity, mail->uid),
                      g_steal_pointer(&mail->bytes),
                      mail->result == LANE_TOO_BIG ? INTAKE_FAULT_TOO_BIG
                                                   : INTAKE_FAULT_NO_MAIL);
        }
        if (!put(&batch, &cursor, error))
            return FALSE;
    }
    return TRUE;
}

/* ---- Maildir and files --------------------------------------------------------- */

static gboolean
seen_before(Receiver *receiver, const char *source, const char *id,
            GError **error)
{
    return store_number(receiver->store, error, 0, "inbox_seen",
                        "source:s source_id:s", source, id) != 0;
}

static gint
compare_names(gconstpointer a, gconstpointer b)
{
    return g_strcmp0(*(char *const *)a, *(char *const *)b);
}

/* The files of folder PATH by name, which in a Maildir means by age; the
 * caller owns them.  NULL sets ERROR. */
static GPtrArray *
files_in(const char *path, GError **error)
{
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    if (folder == NULL) {
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("%s går inte att läsa; en Maildir-mapp har new och cur "
                      "i sig"),
                    path);
        return NULL;
    }
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    const char *name = NULL;
    while ((name = g_dir_read_name(folder)) != NULL)
        if (*name != '.')
            g_ptr_array_add(names, g_build_filename(path, name, NULL));
    g_ptr_array_sort(names, compare_names);
    return names;
}

/* One file of a Maildir; its name up to the flags is its own for life. */
static gboolean
add_file(Batch *batch, const char *path, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autofree char *id = g_path_get_basename(path);
    id[strcspn(id, ":")] = '\0';
    if (seen_before(batch->receiver, batch->source, id, &inner) ||
        inner != NULL) {
        if (inner != NULL)
            g_propagate_error(error, g_steal_pointer(&inner));
        return inner == NULL;
    }
    gboolean too_big = FALSE;
    GBytes *bytes = slurp(path, INTAKE_BYTES_MAX, &too_big, &inner);
    if (bytes == NULL && !too_big)
        return TRUE; /* moved by its reader meanwhile: found the next time */
    batch_add(batch, g_steal_pointer(&id), bytes, INTAKE_FAULT_TOO_BIG);
    return !batch_full(batch) || put(batch, NULL, error);
}

gboolean
receiver_maildir(Receiver *receiver, const char *path, GError **error)
{
    static const char *const folders[] = { "cur", "new" };
    g_autofree char *whole = g_canonicalize_filename(path, NULL);
    g_autofree char *source = g_strconcat("Maildir ", whole, NULL);
    g_auto(Batch) batch = { 0 };
    batch_init(&batch, receiver, source);
    for (gsize i = 0; i < G_N_ELEMENTS(folders); i++) {
        g_autofree char *folder = g_build_filename(path, folders[i], NULL);
        g_autoptr(GPtrArray) files = files_in(folder, error);
        if (files == NULL)
            return FALSE;
        for (guint j = 0; j < files->len && !receiver->report.stopped; j++)
            if (!add_file(&batch, g_ptr_array_index(files, j), error))
                return FALSE;
    }
    return batch.mails->len == 0 || put(&batch, NULL, error);
}

gboolean
receiver_file(Receiver *receiver, const char *path, GError **error)
{
    gboolean too_big = FALSE;
    g_auto(Batch) batch = { 0 };
    batch_init(&batch, receiver, "fil");
    g_autoptr(GBytes) bytes = slurp(path, INTAKE_BYTES_MAX, &too_big, error);
    if (too_big)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("%s är för stor för ett brev"), path);
    if (bytes == NULL)
        return FALSE;
    char *id = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    batch_add(&batch, id, g_steal_pointer(&bytes), INTAKE_FAULT_NONE);
    return put(&batch, NULL, error);
}

/* ---- trying again ---------------------------------------------------------------- */

typedef struct Retry {
    Receiver *receiver;
    GArray *ids; /* gint64 */
    GPtrArray *bytes;
    GError *error;
} Retry;

/* Broken as before: counted.  Else its row is made anew, as if it came now. */
static gboolean
take_again(guint index, const Intake *intake, gpointer data)
{
    Retry *retry = data;
    Receiver *receiver = retry->receiver;
    gint64 id = g_array_index(retry->ids, gint64, index);
    if (intake->kind == INTAKE_BROKEN)
        return store_run(receiver->store, &retry->error, "inbox_tried", "id:i",
                         id);
    g_autofree char *source_id = g_strdup_printf("%" G_GINT64_FORMAT, id);
    const Arrival arrival = { "igen", source_id,
                              g_ptr_array_index(retry->bytes, index), intake };
    receiver->report.seen++;
    return store_run(receiver->store, &retry->error, "inbox_remove", "id:i",
                     id) &&
           enter(receiver->store, &arrival, receiver->request->authserv,
                 &receiver->report.counts, &retry->error);
}

static gboolean
read_again(Retry *retry, GError **error)
{
    Receiver *receiver = retry->receiver;
    const ReceiveReport before = receiver->report;
    g_autoptr(StoreChange) change = store_change(receiver->store, error);
    if (change == NULL)
        return FALSE;
    gboolean ok = intake_reader_read(receiver->reader, retry->bytes, take_again,
                                     retry, error) &&
                  commit(receiver, change, &before.counts, error);
    if (retry->error != NULL)
        g_propagate_error(error, g_steal_pointer(&retry->error));
    return ok;
}

gboolean
receiver_retry(Receiver *receiver, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_autoptr(GPtrArray) bytes =
        g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    g_autoptr(StoreRows) rows = store_query(
        receiver->store, &inner, "inbox_broken", "tries:i", (gint64)TRIES);
    while (rows != NULL && bytes->len < BATCH &&
           store_rows_next(rows, &inner)) {
        gint64 id = store_rows_int(rows, 0);
        g_array_append_val(ids, id);
        g_ptr_array_add(bytes, store_rows_bytes(rows, 1));
    }
    g_clear_pointer(&rows, store_rows_free);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    Retry retry = { receiver, ids, bytes, NULL };
    return bytes->len == 0 || read_again(&retry, error);
}

/* ---- setting up ------------------------------------------------------------------ */

Receiver *
receiver_open(Store *store, const ReceiveRequest *request, GError **error)
{
    IntakeReader *reader = intake_reader_open(0, error);
    if (reader == NULL)
        return NULL;
    Receiver *receiver = g_new0(Receiver, 1);
    receiver->store = store;
    receiver->request = request;
    receiver->reader = reader;
    return receiver;
}

void
receiver_close(Receiver *receiver)
{
    if (receiver == NULL)
        return;
    intake_reader_close(receiver->reader);
    g_free(receiver);
}

const ReceiveReport *
receiver_report(const Receiver *receiver)
{
    return &receiver->report;
}
