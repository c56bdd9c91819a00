#include "planner/deliver/answer.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "planner/deliver/facts.h"
#include "planner/deliver/lock.h"
#include "planner/deliver/resend.h"

/* A mail that waits; texts owned. */
typedef struct Waiting {
    gint64 number, invitation, sequence;
    char *kind, *code, *proposal, *sender, *address;
} Waiting;

static void
waiting_clear(Waiting *waiting)
{
    g_clear_pointer(&waiting->kind, g_free);
    g_clear_pointer(&waiting->code, g_free);
    g_clear_pointer(&waiting->proposal, g_free);
    g_clear_pointer(&waiting->sender, g_free);
    g_clear_pointer(&waiting->address, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Waiting, waiting_clear)

static gboolean
find(Store *store, gint64 number, Waiting *waiting, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(store, error, "inbox_find", "id:i", number);
    if (rows == NULL)
        return FALSE;
    if (!store_rows_next(rows, &inner)) {
        if (inner != NULL)
            g_propagate_error(error, g_steal_pointer(&inner));
        else
            hundra_fail(error, HUNDRA_ERROR_INPUT,
                        _("inget brev har nummer %" G_GINT64_FORMAT
                          "; hundra inbox listar dem som väntar"),
                        number);
        return FALSE;
    }
    const char *state = store_rows_text(rows, 0);
    if (g_strcmp0(state, "waiting") != 0 && g_strcmp0(state, "problem") != 0)
        return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                           _("brev %" G_GINT64_FORMAT
                             " väntar inte; hundra undo tar tillbaka ett "
                             "beslut"),
                           number);
    waiting->number = number;
    waiting->kind = g_strdup(store_rows_text(rows, 1));
    waiting->invitation = store_rows_int(rows, 2);
    waiting->proposal = g_strdup(store_rows_text(rows, 3));
    waiting->sequence = store_rows_int(rows, 4);
    waiting->code = g_strdup(store_rows_text(rows, 5));
    waiting->sender = g_strdup(store_rows_text(rows, 7));
    waiting->address = g_strdup(store_rows_text(rows, 8));
    return TRUE;
}

static const char *
partstat_of(AnswerChoice choice, JsonObject *proposal)
{
    static const char *const names[] = {
        [ANSWER_YES] = "ACCEPTED",
        [ANSWER_NO] = "DECLINED",
        [ANSWER_MAYBE] = "TENTATIVE",
    };
    return choice <= ANSWER_MAYBE ? names[choice]
                                  : facts_text(proposal, "partstat");
}

static gint64
number_at(JsonObject *object, const char *name, gint64 fallback)
{
    return json_object_get_int_member_with_default(object, name, fallback);
}

/* The planner's word is the newest there is of that version, whatever clock
 * the mail was written by. */
static gint64
moment_of(Store *store, const Waiting *waiting, JsonObject *proposal,
          gint64 sequence, GError **error)
{
    gint64 newest =
        store_number(store, error, 0, "reply_newest", "invitation:i sequence:i",
                     waiting->invitation, sequence);
    return MAX(number_at(proposal, "dtstamp_utc", store_now_utc(store)),
               newest + 1);
}

static gboolean
add_reply(Store *store, const Waiting *waiting, AnswerChoice choice,
          const char **partstat, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonObject *proposal = facts_read(
        parser, waiting->proposal != NULL ? waiting->proposal : "{}", error);
    if (proposal == NULL)
        return FALSE;
    *partstat = g_intern_string(partstat_of(choice, proposal));
    if (*partstat == NULL)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("brev %" G_GINT64_FORMAT
                             " säger inte själv vad det svarar; ange ja, nej "
                             "eller kanske"),
                           waiting->number);
    gint64 sequence = MIN(number_at(proposal, "sequence", waiting->sequence),
                          waiting->sequence);
    gint64 dtstamp_utc = moment_of(store, waiting, proposal, sequence, &inner);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    return store_run(store, error, "reply_add",
                     "invitation:i inbox:i partstat:s sequence:i dtstamp:i "
                     "now:i as:s comment:s delegate:s proposal:s",
                     waiting->invitation, waiting->number, *partstat, sequence,
                     dtstamp_utc, store_now_utc(store),
                     facts_text(proposal, "answered_as"),
                     facts_text(proposal, "comment"),
                     facts_text(proposal, "delegated_to"), NULL);
}

static gboolean
writes_letter(AnswerChoice choice)
{
    return choice == ANSWER_DECLINE || choice == ANSWER_RESEND;
}

/* Answers a proposal or a question with a letter (rule 51). */
static gboolean
write_back(Store *store, const Waiting *waiting, AnswerChoice choice,
           const char *templates, GError **error)
{
    gboolean declines = choice == ANSWER_DECLINE;
    gint64 id = 0;
    if (declines && g_strcmp0(waiting->kind, "counter") != 0)
        return hundra_fail(
            error, HUNDRA_ERROR_REFUSED,
            _("brev %" G_GINT64_FORMAT " föreslår ingen annan tid"),
            waiting->number);
    return resend_answer(store, waiting->invitation, declines, templates, &id,
                         error);
}

/* The word of CHOICE, which gave PARTSTAT, in the journal. */
static const char *
word_of(AnswerChoice choice, const char *partstat)
{
    if (choice == ANSWER_DECLINE)
        return _("avböj");
    if (choice == ANSWER_RESEND)
        return _("skicka");
    if (g_strcmp0(partstat, "ACCEPTED") == 0)
        return _("ja");
    if (g_strcmp0(partstat, "DECLINED") == 0)
        return _("nej");
    if (g_strcmp0(partstat, "TENTATIVE") == 0)
        return _("kanske");
    return partstat != NULL ? partstat : _("klart");
}

gboolean
answer_mail(Store *store, gint64 number, AnswerChoice choice,
            const char *templates, const char *who, GError **error)
{
    g_auto(Waiting) waiting = { 0 };
    const char *partstat = NULL;
    g_autoptr(OutboxLock) lock =
        writes_letter(choice) ? outbox_lock(store, error) : NULL;
    if (writes_letter(choice) && lock == NULL)
        return FALSE;
    g_autoptr(StoreChange) change = store_change(store, error);
    if (change == NULL || !find(store, number, &waiting, error))
        return FALSE;
    if (choice != ANSWER_DONE && waiting.invitation == 0)
        return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                           _("brev %" G_GINT64_FORMAT
                             " hör inte till någon inbjudan; hundra inbox "
                             "%" G_GINT64_FORMAT " klar lägger undan det"),
                           number, number);
    if (writes_letter(choice) &&
        !write_back(store, &waiting, choice, templates, error))
        return FALSE;
    if ((choice < ANSWER_DONE &&
         !add_reply(store, &waiting, choice, &partstat, error)) ||
        !store_run(store, error, "inbox_handle", "now:i who:s id:i",
                   store_now_utc(store), who, number))
        return FALSE;
    g_autofree char *what = g_strdup_printf(
        _("brev %" G_GINT64_FORMAT "%s%s: %s"), number,
        waiting.code != NULL ? ", " : "",
        waiting.code != NULL ? waiting.code : "", word_of(choice, partstat));
    const JournalEntry entry = { .who = who, .command = "inbox", .what = what };
    return store_change_commit(change, &entry, error);
}
