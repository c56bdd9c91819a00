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
#define HOST \
    "address town contact{name:name phone:phone} contact_protected:truth " \
    "group_count:number person_count:number "
#define GROUPS "groups[group:number half:fm|em]"
#define CARD \
    "event{name day:date} plan{version:number made:stamp made_utc:number} "
#define DAY \
    "event{name city day:date zone organiser " \
    "sender{name email phone:office} on_call_phone:office answer_by:date " \
    "destroy_after:date} "
#define PLACED \
    "group:number start:clock end:clock leader{name:name phone:phone} "
#define LETTER \
    "kind:request|update|remind|keep|cancel answer_again:truth " \
    "changes[:text] message " DAY PLACED
#define STOPS \
    "stops[kind:gathering|visit|lunch|debrief start:clock end:clock title " \
    "address note] "
#define MEET "driver{name:name} meet{time:clock place address} "
#define AFTERNOON \
    "afternoon{group:number leader{name:name phone:phone} driver{name:name} "

#define GUEST MEET STOPS \
    "person{name:name given:given surname:surname leads:truth " \
    "drives:truth} " AFTERNOON "leads:truth drives:truth} "
#define VISITED \
    "person{name:name given:given surname:surname} " \
    "company{name} place{name address} lunch{start:clock end:clock} " \
    "visitor_count:number arrives_by topic " \
    "visitors[name:name organisation:organ role:role] "
#define PARTICIPANT LETTER GUEST
#define COMPANY     LETTER VISITED
/* Letters without a calendar entry; see readers.c. */
#define BRIEFING DAY PLACED GUEST "good_to_know"
#define UNPLACED DAY \
    "person{name:name given:given surname:surname} company{name} good_to_know "

/* What each sheet knows besides. */
#define GRUPPBLAD_FIELDS SHEET \
    "group:number color:number gathering{start:clock place} " \
    "leaders[name:name phone:phone half:fm|em] transport[half:fm|em " \
    "mode:car|boat driver:name phone:phone text] member_count:number " \
    "half_counts{fm:number em:number} good_to_know " \
    "codes[kind:map|calendar text url] " \
    "programme[kind:gathering|travel|visit|lunch|debrief start:clock " \
    "end:clock title note address contact:name phone:phone text " \
    "leg{mode:car|boat|same to minutes:number}] " \
    "members[nr:number surname:surname given:given organisation:organ " \
    "role:role phone:phone half:fm|em needs:needs protected:truth]"
#define OVERSIKT_FIELDS SHEET \
    "columns[kind:visit|lunch title number:number mixed:truth] " \
    "groups[group:number color:number " \
    "count:number leaders[name:name half:fm|em] transport[half:fm|em " \
    "mode:car|boat driver:name] stops[kind:visit|lunch|none " \
    "start:clock title site color:number]] sums{groups:number " \
    "members:number visits:number sites:number}"
#define INCHECKNING_FIELDS SHEET \
    "gathering{start:clock place} count:number protected_count:number " \
    "letters[letter people[surname:surname given:given " \
    "organisation:organ " GROUPS \
    "]] walk_ins[:number]"
#define VARDBLAD_FIELDS SHEET HOST \
    "company minutes:number topic visits[group:number start:clock " \
    "end:clock count:number leader{name:name phone:phone " \
    "protected:truth} arrives_by lunch{start:clock end:clock} " \
    "members[nr:number surname:surname given:given organisation:organ " \
    "role:role protected:truth]]"
#define PLATSLISTA_FIELDS SHEET \
    "site address district by_car:truth group_count:number " \
    "person_count:number company_count:number groups_max:number " \
    "capacity{least:number most:number same:truth} over:truth " \
    "visits[start:clock end:clock group:number count:number company " \
    "contact:name phone:phone contact_protected:truth leader{name:name " \
    "phone:phone} arrives_by goes_on capacity:number over:truth]"
#define LUNCH_FIELDS SHEET HOST \
    "restaurant print_diets:truth groups[group:number start:clock " \
    "end:clock count:number leader{name:name phone:phone} " \
    "diets[diet:diet count:number]] diets[diet:diet count:number]"
