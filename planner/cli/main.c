/* main: opens what the command's row asks for, runs it, says what failed. */
#include <glib/gi18n.h>
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "planner/cli/help.h"

/* The language is needed before the command line can be complained of. */
static const char *
wanted_language(char **words)
{
    const char *language = g_getenv("HUNDRA_LANG");
    for (char **word = words; *word != NULL; word++) {
        if (g_str_has_prefix(*word, "--lang="))
            language = *word + strlen("--lang=");
        else if (strcmp(*word, "--lang") == 0 && word[1] != NULL)
            language = word[1];
    }
    return g_strcmp0(language, "en") == 0 ? "en" : "sv";
}

/* Translations lie near the program: in build/locale, or PREFIX/share. */
static char *
locale_folder(void)
{
    static const char *const places[] = { "locale", "../locale",
                                          "../share/locale" };
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = g_path_get_dirname(program ? program : "");
    for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
        g_autofree char *path = g_build_filename(folder, places[i], NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR))
            return g_steal_pointer(&path);
    }
    return g_strdup(PREFIX "/share/locale");
}

/* C.UTF-8 is part of the C library: no locale need be installed.  Numbers
 * stay as C writes them; gettext goes by LANGUAGE alone. */
static void
choose_language(char **words)
{
    g_autofree char *folder = locale_folder();
    g_setenv("LANGUAGE", wanted_language(words), TRUE);
    /* No thread has been started yet. */
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL ||  // NOLINT(*-mt-unsafe)
        setlocale(LC_MESSAGES, "C.UTF-8") == NULL) // NOLINT(*-mt-unsafe)
        return; /* Swedish needs no translation */
    bindtextdomain("hundra", folder);
    bind_textdomain_codeset("hundra", "UTF-8");
    textdomain("hundra");
}

static const char *
database_path(const Globals *globals)
{
    const char *path = globals->db;
    if (path == NULL)
        path = g_getenv("HUNDRA_DB");
    return path != NULL && *path != '\0' ? path : "hundra.db";
}

static gboolean
operands_fit(const Command *command, guint count, GError **error)
{
    g_autofree char *usage = help_usage(command);
    if (count < command->operands_min)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("något saknas; skriv hundra %s %s"), command->name,
                           usage);
    if (count > command->operands_max)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("för många argument; skriv hundra %s %s"),
                           command->name, usage);
    return TRUE;
}

static gboolean
open_and_run(const Command *command, Call *call, GError **error)
{
    g_autoptr(Store) store = NULL;
    if (command->store != NEEDS_NO_STORE) {
        store = store_open(database_path(call->globals),
                           command->store == NEEDS_STORE ? STORE_MUST_EXIST
                                                         : STORE_CREATE,
                           call->clock, error);
        if (store == NULL)
            return FALSE;
    }
    call->store = store;
    call->who = g_get_user_name();
    if (command->event && (call->event = call_event(call, error)) == 0)
        return FALSE;
    return command->run(call, error);
}

/* Reads the rest of the line by the rows of COMMAND, and runs it. */
static gboolean
run_command(const Command *command, Globals *globals, char **words,
            GError **error)
{
    g_autofree void *options = g_malloc0(command->options_size + 1);
    g_autoptr(GPtrArray) operands = g_ptr_array_new();
    const OptionSet sets[] = { { commands_global_options(), globals },
                               { command->options, options } };
    options_defaults(&sets[1]);
    if (!options_parse(sets, G_N_ELEMENTS(sets), words, operands, error))
        return FALSE;
    if (globals->help) {
        g_autofree char *help = help_command(command);
        call_put(help);
        return TRUE;
    }
    if (!operands_fit(command, operands->len, error))
        return FALSE;
    guint count = operands->len;
    g_ptr_array_add(operands, NULL);
    const char *now = g_getenv("HUNDRA_NOW");
    Clock clock = { now != NULL ? g_ascii_strtoll(now, NULL, 10) : 0 };
    Call call = { .globals = globals,
                  .options = options,
                  .operands = (const char *const *)operands->pdata,
                  .operand_count = count,
                  .clock = &clock };
    return open_and_run(command, &call, error);
}

/* Finds the command on the line.  *NAME becomes it, for messages. */
static gboolean
run_line(char **words, const char **name, GError **error)
{
    Globals globals = { 0 };
    const OptionSet set = { commands_global_options(), &globals };
    char **rest = options_parse(&set, 1, words, NULL, error);
    if (rest == NULL)
        return FALSE;
    const char *word = *rest;
    if (globals.version)
        word = "version";
    if (word == NULL && globals.help)
        word = "help";
    if (word == NULL)
        return hundra_fail(error, HUNDRA_ERROR_USAGE, _("inget kommando"));
    const Command *command = commands_find(word, error);
    if (command == NULL)
        return FALSE;
    *name = command->name;
    if (*rest == NULL)
        globals.help = FALSE; /* the help command has been chosen by it */
    return run_command(command, &globals, *rest != NULL ? rest + 1 : rest,
                       error);
}

static int
report(const char *name, const GError *error)
{
    (void)fflush(stdout); /* what was said goes before what went wrong */
    g_autofree char *message = call_harmless(error->message);
    call_warn("hundra: %s%s%s\n", name != NULL ? name : "",
              name != NULL ? ": " : "", message);
    if (error->domain != HUNDRA_ERROR)
        return HUNDRA_ERROR_SYSTEM;
    if (error->code == HUNDRA_ERROR_USAGE)
        call_warn(_("Se hundra help%s%s.\n"), name != NULL ? " " : "",
                  name != NULL ? name : "");
    return error->code;
}

int
main(int argc, char **argv)
{
    (void)argc;
    const char *name = NULL;
    g_autoptr(GError) error = NULL;
    choose_language(argv + 1);
    if (!run_line(argv + 1, &name, &error))
        return report(name, error);
    if (fflush(stdout) == 0 && !ferror(stdout))
        return EXIT_SUCCESS;
    hundra_fail(&error, HUNDRA_ERROR_SYSTEM,
                _("det går inte att skriva ut; är disken full?"));
    return report(name, error);
}
