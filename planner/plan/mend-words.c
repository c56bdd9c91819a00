#include <glib/gi18n.h>
#include <string.h>

#include "planner/plan/mend-inside.h"

/* Where somebody sits in one half, and her duties there. */
typedef struct Place {
    int group; /* 0: nowhere */
    gboolean leader, driver;
} Place;

/* One comparison; borrowed. */
typedef struct Compare {
    const MendRun *run;
    const Solution *now;
    GPtrArray *sentences;
} Compare;

/* ---- names ------------------------------------------------------------------ */

static void
name_free(gpointer data)
{
    MendName *name = data;
    g_free(name->label);
    g_free(name->code);
    g_free(name->name);
    g_free(name->contact);
    g_free(name->phone);
    g_free(name);
}

/* Rows: id, code, name and, of a company, contact and phone; last whether
 * they are protected. */
static GHashTable *
read_names(MendRun *run, const char *query, gboolean company, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(GHashTable) names =
        g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, name_free);
    g_autoptr(StoreRows) rows =
        store_query(run->store, error, query, "event:i", run->request->event);
    if (rows == NULL)
        return NULL;
    while (store_rows_next(rows, &inner)) {
        MendName *name = g_new0(MendName, 1);
        const char *known = store_rows_text(rows, 2);
        name->id = store_rows_int(rows, 0);
        name->code = g_strdup(store_rows_text(rows, 1));
        name->name = g_strdup(known);
        name->label = known != NULL
                          ? g_strdup_printf("%s %s", name->code, known)
                          : g_strdup(name->code);
        if (company) {
            name->contact = g_strdup(store_rows_text(rows, 3));
            name->phone = g_strdup(store_rows_text(rows, 4));
        }
        name->is_protected = store_rows_int(rows, company ? 5 : 3) != 0;
        g_hash_table_insert(names, &name->id, name);
    }
    if (inner == NULL)
        return g_steal_pointer(&names);
    g_propagate_error(error, g_steal_pointer(&inner));
    return NULL;
}

gboolean
mend_read_names(MendRun *run, GError **error)
{
    run->people = read_names(run, "mend_people", FALSE, error);
    if (run->people != NULL)
        run->companies = read_names(run, "mend_companies", TRUE, error);
    return run->companies != NULL;
}

static const MendName *
name_of(GHashTable *names, const GArray *here, const GArray *gone, int index)
{
    guint i = (guint)index;
    const DayThing *thing = i < here->len
                                ? &g_array_index(here, DayThing, i)
                                : &g_array_index(gone, DayThing, i - here->len);
    return g_hash_table_lookup(names, &thing->id);
}

static const MendName *
person_name(const MendRun *run, int person)
{
    return name_of(run->people, run->day->people, run->gone->people, person);
}

static const MendName *
company_name(const MendRun *run, int company)
{
    return name_of(run->companies, run->day->companies, run->gone->things,
                   company);
}

/* ---- looking up ---------------------------------------------------------------- */

static Place
place_of(const Solution *plan, int person, Half half)
{
    Place place = { 0 };
    for (guint g = 0; g < plan->groups->len; g++) {
        const Group *group = &g_array_index(plan->groups, Group, g);
        for (guint i = 0; i < group->members->len; i++) {
            const Member *member = &g_array_index(group->members, Member, i);
            if (member->person == person && member->half == half)
                place = (Place){ .group = group->number,
                                 .leader = member->leader,
                                 .driver = member->driver };
        }
    }
    return place;
}

/* The visit to COMPANY and its group's number; NULL: there is none. */
static const Visit *
visit_of(const Solution *plan, int company, int *number)
{
    for (guint g = 0; g < plan->groups->len; g++) {
        const Group *group = &g_array_index(plan->groups, Group, g);
        for (guint i = 0; i < group->visits->len; i++) {
            const Visit *visit = &g_array_index(group->visits, Visit, i);
            if (visit->company == company) {
                *number = group->number;
                return visit;
            }
        }
    }
    return NULL;
}

static void
say(const Compare *compare, char *sentence)
{
    g_ptr_array_add(compare->sentences, sentence);
}

