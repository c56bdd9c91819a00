/* show-rows: the tables of hundra show, column by column. */
#include <glib/gi18n.h>
#include <string.h>

#include "planner/cli/show.h"

#define PROTECTED N_("(skyddade uppgifter)")

// clang-format off

/* ---- plan ------------------------------------------------------------------ */

static const TableColumn PLAN_HEAD[] = {
    { N_("Evenemang"), .path = "event" },
    { N_("Plan"), .path = "plan" },
    { N_("Hårda brott"), .path = "hard" },
    { N_("Poäng"), .path = "soft", .format = "points" },
    { N_("Bevisat minst"), .path = "bound", .format = "points" },
    { 0 },
};
static const TableColumn PLAN_GROUPS[] = {
    { N_("Grupp"), .path = "group", .align = TABLE_RIGHT },
    { N_("Besök"), .path = "visits.company", .align = TABLE_WRAP },
    { N_("Lunch"), .path = "lunch.start", .to = "lunch.end",
      .format = "interval" },
    { N_("Deltagare"), .path = "members.person", .align = TABLE_WRAP },
    { 0 },
};
static const TableColumn PLAN_RULES[] = {
    { N_("Regel"), .path = "rule" },
    { N_("Enheter"), .path = "units", .align = TABLE_RIGHT,
      .format = "points" },
    { N_("Kostnad"), .path = "cost", .align = TABLE_RIGHT, .format = "points" },
    { 0 },
};
static const TableSection PLAN[] = {
    { .path = "", .columns = PLAN_HEAD, .is_record = TRUE },
    { .title = N_("Grupper"), .path = "groups", .columns = PLAN_GROUPS },
    { .title = N_("Regler"), .path = "rules", .columns = PLAN_RULES },
    { 0 },
};

static const TableColumn GROUPS_COLUMNS[] = {
    { N_("Grupp"), .path = "group", .align = TABLE_RIGHT },
    { N_("Ledare"), .path = "leaders.name", .align = TABLE_WRAP,
      .missing = PROTECTED },
    { N_("Förare"), .path = "drivers.name", .align = TABLE_WRAP,
      .missing = PROTECTED },
    { N_("Fm"), .path = "am", .align = TABLE_RIGHT },
    { N_("Em"), .path = "pm", .align = TABLE_RIGHT },
    { N_("Besök"), .path = "visits", .align = TABLE_RIGHT },
    { N_("Tid"), .path = "start", .to = "end", .format = "interval" },
    { N_("Lunch"), .path = "lunch.start", .to = "lunch.end",
      .format = "interval" },
    { N_("Lunchplats"), .path = "lunch.place_name", .align = TABLE_WRAP },
    { 0 },
};
static const TableSection GROUPS[] = {
    { .path = "groups", .columns = GROUPS_COLUMNS,
      .empty = N_("Planen har inga grupper.") },
    { 0 },
};

static const TableColumn GROUP_HEAD[] = {
    { N_("Grupp"), .path = "group" },
    { N_("Plan"), .path = "plan" },
    { N_("Lunch"), .path = "lunch.start", .to = "lunch.end",
      .format = "interval" },
    { N_("Lunchplats"), .path = "lunch.place_name" },
    { 0 },
};
static const TableColumn GROUP_VISITS[] = {
    { N_("Tid"), .path = "start", .to = "end", .format = "interval" },
    { N_("Kod"), .path = "company" },
    { N_("Företag"), .path = "name", .align = TABLE_WRAP },
    { N_("Plats"), .path = "site_name", .align = TABLE_WRAP },
    { N_("Adress"), .path = "address", .align = TABLE_WRAP },
    { 0 },
};
static const TableColumn GROUP_MEMBERS[] = {
    { N_("Kod"), .path = "person" },
    { N_("Namn"), .path = "name", .align = TABLE_WRAP, .missing = PROTECTED },
    { N_("Organ"), .path = "organ_code" },
    { N_("Parti"), .path = "party" },
    { N_("Halvdag"), .path = "halves", .format = "word" },
    { N_("Leder"), .path = "leader" },
    { N_("Kör"), .path = "driver" },
    { 0 },
};
static const TableSection GROUP[] = {
    { .path = "", .columns = GROUP_HEAD, .is_record = TRUE },
    { .title = N_("Besök"), .path = "visits", .columns = GROUP_VISITS },
    { .title = N_("Deltagare"), .path = "members", .columns = GROUP_MEMBERS },
    { 0 },
};

