#include "intake.h"

#include <gmime/gmime.h>
#include <string.h>

#include "calendars/answers.h"
#include "calendars/clean.h"
#include "calendars/intake-fields.h"
#include "calendars/intake-read.h"
#include "calendars/mail-address.h"
#include "calendars/mail-decode.h"
#include "calendars/mail-parts.h"
#include "calendars/mail-report.h"
#include "calendars/mail-words.h"

enum { WORDS_LOOK = 64 * 1024 }; /* bytes of a part that words are sought in */

/* The calendar parts of a mail, or of what is nested in it, as one. */
typedef struct Calendars {
    gboolean is_there, is_broken, is_other;
    char *method;
    GPtrArray *answers;
    guint doubts;
} Calendars;

typedef struct Reading {
    Zones *zones;
    Intake *intake;
    Calendars own, nested;
    char *words; /* all of them */
    char *html_words;
    gboolean is_report;   /* read receipt or abuse report */
    gboolean is_delivery; /* delivery report */
    gboolean is_sealed;
} Reading;

/* ---- calendar parts ----------------------------------------------------- */

/* TRUE when both have the same method and answers. */
static gboolean
says_the_same(const Calendars *self, const Answers *more)
{
    return g_strcmp0(self->method, more->method) == 0 &&
           intake_answers_equal(self->answers, more->list);
}

/* Adds one part to those before.  An equal copy counts once. */
static void
add_answers(Calendars *self, Answers *more)
{
    self->doubts |= more->doubts;
    if (!more->is_calendar || (more->list->len == 0 && more->others == 0)) {
        self->is_broken = TRUE;
    } else if (more->list->len == 0) {
        self->is_other = TRUE;
    } else if (!self->is_there) {
        self->is_there = TRUE;
        self->method = g_steal_pointer(&more->method);
        self->answers = g_steal_pointer(&more->list);
    } else if (!says_the_same(self, more)) {
        self->doubts |= INTAKE_DISAGREES;
        if (self->answers->len + more->list->len > INTAKE_ANSWERS_MAX)
            return;
        g_ptr_array_extend_and_steal(self->answers,
                                     g_steal_pointer(&more->list));
    }
}

/* What a calendar's METHOD is, when its part's parameter says PARAMETER:
 * the body decides; where it is silent, the parameter, with a doubt. */
static void
settle_method(Answers *answers, const char *parameter)
{
    g_autofree char *upper =
        parameter == NULL ? NULL : g_ascii_strup(parameter, -1);
    if (upper == NULL || answers->list->len == 0 ||
        g_strcmp0(upper, answers->method) == 0)
        return;
    answers->doubts |= INTAKE_DISAGREES;
    if (answers->method == NULL)
        answers->method = clean_line(upper);
}

static void
read_calendar(Reading *self, const MailPart *part, Slice bytes)
{
    Slice type = head_field(part->head, "Content-Type", 0);
    g_autofree char *charset = head_parameter(type, "charset");
    g_autofree char *method = head_parameter(type, "method");
    g_auto(Decoded) text = decode_charset(bytes, charset);
    g_auto(Answers) answers = answers_read(self->zones, text.bytes);
    settle_method(&answers, method);
    add_answers(part->is_nested ? &self->nested : &self->own, &answers);
}

/* ---- the other parts ---------------------------------------------------- */

/* The file name that a part goes by; NULL: none. */
static char *
name_of(const Head *head)
{
    char *name =
        head_parameter(head_field(head, "Content-Disposition", 0), "filename");
    return name != NULL
               ? name
               : head_parameter(head_field(head, "Content-Type", 0), "name");
}

static gboolean
has_ending(const Head *head, const char *ending)
{
    g_autofree char *raw = name_of(head);
    if (raw == NULL)
        return FALSE;
    g_autofree char *name = g_mime_utils_header_decode_text(
        g_mime_parser_options_get_default(), raw);
    g_autofree char *lower = g_ascii_strdown(name, -1);
    return g_str_has_suffix(lower, ending);
}

static gboolean
is_one_of(Slice type, const char *const *types)
{
    for (; *types != NULL; types++)
        if (slice_is(type, *types))
            return TRUE;
    return FALSE;
}

static gboolean
is_sealed(const MailPart *part)
{
    static const char *const types[] = {
        "application/ms-tnef",       "application/vnd.ms-tnef",
        "application/pkcs7-mime",    "application/x-pkcs7-mime",
        "application/pgp-encrypted", NULL
    };
    return is_one_of(part->type, types) ||
           has_ending(part->head, "winmail.dat");
}

