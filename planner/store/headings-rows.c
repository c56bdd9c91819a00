#include "planner/store/headings.h"

/* Bits of rows that several kinds share.  The columns read better across. */
// clang-format off
#define CODE(text) \
    { "code", text, TYPE_TEXT, FIELD_KEY | FIELD_REQUIRED | FIELD_NEEDED, \
      NULL, 0, 0, NULL, NULL }
#define TEXT(column, text) \
    { column, text, TYPE_TEXT, 0, NULL, 0, 0, NULL, NULL }
#define TEXT_AS(column, text, flags) \
    { column, text, TYPE_TEXT, flags, NULL, 0, 0, NULL, NULL }
#define IGNORED(text) \
    { "", text, TYPE_IGNORED, FIELD_FIXED, NULL, 0, 0, NULL, NULL }
#define TYPED(column, text, type, flags, fallback) \
    { column, text, type, flags, fallback, 0, 0, NULL, NULL }
#define RANGE(column, text, flags, fallback, min, max) \
    { column, text, TYPE_INTEGER, flags, fallback, min, max, NULL, NULL }
#define DEGREES(column, text, max) \
    { column, text, TYPE_DECIMAL, 0, NULL, -(max), max, NULL, NULL }
#define CHOICE(column, text, flags, fallback, choices) \
    { column, text, TYPE_CHOICE, flags, fallback, 0, 0, choices, NULL }
#define CHECKED(column, text, type, flags, fallback, check) \
    { column, text, type, flags, fallback, 0, 0, NULL, check }

#define SURNAME TEXT_AS("surname", "Efternamn|Surname|Last name|Family name", \
                        FIELD_REQUIRED | FIELD_NEEDED | FIELD_PERSONAL)
#define GIVEN TYPED("given", "Förnamn|Tilltalsnamn|First name|Given name", \
                    TYPE_TEXT, FIELD_REQUIRED | FIELD_PERSONAL, "")
#define EMAIL(column) \
    TYPED(column, "E-post|E-postadress|Epost|Mejl|Mejladress|Mail|E-mail|" \
          "E-mail address", TYPE_EMAIL, FIELD_PERSONAL, NULL)
#define PHONE(column, first) \
    TYPED(column, first "|Telefon|Mobil|Mobiltelefon|Telefonnummer|Tel|Phone|" \
          "Mobile|Mobile phone", TYPE_PHONE, FIELD_PERSONAL, NULL)
#define SECRET(column) \
    TYPED(column, "Skyddade uppgifter|Skyddad identitet|Sekretess|" \
          "Protected identity|Protected", TYPE_SECRET, 0, "0")
#define LANGUAGES TYPED("languages", "Språk|Languages|Language", TYPE_LIST, \
                        0, "[]")
#define NEEDS TYPED("needs", "Behov|Needs|Accessibility needs", TYPE_LIST, \
                    FIELD_PERSONAL, "[]")
#define DIET TEXT_AS("diet", "Specialkost|Kost|Diet|Dietary needs", \
                     FIELD_PERSONAL)
#define REMARK TEXT_AS("remark", "Anmärkning|Kommentar|Övrigt|Remark|" \
                       "Remarks|Comment|Notes", FIELD_PERSONAL)
#define WINDOWS TYPED("windows", "Tillgänglig|Tillgänglighet|Tider|Available|" \
                      "Availability", TYPE_SPANS, FIELD_QUIET, NULL)
#define CONFLICTS \
    CHECKED("conflicts", "Jäv (företags-ID)|Jäv|Conflicts of interest|" \
            "Conflicts (company ID)|Conflicts", TYPE_CODES, 0, "[]", \
            "company_exists"), \
    TEXT_AS("conflict_ground", "Jäv grund|Grund för jäv|Conflict ground", \
            FIELD_PERSONAL)
#define ATTENDANCE \
    CHOICE("attendance", "Närvaro|Deltar|Attendance", 0, "anmäld", \
           "anmäld,registered|avbokad,cancelled|osäker,unsure")
