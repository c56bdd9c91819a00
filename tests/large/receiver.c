#include "tests/large/receiver.h"

#include <string.h>

typedef struct Mailbox {
    GHashTable *entries; /* uid -> Entry */
    GHashTable *seen;    /* Message-IDs */
} Mailbox;

struct Receiver {
    GHashTable *mailboxes; /* address -> Mailbox */
};

/* ---- a mail's bytes -------------------------------------------------------- */

static char *fault(const char *format, ...) G_GNUC_PRINTF(1, 2);

static char *
fault(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = g_strdup_vprintf(format, args);
    va_end(args);
    return text;
}

/* The value of header NAME in the unfolded HEAD, or NULL. */
static char *
header(const char *head, const char *name)
{
    g_auto(GStrv) lines = g_strsplit(head, "\r\n", -1);
    gsize length = strlen(name);
    for (char **line = lines; *line != NULL; line++)
        if (g_ascii_strncasecmp(*line, name, length) == 0 &&
            (*line)[length] == ':')
            return g_strstrip(g_strdup(*line + length + 1));
    return NULL;
}

/* TEXT without its folds, which begin with a space or tab that KEEP leaves. */
static char *
unfold(const char *text, gboolean keep)
{
    GString *out = g_string_sized_new(strlen(text));
    for (const char *p = text; *p != '\0'; p++) {
        if (strncmp(p, "\r\n", 2) == 0 && (p[2] == ' ' || p[2] == '\t')) {
            p += keep ? 1 : 2;
            continue;
        }
        g_string_append_c(out, *p);
    }
    return g_string_free(out, FALSE);
}

/* What stands between < and >, or all of it. */
static char *
bare(const char *value)
{
    const char *from = value != NULL ? strrchr(value, '<') : NULL;
    return from != NULL ? g_strndup(from + 1, strcspn(from + 1, ">"))
                        : g_strdup(value);
}

/* The parts of BODY between its boundaries, each with its own head. */
static GStrv
split_parts(const char *body, const char *type)
{
    const char *at = strstr(type, "boundary=\"");
    if (at == NULL)
        return NULL;
    at += strlen("boundary=\"");
    g_autofree char *boundary = g_strndup(at, strcspn(at, "\""));
    g_autofree char *mark = g_strconcat("--", boundary, NULL);
    return g_strsplit(body, mark, -1);
}

