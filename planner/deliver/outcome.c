#include "planner/deliver/outcome.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

enum {
    BACKOFF_FIRST_S = 5 * 60,
    BACKOFF_MAX_S = 4 * 60 * 60,
    JITTER_SHARE = 4, /* of the wait, at most one part in so many */
};

static void
clear_outcome(gpointer data)
{
    Outcome *outcome = data;
    g_free(outcome->answer);
}

GArray *
outcomes_new(void)
{
    GArray *outcomes = g_array_new(FALSE, FALSE, sizeof(Outcome));
    g_array_set_clear_func(outcomes, clear_outcome);
    return outcomes;
}

/* Twice as long after each attempt, and spread out, so that not all come back
 * in the same second: by the message, so that the same run waits the same. */
static gint64
next_try_utc(const Parcel *parcel, gint64 now_utc)
{
    gint64 wait_s = BACKOFF_FIRST_S;
    for (gint64 i = 1; i < parcel->attempts && wait_s < BACKOFF_MAX_S; i++)
        wait_s *= 2;
    wait_s = MIN(wait_s, BACKOFF_MAX_S);
    guint spread = g_str_hash(parcel->message_id) + (guint)parcel->attempts;
    return now_utc + wait_s + spread % (guint)(wait_s / JITTER_SHARE);
}

/* The server's words; they often repeat the address, which of a protected
 * person stands in no list. */
static char *
words_of(const Parcel *parcel)
{
    g_autoptr(GString) words = g_string_new(parcel->failure->message);
    if (parcel->is_protected)
        g_string_replace(words, parcel->to, _("(skyddade uppgifter)"), 0);
    return g_string_free(g_steal_pointer(&words), FALSE);
}

static const char *
state_of(const Parcel *parcel)
{
    if (!parcel->tried)
        return "queued";
    if (parcel->failure == NULL)
        return "sent";
    switch (parcel->failure->code) {
    case TRANSPORT_ERROR_SETUP: return "queued";
    case TRANSPORT_ERROR_TEMPORARY: return "deferred";
    case TRANSPORT_ERROR_UNSURE: return "unsure";
    default: return "failed";
    }
}

Outcome
outcome_of(const Parcel *parcel, gint64 now_utc)
{
    Outcome outcome = { .id = parcel->id, .state = state_of(parcel) };
    if (strcmp(outcome.state, "sent") == 0 ||
        strcmp(outcome.state, "queued") == 0)
        return outcome;
    outcome.answer = words_of(parcel);
    if (strcmp(outcome.state, "failed") != 0)
        outcome.not_before_utc = next_try_utc(parcel, now_utc);
    return outcome;
}

gboolean
outcome_left(const Outcome *outcome)
{
    return strcmp(outcome->state, "sent") == 0 ||
           strcmp(outcome->state, "unsure") == 0;
}

char *
outcomes_json(const GArray *outcomes)
{
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_array(builder);
    for (guint i = 0; i < outcomes->len; i++) {
        const Outcome *outcome = &g_array_index(outcomes, Outcome, i);
        json_builder_begin_object(builder);
        json_builder_set_member_name(builder, "id");
        json_builder_add_int_value(builder, outcome->id);
        json_builder_set_member_name(builder, "state");
        json_builder_add_string_value(builder, outcome->state);
        json_builder_set_member_name(builder, "answer");
        json_builder_add_string_value(builder, outcome->answer);
        json_builder_set_member_name(builder, "not_before");
        json_builder_add_int_value(builder, outcome->not_before_utc);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
    g_autoptr(JsonNode) root = json_builder_get_root(builder);
    return json_to_string(root, FALSE);
}
