/* Feeds: rules 34 (same bytes), 35 (names that cannot be guessed and can be
 * taken back) and 36 (what is cancelled stays) of the calendar rules. */
#include <sys/stat.h>

#include "planner/deliver/feed.h"
#include "tests/unit/deliver-day.h"

typedef struct Feeds {
    Day day;
    char *folder;
    FeedReport *report; /* of the newest run */
} Feeds;

static FeedRequest
request_of(Feeds *feeds)
{
    return (FeedRequest){ .event = 1,
                          .who = "anna",
                          .folder = feeds->folder,
                          .seeded = feeds->day.random };
}

static void
write_feeds(Feeds *feeds)
{
    g_autoptr(GError) error = NULL;
    const FeedRequest request = request_of(feeds);
    g_clear_pointer(&feeds->report, feed_report_free);
    feeds->day.clock.fixed_utc += 3600;
    feeds->report = deliver_feed(feeds->day.store, &request, &error);
    g_assert_no_error(error);
}

static void
feeds_open(Feeds *feeds)
{
    g_autoptr(GError) error = NULL;
    *feeds = (Feeds){ 0 };
    day_open(&feeds->day);
    feeds->folder = day_path(&feeds->day, "feeds");
    g_autoptr(PublishReport) published = day_publish(&feeds->day, 1, &error);
    g_assert_no_error(error);
    g_assert_cmpint(published->version, ==, 1);
    write_feeds(feeds);
}

static void
feeds_close(Feeds *feeds)
{
    g_clear_pointer(&feeds->report, feed_report_free);
    g_free(feeds->folder);
    day_close(&feeds->day);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Feeds, feeds_close)

/* The file of CODE; borrowed. */
static const char *
file_of(const Feeds *feeds, const char *code)
{
    for (guint i = 0; i < feeds->report->links->len; i++) {
        const FeedLink *link = g_ptr_array_index(feeds->report->links, i);
        if (strcmp(link->code, code) == 0)
            return link->file;
    }
    g_error("%s has no feed", code);
}

static char *
read_feed(const Feeds *feeds, const char *code)
{
    g_autoptr(GError) error = NULL;
    char *text = NULL;
    g_file_get_contents(file_of(feeds, code), &text, NULL, &error);
    g_assert_no_error(error);
    return text;
}

static void
assert_has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        g_error("no \"%s\" in:\n%s", part, text);
}

static void
test_rule_34_what_it_says(void)
{
    g_auto(Feeds) feeds;
    feeds_open(&feeds);
    g_assert_cmpint(feeds.report->written, ==, 8); /* 6 people, 2 groups */
    g_autofree char *first = read_feed(&feeds, "P001");
    assert_has(first, "\r\nNAME:F");
    assert_has(first, "\r\nX-WR-CALNAME:F");
    assert_has(first, "\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n");
    assert_has(first, "\r\nX-PUBLISHED-TTL:PT1H\r\n");
    g_assert_null(strstr(first, "ORGANIZER"));
    g_assert_null(strstr(first, "ATTENDEE"));
    g_assert_null(strstr(first, "METHOD"));
}

static void
test_rule_34_same_bytes(void)
{
    g_auto(Feeds) feeds;
    feeds_open(&feeds);
    g_autofree char *first = read_feed(&feeds, "P001");
    struct stat before, after;
    g_assert_cmpint(stat(file_of(&feeds, "P001"), &before), ==, 0);
    gint64 rows = day_number(&feeds.day, "SELECT count(*) FROM journal");
    write_feeds(&feeds);
    g_assert_cmpint(feeds.report->written, ==, 0);
    g_assert_cmpint(feeds.report->unchanged, ==, 8);
    g_assert_cmpint(stat(file_of(&feeds, "P001"), &after), ==, 0);
    g_assert_cmpint(after.st_mtim.tv_sec, ==, before.st_mtim.tv_sec);
    g_assert_cmpint(after.st_mtim.tv_nsec, ==, before.st_mtim.tv_nsec);
    g_assert_cmpuint(after.st_ino, ==, before.st_ino);
    g_autofree char *second = read_feed(&feeds, "P001");
    g_assert_cmpstr(second, ==, first);
    g_assert_cmpint(day_number(&feeds.day, "SELECT count(*) FROM journal"), ==,
                    rows);
}

/* A changed hour changes the feeds that tell it, and only those. */
static void
test_rule_34_last_change(void)
{
    g_auto(Feeds) feeds;
    feeds_open(&feeds);
    day_sql(&feeds.day, "UPDATE visit SET start_min = 785, end_min = 830"
                        " WHERE plan = 1 AND company = 3");
    write_feeds(&feeds);
    g_autofree char *mine = read_feed(&feeds, "P001");
    assert_has(mine, "\r\nSEQUENCE:1\r\n");
    assert_has(mine, "\r\nDTSTAMP:20220510T16");
    g_autofree char *other = read_feed(&feeds, "P003");
    assert_has(other, "\r\nSEQUENCE:0\r\n");
    assert_has(other, "\r\nDTSTAMP:20220510T15");
}

