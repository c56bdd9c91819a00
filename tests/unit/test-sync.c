/* Rule 38 where it hurts: somebody changes the calendar between our look and
 * our write.  Against a real Radicale; the other hand is a second handle. */
#include <sys/stat.h>

#include "planner/deliver/shared.h"
#include "planner/deliver/sync.h"
#include "tests/unit/deliver-day.h"

typedef struct Scene {
    Day day;
    char *box; /* the server's folder */
    char *url;
    Caldav *ours, *others;
    /* What the other hand does, once, when DONE is AT. */
    void (*act)(struct Scene *scene);
    int at;
} Scene;

static void
radicale(const char *what, const char *box)
{
    g_autoptr(GError) error = NULL;
    const char *const argv[] = { "bash", "tests/peers/radicale.sh", what, box,
                                 NULL };
    int status = 0;
    g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                 NULL, NULL, &status, &error);
    g_assert_no_error(error);
    g_assert_true(g_spawn_check_wait_status(status, &error));
}

static Caldav *
open_calendar(const char *url)
{
    g_autoptr(GError) error = NULL;
    const TransportLogin login = { .plaintext = TRUE };
    Caldav *caldav = caldav_open(url, &login, &error);
    g_assert_no_error(error);
    return caldav;
}

static void
scene_open(Scene *scene)
{
    g_autoptr(GError) error = NULL;
    *scene = (Scene){ 0 };
    day_open(&scene->day);
    g_autoptr(PublishReport) published = day_publish(&scene->day, 1, &error);
    g_assert_no_error(error);
    g_assert_cmpint(published->version, ==, 1);
    scene->box = g_dir_make_tmp("hundra-dav-XXXXXX", &error);
    g_assert_no_error(error);
    radicale("start", scene->box);
    g_autofree char *path = g_build_filename(scene->box, "env", NULL);
    g_autofree char *env = NULL;
    g_assert_true(g_file_get_contents(path, &env, NULL, NULL));
    g_assert_true(g_str_has_prefix(env, "url="));
    scene->url = g_strndup(env + 4, strcspn(env + 4, "\n"));
    scene->ours = open_calendar(scene->url);
    scene->others = open_calendar(scene->url);
}

static void
scene_close(Scene *scene)
{
    caldav_close(scene->ours);
    caldav_close(scene->others);
    radicale("stop", scene->box);
    remove_tree(scene->box);
    g_free(scene->box);
    g_free(scene->url);
    day_close(&scene->day);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Scene, scene_close)

static gboolean
tick(int done, int total, gpointer data)
{
    (void)total;
    Scene *scene = data;
    if (scene->act == NULL || done != scene->at)
        return TRUE;
    void (*act)(Scene *) = scene->act;
    scene->act = NULL;
    act(scene);
    return TRUE;
}

static gboolean
stop(int done, int total, gpointer data)
{
    (void)total;
    (void)data;
    return done < 1;
}

static SyncReport *
sync_with(Scene *scene, gboolean ours,
          gboolean (*ticker)(int done, int total, gpointer data))
{
    g_autoptr(GError) error = NULL;
    const SyncRequest request = { .event = 1,
                                  .who = "anna",
                                  .ours = ours,
                                  .tick = ticker,
                                  .tick_data = scene };
    scene->day.clock.fixed_utc += 60;
    SyncReport *report =
        deliver_sync(scene->day.store, scene->ours, &request, &error);
    g_assert_no_error(error);
    return report;
}

static SyncReport *
sync_now(Scene *scene)
{
    return sync_with(scene, FALSE, tick);
}

/* The resource of CODE; the caller owns it. */
static char *
name_of(const char *code)
{
    g_autofree char *key = g_strconcat("dag/", code, NULL);
    g_autofree char *sum =
        g_compute_checksum_for_string(G_CHECKSUM_SHA256, key, -1);
    return g_strdup_printf("%.24s.ics", sum);
}

static char *
read_entry(Scene *scene, const char *code, char **etag)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *name = name_of(code);
    GString *body = NULL;
    CaldavResult result = caldav_get(scene->others, name, &body, etag, &error);
    g_assert_no_error(error);
    return result == CALDAV_DONE ? g_string_free(body, FALSE) : NULL;
}

static void
put_title(Scene *scene, const char *code, const char *title)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *etag = NULL, *fresh = NULL;
    g_autofree char *name = name_of(code);
    g_autofree char *body = read_entry(scene, code, &etag);
    g_autofree char *line = g_strconcat("SUMMARY:", title, "\r\nX-WAS:", NULL);
    g_autoptr(GString) text = g_string_new(body);
    g_string_replace(text, "SUMMARY:", line, 1);
    g_assert_cmpint(
        caldav_put(scene->others, name, etag, text->str, &fresh, &error), ==,
        CALDAV_DONE);
    g_assert_no_error(error);
}

static void
retitle_group_1(Scene *scene)
{
    put_title(scene, "grupp-01", "Någon annans");
}

static void
retitle_group_2(Scene *scene)
{
    put_title(scene, "grupp-02", "Någon annans");
}

static void
assert_title(Scene *scene, const char *code, const char *title)
{
    g_autofree char *etag = NULL;
    g_autofree char *body = read_entry(scene, code, &etag);
    g_autofree char *line = g_strconcat("SUMMARY:", title, NULL);
    g_assert_nonnull(body);
    g_assert_nonnull(strstr(body, line));
}