/* ---- people --------------------------------------------------------------------- */

static const char *
when(int halves)
{
    if (halves == 1 << HALF_AM)
        return _("förmiddag");
    return halves == 1 << HALF_PM ? _("eftermiddag") : _("hela dagen");
}

static void
say_seat(const Compare *compare, const char *who, Place was, Place is,
         int halves)
{
    const char *part = when(halves);
    if (was.group == is.group)
        return;
    if (was.group == 0)
        say(compare, g_strdup_printf(_("%s kommer till grupp %d (%s)."), who,
                                     is.group, part));
    else if (is.group == 0)
        say(compare, g_strdup_printf(_("%s lämnar grupp %d (%s)."), who,
                                     was.group, part));
    else
        say(compare, g_strdup_printf(_("%s går från grupp %d till grupp %d "
                                       "(%s)."),
                                     who, was.group, is.group, part));
}

static void
say_duties(const Compare *compare, const char *who, Place was, Place is,
           int halves)
{
    gboolean led = was.leader && was.group == is.group;
    gboolean drove = was.driver && was.group == is.group;
    if (is.leader && !led)
        say(compare, g_strdup_printf(_("%s leder grupp %d (%s)."), who,
                                     is.group, when(halves)));
    if (is.driver && !drove)
        say(compare, g_strdup_printf(_("%s kör för grupp %d (%s)."), who,
                                     is.group, when(halves)));
}

static gboolean
same_place(Place a, Place b)
{
    return a.group == b.group && !a.leader == !b.leader &&
           !a.driver == !b.driver;
}

static void
say_person(const Compare *compare, int person)
{
    const Solution *told = compare->run->told;
    const char *who = person_name(compare->run, person)->label;
    Place was[HALF_COUNT], is[HALF_COUNT];
    for (int half = 0; half < HALF_COUNT; half++) {
        was[half] = place_of(told, person, (Half)half);
        is[half] = place_of(compare->now, person, (Half)half);
    }
    if (same_place(was[HALF_AM], was[HALF_PM]) &&
        same_place(is[HALF_AM], is[HALF_PM])) {
        say_seat(compare, who, was[0], is[0], 1 << HALF_AM | 1 << HALF_PM);
        say_duties(compare, who, was[0], is[0], 1 << HALF_AM | 1 << HALF_PM);
        return;
    }
    for (int half = 0; half < HALF_COUNT; half++) {
        say_seat(compare, who, was[half], is[half], 1 << half);
        say_duties(compare, who, was[half], is[half], 1 << half);
    }
}

/* ---- companies --------------------------------------------------------------------- */

static void
say_company(const Compare *compare, int company, const Visit *was, int old,
            const Visit *is, int new)
{
    const char *who = company_name(compare->run, company)->label;
    if (is == NULL)
        say(compare, g_strdup_printf(_("%s: besöket kl. %02d.%02d utgår."), who,
                                     was->start_min / 60, was->start_min % 60));
    else if (was == NULL)
        say(compare,
            g_strdup_printf(_("%s får besök kl. %02d.%02d av grupp %d."), who,
                            is->start_min / 60, is->start_min % 60, new));
    else if (old != new)
        say(compare, g_strdup_printf(
                         _("%s besöks kl. %02d.%02d av grupp %d i stället för "
                           "kl. %02d.%02d av grupp %d."),
                         who, is->start_min / 60, is->start_min % 60, new,
                         was->start_min / 60, was->start_min % 60, old));
    else
        say(compare,
            g_strdup_printf(_("%s besöks kl. %02d.%02d i stället för kl. "
                              "%02d.%02d."),
                            who, is->start_min / 60, is->start_min % 60,
                            was->start_min / 60, was->start_min % 60));
}

static MendCall *
call_of(const MendRun *run, int company, const Visit *was, const Visit *is)
{
    const MendName *name = company_name(run, company);
    MendCall *call = g_new0(MendCall, 1);
    call->code = g_strdup(name->code);
    call->name = g_strdup(name->name);
    call->contact = g_strdup(name->contact);
    call->phone = g_strdup(name->phone);
    call->is_protected = name->is_protected;
    call->before_min = was != NULL ? was->start_min : -1;
    call->now_min = is != NULL ? is->start_min : -1;
    return call;
}

