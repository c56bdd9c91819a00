/*
 * Letters without a calendar entry: who gets which, never twice; after a
 * kill, a restore, a letter dropped; and nobody reads of a protected person.
 */
#include "planner/deliver/drop.h"
#include "planner/deliver/hardest.h"
#include "planner/deliver/mailing.h"
#include "planner/deliver/preview.h"
#include "planner/deliver/resend.h"
#include "tests/unit/deliver-day.h"

/* Queues PURPOSE for CODES (NULL: all); the caller owns the report. */
static MailingReport *
queue(Day *day, LetterPurpose purpose, const char *const *codes,
      const char *until, GError **error)
{
    const MailingRequest request = { .event = 1,
                                     .purpose = purpose,
                                     .codes = codes,
                                     .until = until,
                                     .keep = TRUE,
                                     .who = "anna",
                                     .seeded = day->random };
    day->clock.fixed_utc += 60;
    return deliver_mailing(day->store, &request, error);
}

/* Queues PURPOSE for all and sees that GETS get it and HAD have had it. */
static void
queue_all(Day *day, LetterPurpose purpose, int gets, int had)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(MailingReport) report = queue(day, purpose, NULL, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpint(report->count, ==, gets);
    g_assert_cmpint(report->had, ==, had);
}

static void
publish_and_send(Day *day)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(PublishReport) published = day_publish(day, 0, &error);
    g_assert_no_error(error);
    g_autoptr(SendReport) sent = day_send(day, &error);
    g_assert_no_error(error);
    g_assert_cmpint(sent->sent, ==, 11);
}

static int
send_all(Day *day)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(SendReport) sent = day_send(day, &error);
    g_assert_no_error(error);
    return sent->sent;
}

static void
open_with_unplaced(Day *day)
{
    day_open(day);
    day_sql(
        day,
        "INSERT INTO company (id, event, code, name, place, contact_name,"
        " contact_email, windows, visit_min, status) VALUES"
        " (6, 1, 'F006', 'Reserven AB', 2, 'Ulf Vik', 'ulf@reserven.example',"
        "  '[]', 45, 'reserv'),"
        " (7, 1, 'F007', 'Utan AB', 2, 'Eva Utter', 'eva@utan.example',"
        "  '[]', 45, 'bekräftad');"
        "INSERT INTO unplaced (plan, kind, thing, part, reason) VALUES"
        " (1, 'company', 6, '', 'HEMLIGT'), (1, 'company', 7, '', 'HEMLIGT'),"
        " (1, 'person', 7, 'am', 'HEMLIGT'), (1, 'person', 7, 'pm', 'HEMLIGT'),"
        " (1, 'person', 2, 'pm', 'HEMLIGT')");
}

/* Who gets what, and that they get it once. */
static void
test_once(void)
{
    g_auto(Day) day;
    open_with_unplaced(&day);
    publish_and_send(&day);
    queue_all(&day, LETTER_HOST, 5, 0);
    queue_all(&day, LETTER_HOST, 0, 5);
    queue_all(&day, LETTER_BRIEFING, 6, 0);
    queue_all(&day, LETTER_NOT_THIS_TIME, 2, 0); /* P002 has a morning */
    queue_all(&day, LETTER_RESERVE, 1, 0);
    g_assert_cmpint(send_all(&day), ==, 14);
    queue_all(&day, LETTER_HOST, 0, 5);
    queue_all(&day, LETTER_THANKS, 11, 0);
    g_autofree char *kinds = day_lines(
        &day, "SELECT kind, count(*), min(method), min(purpose) FROM outbox"
              " JOIN mailing ON mailing.id = mailing GROUP BY kind");
    g_assert_cmpstr(kinds, ==,
                    "briefing 6 NONE letter\nhost 5 NONE letter\n"
                    "not-this-time 2 NONE letter\nreserve 1 NONE letter\n"
                    "thanks 11 NONE letter\n");
    /* No calendar part, and nothing of why there was no place. */
    g_assert_cmpint(
        day_number(&day, "SELECT count(*) FROM outbox JOIN outbox_body"
                         " ON outbox = outbox.id WHERE mailing IS NOT NULL AND"
                         " (instr(message, CAST('text/calendar' AS BLOB)) > 0"
                         "  OR told LIKE '%HEMLIGT%')"),
        ==, 0);
    g_assert_cmpint(day_number(&day, "SELECT count(*)"
                                     " FROM pragma_foreign_key_check"),
                    ==, 0);
}

