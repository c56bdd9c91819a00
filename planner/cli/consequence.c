#include "planner/cli/consequence.h"

#include <glib/gi18n.h>

// clang-format off
static const TableColumn HEAD[] = {
    { N_("Plan"), .path = "plan" },
    { N_("Poäng nu"), .path = "soft.before", .format = "points" },
    { N_("Poäng sedan"), .path = "soft.after", .format = "points" },
    { N_("Människor vars dag ändras"), .path = "changed.people" },
    { N_("Företag vars besök ändras"), .path = "changed.companies" },
    { N_("Människor som får nytt besked"), .path = "told.people" },
    { N_("Företag som får nytt besked"), .path = "told.companies" },
    { N_("Sparad som plan"), .path = "stored" },
    { 0 },
};
static const TableColumn RULES[] = {
    { N_("Regel"), .path = "rule" },
    { N_("Nu"), .path = "before", .align = TABLE_RIGHT, .format = "points" },
    { N_("Sedan"), .path = "after", .align = TABLE_RIGHT, .format = "points" },
    { N_("Vad den säger"), .path = "sentence", .align = TABLE_WRAP },
    { 0 },
};
static const TableColumn PEOPLE[] = {
    { N_("Kod"), .path = "person" },
    { N_("Halvdag"), .path = "half", .format = "word" },
    { N_("Från grupp"), .path = "before", .align = TABLE_RIGHT },
    { N_("Till grupp"), .path = "after", .align = TABLE_RIGHT },
    { 0 },
};
static const TableColumn COMPANIES[] = {
    { N_("Företag"), .path = "company" },
    { N_("Från grupp"), .path = "before", .align = TABLE_RIGHT },
    { N_("Till grupp"), .path = "after", .align = TABLE_RIGHT },
    { 0 },
};
static const TableSection SECTIONS[] = {
    { .path = "", .columns = HEAD, .is_record = TRUE },
    { .title = N_("Regler som ändras"), .path = "rules", .columns = RULES },
    { .title = N_("De som byter grupp"), .path = "people", .columns = PEOPLE },
    { .title = N_("Företag som byter grupp"), .path = "companies",
      .columns = COMPANIES },
    { 0 },
};
// clang-format on

gboolean
consequence_show(const Call *call, const char *json, GError **error)
{
    return call_table(call, SECTIONS, json, error);
}
