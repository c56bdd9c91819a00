#include "clock.h"

gint64
clock_now_utc(const Clock *clock)
{
    if (clock != NULL && clock->fixed_utc != 0)
        return clock->fixed_utc;
    return g_get_real_time() / G_USEC_PER_SEC;
}
