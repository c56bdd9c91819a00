/* An event's file in XML, from its bytes to the statements that store it. */
#include "tests/fuzz/fuzz.h"

void
fuzz_one(const guint8 *data, gsize size)
{
    if (size > 0 && data[0] == '<')
        fuzz_import(data, size);
}
