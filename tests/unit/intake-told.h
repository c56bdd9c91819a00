/*
 * What was read of a mail as one line of text, for tests that compare it.
 */
#pragma once

#include "calendars/intake.h"

static const char *const KINDS[] = {
    [INTAKE_REPLY] = "reply",     [INTAKE_COUNTER] = "counter",
    [INTAKE_REFRESH] = "refresh", [INTAKE_FOREIGN] = "foreign",
    [INTAKE_BOUNCE] = "bounce",   [INTAKE_AUTOMATIC] = "automatic",
    [INTAKE_TEXT] = "text",       [INTAKE_REPORT] = "report",
    [INTAKE_BROKEN] = "broken",
};
static const char *const DOUBTS[] = { "two-senders", "disagrees", "cut", "zone",
                                      "sealed" };
static const char *const FAULTS[] = {
    [INTAKE_FAULT_NONE] = "none",       [INTAKE_FAULT_EMPTY] = "empty",
    [INTAKE_FAULT_TOO_BIG] = "too-big", [INTAKE_FAULT_NO_MAIL] = "no-mail",
    [INTAKE_FAULT_TIME] = "time",       [INTAKE_FAULT_CALENDAR] = "calendar",
    [INTAKE_FAULT_MEMORY] = "memory",   [INTAKE_FAULT_CRASH] = "crash",
};

static void
add_value(GString *out, const char *name, const char *value)
{
    if (value != NULL)
        g_string_append_printf(out, " %s=%s", name, value);
}

static void
add_answer(GString *out, const IntakeAnswer *answer)
{
    g_string_append_printf(out, "; %s %s",
                           answer->attendee == NULL ? "-" : answer->attendee,
                           answer->partstat == NULL ? "-" : answer->partstat);
    if (g_strcmp0(answer->uid, "u1@hundra.test") != 0)
        add_value(out, "uid", answer->uid == NULL ? "-" : answer->uid);
    add_value(out, "email", answer->attendee_email);
    add_value(out, "sent-by", answer->sent_by);
    add_value(out, "organizer", answer->organizer);
    add_value(out, "comment", answer->comment);
    add_value(out, "to", answer->delegated_to);
    add_value(out, "of", answer->delegated_from);
    add_value(out, "instance", answer->recurrence_id);
}

/* "reply REPLY !cut; eva@example.test ACCEPTED comment=Hej"; the caller owns
 * it. */
static char *
intake_told(const Intake *intake)
{
    GString *out = g_string_new(KINDS[intake->kind]);
    if (intake->fault != INTAKE_FAULT_NONE)
        g_string_append_printf(out, " %s", FAULTS[intake->fault]);
    if (intake->method != NULL)
        g_string_append_printf(out, " %s", intake->method);
    if (intake->automatic)
        g_string_append(out, " auto");
    for (guint i = 0; i < G_N_ELEMENTS(DOUBTS); i++)
        if (intake->doubts & (1U << i))
            g_string_append_printf(out, " !%s", DOUBTS[i]);
    for (guint i = 0; i < intake->answers->len; i++)
        add_answer(out, g_ptr_array_index(intake->answers, i));
    for (guint i = 0; i < intake->bounces->len; i++) {
        const IntakeBounce *bounce = g_ptr_array_index(intake->bounces, i);
        g_string_append_printf(out, "; %s %s %s", bounce->recipient,
                               bounce->action, bounce->status);
        if (g_strcmp0(bounce->original_recipient, bounce->recipient) != 0)
            add_value(out, "original", bounce->original_recipient);
    }
    add_value(out, "returned", intake->returned_id);
    add_value(out, "envelope", intake->envelope_id);
    return g_string_free(out, FALSE);
}
