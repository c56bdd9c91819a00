/* The strict validator of addresses, and what it promises of the good. */
#include <string.h>

#include "calendars/address.h"
#include "tests/fuzz/fuzz.h"

static void
expect_good(const char *text)
{
    g_autofree char *normal = address_normal(text);
    g_autofree char *uri = address_uri(text);
    fuzz_expect_line(text);
    fuzz_expect_line(normal);
    fuzz_expect_line(uri);
    g_assert_null(strpbrk(normal, "<>\"\\,; \t"));
    g_assert_cmpuint(strlen(normal), <=, 254);
    g_assert_true(g_str_has_prefix(uri, "mailto:"));
    g_assert_true(address_valid(normal, NULL));
    g_autofree char *again = address_normal(normal);
    g_assert_cmpstr(again, ==, normal);
    g_assert_cmpint(address_ascii(text), ==, address_ascii(normal));
    g_assert_cmpint(address_ascii(normal), ==, g_str_is_ascii(normal));
}

void
fuzz_one(const guint8 *data, gsize size)
{
    g_autofree char *text = fuzz_text(data, size);
    const char *reason = NULL;
    gboolean valid = address_valid(text, &reason);
    g_autofree char *fault = address_fault(text);
    g_assert_true(valid == (fault == NULL));
    if (valid) {
        expect_good(text);
        return;
    }
    g_autofree char *normal = address_normal(text);
    g_autofree char *uri = address_uri(text);
    g_assert_nonnull(reason);
    g_assert_null(normal);
    g_assert_null(uri);
    g_assert_true(g_utf8_validate(fault, -1, NULL));
}