/* The reserve letter to whoever is picked, until a day that is told; and a
 * later "not this time" only by hand. */
static void
test_reserve(void)
{
    static const char *const picked[] = { "T003", "P001", NULL };
    static const char *const again[] = { "F006", NULL };
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    open_with_unplaced(&day);
    publish_and_send(&day);
    g_autoptr(MailingReport) none =
        queue(&day, LETTER_RESERVE, picked, "i morgon", &error);
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_INPUT);
    g_assert_null(none);
    g_clear_error(&error);
    g_autoptr(MailingReport) report =
        queue(&day, LETTER_RESERVE, picked, "2022-05-16", &error);
    g_assert_no_error(error);
    g_assert_cmpint(report->count, ==, 1);
    g_assert_cmpuint(report->list->len, ==, 2);
    g_assert_nonnull(((Mailed *)g_ptr_array_index(report->list, 1))->reason);
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM outbox WHERE"
                                     " told ->> '$.until' = '2022-05-16'"),
                    ==, 1);
    queue_all(&day, LETTER_RESERVE, 1, 0);
    queue_all(&day, LETTER_NOT_THIS_TIME, 1, 0); /* F007; T003 is on call */
    g_autoptr(MailingReport) by_hand =
        queue(&day, LETTER_NOT_THIS_TIME, again, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpint(by_hand->count, ==, 1);
}

/* Who has said no, is gone or was not there; and who has no address. */
static void
test_away(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    open_with_unplaced(&day);
    publish_and_send(&day);
    day_sql(&day,
            "INSERT INTO reply (invitation, partstat, sequence, dtstamp_utc,"
            " taken_utc) SELECT id, 'DECLINED', 0, 1, 1 FROM invitation"
            " WHERE participant = 1;"
            "UPDATE company SET status = 'avbokad' WHERE code = 'F004';"
            "UPDATE company SET contact_email = NULL WHERE code = 'F005';"
            "INSERT INTO attendance VALUES (3, 'pm', 0, 1), (4, 'am', 0, 1),"
            " (4, 'pm', 1, 1)");
    g_autoptr(MailingReport) report =
        queue(&day, LETTER_THANKS, NULL, NULL, &error);
    g_assert_no_error(error);
    g_autoptr(GString) without = g_string_new(NULL);
    for (guint i = 0; i < report->list->len; i++) {
        const Mailed *one = g_ptr_array_index(report->list, i);
        if (one->reason != NULL)
            g_string_append_printf(without, "%s ", one->code);
    }
    g_assert_cmpstr(without->str, ==, "P001 P003 F004 F005 ");
    g_assert_cmpint(report->count, ==, 7);
    queue_all(&day, LETTER_BRIEFING, 5, 0); /* P003 may come all the same */
}

/* A letter that was dropped is not had; one that is sent once more has its
 * own Message-ID, and waits but once. */
static void
test_drop_and_resend(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    open_with_unplaced(&day);
    publish_and_send(&day);
    queue_all(&day, LETTER_HOST, 5, 0);
    gint64 id = day_number(&day, "SELECT max(id) FROM outbox");
    g_assert_true(deliver_drop(day.store, 1, &id, 1, "fel", "anna", &error));
    g_assert_no_error(error);
    queue_all(&day, LETTER_HOST, 1, 4);
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM mailing"), ==, 5);
    g_assert_cmpint(send_all(&day), ==, 5);
    id = day_number(&day, "SELECT max(id) FROM outbox");
    const ResendRequest request = {
        .event = 1, .ids = &id, .count = 1, .keep = TRUE, .who = "anna"
    };
    g_autoptr(GPtrArray) list = deliver_resend(day.store, &request, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(list->len, ==, 1);
    g_autoptr(GPtrArray) twice = deliver_resend(day.store, &request, &error);
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
    g_assert_null(twice);
    queue_all(&day, LETTER_HOST, 0, 5);
    g_assert_cmpint(send_all(&day), ==, 1);
    g_assert_cmpint(day_number(&day, "SELECT count(DISTINCT message_id) FROM"
                                     " outbox WHERE mailing IS NOT NULL"),
                    ==, 7);
}

/* A backup from before the letters were queued, or sent: nobody hears twice. */
static void
test_restore(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    open_with_unplaced(&day);
    publish_and_send(&day);
    day_backup(&day);
    queue_all(&day, LETTER_HOST, 5, 0);
    g_assert_cmpint(send_all(&day), ==, 5);
    day_restore(&day);
    g_autoptr(SendReport) refused = day_send(&day, &error);
    g_assert_null(refused); /* nothing waits, but something has left */
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
    queue_all(&day, LETTER_HOST, 0, 5);
    queue_all(&day, LETTER_BRIEFING, 6, 0);
    day_backup(&day);
    g_assert_cmpint(send_all(&day), ==, 6);
    day_restore(&day); /* they wait there, and have left */
    queue_all(&day, LETTER_BRIEFING, 0, 6);
    g_assert_cmpint(send_all(&day), ==, 0);
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM outbox WHERE"
                                     " mailing IS NOT NULL AND state = 'sent'"),
                    ==, 11);
}

