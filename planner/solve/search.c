#include "planner/solve/search.h"

/* Soft cost is in tenths of thousandths of a point. */
enum { SOFT_PER_CENTIPOINT = 100 };
enum { HARD_PRICE_MIN = 20000, HARD_PRICE_MAX = 400000 };
enum { LOG_BITS = 10, LOG_SIZE = 1 << LOG_BITS };

/* What changes while annealing. */
typedef struct Climate {
    gint64 heat;       /* temperature, in soft units, 48.16 */
    gint64 hard_price; /* soft units for a tenth of a hard unit */
    gint32 logs[LOG_SIZE];
} Climate;

/* -ln((i + 1/2) / LOG_SIZE) in 16.16, by squaring the binary logarithm's
 * argument; integers, so that it is the same everywhere. */
static gint32
minus_log(int i)
{
    guint64 x = (2 * (guint64)i + 1) << (31 - LOG_BITS - 1); /* 0.31 */
    gint64 log2 = 0;                                         /* 16.16 */
    while (x < G_GUINT64_CONSTANT(1) << 31) {
        x <<= 1;
        log2 -= 1 << 16;
    }
    for (gint64 bit = 1 << 15; bit > 0; bit >>= 1) {
        x = (x * x) >> 31;
        if (x >= G_GUINT64_CONSTANT(1) << 32) {
            x >>= 1;
            log2 += bit;
        }
    }
    return (gint32)((-log2 * 45426) >> 16); /* ln 2 in 16.16 */
}

/* The most a change may cost, by the die: Metropolis' rule, asked the other
 * way round so that a dear change need not be counted to its end. */
static gint64
limit(const Climate *climate, Random *random)
{
    guint64 die = random_next(random) >> (64 - LOG_BITS);
    return ((climate->heat >> 8) * climate->logs[die]) >> 24;
}

static void
step(Search *search, const Climate *climate)
{
    State *state = search->state;
    gint64 most = limit(climate, search->random);
    state_begin(state);
    if (!moves_try(search->lists, state, search->random))
        return;
    if (!state_settle_within(state, climate->hard_price, most))
        state_undo(state);
    else if (cost_less(state->total, search->best->total))
        state_copy(search->best, state);
}

/* Illegal for long: dearer; legal: cheaper again. */
static void
adapt_price(Climate *climate, const State *state)
{
    gint64 price = climate->hard_price;
    price += state->total.hard > 0 ? price / 64 : -(price / 64);
    climate->hard_price = CLAMP(price, HARD_PRICE_MIN, HARD_PRICE_MAX);
}

/* The factor a tick cools by, in 0.32: ln(HOT / COLD) over all ticks. */
static gint64
cooling(gint64 hot, gint64 cold, gint64 ticks)
{
    gint64 log = 0; /* 16.16 */
    gint64 ratio = (hot << 16) / cold;
    while (ratio >= 2 << 16) {
        ratio >>= 1;
        log += 45426;
    }
    log += (ratio - (1 << 16)) * 45426 >> 16; /* near enough below one bit */
    return MIN((log << 16) / MAX(ticks, 1), G_GINT64_CONSTANT(1) << 31);
}

void
search_anneal(Search *search, gint64 steps, int hot, int cold)
{
    Climate climate = { .heat = ((gint64)hot * SOFT_PER_CENTIPOINT) << 16,
                        .hard_price = HARD_PRICE_MIN };
    gint64 factor = cooling(hot, cold, steps / SEARCH_TICK);
    for (int i = 0; i < LOG_SIZE; i++)
        climate.logs[i] = minus_log(i);
    for (gint64 done = 0; done < steps && !search->stopped;) {
        gint64 batch = MIN(SEARCH_TICK, steps - done);
        for (gint64 i = 0; i < batch; i++) {
            step(search, &climate);
            if (i % 64 == 0)
                adapt_price(&climate, search->state);
        }
        done += batch;
        climate.heat -= (climate.heat >> 16) * factor >> 16;
        if (search->tick && !search->tick(batch, search->tick_data))
            search->stopped = TRUE;
    }
}