static const TableColumn UNPLACED_COMPANIES[] = {
    { N_("Kod"), .path = "company" },
    { N_("Företag"), .path = "name", .align = TABLE_WRAP },
    { N_("Status"), .path = "status" },
    { N_("Prio"), .path = "priority", .align = TABLE_RIGHT },
    { N_("Varför"), .path = "reason", .align = TABLE_WRAP },
    { 0 },
};
static const TableColumn UNPLACED_PEOPLE[] = {
    { N_("Kod"), .path = "person" },
    { N_("Namn"), .path = "name", .align = TABLE_WRAP, .missing = PROTECTED },
    { N_("Organ"), .path = "organ_code" },
    { N_("Halvdag"), .path = "half", .format = "word" },
    { N_("Varför"), .path = "reason", .align = TABLE_WRAP },
    { 0 },
};
static const TableSection UNPLACED[] = {
    { .title = N_("Företag utan besök"), .path = "companies",
      .columns = UNPLACED_COMPANIES, .empty = N_("Inga.") },
    { .title = N_("Människor utan plats"), .path = "people",
      .columns = UNPLACED_PEOPLE, .empty = N_("Inga.") },
    { 0 },
};

static const TableColumn PLANS_COLUMNS[] = {
    { N_("Plan"), .path = "plan", .align = TABLE_RIGHT },
    { N_("Gjord"), .path = "made_local", .format = "stamp" },
    { N_("Av"), .path = "by" },
    { N_("Besök"), .path = "visits", .align = TABLE_RIGHT },
    { N_("Grupper"), .path = "groups", .align = TABLE_RIGHT },
    { N_("Människor"), .path = "people", .align = TABLE_RIGHT },
    { N_("Poäng"), .path = "soft", .align = TABLE_RIGHT, .format = "points" },
    { N_("Publicerad"), .path = "published_local", .format = "stamp" },
    { N_("Gäller"), .path = "in_force" },
    { 0 },
};
static const TableSection PLANS[] = {
    { .path = "plans", .columns = PLANS_COLUMNS,
      .empty = N_("Ingen plan är gjord än; gör en med hundra plan.") },
    { 0 },
};

/* ---- people and companies -------------------------------------------------- */

static const TableColumn PEOPLE_COLUMNS[] = {
    { N_("Kod"), .path = "person" },
    { N_("Namn"), .path = "name", .align = TABLE_WRAP, .missing = PROTECTED },
    { N_("Roll"), .path = "role", .format = "word" },
    { N_("Uppdrag"), .path = "title", .align = TABLE_WRAP },
    { N_("Organ"), .path = "organ_code" },
    { N_("Parti"), .path = "party" },
    { N_("Fm"), .path = "am", .align = TABLE_RIGHT },
    { N_("Em"), .path = "pm", .align = TABLE_RIGHT },
    { N_("Leder"), .path = "leader" },
    { N_("Kör"), .path = "driver" },
    { 0 },
};
static const TableSection PEOPLE[] = {
    { .path = "people", .columns = PEOPLE_COLUMNS,
      .empty = N_("Inga människor är inlästa; läs in en lista med hundra "
                  "import.") },
    { 0 },
};