#define SYNTHETIC IGNORED("Syntetisk|Synthetic|Vad som är fel|What is wrong")

static const Field BODIES[] = {
    CODE("Förkortning|Organ förk.|Body code|Code"),
    TEXT_AS("name", "Organ|Nämnd|Body|Committee", FIELD_REQUIRED | FIELD_NEEDED),
    CHOICE("kind", "Slag|Organtyp|Body type|Kind", FIELD_REQUIRED | FIELD_NEEDED,
           NULL, "nämnd,committee,board|bolag,company|förvaltning,"
           "administration|kommunalförbund,municipal association|"
           "referens,reference|annan,other"),
    TEXT_AS("office", "Förvaltning eller bolag|Förvaltning/bolag|Förvaltning|"
            "Administration|Office", FIELD_REQUIRED | FIELD_QUIET),
    IGNORED("Ledamöter|Ledamoter"), IGNORED("Ersättare|Ersattare"),
    IGNORED("Belägg|Belagg"), IGNORED("Anmärkning"), SYNTHETIC,
};

static const Field EVENT[] = {
    CODE("id|kod|code"),
    TEXT_AS("name", "namn|name", FIELD_NEEDED),
    TYPED("day", "datum|dag|date|day", TYPE_DATE, FIELD_NEEDED, NULL),
    TYPED("zone", "tidszon|timezone|zone", TYPE_TEXT, 0, "Europe/Stockholm"),
    TYPED("starts_min", "start|starts", TYPE_TIME, FIELD_NEEDED, NULL),
    TYPED("ends_min", "slut|end|ends", TYPE_TIME, FIELD_NEEDED, NULL),
    TYPED("seed", "frö|seed", TYPE_INTEGER, FIELD_QUIET, NULL),
    CHOICE("kind", "slag|kind", FIELD_QUIET, NULL, "visit_day,besöksdag|"
           "stormote,stormöte|workshop|meeting,möte"),
    TYPED("organiser", "arrangör|organiser", TYPE_TEXT, 0, ""),
    TEXT("sender_name", "avsändare.namn|sender.name"),
    TYPED("sender_email", "avsändare.e-post|sender.email", TYPE_EMAIL, 0, NULL),
    TYPED("sender_phone", "avsändare.telefon|sender.phone", TYPE_PHONE, 0,
          NULL),
    TYPED("on_call_phone", "jourtelefon|on_call_phone", TYPE_PHONE, 0, NULL),
    TYPED("destroy_after", "förstörs_efter|destroy_after", TYPE_DATE, 0, NULL),
    TYPED("visits_min", "mål.besök_min", TYPE_INTEGER, 0, NULL),
    TYPED("visits_wanted", "mål.besök_önskat", TYPE_INTEGER, 0, NULL),
    TYPED("sites_min", "mål.platser_min", TYPE_INTEGER, 0, NULL),
    TYPED("sites_max", "mål.platser_max", TYPE_INTEGER, 0, NULL),
    TYPED("groups_min", "mål.grupper_min", TYPE_INTEGER, 0, NULL),
    TYPED("groups_max", "mål.grupper_max", TYPE_INTEGER, 0, NULL),
    TYPED("group_visits_min", "mål.besök_per_grupp.1", TYPE_INTEGER, 0, NULL),
    TYPED("group_visits_max", "mål.besök_per_grupp.2", TYPE_INTEGER, 0, NULL),
    TYPED("within_site_min", "restid.inom_plats_min", TYPE_INTEGER, 0, "0"),
    TYPED("model_crossings", "restid.älvkorsningar", TYPE_TRUTH, FIELD_QUIET,
          NULL),
    IGNORED("restid.matris"), IGNORED("syntetisk"), IGNORED("förebild"),
};

