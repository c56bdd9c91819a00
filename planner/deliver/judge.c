#include "planner/deliver/judge.h"

#include <string.h>

/* Why a mail waits, or is only noted; hundra inbox has the words for each:
 *
 *   sender     not an address that she is known by (detail: which)
 *   thread     found by the message it answers; the UID is missing or wrong
 *   unknown    belongs to no invitation of ours
 *   dmarc      our relay did not find the sender proven
 *   two-senders, disagrees, sealed, cut    as the intake says
 *   several    more than one answer in one mail
 *   instance   about one of several times: we send no such invitations
 *   partstat   an answer we do not know (detail: which)
 *   version    answers a version that we never sent
 *   cancelled  she is no longer invited by that invitation
 *   clash      two answers of the same moment say different things
 *   counter, refresh, text, foreign   what it is
 *   older, double, automatic, report, unlinked   noted
 *   empty, too-big, no-mail, calendar, time, memory, crash   broken */

const char *
verdict_state(VerdictState state)
{
    static const char *const names[] = {
        [VERDICT_BOOKED] = "booked",
        [VERDICT_WAITING] = "waiting",
        [VERDICT_PROBLEM] = "problem",
        [VERDICT_NOTED] = "noted",
    };
    return names[state];
}

void
verdict_clear(Verdict *verdict)
{
    g_clear_pointer(&verdict->detail, g_free);
}

static gboolean
decide(Verdict *verdict, VerdictState state, const char *reason,
       const char *detail)
{
    verdict->state = state;
    verdict->reason = reason;
    verdict->detail = g_strdup(detail);
    return TRUE;
}

static gboolean
waits(Verdict *verdict, const char *reason, const char *detail)
{
    return decide(verdict, VERDICT_WAITING, reason, detail);
}

/* ---- who sent it ------------------------------------------------------------- */

/* "mx.example.org; dkim=pass ...; dmarc=pass ..." (RFC 8601 2.2).  Only the
 * topmost is our relay's: whoever wrote the mail may have put others below. */
static gboolean
relay_passed(const Intake *intake, const char *authserv)
{
    if (intake->results == NULL || intake->results->len == 0)
        return FALSE;
    const char *first = g_ptr_array_index(intake->results, 0);
    g_auto(GStrv) parts = g_strsplit(first, ";", -1);
    if (parts[0] == NULL)
        return FALSE;
    g_auto(GStrv) words = g_strsplit_set(g_strstrip(parts[0]), " \t", 2);
    if (words[0] == NULL || g_ascii_strcasecmp(words[0], authserv) != 0)
        return FALSE;
    for (char **part = parts + 1; *part != NULL; part++) {
        g_auto(GStrv) result = g_strsplit_set(g_strstrip(*part), " \t(", 2);
        if (result[0] != NULL &&
            g_ascii_strcasecmp(result[0], "dmarc=pass") == 0)
            return TRUE;
    }
    return FALSE;
}

/* Who answers: the mail's sender; of a bare calendar file, which a planner
 * has put into our hands, whom it names. */
static const char *
sender_of(const Intake *intake, const IntakeAnswer *answer)
{
    if (intake->from != NULL)
        return intake->from;
    return answer->sent_by != NULL ? answer->sent_by : answer->attendee;
}

/* The address that ANSWER came as, when that is none she is invited at. */
static const char *
other_address(const Match *match, const char *sender,
              const IntakeAnswer *answer)
{
    const char *said = answer->attendee;
    if (sender != NULL && !match_same_address(sender, match->address) &&
        !match_same_address(sender, match->address_now))
        return sender;
    if (said != NULL && !match_same_address(said, match->address) &&
        !match_same_address(said, match->address_now))
        return said;
    return NULL;
}

/* ---- what it says ------------------------------------------------------------- */

