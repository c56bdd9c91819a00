#include "planner/plan/breach-words.h"

#include <glib/gi18n.h>

#include "planner/plan/reason.h"

/* {group}, {half}, {company}, {person} and {other} stand for the breach's;
 * a kind without words has the rule's own sentence. */
typedef struct Words {
    const char *now;     /* msgid: as it is */
    const char *without; /* msgid: what she or it is there for */
} Words;

// clang-format off
static const Words WORDS[RULE_KIND_COUNT] = {
    [RULE_POLITICIANS_PER_GROUP] = {
      N_("grupp {group} har fel antal politiker {half}"),
      N_("grupp {group} har annars för få politiker {half}") },
    [RULE_OFFICIALS_PER_GROUP] = {
      N_("grupp {group} har fel antal tjänstepersoner {half}"),
      N_("grupp {group} har annars för få tjänstepersoner {half}") },
    [RULE_LEADERS_PER_GROUP] = {
      N_("ingen kan leda grupp {group} {half}"),
      N_("ingen annan kan leda grupp {group} {half}") },
    [RULE_DRIVERS_PER_GROUP] = {
      N_("ingens bil rymmer grupp {group} {half}"),
      N_("ingen annans bil rymmer grupp {group} {half}") },
    [RULE_CONFLICT_OF_INTEREST] = {
      N_("{person} är jävig mot {company}, som grupp {group} besöker {half}"),
      NULL },
    [RULE_COMPANY_HOURS] = {
      N_("grupp {group} besöker {company} utanför dess tider"), NULL },
    [RULE_AVAILABILITY] = {
      N_("{person} kan inte vara med {half}"), NULL },
    [RULE_TRAVEL_TIME] = {
      N_("grupp {group} hinner inte till {company}"), NULL },
    [RULE_MAX_VISITORS] = {
      N_("grupp {group} är för stor för {company} {half}"), NULL },
    [RULE_NEEDS] = {
      N_("ett behov går inte att möta hos {company}, som grupp {group} besöker "
         "{half}"), NULL },
    [RULE_PARTIES_PER_GROUP] = {
      N_("grupp {group} har för få partier {half}"),
      N_("grupp {group} har annars för få partier {half}") },
    [RULE_BOTH_SIDES] = {
      N_("grupp {group} har bara ena sidan {half}"),
      N_("den enda från sin sida i grupp {group} {half}") },
    [RULE_DIFFERENT_BODIES] = {
      N_("{person} och {other} är från samma organ"), NULL },
    [RULE_DIFFERENT_OFFICES] = {
      N_("{person} och {other} är från samma förvaltning"), NULL },
    [RULE_MAX_FROM_BODY] = {
      N_("för många från ett organ i grupp {group} {half}"), NULL },
    [RULE_SMALL_FIRST] = { N_("{company} är stort"), NULL },
    [RULE_WISHED_BODY] = {
      N_("{company} träffar inget önskat organ"),
      N_("den enda från ett organ som {company} vill träffa") },
    [RULE_LANGUAGE] = {
      N_("ingen i gruppen kan språket hos {company}"),
      N_("den enda som kan språket hos {company}") },
    [RULE_RESTAURANT] = {
      N_("grupp {group} besöker ingen restaurang"),
      N_("enda restaurangen i grupp {group}") },
    [RULE_NOT_HOME_AREA] = {
      N_("{company} ligger där {person} bor"), NULL },
    [RULE_SHORT_TRAVEL] = { N_("resan till {company}"),
      N_("resan till {company} blir längre") },
    [RULE_STATUS_PRIORITY] = {
      N_("{company} får inget besök, eller är reserv och får ett"),
      N_("{company} är bekräftat eller prioriterat") },
    [RULE_SAME_GROUP_ALL_DAY] = {
      N_("{person} är inte i samma grupp hela dagen"), NULL },
    [RULE_VISIT_COUNT] = {
      N_("färre besök än önskat"), N_("besöken blir annars färre än önskat") },
    [RULE_BOTH_HALVES] = {
      N_("grupp {group} gör bara besök en halvdag"),
      N_("grupp {group} gör annars bara besök en halvdag") },
    [RULE_ALL_POLITICIANS] = {
      N_("{person} är inte med i någon grupp"),
      N_("alla politiker ska vara med") },
    [RULE_SITE_COUNT] = {
      N_("besöken når för få eller för många platser"),
      N_("besöken når annars för få platser") },
    [RULE_COMPANY_MUNICIPALITY] = {
      N_("{company} träffar ingen från sin kommun"),
      N_("den enda från kommunen hos {company}") },
};
// clang-format on

const char *
breach_half(int half)
{
    switch (half) {
    case HALF_AM: return _("på förmiddagen");
    case HALF_PM: return _("på eftermiddagen");
    default: return _("hela dagen");
    }
}

static void
fill(GString *text, const char *token, GArray *things, int index)
{
    g_string_replace(
        text, token,
        index >= 0 ? g_array_index(things, DayThing, index).code : "", 0);
}

static char *
words(const Day *day, const Breach *breach, gboolean without)
{
    RuleKind kind =
        breach->rule < 0 ? RULE_ALWAYS : day->problem->rules[breach->rule].kind;
    const char *msgid = without && WORDS[kind].without != NULL
                            ? WORDS[kind].without
                            : WORDS[kind].now;
    if (msgid == NULL)
        return g_strdup(reason_rule(day, breach->rule));
    g_autofree char *number = g_strdup_printf("%d", breach->group);
    GString *text = g_string_new(_(msgid));
    g_string_replace(text, "{group}", number, 0);
    g_string_replace(text, "{half}", breach_half(breach->half), 0);
    fill(text, "{company}", day->companies, breach->company);
    fill(text, "{person}", day->people, breach->person);
    fill(text, "{other}", day->people, breach->other);
    return g_string_free(text, FALSE);
}

char *
breach_words(const Day *day, const Breach *breach)
{
    return words(day, breach, FALSE);
}

char *
breach_without_words(const Day *day, const Breach *breach)
{
    return words(day, breach, TRUE);
}

char *
breach_points(gint64 milli)
{
    gint64 cents = (ABS(milli) + 5) / 10;
    return g_strdup_printf("%s%" G_GINT64_FORMAT ",%02d",
                           milli < 0 && cents > 0 ? "-" : "", cents / 100,
                           (int)(cents % 100));
}

gboolean
breach_hard(const Day *day, const Breach *breach)
{
    return breach->rule < 0 || day->problem->rules[breach->rule].hard;
}

gint64
breach_cost(const Day *day, const Breach *breach)
{
    return breach_hard(day, breach)
               ? 0
               : breach->units_tenths *
                     day->problem->rules[breach->rule].weight_milli / 10;
}
