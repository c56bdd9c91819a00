#include "planner/plan/impossible-words.h"

#include <glib/gi18n.h>

#include "planner/plan/reason.h"

static const char *
code_of(GArray *things, int index)
{
    return g_array_index(things, DayThing, index).code;
}

static const char *
half_words(int halves)
{
    switch (halves) {
    case 1 << HALF_AM: return _("på förmiddagen");
    case 1 << HALF_PM: return _("på eftermiddagen");
    default: return _("hela dagen");
    }
}

/* "08:00-11:00|13:00-16:00", as the lists have it. */
static char *
span_words(const Problem *problem, int first, int count)
{
    GString *text = g_string_new(NULL);
    for (int i = first; i < first + count; i++) {
        const Span *span = &problem->spans[i];
        g_string_append_printf(text, "%s%02d:%02d-%02d:%02d",
                               i > first ? "|" : "", span->from_min / 60,
                               span->from_min % 60, span->to_min / 60,
                               span->to_min % 60);
    }
    return g_string_free(text, FALSE);
}

/* The same for a reader: "08.30–10.45, 13.00–16.00".  The caller owns it. */
static char *
spans_said(const char *spans)
{
    g_autoptr(GString) text = g_string_new(spans);
    g_string_replace(text, ":", ".", 0);
    g_string_replace(text, "-", "–", 0);
    g_string_replace(text, "|", ", ", 0);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* ---- a lock ------------------------------------------------------------ */

static char *
visit_words(const Day *day, const Lock *lock)
{
    GString *text = g_string_new(code_of(day->companies, lock->company));
    if (lock->group > 0)
        g_string_append_printf(text, _(" i grupp %d"), lock->group);
    if (lock->start_min >= 0)
        g_string_append_printf(text, _(" kl. %02d.%02d"), lock->start_min / 60,
                               lock->start_min % 60);
    if (lock->end_min >= 0)
        g_string_append_printf(text, _(" till %02d.%02d"), lock->end_min / 60,
                               lock->end_min % 60);
    if (lock->group == 0 && lock->start_min < 0 && lock->end_min < 0)
        g_string_append(text, _(" ska besökas"));
    return g_string_free(text, FALSE);
}

char *
impossible_lock_words(const Day *day, const Lock *lock)
{
    const Problem *problem = day->problem;
    const char *who = lock->person >= 0 && lock->person < problem->person_count
                          ? code_of(day->people, lock->person)
                          : "";
    switch (lock->kind) {
    case LOCK_VISIT: return visit_words(day, lock);
    case LOCK_SEAT:
        return g_strdup_printf(_("%s i grupp %d %s"), who, lock->group,
                               half_words(lock->halves));
    case LOCK_NO_SEAT:
        return lock->group > 0
                   ? g_strdup_printf(_("%s inte i grupp %d %s"), who,
                                     lock->group, half_words(lock->halves))
                   : g_strdup_printf(_("%s inte med %s"), who,
                                     half_words(lock->halves));
    case LOCK_APART:
        return g_strdup_printf(_("%s och %s i olika grupper"), who,
                               code_of(day->people, lock->other));
    case LOCK_TOGETHER:
        return g_strdup_printf(_("%s och %s i samma grupp"), who,
                               code_of(day->people, lock->other));
    case LOCK_LUNCH:
        return g_strdup_printf(_("lunch kl. %02d.%02d i grupp %d"),
                               lock->start_min / 60, lock->start_min % 60,
                               lock->group);
    default:
        return g_strdup_printf(_("grupp %d är %d minuter sen"), lock->group,
                               lock->delay_min);
    }
}

/* ---- what is asked for ------------------------------------------------- */

static char *
shortage(const Clash *clash, const char *half, const char *what)
{
    return g_strdup_printf(_("grupperna behöver %d %s %s, %d kan"),
                           clash->needed, what, half, clash->found);
}

char *
impossible_clash_words(const Day *day, const Clash *clash)
{
    const char *half = half_words(clash->half >= 0 ? 1 << clash->half : 0);
    (void)day;
    switch (clash->kind) {
    case CLASH_POLITICIANS: return shortage(clash, half, _("politiker"));
    case CLASH_OFFICIALS: return shortage(clash, half, _("tjänstepersoner"));
    case CLASH_LEADERS:
        return shortage(clash, half, _("tjänstepersoner som kan leda"));
    case CLASH_DRIVERS:
        return shortage(
            clash, half,
            _("tjänstepersoner som kan köra en bil som rymmer gruppen"));
    case CLASH_LEADING_DRIVERS:
        return shortage(clash, half,
                        _("tjänstepersoner som kan både leda och köra"));
    case CLASH_RULING: return shortage(clash, half, _("politiker ur styret"));
    case CLASH_OPPOSITION:
        return shortage(clash, half, _("politiker ur oppositionen"));
    case CLASH_HOSTS:
        return g_strdup_printf(
            _("%d grupper behöver var sitt företag %s, %d kan besökas då"),
            clash->needed, half, clash->found);
    case CLASH_COMPANIES:
        return g_strdup_printf(_("grupperna behöver %d företag, %d kan "
                                 "besökas"),
                               clash->needed, clash->found);
    case CLASH_DAY:
        return g_strdup_printf(_("en grupps besök tar minst %d minuter med "
                                 "resorna, lunchen oräknad"),
                               clash->needed);
    case CLASH_GROUP_COUNT:
        return g_strdup_printf(_("det behövs %d grupper, högst %d får finnas"),
                               clash->needed, clash->found);
    case CLASH_GROUP_SIZE:
        return g_strdup_printf(_("grupp %d blir minst %d personer, %d får "
                                 "komma"),
                               clash->group, clash->needed, clash->found);
    default: return g_strdup("");
    }
}

/* ---- a fact ------------------------------------------------------------ */

static char *
hours_words(const Day *day, const Fact *fact)
{
    const Problem *problem = day->problem;
    gboolean person = fact->kind == FACT_PERSON_HOURS;
    const Person *who = &problem->people[person ? fact->index : 0];
    const Company *host = &problem->companies[person ? 0 : fact->index];
    g_autofree char *spans =
        span_words(problem, person ? who->span_first : host->span_first,
                   person ? who->span_count : host->span_count);
    g_autofree char *said = spans_said(spans);
    if (*spans == '\0')
        return g_strdup_printf(
            person ? _("%s kan ingen tid") : _("%s har inga tider"),
            code_of(person ? day->people : day->companies, fact->index));
    return g_strdup_printf(
        person ? _("%s kan bara %s") : _("%s tar emot %s"),
        code_of(person ? day->people : day->companies, fact->index), said);
}

static char *
company_words(const Day *day, const Fact *fact)
{
    const Company *host = &day->problem->companies[fact->index];
    const char *code = code_of(day->companies, fact->index);
    switch (fact->kind) {
    case FACT_VISIT_LENGTH:
        return g_strdup_printf(_("ett besök hos %s tar %d minuter"), code,
                               host->visit_min);
    case FACT_MAX_VISITORS:
        return g_strdup_printf(_("%s tar emot högst %d"), code,
                               host->max_visitors);
    default:
        return g_strdup_printf(
            host->wheelchair == ACCESS_NO
                ? _("%s är inte tillgängligt med rullstol")
                : _("%s är inte helt tillgängligt med rullstol"),
            code);
    }
}

static char *
number_words(const Problem *problem, const Fact *fact)
{
    switch (fact->kind) {
    case FACT_GROUPS_MIN:
        return g_strdup_printf(_("minst %d grupper"), problem->groups_min);
    case FACT_GROUPS_MAX:
        return g_strdup_printf(_("högst %d grupper"), problem->groups_max);
    case FACT_VISITS_MIN:
        return g_strdup_printf(_("minst %d besök i varje grupp"),
                               problem->group_visits_min);
    default:
        return g_strdup_printf(_("högst %d besök i varje grupp"),
                               problem->group_visits_max);
    }
}

char *
impossible_fact_words(const Day *day, const Fact *fact)
{
    switch (fact->kind) {
    case FACT_PERSON_HOURS:
    case FACT_COMPANY_HOURS: return hours_words(day, fact);
    case FACT_CONFLICT:
        return g_strdup_printf(_("%s är jävig mot %s"),
                               code_of(day->people, fact->index),
                               code_of(day->companies, fact->other));
    case FACT_RULE:
        return g_strdup_printf("%s %s", day_rule_code(day, fact->index),
                               reason_rule(day, fact->index));
    case FACT_LOCK: {
        g_autofree char *lock =
            impossible_lock_words(day, &day->problem->locks[fact->index]);
        return g_strdup_printf(_("låst: %s"), lock);
    }
    case FACT_GROUPS_MIN:
    case FACT_GROUPS_MAX:
    case FACT_VISITS_MIN:
    case FACT_VISITS_MAX: return number_words(day->problem, fact);
    default: return company_words(day, fact);
    }
}

/* ---- a way out --------------------------------------------------------- */

/* All the hours that she or it then has, with the command. */
static char *
way_hours(const Day *day, const WayOut *way)
{
    gboolean person = way->fact.kind == FACT_PERSON_HOURS;
    int index = way->fact.index;
    Problem *changed = impossible_apply(day->problem, way);
    g_autofree char *spans =
        person ? span_words(changed, changed->people[index].span_first,
                            changed->people[index].span_count)
               : span_words(changed, changed->companies[index].span_first,
                            changed->companies[index].span_count);
    problem_free(changed);
    return person ? g_strdup_printf(_("ge %s tid %s (hundra edit %s "
                                      "Tillgänglig \"%s\")"),
                                    code_of(day->people, index), spans,
                                    code_of(day->people, index), spans)
                  : g_strdup_printf(_("öppna %s %s (hundra edit %s Tider "
                                      "\"%s\")"),
                                    code_of(day->companies, index), spans,
                                    code_of(day->companies, index), spans);
}

static char *
way_limit(const Day *day, const WayOut *way)
{
    switch (way->fact.kind) {
    case FACT_GROUPS_MIN:
        return g_strdup_printf(_("sänk minsta antalet grupper till %d"),
                               way->value);
    case FACT_GROUPS_MAX:
        return g_strdup_printf(_("höj högsta antalet grupper till %d"),
                               way->value);
    case FACT_VISITS_MIN:
        return g_strdup_printf(_("sänk minsta antalet besök i en grupp till "
                                 "%d"),
                               way->value);
    case FACT_VISITS_MAX:
        return g_strdup_printf(_("höj högsta antalet besök i en grupp till "
                                 "%d"),
                               way->value);
    default:
        return g_strdup_printf(way->kind == WAY_MIN ? _("sänk min i %s till %d")
                                                    : _("höj max i %s till %d"),
                               day_rule_code(day, way->fact.index), way->value);
    }
}

static char *
way_drop(const Day *day, const WayOut *way)
{
    int index = way->fact.index;
    if (way->fact.kind == FACT_RULE)
        return g_strdup_printf(_("gör %s mjuk"), day_rule_code(day, index));
    if (way->fact.kind == FACT_ACCESS)
        return g_strdup_printf(_("ordna så att %s är tillgängligt med rullstol "
                                 "(hundra edit %s Rullstol ja)"),
                               code_of(day->companies, index),
                               code_of(day->companies, index));
    g_autofree char *lock =
        impossible_lock_words(day, &day->problem->locks[index]);
    return g_strdup_printf(_("lås upp »%s«"), lock);
}

static char *
way_people(const WayOut *way)
{
    const Person *like = &way->like;
    const char *what = _("tjänstepersoner");
    if (like->politician)
        what = _("politiker");
    else if (like->can_lead && like->car_seats > 0)
        what = _("tjänstepersoner som kan både leda och köra");
    else if (like->can_lead)
        what = _("tjänstepersoner som kan leda");
    else if (like->car_seats > 0)
        what = _("tjänstepersoner som kan köra en bil som rymmer gruppen");
    return g_strdup_printf(_("bjud in %d %s till"), way->value, what);
}

static char *
way_words(const Day *day, const WayOut *way)
{
    int index = way->fact.index;
    switch (way->kind) {
    case WAY_HOURS: return way_hours(day, way);
    case WAY_START: {
        g_autofree char *lock =
            impossible_lock_words(day, &day->problem->locks[index]);
        return g_strdup_printf(_("lås »%s« till kl. %02d.%02d i stället"), lock,
                               way->value / 60, way->value % 60);
    }
    case WAY_LENGTH:
        return g_strdup_printf(_("korta besöket hos %s till %d minuter (hundra "
                                 "edit %s Besökstid %d)"),
                               code_of(day->companies, index), way->value,
                               code_of(day->companies, index), way->value);
    case WAY_VISITORS:
        return g_strdup_printf(_("be %s ta emot %d (hundra edit %s \"Max "
                                 "besökare\" %d)"),
                               code_of(day->companies, index), way->value,
                               code_of(day->companies, index), way->value);
    case WAY_MIN:
    case WAY_MAX: return way_limit(day, way);
    case WAY_PEOPLE: return way_people(way);
    case WAY_COMPANIES:
        return g_strdup_printf(_("bjud in %d företag till som tar emot hela "
                                 "dagen"),
                               way->value);
    default: return way_drop(day, way);
    }
}

char *
impossible_way_words(const Day *day, const WayOut *way)
{
    g_autofree char *words = way_words(day, way);
    if (way->partial)
        return g_strdup_printf(_("%s (löser det här, men mer säger emot)"),
                               words);
    return way->proven ? g_steal_pointer(&words)
                       : g_strdup_printf(_("%s (kan räcka)"), words);
}

/* ---- all of it --------------------------------------------------------- */

char *
impossible_text(const Day *day, const Impossible *impossible)
{
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *asked = impossible_clash_words(day, &impossible->clash);
    g_ptr_array_add(lines, g_strdup(_("ingen laglig plan finns; det här säger "
                                      "emot varandra")));
    for (guint i = 0; i < impossible->facts->len; i++) {
        g_autofree char *fact = impossible_fact_words(
            day, &g_array_index(impossible->facts, Fact, i));
        g_ptr_array_add(lines, g_strconcat("  ", fact, NULL));
    }
    if (*asked != '\0')
        g_ptr_array_add(lines, g_strdup_printf(_("  (%s)"), asked));
    g_ptr_array_add(lines, g_strdup(_("vägar ut")));
    for (guint i = 0; i < impossible->ways->len; i++) {
        g_autofree char *way = impossible_way_words(
            day, &g_array_index(impossible->ways, WayOut, i));
        g_ptr_array_add(lines, g_strconcat("  ", way, NULL));
    }
    g_ptr_array_add(lines, NULL);
    return g_strjoinv("\n", (char **)lines->pdata);
}
