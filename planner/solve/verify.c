#include "planner/solve/verify.h"

#include "planner/solve/verify-locks.h"
#include "planner/solve/verify-rules.h"

void
verify_add(VerifyCounter *counter, const Breach *breach)
{
    if (breach->units_tenths == 0)
        return;
    counter->units_tenths += breach->units_tenths;
    if (counter->breaches)
        g_array_append_val(counter->breaches, *breach);
}

Breach
verify_units(const VerifyCounter *counter, int count)
{
    return (Breach){ .rule = counter->row,
                     .group = -1,
                     .half = -1,
                     .company = -1,
                     .person = -1,
                     .other = -1,
                     .lock = -1,
                     .units_tenths = (gint64)count * 10 };
}

static void
count_visits(VerifyCounter *counter, const VerifyRow *row)
{
    for (guint i = 0; i < counter->day->cells->len; i++) {
        const VerifyCell *cell = g_ptr_array_index(counter->day->cells, i);
        for (guint v = 0; v < cell->visits->len; v++)
            row->visit(counter, cell, verify_visit(cell->visits, v));
    }
}

/* Everything ROW counts. */
static void
count_row(VerifyCounter *counter, const VerifyRow *row)
{
    const GArray *groups = counter->day->groups;
    const GPtrArray *cells = counter->day->cells;
    for (guint i = 0; row->cell && i < cells->len; i++)
        row->cell(counter, g_ptr_array_index(cells, i));
    if (row->visit)
        count_visits(counter, row);
    for (guint i = 0; row->group && i < groups->len; i++)
        row->group(counter, &g_array_index(groups, VerifyGroup, i), (int)i);
    if (row->day)
        row->day(counter);
}

static void
tell_always(const Breach *breach, gpointer data)
{
    verify_add(data, breach);
}

static void
close_row(const VerifyCounter *counter, Verdict *verdict, gint64 *hard_tenths)
{
    RuleCount count = { .rule = counter->row,
                        .units_tenths = counter->units_tenths };
    if (!counter->rule || counter->rule->hard)
        *hard_tenths += counter->units_tenths;
    else
        count.cost_milli =
            counter->units_tenths * counter->rule->weight_milli / 10;
    verdict->soft_milli += count.cost_milli;
    g_array_append_val(verdict->counts, count);
}

/* While counting, a breach knows its group by place. */
static void
name_groups(Verdict *verdict, const VerifyDay *day)
{
    for (guint i = 0; verdict->breaches && i < verdict->breaches->len; i++) {
        Breach *breach = &g_array_index(verdict->breaches, Breach, i);
        if (breach->group >= 0)
            breach->group =
                g_array_index(day->groups, VerifyGroup, breach->group).number;
    }
}

Verdict *
verify_day(const Problem *problem, const Solution *solution,
           gboolean with_breaches)
{
    Verdict *verdict = g_new0(Verdict, 1);
    gint64 hard_tenths = 0;
    verdict->counts = g_array_new(FALSE, FALSE, sizeof(RuleCount));
    if (with_breaches)
        verdict->breaches = g_array_new(FALSE, FALSE, sizeof(Breach));
    VerifyCounter counter = { .problem = problem,
                              .row = -1,
                              .breaches = verdict->breaches };
    g_autoptr(VerifyDay) day =
        verify_day_read(problem, solution, tell_always, &counter);
    counter.day = day;
    verify_locks(day, tell_always, &counter);
    close_row(&counter, verdict, &hard_tenths);
    for (int i = 0; i < problem->rule_count; i++) {
        counter.row = i;
        counter.rule = &problem->rules[i];
        counter.units_tenths = 0;
        count_row(&counter, &verify_cell_rows()[counter.rule->kind]);
        count_row(&counter, &verify_day_rows()[counter.rule->kind]);
        close_row(&counter, verdict, &hard_tenths);
    }
    name_groups(verdict, day);
    verdict->hard = (hard_tenths + 9) / 10; /* travel may be a hard rule */
    return verdict;
}

void
verdict_free(Verdict *verdict)
{
    g_array_unref(verdict->counts);
    if (verdict->breaches)
        g_array_unref(verdict->breaches);
    g_free(verdict);
}
