#include "planner/plan/load.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/plan/codes.h"
#include "planner/plan/lock-read.h"
#include "planner/plan/rules-read.h"
#include "planner/plan/travel-read.h"
#include "planner/store/stored.h"

typedef struct Loader {
    Store *store; /* borrowed */
    Day *day;     /* being filled */
    Codes *codes; /* texts to bits and indices */
    GArray *spans;
    GArray *conflicts;
    char *gathering;    /* code of the place, or NULL */
    char *travel_model; /* JSON, or NULL: the default */
    gboolean crossings;
} Loader;

static void
clear_thing(gpointer data)
{
    DayThing *thing = data;
    g_free(thing->code);
    g_free(thing->name);
}

static void
clear_rule(gpointer data)
{
    DayRule *rule = data;
    g_free(rule->code);
    g_free(rule->sentence);
}

static void
clear_lock(gpointer data)
{
    DayLock *lock = data;
    g_free(lock->statement);
}

static GArray *
things_new(gsize size, GDestroyNotify clear)
{
    GArray *things = g_array_new(FALSE, TRUE, (guint)size);
    g_array_set_clear_func(things, clear);
    return things;
}

void
day_free(Day *day)
{
    if (day == NULL)
        return;
    g_clear_pointer(&day->problem, problem_free);
    g_array_unref(day->companies);
    g_array_unref(day->people);
    g_array_unref(day->sites);
    g_array_unref(day->rules);
    g_array_unref(day->locks);
    g_free(day->event_code);
    g_free(day);
}

const char *
day_rule_code(const Day *day, int rule)
{
    return rule < 0 ? "R00" : g_array_index(day->rules, DayRule, rule).code;
}

static Day *
day_new(gint64 event)
{
    Day *day = g_new0(Day, 1);
    day->event = event;
    day->problem = g_new0(Problem, 1);
    day->companies = things_new(sizeof(DayThing), clear_thing);
    day->people = things_new(sizeof(DayThing), clear_thing);
    day->sites = things_new(sizeof(DayThing), clear_thing);
    day->rules = things_new(sizeof(DayRule), clear_rule);
    day->locks = things_new(sizeof(DayLock), clear_lock);
    return day;
}

static void
add_thing(GArray *things, const StoreRows *rows)
{
    DayThing thing = { .id = store_rows_int(rows, 0),
                       .code = g_strdup(store_rows_text(rows, 1)) };
    g_array_append_val(things, thing);
}

static int
int_or(const StoreRows *rows, int column, int fallback)
{
    return store_rows_null(rows, column) ? fallback
                                         : store_rows_small(rows, column);
}

/* ---- the event ------------------------------------------------------------- */

static void
read_goals(Problem *problem, const StoreRows *rows)
{
    problem->visits_wanted = int_or(rows, 3, 0);
    problem->sites_min = int_or(rows, 4, -1);
    problem->sites_max = int_or(rows, 5, -1);
    problem->groups_min = int_or(rows, 6, -1);
    problem->groups_max = int_or(rows, 7, -1);
    problem->group_visits_min = int_or(rows, 8, -1);
    problem->group_visits_max = int_or(rows, 9, -1);
    problem->within_site_min = int_or(rows, 10, 0);
}

static gboolean
read_times(Problem *problem, const StoreRows *rows, GError **error)
{
    if (store_rows_null(rows, 14) || store_rows_null(rows, 15))
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("evenemangets program saknar punkten besök med "
                             "från och till"));
    if (store_rows_null(rows, 16) || store_rows_null(rows, 17) ||
        store_rows_null(rows, 18))
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("evenemangets program saknar punkten lunch med "
                             "tidigast, senast och minuter"));
    problem->day_start_min = store_rows_small(rows, 2);
    problem->visits_from_min = store_rows_small(rows, 14);
    problem->visits_to_min = store_rows_small(rows, 15);
    problem->lunch_from_min = store_rows_small(rows, 16);
    problem->lunch_to_min = store_rows_small(rows, 17);
    problem->lunch_len_min = store_rows_small(rows, 18);
    problem->leave_min = store_rows_small(rows, 19);
    return TRUE;
}