static const TableColumn PERSON_HEAD[] = {
    { N_("Kod"), .path = "person" },
    { N_("Namn"), .path = "name" },
    { N_("Skyddad"), .path = "protected" },
    { N_("Roll"), .path = "role", .format = "word" },
    { N_("Uppdrag"), .path = "title" },
    { N_("Organ"), .path = "organ" },
    { N_("Parti"), .path = "party" },
    { N_("E-post"), .path = "email" },
    { N_("Telefon"), .path = "phone", .format = "phone" },
    { N_("Närvaro"), .path = "attendance" },
    { N_("Kan"), .path = "windows.start", .to = "windows.end",
      .format = "interval" },
    { N_("Språk"), .path = "languages" },
    { N_("Behov"), .path = "needs" },
    { N_("Specialkost"), .path = "diet" },
    { N_("Kan leda"), .path = "can_lead" },
    { N_("Kan köra"), .path = "can_drive" },
    { N_("Platser i bil"), .path = "car_seats" },
    { N_("Bostadsområde"), .path = "home_area" },
    { N_("Andra koder"), .path = "aliases.person" },
    { N_("Anmärkning"), .path = "remark" },
    { 0 },
};
static const TableColumn PERSON_STOPS[] = {
    { N_("Tid"), .path = "start", .to = "end", .format = "interval" },
    { N_("Grupp"), .path = "group", .align = TABLE_RIGHT },
    { N_("Kod"), .path = "company" },
    { N_("Företag"), .path = "name", .align = TABLE_WRAP },
    { N_("Plats"), .path = "site_name", .align = TABLE_WRAP },
    { N_("Adress"), .path = "address", .align = TABLE_WRAP },
    { 0 },
};
static const TableColumn PERSON_SEATS[] = {
    { N_("Halvdag"), .path = "half", .format = "word" },
    { N_("Grupp"), .path = "group", .align = TABLE_RIGHT },
    { N_("Leder"), .path = "leader" },
    { N_("Kör"), .path = "driver" },
    { 0 },
};
static const TableColumn PERSON_CONFLICTS[] = {
    { N_("Kod"), .path = "company" },
    { N_("Företag"), .path = "name", .align = TABLE_WRAP },
    { N_("Grund"), .path = "ground", .align = TABLE_WRAP },
    { 0 },
};
static const TableColumn PERSON_UNPLACED[] = {
    { N_("Halvdag"), .path = "half", .format = "word" },
    { N_("Varför"), .path = "reason", .align = TABLE_WRAP },
    { 0 },
};
static const TableSection PERSON[] = {
    { .path = "", .columns = PERSON_HEAD, .is_record = TRUE },
    { .title = N_("Grupper"), .path = "seats", .columns = PERSON_SEATS },
    { .title = N_("Dagen"), .path = "stops", .columns = PERSON_STOPS },
    { .title = N_("Utan plats"), .path = "unplaced",
      .columns = PERSON_UNPLACED },
    { .title = N_("Jäv"), .path = "conflicts", .columns = PERSON_CONFLICTS },
    { 0 },
};

static const TableColumn COMPANIES_COLUMNS[] = {
    { N_("Kod"), .path = "company" },
    { N_("Företag"), .path = "name", .align = TABLE_WRAP },
    { N_("Plats"), .path = "site_name", .align = TABLE_WRAP },
    { N_("Status"), .path = "status" },
    { N_("Prio"), .path = "priority", .align = TABLE_RIGHT },
    { N_("Anställda"), .path = "employees", .align = TABLE_RIGHT,
      .format = "count" },
    { N_("Grupp"), .path = "group", .align = TABLE_RIGHT },
    { N_("Tid"), .path = "start", .to = "end", .format = "interval" },
    { 0 },
};
static const TableSection COMPANIES[] = {
    { .path = "companies", .columns = COMPANIES_COLUMNS,
      .empty = N_("Inga företag är inlästa; läs in en lista med hundra "
                  "import.") },
    { 0 },
};