static const Field PROGRAMME[] = {
    CODE("id|kod|code"),
    TYPED("name", "namn|name", TYPE_TEXT, 0, ""),
    TYPED("from_min", "från|tidigast|from|earliest", TYPE_TIME, 0, NULL),
    TYPED("to_min", "till|senast|to|latest", TYPE_TIME, 0, NULL),
    RANGE("length_min", "minuter|minutes", 0, NULL, 1, 1440),
    TEXT("place", "plats|place"),
    TYPED("optional", "frivillig|optional", TYPE_TRUTH, 0, "0"),
    TYPED("position", "position", TYPE_INTEGER, 0, NULL),
};

static const Field PLACES[] = {
    CODE("id|kod|code"),
    TEXT_AS("name", "namn|name", FIELD_NEEDED),
    TEXT("address", "adress|address"),
    DEGREES("latitude", "lat|latitud|latitude", 90),
    DEGREES("longitude", "lon|long|longitud|longitude", 180),
    CHOICE("side", "sida|side", 0, NULL, "H|F|Ö"),
    IGNORED("källa"),
};

static const Field RULES[] = {
    CODE("id|kod|code"),
    TEXT_AS("name", "regel|rule", FIELD_NEEDED),
    CHOICE("hard", "slag|kind", FIELD_NEEDED, NULL, "1,hård,hard|0,mjuk,soft"),
    { "weight", "vikt|weight", TYPE_DECIMAL, 0, NULL, 0, 1000000, NULL, NULL },
    TYPED("sentence", "text", TYPE_TEXT, 0, ""),
    TYPED("sentence_en", "text_en", TYPE_TEXT, FIELD_QUIET, ""),
    TYPED("params", "params", TYPE_JSON, 0, "{}"),
    TYPED("position", "position", TYPE_INTEGER, 0, NULL),
};

static const Field AREAS[] = {
    RANGE("number", "nr|nummer|number", FIELD_KEY | FIELD_REQUIRED |
          FIELD_NEEDED, NULL, 1, 99),
    TEXT_AS("name", "namn|name|område|area", FIELD_REQUIRED | FIELD_NEEDED),
    TYPED("tables_min", "bord per runda min|tables min", TYPE_INTEGER, 0, NULL),
    TYPED("tables_max", "bord per runda max|tables max", TYPE_INTEGER, 0, NULL),
};

static const Field SITES[] = {
    CODE("Plats-ID|Platskod|Site ID"),
    TEXT_AS("name", "Namn|Plats|Platsnamn|Name|Site", FIELD_REQUIRED |
            FIELD_NEEDED),
    TEXT("address", "Adress|Address"),
    DEGREES("latitude", "Lat|Latitud|Latitude", 90),
    DEGREES("longitude", "Lon|Long|Longitud|Longitude", 180),
    TEXT("district", "Stadsområde|District"),
    TEXT("area", "Primärområde|Area"),
    TEXT("municipality", "Kommun|Municipality"),
    CHOICE("side", "Sida|Side", 0, NULL, "H|F|Ö"),
    TYPED("by_car", "Bilväg|By car|Road", TYPE_TRUTH, 0, "1"),
    TYPED("groups_min", "Grupper min|Groups min", TYPE_INTEGER, 0, NULL),
    TYPED("groups_max", "Grupper max|Groups max", TYPE_INTEGER, 0, NULL),
    IGNORED("Hållplats"), IGNORED("Hållplats-ID"), IGNORED("Gator|Gata"),
    IGNORED("Gatukälla|Gatukalla"), IGNORED("Profil"), IGNORED("Belägg|Belagg"),
    SYNTHETIC,
};

static const Field TRAVEL[] = {
    CHECKED("from", "Från|From", TYPE_TEXT, FIELD_KEY | FIELD_REQUIRED |
            FIELD_NEEDED, NULL, "place_exists"),
    CHECKED("to", "Till|To", TYPE_TEXT, FIELD_KEY | FIELD_REQUIRED |
            FIELD_NEEDED, NULL, "place_exists"),
    RANGE("minutes", "Minuter|Restid (min)|Restid|Minutes", FIELD_REQUIRED |
          FIELD_NEEDED, NULL, 0, 1440),
    TYPED("metres", "Väg-km|Väg (km)|Km|Road km", TYPE_KM, 0, NULL),
    SYNTHETIC,
};

