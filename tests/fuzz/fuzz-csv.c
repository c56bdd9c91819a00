/* Text files of an office: encodings, separators, quotes. */
#include "planner/base/cells.h"
#include "tests/fuzz/book-walk.h"
#include "tests/fuzz/fuzz.h"

void
fuzz_one(const guint8 *data, gsize size)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Book) book =
        cells_parse("lista.csv", (const char *)data, size, NULL, &error);
    book_walk(book, error);
}
