/*
 * One lock, or two, that cannot be.
 */
#include "planner/solve/clash-inside.h"

gboolean
clash_visits(const Sight *sight, Clash *clash)
{
    for (int i = 0; i < sight->problem->company_count; i++) {
        if (!sight->visits[i].must)
            continue;
        clash->kind = CLASH_VISIT;
        clash->company = i;
        if (sight->visits[i].clash || !(sight_visitable(sight, i, HALF_AM) ||
                                        sight_visitable(sight, i, HALF_PM)))
            return TRUE;
    }
    return FALSE;
}

/* A ban is told only where she has to sit just there. */
static gboolean
banned(const Sight *sight, const Lock *lock, int half)
{
    return lock->kind == LOCK_NO_SEAT && lock->group > 0 &&
           (lock->halves & (1 << half)) != 0 &&
           sight->seats[lock->person][half] == lock->group;
}

gboolean
clash_seats(const Sight *sight, Clash *clash)
{
    const Problem *problem = sight->problem;
    clash->kind = CLASH_SEAT;
    clash->person = sight->seat_clash;
    clash->half = (int)sight->seat_clash_half;
    if (sight->seat_clash >= 0)
        return TRUE;
    for (int i = 0; i < problem->lock_count; i++)
        for (int half = 0; half < HALF_COUNT; half++)
            if (banned(sight, &problem->locks[i], half)) {
                clash->person = problem->locks[i].person;
                clash->half = half;
                return TRUE;
            }
    return FALSE;
}

gboolean
clash_pairs(const Sight *sight, Clash *clash)
{
    const Problem *problem = sight->problem;
    for (int i = 0; i < problem->lock_count; i++) {
        const Lock *lock = &problem->locks[i];
        if (lock->kind != LOCK_APART)
            continue;
        clash->kind = CLASH_PAIR;
        clash->person = lock->person;
        clash->other = lock->other;
        for (int half = 0; half < HALF_COUNT; half++) {
            int seat = sight->seats[lock->person][half];
            clash->half = half;
            if (seat > 0 && seat == sight->seats[lock->other][half])
                return TRUE;
        }
    }
    return FALSE;
}