static const Field TABLES[] = {
    CODE("Bord|Table"),
    RANGE("places", "Platser|Places|Seats", FIELD_REQUIRED | FIELD_NEEDED, NULL,
          1, 1000),
    TYPED("wheelchair", "Rullstol|Wheelchair", TYPE_TRUTH, 0, "0"),
    TYPED("hearing_loop", "Hörselslinga|Hearing loop", TYPE_TRUTH, 0, "0"),
};

static const Field COMPANIES[] = {
    CODE("Företags-ID|Företagsnr|Företagskod|Company ID|ID"),
    TEXT_AS("name", "Företag|Företagsnamn|Company|Company name", FIELD_REQUIRED
            | FIELD_NEEDED),
    TEXT("legal_form", "Bolagsform|Företagsform|Legal form"),
    TYPED("org_number", "Org.nr|Organisationsnummer|Organisationsnr|"
          "Organisation number|Registration number", TYPE_ORG, 0, NULL),
    CHECKED("site", "Plats-ID|Platskod|Site ID", TYPE_TEXT, FIELD_REQUIRED |
            FIELD_NEEDED, NULL, "site_exists"),
    IGNORED("Plats|Platsnamn|Site|Site name"),
    TEXT("address", "Adress|Besöksadress|Address|Street address"),
    TYPED("postcode", "Postnr|Postnummer|Postcode|Postal code|Zip code",
          TYPE_POSTCODE, 0, NULL),
    TEXT("town", "Ort|Postort|Town|City"),
    DEGREES("latitude", "Lat|Latitud|Latitude", 90),
    DEGREES("longitude", "Long|Lon|Longitud|Longitude", 180),
    TEXT("district", "Stadsområde|Stadsdel|District"),
    TYPED("employees", "Anställda|Antal anställda|Employees", TYPE_INTEGER, 0,
          NULL),
    TEXT("size_class", "Storleksklass|Storlek|Size class|Size"),
    TEXT("sni", "SNI|SNI-kod|SNI code"),
    TEXT("trade", "Bransch|Trade|Industry"),
    TYPED("restaurant", "Restaurang|Restaurant", TYPE_TRUTH, 0, "0"),
    TYPED("group_lunch", "Lunch för grupp|Grupplunch|Group lunch|"
          "Lunch for a group", TYPE_TRUTH, 0, "0"),
    TEXT_AS("contact_name", "Kontaktperson|Kontakt|Contact person|Contact",
            FIELD_PERSONAL),
    TEXT_AS("contact_role", "Roll|Befattning|Role", FIELD_PERSONAL),
    EMAIL("contact_email"),
    PHONE("contact_phone", "Telefon"),
    SECRET("contact_protected"),
    TYPED("windows", "Tider|Besökstider|Hours|Visit hours|Times", TYPE_SPANS,
          FIELD_REQUIRED | FIELD_NEEDED, NULL),
    RANGE("visit_min", "Besökstid (min)|Besökstid|Visit minutes|"
          "Visit length (min)", FIELD_REQUIRED | FIELD_NEEDED, NULL, 1, 720),
    RANGE("strategic_area", "Strategiskt område|Strategic area", 0, NULL, 1, 99),
    TEXT("topic", "Ämne|Vill tala om|Topic"),
    CHECKED("wishes", "Vill träffa|Önskar träffa|Wants to meet", TYPE_LIST, 0,
            "[]", "body_exists"),
    LANGUAGES,
    CHOICE("wheelchair", "Rullstol|Tillgängligt med rullstol|Wheelchair", 0,
           NULL, "ja,yes|nej,no|delvis,partly"),
    RANGE("max_visitors", "Max besökare|Högst antal besökare|Max visitors", 0,
          NULL, 1, 100000),
    TEXT("equipment", "Utrustning|Equipment"),
    TEXT("parking", "Parkering|Parking"),
    RANGE("priority", "Prioritet|Priority", 0, "3", 1, 3),
    CHOICE("status", "Status", 0, "preliminär", "bekräftad,confirmed|"
           "preliminär,preliminary|reserv,reserve|avbokad,cancelled,withdrawn"),
    REMARK, SYNTHETIC,
};