static void
assert_theirs(const SyncReport *report, const char *code, const char *what)
{
    g_assert_cmpuint(report->theirs->len, ==, 1);
    const SyncTheirs *theirs = g_ptr_array_index(report->theirs, 0);
    g_assert_cmpstr(theirs->code, ==, code);
    g_assert_cmpstr(theirs->what, ==, what);
}

static void
test_rule_38_change_between(void)
{
    g_auto(Scene) scene;
    scene_open(&scene);
    g_autoptr(SyncReport) first = sync_now(&scene);
    g_assert_cmpint(first->added, ==, 3);
    day_sql(&scene.day, "UPDATE event SET on_call_phone = '031-390 99 99'");
    scene.act = retitle_group_1;
    scene.at = 1; /* the event's own entry is done, group 1 comes next */
    g_autoptr(SyncReport) second = sync_now(&scene);
    g_assert_null(scene.act);
    g_assert_cmpint(second->changed, ==, 2);
    assert_theirs(second, "grupp-01", "title");
    assert_title(&scene, "grupp-01", "Någon annans");
    g_autoptr(SyncReport) third = sync_with(&scene, TRUE, NULL);
    g_assert_cmpint(third->changed, ==, 1);
    g_assert_cmpuint(third->theirs->len, ==, 0);
    assert_title(&scene, "grupp-01", "Grupp 1:");
}

/* A copy of the store that has put nothing knows of no entry: none of them
 * is made twice or run over. */
static void
put_early(Scene *scene)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *etag = NULL;
    g_autofree char *name = name_of("grupp-01");
    static const char body[] =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\n"
        "BEGIN:VEVENT\r\nUID:other\r\nDTSTAMP:20220501T000000Z\r\n"
        "DTSTART:20220517T070000Z\r\nDTEND:20220517T080000Z\r\n"
        "SUMMARY:Först\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    g_assert_cmpint(caldav_put(scene->others, name, NULL, body, &etag, &error),
                    ==, CALDAV_DONE);
    g_assert_no_error(error);
}

static void
test_rule_38_created_between(void)
{
    g_auto(Scene) scene;
    scene_open(&scene);
    scene.act = put_early;
    scene.at = 1;
    g_autoptr(SyncReport) report = sync_now(&scene);
    g_assert_cmpint(report->added, ==, 2);
    assert_theirs(report, "grupp-01", "unreadable");
    assert_title(&scene, "grupp-01", "Först");
}

static const char WITHOUT_GROUP_2[] =
    "DELETE FROM visit WHERE group_number = 2;"
    "DELETE FROM seat WHERE group_number = 2;"
    "DELETE FROM plan_group WHERE number = 2";

static void
test_rule_38_removed(void)
{
    g_auto(Scene) scene;
    g_autofree char *etag = NULL;
    scene_open(&scene);
    g_autoptr(SyncReport) first = sync_now(&scene);
    g_assert_cmpint(first->added, ==, 3);
    day_sql(&scene.day, WITHOUT_GROUP_2);
    g_autoptr(SyncReport) second = sync_now(&scene);
    g_assert_cmpint(second->removed, ==, 1);
    g_autofree char *body = read_entry(&scene, "grupp-02", &etag);
    g_assert_null(body);
    g_assert_cmpint(day_number(&scene.day, "SELECT count(*) FROM resource"), ==,
                    2);
    g_autoptr(SyncReport) third = sync_now(&scene);
    g_assert_cmpint(third->removed, ==, 0);
}

/* What we would take away, somebody has just changed: it stays. */
static void
test_rule_38_change_before_removal(void)
{
    g_auto(Scene) scene;
    scene_open(&scene);
    g_autoptr(SyncReport) first = sync_now(&scene);
    g_assert_cmpint(first->added, ==, 3);
    day_sql(&scene.day, WITHOUT_GROUP_2);
    scene.act = retitle_group_2;
    scene.at = 2;
    g_autoptr(SyncReport) second = sync_now(&scene);
    g_assert_cmpint(second->removed, ==, 0);
    assert_theirs(second, "grupp-02", "title");
    assert_title(&scene, "grupp-02", "Någon annans");
    g_autoptr(SyncReport) third = sync_with(&scene, TRUE, NULL);
    g_assert_cmpint(third->removed, ==, 1);
}

/* Ctrl-C keeps what is done, and the next run does the rest. */
static void
test_stopped(void)
{
    g_auto(Scene) scene;
    scene_open(&scene);
    g_autoptr(SyncReport) first = sync_with(&scene, FALSE, stop);
    g_assert_true(first->stopped);
    g_assert_cmpint(first->added, ==, 1);
    g_autoptr(SyncReport) second = sync_now(&scene);
    g_assert_false(second->stopped);
    g_assert_cmpint(second->added, ==, 2);
    g_assert_cmpint(second->unchanged, ==, 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sync/rule 38: change between",
                    test_rule_38_change_between);
    g_test_add_func("/sync/rule 38: created between",
                    test_rule_38_created_between);
    g_test_add_func("/sync/rule 38: removed", test_rule_38_removed);
    g_test_add_func("/sync/rule 38: change before removal",
                    test_rule_38_change_before_removal);
    g_test_add_func("/sync/stopped", test_stopped);
    return g_test_run();
}
