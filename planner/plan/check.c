#include "planner/plan/check.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/plan/arithmetic.h"
#include "planner/plan/check-locks.h"
#include "planner/plan/check-remarks.h"
#include "planner/plan/impossible-words.h"

/* A statement of check.sql and what its rows mean.  In TEXT and ADVICE
 * {code}, {name} and {detail} stand for the row's columns. */
typedef struct CheckRow {
    const char *statement;
    FindingLevel level;
    const char *text;
    const char *advice;
} CheckRow;

// clang-format off
static const CheckRow ROWS[] = {
    { "check_companies", FINDING_STOPS,
      N_("Inga företag är inlästa."), N_("hundra import FÖRETAG.csv") },
    { "check_people", FINDING_STOPS,
      N_("Inga politiker eller tjänstepersoner är inlästa."),
      N_("hundra import POLITIKER.csv TJÄNSTEPERSONER.csv") },
    { "check_rules", FINDING_STOPS,
      N_("Evenemanget har inga regler."), N_("hundra import event.json") },
    { "check_sender", FINDING_STOPS,
      N_("Avsändare saknas: inga inbjudningar kan skickas."),
      N_("hundra set avsändare.e-post ADRESS") },
    { "check_on_call", FINDING_WARNS,
      N_("Jourtelefon saknas på gruppblad och i inbjudningar."),
      N_("hundra set jourtelefon NUMMER") },
    { "check_destroy", FINDING_WARNS,
      N_("Det står inte när personuppgifterna ska förstöras."),
      N_("hundra set förstörs-efter ÅÅÅÅ-MM-DD") },
    { "check_wish_unknown", FINDING_WARNS,
      N_("{name} vill träffa {detail}, som inte finns bland organen."),
      N_("hundra edit {code} \"Vill träffa\" ORGAN") },
    { "check_organ_unknown", FINDING_WARNS,
      N_("{name} sitter i {detail}, som inte finns bland organen."),
      N_("hundra import ORGAN.csv") },
    { "check_office_unknown", FINDING_WARNS,
      N_("{name} ({detail} personer) hör inte till något organ: de räknas "
         "inte som dem ett företag vill träffa."),
      N_("hundra import ORGAN.csv") },
    { "check_person_email", FINDING_WARNS,
      N_("{name} saknar e-post och får ingen inbjudan."),
      N_("hundra edit {code} E-post ADRESS") },
    { "check_company_email", FINDING_WARNS,
      N_("{name} saknar e-post och får ingen inbjudan."),
      N_("hundra edit {code} E-post ADRESS") },
    { "check_two_roles", FINDING_WARNS,
      N_("{name} ({code}) är samma person som {detail}: bara {detail} "
         "planeras."),
      N_("hundra edit {code} Närvaro avbokad") },
    { "check_same_address", FINDING_WARNS,
      N_("{name} ({code}) har samma e-post som {detail}: är de samma person?"),
      N_("hundra edit {code} Närvaro avbokad") },
    { "check_busy", FINDING_WARNS,
      N_("{name} är upptagen {detail} enligt sin kalender, men räknas som "
         "tillgänglig då."),
      N_("hundra edit {code} Tillgänglig HH:MM-HH:MM") },
    { "check_protected_leader", FINDING_WARNS,
      N_("{name} har skyddade uppgifter och leder eller kör grupp {detail}: "
         "varken gruppen eller värden får namn eller telefon."), NULL },
    { "check_company_place_far", FINDING_TELLS,
      N_("{name} ligger mer än 3 km från sin plats {detail}: restiden kan "
         "vara längre än den som räknas."), NULL },
    { "check_company_access", FINDING_TELLS,
      N_("För {code} företag är det okänt om en rullstol kommer in; de räknas "
         "som att den inte gör det."), NULL },
    { "check_protected", FINDING_TELLS,
      N_("{code} personer har skyddade uppgifter: namn och kontakt visas "
         "inte för andra."), NULL },
};
// clang-format on