static void
read_words(Reading *self, const MailPart *part, Slice bytes)
{
    char **words =
        slice_is(part->type, "text/html") ? &self->html_words : &self->words;
    if (*words != NULL || part->is_nested)
        return;
    g_autofree char *charset =
        head_parameter(head_field(part->head, "Content-Type", 0), "charset");
    g_auto(Decoded) text = decode_charset(bytes, charset);
    *words = slice_is(part->type, "text/html")
                 ? words_html(text.bytes, WORDS_LOOK)
                 : words_plain(text.bytes, WORDS_LOOK);
}

/* The parts of a report that are for machines.  TRUE: it was one. */
static gboolean
read_report(Reading *self, const MailPart *part, Slice bytes)
{
    static const char *const status[] = { "message/delivery-status",
                                          "message/global-delivery-status",
                                          NULL };
    static const char *const others[] = {
        "message/disposition-notification",
        "message/global-disposition-notification", "message/feedback-report",
        NULL
    };
    static const char *const returned[] = {
        "text/rfc822-headers",    "message/rfc822-headers",
        "message/global-headers", "message/rfc822",
        "message/global",         NULL
    };
    if (is_one_of(part->type, status) && !part->is_nested) {
        self->is_delivery = TRUE;
        report_read(bytes, self->intake);
    } else if (is_one_of(part->type, others) && !part->is_nested) {
        self->is_report = TRUE;
    } else if (is_one_of(part->type, returned)) {
        g_auto(Head) head = { 0 };
        head_read(&head, &bytes);
        if (!part->is_nested)
            report_returned(&head, self->intake);
    } else {
        return FALSE;
    }
    return TRUE;
}

static gboolean
is_text(Slice type)
{
    return slice_is(type, "text/plain") || slice_is(type, "text/html");
}

static void
take_part(const MailPart *part, gpointer data)
{
    static const char *const calendars[] = { "text/calendar", "application/ics",
                                             "text/x-vcalendar", NULL };
    static const char *const maybe[] = { "application/octet-stream",
                                         "text/plain", NULL };
    Reading *self = data;
    gboolean says_so =
        is_one_of(part->type, calendars) || has_ending(part->head, ".ics");
    gboolean is_maybe = is_one_of(part->type, maybe);
    self->is_sealed |= !says_so && is_sealed(part);
    if (!says_so && !is_maybe && !slice_starts(part->type, "text/") &&
        !slice_starts(part->type, "message/"))
        return; /* pictures and the like are not even decoded */
    g_autofree char *encoding =
        head_value(part->head, "Content-Transfer-Encoding");
    gboolean is_mail = slice_is(part->type, "message/rfc822") ||
                       slice_is(part->type, "message/global");
    Slice body = part->body;
    if (is_text(part->type) && !says_so)
        body.size = MIN(body.size, WORDS_LOOK);
    g_auto(Decoded) decoded = decode_transfer(body, is_mail ? NULL : encoding);
    Slice bytes = decoded.bytes;
    if (says_so || (is_maybe && answers_is_calendar(bytes)))
        read_calendar(self, part, bytes);
    else if (!read_report(self, part, bytes) && is_text(part->type))
        read_words(self, part, bytes);
}

/* ---- the head ----------------------------------------------------------- */

static void
read_senders(Intake *intake, const Head *head)
{
    enum { SEVERAL = 2 };
    g_autoptr(GPtrArray) from = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < SEVERAL; i++)
        mail_addresses(head_field(head, "From", i), from, SEVERAL);
    if (from->len > 0)
        intake->from = g_strdup(g_ptr_array_index(from, 0));
    if (from->len > 1 || head_field(head, "From", 1).at != NULL)
        intake->doubts |= INTAKE_TWO_SENDERS;
    g_ptr_array_set_size(from, 0);
    mail_addresses(head_field(head, "Sender", 0), from, 1);
    if (from->len > 0)
        intake->sender = g_strdup(g_ptr_array_index(from, 0));
    g_ptr_array_set_size(from, 0);
    Slice path = head_field(head, "Return-Path", 0);
    mail_addresses(path, from, 1);
    if (from->len > 0)
        intake->return_path = g_strdup(g_ptr_array_index(from, 0));
    else if (slice_is(path, "<>"))
        intake->return_path = g_strdup("");
}

static void
read_receivers(Intake *intake, const Head *head)
{
    static const char *const names[] = { "To", "Cc", "Delivered-To" };
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        for (guint k = 0; intake->to->len < INTAKE_REFERS_MAX; k++) {
            Slice value = head_field(head, names[i], k);
            if (value.at == NULL)
                break;
            mail_addresses(value, intake->to, INTAKE_REFERS_MAX);
        }
}

static void
read_results(Intake *intake, const Head *head)
{
    for (guint i = 0; intake->results->len < INTAKE_REFERS_MAX; i++) {
        Slice value = head_field(head, "Authentication-Results", i);
        if (value.at == NULL)
            break;
        g_autofree char *text = slice_text(value);
        g_ptr_array_add(intake->results, clean_line(text));
    }
}