/* What companies hear, and who of them must be called. */
static void
say_companies(const Compare *compare, const gboolean *hears, GPtrArray *calls)
{
    const MendRun *run = compare->run;
    int here = run->day->problem->company_count;
    int count = here + (int)run->gone->things->len;
    g_autoptr(GString) guests = g_string_new(NULL);
    for (int company = 0; company < count; company++) {
        int old = 0, new = 0;
        const Visit *was = visit_of(run->told, company, &old);
        const Visit *is = visit_of(compare->now, company, &new);
        if ((was == NULL && is == NULL) || (company < here && !hears[company]))
            continue;
        g_ptr_array_add(calls, call_of(run, company, was, is));
        if (was == NULL || is == NULL || old != new ||
            was->start_min != is->start_min)
            say_company(compare, company, was, old, is, new);
        else
            g_string_append_printf(guests, "%s%s", guests->len > 0 ? ", " : "",
                                   company_name(run, company)->code);
    }
    if (guests->len > 0)
        say(compare,
            g_strdup_printf(run->names_visitors
                                ? _("Besökarna blir andra hos %s.")
                                : _("Antalet besökare eller gruppledaren "
                                    "blir en annan hos %s."),
                            guests->str));
}

static void
say_lunches(const Compare *compare)
{
    const Solution *told = compare->run->told;
    for (guint g = 0; g < compare->now->groups->len; g++) {
        const Group *is = &g_array_index(compare->now->groups, Group, g);
        for (guint i = 0; i < told->groups->len; i++) {
            const Group *was = &g_array_index(told->groups, Group, i);
            if (was->number == is->number &&
                was->lunch_start_min != is->lunch_start_min)
                say(compare,
                    g_strdup_printf(
                        _("Grupp %d äter lunch kl. %02d.%02d i stället för "
                          "kl. %02d.%02d."),
                        is->number, is->lunch_start_min / 60,
                        is->lunch_start_min % 60, was->lunch_start_min / 60,
                        was->lunch_start_min % 60));
        }
    }
}

/* ---- a choice ------------------------------------------------------------------------ */

static void
call_free(gpointer data)
{
    MendCall *call = data;
    g_free(call->code);
    g_free(call->name);
    g_free(call->contact);
    g_free(call->phone);
    g_free(call);
}

void
mend_choice_free(gpointer choice_data)
{
    MendChoice *choice = choice_data;
    g_ptr_array_unref(choice->sentences);
    g_ptr_array_unref(choice->calls);
    g_free(choice);
}

MendChoice *
mend_choice(const MendRun *run, const Repair *repair)
{
    const Problem *problem = run->day->problem;
    g_autofree gboolean *hears =
        g_new0(gboolean, (gsize)problem->company_count + 1);
    ToldView view = {
        .problem = problem,
        .names_visitors = run->names_visitors,
        .nameless = run->nameless,
        .gone = (const Company *)(const void *)run->gone->companies->data,
    };
    MendChoice *choice = g_new0(MendChoice, 1);
    choice->people = repair->told_people;
    choice->companies = repair->told_companies;
    choice->dropped = repair->dropped;
    choice->fewest = repair->fewest;
    choice->soft_milli = repair->soft_milli;
    choice->sentences = g_ptr_array_new_with_free_func(g_free);
    choice->calls = g_ptr_array_new_with_free_func(call_free);
    Compare compare = { run, repair->solution, choice->sentences };
    told_count(&view, run->told, repair->solution, NULL, hears);
    int people = problem->person_count + (int)run->gone->people->len;
    for (int person = problem->person_count; person < people; person++)
        say_person(&compare, person);
    for (int person = 0; person < problem->person_count; person++)
        say_person(&compare, person);
    say_companies(&compare, hears, choice->calls);
    say_lunches(&compare);
    return choice;
}