#define RESPLAN_FIELDS SHEET \
    "kind:person|group name:name code group:number color:number " \
    "meet{start:clock place} codes[kind:map|calendar text url] " \
    "halves[half:fm|em group:number leader{name:name phone:phone self:truth} " \
    "driver{name:name self:truth}] " \
    "stops[kind:gathering|travel|visit|lunch|debrief|join|change " \
    "start:clock end:clock title address contact:name phone:phone " \
    "notes[:text] way by_whom:name facts{mode:car|boat|same to " \
    "minutes:number driver:name self:truth group:number until:clock " \
    "where topic equipment optional:truth}]"
#define KONTAKTLISTA_FIELDS SHEET \
    "answer_by:date heard:stamp heard_utc:number count:number " \
    "lists[reason:address|bounced|silent count:number " \
    "calls[kind:person|company code protected:truth surname:surname " \
    "given:given company organisation:organ phone:phone at " \
    "start:clock end:clock where " GROUPS \
    "]]"
#define NAMNBRICKA_FIELDS CARD \
    "given:given surname:surname organisation:organ role:role " \
    "color:number chip_count:number chips[word group:number " \
    "color:number]"
#define NAMNSKYLT_FIELDS CARD \
    "given:given surname:surname organisation:organ color:number"
#define BORDSSKYLT_FIELDS CARD \
    "table:number color:number group:number leader:name " \
    "leaders[:name] lunch{start:clock end:clock}"
#define KARTA_FIELDS SHEET \
    "map{name alt start width_mm:number height_mm:number} sums{sites:number " \
    "visits:number missing:number} places[number name address " \
    "longitude:number latitude:number start:truth visits:number " \
    "lunches:number groups group_count:number off_map:truth]"
#define GRUPPKARTA_FIELDS SHEET \
    "group:number color:number stop_count:number length " \
    "kilometres map{name alt via width_mm:number height_mm:number " \
    "drawn:truth} places[number name " \
    "longitude:number latitude:number start:truth] routes[tone:number " \
    "stops[:number]] stops[number kind:gathering|visit|lunch|debrief " \
    "start:clock end:clock title note address]"
#define BYTLISTA_FIELDS \
    "event{name day:date} plan{version:number made:stamp} " \
    "sums{put:number thrown:number} changes[sheet which language:sv|en " \
    "who:name old_version:number old_hash hash]"