static const TableColumn COMPANY_HEAD[] = {
    { N_("Kod"), .path = "company" },
    { N_("Företag"), .path = "name" },
    { N_("Org.nr"), .path = "org_number" },
    { N_("Plats"), .path = "site_name" },
    { N_("Adress"), .path = "address" },
    { N_("Postnr"), .path = "postcode" },
    { N_("Ort"), .path = "town" },
    { N_("Anställda"), .path = "employees", .format = "count" },
    { N_("Bransch"), .path = "trade" },
    { N_("Restaurang"), .path = "restaurant" },
    { N_("Lunch för grupp"), .path = "group_lunch" },
    { N_("Tider"), .path = "windows.start", .to = "windows.end",
      .format = "interval" },
    { N_("Besökstid, min"), .path = "visit_min" },
    { N_("Ämne"), .path = "topic" },
    { N_("Vill träffa"), .path = "wishes" },
    { N_("Språk"), .path = "languages" },
    { N_("Rullstol"), .path = "wheelchair" },
    { N_("Max besökare"), .path = "max_visitors" },
    { N_("Utrustning"), .path = "equipment" },
    { N_("Parkering"), .path = "parking" },
    { N_("Prioritet"), .path = "priority" },
    { N_("Status"), .path = "status" },
    { N_("Anmärkning"), .path = "remark" },
    { N_("Jäv"), .path = "conflicts" },
    { N_("Kontakt skyddad"), .path = "contact_protected" },
    { N_("Kontakt"), .path = "contact.name" },
    { N_("Roll"), .path = "contact.role" },
    { N_("E-post"), .path = "contact.email" },
    { N_("Telefon"), .path = "contact.phone", .format = "phone" },
    { N_("Besök"), .path = "visit.start", .to = "visit.end",
      .format = "interval" },
    { N_("Grupp"), .path = "visit.group" },
    { N_("Utan besök"), .path = "unplaced" },
    { 0 },
};
static const TableColumn COMPANY_VISITORS[] = {
    { N_("Kod"), .path = "person" },
    { N_("Namn"), .path = "name", .align = TABLE_WRAP, .missing = PROTECTED },
    { N_("Uppdrag"), .path = "title", .align = TABLE_WRAP },
    { N_("Organ"), .path = "organ", .align = TABLE_WRAP },
    { N_("Parti"), .path = "party" },
    { N_("Leder"), .path = "leader" },
    { 0 },
};
static const TableSection COMPANY[] = {
    { .path = "", .columns = COMPANY_HEAD, .is_record = TRUE },
    { .title = N_("De som kommer"), .path = "visitors",
      .columns = COMPANY_VISITORS },
    { 0 },
};

/* ---- sites ----------------------------------------------------------------- */

static const TableColumn SITES_COLUMNS[] = {
    { N_("Kod"), .path = "site" },
    { N_("Plats"), .path = "name", .align = TABLE_WRAP },
    { N_("Stadsområde"), .path = "district", .align = TABLE_WRAP },
    { N_("Bilväg"), .path = "by_car" },
    { N_("Företag"), .path = "companies", .align = TABLE_RIGHT },
    { N_("Besök"), .path = "visits", .align = TABLE_RIGHT },
    { N_("Grupper"), .path = "groups", .align = TABLE_RIGHT },
    { 0 },
};
static const TableSection SITES[] = {
    { .path = "sites", .columns = SITES_COLUMNS,
      .empty = N_("Inga platser är inlästa; läs in en lista med hundra "
                  "import.") },
    { 0 },
};

static const TableColumn SITE_HEAD[] = {
    { N_("Kod"), .path = "site" },
    { N_("Plats"), .path = "name" },
    { N_("Adress"), .path = "address" },
    { N_("Stadsområde"), .path = "district" },
    { N_("Primärområde"), .path = "area" },
    { N_("Kommun"), .path = "municipality" },
    { N_("Bilväg"), .path = "by_car" },
    { 0 },
};
static const TableColumn SITE_COMPANIES[] = {
    { N_("Kod"), .path = "company" },
    { N_("Företag"), .path = "name", .align = TABLE_WRAP },
    { N_("Status"), .path = "status" },
    { N_("Prio"), .path = "priority", .align = TABLE_RIGHT },
    { N_("Grupp"), .path = "group", .align = TABLE_RIGHT },
    { N_("Tid"), .path = "start", .to = "end", .format = "interval" },
    { 0 },
};
static const TableSection SITE[] = {
    { .path = "", .columns = SITE_HEAD, .is_record = TRUE },
    { .title = N_("Företag"), .path = "companies", .columns = SITE_COMPANIES },
    { 0 },
};

/* ---- event ----------------------------------------------------------------- */

static const TableColumn RULES_COLUMNS[] = {
    { N_("Regel"), .path = "rule" },
    { N_("Hård"), .path = "hard" },
    { N_("Vikt"), .path = "weight", .align = TABLE_RIGHT, .format = "points" },
    { N_("Enheter"), .path = "units", .align = TABLE_RIGHT,
      .format = "points" },
    { N_("Kostnad"), .path = "cost", .align = TABLE_RIGHT, .format = "points" },
    { N_("Vad den säger"), .path = "sentence", .align = TABLE_WRAP },
    { 0 },
};
static const TableSection RULES[] = {
    { .path = "rules", .columns = RULES_COLUMNS,
      .empty = N_("Evenemanget har inga regler.") },
    { 0 },
};

