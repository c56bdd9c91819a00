#include "planner/cli/mail-call.h"

#include <glib/gi18n.h>
#include <string.h>

#include "calendars/address.h"
#include "planner/cli/progress.h"

static const char DEFAULT_FOLDER[] = "post";

void
mail_close(Mail *mail)
{
    g_clear_pointer(&mail->transport, transport_close);
    g_clear_pointer(&mail->bearer, bearer_free);
    credentials_clear(&mail->credentials);
    g_clear_pointer(&mail->sender, g_free);
    g_clear_pointer(&mail->helo, g_free);
}

static gboolean
find_sender(const Call *call, Mail *mail, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autofree char *sender = store_string(call->store, &inner, "mail_sender",
                                           "event:i", call->event);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    mail->sender = sender != NULL ? address_normal(sender) : NULL;
    return TRUE;
}

/* The name to say: the sender's domain, which the mail bears anyway.  This
 * machine's own name and address stay here. */
static char *
helo_of(const MailOptions *options, const Mail *mail)
{
    if (options->helo != NULL)
        return g_strdup(options->helo);
    const char *at = mail->sender != NULL ? strrchr(mail->sender, '@') : NULL;
    return g_strdup(at != NULL && g_str_is_ascii(at) ? at + 1 : "localhost");
}

static gboolean
find_login(const Call *call, const MailOptions *options, Mail *mail,
           GError **error)
{
    const CredentialsPlaces places = {
        .file = options->credentials != NULL ? options->credentials
                                             : g_getenv("HUNDRA_SMTP_FILE"),
        .user = g_getenv("HUNDRA_SMTP_USER"),
        .password = g_getenv("HUNDRA_SMTP_PASSWORD"),
    };
    if (!credentials_find(&places, &mail->credentials, error))
        return FALSE;
    if (mail->credentials.token_command != NULL ||
        mail->credentials.token_file != NULL)
        mail->bearer = bearer_new(&mail->credentials, call->clock, 0);
    return TRUE;
}

static Transport *
open_smtp(const Call *call, const MailOptions *options, Mail *mail,
          GError **error)
{
    if (!find_login(call, options, mail, error))
        return NULL;
    mail->helo = helo_of(options, mail);
    const TransportLogin login = {
        .user = mail->credentials.user,
        .password = mail->credentials.password,
        .bearer = mail->credentials.bearer,
        .token = mail->bearer != NULL ? bearer_token : NULL,
        .token_data = mail->bearer,
        .ca_file = options->ca,
        .helo = mail->helo,
        .plaintext = options->plaintext,
    };
    return transport_smtp(options->smtp, &login, error);
}

/* What a transport says of itself is, for our exit status, delivery. */
static gboolean
adopt(GError *inner, GError **error)
{
    if (inner == NULL)
        return TRUE;
    if (inner->domain != TRANSPORT_ERROR) {
        g_propagate_error(error, inner);
        return FALSE;
    }
    hundra_fail(error, HUNDRA_ERROR_DELIVERY, "%s", inner->message);
    g_error_free(inner);
    return FALSE;
}

static gboolean
one_way(const MailOptions *options, GError **error)
{
    return options->smtp == NULL || options->maildir == NULL ||
           hundra_fail(error, HUNDRA_ERROR_USAGE,
                       _("ange --maildir eller --smtp, inte båda"));
}

gboolean
mail_open(const Call *call, const MailOptions *options, Mail *mail,
          GError **error)
{
    GError *inner = NULL;
    const char *folder =
        options->maildir != NULL ? options->maildir : DEFAULT_FOLDER;
    if (!one_way(options, error) || !find_sender(call, mail, error))
        return FALSE;
    mail->transport = options->smtp != NULL
                          ? open_smtp(call, options, mail, &inner)
                          : transport_maildir(folder, &inner);
    return adopt(inner, error);
}

char *
mail_name(const MailOptions *options, GError **error)
{
    GError *inner = NULL;
    if (!one_way(options, error))
        return NULL;
    if (options->smtp == NULL)
        return g_strconcat(
            "Maildir ",
            options->maildir != NULL ? options->maildir : DEFAULT_FOLDER, NULL);
    g_autoptr(Transport) transport =
        transport_smtp(options->smtp, NULL, &inner);
    return adopt(inner, error) ? g_strdup(transport_name(transport)) : NULL;
}

char *
mail_duration(gint64 seconds)
{
    enum { MINUTE_S = 60, HOUR_MIN = 60, DAY_MIN = 24 * 60 };
    int minutes = (int)MAX((seconds + MINUTE_S - 1) / MINUTE_S, 1);
    if (minutes >= 2 * DAY_MIN)
        return g_strdup_printf(_("%d dygn"), (minutes + DAY_MIN - 1) / DAY_MIN);
    if (minutes < HOUR_MIN)
        return g_strdup_printf(_("%d min"), minutes);
    return g_strdup_printf(_("%d h %d min"), minutes / HOUR_MIN,
                           minutes % HOUR_MIN);
}

void
mail_say_forecast(const Call *call, int waiting, gint64 seconds)
{
    g_autofree char *duration = mail_duration(seconds);
    if (seconds > 0 && waiting > 0)
        call_say(call,
                 ngettext("%d brev tar ungefär %s.", "%d brev tar ungefär %s.",
                          (gulong)waiting),
                 waiting, duration);
}

gboolean
mail_tick(const SendReport *report, gpointer data)
{
    Progress *progress = data;
    g_autofree char *left = mail_duration(report->left_s);
    g_autofree char *line =
        report->left_s > 0
            ? g_strdup_printf(_("%d av %d brev, ungefär %s kvar"), report->sent,
                              report->waiting, left)
            : g_strdup_printf(_("%d av %d brev"), report->sent,
                              report->waiting);
    return progress_step(progress, line);
}
