#include "planner/plan/move.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/plan/arithmetic.h"
#include "planner/plan/lock-read.h"
#include "planner/plan/seats.h"
#include "planner/plan/trial.h"
#include "planner/solve/repair.h"

/* A move being tried. */
typedef struct Mover {
    Store *store; /* borrowed */
    const MoveRequest *request;
    Trial *trial;      /* borrowed */
    int person, other; /* OTHER -1: a move */
    int halves;        /* that are asked for */
    GArray *wanted;    /* Lock: the seats it comes to, for a repair */
} Mover;

static const char *
code_of(const Mover *mover, int person)
{
    return g_array_index(mover->trial->day->people, DayThing, person).code;
}

/* ---- what is asked for ------------------------------------------------------ */

static gboolean
find_people(Mover *mover, GError **error)
{
    const MoveRequest *request = mover->request;
    const Day *day = mover->trial->day;
    mover->other = -1;
    if (!lock_person(mover->store, day, request->person, &mover->person,
                     error) ||
        (request->other != NULL &&
         !lock_person(mover->store, day, request->other, &mover->other, error)))
        return FALSE;
    return mover->person != mover->other ||
           hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("%s kan inte byta plats med sig själv"),
                       code_of(mover, mover->person));
}

static int
halves_of(const char *half)
{
    if (half == NULL)
        return 1 << HALF_AM | 1 << HALF_PM;
    return strcmp(half, "am") == 0 ? 1 << HALF_AM : 1 << HALF_PM;
}

/* ---- the plan that it would be --------------------------------------------------- */

/* Remembers that PERSON is to sit in GROUP (0: nowhere) in HALF. */
static void
want(Mover *mover, int person, int group, Half half)
{
    Lock lock = { .kind = group > 0 ? LOCK_SEAT : LOCK_NO_SEAT,
                  .person = person,
                  .other = -1,
                  .company = -1,
                  .group = group,
                  .halves = 1 << half,
                  .start_min = -1,
                  .end_min = -1 };
    g_array_append_val(mover->wanted, lock);
}

static gboolean
move_to(Mover *mover, Solution *next, GError **error)
{
    const Problem *problem = mover->trial->day->problem;
    int group = (int)mover->request->group;
    gboolean visits = FALSE, there = FALSE;
    if (seats_group(next, group) == NULL)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("plan %d har ingen grupp %d; hundra show groups "
                             "listar dem som finns"),
                           mover->trial->version, group);
    for (Half half = HALF_AM; half < HALF_COUNT; half++) {
        gboolean asked =
            mover->request->half != NULL ||
            arithmetic_can(problem, &problem->people[mover->person], half);
        if (!(mover->halves & (1 << half)) || !asked ||
            !seats_visited(seats_group(next, group), half))
            continue;
        visits = TRUE;
        if (seats_of_person(next, mover->person, half) == group)
            there = TRUE;
        else {
            seats_put(problem, next, mover->person, group, half);
            want(mover, mover->person, group, half);
        }
    }
    if (mover->wanted->len > 0)
        return TRUE;
    if (there)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("%s sitter redan i grupp %d"),
                           code_of(mover, mover->person), group);
    return visits ||
           hundra_fail(error, HUNDRA_ERROR_REFUSED,
                       _("grupp %d har inga besök när %s kan vara med"), group,
                       code_of(mover, mover->person));
}

/* The half that is asked for; else those in which both sit, if there are
 * any: one may be there for half a day only. */
static int
halves_to_swap(const Mover *mover, const Solution *plan)
{
    int both = 0;
    if (mover->request->half != NULL)
        return mover->halves;
    for (Half half = HALF_AM; half < HALF_COUNT; half++)
        if (seats_of_person(plan, mover->person, half) > 0 &&
            seats_of_person(plan, mover->other, half) > 0)
            both |= 1 << half;
    return both != 0 ? both : mover->halves;
}

static gboolean
swap_with(Mover *mover, Solution *next, GError **error)
{
    const Problem *problem = mover->trial->day->problem;
    int halves = halves_to_swap(mover, next);
    for (Half half = HALF_AM; half < HALF_COUNT; half++) {
        int one = seats_of_person(next, mover->person, half);
        int other = seats_of_person(next, mover->other, half);
        if (!(halves & (1 << half)) || one == other)
            continue;
        seats_put(problem, next, mover->person, 0, half);
        seats_put(problem, next, mover->other, one, half);
        seats_put(problem, next, mover->person, other, half);
        want(mover, mover->person, other, half);
        want(mover, mover->other, one, half);
    }
    return mover->wanted->len > 0 ||
           hundra_fail(error, HUNDRA_ERROR_REFUSED,
                       _("%s och %s sitter redan i samma grupp, eller i ingen"),
                       code_of(mover, mover->person),
                       code_of(mover, mover->other));
}