static const FormRow ROWS[] = {
    { "gruppblad", N_("bladet till gruppledare och grupp"), CHECK_SHEET,
      "gruppblad", GRUPPBLAD_FIELDS },
    { "gruppblad.en", N_("detsamma på engelska"), CHECK_SHEET,
      "gruppblad", GRUPPBLAD_FIELDS },
    { "oversikt", N_("alla grupper och besök på ett uppslag"), CHECK_SHEET,
      "oversikt", OVERSIKT_FIELDS },
    { "oversikt.en", N_("detsamma på engelska"), CHECK_SHEET,
      "oversikt", OVERSIKT_FIELDS },
    { "incheckning", N_("listan vid dörren"), CHECK_SHEET,
      "incheckning", INCHECKNING_FIELDS },
    { "incheckning.en", N_("detsamma på engelska"), CHECK_SHEET,
      "incheckning", INCHECKNING_FIELDS },
    { "vardblad", N_("bladet till ett besökt företag"), CHECK_SHEET,
      "vardblad", VARDBLAD_FIELDS },
    { "vardblad.en", N_("detsamma på engelska"), CHECK_SHEET,
      "vardblad", VARDBLAD_FIELDS },
    { "platslista", N_("vilka som kommer till en plats, och när"), CHECK_SHEET,
      "platslista", PLATSLISTA_FIELDS },
    { "platslista.en", N_("detsamma på engelska"), CHECK_SHEET,
      "platslista", PLATSLISTA_FIELDS },
    { "lunch", N_("beställningen till en restaurang"), CHECK_SHEET,
      "lunch", LUNCH_FIELDS },
    { "lunch.en", N_("detsamma på engelska"), CHECK_SHEET,
      "lunch", LUNCH_FIELDS },
    { "resplan", N_("dagen för en deltagare eller en grupp"), CHECK_SHEET,
      "resplan", RESPLAN_FIELDS },
    { "resplan.en", N_("detsamma på engelska"), CHECK_SHEET,
      "resplan", RESPLAN_FIELDS },
    { "kontaktlista", N_("de som breven inte når"), CHECK_SHEET,
      "kontaktlista", KONTAKTLISTA_FIELDS },
    { "kontaktlista.en", N_("detsamma på engelska"), CHECK_SHEET,
      "kontaktlista", KONTAKTLISTA_FIELDS },
    { "namnbricka", N_("en namnbricka"), CHECK_SHEET,
      "namnbricka", NAMNBRICKA_FIELDS },
    { "namnbricka.en", N_("detsamma på engelska"), CHECK_SHEET,
      "namnbricka", NAMNBRICKA_FIELDS },
    { "namnskylt", N_("en namnskylt att vika"), CHECK_SHEET,
      "namnskylt", NAMNSKYLT_FIELDS },
    { "namnskylt.en", N_("detsamma på engelska"), CHECK_SHEET,
      "namnskylt", NAMNSKYLT_FIELDS },
    { "bordsskylt", N_("en bordsskylt att vika"), CHECK_SHEET,
      "bordsskylt", BORDSSKYLT_FIELDS },
    { "bordsskylt.en", N_("detsamma på engelska"), CHECK_SHEET,
      "bordsskylt", BORDSSKYLT_FIELDS },
    { "karta", N_("alla platser på en karta"), CHECK_SHEET,
      "karta", KARTA_FIELDS },
    { "karta.en", N_("detsamma på engelska"), CHECK_SHEET,
      "karta", KARTA_FIELDS },
    { "gruppkarta", N_("en grupps väg, för baksidan av dess blad"),
      CHECK_SHEET, "gruppkarta", GRUPPKARTA_FIELDS },
    { "gruppkarta.en", N_("detsamma på engelska"), CHECK_SHEET,
      "gruppkarta", GRUPPKARTA_FIELDS },
    { "bytlista", N_("vilka blad som byts ut, efter print --changed"),
      CHECK_SHEET, NULL, BYTLISTA_FIELDS },
    { "bytlista.en", N_("detsamma på engelska"), CHECK_SHEET,
      NULL, BYTLISTA_FIELDS },
    { "letter-participant", N_("brevet till politiker och tjänstepersoner"),
      CHECK_WORDS, "letter_participant", PARTICIPANT },
    { "letter-participant.en", N_("detsamma på engelska"),
      CHECK_WORDS, "letter_participant", PARTICIPANT },
    { "letter-company", N_("brevet till företag"), CHECK_WORDS,
      "letter_company", COMPANY },
    { "letter-company.en", N_("detsamma på engelska"), CHECK_WORDS,
      "letter_company", COMPANY },
    { "letter-briefing", N_("brevet till deltagare inför dagen"), CHECK_WORDS,
      "letter_participant", BRIEFING },
    { "letter-briefing.en", N_("detsamma på engelska"), CHECK_WORDS,
      "letter_participant", BRIEFING },
    { "letter-host", N_("brevet till företag inför besöket"), CHECK_WORDS,
      "letter_company", DAY PLACED VISITED "good_to_know" },
    { "letter-host.en", N_("detsamma på engelska"), CHECK_WORDS,
      "letter_company", DAY PLACED VISITED "good_to_know" },
    { "letter-not-this-time", N_("brevet till dem som inte fick plats"),
      CHECK_WORDS, "letter_unplaced_participant", UNPLACED },
    { "letter-not-this-time.en", N_("detsamma på engelska"), CHECK_WORDS,
      "letter_unplaced_participant", UNPLACED },
    { "letter-reserve", N_("brevet till dem som står på tur"), CHECK_WORDS,
      "letter_unplaced_participant", UNPLACED "until:date" },
    { "letter-reserve.en", N_("detsamma på engelska"), CHECK_WORDS,
      "letter_unplaced_participant", UNPLACED "until:date" },
    { "letter-thanks", N_("tacket efter dagen"), CHECK_WORDS,
      "letter_participant", BRIEFING " company{name}" },
    { "letter-thanks.en", N_("detsamma på engelska"), CHECK_WORDS,
      "letter_participant", BRIEFING " company{name}" },
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
