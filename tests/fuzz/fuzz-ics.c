/* A calendar from outside, as a file and as the only part of a mail. */
#include <string.h>

#include "calendars/answers.h"
#include "calendars/mail-decode.h"
#include "tests/fuzz/fuzz.h"

/* What is said does not hang on how lines end. */
static void
expect_any_breaks(Zones *zones, Slice text, const Answers *answers)
{
    GString *broken = g_string_new(NULL);
    for (gsize i = 0; i < text.size; i++) {
        if (text.at[i] == '\n')
            g_string_append(broken, "\r\r");
        g_string_append_c(broken, text.at[i]);
    }
    g_auto(Answers) again =
        answers_read(zones, (Slice){ broken->str, broken->len });
    if (((answers->doubts | again.doubts) & INTAKE_CUT) == 0) {
        g_assert_cmpuint(answers->list->len, ==, again.list->len);
        g_assert_cmpstr(answers->method, ==, again.method);
    }
    g_string_free(broken, TRUE);
}

void
fuzz_one(const guint8 *data, gsize size)
{
    g_autoptr(Zones) zones = zones_open();
    g_auto(Decoded) text =
        decode_charset((Slice){ (const char *)data, size }, NULL);
    g_auto(Answers) answers = answers_read(zones, text.bytes);
    g_assert_cmpuint(answers.list->len, <=, INTAKE_ANSWERS_MAX);
    for (guint i = 0; i < answers.list->len; i++) {
        const IntakeAnswer *answer = g_ptr_array_index(answers.list, i);
        if (answer->uid != NULL)
            fuzz_expect_line(answer->uid);
        if (answer->partstat != NULL)
            fuzz_expect_line(answer->partstat);
    }
    expect_any_breaks(zones, text.bytes, &answers);
}
