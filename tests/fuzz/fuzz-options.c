/* A command line: words by lines, by the rows of the command that the first
 * one names. */
#include "planner/cli/command.h"
#include "planner/cli/options.h"
#include "tests/fuzz/fuzz.h"

static void
expect_error(const GError *error)
{
    g_assert_error(error, HUNDRA_ERROR, (int)HUNDRA_ERROR_USAGE);
    g_assert_true(*error->message != '\0');
}

static void
parse_rest(const Command *command, Globals *globals, char **words)
{
    g_autofree void *options = g_malloc0(command->options_size + 1);
    g_autoptr(GPtrArray) operands = g_ptr_array_new();
    g_autoptr(GError) error = NULL;
    const OptionSet sets[] = { { commands_global_options(), globals },
                               { command->options, options } };
    options_defaults(&sets[1]);
    if (options_parse(sets, G_N_ELEMENTS(sets), words, operands, &error))
        g_assert_cmpuint(operands->len, <=, g_strv_length(words));
    else
        expect_error(error);
}

void
fuzz_one(const guint8 *data, gsize size)
{
    g_autofree char *text = fuzz_text(data, size);
    g_auto(GStrv) words = g_strsplit(text, "\n", -1);
    Globals globals = { 0 };
    const OptionSet set = { commands_global_options(), &globals };
    g_autoptr(GError) error = NULL;
    char **rest = options_parse(&set, 1, words, NULL, &error);
    if (rest == NULL) {
        expect_error(error);
        return;
    }
    const Command *command =
        *rest != NULL ? commands_find(*rest, &error) : NULL;
    if (command != NULL)
        parse_rest(command, &globals, rest + 1);
    else if (*rest != NULL)
        expect_error(error);
}
