/* man: the manual page hundra(1) from the command rows, in mdoc. */
#include <glib/gi18n.h>
#include <string.h>

#include "planner/cli/help.h"
#include "planner/cli/table.h"

enum { LINE_WIDTH = 78 };

/* TEXT with what roff would read as its own taken away: a backslash, a
 * hyphen that must stay one, a control character at the start of a line. */
static void
put_line(GString *out, const char *text)
{
    if (*text == '.' || *text == '\'')
        g_string_append(out, "\\&");
    for (; *text != '\0'; text++) {
        if (*text == '\\')
            g_string_append(out, "\\e");
        else if (*text == '-')
            g_string_append(out, "\\-");
        else
            g_string_append_c(out, *text);
    }
    g_string_append_c(out, '\n');
}

/* Where the sentence that TEXT begins with ends: at a space, or at the end. */
static const char *
sentence_end(const char *text)
{
    const char *stop = strstr(text, ". ");
    return stop != NULL ? stop + 1 : text + strlen(text);
}

/* A new sentence starts a new line: so mdoc tells where one ends. */
static void
put_paragraph(GString *out, const char *text)
{
    while (*text != '\0') {
        const char *end = sentence_end(text);
        g_autofree char *sentence = g_strndup(text, (gsize)(end - text));
        g_autoptr(GPtrArray) lines = table_wrap(sentence, LINE_WIDTH);
        for (guint i = 0; i < lines->len; i++)
            put_line(out, g_ptr_array_index(lines, i));
        text = *end == ' ' ? end + 1 : end;
    }
}

static void
put_text(GString *out, const char *text)
{
    g_auto(GStrv) paragraphs = g_strsplit(text, "\n\n", -1);
    for (char **paragraph = paragraphs; *paragraph != NULL; paragraph++) {
        if (paragraph != paragraphs)
            g_string_append(out, ".Pp\n");
        put_paragraph(out, *paragraph);
    }
}

static void
put_option_name(GString *out, const char *macro, const OptionRow *row)
{
    g_string_append_printf(out, "%s Fl Fl %s", macro, row->name);
    if (row->type != OPTION_FLAG)
        g_string_append_printf(out, " Ar %s", _(row->value));
    g_string_append_c(out, '\n');
}

static void
put_options(GString *out, const OptionRow *rows)
{
    g_string_append(out, ".Bl -tag -width Ds\n");
    for (const OptionRow *row = rows; row->name != NULL; row++) {
        put_option_name(out, ".It", row);
        g_autofree char *help =
            row->fallback == NULL
                ? g_strdup_printf("%s.", _(row->help))
                : g_strdup_printf(_("%s (annars %s)."), _(row->help),
                                  row->fallback);
        put_text(out, help);
    }
    g_string_append(out, ".El\n");
}

static void
tell_topic(const char *name, const char *help, gpointer out)
{
    g_autofree char *sentence = g_strdup_printf("%s.", _(help));
    g_string_append_printf(out, ".It %s\n", name);
    put_text(out, sentence);
}

static void
put_examples(GString *out, const char *const *examples)
{
    g_string_append(out, ".Bd -literal -offset indent\n");
    for (; *examples != NULL; examples++)
        put_line(out, *examples);
    g_string_append(out, ".Ed\n");
}

static void
put_command(GString *out, const Command *command)
{
    g_string_append_printf(out, ".Ss %s\n.Nm\n.Cm %s\n", command->name,
                           command->name);
    for (const OptionRow *row = command->options; row && row->name; row++)
        put_option_name(out, ".Op", row);
    if (*command->operands != '\0')
        g_string_append_printf(out, ".Ar %s\n", _(command->operands));
    g_string_append(out, ".Pp\n");
    put_text(out, _(command->text));
    if (command->topics != NULL) {
        g_string_append(out, ".Bl -tag -width Ds\n");
        command->topics(tell_topic, out);
        g_string_append(out, ".El\n");
    }
    if (command->options != NULL)
        put_options(out, command->options);
    if (command->examples[0] != NULL)
        put_examples(out, command->examples);
}

static void
put_rows(GString *out, const char *macro, const HelpRow *rows)
{
    g_string_append(out, ".Bl -tag -width Ds\n");
    for (; rows->name != NULL; rows++) {
        g_autofree char *sentence = g_strdup_printf("%s.", _(rows->help));
        g_string_append_printf(out, ".It %s %s\n", macro, rows->name);
        put_text(out, sentence);
    }
    g_string_append(out, ".El\n");
}

static void
put_section(GString *out, const char *name)
{
    g_string_append_printf(out, ".Sh %s\n", name);
}

static void
put_limits(GString *out)
{
    put_section(out, _("GRÄNSER"));
    put_text(out, _("Det som kommer utifrån får inte vara hur stort som helst: "
                    "ingen fil ska fylla minnet eller hålla programmet i "
                    "gång. Vad som går över en gräns avvisas med en mening "
                    "som säger vilken."));
    g_string_append(out, ".Bl -tag -width \"1 048 576\"\n");
    for (const LimitRow *row = help_limits(); row->name != NULL; row++) {
        g_autofree char *max = help_limit_text(row);
        g_autofree char *sentence = g_strdup_printf("%s.", _(row->name));
        g_string_append_printf(out, ".It %s\n", max);
        put_text(out, sentence);
    }
    g_string_append(out, ".El\n");
}

char *
help_man(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    guint count = 0;
    const Command *const *rows = commands_rows(&count);
    /* The page's day is the version's, so that a build can be repeated. */
    g_string_append(out, ".Dd November 21, 2026\n.Dt HUNDRA 1\n.Os Hundra\n");
    put_section(out, _("NAMN"));
    g_string_append_printf(out, ".Nm hundra\n.Nd %s\n",
                           _("planerar dagar då en stad besöker sina företag"));
    put_section(out, _("ÖVERSIKT"));
    g_string_append(out, ".Nm\n");
    for (const OptionRow *row = commands_global_options(); row->name; row++)
        put_option_name(out, ".Op", row);
    g_string_append_printf(out, ".Ar %s\n.Op Ar %s\n", _("KOMMANDO"),
                           _("ARGUMENT"));
    put_section(out, _("BESKRIVNING"));
    put_text(out,
             _("Hundra läser in listor över företag och människor, lägger en "
               "plan som håller alla hårda regler, bjuder in var och en med "
               "kalendermejl och skriver ut blad. Allt ligger i en "
               "databasfil.\n\n"
               "Allmänna val får stå före eller efter kommandot:"));
    put_options(out, commands_global_options());
    put_section(out, _("KOMMANDON"));
    for (guint i = 0; i < count; i++)
        put_command(out, rows[i]);
    put_section(out, _("MILJÖ"));
    put_rows(out, "Ev", help_environment());
    put_section(out, _("SLUTSTATUS"));
    put_rows(out, "Li", help_exit_statuses());
    put_limits(out);
    return g_string_free(g_steal_pointer(&out), FALSE);
}
