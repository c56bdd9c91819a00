#include "planner/plan/lock-read.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/plan/arithmetic.h"
#include "planner/store/edit.h"

enum { BOTH_HALVES = 1 << HALF_AM | 1 << HALF_PM };

/* A name in a statement, found. */
typedef struct Subject {
    gboolean company;
    int index;
    const char *code; /* the day's own, borrowed */
} Subject;

/* What names are looked up in. */
typedef struct Finder {
    Store *store; /* borrowed */
    const Day *day;
    GHashTable *people, *companies; /* code to index + 1; owned */
} Finder;

void
lock_meaning_clear(LockMeaning *meaning)
{
    g_clear_pointer(&meaning->words, lock_words_free);
}

int
lock_most_groups(const Problem *problem)
{
    return problem->groups_max >= 0
               ? problem->groups_max
               : MIN(problem->person_count, LOCK_GROUP_END - 1);
}

/* ---- who and what --------------------------------------------------------- */

static GHashTable *
codes_of(const GArray *things)
{
    GHashTable *codes = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < things->len; i++)
        g_hash_table_insert(codes, g_array_index(things, DayThing, i).code,
                            GINT_TO_POINTER((int)i + 1));
    return codes;
}

static Finder
finder_begin(Store *store, const Day *day)
{
    return (Finder){ .store = store,
                     .day = day,
                     .people = codes_of(day->people),
                     .companies = codes_of(day->companies) };
}

static void
finder_end(Finder *finder)
{
    g_hash_table_unref(finder->people);
    g_hash_table_unref(finder->companies);
}

/* By a code that stands for somebody planned under another one. */
static gboolean
find_planned(const Finder *finder, const char *code, int *index, GError **error)
{
    g_autoptr(GError) inner = NULL;
    gint64 id = store_number(finder->store, &inner, 0, "lock_planned",
                             "event:i code:s", finder->day->event, code);
    *index = -1;
    for (guint i = 0; i < finder->day->people->len && id != 0; i++)
        if (g_array_index(finder->day->people, DayThing, i).id == id)
            *index = (int)i;
    if (inner != NULL)
        g_propagate_error(error, g_steal_pointer(&inner));
    return *index >= 0;
}

/* FALSE without an error: nobody and nothing of the day. */
static gboolean
find_code(const Finder *finder, const char *code, Subject *subject,
          GError **error)
{
    const Day *day = finder->day;
    int company =
        GPOINTER_TO_INT(g_hash_table_lookup(finder->companies, code)) - 1;
    int person = GPOINTER_TO_INT(g_hash_table_lookup(finder->people, code)) - 1;
    subject->company = company >= 0;
    if (company < 0 && person < 0 &&
        !find_planned(finder, code, &person, error))
        return FALSE;
    subject->index = subject->company ? company : person;
    subject->code =
        g_array_index(subject->company ? day->companies : day->people, DayThing,
                      subject->index)
            .code;
    return TRUE;
}

/* As hundra edit finds; FALSE sets ERROR. */
static gboolean
find_name(const Finder *finder, const char *name, Subject *subject,
          GError **error)
{
    g_autofree char *code = NULL;
    g_autoptr(GError) inner = NULL;
    if (!edit_find(finder->store, finder->day->event, name, &code, error))
        return FALSE;
    if (find_code(finder, code, subject, &inner))
        return TRUE;
    if (inner == NULL)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("%s är inte med på dagen"), code);
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* ---- what is said of them ------------------------------------------------- */

static gboolean
company_lock(const LockWords *words, const Subject *subject, Lock *lock,
             GError **error)
{
    if (words->other != NULL || words->halves != 0 ||
        words->kind == LOCK_NO_SEAT)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("%s är ett företag: det kan låsas till en grupp, "
                             "till en tid eller till båda"),
                           subject->code);
    lock->kind = LOCK_VISIT;
    lock->company = subject->index;
    return TRUE;
}

static int
halves_open(const Problem *problem, int person)
{
    int halves = 0;
    for (int half = 0; half < HALF_COUNT; half++)
        if (arithmetic_can(problem, &problem->people[person], (Half)half))
            halves |= 1 << half;
    return halves;
}

static gboolean
seat_lock(const Problem *problem, const LockWords *words,
          const Subject *subject, Lock *lock, GError **error)
{
    int open = halves_open(problem, subject->index);
    int named = words->halves != 0 ? words->halves : BOTH_HALVES;
    lock->halves = named & open;
    if (lock->halves != 0)
        return TRUE;
    return open == 0
               ? hundra_fail(error, HUNDRA_ERROR_INPUT,
                             _("%s är inte tillgänglig så länge att en "
                               "halvdag ryms"),
                             subject->code)
               : hundra_fail(error, HUNDRA_ERROR_INPUT,
                             words->halves == 1 << HALF_AM
                                 ? _("%s är inte tillgänglig på förmiddagen")
                                 : _("%s är inte tillgänglig på "
                                     "eftermiddagen"),
                             subject->code);
}

static gboolean
person_lock(const Problem *problem, const LockWords *words,
            const Subject *subject, Lock *lock, GError **error)
{
    lock->kind = words->kind;
    lock->person = subject->index;
    if (words->start_min >= 0)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("%s är en person: en tid kan bara låsas för ett "
                             "företag"),
                           subject->code);
    if (words->kind == LOCK_SEAT)
        return seat_lock(problem, words, subject, lock, error);
    lock->halves = words->halves != 0 ? words->halves : BOTH_HALVES;
    return TRUE;
}

