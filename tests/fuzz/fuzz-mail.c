/* A mail from outside, the way it goes through a child and back. */
#include <string.h>

#include "calendars/intake-fields.h"
#include "tests/fuzz/fuzz.h"

static void
expect_text(const char *text)
{
    g_assert_true(text == NULL || g_utf8_validate(text, -1, NULL));
}

static void
expect_answers(const Intake *intake)
{
    g_assert_cmpuint(intake->answers->len, <=, INTAKE_ANSWERS_MAX);
    for (guint i = 0; i < intake->answers->len; i++) {
        const IntakeAnswer *answer = g_ptr_array_index(intake->answers, i);
        expect_text(answer->comment);
        if (answer->uid != NULL)
            fuzz_expect_line(answer->uid);
        if (answer->attendee != NULL)
            fuzz_expect_line(answer->attendee);
    }
}

/* What a child writes is what its parent reads. */
static void
expect_same_again(const Intake *intake)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    g_autoptr(GByteArray) again = g_byte_array_new();
    intake_write(intake, bytes);
    g_autoptr(Intake) copy =
        intake_parse((Slice){ (const char *)bytes->data, bytes->len });
    g_assert_nonnull(copy);
    intake_write(copy, again);
    g_assert_cmpuint(bytes->len, ==, again->len);
    g_assert_true(memcmp(bytes->data, again->data, bytes->len) == 0);
}

void
fuzz_one(const guint8 *data, gsize size)
{
    g_autoptr(GBytes) mail = g_bytes_new(data, size);
    g_autoptr(Intake) intake = intake_read(mail);
    g_assert_true((intake->kind == INTAKE_BROKEN) ==
                  (intake->fault != INTAKE_FAULT_NONE));
    expect_text(intake->text);
    if (intake->subject != NULL)
        fuzz_expect_line(intake->subject);
    expect_answers(intake);
    expect_same_again(intake);
    /* And the bytes as an answer from a child that has gone mad. */
    intake_free(intake_parse((Slice){ (const char *)data, size }));
}
