/* What a calendar server answers: multistatus, and the hrefs in it. */
#include <string.h>

#include "calendars/multistatus.h"
#include "tests/fuzz/fuzz.h"

static const char URL[] = "https://example.org/user/cal%20endar/";

/* A name is one that a request may hold, below the collection. */
static void
expect_name(const char *name)
{
    g_assert_true(g_utf8_validate(name, -1, NULL));
    g_assert_null(strpbrk(name, "/\\\r\n"));
    g_assert_cmpstr(name, !=, "..");
    g_assert_cmpstr(name, !=, ".");
}

void
fuzz_one(const guint8 *data, gsize size)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = fuzz_text(data, size);
    g_autoptr(Multistatus) all =
        multistatus_read((const char *)data, size, URL, &error);
    g_assert_true((all == NULL) == (error != NULL));
    if (all != NULL) {
        g_assert_cmpuint(all->items->len, <=, DAV_ITEMS_MAX);
        for (guint i = 0; i < all->items->len; i++)
            expect_name(((DavItem *)g_ptr_array_index(all->items, i))->name);
    }
    g_autofree char *name = multistatus_name(URL, text);
    if (name != NULL)
        expect_name(name);
}
