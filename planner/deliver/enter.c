#include "planner/deliver/enter.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "planner/deliver/judge.h"

/* ---- the same mail twice ------------------------------------------------------ */

static void
feed(GChecksum *sum, const char *text)
{
    /* The end is part of it: "ab" and "c" are not "a" and "bc". */
    if (text != NULL)
        g_checksum_update(sum, (const guchar *)text, (gssize)strlen(text) + 1);
    else
        g_checksum_update(sum, (const guchar *)"\xff", 1);
}

static void
feed_number(GChecksum *sum, gint64 number)
{
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, number);
    feed(sum, text);
}

static void
feed_answer(GChecksum *sum, const IntakeAnswer *answer)
{
    const char *const texts[] = { answer->uid,          answer->attendee,
                                  answer->partstat,     answer->comment,
                                  answer->delegated_to, answer->recurrence_id };
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        feed(sum, texts[i]);
    feed_number(sum, answer->sequence);
    feed_number(sum, answer->dtstamp_utc);
    feed_number(sum, answer->start_utc);
    feed_number(sum, answer->end_utc);
}

static void
feed_bytes(GChecksum *sum, GBytes *bytes)
{
    gsize size = 0;
    const guchar *data = g_bytes_get_data(bytes, &size);
    g_checksum_update(sum, data, (gssize)size);
}

/* A mark of what ARRIVAL says, however it came: two copies of a mail differ
 * in the lines that carried them.  The caller owns it. */
static char *
content_of(const Arrival *arrival)
{
    const Intake *intake = arrival->intake;
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    if (arrival->bytes == NULL) {
        feed(sum, arrival->source);
        feed(sum, arrival->source_id);
    } else if (intake->kind == INTAKE_BROKEN || intake->message_id == NULL) {
        feed_bytes(sum, arrival->bytes);
    } else {
        feed_number(sum, (gint64)intake->kind);
        feed(sum, intake->message_id);
        feed(sum, intake->from);
        feed(sum, intake->text);
        for (guint i = 0; intake->answers && i < intake->answers->len; i++)
            feed_answer(sum, g_ptr_array_index(intake->answers, i));
        for (guint i = 0; intake->bounces && i < intake->bounces->len; i++) {
            const IntakeBounce *bounce = g_ptr_array_index(intake->bounces, i);
            feed(sum, bounce->action);
            feed(sum, bounce->recipient);
        }
    }
    return g_strdup(g_checksum_get_string(sum));
}

/* ---- delivery reports ----------------------------------------------------------- */

static const char *
bounce_state(const char *action)
{
    static const char *const states[] = { "failed", "delayed", "delivered" };
    for (gsize i = 0; i < G_N_ELEMENTS(states); i++)
        if (g_strcmp0(action, states[i]) == 0)
            return states[i];
    return NULL;
}

/* Marks the message that BOUNCE is about, if it is one of ours, to her. */
static gboolean
set_bounce(Store *store, const char *message, const IntakeBounce *bounce,
           gboolean *linked, GError **error)
{
    const char *state = bounce_state(bounce->action);
    const char *const receivers[] = { bounce->original_recipient,
                                      bounce->recipient };
    g_autofree char *answer =
        g_strjoin(" ", bounce->status != NULL ? bounce->status : "",
                  bounce->diagnostic != NULL ? bounce->diagnostic : "", NULL);
    g_strstrip(answer);
    for (gsize i = 0; state != NULL && i < G_N_ELEMENTS(receivers); i++) {
        if (receivers[i] == NULL)
            continue;
        if (!store_run(store, error, "bounce_set",
                       "bounce:s answer:s message:s recipient:s", state,
                       *answer != '\0' ? answer : NULL, message, receivers[i]))
            return FALSE;
        if (store_changed(store) > 0) {
            *linked = TRUE;
            break;
        }
    }
    return TRUE;
}

static gboolean
book_bounces(Store *store, const Intake *intake, Match *match, Verdict *verdict,
             GError **error)
{
    gboolean linked = FALSE;
    if (intake->returned_id != NULL)
        for (guint i = 0; intake->bounces && i < intake->bounces->len; i++)
            if (!set_bounce(store, intake->returned_id,
                            g_ptr_array_index(intake->bounces, i), &linked,
                            error))
                return FALSE;
    if (!linked) {
        verdict->state = VERDICT_NOTED;
        verdict->reason = "unlinked";
        match->invitation = 0;
    }
    return TRUE;
}

/* ---- the rows -------------------------------------------------------------------- */

static void
put_text(JsonObject *object, const char *name, const char *text)
{
    if (text != NULL)
        json_object_set_string_member(object, name, text);
}

static void
put_time(JsonObject *object, const char *name, gint64 time_utc)
{
    if (time_utc != INTAKE_NO_TIME)
        json_object_set_int_member(object, name, time_utc);
}