static const Field POLITICIANS[] = {
    CODE("ID|Person-ID|Deltagar-ID"),
    SURNAME, GIVEN,
    TEXT_AS("party", "Parti|Party", FIELD_REQUIRED | FIELD_NEEDED),
    TEXT_AS("organ", "Organ|Nämnd|Nämnd/styrelse|Body|Committee",
            FIELD_REQUIRED | FIELD_NEEDED),
    TEXT("organ_code", "Organ förk.|Organkod|Body code"),
    TEXT("organ_kind", "Organtyp|Body type"),
    TEXT("title", "Uppdrag|Roll|Titel|Mandate|Role|Title"),
    TYPED("from_day", "Från|Fr.o.m.|From", TYPE_DATE, 0, NULL),
    TYPED("to_day", "Till|T.o.m.|To", TYPE_DATE, 0, NULL),
    EMAIL("email"), PHONE("phone", "Mobil"), SECRET("protected"),
    TEXT_AS("home_area", "Bostadsområde|Home area", FIELD_PERSONAL),
    WINDOWS, LANGUAGES, NEEDS, DIET, CONFLICTS, ATTENDANCE, REMARK, SYNTHETIC,
};

static const Field OFFICIALS[] = {
    CODE("ID|Person-ID|Deltagar-ID"),
    SURNAME, GIVEN,
    TEXT_AS("organ", "Förvaltning/bolag|Förvaltning|Administration|"
            "Administration/company|Department", FIELD_REQUIRED | FIELD_NEEDED),
    TEXT("organ_code", "Förk.|Förkortning|Förvaltning förk.|Office code"),
    TEXT("title", "Titel|Befattning|Title|Job title"),
    EMAIL("email"), PHONE("phone", "Telefon"), SECRET("protected"),
    TYPED("can_lead", "Kan leda|Can lead", TYPE_TRUTH, 0, "0"),
    TYPED("can_drive", "Kan köra|Can drive", TYPE_TRUTH, 0, "0"),
    RANGE("car_seats", "Antal platser i bil|Platser i bil|Car seats", 0, NULL,
          1, 100),
    WINDOWS, LANGUAGES,
    TYPED("areas", "Områden|Strategiska områden|Areas", TYPE_NUMBERS, 0, "[]"),
    NEEDS, DIET, CONFLICTS, ATTENDANCE, REMARK, SYNTHETIC,
};

static const Field PARTICIPANTS[] = {
    CODE("ID|Person-ID|Deltagar-ID"),
    SURNAME, GIVEN,
    TEXT_AS("organ", "Organisation|Företag|Organization", FIELD_REQUIRED |
            FIELD_NEEDED),
    CHOICE("organ_kind", "Kategori|Category", FIELD_REQUIRED | FIELD_NEEDED,
           NULL, "företag,company|referensorganisation,reference organisation|"
           "student|staden,city"),
    TEXT("size_class", "Storlek|Storleksklass|Size"),
    TEXT("title", "Titel|Befattning|Title|Job title"),
    EMAIL("email"), PHONE("phone", "Telefon"), SECRET("protected"),
    RANGE("wish_1", "Val 1|Choice 1", 0, NULL, 1, 99),
    RANGE("wish_2", "Val 2|Choice 2", 0, NULL, 1, 99),
    RANGE("wish_3", "Val 3|Choice 3", 0, NULL, 1, 99),
    RANGE("wish_4", "Val 4|Choice 4", 0, NULL, 1, 99),
    RANGE("wish_5", "Val 5|Choice 5", 0, NULL, 1, 99),
    RANGE("wish_6", "Val 6|Choice 6", 0, NULL, 1, 99),
    WINDOWS, LANGUAGES, NEEDS, DIET, ATTENDANCE, REMARK,
    IGNORED("Anmäld|Registered"), SYNTHETIC,
};

