#include "planner/plan/stand.h"

#include <glib/gi18n.h>

#include "planner/plan/breach-words.h"
#include "planner/plan/load.h"
#include "planner/plan/seats.h"

struct Stand {
    GHashTable *lacks; /* group number to GPtrArray of char * */
};

/* ---- those who stay away ---------------------------------------------------- */

static void
drop_people(const Day *day, Solution *plan, const char *const *codes)
{
    for (guint i = 0; i < day->people->len; i++) {
        const char *code = g_array_index(day->people, DayThing, i).code;
        if (!g_strv_contains(codes, code))
            continue;
        seats_put(day->problem, plan, (int)i, 0, HALF_AM);
        seats_put(day->problem, plan, (int)i, 0, HALF_PM);
    }
}

/* ---- what is lacking --------------------------------------------------------- */

/* Whether a group that breaks the bounds of KIND is above them. */
static gboolean
has_too_many(const Problem *problem, const Solution *plan, const Breach *breach,
             RuleKind kind)
{
    gboolean politicians = kind == RULE_POLITICIANS_PER_GROUP;
    int count = 0;
    if (!politicians && kind != RULE_OFFICIALS_PER_GROUP)
        return FALSE;
    for (guint g = 0; g < plan->groups->len; g++) {
        const Group *group = &g_array_index(plan->groups, Group, g);
        for (guint i = 0; i < group->members->len; i++) {
            const Member *member = &g_array_index(group->members, Member, i);
            const Person *person = &problem->people[member->person];
            count += group->number == breach->group &&
                     (int)member->half == MAX(breach->half, HALF_AM) &&
                     !person->politician == !politicians;
        }
    }
    const Rule *rule = &problem->rules[breach->rule];
    return rule->max >= 0 && count > rule->max;
}

/* BREACH as what its group lacks; the caller owns it.  Where it has too many
 * (the rule was changed since) the rule's own words say so. */
static char *
lack_words(const Day *day, const Solution *plan, const Breach *breach)
{
    RuleKind kind =
        breach->rule < 0 ? RULE_ALWAYS : day->problem->rules[breach->rule].kind;
    if (has_too_many(day->problem, plan, breach, kind))
        return breach_words(day, breach);
    int units = (int)(breach->units_tenths / 10);
    const char *half = breach_half(breach->half);
    switch (kind) {
    case RULE_POLITICIANS_PER_GROUP:
        return g_strdup_printf(ngettext("%d politiker saknas %s",
                                        "%d politiker saknas %s",
                                        (unsigned long)units),
                               units, half);
    case RULE_OFFICIALS_PER_GROUP:
        return g_strdup_printf(ngettext("%d tjänsteperson saknas %s",
                                        "%d tjänstepersoner saknas %s",
                                        (unsigned long)units),
                               units, half);
    case RULE_LEADERS_PER_GROUP:
        return g_strdup_printf(_("ingen kan leda %s"), half);
    case RULE_DRIVERS_PER_GROUP:
        return g_strdup_printf(_("ingens bil rymmer gruppen %s"), half);
    case RULE_PARTIES_PER_GROUP:
        return g_strdup_printf(_("för få partier %s"), half);
    default: return breach_words(day, breach);
    }
}

static void
add_lack(Stand *stand, int group, char *words)
{
    gpointer key = GINT_TO_POINTER(group);
    GPtrArray *lacks = g_hash_table_lookup(stand->lacks, key);
    if (lacks == NULL) {
        lacks = g_ptr_array_new_with_free_func(g_free);
        g_hash_table_insert(stand->lacks, key, lacks);
    }
    g_ptr_array_add(lacks, words);
}

/* The same lack in the other half of BREACH's group; NULL: none. */
static const Breach *
twin_of(const GArray *breaches, const Breach *breach)
{
    for (guint i = 0; i < breaches->len; i++) {
        const Breach *other = &g_array_index(breaches, Breach, i);
        if (other->half + breach->half == HALF_AM + HALF_PM &&
            other->half != breach->half && other->group == breach->group &&
            other->rule == breach->rule && other->person == breach->person &&
            other->company == breach->company &&
            other->units_tenths == breach->units_tenths)
            return other;
    }
    return NULL;
}

/* What lacks in both halves is said once. */
static void
take_breach(Stand *stand, const Day *day, const Solution *plan,
            const GArray *breaches, guint i)
{
    Breach breach = g_array_index(breaches, Breach, i);
    if (breach.group <= 0 || !breach_hard(day, &breach))
        return;
    if (twin_of(breaches, &breach) != NULL) {
        if (breach.half == HALF_PM)
            return;
        breach.half = -1;
    }
    add_lack(stand, breach.group, lack_words(day, plan, &breach));
}

static Stand *
stand_of(const Day *day, const Solution *plan)
{
    Stand *stand = g_new0(Stand, 1);
    stand->lacks = g_hash_table_new_full(NULL, NULL, NULL,
                                         (GDestroyNotify)g_ptr_array_unref);
    g_autoptr(Verdict) verdict = verify_day(day->problem, plan, TRUE);
    for (guint i = 0; i < verdict->breaches->len; i++)
        take_breach(stand, day, plan, verdict->breaches, i);
    return stand;
}

Stand *
stand_without(Store *store, gint64 event, const char *const *codes,
              GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(Day) day = day_load(store, event, error);
    if (day == NULL)
        return NULL;
    gint64 plan =
        store_number(store, &inner, 0, "plan_published", "event:i", event);
    if (inner == NULL && plan == 0)
        hundra_fail(&inner, HUNDRA_ERROR_REFUSED,
                    _("ingen plan gäller än; börja med hundra publish"));
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return NULL;
    }
    g_autoptr(DayGone) gone = day_gone_new();
    g_autoptr(Solution) told =
        day_load_plan_told(store, day, plan, gone, error);
    if (told == NULL)
        return NULL;
    seats_drop_gone(day->problem, told);
    drop_people(day, told, codes);
    return stand_of(day, told);
}

void
stand_free(Stand *stand)
{
    if (stand == NULL)
        return;
    g_hash_table_unref(stand->lacks);
    g_free(stand);
}

const GPtrArray *
stand_lacks(const Stand *stand, int group)
{
    return g_hash_table_lookup(stand->lacks, GINT_TO_POINTER(group));
}
