/*
 * What libical, GMime and libcurl do with the work of our benches, used
 * straight on, one process and one thread each.
 *
 *     others calendar COUNT            the calendar of bench-calendars.c
 *     others message COUNT             and MIME around it
 *     others read COUNT FILE...        the mails of bench-intake.c
 *     others send COUNT PORT BYTES     ready messages, one connection
 */
#include <curl/curl.h>
#include <gmime/gmime.h>
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/bench/travelled.h"

static const char ZONE[] = "Europe/Stockholm";

/* ---- making ---------------------------------------------------------------- */

static icalproperty *
attendee(void)
{
    icalproperty *property =
        icalproperty_new_attendee("mailto:bjorn.ek@example.test");
    icalproperty_add_parameter(property, icalparameter_new_cn("Björn Ek"));
    icalproperty_add_parameter(
        property, icalparameter_new_role(ICAL_ROLE_REQPARTICIPANT));
    icalproperty_add_parameter(
        property, icalparameter_new_partstat(ICAL_PARTSTAT_NEEDSACTION));
    icalproperty_add_parameter(property,
                               icalparameter_new_rsvp(ICAL_RSVP_TRUE));
    return property;
}

static icalproperty *
organizer(void)
{
    icalproperty *property =
        icalproperty_new_organizer("mailto:planner@hundra.test");
    icalproperty_add_parameter(property, icalparameter_new_cn("Svensson, Eva"));
    return property;
}

/* A property of local TIME, with its TZID. */
static icalproperty *
zoned(icalproperty *property)
{
    icalproperty_add_parameter(property, icalparameter_new_tzid(ZONE));
    return property;
}

/* The calendar of invitation UID; free() it. */
static char *
calendar(const char *uid)
{
    icaltimezone *zone = icaltimezone_get_builtin_timezone(ZONE);
    icalcomponent *event = icalcomponent_vanew(
        ICAL_VEVENT_COMPONENT, icalproperty_new_uid(uid),
        icalproperty_new_dtstamp(icaltime_from_string("20270516T060000Z")),
        zoned(
            icalproperty_new_dtstart(icaltime_from_string("20270517T080000"))),
        zoned(icalproperty_new_dtend(icaltime_from_string("20270517T082500"))),
        icalproperty_new_sequence(0),
        icalproperty_new_summary("Företagsbesök: Ovako AB"),
        icalproperty_new_location("Centralvägen 9, Hofors"),
        icalproperty_new_description(
            "Samling 08.45 i receptionen. Åsa Öberg möter."),
        organizer(), attendee(), NULL);
    icalcomponent *whole = icalcomponent_vanew(
        ICAL_VCALENDAR_COMPONENT, icalproperty_new_version("2.0"),
        icalproperty_new_prodid("-//Bench//Others//EN"),
        icalproperty_new_method(ICAL_METHOD_REQUEST),
        icalcomponent_new_clone(icaltimezone_get_component(zone)), event, NULL);
    char *text = icalcomponent_as_ical_string_r(whole);
    icalcomponent_free(whole);
    return text;
}

static void
add_part(GMimeMultipart *parts, const char *kind, const char *text)
{
    GMimeTextPart *part = g_mime_text_part_new_with_subtype(kind);
    g_mime_text_part_set_charset(part, "utf-8");
    g_mime_text_part_set_text(part, text);
    g_mime_part_set_content_encoding(GMIME_PART(part),
                                     GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    if (strcmp(kind, "calendar") == 0)
        g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "method",
                                                 "REQUEST");
    g_mime_multipart_add(parts, GMIME_OBJECT(part));
    g_object_unref(part);
}

/* Invitation UID in MIME; g_free it. */
static char *
message(const char *uid)
{
    g_autofree char *words = g_strnfill(1200, 'x');
    char *invite = calendar(uid);
    GMimeMultipart *parts = g_mime_multipart_new_with_subtype("alternative");
    add_part(parts, "plain", words);
    add_part(parts, "html", words);
    add_part(parts, "calendar", invite);
    free(invite);
    GMimeMessage *mail = g_mime_message_new(TRUE);
    g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(1810447200);
    g_mime_message_add_mailbox(mail, GMIME_ADDRESS_TYPE_FROM, "Svensson, Eva",
                               "planner@hundra.test");
    g_mime_message_add_mailbox(mail, GMIME_ADDRESS_TYPE_TO, "Björn Ek",
                               "bjorn.ek@example.test");
    g_mime_message_set_subject(mail, "Inbjudan: Företagsbesök på Ovako AB",
                               "utf-8");
    g_mime_message_set_message_id(mail, uid);
    g_mime_message_set_date(mail, date);
    g_mime_message_set_mime_part(mail, GMIME_OBJECT(parts));
    char *text = g_mime_object_to_string(GMIME_OBJECT(mail), NULL);
    g_object_unref(parts);
    g_object_unref(mail);
    return text;
}

static void
make(int count, gboolean in_mime)
{
    for (int i = 0; i < count; i++) {
        g_autofree char *uid = g_strdup_printf("b%d@hundra.test", i);
        if (in_mime)
            g_free(message(uid));
        else
            free(calendar(uid));
    }
}