static const char *
doubt_of(guint doubts)
{
    if ((doubts & INTAKE_TWO_SENDERS) != 0)
        return "two-senders";
    if ((doubts & INTAKE_DISAGREES) != 0)
        return "disagrees";
    if ((doubts & INTAKE_SEALED) != 0)
        return "sealed";
    return (doubts & INTAKE_CUT) != 0 ? "cut" : NULL;
}

/* PARTSTAT as the store knows it; NULL: another. */
static const char *
known_partstat(const char *text)
{
    static const char *const known_kinds[] = { "ACCEPTED", "DECLINED",
                                               "TENTATIVE", "DELEGATED",
                                               "NEEDS-ACTION" };
    for (gsize i = 0; i < G_N_ELEMENTS(known_kinds); i++)
        if (g_strcmp0(text, known_kinds[i]) == 0)
            return known_kinds[i];
    return NULL;
}

/* When a mail says it was written.  Clocks differ, but a time of next week
 * would make every later answer look old: then it is now. */
static gint64
believable(Store *store, gint64 said_utc)
{
    enum { SKEW_S = 24 * 60 * 60 };
    gint64 now_utc = store_now_utc(store);
    return said_utc > 0 && said_utc <= now_utc + SKEW_S ? said_utc : now_utc;
}

/* Takes from ANSWER what may be taken (rule 49). */
static void
take_answer(Store *store, const Intake *intake, const Match *match,
            const IntakeAnswer *answer, Verdict *verdict)
{
    gint64 said_utc = answer->dtstamp_utc != INTAKE_NO_TIME
                          ? answer->dtstamp_utc
                          : intake->date_utc;
    verdict->partstat = known_partstat(answer->partstat);
    verdict->sequence = (int)CLAMP(answer->sequence, 0, G_MAXINT);
    verdict->dtstamp_utc = believable(store, said_utc);
    verdict->comment = answer->comment;
    verdict->delegated_to = answer->delegated_to;
    if (match->way != MATCH_NONE)
        verdict->answered_as =
            other_address(match, sender_of(intake, answer), answer);
    if (intake->kind == INTAKE_COUNTER) {
        verdict->start_utc = answer->start_utc;
        verdict->end_utc = answer->end_utc;
    }
}

/* What was said before it at the same SEQUENCE. */
static gboolean
judge_order(Store *store, const Match *match, Verdict *verdict, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(store, error, "reply_newest", "invitation:i sequence:i",
                    match->invitation, (gint64)verdict->sequence);
    if (rows == NULL)
        return FALSE;
    if (!store_rows_next(rows, &inner)) {
        if (inner != NULL)
            g_propagate_error(error, g_steal_pointer(&inner));
        return inner == NULL;
    }
    gint64 before_utc = store_rows_int(rows, 0);
    gboolean same = strcmp(store_rows_text(rows, 1), verdict->partstat) == 0;
    if (verdict->dtstamp_utc > before_utc)
        return TRUE;
    verdict->replies = FALSE;
    if (verdict->dtstamp_utc < before_utc)
        return decide(verdict, VERDICT_NOTED, "older", NULL);
    return same ? decide(verdict, VERDICT_NOTED, "double", NULL)
                : waits(verdict, "clash", NULL);
}

/* Whether MATCH's person may be believed to have sent INTAKE; else the
 * verdict says why not. */
static gboolean
judge_sender(Store *store, const Intake *intake, const Match *match,
             const char *sender, const char *authserv, Verdict *verdict,
             GError **error)
{
    g_autoptr(GError) inner = NULL;
    gboolean known = match_knows(store, match, sender, &inner);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    verdict->replies = FALSE;
    if (match->way != MATCH_UID)
        return waits(verdict, "thread", NULL);
    if (!known)
        return waits(verdict, "sender", sender);
    if (authserv != NULL && intake->from != NULL &&
        !relay_passed(intake, authserv))
        return waits(verdict, "dmarc", sender);
    verdict->replies = TRUE;
    return TRUE;
}

