#include "planner/cli/help.h"

#include <glib/gi18n.h>

#include "planner/cli/table.h"

enum { PAGE_WIDTH = 78, INDENT = 2, NAME_MAX_WIDTH = 22 };

// clang-format off
static const HelpRow STATUSES[] = {
    { "0", N_("det gick") },
    { "1", N_("en kontroll fann något: läs listan") },
    { "2", N_("kommandoraden är fel: se hjälpen") },
    { "3", N_("en fil eller ett värde är fel: rätta det") },
    { "4", N_("databasen går inte att läsa eller skriva") },
    { "5", N_("ingen tillåten plan finns: ändra uppgifter eller regler") },
    { "6", N_("det går inte i det här läget: texten säger vad som går") },
    { "7", N_("något blev inte skickat: skicka igen") },
    { "8", N_("en fil eller mapp går inte att läsa eller skriva") },
    { 0 },
};

static const HelpRow ENVIRONMENT[] = {
    { "HUNDRA_DB", N_("databasen, när --db inte anges") },
    { "HUNDRA_LANG", N_("sv eller en, när --lang inte anges") },
    { "HUNDRA_TEMPLATES", N_("mappen med egna mallar, när --templates inte "
                             "anges") },
    { "HUNDRA_SMTP_USER, HUNDRA_SMTP_PASSWORD",
      N_("inloggning hos e-postservern för hundra send") },
    { "HUNDRA_SMTP_FILE",
      N_("en fil med inloggningen, läsbar bara för dig (0600)") },
    { "COLUMNS", N_("hur breda tabeller får vara") },
    { "NO_COLOR", N_("satt: inga fetstilta rubriker") },
    { "HUNDRA_NOW", N_("tiden nu, sekunder sedan 1970; för prov") },
    { 0 },
};
// clang-format on

const HelpRow *
help_exit_statuses(void)
{
    return STATUSES;
}

const HelpRow *
help_environment(void)
{
    return ENVIRONMENT;
}

/* TEXT wrapped; the first line goes on where OUT stands. */
static void
put_wrapped(GString *out, const char *text, guint indent)
{
    g_autoptr(GPtrArray) lines = table_wrap(text, PAGE_WIDTH - indent);
    for (guint i = 0; i < lines->len; i++)
        g_string_append_printf(out, "%*s%s\n", i > 0 ? (int)indent : 0, "",
                               (const char *)g_ptr_array_index(lines, i));
}

static void
put_paragraphs(GString *out, const char *text)
{
    g_auto(GStrv) paragraphs = g_strsplit(text, "\n\n", -1);
    for (char **paragraph = paragraphs; *paragraph != NULL; paragraph++) {
        g_string_append_c(out, '\n');
        put_wrapped(out, *paragraph, 0);
    }
}

/* "  name    help": the help moves to its own line after a long name. */
static void
put_item(GString *out, const char *name, const char *help, guint name_width)
{
    guint left = INDENT + name_width + INDENT;
    guint width = table_width(name);
    g_string_append_printf(out, "%*s%s", INDENT, "", name);
    if (width > name_width)
        g_string_append_printf(out, "\n%*s", (int)left, "");
    else
        g_string_append_printf(out, "%*s", (int)(left - INDENT - width), "");
    put_wrapped(out, help, left);
}

static void
put_heading(GString *out, const char *heading)
{
    g_string_append_printf(out, "\n%s\n", heading);
}

/* "--time S"; the caller owns it. */
static char *
option_label(const OptionRow *row)
{
    if (row->type == OPTION_FLAG)
        return g_strconcat("--", row->name, NULL);
    return g_strconcat("--", row->name, " ", _(row->value), NULL);
}

/* The sentence of an option, with what holds when it is not given. */
static char *
option_help(const OptionRow *row)
{
    if (row->fallback == NULL)
        return g_strdup(_(row->help));
    return g_strdup_printf(_("%s (annars %s)"), _(row->help), row->fallback);
}

static void
put_options(GString *out, const OptionRow *rows)
{
    for (const OptionRow *row = rows; row && row->name; row++) {
        g_autofree char *label = option_label(row);
        g_autofree char *help = option_help(row);
        put_item(out, label, help, NAME_MAX_WIDTH);
    }
}

char *
help_usage(const Command *command)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (const OptionRow *row = command->options; row && row->name; row++) {
        g_autofree char *label = option_label(row);
        g_string_append_printf(out, "%s[%s]", out->len > 0 ? " " : "", label);
    }
    if (*command->operands != '\0')
        g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "",
                               _(command->operands));
    return g_string_free(g_steal_pointer(&out), FALSE);
}

char *
help_overview(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    guint count = 0;
    const Command *const *rows = commands_rows(&count);
    put_wrapped(out,
                _("Hundra planerar dagar då en stad besöker sina företag: "
                  "läser in listor, lägger en plan, bjuder in och skriver ut."),
                0);
    put_heading(out, _("Användning: hundra [ALLMÄNNA VAL] KOMMANDO [VAL] "
                       "[ARGUMENT]"));
    put_heading(out, _("Kommandon:"));
    for (guint i = 0; i < count; i++)
        put_item(out, rows[i]->name, _(rows[i]->summary), 10);
    put_heading(out, _("Allmänna val, före eller efter kommandot:"));
    put_options(out, commands_global_options());
    put_heading(out, _("Mer: hundra help KOMMANDO, eller man hundra."));
    return g_string_free(g_steal_pointer(&out), FALSE);
}

static void
tell_topic(const char *name, const char *help, gpointer out)
{
    put_item(out, name, _(help), NAME_MAX_WIDTH);
}

char *
help_command(const Command *command)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_autofree char *usage = help_usage(command);
    g_autofree char *line =
        g_strdup_printf(_("Användning: hundra %s %s"), command->name, usage);
    put_wrapped(out, line, 4);
    put_paragraphs(out, _(command->text));
    if (command->topics != NULL) {
        g_string_append_c(out, '\n');
        command->topics(tell_topic, out);
    }
    if (command->options != NULL) {
        put_heading(out, _("Val:"));
        put_options(out, command->options);
    }
    if (command->examples[0] != NULL)
        put_heading(out, _("Exempel:"));
    for (const char *const *text = command->examples; *text != NULL; text++)
        g_string_append_printf(out, "%*s%s\n", INDENT, "", *text);
    return g_string_free(g_steal_pointer(&out), FALSE);
}