static const TableColumn PROGRAMME_HEAD[] = {
    { N_("Evenemang"), .path = "name" },
    { N_("Dag"), .path = "day", .format = "date" },
    { N_("Tid"), .path = "start", .to = "end", .format = "interval" },
    { 0 },
};
static const TableColumn PROGRAMME_PARTS[] = {
    { N_("Tid"), .path = "start", .to = "end", .format = "interval" },
    { N_("Del"), .path = "name", .align = TABLE_WRAP },
    { N_("Minuter"), .path = "minutes", .align = TABLE_RIGHT },
    { N_("Plats"), .path = "place_name", .align = TABLE_WRAP },
    { N_("Frivillig"), .path = "optional" },
    { 0 },
};
static const TableSection PROGRAMME[] = {
    { .path = "", .columns = PROGRAMME_HEAD, .is_record = TRUE },
    { .path = "programme", .columns = PROGRAMME_PARTS },
    { 0 },
};

static const TableColumn SETTINGS_COLUMNS[] = {
    { N_("Inställning"), .path = "name" },
    { N_("Värde"), .path = "value", .align = TABLE_WRAP, .format = "word" },
    { 0 },
};
static const TableSection SETTINGS[] = {
    { .path = "settings", .columns = SETTINGS_COLUMNS },
    { 0 },
};

/* ---- the database ---------------------------------------------------------- */

static const TableColumn EVENTS_COLUMNS[] = {
    { N_("Evenemang"), .path = "event" },
    { N_("Namn"), .path = "name", .align = TABLE_WRAP },
    { N_("Slag"), .path = "kind", .format = "word" },
    { N_("Dag"), .path = "day" },
    { N_("Företag"), .path = "companies", .align = TABLE_RIGHT },
    { N_("Människor"), .path = "people", .align = TABLE_RIGHT },
    { N_("Planer"), .path = "plans", .align = TABLE_RIGHT },
    { N_("Gäller"), .path = "published", .align = TABLE_RIGHT },
    { 0 },
};
static const TableSection EVENTS[] = {
    { .path = "events", .columns = EVENTS_COLUMNS,
      .empty = N_("Databasen har inget evenemang; läs in ett med hundra "
                  "import event.json.") },
    { 0 },
};

static const TableColumn JOURNAL_COLUMNS[] = {
    { N_("Nr"), .path = "id", .align = TABLE_RIGHT },
    { N_("När"), .path = "at_local", .format = "stamp" },
    { N_("Vem"), .path = "who" },
    { N_("Kommando"), .path = "command" },
    { N_("Vad"), .path = "what", .align = TABLE_WRAP },
    { N_("Återtaget av"), .path = "undone_by", .align = TABLE_RIGHT },
    { 0 },
};
static const TableSection JOURNAL[] = {
    { .path = "journal", .columns = JOURNAL_COLUMNS,
      .empty = N_("Inget är gjort än.") },
    { 0 },
};

static const TableColumn INVITATIONS_COLUMNS[] = {
    { N_("Kod"), .path = "code" },
    { N_("Namn"), .path = "name", .align = TABLE_WRAP, .missing = PROTECTED },
    { N_("Adress"), .path = "address" },
    { N_("Läge"), .path = "state", .format = "word" },
    { N_("Brev"), .path = "message", .format = "word" },
    { N_("Svar"), .path = "answer", .format = "word" },
    { N_("Plan"), .path = "version", .align = TABLE_RIGHT },
    { 0 },
};
static const TableSection INVITATIONS[] = {
    { .path = "invitations", .columns = INVITATIONS_COLUMNS,
      .empty = N_("Ingen är inbjuden än; se hundra publish.") },
    { 0 },
};

static const TableColumn OUTBOX_COLUMNS[] = {
    { N_("Nr"), .path = "id", .align = TABLE_RIGHT },
    { N_("Kod"), .path = "code" },
    { N_("Till"), .path = "to", .missing = PROTECTED },
    { N_("Brev"), .path = "method", .format = "word" },
    { N_("Läge"), .path = "state", .format = "word" },
    { N_("Försök"), .path = "attempts", .align = TABLE_RIGHT },
    { N_("Serverns svar"), .path = "answer", .align = TABLE_WRAP },
    { N_("Ämne"), .path = "subject", .align = TABLE_WRAP },
    { 0 },
};
static const TableSection OUTBOX[] = {
    { .path = "messages", .columns = OUTBOX_COLUMNS,
      .empty = N_("Utkorgen är tom; hundra publish fyller den.") },
    { 0 },
};

