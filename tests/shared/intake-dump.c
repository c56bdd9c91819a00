/*
 * What is read from mails and calendar files, as one JSON object a line.
 *
 *     intake-dump FILE...
 *
 * Reads as the program does: in children, under limits.
 */
#include <json-glib/json-glib.h>
#include <stdio.h>

#include "calendars/intake.h"

static const char *const KINDS[] = {
    [INTAKE_REPLY] = "reply",     [INTAKE_COUNTER] = "counter",
    [INTAKE_REFRESH] = "refresh", [INTAKE_FOREIGN] = "foreign",
    [INTAKE_BOUNCE] = "bounce",   [INTAKE_AUTOMATIC] = "automatic",
    [INTAKE_TEXT] = "text",       [INTAKE_REPORT] = "report",
    [INTAKE_BROKEN] = "broken",
};
static const char *const FAULTS[] = {
    [INTAKE_FAULT_NONE] = "none",       [INTAKE_FAULT_EMPTY] = "empty",
    [INTAKE_FAULT_TOO_BIG] = "too big", [INTAKE_FAULT_NO_MAIL] = "no mail",
    [INTAKE_FAULT_TIME] = "time",       [INTAKE_FAULT_CALENDAR] = "calendar",
    [INTAKE_FAULT_MEMORY] = "memory",   [INTAKE_FAULT_CRASH] = "crash",
};

static void
add_text(JsonBuilder *json, const char *name, const char *text)
{
    json_builder_set_member_name(json, name);
    if (text == NULL)
        json_builder_add_null_value(json);
    else
        json_builder_add_string_value(json, text);
}

static void
add_number(JsonBuilder *json, const char *name, gint64 number)
{
    json_builder_set_member_name(json, name);
    if (number == INTAKE_NO_TIME)
        json_builder_add_null_value(json);
    else
        json_builder_add_int_value(json, number);
}

static void
add_answers(JsonBuilder *json, const GPtrArray *answers)
{
    json_builder_set_member_name(json, "answers");
    json_builder_begin_array(json);
    for (guint i = 0; i < answers->len; i++) {
        const IntakeAnswer *answer = g_ptr_array_index(answers, i);
        json_builder_begin_object(json);
        add_text(json, "uid", answer->uid);
        add_number(json, "sequence", answer->sequence);
        add_number(json, "dtstamp", answer->dtstamp_utc);
        add_text(json, "attendee", answer->attendee);
        add_text(json, "email", answer->attendee_email);
        add_text(json, "sent_by", answer->sent_by);
        add_text(json, "organizer", answer->organizer);
        add_text(json, "partstat", answer->partstat);
        add_text(json, "comment", answer->comment);
        add_text(json, "delegated_to", answer->delegated_to);
        add_text(json, "delegated_from", answer->delegated_from);
        add_text(json, "recurrence_id", answer->recurrence_id);
        add_number(json, "start", answer->start_utc);
        add_number(json, "end", answer->end_utc);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
}

static void
add_bounces(JsonBuilder *json, const GPtrArray *bounces)
{
    json_builder_set_member_name(json, "bounces");
    json_builder_begin_array(json);
    for (guint i = 0; i < bounces->len; i++) {
        const IntakeBounce *bounce = g_ptr_array_index(bounces, i);
        json_builder_begin_object(json);
        add_text(json, "recipient", bounce->recipient);
        add_text(json, "original_recipient", bounce->original_recipient);
        add_text(json, "action", bounce->action);
        add_text(json, "status", bounce->status);
        add_text(json, "diagnostic", bounce->diagnostic);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
}

static gboolean
print(guint index, const Intake *intake, gpointer data)
{
    char *const *files = data;
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    add_text(json, "file", files[index]);
    add_text(json, "kind", KINDS[intake->kind]);
    add_text(json, "fault", FAULTS[intake->fault]);
    add_number(json, "doubts", intake->doubts);
    add_text(json, "method", intake->method);
    add_text(json, "from", intake->from);
    add_text(json, "sender", intake->sender);
    add_text(json, "return_path", intake->return_path);
    add_text(json, "subject", intake->subject);
    add_text(json, "message_id", intake->message_id);
    add_number(json, "date", intake->date_utc);
    add_number(json, "automatic", intake->automatic);
    add_text(json, "text", intake->text);
    add_text(json, "returned_id", intake->returned_id);
    add_text(json, "envelope_id", intake->envelope_id);
    add_answers(json, intake->answers);
    add_bounces(json, intake->bounces);
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    g_autofree char *line = json_to_string(root, FALSE);
    printf("%s\n", line);
    return TRUE;
}

static void
unref_bytes(gpointer bytes)
{
    g_bytes_unref(bytes);
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) mails = g_ptr_array_new_with_free_func(unref_bytes);
    for (int i = 1; i < argc; i++) {
        char *data = NULL;
        gsize size = 0;
        if (!g_file_get_contents(argv[i], &data, &size, &error)) {
            g_printerr("%s\n", error->message);
            return 1;
        }
        g_ptr_array_add(mails, g_bytes_new_take(data, size));
    }
    g_autoptr(IntakeReader) reader = intake_reader_open(0, &error);
    if (reader == NULL ||
        !intake_reader_read(reader, mails, print, argv + 1, &error)) {
        g_printerr("%s\n", error->message);
        return 1;
    }
    return 0;
}
