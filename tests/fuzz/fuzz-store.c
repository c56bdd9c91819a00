/*
 * A saved database with bytes changed: each change is three bytes of place,
 * one of count (zero: the file ends here) and as many new bytes.
 */
#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/store-walk.h"

enum { HEAD_BYTES = 4 };

/* Changes IMAGE of *SIZE bytes by the first change in DATA; gives how many
 * bytes of DATA it took. */
static gsize
change(guint8 *image, gsize *size, const guint8 *data, gsize rest)
{
    gsize place =
        ((gsize)data[0] << 16 | (gsize)data[1] << 8 | data[2]) % *size;
    gsize count = MIN(MIN(data[3], rest - HEAD_BYTES), *size - place);
    if (data[3] == 0)
        *size = MAX(place, 1);
    else
        memcpy(image + place, data + HEAD_BYTES, count);
    return HEAD_BYTES + count;
}

void
fuzz_one(const guint8 *data, gsize size)
{
    gsize image_size = 0;
    const guint8 *bytes = g_bytes_get_data(store_image(), &image_size);
    g_autofree guint8 *image = g_memdup2(bytes, image_size);
    while (size >= HEAD_BYTES) {
        gsize took = change(image, &image_size, data, size);
        data += took;
        size -= took;
    }
    store_walk(image, image_size);
}
