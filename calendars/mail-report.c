#include "mail-report.h"

#include <string.h>

#include "calendars/address.h"
#include "calendars/clean.h"
#include "calendars/intake-fields.h"
#include "calendars/mail-address.h"
#include "calendars/mail-words.h"

enum { DIAGNOSTIC = 500 }; /* bytes of a server's words that are kept */

/* ---- xtext (RFC 3461 4) ------------------------------------------------- */

static int
hex_of(char c)
{
    return g_ascii_isdigit(c) || (c >= 'A' && c <= 'F')
               ? g_ascii_xdigit_value(c)
               : -1;
}

/* TEXT with its +XX undone, in place; capitals only, as the RFC has it. */
static char *
decode_xtext(char *text)
{
    char *to = text;
    for (const char *from = text; *from != '\0'; from++) {
        int high = *from == '+' ? hex_of(from[1]) : -1;
        int low = high >= 0 ? hex_of(from[2]) : -1;
        if (low >= 0 && high + low > 0) {
            *to++ = (char)(16 * high + low);
            from += 2;
        } else {
            *to++ = *from;
        }
    }
    *to = '\0';
    return text;
}

/* ---- fields ------------------------------------------------------------- */

/* What stands behind the type in "rfc822; eva@example.org". */
static char *
typed_value(const Head *group, const char *name)
{
    g_autofree char *value = head_value(group, name);
    if (value == NULL)
        return NULL;
    const char *semicolon = strchr(value, ';');
    return clean_line(semicolon == NULL ? value : semicolon + 1);
}

/* An address without brackets, in normal form. */
static char *
recipient_of(const Head *group, const char *name)
{
    g_autofree char *value = typed_value(group, name);
    if (value == NULL || *value == '\0')
        return NULL;
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
    if (strchr(value, '@') == NULL)
        decode_xtext(value);
    mail_addresses(slice_of(value), found, 1);
    return found->len == 1 ? g_strdup(g_ptr_array_index(found, 0))
                           : mail_address_form(value);
}

/* Bytes of a status "5.1.1" (RFC 3463 2) at the start of TEXT; 0: none. */
static gsize
length_of_status(const char *text)
{
    gsize size = 1;
    if (strchr("245", *text) == NULL || *text == '\0')
        return 0;
    for (guint i = 0; i < 2; i++) {
        gsize count =
            text[size] == '.' ? strspn(text + size + 1, "0123456789") : 0;
        if (count == 0 || count > 3)
            return 0;
        size += count + 1;
    }
    gboolean goes_on = g_ascii_isalnum(text[size]) ||
                       (text[size] == '.' && g_ascii_isdigit(text[size + 1]));
    return goes_on ? 0 : size;
}

static char *
status_of(const char *value)
{
    for (; value != NULL && *value != '\0'; value++) {
        gsize size = length_of_status(value);
        if (size > 0)
            return g_strndup(value, size);
    }
    return NULL;
}

static void
add_bounce(const Head *group, Intake *intake)
{
    g_autoptr(IntakeBounce) bounce = intake_bounce_new();
    bounce->recipient = recipient_of(group, "Final-Recipient");
    bounce->original_recipient = recipient_of(group, "Original-Recipient");
    if (bounce->recipient == NULL && bounce->original_recipient == NULL)
        return;
    if (intake->bounces->len == INTAKE_BOUNCES_MAX) {
        intake->doubts |= INTAKE_CUT;
        return;
    }
    Slice action = head_field(group, "Action", 0);
    if (action.at != NULL) {
        g_autofree char *word = slice_text(slice_until(&action, " \t;(\r\n"));
        g_autofree char *clean = clean_line(word);
        bounce->action = g_ascii_strdown(clean, -1);
    }
    g_autofree char *status = head_value(group, "Status");
    bounce->status = status_of(status);
    bounce->diagnostic =
        words_cut(typed_value(group, "Diagnostic-Code"), DIAGNOSTIC);
    g_ptr_array_add(intake->bounces, g_steal_pointer(&bounce));
}

void
report_read(Slice text, Intake *intake)
{
    while (text.size > 0) {
        g_auto(Head) group = { 0 };
        head_read(&group, &text);
        if (group.was_cut)
            intake->doubts |= INTAKE_CUT;
        add_bounce(&group, intake);
        g_autofree char *id = head_value(&group, "Original-Envelope-Id");
        if (id != NULL && intake->envelope_id == NULL)
            intake->envelope_id = clean_line(decode_xtext(id));
    }
}

