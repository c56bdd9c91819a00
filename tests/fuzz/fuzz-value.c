/* What a cell's text means: each reader, and that it reads what it wrote. */
#include <math.h>
#include <string.h>

#include "planner/base/fold.h"
#include "planner/base/serial.h"
#include "planner/base/value.h"
#include "tests/fuzz/fuzz.h"

static void
read_times(const char *text)
{
    int minute = -1;
    char clock[VALUE_CLOCK_SIZE];
    if (value_time(text, &minute, NULL)) {
        int again = -1;
        g_assert_true(minute >= 0 && minute < 1440);
        value_clock(minute, clock);
        g_assert_true(value_time(clock, &again, NULL));
        g_assert_cmpint(again, ==, minute);
    }
    ValueSpans spans;
    if (!value_spans(text, &spans, NULL))
        return;
    int last = -1;
    g_assert_true(spans.count > 0 && spans.count <= VALUE_SPANS_MAX);
    for (guint i = 0; i < spans.count; i++) {
        g_assert_cmpint(spans.span[i].from_min, >=, MAX(last, 0));
        g_assert_cmpint(spans.span[i].to_min, >, spans.span[i].from_min);
        last = spans.span[i].to_min;
    }
    g_assert_cmpint(last, <=, 1440);
}

static void
read_dates(const char *text)
{
    char date[VALUE_DATE_SIZE];
    char again[VALUE_DATE_SIZE];
    if (!value_date(text, date, NULL))
        return;
    g_assert_true(value_date(date, again, NULL));
    g_assert_cmpstr(date, ==, again);
}

static void
read_numbers(const char *text)
{
    double number = 0;
    gint64 whole = 0;
    gboolean truth = FALSE;
    if (value_decimal(text, &number, NULL))
        g_assert_true(isfinite(number));
    if (value_integer(text, &whole, NULL))
        g_assert_true(value_decimal(text, &number, NULL));
    value_truth(text, &truth, NULL);
}

static void
read_codes(const char *text)
{
    char number[VALUE_ORG_SIZE];
    char again[VALUE_ORG_SIZE];
    if (value_org_number(text, number, NULL)) {
        g_assert_true(value_org_number(number, again, NULL));
        g_assert_cmpstr(number, ==, again);
    }
    char code[VALUE_POSTCODE_SIZE];
    char same[VALUE_POSTCODE_SIZE];
    if (value_postcode(text, code, NULL)) {
        g_assert_true(value_postcode(code, same, NULL));
        g_assert_cmpstr(code, ==, same);
    }
    ValuePhone phone;
    ValuePhone twice;
    if (value_phone(text, &phone, NULL)) {
        g_assert_true(value_phone(phone.display, &twice, NULL));
        g_assert_cmpstr(phone.normal, ==, twice.normal);
        g_assert_true(value_phone(phone.normal, &twice, NULL));
        g_assert_cmpstr(phone.display, ==, twice.display);
    }
}

static void
read_texts(const char *text)
{
    g_autofree char *clean = value_clean(text);
    g_autofree char *twice = value_clean(clean);
    g_assert_cmpstr(clean, ==, twice);
    fuzz_expect_line(clean);
    g_auto(GStrv) list = value_list(text, ",;");
    for (char **word = list; *word != NULL; word++)
        g_assert_true(**word != '\0');
    g_autofree char *heading = fold_heading(text);
    g_autofree char *key = fold_heading(heading);
    g_assert_cmpstr(heading, ==, key);
    g_autofree char *name = fold_name(text);
    g_autofree char *same = fold_name(name);
    g_assert_cmpstr(name, ==, same);
    SerialKind kind = serial_kind_of_code(text);
    char out[SERIAL_TEXT_SIZE];
    if (serial_write(text, &kind, FALSE, out))
        g_assert_true(g_str_is_ascii(out));
}

void
fuzz_one(const guint8 *data, gsize size)
{
    g_autofree char *text = fuzz_text(data, size);
    if (!g_utf8_validate(text, -1, NULL))
        return; /* the readers of files let none other through */
    read_times(text);
    read_dates(text);
    read_numbers(text);
    read_codes(text);
    read_texts(text);
}
