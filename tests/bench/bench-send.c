/*
 * Publishing and sending a region's day: 10 000 people and 3 000 companies
 * to a Maildir.  Aim: both together in under 10 s.
 *
 *     make build/gcc/bench-send && build/gcc/bench-send [FOLDER]
 *
 * FOLDER, on the disk to be measured, is where the database and the Maildir
 * are made; without it, the system's temporary folder.
 */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/resource.h>

#include "planner/deliver/publish.h"
#include "planner/deliver/send.h"

static const char DAY[] =
    "BEGIN;"
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
    "  WHERE i < 2000) INSERT INTO plan_group (plan, number, lunch_start_min,"
    "  lunch_end_min, lunch_place) SELECT 1, i, 690, 735, 2 FROM n;"
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
    "  WHERE i < 3000) INSERT INTO company (id, event, code, name, place,"
    "  address, postcode, town, contact_name, contact_email, windows,"
    "  visit_min) SELECT i, 1, printf('F%05d', i), 'Gjutaro nr ' || i || ' AB',"
    "  2, 'Ringögatan ' || i, '417 07', 'Göteborg', 'Zahra Öberg',"
    "  'zahra' || i || '@gjutaro.example', '[[480,1020]]', 45 FROM n;"
    "INSERT INTO visit SELECT 1, id, 1 + (id - 1) % 2000,"
    "  iif(id <= 2000, 540, 780), iif(id <= 2000, 585, 825) FROM company;"
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
    "  WHERE i < 10000) INSERT INTO person (id, given, surname, email, phone,"
    "  match_key) SELECT i, 'Åsa', 'Sjöström ' || i, 'p' || i ||"
    "  '@stad.example', '070-174 06 05', i FROM n;"
    "INSERT INTO participant (id, event, code, person, role, title, organ,"
    "  windows) SELECT id, 1, printf('P%05d', id), id, 'official', 'Utredare',"
    "  'Stadsbyggnadskontoret', '[[480,1020]]' FROM person;"
    "INSERT INTO seat SELECT 1, id, part, 1 + (id - 1) % 2000, id <= 2000,"
    "  id <= 2000 FROM participant, (SELECT 'am' AS part UNION SELECT 'pm');"
    "COMMIT;";

static void
fill(const char *path)
{
    sqlite3 *db = NULL;
    char *fault = NULL;
    if (sqlite3_open(path, &db) != SQLITE_OK ||
        sqlite3_exec(db, DAY, NULL, NULL, &fault) != SQLITE_OK)
        g_error("%s: %s", path, fault);
    sqlite3_close(db);
}

static gint64
cpu_us(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC +
           usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

typedef struct Watch {
    gint64 start_us, cpu_us;
} Watch;

static Watch
watch(void)
{
    return (Watch){ g_get_monotonic_time(), cpu_us() };
}

static void
tell(const char *what, int letters, Watch since)
{
    printf("%-8s %5d letters  %6.2f s  (%.2f s of processor)\n", what, letters,
           (double)(g_get_monotonic_time() - since.start_us) / G_USEC_PER_SEC,
           (double)(cpu_us() - since.cpu_us) / G_USEC_PER_SEC);
}

static void
run(const char *folder)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_build_filename(folder, "bench.db", NULL);
    g_autofree char *post = g_build_filename(folder, "post", NULL);
    g_autoptr(Store) store = store_open(path, STORE_CREATE, NULL, &error);
    if (store == NULL)
        g_error("%s", error->message);
    fill(path);
    PublishRequest publish = { .event = 1, .who = "bench" };
    Watch start = watch();
    g_autoptr(PublishReport) published =
        deliver_publish(store, &publish, &error);
    if (published == NULL)
        g_error("%s", error->message);
    tell("publish", published->invited, start);
    start = watch();
    g_autoptr(PublishReport) again = deliver_publish(store, &publish, &error);
    if (again == NULL)
        g_error("%s", error->message);
    tell("again", again->invited + again->updated, start);
    SendRequest request = { .event = 1, .who = "bench" };
    start = watch();
    g_autoptr(Transport) transport = transport_maildir(post, &error);
    g_autoptr(SendReport) sent =
        deliver_send(store, transport, &request, &error);
    if (sent == NULL)
        g_error("%s", error->message);
    tell("send", sent->sent, start);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("memory   %5ld MiB\n", usage.ru_maxrss / 1024);
}

int
main(int argc, char **argv)
{
    g_autofree char *template = g_build_filename(
        argc > 1 ? argv[1] : g_get_tmp_dir(), "bench-XXXXXX", NULL);
    if (g_mkdtemp(template) == NULL)
        g_error("%s: cannot make a folder", template);
    run(template);
    printf("left in %s\n", template);
    return 0;
}
