/* commands: the list of commands, and the options that all of them take. */
#include <glib/gi18n.h>
#include <string.h>

#include "planner/cli/rows.h"

enum { NAMES_MAX = 64 };

/* In the order in which a day is planned. */
static const Command *const ROWS[] = {
    &command_import,    &command_edit,      &command_export,   &command_set,
    &command_rule,      &command_lock,      &command_unlock,   &command_check,
    &command_plan,      &command_move,      &command_swap,     &command_verify,
    &command_show,      &command_explain,   &command_diff,     &command_absent,
    &command_replace,   &command_closed,    &command_late,     &command_publish,
    &command_rehearse,  &command_send,      &command_outbox,   &command_receive,
    &command_inbox,     &command_replies,   &command_remind,   &command_letters,
    &command_print,     &command_templates, &command_calendar, &command_feed,
    &command_free_busy, &command_sync,      &command_undo,     &command_help,
    &command_version,
};

// clang-format off
static const OptionRow GLOBALS[] = {
    { "db", OPTION_PATH, offsetof(Globals, db), N_("FIL"),
      N_("databasen; annars HUNDRA_DB, annars hundra.db i mappen du står i"),
      0, 0, NULL },
    { "event", OPTION_STRING, offsetof(Globals, event), N_("ID"),
      N_("evenemanget; behövs när databasen har flera"), 0, 0, NULL },
    { "lang", OPTION_CHOICE, offsetof(Globals, lang), "sv|en",
      N_("språk; annars HUNDRA_LANG, annars svenska"), 0, 0, NULL },
    { "templates", OPTION_PATH, offsetof(Globals, templates), N_("MAPP"),
      N_("mappen med egna mallar; annars HUNDRA_TEMPLATES, annars de "
         "medföljande"), 0, 0, NULL },
    { "json", OPTION_FLAG, offsetof(Globals, json), NULL,
      N_("skriver JSON i stället för tabeller"), 0, 0, NULL },
    { "quiet", OPTION_FLAG, offsetof(Globals, quiet), NULL,
      N_("skriver bara det som efterfrågats, och fel"), 0, 0, NULL },
    { "help", OPTION_FLAG, offsetof(Globals, help), NULL,
      N_("visar hjälp, för kommandot om ett sådant står på raden"),
      0, 0, NULL },
    { "version", OPTION_FLAG, offsetof(Globals, version), NULL,
      N_("visar programmets version"), 0, 0, NULL },
    { 0 },
};
// clang-format on

const Command *const *
commands_rows(guint *count)
{
    *count = G_N_ELEMENTS(ROWS);
    return ROWS;
}

const OptionRow *
commands_global_options(void)
{
    return GLOBALS;
}

const Command *
commands_find(const char *name, GError **error)
{
    const char *names[NAMES_MAX];
    G_STATIC_ASSERT(G_N_ELEMENTS(ROWS) <= NAMES_MAX);
    for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        if (strcmp(ROWS[i]->name, name) == 0)
            return ROWS[i];
        names[i] = ROWS[i]->name;
    }
    const char *near = options_nearest(name, names, G_N_ELEMENTS(ROWS));
    if (near != NULL)
        hundra_fail(error, HUNDRA_ERROR_USAGE,
                    _("okänt kommando %s; menade du %s?"), name, near);
    else
        hundra_fail(error, HUNDRA_ERROR_USAGE,
                    _("okänt kommando %s; hundra --help visar dem som finns"),
                    name);
    return NULL;
}
