/* Lists of companies, people, sites, tables and travel times, from their
 * headings to the statements that store them. */
#include "tests/fuzz/fuzz.h"

void
fuzz_one(const guint8 *data, gsize size)
{
    fuzz_import(data, size);
}