static gboolean
load_event(Loader *loader, GError **error)
{
    Day *day = loader->day;
    g_autoptr(StoreRows) rows =
        store_query(loader->store, error, "plan_event", "event:i", day->event);
    g_autoptr(GError) inner = NULL;
    if (rows == NULL)
        return FALSE;
    if (!store_rows_next(rows, &inner)) {
        if (inner == NULL)
            return hundra_fail(error, HUNDRA_ERROR_INPUT,
                               _("evenemanget finns inte"));
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    if (strcmp(store_rows_text(rows, 1), "visit_day") != 0)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("%s är ingen företagsbesöksdag; bara sådana kan "
                             "planeras än så länge"),
                           store_rows_text(rows, 0));
    day->event_code = g_strdup(store_rows_text(rows, 0));
    day->seed = store_rows_int(rows, 13);
    loader->travel_model = g_strdup(store_rows_text(rows, 11));
    loader->crossings = store_rows_int(rows, 12) != 0;
    loader->gathering = g_strdup(store_rows_text(rows, 20));
    day->problem->gathers = loader->gathering != NULL;
    read_goals(day->problem, rows);
    return read_times(day->problem, rows, error);
}

/* ---- lists in JSON --------------------------------------------------------- */

static gint
compare_spans(gconstpointer a, gconstpointer b)
{
    const Span *one = a, *other = b;
    if (one->from_min != other->from_min)
        return one->from_min < other->from_min ? -1 : 1;
    return one->to_min - other->to_min;
}

/* Appends the [[from, to], ...] of TEXT, sorted, touching ones merged. */
static void
read_spans(GArray *spans, const char *text, int *first, int *count)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    g_autoptr(GArray) raw = g_array_new(FALSE, FALSE, sizeof(Span));
    JsonArray *list = stored_list(parser, text);
    for (guint i = 0; i < stored_count(list); i++) {
        Span span = { 0 };
        if (stored_span(list, i, &span))
            g_array_append_val(raw, span);
    }
    g_array_sort(raw, compare_spans);
    *first = (int)spans->len;
    for (guint i = 0; i < raw->len; i++) {
        Span span = g_array_index(raw, Span, i);
        Span *last = (int)spans->len > *first
                         ? &g_array_index(spans, Span, spans->len - 1)
                         : NULL;
        if (last != NULL && span.from_min <= last->to_min)
            last->to_min = MAX(last->to_min, span.to_min);
        else
            g_array_append_val(spans, span);
    }
    *count = (int)spans->len - *first;
}

typedef gboolean (*CodeTaker)(Codes *codes, const char *word, gpointer out,
                              GError **error);

