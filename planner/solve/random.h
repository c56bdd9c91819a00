/*
 * random: the search's dice; the same numbers on every machine.
 *
 * xoshiro256** by Blackman and Vigna (2018), seeded by splitmix64.
 */
#pragma once

#include <glib.h>

typedef struct Random {
    guint64 state[4];
} Random;

static inline guint64
random_splitmix(guint64 *seed)
{
    guint64 z = (*seed += G_GUINT64_CONSTANT(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static inline void
random_init(Random *random, guint64 seed)
{
    for (int i = 0; i < 4; i++)
        random->state[i] = random_splitmix(&seed);
}

static inline guint64
random_rotate(guint64 x, int by)
{
    return (x << by) | (x >> (64 - by));
}

static inline guint64
random_next(Random *random)
{
    guint64 *s = random->state;
    guint64 result = random_rotate(s[1] * 5, 7) * 9;
    guint64 t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = random_rotate(s[3], 45);
    return result;
}

/* 0..COUNT-1; COUNT must be positive. */
static inline int
random_below(Random *random, int count)
{
    guint64 high = random_next(random) >> 32;
    return (int)((high * (guint64)count) >> 32);
}