/* ---- reading --------------------------------------------------------------- */

/* Whether the calendar TEXT says who answers what, to which invitation. */
static gboolean
answers(const char *text)
{
    icalcomponent *whole = icalparser_parse_string(text);
    icalcomponent *event =
        whole == NULL
            ? NULL
            : icalcomponent_get_first_component(whole, ICAL_VEVENT_COMPONENT);
    icalproperty *who =
        event == NULL
            ? NULL
            : icalcomponent_get_first_property(event, ICAL_ATTENDEE_PROPERTY);
    icalparameter *what =
        who == NULL
            ? NULL
            : icalproperty_get_first_parameter(who, ICAL_PARTSTAT_PARAMETER);
    gboolean said = what != NULL && icalcomponent_get_uid(event) != NULL &&
                    icalcomponent_get_sequence(event) >= 0 &&
                    icaltime_is_valid_time(icalcomponent_get_dtstamp(event)) &&
                    icalproperty_get_attendee(who) != NULL;
    if (whole != NULL)
        icalcomponent_free(whole);
    return said;
}

static void
read_part(GMimeObject *parent, GMimeObject *object, gpointer found)
{
    (void)parent;
    GMimeContentType *type = g_mime_object_get_content_type(object);
    if (!GMIME_IS_TEXT_PART(object) ||
        !g_mime_content_type_is_type(type, "text", "calendar"))
        return;
    g_autofree char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(object));
    *(gboolean *)found |= answers(text);
}

static gboolean
read_mail(GBytes *bytes)
{
    gsize size = 0;
    const char *data = g_bytes_get_data(bytes, &size);
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(data, size);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *mail = g_mime_parser_construct_message(parser, NULL);
    gboolean found = FALSE;
    if (g_mime_message_get_message_id(mail) != NULL &&
        internet_address_list_length(g_mime_message_get_from(mail)) == 1)
        g_mime_message_foreach(mail, read_part, &found);
    g_object_unref(mail);
    g_object_unref(parser);
    g_object_unref(stream);
    return found;
}

static void
read_mails(int count, char **files, int file_count)
{
    g_autoptr(GPtrArray) mails =
        g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    for (int i = 0; i < file_count; i++)
        g_ptr_array_add(mails, travelled(files[i]));
    for (int i = 0; i < count; i++)
        if (!read_mail(g_ptr_array_index(mails, i % file_count)))
            g_error("%s: no answer found", files[i % file_count]);
}

/* ---- sending --------------------------------------------------------------- */

typedef struct Left {
    const char *at;
    size_t size;
} Left;

static size_t
give(char *to, size_t size, size_t count, void *data)
{
    Left *left = data;
    size_t length = MIN(size * count, left->size);
    memcpy(to, left->at, length);
    left->at += length;
    left->size -= length;
    return length;
}

static void
send_one(CURL *curl, int number, const char *body)
{
    g_autofree char *to = g_strdup_printf("nr%d@stad.example", number);
    g_autofree char *mail = g_strdup_printf(
        "Message-ID: <m%d@stad.example>\r\n\r\n%s", number, body);
    Left left = { mail, strlen(mail) };
    struct curl_slist *receivers = curl_slist_append(NULL, to);
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, "dag@stad.example");
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, receivers);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(curl, CURLOPT_READDATA, &left);
    CURLcode rc = curl_easy_perform(curl);
    if (rc != CURLE_OK)
        g_error("%s", curl_easy_strerror(rc));
    curl_slist_free_all(receivers);
}

static void
send_all(int count, const char *port, int bytes)
{
    static const char LINE[] =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ\r\n";
    GString *body = g_string_new(NULL);
    while (body->len + strlen(LINE) <= (gsize)bytes)
        g_string_append(body, LINE);
    g_autofree char *url = g_strdup_printf("smtp://127.0.0.1:%s", port);
    CURL *curl = curl_easy_init();
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    for (int i = 0; i < count; i++)
        send_one(curl, i, body->str);
    curl_easy_cleanup(curl);
    g_string_free(body, TRUE);
}

/* ---- what is asked for ------------------------------------------------------ */

static gboolean
run(int argc, char **argv, int count)
{
    const char *what = argv[1];
    if (strcmp(what, "calendar") == 0 || strcmp(what, "message") == 0)
        make(count, strcmp(what, "message") == 0);
    else if (strcmp(what, "read") == 0 && argc > 3)
        read_mails(count, argv + 3, argc - 3);
    else if (strcmp(what, "send") == 0 && argc > 4)
        send_all(count, argv[3], atoi(argv[4]));
    else
        return FALSE;
    return TRUE;
}

int
main(int argc, char **argv)
{
    int count = argc > 2 ? atoi(argv[2]) : 0;
    g_mime_init();
    gint64 start_us = g_get_monotonic_time();
    if (count < 1 || !run(argc, argv, count)) {
        fprintf(stderr, "others calendar|message|read|send COUNT ...\n");
        return 2;
    }
    double seconds =
        (double)(g_get_monotonic_time() - start_us) / G_USEC_PER_SEC;
    printf("%d in %.2f s: %.0f /s\n", count, seconds, count / seconds);
    return 0;
}