/* A backup that lacks the reader: her letter is a ghost's until she is there
 * again, and then she has had it. */
static void
test_ghost(void)
{
    g_auto(Day) day;
    open_with_unplaced(&day);
    publish_and_send(&day);
    day_sql(&day, "UPDATE company SET code = 'F999' WHERE code = 'F005'");
    day_backup(&day);
    day_sql(&day, "UPDATE company SET code = 'F005' WHERE code = 'F999'");
    queue_all(&day, LETTER_HOST, 5, 0);
    g_assert_cmpint(send_all(&day), ==, 5);
    day_restore(&day);
    queue_all(&day, LETTER_BRIEFING, 6, 0); /* takes the ledger in */
    g_autofree char *ghosts =
        day_lines(&day, "SELECT kind, ghost FROM mailing WHERE ghost NOT NULL");
    g_assert_cmpstr(ghosts, ==, "host F005\n");
    day_sql(&day, "UPDATE company SET code = 'F005' WHERE code = 'F999'");
    queue_all(&day, LETTER_HOST, 0, 5);
}

/* Killed while it was being sent: it may have arrived, and goes again under
 * the same name. */
static void
test_killed(void)
{
    g_auto(Day) day;
    open_with_unplaced(&day);
    publish_and_send(&day);
    queue_all(&day, LETTER_HOST, 5, 0);
    g_autofree char *before = day_lines(
        &day, "SELECT message_id FROM outbox WHERE mailing IS NOT NULL");
    day_sql(&day, "UPDATE outbox SET state = 'sending', lease_utc = 1"
                  " WHERE mailing IS NOT NULL AND id % 2 = 0");
    queue_all(&day, LETTER_HOST, 0, 5);
    g_assert_cmpint(send_all(&day), ==, 5);
    g_autofree char *after = day_lines(
        &day, "SELECT message_id FROM outbox WHERE mailing IS NOT NULL");
    g_assert_cmpstr(after, ==, before);
}

/* Five a day to each, whatever the letters are. */
static void
test_five_a_day(void)
{
    g_auto(Day) day;
    open_with_unplaced(&day);
    publish_and_send(&day);
    day_sql(&day,
            "INSERT INTO outbox (event, invitation, method, sequence,"
            " dtstamp_utc, message_id, sender, recipient, subject, told,"
            " version, state, reached, sent_utc)"
            " SELECT event, invitation, method, sequence, dtstamp_utc + n,"
            " n || message_id, sender, recipient, subject, told, version,"
            " 'sent', 1, sent_utc FROM outbox,"
            " (SELECT 1 AS n UNION SELECT 2 UNION SELECT 3 UNION SELECT 4)"
            " WHERE recipient = 'info@kuggelio.example'");
    queue_all(&day, LETTER_HOST, 5, 0);
    g_assert_cmpint(send_all(&day), ==, 4);
}

/* A protected person reads her own letter; nobody else reads of her. */
static void
test_protected(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    open_with_unplaced(&day);
    day_sql(&day, "UPDATE seat SET leader = 1 WHERE participant = 2");
    publish_and_send(&day);
    queue_all(&day, LETTER_HOST, 5, 0);
    queue_all(&day, LETTER_BRIEFING, 6, 0);
    queue_all(&day, LETTER_THANKS, 11, 0);
    g_autofree char *hers = day_lines(
        &day, "SELECT DISTINCT recipient FROM outbox WHERE told LIKE '%Bo Ek%'"
              " OR told LIKE '%174 06 06%'");
    g_assert_cmpstr(hers, ==, "bo.ek@politiker.example\n");
    const PreviewRequest hardest = { .event = 1 };
    g_autoptr(GPtrArray) shown = deliver_preview(day.store, &hardest, &error);
    g_assert_no_error(error);
    gboolean listed = FALSE;
    for (guint i = 0; i < shown->len; i++) {
        const Preview *one = g_ptr_array_index(shown, i);
        gboolean protected = strcmp(one->code, "P002") == 0;
        listed |= protected;
        g_assert_true(protected ==
                          (one->name == NULL && one->sight.text == NULL) ||
                      strcmp(one->code, "F003") == 0);
        g_assert_true(one->sight.text == NULL ||
                      strstr(one->sight.text, "Bo Ek") == NULL);
    }
    g_assert_true(listed);
    const PreviewRequest own = { .event = 1, .code = "P002" };
    g_autoptr(GPtrArray) one = deliver_preview(day.store, &own, &error);
    g_assert_no_error(error);
    g_assert_nonnull(
        strstr(((Preview *)g_ptr_array_index(one, 0))->sight.text, "Hej Bo!"));
}