static gboolean
pair_lock(const Subject *one, const Subject *other, Lock *lock, GError **error)
{
    if (other->company)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("%s är ett företag: bara människor kan låsas "
                             "isär eller ihop"),
                           other->code);
    if (one->index == other->index)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("%s kan inte låsas isär från eller ihop med sig "
                             "själv"),
                           one->code);
    lock->other = other->index;
    return TRUE;
}

/* OTHER is NULL where the words name nobody else. */
static gboolean
make_lock(const Problem *problem, const LockWords *words, const Subject *one,
          const Subject *other, Lock *lock, GError **error)
{
    /* 0 is any group, and no group that was written. */
    int group = words->group > 0 ? words->group : -1;
    *lock = (Lock){ .person = -1,
                    .other = -1,
                    .company = -1,
                    .group = words->in_group ? group : 0,
                    .start_min = words->start_min,
                    .end_min = -1 };
    if (one->company)
        return company_lock(words, one, lock, error);
    return person_lock(problem, words, one, lock, error) &&
           (other == NULL || pair_lock(one, other, lock, error));
}

/* The pair in the order of codes, so that it is one statement. */
static void
set_codes(LockWords *words, const Subject *one, const Subject *other)
{
    g_free(words->subject);
    g_clear_pointer(&words->other, g_free);
    if (other != NULL && strcmp(other->code, one->code) < 0) {
        words->subject = g_strdup(other->code);
        words->other = g_strdup(one->code);
        return;
    }
    words->subject = g_strdup(one->code);
    if (other != NULL)
        words->other = g_strdup(other->code);
}

static gboolean
read_one(const Finder *finder, LockWords *words, Lock *lock, GError **error)
{
    Subject one = { .code = "" }, other = { .code = "" };
    const Subject *pair = words->other != NULL ? &other : NULL;
    if (!find_name(finder, words->subject, &one, error) ||
        (pair != NULL && !find_name(finder, words->other, &other, error)) ||
        !make_lock(finder->day->problem, words, &one, pair, lock, error))
        return FALSE;
    set_codes(words, &one, pair);
    return TRUE;
}

gboolean
lock_read(Store *store, const Day *day, const char *statement,
          LockMeaning *meaning, GError **error)
{
    g_autoptr(GPtrArray) readings = lock_words_read(statement);
    g_autoptr(GError) first = NULL;
    Finder finder = finder_begin(store, day);
    meaning->words = NULL;
    for (guint i = 0; i < readings->len && meaning->words == NULL; i++) {
        LockWords *words = g_ptr_array_index(readings, i);
        g_autoptr(GError) inner = NULL;
        if (read_one(&finder, words, &meaning->lock, &inner))
            meaning->words = g_ptr_array_steal_index(readings, i);
        else if (first == NULL)
            first = g_steal_pointer(&inner);
    }
    finder_end(&finder);
    if (meaning->words != NULL)
        return TRUE;
    if (first == NULL)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("\"%s\" går inte att läsa som ett lås; skriv som "
                             "\"P051 i grupp 7\", \"P051 inte i grupp 7\", "
                             "\"F044 kl. 10.00 i grupp 3\", \"P051 isär "
                             "P060\" eller \"P051 med P060\""),
                           statement);
    g_propagate_error(error, g_steal_pointer(&first));
    return FALSE;
}

gboolean
lock_person(Store *store, const Day *day, const char *name, int *person,
            GError **error)
{
    Finder finder = finder_begin(store, day);
    Subject subject = { 0 };
    gboolean found = find_name(&finder, name, &subject, error);
    finder_end(&finder);
    if (!found)
        return FALSE;
    *person = subject.index;
    return !subject.company ||
           hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("%s är ett företag; ange en person"), subject.code);
}

/* ---- those that are stored ------------------------------------------------ */

/* Adds the stored STATEMENT to the day, unless it rests.  FALSE sets
 * ERROR: the store failed. */
static gboolean
add_stored(const Finder *finder, Day *day, GArray *locks, gint64 id,
           const char *statement, GError **error)
{
    g_autoptr(GPtrArray) readings = lock_words_read(statement);
    g_autoptr(GError) inner = NULL;
    Subject one = { 0 }, other = { 0 };
    Lock lock;
    if (readings->len == 0)
        return TRUE;
    const LockWords *words = g_ptr_array_index(readings, 0);
    const Subject *pair = words->other != NULL ? &other : NULL;
    if (find_code(finder, words->subject, &one, &inner) &&
        (pair == NULL || find_code(finder, words->other, &other, &inner)) &&
        make_lock(day->problem, words, &one, pair, &lock, NULL) &&
        (!words->in_group ||
         (lock.group >= 1 && lock.group < LOCK_GROUP_END))) {
        DayLock row = { .id = id, .statement = g_strdup(statement) };
        g_array_append_val(locks, lock);
        g_array_append_val(day->locks, row);
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

gboolean
lock_read_all(Store *store, Day *day, GError **error)
{
    g_autoptr(GArray) locks = g_array_new(FALSE, TRUE, sizeof(Lock));
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(store, &inner, "lock_all", "event:i", day->event);
    Finder finder = finder_begin(store, day);
    while (inner == NULL && store_rows_next(rows, &inner))
        if (!add_stored(&finder, day, locks, store_rows_int(rows, 0),
                        store_rows_text(rows, 1), &inner))
            break;
    finder_end(&finder);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    day->problem->lock_count = (int)locks->len;
    day->problem->locks = (Lock *)(void *)g_array_steal(locks, NULL);
    return TRUE;
}