static gboolean
judge_answer(Store *store, const Intake *intake, const Match *match,
             const char *authserv, Verdict *verdict, GError **error)
{
    if (intake->answers == NULL || intake->answers->len == 0)
        return waits(verdict, "unknown", NULL);
    const IntakeAnswer *answer = g_ptr_array_index(intake->answers, 0);
    take_answer(store, intake, match, answer, verdict);
    if (match->way == MATCH_NONE)
        return waits(verdict, "unknown", NULL);
    if (doubt_of(intake->doubts) != NULL)
        return waits(verdict, doubt_of(intake->doubts), NULL);
    if (intake->answers->len > 1)
        return waits(verdict, "several", NULL);
    if (answer->recurrence_id != NULL)
        return waits(verdict, "instance", NULL);
    if (verdict->sequence > match->sequence)
        return waits(verdict, "version", NULL);
    if (match->cancelled)
        return waits(verdict, "cancelled", NULL);
    if (!judge_sender(store, intake, match, sender_of(intake, answer), authserv,
                      verdict, error) ||
        !verdict->replies)
        return verdict->reason != NULL;
    if (intake->kind == INTAKE_REFRESH) {
        verdict->replies = FALSE;
        return waits(verdict, "refresh", NULL);
    }
    if (intake->kind == INTAKE_COUNTER) {
        verdict->replies = verdict->partstat != NULL;
        waits(verdict, "counter", NULL);
    } else if (verdict->partstat == NULL) {
        verdict->replies = FALSE;
        return waits(verdict, "partstat", answer->partstat);
    }
    return !verdict->replies || judge_order(store, match, verdict, error);
}

/* ---- all kinds ----------------------------------------------------------------- */

static const char *
fault_name(IntakeFault fault)
{
    static const char *const names[] = {
        [INTAKE_FAULT_NONE] = "no-mail",
        [INTAKE_FAULT_EMPTY] = "empty",
        [INTAKE_FAULT_TOO_BIG] = "too-big",
        [INTAKE_FAULT_NO_MAIL] = "no-mail",
        [INTAKE_FAULT_CALENDAR] = "calendar",
        [INTAKE_FAULT_TIME] = "time",
        [INTAKE_FAULT_MEMORY] = "memory",
        [INTAKE_FAULT_CRASH] = "crash",
    };
    return names[fault];
}

/* What somebody wrote instead of pressing a button: its version is that of
 * the letter it answers. */
static gboolean
judge_text(Store *store, const Intake *intake, const Match *match,
           Verdict *verdict)
{
    verdict->sequence =
        match->answered >= 0 ? match->answered : match->sequence;
    verdict->dtstamp_utc = believable(store, intake->date_utc);
    if (match->way != MATCH_NONE &&
        !match_same_address(intake->from, match->address) &&
        !match_same_address(intake->from, match->address_now))
        verdict->answered_as = intake->from;
    return waits(verdict, "text", NULL);
}

gboolean
judge(Store *store, const Intake *intake, const Match *match,
      const char *authserv, Verdict *verdict, GError **error)
{
    *verdict = (Verdict){ .state = VERDICT_BOOKED,
                          .start_utc = INTAKE_NO_TIME,
                          .end_utc = INTAKE_NO_TIME };
    switch (intake->kind) {
    case INTAKE_REPLY:
    case INTAKE_COUNTER:
    case INTAKE_REFRESH:
        return judge_answer(store, intake, match, authserv, verdict, error);
    case INTAKE_FOREIGN: return waits(verdict, "foreign", intake->method);
    case INTAKE_TEXT: return judge_text(store, intake, match, verdict);
    case INTAKE_BOUNCE: return TRUE; /* enter looks for its message */
    case INTAKE_AUTOMATIC:
        return decide(verdict, VERDICT_NOTED, "automatic", NULL);
    case INTAKE_REPORT: return decide(verdict, VERDICT_NOTED, "report", NULL);
    default:
        return decide(verdict, VERDICT_PROBLEM, fault_name(intake->fault),
                      NULL);
    }
}