static gboolean
each_word(Loader *loader, const char *text, CodeTaker take, gpointer out,
          GError **error)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonArray *list = stored_list(parser, text);
    for (guint i = 0; i < stored_count(list); i++) {
        const char *word = stored_word(list, i);
        if (word != NULL && !take(loader->codes, word, out, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
take_language(Codes *codes, const char *word, gpointer out, GError **error)
{
    return codes_bit(codes, CODES_LANGUAGE, word, out, error);
}

static gboolean
take_wish(Codes *codes, const char *word, gpointer out, GError **error)
{
    return codes_body_bit(codes, word, out, error);
}

static gboolean
take_need(Codes *codes, const char *word, gpointer out, GError **error)
{
    (void)codes;
    (void)error;
    Person *person = out;
    if (strcmp(word, "rullstol") == 0)
        person->wheelchair = TRUE;
    else if (strcmp(word, "kan inte gå långt") == 0)
        person->short_walks = TRUE;
    return TRUE;
}

/* ---- companies --------------------------------------------------------------- */

static Access
access_of(const char *text)
{
    if (text == NULL)
        return ACCESS_UNKNOWN;
    if (strcmp(text, "ja") == 0)
        return ACCESS_YES;
    return strcmp(text, "nej") == 0 ? ACCESS_NO : ACCESS_PARTLY;
}

static Status
status_of(const char *text)
{
    if (strcmp(text, "bekräftad") == 0)
        return STATUS_CONFIRMED;
    return strcmp(text, "reserv") == 0 ? STATUS_RESERVE : STATUS_PRELIMINARY;
}

static gboolean
read_company(Loader *loader, const StoreRows *rows, Company *company,
             GError **error)
{
    company->site =
        codes_index(loader->codes, CODES_PLACE, store_rows_text(rows, 2));
    if (company->site >= loader->day->problem->site_count)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("%s ligger på %s, som inte är någon besöksplats"),
                           store_rows_text(rows, 1), store_rows_text(rows, 2));
    read_spans(loader->spans, store_rows_text(rows, 3), &company->span_first,
               &company->span_count);
    company->visit_min = store_rows_small(rows, 4);
    company->max_visitors = int_or(rows, 5, G_MAXINT);
    company->priority_units = 4 - store_rows_small(rows, 6);
    company->status = status_of(store_rows_text(rows, 7));
    company->wheelchair = access_of(store_rows_text(rows, 8));
    company->restaurant = store_rows_int(rows, 9) != 0;
    company->group_lunch = store_rows_int(rows, 10) != 0;
    company->large = store_rows_int(rows, 11) != 0;
    company->municipality = codes_index(loader->codes, CODES_MUNICIPALITY,
                                        store_rows_text(rows, 14));
    return each_word(loader, store_rows_text(rows, 12), take_language,
                     &company->languages, error) &&
           each_word(loader, store_rows_text(rows, 13), take_wish,
                     &company->wishes, error);
}

static gboolean
load_companies(Loader *loader, GError **error)
{
    Day *day = loader->day;
    g_autoptr(GArray) companies = g_array_new(FALSE, TRUE, sizeof(Company));
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = store_query(
        loader->store, &inner, "plan_companies", "event:i", day->event);
    while (inner == NULL && store_rows_next(rows, &inner)) {
        Company company = { 0 };
        if (!read_company(loader, rows, &company, &inner))
            break;
        add_thing(day->companies, rows);
        g_array_append_val(companies, company);
    }
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    day->problem->company_count = (int)companies->len;
    day->problem->companies = (Company *)(void *)g_array_steal(companies, NULL);
    return TRUE;
}

/* ---- people -------------------------------------------------------------------- */

static gboolean
read_person(Loader *loader, const StoreRows *rows, Person *person,
            GError **error)
{
    Codes *codes = loader->codes;
    const char *organ = store_rows_text(rows, 6);
    const char *code = store_rows_text(rows, 7);
    person->politician = store_rows_int(rows, 2) != 0;
    read_spans(loader->spans, store_rows_text(rows, 3), &person->span_first,
               &person->span_count);
    person->organ =
        code != NULL
            ? codes_index(codes, person->politician ? CODES_ORGAN : CODES_UNIT,
                          code)
            : CODE_NONE;
    person->home_area =
        codes_index_or_none(codes, CODES_AREA, store_rows_text(rows, 9));
    person->municipality = codes_municipality_of(codes, organ);
    person->can_lead = store_rows_int(rows, 10) != 0;
    person->car_seats = store_rows_int(rows, 11) != 0 ? int_or(rows, 12, 0) : 0;
    if (person->politician)
        person->bodies = codes_body(codes, code);
    else
        person->bodies = codes_office(codes, organ);
    if (person->politician &&
        !codes_party(codes, store_rows_text(rows, 8), &person->party, error))
        return FALSE;
    return each_word(loader, store_rows_text(rows, 4), take_language,
                     &person->languages, error) &&
           each_word(loader, store_rows_text(rows, 5), take_need, person,
                     error);
}

static gboolean
load_people(Loader *loader, GError **error)
{
    Day *day = loader->day;
    g_autoptr(GArray) people = g_array_new(FALSE, TRUE, sizeof(Person));
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = store_query(
        loader->store, &inner, "plan_people", "event:i", day->event);
    while (inner == NULL && store_rows_next(rows, &inner)) {
        Person person = { 0 };
        if (!read_person(loader, rows, &person, &inner))
            break;
        add_thing(day->people, rows);
        g_array_append_val(people, person);
    }
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    day->problem->person_count = (int)people->len;
    day->problem->people = (Person *)(void *)g_array_steal(people, NULL);
    return TRUE;
}

GHashTable *
day_index(GArray *things)
{
    GHashTable *table =
        g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, NULL);
    for (guint i = 0; i < things->len; i++)
        g_hash_table_insert(table, &g_array_index(things, DayThing, i).id,
                            GINT_TO_POINTER((int)i + 1));
    return table;
}

int
day_find(GHashTable *table, gint64 id)
{
    return GPOINTER_TO_INT(g_hash_table_lookup(table, &id)) - 1;
}

/* Rows come by participant id, people by code: each person's conflicts are
 * gathered on her own list first. */
static void
store_conflicts(Loader *loader, GPtrArray *lists)
{
    Problem *problem = loader->day->problem;
    for (int p = 0; p < problem->person_count; p++) {
        GArray *list = g_ptr_array_index(lists, (guint)p);
        problem->people[p].conflict_first = (int)loader->conflicts->len;
        problem->people[p].conflict_count = (int)list->len;
        g_array_append_vals(loader->conflicts, list->data, list->len);
    }
}

static gboolean
load_conflicts(Loader *loader, GError **error)
{
    Day *day = loader->day;
    g_autoptr(GHashTable) people = day_index(day->people);
    g_autoptr(GHashTable) companies = day_index(day->companies);
    g_autoptr(GPtrArray) lists =
        g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    for (int p = 0; p < day->problem->person_count; p++)
        g_ptr_array_add(lists, g_array_new(FALSE, FALSE, sizeof(int)));
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = store_query(
        loader->store, &inner, "plan_conflicts", "event:i", day->event);
    while (inner == NULL && store_rows_next(rows, &inner)) {
        int person = day_find(people, store_rows_int(rows, 0));
        int company = day_find(companies, store_rows_int(rows, 1));
        if (person >= 0 && company >= 0)
            g_array_append_val(
                (GArray *)g_ptr_array_index(lists, (guint)person), company);
    }
    if (inner == NULL) {
        store_conflicts(loader, lists);
        return TRUE;
    }
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* ---- who has met ----------------------------------------------------------------- */

static gint
compare_pairs(gconstpointer a, gconstpointer b)
{
    const MetPair *x = a, *y = b;
    if (x->one != y->one)
        return x->one < y->one ? -1 : 1;
    return (x->other > y->other) - (x->other < y->other);
}

static gboolean
load_met(Loader *loader, GError **error)
{
    Day *day = loader->day;
    g_autoptr(GHashTable) people = day_index(day->people);
    g_autoptr(GArray) met = g_array_new(FALSE, TRUE, sizeof(MetPair));
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(loader->store, &inner, "plan_met", "event:i", day->event);
    while (inner == NULL && store_rows_next(rows, &inner)) {
        int one = day_find(people, store_rows_int(rows, 0));
        int other = day_find(people, store_rows_int(rows, 1));
        MetPair pair = { MIN(one, other), MAX(one, other) };
        if (pair.one >= 0 && pair.one < pair.other)
            g_array_append_val(met, pair);
    }
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    g_array_sort(met, compare_pairs);
    day->problem->met_count = (int)met->len;
    day->problem->met = (MetPair *)(void *)g_array_steal(met, NULL);
    return TRUE;
}

/* ---- all of it ------------------------------------------------------------------ */

static gboolean
load_all(Loader *loader, GError **error)
{
    Day *day = loader->day;
    Problem *problem = day->problem;
    if (!load_event(loader, error) ||
        !rules_read(loader->store, day, loader->codes, error) ||
        !codes_read_offices(loader->codes, loader->store, error))
        return FALSE;
    TravelRequest request = { .gathering = loader->gathering,
                              .model = loader->travel_model,
                              .crossings = loader->crossings };
    if (!travel_read(loader->store, day, loader->codes, &request, error) ||
        !load_companies(loader, error) || !load_people(loader, error) ||
        !load_conflicts(loader, error))
        return FALSE;
    problem->span_count = (int)loader->spans->len;
    problem->spans = (Span *)(void *)g_array_steal(loader->spans, NULL);
    problem->conflict_count = (int)loader->conflicts->len;
    problem->conflicts = (int *)(void *)g_array_steal(loader->conflicts, NULL);
    return load_met(loader, error) && lock_read_all(loader->store, day, error);
}

Day *
day_load(Store *store, gint64 event, GError **error)
{
    g_autoptr(Day) day = day_new(event);
    Loader loader = { .store = store,
                      .day = day,
                      .codes = codes_new(),
                      .spans = g_array_new(FALSE, FALSE, sizeof(Span)),
                      .conflicts = g_array_new(FALSE, FALSE, sizeof(int)) };
    gboolean ok = load_all(&loader, error);
    codes_free(loader.codes);
    g_array_unref(loader.spans);
    g_array_unref(loader.conflicts);
    g_free(loader.gathering);
    g_free(loader.travel_model);
    return ok ? g_steal_pointer(&day) : NULL;
}
