#include "planner/plan/check-locks.h"

#include <glib/gi18n.h>

#include "planner/plan/lock-clash.h"
#include "planner/plan/lock-facts.h"
#include "planner/plan/lock-words.h"

/* TEXT (taken) as a finding about the lock at INDEX. */
static void
add(const Day *day, guint index, char *text, GPtrArray *findings)
{
    g_autofree char *said = text;
    const DayLock *lock = &g_array_index(day->locks, DayLock, index);
    findings_add(findings, FINDING_STOPS, "",
                 g_strdup_printf(_("Låset kan inte hållas: %s."), said),
                 g_strdup_printf("hundra unlock %" G_GINT64_FORMAT, lock->id));
}

void
check_locks(const Day *day, GPtrArray *findings)
{
    g_autoptr(GPtrArray) said = g_ptr_array_new_with_free_func(g_free);
    LockClash clash;
    for (guint i = 0; i < day->locks->len; i++) {
        const DayLock *lock = &g_array_index(day->locks, DayLock, i);
        g_autoptr(GError) error = NULL;
        g_ptr_array_add(said, lock_words_of(lock->statement));
        if (!lock_possible(day, &day->problem->locks[i],
                           g_ptr_array_index(said, i), &error))
            add(day, i, g_strdup(error->message), findings);
    }
    if (!lock_clash(day->problem, &clash))
        return;
    int about = clash.locks[0];
    for (int i = 0; i < CLASH_LOCKS; i++)
        about = MAX(about, clash.locks[i]);
    add(day, (guint)about, lock_clash_text(day, &clash, about, said), findings);
}
