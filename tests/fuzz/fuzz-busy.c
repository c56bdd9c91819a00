/* Somebody else's calendar: its entries, and when she is busy. */
#include "calendars/busy.h"
#include "tests/fuzz/fuzz.h"

void
fuzz_one(const guint8 *data, gsize size)
{
    enum { FROM = 1652738400, TO = 1652824800 }; /* 17 May 2022 */
    g_autoptr(Busy) busy =
        busy_of((const char *)data, size, "Europe/Stockholm", FROM, TO);
    g_assert_cmpint(busy->from_utc, >=, FROM);
    g_assert_cmpint(busy->to_utc, <=, TO);
    for (guint i = 0; busy->fault == BUSY_KNOWN && i < busy->periods->len;
         i++) {
        const AgendaPeriod *one =
            &g_array_index(busy->periods, AgendaPeriod, i);
        g_assert_cmpint(one->from_utc, >=, busy->from_utc);
        g_assert_cmpint(one->from_utc, <, one->to_utc);
        g_assert_cmpint(one->to_utc, <=, busy->to_utc);
    }
}