/* ---- the rows -------------------------------------------------------------- */

static const ShowRow ROWS[] = {
    { "plan", .view = "plan", .kind = SHOW_PLAN, .needs_plan = TRUE,
      .sections = PLAN,
      .help = N_("planen i koder: grupper, besök, poäng; med --json hela "
                 "planen") },
    { "groups", .view = "groups", .kind = SHOW_PLAN, .needs_plan = TRUE,
      .sections = GROUPS,
      .help = N_("grupperna: ledare, förare, antal, tider och lunch") },
    { "group", .view = "group", .kind = SHOW_GROUP, .needs_plan = TRUE,
      .id = N_("NUMMER"), .sections = GROUP,
      .nothing = N_("planen har ingen grupp %s; hundra show groups listar "
                    "dem som finns"),
      .help = N_("en grupps program och deltagare") },
    { "people", .view = "people", .kind = SHOW_PLAN, .sections = PEOPLE,
      .help = N_("alla människor efter efternamn, och deras grupper") },
    { "person", .view = "person", .kind = SHOW_ONE, .id = N_("PERSON"),
      .find = "show_people", .sections = PERSON,
      .nothing = N_("ingen person heter %s; hundra show people listar alla"),
      .help = N_("en persons dag, efter kod eller namn") },
    { "companies", .view = "companies", .kind = SHOW_PLAN,
      .sections = COMPANIES, .help = N_("alla företag, och deras besök") },
    { "company", .view = "company", .kind = SHOW_ONE, .id = N_("FÖRETAG"),
      .find = "show_companies", .sections = COMPANY,
      .nothing = N_("inget företag heter %s; hundra show companies listar "
                    "alla"),
      .help = N_("ett företag, dess besök och vilka som kommer") },
    { "sites", .view = "sites", .kind = SHOW_PLAN, .sections = SITES,
      .help = N_("platserna, deras företag och besök") },
    { "site", .view = "site", .kind = SHOW_ONE, .id = N_("PLATS"),
      .find = "show_sites", .sections = SITE,
      .nothing = N_("ingen plats heter %s; hundra show sites listar alla"),
      .help = N_("en plats och dess företag") },
    { "unplaced", .view = "unplaced", .kind = SHOW_PLAN, .needs_plan = TRUE,
      .sections = UNPLACED,
      .help = N_("de som planen inte får med, och varför") },
    { "plans", .view = "plans", .kind = SHOW_EVENT, .sections = PLANS,
      .help = N_("planens versioner, den nyaste först") },
    { "invitations", .view = "invitations", .kind = SHOW_EVENT,
      .sections = INVITATIONS,
      .help = N_("vem som är inbjuden, och vad hen svarat") },
    { "outbox", .view = "outbox", .kind = SHOW_EVENT, .sections = OUTBOX,
      .help = N_("breven: väntar, skickade, inte skickade") },
    { "rules", .view = "rules", .kind = SHOW_PLAN, .sections = RULES,
      .help = N_("reglerna, och vad planen betalar för var och en") },
    { "programme", .view = "programme", .kind = SHOW_EVENT,
      .sections = PROGRAMME, .help = N_("dagens delar och tider") },
    { "settings", .view = "settings", .kind = SHOW_EVENT,
      .sections = SETTINGS, .help = N_("inställningarna; se hundra set") },
    { "events", .view = "events", .kind = SHOW_ALL, .sections = EVENTS,
      .help = N_("databasens evenemang") },
    { "journal", .view = "journal", .kind = SHOW_ALL, .sections = JOURNAL,
      .help = N_("vem som gjort vad, det senaste först") },
};

// clang-format on

const ShowRow *
show_rows(guint *count)
{
    *count = G_N_ELEMENTS(ROWS);
    return ROWS;
}

const ShowRow *
show_find(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++)
        if (strcmp(ROWS[i].name, name) == 0)
            return &ROWS[i];
    return NULL;
}
