#include "planner/solve/met.h"

/* A bit for each ordered pair of those who have met anybody; the others, as
 * most are the first year, have no row. */
struct MetTable {
    int *row;  /* by person; -1: has met nobody */
    int width; /* words in a row */
    guint64 *bits;
};

enum { WORD_BITS = 64 };

static void
give_row(MetTable *met, int person, int *count)
{
    if (met->row[person] < 0)
        met->row[person] = (*count)++;
}

static void
set_bit(MetTable *met, int a, int b)
{
    int column = met->row[b];
    met->bits[(gsize)met->row[a] * (gsize)met->width +
              (gsize)(column / WORD_BITS)] |= G_GUINT64_CONSTANT(1)
                                              << (column % WORD_BITS);
}

MetTable *
met_new(const Problem *problem)
{
    MetTable *met = g_new0(MetTable, 1);
    int count = 0;
    met->row = g_new(int, (gsize)problem->person_count + 1);
    for (int i = 0; i < problem->person_count; i++)
        met->row[i] = -1;
    for (int i = 0; i < problem->met_count; i++) {
        give_row(met, problem->met[i].one, &count);
        give_row(met, problem->met[i].other, &count);
    }
    met->width = count / WORD_BITS + 1;
    met->bits = g_new0(guint64, (gsize)count * (gsize)met->width + 1);
    for (int i = 0; i < problem->met_count; i++) {
        set_bit(met, problem->met[i].one, problem->met[i].other);
        set_bit(met, problem->met[i].other, problem->met[i].one);
    }
    return met;
}

void
met_free(MetTable *met)
{
    g_free(met->row);
    g_free(met->bits);
    g_free(met);
}

int
met_pairs(const MetTable *met, const int *people, int count)
{
    int pairs = 0;
    for (int i = 1; i < count; i++) {
        int row = met->row[people[i]];
        if (row < 0)
            continue;
        const guint64 *bits = met->bits + (gsize)row * (gsize)met->width;
        for (int k = 0; k < i; k++) {
            int column = met->row[people[k]];
            pairs += column >= 0 &&
                     (bits[column / WORD_BITS] >> (column % WORD_BITS) & 1);
        }
    }
    return pairs;
}
