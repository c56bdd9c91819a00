#include "planner/deliver/catch-up.h"

#include <string.h>

#include "planner/deliver/facts.h"
#include "planner/deliver/ledger.h"

/* A line of the ledger, as far as it is one; borrowed from its JSON, but
 * for TOLD. */
typedef struct Line {
    const char *code, *kind, *method, *purpose, *uid, *organiser, *address,
        *message_id, *first_message, *subject;
    const char *letter; /* without a calendar entry: which; else NULL */
    gint64 sequence, dtstamp_utc, version;
    char *told; /* owned */
} Line;

static void
line_clear(Line *line)
{
    g_clear_pointer(&line->told, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Line, line_clear)

static gint64
number(JsonObject *object, const char *name)
{
    JsonNode *node = facts_member(object, name);
    return node != NULL && json_node_get_value_type(node) == G_TYPE_INT64
               ? json_node_get_int(node)
               : -1;
}

/* FALSE: another hand has written it. */
static gboolean
line_read(Line *line, JsonObject *object)
{
    const struct {
        const char *name, **value;
    } texts[] = {
        { "code", &line->code },
        { "kind", &line->kind },
        { "method", &line->method },
        { "purpose", &line->purpose },
        { "uid", &line->uid },
        { "organiser", &line->organiser },
        { "address", &line->address },
        { "message", &line->message_id },
        { "first", &line->first_message },
        { "subject", &line->subject },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        *texts[i].value = facts_text(object, texts[i].name);
        if (*texts[i].value == NULL)
            return FALSE;
    }
    JsonNode *told = facts_member(object, "told");
    line->letter = facts_text(object, "letter");
    line->sequence = number(object, "sequence");
    line->dtstamp_utc = number(object, "dtstamp");
    line->version = number(object, "version");
    line->told = told != NULL ? json_to_string(told, FALSE) : NULL;
    return line->told != NULL && line->sequence >= 0 &&
           line->dtstamp_utc >= 0 && line->version >= 0;
}

/* The invitation of LINE, found or made, raised to what it has told. */
static gboolean
raise_invitation(Store *store, gint64 event, const Line *line, GError **error)
{
    return store_run(store, error, "ledger_invitation_add",
                     "event:i code:s kind:s uid:s organiser:s address:s "
                     "sequence:i dtstamp:i first:s told:s version:i",
                     event, line->code, line->kind, line->uid, line->organiser,
                     line->address, line->sequence, line->dtstamp_utc,
                     line->first_message, line->told, line->version) &&
           store_run(store, error, "ledger_invitation_raise",
                     "uid:s method:s sequence:i dtstamp:i first:s told:s "
                     "version:i",
                     line->uid, line->method, line->sequence, line->dtstamp_utc,
                     line->first_message, line->told, line->version) &&
           store_run(store, error, "ledger_withdraw", "uid:s dtstamp:i again:i",
                     line->uid, line->dtstamp_utc,
                     (gint64)(strcmp(line->method, "REQUEST") == 0));
}

static LetterPurpose
purpose_of(const Line *line)
{
    LetterPurpose purpose = LETTER_REQUEST;
    if (line->letter != NULL && letter_purpose(line->letter, &purpose))
        return purpose;
    if (strcmp(line->method, "CANCEL") == 0)
        return LETTER_CANCEL;
    if (strcmp(line->method, "DECLINECOUNTER") == 0)
        return LETTER_KEEP;
    return strcmp(line->message_id, line->first_message) == 0 ? LETTER_REQUEST
                                                              : LETTER_UPDATE;
}

static gboolean
write_again(Store *store, Letters *letters, const Line *line, GError **error)
{
    LetterTask task = {
        .kind = strcmp(line->kind, "company") == 0 ? LETTER_COMPANY
                                                   : LETTER_PARTICIPANT,
        .purpose = purpose_of(line),
        .facts = line->told,
        .uid = line->uid,
        .message_id = line->message_id,
        .first_message = line->first_message,
        .organiser = line->organiser,
        .address = line->address,
        .sequence = (int)line->sequence,
        .dtstamp_utc = line->dtstamp_utc,
    };
    gint64 id = store_last_id(store);
    g_auto(Letter) letter = { 0 };
    return letter_write(letters, &task, &letter, error) &&
           store_run(store, error, "outbox_body_add", "outbox:i message:b", id,
                     letter.message);
}

/* A letter without a calendar entry: its reader has had it. */
static gboolean
take_letter(Store *store, gint64 event, Letters *letters, const Line *line,
            gboolean sent, GError **error)
{
    const char *state = sent ? "sent" : "unsure";
    if (!store_run(store, error, "ledger_mailing_add",
                   "event:i letter:s code:s kind:s uid:s dtstamp:i", event,
                   line->letter, line->code, line->kind, line->uid,
                   line->dtstamp_utc))
        return FALSE;
    gint64 mailing =
        store_number(store, error, 0, "ledger_mailing_find",
                     "event:i letter:s kind:s code:s uid:s", event,
                     line->letter, line->kind, line->code, line->uid);
    if (mailing == 0 ||
        !store_run(store, error, "ledger_mailing_raise", "mailing:i dtstamp:i",
                   mailing, line->dtstamp_utc) ||
        !store_run(store, error, "ledger_mailing_withdraw",
                   "mailing:i message:s", mailing, line->message_id) ||
        !store_run(store, error, "ledger_outbox_raise", "message:s state:s",
                   line->message_id, state))
        return FALSE;
    if (store_changed(store) > 0)
        return TRUE; /* it waited in the backup */
    return store_run(store, error, "ledger_letter_add",
                     "event:i mailing:i purpose:s dtstamp:i message:s sender:s "
                     "recipient:s subject:s told:s version:i state:s",
                     event, mailing, line->purpose, line->dtstamp_utc,
                     line->message_id, line->organiser, line->address,
                     line->subject, line->told, line->version, state) &&
           (sent || write_again(store, letters, line, error));
}

/* Whether the line is one that this program can take: a letter that a newer
 * one has written is not sent again by us, either. */
static gboolean
is_letter(const Line *line)
{
    LetterPurpose purpose = LETTER_REQUEST;
    return line->letter != NULL && letter_purpose(line->letter, &purpose) &&
           letter_is_plain(purpose);
}

static gboolean
take(Store *store, gint64 event, Letters *letters, const LedgerNews *news,
     GError **error)
{
    g_auto(Line) line = { 0 };
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonObject *object = facts_read(parser, news->line, error);
    const char *state = news->sent ? "sent" : "unsure";
    if (object == NULL)
        return FALSE;
    if (!line_read(&line, object))
        return TRUE;
    if (is_letter(&line))
        return take_letter(store, event, letters, &line, news->sent, error);
    if (!raise_invitation(store, event, &line, error) ||
        !store_run(store, error, "ledger_outbox_raise", "message:s state:s",
                   line.message_id, state))
        return FALSE;
    if (store_changed(store) > 0)
        return TRUE; /* it waited in the backup */
    return store_run(store, error, "ledger_outbox_add",
                     "event:i uid:s method:s purpose:s sequence:i dtstamp:i "
                     "message:s sender:s recipient:s subject:s told:s "
                     "version:i state:s",
                     event, line.uid, line.method, line.purpose, line.sequence,
                     line.dtstamp_utc, line.message_id, line.organiser,
                     line.address, line.subject, line.told, line.version,
                     state) &&
           (news->sent || write_again(store, letters, &line, error));
}

gboolean
catch_up(Store *store, gint64 event, Letters *letters, GError **error)
{
    g_autoptr(GPtrArray) news = ledger_news(store, event, error);
    if (news == NULL)
        return FALSE;
    for (guint i = 0; i < news->len; i++)
        if (!take(store, event, letters, g_ptr_array_index(news, i), error))
            return FALSE;
    return store_run(store, error, "ledger_adopt_participants", "event:i",
                     event) &&
           store_run(store, error, "ledger_adopt_companies", "event:i",
                     event) &&
           store_run(store, error, "ledger_adopt_mailings", "event:i", event) &&
           store_run(store, error, "ledger_adopt_host_mailings", "event:i",
                     event);
}