static void
read_date(Intake *intake, const Head *head)
{
    g_autofree char *value = head_value(head, "Date");
    g_autoptr(GDateTime) date =
        value == NULL ? NULL : g_mime_utils_header_decode_date(value);
    if (date != NULL)
        intake->date_utc = g_date_time_to_unix(date);
}

/* TRUE when the head says that no person wrote this (RFC 3834 5, and what
 * Microsoft and others write instead). */
static gboolean
is_automatic(const Head *head)
{
    /* Automatic unless it says so / when it is one of these words. */
    static const struct {
        const char *name, *unless, *only;
    } rows[] = {
        { "Auto-Submitted", "no", NULL },
        { "X-Autoreply", "no", NULL },
        { "X-Autorespond", "no", NULL },
        { "X-Auto-Response-Suppress", "none", NULL },
        { "X-MS-Exchange-Inbox-Rules-Loop", NULL, NULL },
        { "Precedence", NULL, "bulk" },
        { "Precedence", NULL, "junk" },
        { "Precedence", NULL, "auto_reply" },
        { "Return-Path", NULL, "<>" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        Slice value = head_main(head_field(head, rows[i].name, 0));
        if (value.size == 0 ||
            (rows[i].unless != NULL && slice_is(value, rows[i].unless)) ||
            (rows[i].only != NULL && !slice_is(value, rows[i].only)))
            continue;
        return TRUE;
    }
    return FALSE;
}

static void
read_head(Intake *intake, const Head *head)
{
    g_autoptr(GPtrArray) id = g_ptr_array_new_with_free_func(g_free);
    read_senders(intake, head);
    read_receivers(intake, head);
    read_results(intake, head);
    read_date(intake, head);
    intake->subject = head_words(head, "Subject");
    head_ids(head_field(head, "Message-ID", 0), id, 1);
    if (id->len == 1)
        intake->message_id = g_strdup(g_ptr_array_index(id, 0));
    head_ids(head_field(head, "In-Reply-To", 0), intake->refers,
             INTAKE_REFERS_MAX);
    head_ids(head_field(head, "References", 0), intake->refers,
             INTAKE_REFERS_MAX);
    intake->automatic = is_automatic(head);
    if (head->was_cut)
        intake->doubts |= INTAKE_CUT;
}

/* ---- judgement ---------------------------------------------------------- */

static IntakeKind
kind_of_method(const char *method)
{
    static const struct {
        const char *method;
        IntakeKind kind;
    } rows[] = {
        { "REPLY", INTAKE_REPLY },
        { "COUNTER", INTAKE_COUNTER },
        { "REFRESH", INTAKE_REFRESH },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        if (g_strcmp0(rows[i].method, method) == 0)
            return rows[i].kind;
    return INTAKE_FOREIGN;
}

static gboolean
contradicts(const IntakeAnswer *a, const IntakeAnswer *b)
{
    return g_strcmp0(a->partstat, b->partstat) != 0 &&
           g_strcmp0(a->attendee, b->attendee) == 0 &&
           g_strcmp0(a->uid, b->uid) == 0 &&
           g_strcmp0(a->recurrence_id, b->recurrence_id) == 0;
}

/* TRUE when somebody says two things of the same. */
static gboolean
has_contradiction(const GPtrArray *answers)
{
    for (guint i = 0; i < answers->len; i++)
        for (guint k = 0; k < i; k++)
            if (contradicts(g_ptr_array_index(answers, i),
                            g_ptr_array_index(answers, k)))
                return TRUE;
    return FALSE;
}

/* INTAKE says what CALENDARS do. */
static void
take_calendars(Intake *intake, Calendars *calendars)
{
    intake->doubts |= calendars->doubts;
    intake->method = g_steal_pointer(&calendars->method);
    g_ptr_array_unref(intake->answers);
    intake->answers = g_steal_pointer(&calendars->answers);
    intake->kind = kind_of_method(intake->method);
    if (intake->kind != INTAKE_FOREIGN && has_contradiction(intake->answers))
        intake->doubts |= INTAKE_DISAGREES;
    if (intake->kind != INTAKE_COUNTER)
        intake->doubts &= ~(guint)INTAKE_UNKNOWN_ZONE;
}

static void
break_down(Intake *intake, IntakeFault fault)
{
    intake->kind = INTAKE_BROKEN;
    intake->fault = fault;
}

/* A report of KIND.  An answer beside it is one too many. */
static void
take_report(Reading *self, IntakeKind kind)
{
    Intake *intake = self->intake;
    if (self->own.is_there)
        intake->doubts |= INTAKE_DISAGREES;
    else if (self->nested.is_there)
        take_calendars(intake, &self->nested);
    intake->kind = kind;
}

static void
judge(Reading *self, const Head *head)
{
    Intake *intake = self->intake;
    Calendars *own = &self->own;
    gboolean is_report = self->is_report && !self->is_delivery;
    if (is_report || intake->bounces->len > 0) {
        take_report(self, is_report ? INTAKE_REPORT : INTAKE_BOUNCE);
    } else if (own->is_there) {
        take_calendars(intake, own);
        intake->doubts |= own->is_broken ? INTAKE_DISAGREES : 0;
    } else if (report_guess(head, self->words, intake)) {
        take_report(self, INTAKE_BOUNCE);
    } else if (self->nested.is_there) {
        take_calendars(intake, &self->nested);
    } else if (own->is_broken) {
        intake->doubts |= own->doubts;
        break_down(intake, INTAKE_FAULT_CALENDAR);
    } else if (own->is_other) {
        intake->kind = INTAKE_FOREIGN;
    } else if (intake->doubts & INTAKE_CUT) {
        break_down(intake, INTAKE_FAULT_TOO_BIG);
    } else {
        intake->kind = intake->automatic ? INTAKE_AUTOMATIC : INTAKE_TEXT;
        intake->doubts |= self->is_sealed ? INTAKE_SEALED : 0;
    }
}

static void
calendars_clear(Calendars *calendars)
{
    g_free(calendars->method);
    if (calendars->answers != NULL)
        g_ptr_array_unref(calendars->answers);
}

/* The words for a person to read, cut short. */
static char *
words_kept(const Reading *self)
{
    const char *words = self->words != NULL ? self->words : self->html_words;
    return words_plain(slice_of(words), INTAKE_TEXT_MAX);
}

static void
read_mail(Zones *zones, Intake *intake, const Head *head, Slice body)
{
    Reading self = { .zones = zones, .intake = intake };
    read_head(intake, head);
    if (!mail_parts(head, body, take_part, &self))
        intake->doubts |= INTAKE_CUT;
    judge(&self, head);
    intake->text = words_kept(&self);
    calendars_clear(&self.own);
    calendars_clear(&self.nested);
    g_free(self.words);
    g_free(self.html_words);
}

static void
read_calendar_file(Zones *zones, Intake *intake, Slice bytes)
{
    Calendars calendars = { 0 };
    g_auto(Decoded) text = decode_charset(bytes, NULL);
    g_auto(Answers) answers = answers_read(zones, text.bytes);
    add_answers(&calendars, &answers);
    if (calendars.is_there)
        take_calendars(intake, &calendars);
    else if (calendars.is_other)
        intake->kind = INTAKE_FOREIGN;
    else
        break_down(intake, INTAKE_FAULT_CALENDAR);
    calendars_clear(&calendars);
}

static gboolean
is_mail(const Head *head)
{
    static const char *const names[] = { "From",       "To",          "Date",
                                         "Subject",    "Received",    "Sender",
                                         "Reply-To",   "Return-Path", "Cc",
                                         "Message-ID", "Content-Type" };
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (head_field(head, names[i], 0).at != NULL)
            return TRUE;
    return FALSE;
}

Intake *
intake_broken(IntakeFault fault)
{
    Intake *intake = intake_new();
    break_down(intake, fault);
    return intake;
}

Intake *
intake_read_slice(Zones *zones, Slice bytes)
{
    if (bytes.size > INTAKE_BYTES_MAX)
        return intake_broken(INTAKE_FAULT_TOO_BIG);
    Slice start = slice_trim(bytes);
    if (start.size == 0)
        return intake_broken(INTAKE_FAULT_EMPTY);
    zones_trim(zones);
    Intake *intake = intake_new();
    g_auto(Decoded) text =
        decode_charset((Slice){ start.at, MIN(start.size, 256) }, NULL);
    if (answers_is_calendar(text.bytes)) {
        read_calendar_file(zones, intake, start);
        return intake;
    }
    Slice body = start;
    g_auto(Head) head = { 0 };
    head_read(&head, &body);
    if (is_mail(&head))
        read_mail(zones, intake, &head, body);
    else if (slice_find(start, "BEGIN:VCALENDAR").at != NULL)
        read_calendar_file(zones, intake, slice_find(start, "BEGIN:VCALENDAR"));
    else
        break_down(intake, INTAKE_FAULT_NO_MAIL);
    return intake;
}

Intake *
intake_read(GBytes *bytes)
{
    gsize size = 0;
    const char *data = g_bytes_get_data(bytes, &size);
    g_autoptr(Zones) zones = zones_open();
    mime_start();
    return intake_read_slice(zones, (Slice){ data, size });
}
