#include "planner/deliver/forms.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/base/error.h"

// clang-format off
/* What every sheet and every letter knows. */
#define SHEET \
    "event{name day:date zone organiser sender{name email phone:office} " \
    "on_call_phone:office destroy_after:date logotype} " \
    "plan{version:number made:stamp made_utc:number hash} "
#define LETTER \
    "kind:request|update|remind|keep|cancel answer_again:truth " \
    "event{name city day:date zone organiser " \
    "sender{name email phone:office} on_call_phone:office answer_by:date " \
    "destroy_after:date} changes[:text] message group:number " \
    "start:clock end:clock leader{name:name phone:phone} "
#define STOPS \
    "stops[kind:gathering|visit|lunch|debrief start:clock end:clock title " \
    "address note] "
#define MEET "driver{name:name} meet{time:clock place address} "
#define AFTERNOON \
    "afternoon{group:number leader{name:name phone:phone} driver{name:name} "

#define PARTICIPANT LETTER MEET STOPS \
    "person{name:name given:given surname:surname leads:truth " \
    "drives:truth} " AFTERNOON "leads:truth drives:truth}"
#define COMPANY LETTER \
    "person{name:name given:given surname:surname} " \
    "company{name} place{name address} lunch{start:clock end:clock} " \
    "visitor_count:number arrives_by topic " \
    "visitors[name:name organisation:organ role:role]"

static const FormRow ROWS[] = {
    { "gruppblad", N_("bladet till gruppledare och grupp"), CHECK_SHEET,
      "gruppblad", SHEET
      "group:number color:number gathering{start:clock place} "
      "leaders[name:name phone:phone half:fm|em] "
      "transport[half:fm|em mode:car|boat driver:name phone:phone text] "
      "member_count:number half_counts{fm:number em:number} good_to_know "
      "programme[kind:gathering|travel|visit|lunch|debrief start:clock "
      "end:clock title note address contact:name phone:phone text] "
      "members[nr:number surname:surname given:given organisation:organ "
      "role:role phone:phone half:fm|em protected:truth]" },
    { "oversikt", N_("alla grupper och besök på ett uppslag"), CHECK_SHEET,
      "oversikt", SHEET
      "columns[kind:visit|lunch title] "
      "groups[group:number color:number count:number "
      "leaders[name:name half:fm|em] "
      "transport[half:fm|em mode:car|boat driver:name] "
      "stops[kind:visit|lunch|none start:clock title site color:number]] "
      "sums{groups:number members:number visits:number sites:number}" },
    { "letter-participant", N_("brevet till politiker och tjänstepersoner"),
      CHECK_WORDS, "letter_participant", PARTICIPANT },
    { "letter-participant.en", N_("detsamma på engelska"),
      CHECK_WORDS, "letter_participant", PARTICIPANT },
    { "letter-company", N_("brevet till företag"), CHECK_WORDS,
      "letter_company", COMPANY },
    { "letter-company.en", N_("detsamma på engelska"), CHECK_WORDS,
      "letter_company", COMPANY },
    { "calendar", N_("orden i kalenderfilerna"), CHECK_WORDS,
      "calendar_group",
      "event{name day:date zone on_call_phone:office} group:number "
      "start:clock end:clock leader{name:name phone:phone} " MEET STOPS AFTERNOON "}" },
};
// clang-format on

const FormRow *
form_rows(guint *count)
{
    *count = G_N_ELEMENTS(ROWS);
    return ROWS;
}

const FormRow *
form_row(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        gsize length = strlen(ROWS[i].name);
        if (strncmp(ROWS[i].name, name, length) == 0 &&
            (name[length] == '\0' || strcmp(name + length, ".xhtml") == 0))
            return &ROWS[i];
    }
    return NULL;
}

const FormRow *
form_row_named(const char *name, GError **error)
{
    g_autoptr(GString) names = g_string_new(NULL);
    const FormRow *row = form_row(name);
    if (row != NULL)
        return row;
    for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++)
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", ROWS[i].name);
    hundra_fail(error, HUNDRA_ERROR_USAGE,
                _("ingen mall heter %s; de som finns är %s"), name, names->str);
    return NULL;
}