void
report_returned(const Head *head, Intake *intake)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
    head_ids(head_field(head, "Message-ID", 0), ids, 1);
    if (ids->len == 1 && intake->returned_id == NULL)
        intake->returned_id = g_strdup(g_ptr_array_index(ids, 0));
}

/* ---- without a part for machines ---------------------------------------- */

static gboolean
is_mail_system(const Intake *intake)
{
    static const char *const names[] = { "mailer-daemon@", "postmaster@" };
    for (guint i = 0; i < G_N_ELEMENTS(names) && intake->from != NULL; i++)
        if (slice_starts(slice_of(intake->from), names[i]))
            return TRUE;
    return g_strcmp0(intake->return_path, "") == 0;
}

/* The status that LINE names, in figures with dots: "550" alone may count
 * anything.  The caller owns it; NULL: none. */
static char *
status_in(const char *line)
{
    for (const char *at = line; *at != '\0'; at++) {
        gboolean in_word = at > line && (g_ascii_isalnum(at[-1]) ||
                                         strchr(".-", at[-1]) != NULL);
        gsize size = in_word || *at == '2' ? 0 : length_of_status(at);
        if (size > 0)
            return g_strndup(at, size);
    }
    return NULL;
}

/* TRUE where the report ends and the mail that came back begins. */
static gboolean
is_returned_start(Slice line)
{
    static const char *const starts[] = { "Received:", "Return-Path:",
                                          "Message-ID:", "From:", "From " };
    for (guint i = 0; i < G_N_ELEMENTS(starts); i++)
        if (slice_starts(line, starts[i]))
            return TRUE;
    return FALSE;
}

/* The first address in LINE that is not one of the report's own. */
static char *
stranger_in(Slice line, const Intake *intake)
{
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *text = slice_text(line);
    g_strdelimit(text, "[]:='\"|(){}", ' ');
    mail_addresses(slice_of(text), found, 4);
    for (guint i = 0; i < found->len; i++) {
        const char *address = g_ptr_array_index(found, i);
        gboolean is_own = g_strcmp0(address, intake->from) == 0;
        for (guint k = 0; k < intake->to->len && !is_own; k++)
            is_own = strcmp(address, g_ptr_array_index(intake->to, k)) == 0;
        if (!is_own && address_valid(address, NULL))
            return g_strdup(address);
    }
    return NULL;
}

/* Reads the report's own words into BOUNCE; the first of each counts. */
static void
read_words(const char *text, const Intake *intake, IntakeBounce *bounce)
{
    Slice rest = slice_of(text);
    Slice line = { 0 };
    while (slice_line(&rest, &line) && !is_returned_start(line)) {
        if (bounce->recipient == NULL)
            bounce->recipient = stranger_in(line, intake);
        if (bounce->status != NULL)
            continue;
        g_autofree char *words = slice_text(line);
        bounce->status = status_in(words);
        if (bounce->status != NULL)
            bounce->diagnostic = words_cut(clean_line(words), DIAGNOSTIC);
    }
}

/* The Message-ID of the mail that stands below the report's words. */
static void
find_returned_id(const char *text, Intake *intake)
{
    Slice rest = slice_of(text);
    Slice line = { 0 };
    g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
    while (slice_line(&rest, &line) && ids->len == 0)
        if (slice_starts(line, "Message-ID:"))
            head_ids(line, ids, 1);
    if (ids->len == 1 && intake->returned_id == NULL)
        intake->returned_id = g_strdup(g_ptr_array_index(ids, 0));
}

gboolean
report_guess(const Head *head, const char *text, Intake *intake)
{
    if (text == NULL || !is_mail_system(intake))
        return FALSE;
    g_autoptr(IntakeBounce) bounce = intake_bounce_new();
    g_autoptr(GPtrArray) failed = g_ptr_array_new_with_free_func(g_free);
    mail_addresses(head_field(head, "X-Failed-Recipients", 0), failed, 1);
    if (failed->len == 1)
        bounce->recipient = g_strdup(g_ptr_array_index(failed, 0));
    read_words(text, intake, bounce);
    if (bounce->status == NULL || bounce->recipient == NULL)
        return FALSE;
    bounce->action = g_strdup(*bounce->status == '4' ? "delayed" : "failed");
    g_ptr_array_add(intake->bounces, g_steal_pointer(&bounce));
    find_returned_id(text, intake);
    return TRUE;
}