/* ---- what must follow -------------------------------------------------------------- */

/* The plan nearest to the base in which the wanted seats are locked; NULL:
 * none was found.  The caller owns it. */
static Solution *
mend(const Mover *mover)
{
    const Trial *trial = mover->trial;
    Problem *problem = trial->day->problem;
    Lock *locks = problem->locks;
    int count = problem->lock_count;
    gsize all = (gsize)count + mover->wanted->len;
    g_autofree Lock *with = g_new(Lock, all + 1);
    for (int i = 0; i < count; i++)
        with[i] = locks[i];
    memcpy(with + count, mover->wanted->data,
           mover->wanted->len * sizeof(Lock));
    problem->locks = with;
    problem->lock_count = (int)all;
    const Readers *readers = &trial->readers;
    RepairOptions options = { .seed = (guint64)trial->day->seed,
                              .told = readers->told != NULL ? readers->told
                                                            : trial->base,
                              .tell_few = TRUE,
                              .names_visitors = readers->names_visitors,
                              .nameless = readers->nameless,
                              .gone = readers_gone(readers) };
    g_autoptr(GPtrArray) repairs = repair_day(problem, trial->base, &options);
    problem->locks = locks;
    problem->lock_count = count;
    const Repair *best = g_ptr_array_index(repairs, 0);
    return best->hard == 0 ? solution_copy(best->solution) : NULL;
}

/* Says what stops NEXT, and what MENDED (NULL: nothing) would do. */
static gboolean
refuse(const Mover *mover, const Verdict *verdict, const Solution *mended,
       GError **error)
{
    const Trial *trial = mover->trial;
    g_autofree char *breach = trial_breach(trial, verdict);
    if (mended == NULL)
        return hundra_fail(error, HUNDRA_ERROR_REFUSED, _("det går inte: %s"),
                           breach);
    ToldCount changed = trial_changed(trial, mended);
    g_autoptr(Verdict) after = verify_day(trial->day->problem, mended, FALSE);
    g_autofree char *points = g_strdup_printf(
        "%+.1f",
        (double)(after->soft_milli - trial->before->soft_milli) / 1000);
    g_autofree char *readers = readers_said(changed.people, changed.companies);
    return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                       _("det går inte ensamt: %s. Med följdändringar går "
                         "det: dagen ändras för %s, %s poäng; lägg till "
                         "--repair"),
                       breach, readers, g_strdelimit(points, ".", ','));
}

/* NEXT as it is, or mended when that is asked for; NULL sets ERROR. */
static Solution *
settle(const Mover *mover, Solution *next, GError **error)
{
    g_autoptr(Verdict) verdict =
        verify_day(mover->trial->day->problem, next, TRUE);
    if (verdict->hard == 0)
        return solution_copy(next);
    g_autoptr(Solution) mended = mend(mover);
    if (mover->request->mend && mended != NULL)
        return g_steal_pointer(&mended);
    refuse(mover, verdict, mended, error);
    return NULL;
}

static char *
tell(const Mover *mover, const Solution *next, GError **error)
{
    const MoveRequest *request = mover->request;
    if (!request->keep)
        return trial_json(mover->trial, next, 0);
    g_autofree char *what = request->other != NULL
                                ? g_strdup_printf(_("%s och %s byter plats"),
                                                  code_of(mover, mover->person),
                                                  code_of(mover, mover->other))
                                : g_strdup_printf(_("%s till grupp %d"),
                                                  code_of(mover, mover->person),
                                                  (int)request->group);
    int version =
        trial_store(mover->store, mover->trial, next, request->who,
                    request->other != NULL ? "swap" : "move", what, error);
    return version > 0 ? trial_json(mover->trial, next, version) : NULL;
}

char *
move_make(Store *store, const MoveRequest *request, GError **error)
{
    g_autoptr(Trial) trial = trial_open(store, request->event, error);
    if (trial == NULL)
        return NULL;
    g_autoptr(GArray) wanted = g_array_new(FALSE, FALSE, sizeof(Lock));
    g_autoptr(Solution) next = solution_copy(trial->base);
    Mover mover = { .store = store,
                    .request = request,
                    .trial = trial,
                    .halves = halves_of(request->half),
                    .wanted = wanted };
    if (!find_people(&mover, error) ||
        !(mover.other >= 0 ? swap_with(&mover, next, error)
                           : move_to(&mover, next, error)))
        return NULL;
    g_autoptr(Solution) settled = settle(&mover, next, error);
    return settled != NULL ? tell(&mover, settled, error) : NULL;
}