static void
test_rule_35_names(void)
{
    g_auto(Feeds) feeds;
    feeds_open(&feeds);
    struct stat about;
    g_assert_cmpint(stat(feeds.folder, &about), ==, 0);
    g_assert_cmpint(about.st_mode & 0777, ==, 0700);
    g_autoptr(GHashTable) names =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < feeds.report->links->len; i++) {
        const FeedLink *link = g_ptr_array_index(feeds.report->links, i);
        char *name = g_path_get_basename(link->file);
        g_assert_cmpuint(strspn(name, "0123456789abcdef"), ==, 32);
        g_assert_cmpstr(name + 32, ==, ".ics");
        g_assert_true(g_hash_table_add(names, name));
        g_assert_cmpint(stat(link->file, &about), ==, 0);
        g_assert_cmpint(about.st_mode & 0777, ==, 0600);
        g_autofree char *token = g_strndup(name, 32);
        g_autofree char *sql = g_strdup_printf(
            "SELECT count(*) FROM journal WHERE instr(what, '%s')"
            " OR instr(coalesce(changes, ''), '%s') OR instr(summary, '%s')",
            token, token, token);
        g_assert_cmpint(day_number(&feeds.day, sql), ==, 0);
    }
}

static void
test_rule_35_revoke(void)
{
    g_auto(Feeds) feeds;
    g_autoptr(GError) error = NULL;
    feeds_open(&feeds);
    const FeedRequest request = request_of(&feeds);
    g_autofree char *old = g_strdup(file_of(&feeds, "P001"));
    g_assert_true(
        deliver_feed_revoke(feeds.day.store, &request, "P001", &error));
    g_assert_no_error(error);
    g_assert_false(g_file_test(old, G_FILE_TEST_EXISTS));
    write_feeds(&feeds);
    g_assert_cmpint(feeds.report->written, ==, 1);
    g_assert_cmpstr(file_of(&feeds, "P001"), !=, old);
    g_assert_false(g_file_test(old, G_FILE_TEST_EXISTS));
    g_autofree char *text = read_feed(&feeds, "P001");
    assert_has(text, "\r\nSEQUENCE:0\r\n");

    g_assert_true(g_file_set_contents(old, "x", 1, NULL)); /* it came back */
    write_feeds(&feeds);
    g_assert_cmpint(feeds.report->removed, ==, 1);
    g_assert_false(g_file_test(old, G_FILE_TEST_EXISTS));

    g_assert_false(
        deliver_feed_revoke(feeds.day.store, &request, "P999", &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_INPUT);
}

static void
test_rule_36_cancelled(void)
{
    enum { DAY_S = 24 * 60 * 60 };
    g_auto(Feeds) feeds;
    feeds_open(&feeds);
    day_sql(&feeds.day, "CREATE TABLE kept AS SELECT * FROM seat"
                        " WHERE participant = 3;"
                        "DELETE FROM seat WHERE participant = 3");
    write_feeds(&feeds);
    g_autofree char *text = read_feed(&feeds, "P003");
    assert_has(text, "\r\nSTATUS:CANCELLED\r\n");
    assert_has(text, "\r\nSEQUENCE:1\r\n");
    assert_has(text, "\r\nTRANSP:TRANSPARENT\r\n");
    g_assert_cmpint(feeds.report->cancelled, ==, 1);

    feeds.day.clock.fixed_utc += (gint64)29 * DAY_S;
    write_feeds(&feeds);
    g_autofree char *later = read_feed(&feeds, "P003");
    g_assert_cmpstr(later, ==, text);
    g_autofree char *file = g_strdup(file_of(&feeds, "P003"));
    feeds.day.clock.fixed_utc += DAY_S;
    write_feeds(&feeds);
    g_assert_false(g_file_test(file, G_FILE_TEST_EXISTS));

    /* She comes back: higher still. */
    day_sql(&feeds.day, "INSERT INTO seat SELECT * FROM kept");
    write_feeds(&feeds);
    g_autofree char *back = read_feed(&feeds, "P003");
    assert_has(back, "\r\nSTATUS:CONFIRMED\r\n");
    assert_has(back, "\r\nSEQUENCE:2\r\n");
    g_assert_cmpstr(file_of(&feeds, "P003"), ==, file);
}

/* What a protected person is called stands in her own feed alone. */
static void
test_protected(void)
{
    g_auto(Feeds) feeds;
    feeds_open(&feeds);
    day_sql(&feeds.day, "UPDATE person SET surname = 'Kanariesson',"
                        " phone = '070-999 88 77' WHERE id = 2");
    write_feeds(&feeds);
    for (guint i = 0; i < feeds.report->links->len; i++) {
        const FeedLink *link = g_ptr_array_index(feeds.report->links, i);
        g_autofree char *text = read_feed(&feeds, link->code);
        if (strcmp(link->code, "P002") != 0) {
            g_assert_null(strstr(text, "Kanarie"));
            g_assert_null(strstr(text, "999"));
        }
    }
}

static void
test_nothing_published(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(Day) day;
    day_open(&day);
    const FeedRequest request = { .event = 1, .who = "anna", .folder = "f" };
    g_assert_null(deliver_feed(day.store, &request, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
    g_assert_false(g_file_test("f", G_FILE_TEST_EXISTS));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/feed/rule 34: what it says", test_rule_34_what_it_says);
    g_test_add_func("/feed/rule 34: same bytes", test_rule_34_same_bytes);
    g_test_add_func("/feed/rule 34: last change", test_rule_34_last_change);
    g_test_add_func("/feed/rule 35: names", test_rule_35_names);
    g_test_add_func("/feed/rule 35: revoke", test_rule_35_revoke);
    g_test_add_func("/feed/rule 36: cancelled", test_rule_36_cancelled);
    g_test_add_func("/feed/protected", test_protected);
    g_test_add_func("/feed/nothing-published", test_nothing_published);
    return g_test_run();
}
