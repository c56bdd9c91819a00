/* limits: how much what comes from outside may hold, for the manual.  Each
 * number is the constant that the reader itself stops at. */
#include <glib/gi18n.h>

#include "calendars/address.h"
#include "calendars/agenda.h"
#include "calendars/content.h"
#include "calendars/http.h"
#include "calendars/intake.h"
#include "calendars/mail-parts.h"
#include "calendars/multistatus.h"
#include "planner/base/cells.h"
#include "planner/base/parts.h"
#include "planner/base/tags.h"
#include "planner/base/value.h"
#include "planner/base/xlsx.h"
#include "planner/cli/help.h"
#include "planner/deliver/bearer.h"
#include "planner/deliver/credentials.h"
#include "planner/deliver/remind.h"
#include "planner/deliver/send.h"
#include "planner/plan/lock.h"
#include "planner/plan/rule.h"
#include "planner/plan/travel.h"
#include "planner/solve/problem.h"
#include "planner/store/geojson.h"
#include "planner/store/import.h"
#include "planner/store/set.h"
#include "planner/store/stored.h"
#include "planner/store/trim.h"
#include "templates/fill.h"
#include "templates/picture.h"
#include "templates/qr.h"

/* clang-format off */
static const LimitRow LIMITS[] = {
    { N_("En lista"), CELLS_FILE_BYTES_MAX, LIMIT_BYTES },
    { N_("En .xlsx, uppackad"), CELLS_UNZIPPED_BYTES_MAX, LIMIT_BYTES },
    { N_("Byte ur en packad byte i .xlsx, när delen är större än gränsen "
         "nedan"), CELLS_RATIO_MAX, LIMIT_COUNT },
    { N_("En del av en .xlsx som får vara hur packad som helst"),
      PARTS_FREE_BYTES_MAX, LIMIT_BYTES },
    { N_("Blad"), CELLS_SHEETS_MAX, LIMIT_COUNT },
    { N_("Högsta radnummer"), CELLS_ROWS_MAX, LIMIT_COUNT },
    { N_("Kolumner"), CELLS_COLUMNS_MAX, LIMIT_COUNT },
    { N_("Ifyllda celler"), CELLS_FILLED_MAX, LIMIT_COUNT },
    { N_("Tecken i en cell"), CELLS_CHARACTERS_MAX, LIMIT_COUNT },
    { N_("Delade texter i en .xlsx"), XLSX_TEXTS_MAX, LIMIT_COUNT },
    { N_("Cellformat i en .xlsx"), XLSX_FORMATS_MAX, LIMIT_COUNT },
    { N_("Hänvisningar till blad i en .xlsx"), XLSX_RELATIONS_MAX,
      LIMIT_COUNT },
    { N_("Attribut i ett XML-element"), TAGS_ATTRIBUTES_MAX, LIMIT_COUNT },
    { N_("event.json, event.xml och andra .json"), IMPORT_DOCUMENT_BYTES_MAX,
      LIMIT_BYTES },
    { N_("En karta, .geojson"), GEOJSON_BYTES_MAX, LIMIT_BYTES },
    { N_("Objekt i en karta"), GEOJSON_FEATURES_MAX, LIMIT_COUNT },
    { N_("Punkter i en karta"), GEOJSON_POINTS_MAX, LIMIT_COUNT },
    { N_("Punkter av en karta som sparas, den görs grövre tills det räcker"),
      TRIM_POINTS_MAX, LIMIT_COUNT },
    { N_("Nivåer i JSON"), JSON_DEPTH_MAX, LIMIT_COUNT },
    { N_("Avvisade rader i en fil, innan den avvisas hel"),
      IMPORT_REJECTED_MAX, LIMIT_COUNT },
    { N_("Tider i en cell"), VALUE_SPANS_MAX, LIMIT_COUNT },
    { N_("Tecken i ett värde till hundra set"), SET_CHARACTERS_MAX,
      LIMIT_COUNT },
    { N_("Tecken i bra-att-veta"), SET_NOTE_MAX, LIMIT_COUNT },
    { N_("En logotyp"), SET_FILE_BYTES_MAX, LIMIT_BYTES },
    { N_("Tecken i skälet till ett lås"), WHY_CHARACTERS_MAX, LIMIT_COUNT },
    { N_("Dagar att påminna på"), LADDER_STEPS_MAX, LIMIT_COUNT },
    { N_("Vikten av en mjuk regel"), RULE_WEIGHT_MAX, LIMIT_COUNT },
    { N_("Gränser och marginal i en regel"), RULE_LIMIT_MAX, LIMIT_COUNT },
    { N_("Byte i en e-postadress"), ADDRESS_MAX, LIMIT_COUNT },
    { N_("Olika språk, slags organ eller partier i ett evenemang"), SETS_MAX,
      LIMIT_COUNT },
    { N_("Hastigheter i en restidsmodell"), TRAVEL_STEPS_MAX, LIMIT_COUNT },
    { N_("Älvkorsningar i en restidsmodell"), TRAVEL_CROSSINGS_MAX,
      LIMIT_COUNT },
    { N_("Minuter som en resa kan ta"), TRAVEL_MINUTES_MAX, LIMIT_COUNT },
    { N_("Filen med inloggningen till e-posten"), CREDENTIALS_BYTES_MAX,
      LIMIT_BYTES },
    { N_("Ett svar från token-command, eller en token-file"),
      BEARER_BYTES_MAX, LIMIT_BYTES },
    { N_("Brev om dagen till en och samma person, utan --many"), SEND_DAY_MAX,
      LIMIT_COUNT },
    { N_("Ett brev eller en kalenderfil som tas emot"), INTAKE_BYTES_MAX,
      LIMIT_BYTES },
    { N_("Byte av ett svars egna ord som sparas"), INTAKE_TEXT_MAX,
      LIMIT_COUNT },
    { N_("Ett svar från en kalenderserver"), HTTP_BYTES_MAX, LIMIT_BYTES },
    { N_("Hänvisningar vidare från en kalenderserver"), HTTP_REDIRECTS_MAX,
      LIMIT_COUNT },
    { N_("Poster i ett svar från en kalenderserver"), DAV_ITEMS_MAX,
      LIMIT_COUNT },
    { N_("Ett värde i ett svar från en kalenderserver"), DAV_VALUE_BYTES_MAX,
      LIMIT_BYTES },
    { N_("Någon annans kalender"), AGENDA_BYTES_MAX, LIMIT_BYTES },
    { N_("Poster i någon annans kalender"), AGENDA_ENTRIES_MAX, LIMIT_COUNT },
    { N_("En rad i någon annans kalender"), AGENDA_VALUE_MAX, LIMIT_BYTES },
    { N_("Undantag i en upprepad kalenderpost"), AGENDA_MOMENTS_MAX,
      LIMIT_COUNT },
    { N_("Delar i ett brev som tas emot"), MAIL_PARTS_MAX, LIMIT_COUNT },
    { N_("Delar inuti varandra i ett brev"), MAIL_DEPTH_MAX, LIMIT_COUNT },
    { N_("Fält i ett brevhuvud"), MAIL_FIELDS_MAX, LIMIT_COUNT },
    { N_("Ett fält i ett brevhuvud"), MAIL_FIELD_BYTES_MAX, LIMIT_BYTES },
    { N_("Hänvisningar och mottagare i ett brevhuvud, av varje slag"),
      INTAKE_REFERS_MAX, LIMIT_COUNT },
    { N_("Rader i en kalender som tas emot"), CONTENT_LINES_MAX,
      LIMIT_COUNT },
    { N_("En rad i en kalender, med dess fortsättningar"), CONTENT_LINE_MAX,
      LIMIT_BYTES },
    { N_("Parametrar på en rad i en kalender"), CONTENT_PARAMETERS_MAX,
      LIMIT_COUNT },
    { N_("Svar i ett brev"), INTAKE_ANSWERS_MAX, LIMIT_COUNT },
    { N_("Mottagare i ett studsbesked"), INTAKE_BOUNCES_MAX, LIMIT_COUNT },
    { N_("En mall"), TEMPLATE_BYTES_MAX, LIMIT_BYTES },
    { N_("Element inuti varandra i en mall"), TEMPLATE_DEPTH_MAX,
      LIMIT_COUNT },
    { N_("Ett ifyllt brev eller blad"), TEMPLATE_OUTPUT_BYTES_MAX,
      LIMIT_BYTES },
    { N_("Element och texter i ett brev eller blad"), TEMPLATE_STEPS_MAX,
      LIMIT_COUNT },
    { N_("En SVG-bild"), PICTURE_SVG_BYTES_MAX, LIMIT_BYTES },
    { N_("Linjer och kurvor i en SVG-bild"), PICTURE_SEGMENTS_MAX,
      LIMIT_COUNT },
    { N_("Texter i en SVG-bild"), PICTURE_TEXTS_MAX, LIMIT_COUNT },
    { N_("Grupper inuti varandra i en SVG-bild"), PICTURE_DEPTH_MAX,
      LIMIT_COUNT },
    { N_("En PNG-bild"), PICTURE_PNG_BYTES_MAX, LIMIT_BYTES },
    { N_("Bildpunkter på bredden eller höjden i en PNG-bild"),
      PICTURE_SIDE_MAX, LIMIT_COUNT },
    { N_("Bildpunkter i en PNG-bild"), PICTURE_PIXELS_MAX, LIMIT_COUNT },
    { N_("Byte text i en QR-kod"), QR_BYTES_MAX, LIMIT_COUNT },
    { 0 },
};
/* clang-format on */

const LimitRow *
help_limits(void)
{
    return LIMITS;
}

char *
help_limit_text(const LimitRow *row)
{
    enum { KIB = 1024, MIB = 1024 * 1024, GROUP_DIGITS = 3 };
    if (row->unit == LIMIT_BYTES && row->max % MIB == 0)
        return g_strdup_printf("%d MiB", row->max / MIB);
    if (row->unit == LIMIT_BYTES)
        return g_strdup_printf("%d KiB", row->max / KIB);
    GString *text = g_string_new(NULL);
    g_string_printf(text, "%d", row->max);
    for (gssize at = (gssize)text->len - GROUP_DIGITS; at > 0;
         at -= GROUP_DIGITS)
        g_string_insert_c(text, at, ' ');
    return g_string_free(text, FALSE);
}
