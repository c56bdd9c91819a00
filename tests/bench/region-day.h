/*
 * A region's day with its plan, of any size: for ten people there are three
 * companies and two groups.  Written straight into the tables.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

static const char REGION_DAY[] =
    "INSERT INTO event (id, code, kind, name, day, starts_min, ends_min,"
    "  organiser, sender_email, sender_phone, on_call_phone, destroy_after,"
    "  travel_model) VALUES (1, 'region', 'visit_day', 'Företagsbesöksdagen',"
    "  '2022-05-17', 480, 1020, 'Göteborgsregionen', 'besok@gr.example',"
    "  '031-390 06 00', '031-390 06 01', '2022-05-24', '{}');"
    "INSERT INTO programme_item VALUES"
    " (1, 'samling', 'Samling', 480, 510, NULL, 'SAM', 0, 1),"
    " (1, 'uppsamling', 'Uppsamling', 960, 1020, NULL, 'SAM', 1, 4);"
    "INSERT INTO place (id, event, code, name, is_site) VALUES"
    " (1, 1, 'SAM', 'Östra Hamngatan 5', 0), (2, 1, 'PL1', 'Ringön', 1);"
    "INSERT INTO plan (id, event, version, made_utc, seed, steps, hard,"
    "  soft_milli) VALUES (1, 1, 1, 1652191500, 1, 1, 0, 0);"
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
    "  WHERE i < (SELECT groups FROM size))"
    "INSERT INTO plan_group (plan, number, lunch_start_min,"
    "  lunch_end_min, lunch_place) SELECT 1, i, 690, 735, 2 FROM n;"
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
    "  WHERE i < (SELECT companies FROM size))"
    "INSERT INTO company (id, event, code, name, place,"
    "  address, postcode, town, contact_name, contact_email, windows,"
    "  visit_min) SELECT i, 1, printf('F%05d', i), 'Gjutaro nr ' || i || ' AB',"
    "  2, 'Ringögatan ' || i, '417 07', 'Göteborg', 'Zahra Öberg',"
    "  'zahra' || i || '@gjutaro.example', '[[480,1020]]', 45 FROM n;"
    "INSERT INTO visit SELECT 1, id, 1 + (id - 1) % groups,"
    "  iif(id <= groups, 540, 780), iif(id <= groups, 585, 825)"
    "  FROM company, size;"
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
    "  WHERE i < (SELECT people FROM size))"
    "INSERT INTO person (id, given, surname, email, phone, match_key)"
    "  SELECT i, 'Åsa', 'Sjöström ' || i, 'p' || i || '@stad.example',"
    "  '070-174 06 05', i FROM n;"
    "INSERT INTO participant (id, event, code, person, role, title, organ,"
    "  windows) SELECT id, 1, printf('P%05d', id), id, 'official', 'Utredare',"
    "  'Stadsbyggnadskontoret', '[[480,1020]]' FROM person;"
    "INSERT INTO seat SELECT 1, id, part, 1 + (id - 1) % groups, id <= groups,"
    "  id <= groups"
    "  FROM participant, size, (SELECT 'am' AS part UNION SELECT 'pm');"
    /* A database without a journal would be taken for a failed import's. */
    "INSERT INTO journal (at_utc, who, command, summary, final)"
    "  VALUES (1652191500, 'bench', 'plan', '{}', 'made by the bench');"
    "COMMIT;";

/* Fills the database at PATH, which has its tables and nothing else. */
static inline void
region_fill(const char *path, int people)
{
    sqlite3 *db = NULL;
    char *fault = NULL;
    g_autofree char *size = g_strdup_printf(
        "CREATE TEMP TABLE size AS SELECT %d AS people, %d AS companies,"
        " %d AS groups; BEGIN;",
        people, people / 10 * 3, people / 10 * 2);
    if (sqlite3_open(path, &db) != SQLITE_OK ||
        sqlite3_exec(db, size, NULL, NULL, &fault) != SQLITE_OK ||
        sqlite3_exec(db, REGION_DAY, NULL, NULL, &fault) != SQLITE_OK)
        g_error("%s: %s", path, fault);
    sqlite3_close(db);
}
