/*
 * What stands on the envelope, who carries it, and what it says it can do:
 * hundra send --check.
 */
#include "planner/cli/mail-check.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/deliver/pace.h"

// clang-format off
static const TableColumn FIELDS[] = {
    { N_("Från"), .path = "from" },
    { N_("Kuvertets avsändare"), .path = "envelope" },
    { N_("Inloggad som"), .path = "user" },
    { N_("Genom"), .path = "relay" },
    { N_("Hälsar som"), .path = "helo" },
    { N_("TLS"), .path = "tls" },
    { N_("Inloggning"), .path = "auth" },
    { N_("Leveransbesked (DSN)"), .path = "dsn" },
    { N_("Å, ä och ö i adresser (SMTPUTF8)"), .path = "utf8" },
    { N_("Största brev, byte"), .path = "size" },
    { N_("Brev i minuten, högst"), .path = "minute" },
    { N_("Mottagare om dygnet, högst"), .path = "day" },
    { N_("Förbindelser, högst"), .path = "connections" },
    { 0 },
};
static const TableColumn WARNINGS[] = {
    { N_("Varning"), .path = "text", .align = TABLE_WRAP },
    { 0 },
};
// clang-format on
static const TableSection CHECK[] = {
    { .path = "", .columns = FIELDS, .is_record = TRUE },
    { .path = "warnings", .columns = WARNINGS },
    { 0 },
};

static const char *
domain_of(const char *address)
{
    const char *at = address != NULL ? strrchr(address, '@') : NULL;
    return at != NULL ? at + 1 : NULL;
}

static void
warn(JsonArray *warnings, char *text)
{
    JsonObject *warning = json_object_new();
    json_object_set_string_member(warning, "text", text);
    json_array_add_object_element(warnings, warning);
    g_free(text);
}

/* Rules 6 and 11: From, the mailbox that logs in and the name that is said
 * are of one house. */
static void
find_warnings(const Mail *mail, const TransportOffers *offers,
              JsonArray *warnings)
{
    const char *user = mail->credentials.user;
    const char *domain = domain_of(mail->sender);
    if (mail->sender == NULL)
        warn(warnings, g_strdup(_("Avsändare saknas; ange den med hundra set "
                                  "avsändare.e-post ADRESS.")));
    else if (domain_of(user) != NULL &&
             g_ascii_strcasecmp(user, mail->sender) != 0)
        warn(warnings,
             g_strdup_printf(_("Breven är från %s men inloggningen är %s; "
                               "många servrar skickar då inte, eller byter "
                               "avsändare."),
                             mail->sender, user));
    if (mail->helo == NULL)
        return;
    if (strchr(mail->helo, '.') == NULL)
        warn(warnings,
             g_strdup_printf(_("Hälsningen %s är inget helt datornamn; ange "
                               "ett med --helo NAMN."),
                             mail->helo));
    else if (domain != NULL && !g_str_has_suffix(mail->helo, domain))
        warn(warnings,
             g_strdup_printf(_("Hälsningen %s hör inte till avsändarens "
                               "domän %s."),
                             mail->helo, domain));
    if (!offers->tls)
        warn(warnings, g_strdup(_("Förbindelsen är inte krypterad.")));
    if (!offers->dsn)
        warn(warnings, g_strdup(_("Servern lovar inga leveransbesked; studsar "
                                  "kommer som den själv vill.")));
}

static void
set_text(JsonObject *check, const char *name, const char *value)
{
    if (value != NULL && *value != '\0')
        json_object_set_string_member(check, name, value);
    else
        json_object_set_null_member(check, name);
}

static void
set_limit(JsonObject *check, const char *name, gint64 value)
{
    if (value > 0)
        json_object_set_int_member(check, name, value);
    else
        json_object_set_null_member(check, name);
}

static char *
check_json(const Mail *mail, const TransportOffers *offers, const Pace *pace)
{
    g_autoptr(JsonNode) root = json_node_new(JSON_NODE_OBJECT);
    JsonObject *check = json_object_new();
    JsonArray *warnings = json_array_new();
    json_node_take_object(root, check);
    set_text(check, "from", mail->sender);
    set_text(check, "envelope", mail->sender);
    set_text(check, "user", mail->credentials.user);
    set_text(check, "relay", transport_name(mail->transport));
    set_text(check, "helo", mail->helo);
    json_object_set_boolean_member(check, "tls", offers->tls);
    set_text(check, "auth", offers->auth);
    json_object_set_boolean_member(check, "dsn", offers->dsn);
    json_object_set_boolean_member(check, "utf8", offers->utf8);
    set_limit(check, "size", offers->size_max);
    set_limit(check, "minute", pace->minute_max);
    set_limit(check, "day", pace->day_max);
    set_limit(check, "connections", pace->connections_max);
    find_warnings(mail, offers, warnings);
    json_object_set_array_member(check, "warnings", warnings);
    return json_to_string(root, TRUE);
}

gboolean
mail_check(const Call *call, const MailOptions *options, GError **error)
{
    g_auto(Mail) mail = { 0 };
    TransportOffers offers = { 0 };
    Pace pace = { 0 };
    g_autoptr(GError) inner = NULL;
    if (options->smtp == NULL)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("ange servern som ska prövas med --smtp URL"));
    if (!mail_open(call, options, &mail, error))
        return FALSE;
    if (!transport_greet(mail.transport, &offers, &inner))
        return hundra_fail(error, HUNDRA_ERROR_DELIVERY, "%s", inner->message);
    g_autofree char *host = pace_host(transport_name(mail.transport));
    if (!pace_read(call->store, host, &pace, error))
        return FALSE;
    g_autofree char *json = check_json(&mail, &offers, &pace);
    return call_table(call, CHECK, json, error);
}