/* The calendar in the last part of the mail, decoded; NULL and *WRONG. */
static char *
calendar_of(const char *body, const char *type, char **method, char **wrong)
{
    g_auto(GStrv) parts = split_parts(body, type);
    guint count = parts != NULL ? g_strv_length(parts) : 0;
    if (count != 5 || !g_str_has_prefix(parts[4], "--")) {
        *wrong = fault("%u parts", count);
        return NULL;
    }
    const char *end = strstr(parts[3], "\r\n\r\n");
    g_autofree char *folded =
        end != NULL ? g_strndup(parts[3], (gsize)(end - parts[3])) : NULL;
    g_autofree char *head = folded != NULL ? unfold(folded, TRUE) : NULL;
    g_autofree char *kind = head != NULL ? header(head, "Content-Type") : NULL;
    g_autofree char *coded =
        head != NULL ? header(head, "Content-Transfer-Encoding") : NULL;
    const char *at = kind != NULL ? strstr(kind, "method=") : NULL;
    if (at == NULL || !g_str_has_prefix(kind, "text/calendar;") ||
        strstr(kind, "charset=") == NULL || g_strcmp0(coded, "base64") != 0) {
        *wrong = fault("last part: %s, %s", kind, coded);
        return NULL;
    }
    at += strlen("method=") + (at[strlen("method=")] == '"');
    *method = g_strndup(at, strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
    gsize length = 0;
    guchar *bytes = g_base64_decode(end, &length);
    return (char *)g_realloc_n(bytes, length + 1, 1);
}

/* ---- a calendar's lines ------------------------------------------------------ */

static char *
unescape(const char *value)
{
    GString *out = g_string_new(NULL);
    for (const char *p = value; *p != '\0'; p++) {
        if (*p == '\\' && p[1] != '\0')
            g_string_append_c(out, *++p == 'n' ? '\n' : *p);
        else
            g_string_append_c(out, *p);
    }
    return g_string_free(out, FALSE);
}

/* Puts VALUE at *PLACE; a second one is a fault. */
static char *
keep(char **place, const char *name, const char *value)
{
    if (*place != NULL)
        return fault("%s twice", name);
    *place = unescape(value);
    return NULL;
}

/* A line of the VEVENT: NAME[;PARAMETERS]:VALUE. */
static char *
take_property(Mail *mail, char **sequence, char **status, const char *line)
{
    Entry *entry = &mail->entry;
    const struct {
        const char *name;
        char **place;
    } known[] = {
        { "UID", &entry->uid },
        { "DTSTAMP", &entry->dtstamp },
        { "SEQUENCE", sequence },
        { "STATUS", status },
        { "DTSTART", &entry->start },
        { "DTEND", &entry->end },
        { "SUMMARY", &entry->summary },
        { "LOCATION", &entry->location },
        { "DESCRIPTION", &entry->description },
        { "ORGANIZER", &entry->organizer },
        { "ATTENDEE", &mail->attendee },
    };
    gsize length = strcspn(line, ";:");
    const char *value = line + length;
    for (gboolean quoted = FALSE; *value != '\0' && (quoted || *value != ':');
         value++)
        quoted ^= *value == '"';
    if (*value == '\0')
        return fault("no value: %s", line);
    for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
        if (strlen(known[i].name) == length &&
            strncmp(known[i].name, line, length) == 0)
            return keep(known[i].place, known[i].name, value + 1);
    return NULL;
}

static char *
check_entry(Mail *mail, const char *sequence, const char *status,
            const char *method)
{
    Entry *entry = &mail->entry;
    gboolean cancels = strcmp(mail->method, "CANCEL") == 0;
    if (g_strcmp0(method, mail->method) != 0)
        return fault("METHOD %s in a mail of %s", method, mail->method);
    if (entry->uid == NULL || entry->dtstamp == NULL || sequence == NULL ||
        entry->start == NULL || entry->end == NULL ||
        entry->organizer == NULL || mail->attendee == NULL)
        return fault("a property is missing");
    if (strlen(entry->dtstamp) != 16 || entry->dtstamp[15] != 'Z')
        return fault("DTSTAMP %s", entry->dtstamp);
    if (cancels != (g_strcmp0(status, "CANCELLED") == 0))
        return fault("STATUS %s with %s", status, mail->method);
    if (strcmp(entry->end, entry->start) <= 0)
        return fault("ends %s, starts %s", entry->end, entry->start);
    g_autofree char *to = g_strconcat("mailto:", mail->to, NULL);
    g_autofree char *from = g_strconcat("mailto:", mail->from, NULL);
    if (strcmp(to, mail->attendee) != 0 || strcmp(from, entry->organizer) != 0)
        return fault("from %s to %s", entry->organizer, mail->attendee);
    char *end = NULL;
    entry->sequence = g_ascii_strtoll(sequence, &end, 10);
    return *end == '\0' ? NULL : fault("SEQUENCE %s", sequence);
}

static char *
read_calendar(Mail *mail, const char *text)
{
    g_autofree char *method = NULL, *sequence = NULL, *status = NULL;
    g_autofree char *plain = unfold(text, FALSE);
    g_auto(GStrv) folded = g_strsplit(text, "\r\n", -1);
    g_auto(GStrv) lines = g_strsplit(plain, "\r\n", -1);
    int events = 0;
    gboolean inside = FALSE;
    for (char **line = folded; *line != NULL; line++)
        if (strlen(*line) > 75 || strpbrk(*line, "\r\n") != NULL)
            return fault("a bad line: %s", *line);
    for (char **line = lines; *line != NULL; line++) {
        char *wrong = NULL;
        if (strcmp(*line, "BEGIN:VEVENT") == 0)
            inside = events++ == 0;
        else if (strcmp(*line, "END:VEVENT") == 0)
            inside = FALSE;
        else if (g_str_has_prefix(*line, "METHOD:"))
            wrong = keep(&method, "METHOD", *line + strlen("METHOD:"));
        else if (inside)
            wrong = take_property(mail, &sequence, &status, *line);
        if (wrong != NULL)
            return wrong;
    }
    return events == 1 ? check_entry(mail, sequence, status, method)
                       : fault("%d events", events);
}

void
mail_clear(Mail *mail)
{
    Entry *entry = &mail->entry;
    char **const all[] = {
        &mail->message_id, &mail->to,          &mail->from, &mail->in_reply_to,
        &mail->method,     &mail->attendee,    &entry->uid, &entry->organizer,
        &entry->dtstamp,   &entry->start,      &entry->end, &entry->summary,
        &entry->location,  &entry->description
    };
    for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
        g_clear_pointer(all[i], g_free);
}

char *
mail_read(Mail *mail, GBytes *bytes)
{
    gsize length = 0;
    const char *data = g_bytes_get_data(bytes, &length);
    g_autofree char *text = g_strndup(data, length);
    const char *body = strstr(text, "\r\n\r\n");
    if (strlen(text) != length || body == NULL)
        return fault("no mail");
    g_autofree char *folded = g_strndup(text, (gsize)(body - text));
    g_autofree char *head = unfold(folded, TRUE);
    g_autofree char *id = header(head, "Message-ID");
    g_autofree char *to = header(head, "To");
    g_autofree char *from = header(head, "From");
    g_autofree char *reply = header(head, "In-Reply-To");
    g_autofree char *type = header(head, "Content-Type");
    if (id == NULL || to == NULL || from == NULL || type == NULL)
        return fault("a header is missing");
    mail->message_id = bare(id);
    mail->to = bare(to);
    mail->from = bare(from);
    mail->in_reply_to = bare(reply);
    char *wrong = NULL;
    g_autofree char *calendar = calendar_of(body, type, &mail->method, &wrong);
    return calendar != NULL ? read_calendar(mail, calendar) : wrong;
}

/* ---- RFC 5546 --------------------------------------------------------------- */

static void
free_entry(gpointer data)
{
    Mail mail = { .entry = *(Entry *)data };
    mail_clear(&mail);
    g_free(data);
}

static void
free_mailbox(gpointer data)
{
    Mailbox *mailbox = data;
    g_hash_table_destroy(mailbox->entries);
    g_hash_table_destroy(mailbox->seen);
    g_free(mailbox);
}

Receiver *
receiver_new(void)
{
    Receiver *receiver = g_new0(Receiver, 1);
    receiver->mailboxes =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_mailbox);
    return receiver;
}

