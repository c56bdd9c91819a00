/*
 * Letters struck and letters sent once more: what their readers have been
 * told afterwards is still true.
 */
#include "planner/deliver/drop.h"
#include "planner/deliver/resend.h"
#include "tests/unit/send-day.h"

static void
drop(Day *day, gint64 id)
{
    g_autoptr(GError) error = NULL;
    deliver_drop(day->store, 1, &id, 1, "fel", "anna", &error);
    g_assert_no_error(error);
}

static void
send_well(Day *day, int sent)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(SendReport) report = day_send(day, &error);
    g_assert_no_error(error);
    g_assert_cmpint(report->sent, ==, sent);
}

static gint64
newest(Day *day)
{
    return day_number(day, "SELECT max(id) FROM outbox");
}

/* She had heard nothing: the next publish invites her, same UID. */
static void
test_drop_first(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open_published(&day);
    drop(&day, 1);
    send_well(&day, 10);
    g_autoptr(PublishReport) report = day_publish(&day, 0, &error);
    g_assert_no_error(error);
    g_assert_cmpint(report->invited, ==, 1);
    g_assert_cmpint(report->updated + report->cancelled, ==, 0);
    send_well(&day, 1);
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM invitation"), ==,
                    11);
    g_assert_cmpint(day_count(&day, "state = 'sent' AND invitation ="
                                    " (SELECT invitation FROM outbox"
                                    "  WHERE id = 1)"),
                    ==, 1);
    g_autoptr(PublishReport) again = day_publish(&day, 0, &error);
    g_assert_cmpint(again->invited + again->updated, ==, 0);
}

/* She had heard the first: the change is told by the next publish. */
static void
test_drop_update(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open_published(&day);
    send_well(&day, 11);
    day_sql(&day, "UPDATE event SET on_call_phone = '031-390 06 07'");
    g_autoptr(PublishReport) change = day_publish(&day, 0, &error);
    g_assert_no_error(error);
    g_assert_cmpint(change->updated, >, 0);
    drop(&day, newest(&day));
    send_well(&day, change->updated - 1);
    g_autoptr(PublishReport) again = day_publish(&day, 0, &error);
    g_assert_no_error(error);
    g_assert_cmpint(again->updated, ==, 1);
    g_assert_cmpint(again->invited, ==, 0);
}

/* A cancellation she has not heard is not one. */
static void
test_drop_cancel(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open_published(&day);
    send_well(&day, 11);
    day_sql(&day, "DELETE FROM visit WHERE company = 4");
    g_autoptr(PublishReport) change = day_publish(&day, 0, &error);
    g_assert_no_error(error);
    g_assert_cmpint(change->cancelled, ==, 1);
    gint64 cancel =
        day_number(&day, "SELECT id FROM outbox WHERE method = 'CANCEL'");
    drop(&day, cancel);
    g_autoptr(PublishReport) again = day_publish(&day, 0, &error);
    g_assert_no_error(error);
    g_assert_cmpint(again->cancelled, ==, 1);
}

static void
test_drop_undo(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open_published(&day);
    g_autofree char *before =
        day_lines(&day, "SELECT told, state, version FROM invitation");
    drop(&day, 1);
    g_assert_true(store_undo(day.store, "anna", NULL, &error));
    g_assert_no_error(error);
    g_autofree char *after =
        day_lines(&day, "SELECT told, state, version FROM invitation");
    g_assert_cmpstr(before, ==, after);
    send_well(&day, 11);
}

/* ---- once more --------------------------------------------------------------------- */

static GPtrArray *
resend(Day *day, gint64 id, gboolean keep, GError **error)
{
    const ResendRequest request = {
        .event = 1, .ids = &id, .count = 1, .keep = keep, .who = "anna"
    };
    return deliver_resend(day->store, &request, error);
}

static char *
text_of(const Resent *resent)
{
    gsize size = 0;
    const char *data = g_bytes_get_data(resent->message, &size);
    return g_strndup(data, size);
}

/* Rule 9: a message of its own that answers the first. */
static void
test_resend_fresh(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open_published(&day);
    send_well(&day, 11);
    g_autofree char *first =
        day_lines(&day, "SELECT message_id FROM outbox WHERE id = 3");
    g_autoptr(GPtrArray) shown = resend(&day, 3, FALSE, &error);
    g_assert_no_error(error);
    g_assert_cmpint(newest(&day), ==, 11); /* only looked at */
    g_autoptr(GPtrArray) kept = resend(&day, 3, TRUE, &error);
    g_assert_no_error(error);
    const Resent *resent = g_ptr_array_index(kept, 0);
    g_assert_true(resent->fresh);
    g_autofree char *text = text_of(resent);
    g_autofree char *answers = g_strdup_printf("<%s>", g_strchomp(first));
    g_assert_nonnull(strstr(text, "In-Reply-To:"));
    g_assert_nonnull(strstr(text, answers));
    g_assert_cmpint(
        day_number(&day, "SELECT count(*) FROM outbox AS new JOIN outbox AS old"
                         " USING (invitation) WHERE old.id = 3 AND new.id = 12"
                         " AND new.sequence = old.sequence"
                         " AND new.dtstamp_utc > old.dtstamp_utc"
                         " AND new.message_id <> old.message_id"
                         " AND new.purpose = 'resend'"),
        ==, 1);
    g_assert_null(resend(&day, 3, TRUE, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
    send_well(&day, 1);
}

/* What was refused never arrived: it goes as it was. */
static void
test_resend_failed(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open_published(&day);
    g_autoptr(SendReport) refused = send_to(&day, "-f RCPT");
    g_assert_cmpint(refused->failed, ==, 11);
    g_autofree char *before =
        day_lines(&day, "SELECT message_id, hex(message) FROM outbox JOIN"
                        " outbox_body ON outbox = id ORDER BY id");
    g_autoptr(GPtrArray) kept = resend(&day, 5, TRUE, &error);
    g_assert_no_error(error);
    const Resent *resent = g_ptr_array_index(kept, 0);
    g_assert_false(resent->fresh);
    g_assert_cmpint(resent->id, ==, 5);
    g_autofree char *after =
        day_lines(&day, "SELECT message_id, hex(message) FROM outbox JOIN"
                        " outbox_body ON outbox = id ORDER BY id");
    g_assert_cmpstr(before, ==, after);
    send_well(&day, 1);
}

static void
test_resend_refused(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    day_open_published(&day);
    drop(&day, 2);
    for (gint64 id = 1; id <= 2; id++) {
        g_assert_null(resend(&day, id, TRUE, &error));
        g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
        g_clear_error(&error);
    }
    g_assert_null(resend(&day, 4711, TRUE, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_INPUT);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/outbox/drop-first", test_drop_first);
    g_test_add_func("/outbox/drop-update", test_drop_update);
    g_test_add_func("/outbox/drop-cancel", test_drop_cancel);
    g_test_add_func("/outbox/drop-undo", test_drop_undo);
    g_test_add_func("/outbox/rule 9: sent again answers the first",
                    test_resend_fresh);
    g_test_add_func("/outbox/resend-failed", test_resend_failed);
    g_test_add_func("/outbox/resend-refused", test_resend_refused);
    return g_test_run();
}
