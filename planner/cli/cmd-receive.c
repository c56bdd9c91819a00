#include <glib/gi18n.h>

#include "planner/cli/progress.h"
#include "planner/cli/rows.h"
#include "planner/deliver/credentials.h"
#include "planner/deliver/receive.h"

typedef struct ReceiveOptions {
    const char *imap;
    const char *credentials;
    const char *ca;
    const char *maildir;
    const char *authserv;
} ReceiveOptions;

// clang-format off
static const OptionRow OPTIONS[] = {
    { "imap", OPTION_STRING, offsetof(ReceiveOptions, imap), "URL",
      N_("hämtar ur en brevlåda: imaps://värd eller imap://värd (STARTTLS); "
         "breven ligger kvar, och olästa förblir olästa"), 0, 0, NULL },
    { "credentials", OPTION_PATH, offsetof(ReceiveOptions, credentials),
      N_("FIL"),
      N_("inloggningen, rader som user = namn och password = ord; filen får "
         "vara läsbar bara för dig (0600)"), 0, 0, NULL },
    { "ca", OPTION_PATH, offsetof(ReceiveOptions, ca), N_("FIL"),
      N_("certifikat (PEM) att lita på; annars systemets"), 0, 0, NULL },
    { "maildir", OPTION_PATH, offsetof(ReceiveOptions, maildir), N_("MAPP"),
      N_("läser breven i en Maildir-mapp, som lämnas som den är"),
      0, 0, NULL },
    { "authserv", OPTION_STRING, offsetof(ReceiveOptions, authserv),
      N_("NAMN"),
      N_("namnet som den egna e-postservern sätter överst i "
         "Authentication-Results; svar som den inte godkänt (dmarc=pass) "
         "får då vänta"), 0, 0, NULL },
    { 0 },
};
// clang-format on

/* What a mailbox is opened with; its texts outlive it. */
typedef struct Box {
    Credentials credentials;
    TransportLogin login;
    Imap *imap;
} Box;

static void
box_clear(Box *box)
{
    g_clear_pointer(&box->imap, imap_close);
    credentials_clear(&box->credentials);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Box, box_clear)

static gboolean
open_box(const ReceiveOptions *options, Box *box, GError **error)
{
    const CredentialsPlaces places = {
        .file = options->credentials != NULL ? options->credentials
                                             : g_getenv("HUNDRA_IMAP_FILE"),
        .user = g_getenv("HUNDRA_IMAP_USER"),
        .password = g_getenv("HUNDRA_IMAP_PASSWORD"),
    };
    if (!credentials_find(&places, &box->credentials, error))
        return FALSE;
    box->login = (TransportLogin){ .user = box->credentials.user,
                                   .password = box->credentials.password,
                                   .bearer = box->credentials.bearer,
                                   .ca_file = options->ca };
    box->imap = imap_open(options->imap, &box->login, INTAKE_BYTES_MAX, error);
    if (box->imap == NULL)
        hundra_adopt(error, HUNDRA_ERROR_DELIVERY);
    return box->imap != NULL;
}

static gboolean
tick(const ReceiveReport *report, gpointer data)
{
    Progress *progress = data;
    g_autofree char *line = g_strdup_printf(_("%d brev lästa"), report->seen);
    return progress_step(progress, line);
}

static gboolean
receive_all(const Call *call, Receiver *receiver, Box *box, GError **error)
{
    const ReceiveOptions *options = call->options;
    if (!receiver_retry(receiver, error) ||
        (box->imap != NULL && !receiver_imap(receiver, box->imap, error)) ||
        (options->maildir != NULL &&
         !receiver_maildir(receiver, options->maildir, error)))
        return FALSE;
    for (guint i = 0; i < call->operand_count; i++)
        if (!receiver_file(receiver, call->operands[i], error))
            return FALSE;
    return TRUE;
}

static void
tell(const Call *call, const ReceiveReport *report)
{
    const EnterCounts *counts = &report->counts;
    if (call->globals->json) {
        g_autofree char *json = g_strdup_printf(
            "{\"seen\":%d,\"booked\":%d,\"waiting\":%d,\"noted\":%d,"
            "\"problems\":%d,\"known\":%d}",
            report->seen, counts->booked, counts->waiting, counts->noted,
            counts->problems, counts->known);
        call_put(json);
        return;
    }
    call_say(call, _("Lästa brev: %d, varav %d nya."), report->seen,
             report->seen - counts->known);
    call_say(call, _("Bokförda: %d. Noterade: %d."), counts->booked,
             counts->noted);
    if (counts->waiting + counts->problems > 0)
        call_say(call, _("Väntar på dig: %d; hundra inbox visar dem."),
                 counts->waiting + counts->problems);
}

static gboolean
run(const Call *call, GError **error)
{
    const ReceiveOptions *options = call->options;
    if (options->imap == NULL && options->maildir == NULL &&
        call->operand_count == 0)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("ange var breven finns: --imap URL, --maildir "
                             "MAPP eller filer"));
    g_auto(Box) box = { 0 };
    if (options->imap != NULL && !open_box(options, &box, error))
        return FALSE;
    Progress progress;
    progress_begin(&progress, 0, call->globals->quiet || call->globals->json);
    const ReceiveRequest request = { .who = call->who,
                                     .authserv = options->authserv,
                                     .tick = tick,
                                     .tick_data = &progress };
    g_autoptr(Receiver) receiver = receiver_open(call->store, &request, error);
    gboolean ok = receiver != NULL && receive_all(call, receiver, &box, error);
    progress_end(&progress);
    if (receiver != NULL && (ok || receiver_report(receiver)->seen > 0))
        tell(call, receiver_report(receiver));
    if (ok && receiver_report(receiver)->stopped)
        return hundra_fail(error, HUNDRA_ERROR_DELIVERY,
                           _("avbruten; resten är oläst, kör igen"));
    return ok;
}

const Command command_receive = {
    .name = "receive",
    .summary = N_("läser svaren som har kommit och bokför dem"),
    .operands = N_("[FIL…]"),
    .operands_min = 0,
    .operands_max = OPERANDS_ANY,
    .options = OPTIONS,
    .options_size = sizeof(ReceiveOptions),
    .store = NEEDS_STORE,
    .run = run,
    .files = TRUE,
    .text = N_("Läser nya brev ur en brevlåda, en Maildir-mapp eller filer "
               "(.eml, .ics, - för standard in) och bokför svaren på "
               "inbjudningarna, i alla evenemang. Ett svar bokförs genast "
               "när det bär inbjudans hemliga nummer och kommer från en "
               "adress som är personens; annat väntar i hundra inbox. "
               "Brevlådan lämnas som den är. Ett avbrott förlorar inget och "
               "bokför inget två gånger: kör igen. Inloggningen läses ur en "
               "fil eller ur miljön (HUNDRA_IMAP_FILE, HUNDRA_IMAP_USER, "
               "HUNDRA_IMAP_PASSWORD)."),
    .examples = { "hundra receive --imap imaps://post.example.org",
                  "hundra receive --maildir ~/Maildir",
                  "hundra receive svar.eml" },
};