void
receiver_free(Receiver *receiver)
{
    g_hash_table_destroy(receiver->mailboxes);
    g_free(receiver);
}

static Mailbox *
mailbox_of(Receiver *receiver, const char *address)
{
    Mailbox *mailbox = g_hash_table_lookup(receiver->mailboxes, address);
    if (mailbox != NULL)
        return mailbox;
    mailbox = g_new0(Mailbox, 1);
    mailbox->entries =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_entry);
    mailbox->seen =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_hash_table_insert(receiver->mailboxes, g_strdup(address), mailbox);
    return mailbox;
}

/* What MAIL may not do to what is known of its UID. */
static char *
judge(const Entry *known, const Mail *mail)
{
    const Entry *entry = &mail->entry;
    g_assert(mail->method != NULL && entry->organizer != NULL &&
             entry->dtstamp != NULL);
    gboolean cancels = strcmp(mail->method, "CANCEL") == 0;
    if (known == NULL)
        return cancels ? fault("CANCEL of an unknown UID") : NULL;
    g_assert(known->organizer != NULL && known->dtstamp != NULL);
    /* The same end told once more is no fault; whether anybody asked for it
     * is not for a calendar to say. */
    gboolean again =
        known->cancelled && cancels && entry->sequence == known->sequence;
    if (known->cancelled && !again)
        return fault("%s after CANCEL", mail->method);
    if (strcmp(known->organizer, entry->organizer) != 0)
        return fault("another ORGANIZER for a UID");
    if (strcmp(entry->dtstamp, known->dtstamp) <= 0 &&
        entry->sequence >= known->sequence)
        return fault("DTSTAMP does not grow");
    if (cancels && !again && entry->sequence <= known->sequence)
        return fault("CANCEL with SEQUENCE %d after %d", (int)entry->sequence,
                     (int)known->sequence);
    return NULL;
}

/* A message that was overtaken: its reader knows something newer. */
static gboolean
is_stale(const Entry *known, const Entry *entry)
{
    g_assert(entry->dtstamp != NULL);
    g_assert(known == NULL || known->dtstamp != NULL);
    return known != NULL && (entry->sequence < known->sequence ||
                             (entry->sequence == known->sequence &&
                              strcmp(entry->dtstamp, known->dtstamp) < 0));
}

char *
receiver_take(Receiver *receiver, const char *address, GBytes *bytes)
{
    g_auto(Mail) mail = { 0 };
    Mailbox *mailbox = mailbox_of(receiver, address);
    char *wrong = mail_read(&mail, bytes);
    if (wrong != NULL)
        return wrong;
    g_assert(mail.to != NULL && mail.method != NULL);
    if (strcmp(mail.to, address) != 0)
        return fault("a mail to %s came to %s", mail.to, address);
    if (!g_hash_table_add(mailbox->seen, g_strdup(mail.message_id)))
        return NULL;
    const Entry *known = g_hash_table_lookup(mailbox->entries, mail.entry.uid);
    if (is_stale(known, &mail.entry))
        return NULL;
    wrong = judge(known, &mail);
    if (wrong != NULL)
        return wrong;
    Entry *entry = g_new(Entry, 1);
    *entry = mail.entry;
    entry->cancelled = strcmp(mail.method, "CANCEL") == 0;
    mail.entry = (Entry){ 0 };
    g_hash_table_replace(mailbox->entries, entry->uid, entry);
    return NULL;
}

int
receiver_count(const Receiver *receiver, const char *address,
               const Entry **last)
{
    const Mailbox *mailbox = g_hash_table_lookup(receiver->mailboxes, address);
    if (mailbox == NULL)
        return 0;
    int count = 0;
    GHashTableIter iter;
    gpointer value = NULL;
    g_hash_table_iter_init(&iter, mailbox->entries);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const Entry *entry = value;
        if (entry->cancelled)
            continue;
        count++;
        if (last != NULL)
            *last = entry;
    }
    return count;
}

void
receiver_each(const Receiver *receiver,
              void (*take)(const char *address, gpointer data), gpointer data)
{
    GHashTableIter iter;
    gpointer key = NULL;
    g_hash_table_iter_init(&iter, receiver->mailboxes);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        take(key, data);
}