static const Field STAFF[] = {
    CODE("ID|Person-ID"),
    SURNAME, GIVEN,
    TEXT("organ_code", "Förk.|Förkortning|Office code"),
    CHOICE("title", "Roll|Role", FIELD_REQUIRED | FIELD_NEEDED, NULL,
           "samtalsledare,discussion leader|rapportör,rapporteur"),
    TYPED("areas", "Kan områden|Områden|Areas", TYPE_NUMBERS, FIELD_REQUIRED,
          "[]"),
    LANGUAGES,
    TYPED("rounds", "Rundor|Rounds", TYPE_NUMBERS, 0, "[]"),
    EMAIL("email"), PHONE("phone", "Telefon"), SECRET("protected"),
    ATTENDANCE, REMARK, SYNTHETIC,
};

static const Field APART[] = {
    CHECKED("one", "Person A|En", TYPE_TEXT, FIELD_KEY | FIELD_REQUIRED |
            FIELD_NEEDED, NULL, "participant_exists"),
    CHECKED("other", "Person B|Annan", TYPE_TEXT, FIELD_KEY | FIELD_REQUIRED |
            FIELD_NEEDED, NULL, "participant_exists"),
    TEXT("ground", "Grund|Orsak|Ground|Reason"),
};

static const Field OUTLOOK[] = {
    TEXT_AS("given", "First Name|Förnamn", FIELD_REQUIRED | FIELD_PERSONAL),
    TEXT_AS("surname", "Last Name|Efternamn", FIELD_REQUIRED | FIELD_NEEDED |
            FIELD_PERSONAL),
    TYPED("email", "E-mail Address|E-postadress", TYPE_EMAIL, FIELD_REQUIRED |
          FIELD_PERSONAL, NULL),
    TEXT("company", "Company|Företag"),
    TEXT("department", "Department|Avdelning"),
    TYPED("phone", "Business Phone|Telefon arbete|Telefon, arbete", TYPE_PHONE,
          FIELD_PERSONAL, NULL),
    TYPED("mobile", "Mobile Phone|Mobiltelefon", TYPE_PHONE, FIELD_PERSONAL,
          NULL),
    IGNORED("Title|Titel"), IGNORED("Middle Name|Mellannamn"),
    IGNORED("Suffix"), IGNORED("Job Title|Befattning"),
    IGNORED("Business Street"), IGNORED("Business City"),
    IGNORED("Business Postal Code"), IGNORED("Business Country/Region"),
    IGNORED("E-mail Type"), IGNORED("E-mail Display Name"),
    IGNORED("Categories"), IGNORED("Notes"),
};

#define FIELDS(rows) .fields = (rows), .field_count = G_N_ELEMENTS(rows)
#define PERSON_KIND(part) \
    .find = part "_find", .codes = "participant_codes", \
    .drop = "participant_drop", .cancel = "participant_cancel", \
    .edited = "participant"
#define CONFLICT_PUTS \
    .list = "conflicts", .list_puts = { "conflict_clear", "conflict_put" }