/* TEXT with the row's columns in place; a protected name is its code. */
static char *
fill(const char *text, const StoreRows *rows)
{
    const char *code = store_rows_text(rows, 0);
    const char *name = store_rows_text(rows, 1);
    GString *out = g_string_new(text);
    g_string_replace(out, "{code}", code, 0);
    g_string_replace(out, "{name}", name != NULL && *name != '\0' ? name : code,
                     0);
    g_string_replace(out, "{detail}",
                     store_rows_null(rows, 2) ? "" : store_rows_text(rows, 2),
                     0);
    return g_string_free(out, FALSE);
}

static gboolean
run_row(Store *store, gint64 event, const CheckRow *row, GPtrArray *findings,
        GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(store, &inner, row->statement, "event:i", event);
    while (inner == NULL && store_rows_next(rows, &inner)) {
        const char *about =
            strstr(row->text, "{name}") != NULL ? store_rows_text(rows, 0) : "";
        findings_add(findings, row->level, about, fill(_(row->text), rows),
                     row->advice != NULL ? fill(_(row->advice), rows) : NULL);
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* ---- arithmetic ------------------------------------------------------------------- */

/* TRUE when some window of COMPANY holds a visit within the day. */
static gboolean
can_be_visited(const Problem *problem, const Company *company)
{
    for (int i = 0; i < company->span_count; i++) {
        const Span *span = &problem->spans[company->span_first + i];
        int from = MAX(span->from_min, problem->visits_from_min);
        int to = MIN(span->to_min, problem->visits_to_min);
        if (to - from >= company->visit_min)
            return TRUE;
    }
    return FALSE;
}

static void
check_windows(const Day *day, GPtrArray *findings)
{
    const Problem *problem = day->problem;
    for (int i = 0; i < problem->company_count; i++) {
        const char *code = g_array_index(day->companies, DayThing, i).code;
        if (can_be_visited(problem, &problem->companies[i]))
            continue;
        findings_add(
            findings, FINDING_WARNS, code,
            g_strdup_printf(_("Ingen av tiderna för %s rymmer ett besök "
                              "på %d minuter under besökstiden."),
                            code, problem->companies[i].visit_min),
            g_strdup_printf(_("hundra edit %s Tider HH:MM-HH:MM"), code));
    }
    for (int p = 0; p < problem->person_count; p++) {
        const char *code = g_array_index(day->people, DayThing, p).code;
        if (arithmetic_can(problem, &problem->people[p], HALF_AM) ||
            arithmetic_can(problem, &problem->people[p], HALF_PM))
            continue;
        findings_add(
            findings, FINDING_WARNS, code,
            g_strdup_printf(_("%s är inte tillgänglig så länge att en "
                              "halvdag ryms."),
                            code),
            g_strdup_printf(_("hundra edit %s Tillgänglig HH:MM-HH:MM"), code));
    }
}

/* Companies that somebody could visit, against the number wanted. */
static void
check_visits(const Problem *problem, GPtrArray *findings)
{
    int possible = 0;
    for (int i = 0; i < problem->company_count; i++)
        possible += can_be_visited(problem, &problem->companies[i]);
    int least = problem->groups_min * problem->group_visits_min;
    if (problem->groups_min > 0 && problem->group_visits_min > 0 &&
        possible < least)
        findings_add(
            findings, FINDING_STOPS, "",
            g_strdup_printf(_("%d grupper med minst %d besök behöver %d "
                              "företag, %d kan besökas."),
                            problem->groups_min, problem->group_visits_min,
                            least, possible),
            NULL);
    else if (possible < problem->visits_wanted)
        findings_add(findings, FINDING_WARNS, "",
                     g_strdup_printf(_("%d besök önskas, bara %d företag kan "
                                       "besökas."),
                                     problem->visits_wanted, possible),
                     NULL);
}

static void
check_shortages(const Problem *problem, int groups, FindingLevel level,
                GPtrArray *findings)
{
    g_autoptr(GPtrArray) sentences = g_ptr_array_new_with_free_func(g_free);
    arithmetic_shortages(problem, groups, sentences);
    for (guint i = 0; i < sentences->len; i++)
        findings_add(findings, level, "",
                     g_strconcat(g_ptr_array_index(sentences, i), ".", NULL),
                     NULL);
}

/* "A; B; C", by WORDS of each. */
static char *
join(GPtrArray *words, const char *between)
{
    g_ptr_array_add(words, NULL);
    return g_strjoinv(between, (char **)words->pdata);
}

/* The facts that contradict one another, if it is proven that some do. */
static gboolean
check_possible(const Day *day, GPtrArray *findings)
{
    g_autoptr(Impossible) impossible = impossible_find(day->problem);
    g_autoptr(GPtrArray) facts = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) ways = g_ptr_array_new_with_free_func(g_free);
    if (impossible == NULL)
        return TRUE;
    for (guint i = 0; i < impossible->facts->len; i++)
        g_ptr_array_add(facts,
                        impossible_fact_words(
                            day, &g_array_index(impossible->facts, Fact, i)));
    for (guint i = 0; i < impossible->ways->len; i++)
        g_ptr_array_add(ways,
                        impossible_way_words(
                            day, &g_array_index(impossible->ways, WayOut, i)));
    g_autofree char *asked = impossible_clash_words(day, &impossible->clash);
    g_autofree char *all = join(facts, "; ");
    findings_add(findings, FINDING_STOPS, "",
                 g_strdup_printf(*asked != '\0'
                                     ? _("Ingen laglig plan finns, för det här "
                                         "säger emot varandra: %s (%s).")
                                     : _("Ingen laglig plan finns, för det här "
                                         "säger emot varandra: %s."),
                                 all, asked),
                 join(ways, _(", eller ")));
    return FALSE;
}

/* Too few people in a half even for the fewest groups is only a warning, as
 * a group may go out for half a day, at a cost; too few in both together is
 * proof that there is no plan. */
static gboolean
check_day(Store *store, gint64 event, GPtrArray *findings, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(Day) day = day_load(store, event, &inner);
    if (day == NULL) {
        if (!g_error_matches(inner, HUNDRA_ERROR, HUNDRA_ERROR_INPUT)) {
            g_propagate_error(error, g_steal_pointer(&inner));
            return FALSE;
        }
        findings_add(findings, FINDING_STOPS, "", g_strdup(inner->message),
                     NULL);
        return TRUE;
    }
    const Problem *problem = day->problem;
    check_windows(day, findings);
    if (!check_possible(day, findings))
        return TRUE;
    check_visits(problem, findings);
    check_locks(day, findings);
    int least = MAX(problem->groups_min, 1);
    guint before = findings->len;
    gboolean proven = arithmetic_most_groups(problem) < least;
    check_shortages(problem, least, proven ? FINDING_STOPS : FINDING_WARNS,
                    findings);
    if (findings->len == before && problem->groups_max > least)
        check_shortages(problem, problem->groups_max, FINDING_TELLS, findings);
    return TRUE;
}

static gint
graver_first(gconstpointer a, gconstpointer b)
{
    const Finding *one = *(Finding *const *)a, *other = *(Finding *const *)b;
    if (one->level != other->level)
        return (int)one->level - (int)other->level;
    return strcmp(one->about, other->about);
}

GPtrArray *
check_event(Store *store, gint64 event, GError **error)
{
    g_autoptr(GPtrArray) findings = findings_new();
    for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++)
        if (!run_row(store, event, &ROWS[i], findings, error))
            return NULL;
    if (!check_remarks(store, event, findings, error) ||
        !check_day(store, event, findings, error))
        return NULL;
    g_ptr_array_sort(findings, graver_first);
    return g_steal_pointer(&findings);
}
