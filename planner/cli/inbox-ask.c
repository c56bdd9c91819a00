#include "planner/cli/inbox-ask.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* ---- a mail in words --------------------------------------------------------- */

// clang-format off
static const struct { const char *code, *why; } REASONS[] = {
    { "sender", N_("avsändaren är ingen adress som personen är känd med; "
                   "inbjudan kan ha skickats vidare") },
    { "thread", N_("inbjudans nummer saknas; brevet hittades för att det "
                   "svarar på vårt") },
    { "unknown", N_("brevet hör inte till någon inbjudan") },
    { "dmarc", N_("den egna e-postservern har inte godkänt avsändaren") },
    { "two-senders", N_("brevet har flera avsändare") },
    { "disagrees", N_("brevets delar säger olika saker") },
    { "sealed", N_("en del av brevet är förseglad och gick inte att läsa") },
    { "cut", N_("brevet var för stort; allt är inte läst") },
    { "several", N_("brevet svarar på flera saker på en gång") },
    { "instance", N_("brevet gäller ett av flera tillfällen, och vi har bara "
                     "ett") },
    { "partstat", N_("svaret är ett ord som vi inte känner") },
    { "version", N_("brevet svarar på en version som vi aldrig har skickat") },
    { "cancelled", N_("inbjudan är redan avbokad") },
    { "clash", N_("två svar från samma stund säger olika saker") },
    { "counter", N_("en annan tid föreslås; planen ändras inte av sig "
                    "själv") },
    { "refresh", N_("någon ber att få inbjudan en gång till") },
    { "text", N_("svaret är skrivet med egna ord") },
    { "foreign", N_("någon annans inbjudan, eller vår egen som skickats "
                    "vidare; den ändrar inget") },
    { "empty", N_("brevet är tomt") },
    { "too-big", N_("brevet är större än vi tar emot") },
    { "no-mail", N_("det är varken ett brev eller en kalenderfil") },
    { "calendar", N_("kalenderdelen gick inte att förstå") },
    { "time", N_("brevet tog för lång tid att läsa") },
    { "memory", N_("brevet tog för mycket minne att läsa") },
    { "crash", N_("brevet gick inte att läsa alls") },
};

static const struct { const char *path, *label; } LINES[] = {
    { "code", N_("Kod") },
    { "sender", N_("Från") },
    { "subject", N_("Ämne") },
    { "arrived", N_("Kom") },
    { "comment", N_("Kommentar") },
    { "answered_as", N_("Svarade som") },
    { "delegated_to", N_("Skickar i stället") },
    { "proposed_start", N_("Föreslår från") },
    { "proposed_end", N_("till") },
    { "detail", N_("Gäller") },
};

static const struct { const char *word; AnswerChoice choice; } CHOICES[] = {
    { "ja", ANSWER_YES },         { "yes", ANSWER_YES },
    { "nej", ANSWER_NO },         { "no", ANSWER_NO },
    { "kanske", ANSWER_MAYBE },   { "maybe", ANSWER_MAYBE },
    { "stämmer", ANSWER_AS_SAID }, { "ok", ANSWER_AS_SAID },
    { "klar", ANSWER_DONE },      { "done", ANSWER_DONE },
    { "avböj", ANSWER_DECLINE },   { "decline", ANSWER_DECLINE },
    { "skicka", ANSWER_RESEND },  { "resend", ANSWER_RESEND },
};
// clang-format on

gboolean
inbox_choice(const char *word, AnswerChoice *choice)
{
    for (gsize i = 0; i < G_N_ELEMENTS(CHOICES); i++)
        if (strcmp(CHOICES[i].word, word) == 0) {
            *choice = CHOICES[i].choice;
            return TRUE;
        }
    return FALSE;
}

static const char *
text_at(JsonObject *mail, const char *name)
{
    return json_object_get_string_member_with_default(mail, name, NULL);
}

const char *
inbox_why(const char *code)
{
    for (gsize i = 0; code != NULL && i < G_N_ELEMENTS(REASONS); i++)
        if (strcmp(REASONS[i].code, code) == 0)
            return _(REASONS[i].why);
    return code;
}

/* What the mail says, and what one key would book. */
static void
add_answer(GString *out, JsonObject *mail)
{
    const char *answer = text_at(mail, "answer");
    const char *shown = g_strcmp0(answer, "ACCEPTED") == 0    ? _("ja")
                        : g_strcmp0(answer, "DECLINED") == 0  ? _("nej")
                        : g_strcmp0(answer, "TENTATIVE") == 0 ? _("kanske")
                                                              : answer;
    if (shown != NULL)
        g_string_append_printf(out, _("Säger: %s; stämmer bokför det\n"),
                               shown);
    gint64 version =
        json_object_get_int_member_with_default(mail, "version", -1);
    gint64 current =
        json_object_get_int_member_with_default(mail, "current", -1);
    if (version >= 0 && version < current)
        g_string_append(out, _("Svarar på en tidigare version.\n"));
}