/* What is shown is what is sent. */
static void
test_preview(void)
{
    static const LetterPurpose purpose = LETTER_BRIEFING;
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    open_with_unplaced(&day);
    publish_and_send(&day);
    const PreviewRequest request = {
        .event = 1, .code = "P004", .purpose = &purpose, .tongue = "en"
    };
    g_autoptr(GPtrArray) list = deliver_preview(day.store, &request, &error);
    g_assert_no_error(error);
    const Preview *one = g_ptr_array_index(list, 0);
    g_assert_cmpstr(one->sight.tongue, ==, "en");
    g_assert_nonnull(strstr(one->sight.text, "After lunch: group 2"));
    g_assert_cmpstr(one->reasons->len > 0 ? g_ptr_array_index(one->reasons, 0)
                                          : NULL,
                    !=, NULL);
    const PreviewRequest unplaced = { .event = 1, .code = "T003" };
    g_autoptr(GPtrArray) left = deliver_preview(day.store, &unplaced, &error);
    g_assert_no_error(error);
    g_assert_cmpint(((Preview *)g_ptr_array_index(left, 0))->purpose, ==,
                    LETTER_NOT_THIS_TIME);
    const PreviewRequest nobody = { .event = 1,
                                    .code = "F006",
                                    .purpose = &purpose };
    g_autoptr(GPtrArray) none = deliver_preview(day.store, &nobody, &error);
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_INPUT);
    g_assert_null(none);
    /* Looking has changed nothing. */
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM mailing"), ==, 0);
}

/* Each letter that is chosen adds a reason. */
static void
test_hardest(void)
{
    g_autoptr(GArray) letters = g_array_new(FALSE, TRUE, sizeof(HardLetter));
    static const guint reasons[] = { 0, 4, 3, 1, 12, 0 };
    for (gsize i = 0; i < G_N_ELEMENTS(reasons); i++) {
        HardLetter one = { .kind = LETTER_PARTICIPANT, .reasons = reasons[i] };
        g_array_append_val(letters, one);
    }
    g_autoptr(GArray) chosen = hardest_choose(letters, 9);
    g_assert_cmpuint(chosen->len, ==, 2);
    g_assert_cmpuint(g_array_index(chosen, guint, 0), ==, 2);
    g_assert_cmpuint(g_array_index(chosen, guint, 1), ==, 4);
}

/* Nothing without a plan that applies; no half mailing. */
static void
test_refused(void)
{
    g_auto(Day) day;
    g_autoptr(GError) error = NULL;
    open_with_unplaced(&day);
    g_autoptr(MailingReport) early =
        queue(&day, LETTER_HOST, NULL, NULL, &error);
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
    g_assert_null(early);
    g_clear_error(&error);
    publish_and_send(&day);
    day_sql(&day, "UPDATE event SET sender_email = NULL");
    g_autoptr(MailingReport) nameless =
        queue(&day, LETTER_HOST, NULL, NULL, &error);
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_REFUSED);
    g_assert_null(nameless);
    g_assert_cmpint(day_number(&day, "SELECT count(*) FROM mailing"), ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mailing/once", test_once);
    g_test_add_func("/mailing/reserve", test_reserve);
    g_test_add_func("/mailing/away", test_away);
    g_test_add_func("/mailing/drop-and-resend", test_drop_and_resend);
    g_test_add_func("/mailing/restore", test_restore);
    g_test_add_func("/mailing/ghost", test_ghost);
    g_test_add_func("/mailing/killed", test_killed);
    g_test_add_func("/mailing/five-a-day", test_five_a_day);
    g_test_add_func("/mailing/protected", test_protected);
    g_test_add_func("/mailing/preview", test_preview);
    g_test_add_func("/mailing/hardest", test_hardest);
    g_test_add_func("/mailing/refused", test_refused);
    return g_test_run();
}
