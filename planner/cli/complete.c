#include "planner/cli/complete.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/cli/command.h"

/* ---- what the rows say ----------------------------------------------------- */

/* "group NUMMER": the word that is typed is the first. */
static char *
first_word(const char *topic)
{
    return g_strndup(topic, strcspn(topic, " "));
}

static void
take_word(const char *name, const char *help, gpointer words)
{
    (void)help;
    g_ptr_array_add(words, first_word(name));
}

static char *
join(GPtrArray *words)
{
    g_ptr_array_add(words, NULL);
    return g_strjoinv(" ", (char **)words->pdata);
}

/* The words that operands of COMMAND may be, or NULL. */
static char *
operand_words(const Command *command)
{
    if (command->words != NULL) {
        g_auto(GStrv) words = command->words();
        return g_strjoinv(" ", words);
    }
    if (command->topics == NULL)
        return NULL;
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    command->topics(take_word, words);
    return join(words);
}

/* How many operands are of one kind: the second of show is no word that is
 * known here. */
static guint
alike_max(const Command *command)
{
    if (command->files || command->operands_max == OPERANDS_ANY)
        return command->operands_max;
    return 1;
}

static gboolean
takes_nothing(const Command *command)
{
    return command->options == NULL && *command->operands == '\0';
}

static char *
command_words(void)
{
    guint count = 0;
    const Command *const *rows = commands_rows(&count);
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < count; i++)
        g_ptr_array_add(words, g_strdup(rows[i]->name));
    return join(words);
}

static char *
option_words(const OptionRow *rows)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    for (const OptionRow *row = rows; row && row->name; row++)
        g_ptr_array_add(words, g_strconcat("--", row->name, NULL));
    return join(words);
}

/* The words of a choice, "sv en". */
static char *
choices(const OptionRow *row)
{
    return g_strdelimit(g_strdup(row->value), "|", ' ');
}

/* ---- bash ------------------------------------------------------------------ */

/* Words come already cut at '=', as bash does by itself. */
static const char BASH_BODY[] =
    "_hundra()\n"
    "{\n"
    "    local word=${COMP_WORDS[COMP_CWORD]} IFS=$' \\t\\n'\n"
    "    local i before command= option= seen=0 globals=\n"
    "    local words= kind= options= most=0\n"
    "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
    "        before=${COMP_WORDS[i]}\n"
    "        if [[ $before == '=' ]]; then\n"
    "            continue\n"
    "        elif [[ $option ]]; then\n"
    "            option=\n"
    "        elif [[ $before == -* ]]; then\n"
    "            _hundra_value \"$command\" \"$before\" && option=$before\n"
    "        elif [[ ! $command ]]; then\n"
    "            command=$before\n"
    "        else\n"
    "            seen=$((seen + 1))\n"
    "        fi\n"
    "    done\n"
    "    words= kind=\n"
    "    [[ $word == '=' ]] && word=\n"
    "    if [[ $option ]]; then\n"
    "        _hundra_value \"$command\" \"$option\"\n"
    "    else\n"
    "        _hundra_command \"$command\"\n"
    "        ((seen < most)) || words= kind=\n"
    "        [[ $word != -* ]] || words=\"$globals $options\" kind=\n"
    "    fi\n"
    "    COMPREPLY=()\n"
    "    if [[ $kind == file ]]; then\n"
    "        compopt -o default\n"
    "    else\n"
    "        mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
    "    fi\n"
    "}\n"
    "complete -F _hundra hundra\n";

/* A line of _hundra_value for each of ROWS that takes a value. */
static void
put_bash_values(GString *out, const char *command, const OptionRow *rows)
{
    for (const OptionRow *row = rows; row && row->name; row++) {
        if (row->type == OPTION_FLAG)
            continue;
        g_string_append_printf(out, "    %s --%s') ", command, row->name);
        if (row->type == OPTION_CHOICE) {
            g_autofree char *words = choices(row);
            g_string_append_printf(out, "words='%s' ", words);
        } else if (row->type == OPTION_PATH) {
            g_string_append(out, "kind=file ");
        }
        g_string_append(out, ";;\n");
    }
}

static void
put_bash_command(GString *out, const Command *command)
{
    g_autofree char *words = operand_words(command);
    g_autofree char *options = option_words(command->options);
    g_string_append_printf(out, "    %s) options='%s'", command->name, options);
    if (command->files)
        g_string_append(out, " kind=file");
    if (words != NULL)
        g_string_append_printf(out, " words='%s'", words);
    if (command->files || words != NULL)
        g_string_append_printf(out, " most=%u", alike_max(command));
    g_string_append(out, " ;;\n");
}