char *
inbox_describe(JsonObject *mail)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_string_append_printf(
        out, _("Brev %" G_GINT64_FORMAT "\n"),
        json_object_get_int_member_with_default(mail, "number", 0));
    for (gsize i = 0; i < G_N_ELEMENTS(LINES); i++)
        if (text_at(mail, LINES[i].path) != NULL)
            g_string_append_printf(out, "%s: %s\n", _(LINES[i].label),
                                   text_at(mail, LINES[i].path));
    add_answer(out, mail);
    if (text_at(mail, "reason") != NULL)
        g_string_append_printf(out, _("Väntar för att: %s\n"),
                               inbox_why(text_at(mail, "reason")));
    if (json_object_get_boolean_member_with_default(mail, "protected", FALSE))
        g_string_append(out,
                        _("Skyddade uppgifter: läs brevet i brevlådan.\n"));
    const char *words = text_at(mail, "words");
    if (words != NULL && *words != '\0')
        g_string_append_printf(out, "\n%s\n", words);
    return call_harmless(out->str);
}

/* ---- one key ----------------------------------------------------------------- */

typedef enum { KEY_LATER, KEY_DECIDE, KEY_QUIT, KEY_UNKNOWN } KeyMeaning;

static KeyMeaning
meaning_of(int key, AnswerChoice *choice)
{
    if (key >= 'A' && key <= 'Z')
        key += 'a' - 'A';
    switch (key) {
    case 'j':
    case 'y': *choice = ANSWER_YES; return KEY_DECIDE;
    case 'n': *choice = ANSWER_NO; return KEY_DECIDE;
    case 'k':
    case 'm': *choice = ANSWER_MAYBE; return KEY_DECIDE;
    case 's':
    case 'o': *choice = ANSWER_AS_SAID; return KEY_DECIDE;
    case 'd': *choice = ANSWER_DONE; return KEY_DECIDE;
    case 'h':
    case 'l': return KEY_LATER;
    case 'q':
    case EOF: return KEY_QUIT;
    default: return KEY_UNKNOWN;
    }
}

/* One key, without Enter; EOF when there is none any more, or Ctrl-D. */
static int
read_key(void)
{
    enum { END = 4, INTERRUPT = 3 };
    unsigned char key = 0;
    ssize_t got = 0;
    do {
        got = read(STDIN_FILENO, &key, 1);
    } while (got < 0 && errno == EINTR);
    return got == 1 && key != END && key != INTERRUPT ? key : EOF;
}

/* Keys come at once and are not echoed; Ctrl-C is a key too, so that the
 * terminal is always put back. */
static gboolean
begin_keys(struct termios *before)
{
    struct termios keys;
    if (tcgetattr(STDIN_FILENO, before) != 0)
        return FALSE;
    keys = *before;
    keys.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
    keys.c_cc[VMIN] = 1;
    keys.c_cc[VTIME] = 0;
    return tcsetattr(STDIN_FILENO, TCSANOW, &keys) == 0;
}

/* Asks about MAIL until a key means something.  FALSE: it is enough. */
static gboolean
ask(const Call *call, JsonObject *mail, int *decided, GError **error)
{
    gint64 number = json_object_get_int_member(mail, "number");
    g_autofree char *words = inbox_describe(mail);
    call_put(words);
    for (;;) {
        AnswerChoice choice = ANSWER_DONE;
        (void)fputs(_("\n(j)a (n)ej (k)anske (s)tämmer (d) klar (h) senare "
                      "(q) sluta: "),
                    stdout);
        (void)fflush(stdout);
        int key = read_key();
        (void)fputc('\n', stdout);
        KeyMeaning meaning = meaning_of(key, &choice);
        if (meaning == KEY_UNKNOWN)
            continue;
        if (meaning != KEY_DECIDE)
            return meaning == KEY_LATER;
        g_autoptr(GError) inner = NULL;
        if (answer_mail(call->store, number, choice, call_templates(call),
                        call->who, &inner)) {
            ++*decided;
            return TRUE;
        }
        if (inner->code == HUNDRA_ERROR_STORE) {
            g_propagate_error(error, g_steal_pointer(&inner));
            return FALSE;
        }
        call_put(inner->message); /* this key does not fit this mail */
    }
}

gboolean
inbox_ask(const Call *call, GError **error)
{
    struct termios before;
    g_autoptr(GError) inner = NULL;
    if (!isatty(STDIN_FILENO))
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("--ask behöver en terminal; hundra inbox NR "
                             "SVAR gör samma sak utan"));
    g_autofree char *text =
        store_view(call->store, error, "inbox", "id:i", (gint64)0);
    g_autoptr(JsonNode) view =
        text != NULL ? json_from_string(text, error) : NULL;
    if (view == NULL)
        return FALSE;
    JsonArray *mails =
        json_object_get_array_member(json_node_get_object(view), "inbox");
    if (!begin_keys(&before))
        return hundra_fail(error, HUNDRA_ERROR_SYSTEM,
                           _("terminalen går inte att läsa: %s"),
                           g_strerror(errno));
    int decided = 0;
    for (guint i = 0; i < json_array_get_length(mails); i++)
        if (!ask(call, json_array_get_object_element(mails, i), &decided,
                 &inner))
            break;
    (void)tcsetattr(STDIN_FILENO, TCSANOW, &before);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    call_say(call, _("Bokförda: %d av %d brev."), decided,
             (int)json_array_get_length(mails));
    return TRUE;
}