/* What one key would book; the caller owns it. */
static char *
proposal_of(const Verdict *verdict)
{
    JsonObject *object = json_object_new();
    put_text(object, "partstat", verdict->partstat);
    json_object_set_int_member(object, "sequence", verdict->sequence);
    json_object_set_int_member(object, "dtstamp_utc", verdict->dtstamp_utc);
    put_text(object, "answered_as", verdict->answered_as);
    put_text(object, "comment", verdict->comment);
    put_text(object, "delegated_to", verdict->delegated_to);
    put_time(object, "start_utc", verdict->start_utc);
    put_time(object, "end_utc", verdict->end_utc);
    g_autoptr(JsonNode) node = json_node_new(JSON_NODE_OBJECT);
    json_node_take_object(node, object);
    return json_to_string(node, FALSE);
}

static const char *
kind_of(IntakeKind kind)
{
    static const char *const names[] = {
        [INTAKE_REPLY] = "reply",     [INTAKE_COUNTER] = "counter",
        [INTAKE_REFRESH] = "refresh", [INTAKE_FOREIGN] = "foreign",
        [INTAKE_BOUNCE] = "bounce",   [INTAKE_AUTOMATIC] = "automatic",
        [INTAKE_TEXT] = "text",       [INTAKE_REPORT] = "report",
        [INTAKE_BROKEN] = "broken",
    };
    return names[kind];
}

/* A booked answer needs no words beside it; the rest is read by a person. */
static gboolean
add_inbox(Store *store, const Arrival *arrival, const char *content,
          const Match *match, const Verdict *verdict, const char *proposal,
          GError **error)
{
    const Intake *intake = arrival->intake;
    gboolean booked = verdict->state == VERDICT_BOOKED;
    return store_run(
        store, error, "inbox_add",
        "source:s source_id:s content:s arrived:i kind:s state:s "
        "invitation:i reason:s detail:s proposal:s sender:s subject:s "
        "message:s excerpt:s",
        arrival->source, arrival->source_id, content, store_now_utc(store),
        kind_of(intake->kind), verdict_state(verdict->state), match->invitation,
        verdict->reason, verdict->detail, proposal, intake->from,
        intake->subject, intake->message_id, booked ? NULL : intake->text);
}

static gboolean
add_reply(Store *store, gint64 inbox, const Match *match,
          const Verdict *verdict, const char *proposal, GError **error)
{
    gboolean proposes = verdict->start_utc != INTAKE_NO_TIME;
    return store_run(
        store, error, "reply_add",
        "invitation:i inbox:i partstat:s sequence:i dtstamp:i "
        "now:i as:s comment:s delegate:s proposal:s",
        match->invitation, inbox, verdict->partstat, (gint64)verdict->sequence,
        verdict->dtstamp_utc, store_now_utc(store), verdict->answered_as,
        verdict->comment, verdict->delegated_to, proposes ? proposal : NULL);
}

static void
count(EnterCounts *counts, VerdictState state)
{
    counts->booked += state == VERDICT_BOOKED;
    counts->waiting += state == VERDICT_WAITING;
    counts->problems += state == VERDICT_PROBLEM;
    counts->noted += state == VERDICT_NOTED;
}

static gboolean
write_rows(Store *store, const Arrival *arrival, const char *content,
           const Match *match, const Verdict *verdict, GError **error)
{
    gboolean proposes = match->invitation != 0 && verdict->dtstamp_utc != 0;
    g_autofree char *proposal = proposes ? proposal_of(verdict) : NULL;
    if (!add_inbox(store, arrival, content, match, verdict,
                   verdict->state == VERDICT_WAITING ? proposal : NULL, error))
        return FALSE;
    gint64 inbox = store_last_id(store);
    gboolean kept =
        verdict->state == VERDICT_WAITING || verdict->state == VERDICT_PROBLEM;
    if (kept && arrival->bytes != NULL &&
        !store_run(store, error, "inbox_body_add", "inbox:i message:b", inbox,
                   arrival->bytes))
        return FALSE;
    return !verdict->replies ||
           add_reply(store, inbox, match, verdict, proposal, error);
}

gboolean
enter(Store *store, const Arrival *arrival, const char *authserv,
      EnterCounts *counts, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autofree char *content = content_of(arrival);
    gint64 known = store_number(store, &inner, 0, "inbox_known",
                                "content:s source:s source_id:s", content,
                                arrival->source, arrival->source_id);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    if (known != 0) {
        counts->known++;
        return TRUE;
    }
    g_auto(Match) match = { 0 };
    g_auto(Verdict) verdict = { 0 };
    if (!match_find(store, arrival->intake, &match, error) ||
        !judge(store, arrival->intake, &match, authserv, &verdict, error) ||
        (arrival->intake->kind == INTAKE_BOUNCE &&
         !book_bounces(store, arrival->intake, &match, &verdict, error)) ||
        !write_rows(store, arrival, content, &match, &verdict, error))
        return FALSE;
    count(counts, verdict.state);
    return TRUE;
}