char *
complete_bash(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_autofree char *commands = command_words();
    g_autofree char *globals = option_words(commands_global_options());
    guint count = 0;
    const Command *const *rows = commands_rows(&count);
    g_string_append(out, "# Completes hundra(1) in bash; made by hundra help "
                         "--bash.\n\n"
                         "# The value of an option; fails for one without.\n"
                         "_hundra_value()\n{\n    case \"$1 $2\" in\n");
    put_bash_values(out, "*'", commands_global_options());
    for (guint i = 0; i < count; i++) {
        g_autofree char *name = g_strconcat("'", rows[i]->name, NULL);
        put_bash_values(out, name, rows[i]->options);
    }
    g_string_append_printf(out,
                           "    *) return 1 ;;\n    esac\n}\n\n"
                           "# What a command takes; none yet: the commands.\n"
                           "_hundra_command()\n{\n"
                           "    globals='%s'\n    case $1 in\n"
                           "    '') words='%s' most=1 ;;\n",
                           globals, commands);
    for (guint i = 0; i < count; i++)
        if (!takes_nothing(rows[i]))
            put_bash_command(out, rows[i]);
    g_string_append(out, "    esac\n}\n\n");
    return g_strconcat(out->str, BASH_BODY, NULL);
}

/* ---- zsh ------------------------------------------------------------------- */

/* TEXT within single quotes, where each of SPECIAL takes a backslash. */
static void
put_zsh_text(GString *out, const char *text, const char *special)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            g_string_append(out, "'\\''");
        else if (*text == '\\' || strchr(special, *text) != NULL)
            g_string_append_printf(out, "\\%c", *text);
        else
            g_string_append_c(out, *text);
    }
}

/* "'--db=[the database]:FILE:_files'": a line for _arguments. */
static void
put_zsh_option(GString *out, const OptionRow *row)
{
    gboolean flag = row->type == OPTION_FLAG;
    g_string_append_printf(out, "        '--%s%s[", row->name, flag ? "" : "=");
    put_zsh_text(out, _(row->help), "[]");
    g_string_append_c(out, ']');
    if (!flag) {
        g_string_append_c(out, ':');
        put_zsh_text(out, _(row->value), ":");
    }
    if (row->type == OPTION_CHOICE) {
        g_autofree char *words = choices(row);
        g_string_append_printf(out, ":(%s)", words);
    } else if (!flag) {
        g_string_append(out, row->type == OPTION_PATH ? ":_files" : ": ");
    }
    g_string_append(out, "'\n");
}

static void
put_zsh_options(GString *out, const OptionRow *rows)
{
    for (const OptionRow *row = rows; row && row->name; row++)
        put_zsh_option(out, row);
}

static void
put_zsh_topic(const char *name, const char *help, gpointer out)
{
    g_autofree char *word = first_word(name);
    g_string_append(out, "        '");
    put_zsh_text(out, word, ":");
    g_string_append_c(out, ':');
    put_zsh_text(out, _(help), "");
    g_string_append(out, "'\n");
}

/* What stands for the operands, and how they are completed. */
static void
put_zsh_operands(GString *out, const Command *command)
{
    g_autofree char *words = operand_words(command);
    g_string_append(out,
                    alike_max(command) > 1 ? "        '*:" : "        '1:");
    put_zsh_text(out, _(command->operands), ":");
    if (command->files)
        g_string_append(out, ":_files'\n");
    else if (command->topics != NULL)
        g_string_append(out, ":{_describe -t choices choice choices}'\n");
    else if (words != NULL)
        g_string_append_printf(out, ":(%s)'\n", words);
    else
        g_string_append(out, ": '\n");
}

static void
put_zsh_command(GString *out, const Command *command)
{
    g_string_append_printf(out, "    %s)\n", command->name);
    if (command->topics != NULL) {
        g_string_append(out, "      choices=(\n");
        command->topics(put_zsh_topic, out);
        g_string_append(out, "      )\n");
    }
    g_string_append(out, "      options=(\n");
    put_zsh_options(out, command->options);
    if (*command->operands != '\0')
        put_zsh_operands(out, command);
    g_string_append(out, "      ) ;;\n");
}

static const char ZSH_START[] =
    "#compdef hundra\n"
    "# Completes hundra(1) in zsh; made by hundra help --zsh.\n\n"
    "_hundra()\n"
    "{\n"
    "    local context state state_descr line curcontext=$curcontext\n"
    "    local -A opt_args\n"
    "    local -a globals options choices\n"
    "    globals=(\n";

static const char ZSH_END[] = "    esac\n"
                              "    _arguments -C $globals $options\n"
                              "}\n\n"
                              "_hundra \"$@\"\n";

char *
complete_zsh(void)
{
    g_autoptr(GString) out = g_string_new(ZSH_START);
    guint count = 0;
    const Command *const *rows = commands_rows(&count);
    put_zsh_options(out, commands_global_options());
    g_string_append(out, "    )\n    choices=(\n");
    for (guint i = 0; i < count; i++)
        put_zsh_topic(rows[i]->name, rows[i]->summary, out);
    g_string_append_printf(out,
                           "    )\n    _arguments -C $globals \\\n"
                           "        '1:%s:{_describe -t choices choice "
                           "choices}' \\\n"
                           "        '*::%s:->rest' && return\n"
                           "    [[ $state == rest ]] || return\n"
                           "    case $line[1] in\n",
                           _("KOMMANDO"), _("ARGUMENT"));
    for (guint i = 0; i < count; i++)
        if (!takes_nothing(rows[i]))
            put_zsh_command(out, rows[i]);
    return g_strconcat(out->str, ZSH_END, NULL);
}