static const KindRow KINDS[KIND_COUNT] = {
    [KIND_BODIES] = { .name = "organ|bodies", .title = "Organ", FIELDS(BODIES),
        .find = "body_find", .puts = { "body_put", "office_put" } },
    [KIND_EVENT] = { .name = "evenemang|händelse|event", .title = "Evenemang",
        FIELDS(EVENT), .find = "event_find", .puts = { "event_put" },
        .edited = "event" },
    [KIND_PROGRAMME] = { .name = "", .title = "Program", FIELDS(PROGRAMME),
        .find = "programme_find", .puts = { "programme_put" },
        .codes = "programme_codes", .drop = "programme_drop" },
    [KIND_PLACES] = { .name = "", .title = "Samlingsplatser", FIELDS(PLACES),
        .find = "place_find", .puts = { "place_put" } },
    [KIND_RULES] = { .name = "", .title = "Regler", FIELDS(RULES),
        .find = "rule_find", .puts = { "rule_put" }, .codes = "rule_codes",
        .drop = "rule_drop", .edited = "event" },
    [KIND_AREAS] = { .name = "områden|areas", .title = "Områden",
        FIELDS(AREAS), .find = "area_find", .puts = { "area_put" },
        .codes = "area_codes", .drop = "area_drop" },
    [KIND_MODEL] = { .name = "restidsmodell|model", .title = "Restidsmodell",
        .fields = EVENT },
    [KIND_SITES] = { .name = "platser|sites", .title = "Platser",
        FIELDS(SITES), .find = "site_find", .puts = { "site_put" },
        .codes = "site_codes", .drop = "site_drop" },
    [KIND_TRAVEL] = { .name = "restider|travel", .title = "Restider",
        FIELDS(TRAVEL), .find = "travel_find", .puts = { "travel_put" } },
    [KIND_TABLES] = { .name = "bord|tables", .title = "Bord", FIELDS(TABLES),
        .find = "table_find", .puts = { "table_put" }, .codes = "table_codes",
        .drop = "table_drop" },
    [KIND_COMPANIES] = { .name = "företag|companies", .title = "Företag",
        FIELDS(COMPANIES), .find = "company_find", .puts = { "company_put", "company_move" },
        .codes = "company_codes", .drop = "company_drop",
        .cancel = "company_cancel",
        .edited = "company" },
    [KIND_POLITICIANS] = { .name = "politiker|politicians",
        .title = "Politiker", FIELDS(POLITICIANS), PERSON_KIND("politician"),
        CONFLICT_PUTS,
        .puts = { "person_put", "politician_put", "organisation_put",
                  "membership_put" },
        .aliases = { "alias_put", "organisation_put", "membership_add",
                     "conflict_add", "alias_share", "alias_protect" },
        .role = "politician" },
    [KIND_OFFICIALS] = { .name = "tjänstepersoner|officials",
        .title = "Tjänstepersoner", FIELDS(OFFICIALS), PERSON_KIND("official"),
        CONFLICT_PUTS,
        .puts = { "person_put_basic", "official_put", "office_organisation_put",
                  "office_membership_put" },
        .aliases = { "alias_put", "office_organisation_put",
                     "office_membership_put", "conflict_add", "alias_share",
                     "alias_protect" },
        .role = "official" },
    [KIND_PARTICIPANTS] = { .name = "deltagare|participants",
        .title = "Deltagare", FIELDS(PARTICIPANTS), PERSON_KIND("guest"),
        .puts = { "person_put_basic", "guest_put" }, .role = "participant" },
    [KIND_STAFF] = { .name = "personal|staff", .title = "Personal",
        FIELDS(STAFF), PERSON_KIND("staff"),
        .puts = { "person_put_basic", "staff_put" }, .role = "staff" },
    [KIND_APART] = { .name = "isär|apart", .title = "Isär", FIELDS(APART),
        .find = "apart_find", .puts = { "apart_put" } },
    [KIND_OUTLOOK] = { .name = "outlook|contacts",
        .title = "Outlook-kontakter", FIELDS(OUTLOOK) },
    [KIND_GROUND] = { .name = "karta|map", .title = "Karta",
        .fields = EVENT },
};
// clang-format on

const KindRow *
kind_row(ImportKind kind)
{
    return &KINDS[kind];
}
