#include "planner/store/import-value.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "calendars/address.h"
#include "planner/base/fold.h"
#include "planner/base/value.h"
#include "planner/store/stored.h"

enum { METRES_A_KM = 1000 };

typedef gboolean (*ReadFunc)(const Field *field, const char *text, GString *out,
                             char **reason);

/* FALSE, with a copy of the fixed text of planner/base/value. */
static gboolean
refuse(char **reason, const char *text)
{
    *reason = g_strdup(text);
    return FALSE;
}

/* Most cells are: nothing to clean in them. */
static gboolean
is_plain(const char *text)
{
    char before = ' ';
    for (const char *c = text; *c != '\0'; before = *c++)
        if (*c < ' ' || *c > '~' || (*c == ' ' && before == ' '))
            return FALSE;
    return before != ' ';
}

static gboolean
read_text(const Field *field, const char *text, GString *out, char **reason)
{
    (void)field;
    (void)reason;
    if (is_plain(text)) {
        g_string_append(out, text);
        return TRUE;
    }
    g_autofree char *clean = value_clean(text);
    g_string_append(out, clean);
    return TRUE;
}

/* The address in what mail programs copy: "Anna Berg <a@b.example>",
 * "mailto:a@b.example".  Anything else as it is.  The caller owns it. */
static char *
bare_address(const char *text)
{
    g_autofree char *bare = g_strstrip(g_strdup(text));
    const char *open = strchr(bare, '<');
    if (g_str_has_suffix(bare, ">") && open != NULL &&
        open == strrchr(bare, '<') && strchr(bare, '\n') == NULL)
        return g_strndup(open + 1, strlen(open) - strlen("<>"));
    if (g_ascii_strncasecmp(bare, "mailto:", strlen("mailto:")) == 0)
        return g_strdup(bare + strlen("mailto:"));
    return g_steal_pointer(&bare);
}

static gboolean
read_email(const Field *field, const char *text, GString *out, char **reason)
{
    (void)field;
    g_autofree char *bare = bare_address(text);
    const char *why = NULL;
    if (!address_valid(bare, &why)) {
        *reason = g_strdup_printf(_("är ingen e-postadress (%s); skriv en "
                                    "adress, som anna.berg@exempel.se"),
                                  why);
        return FALSE;
    }
    g_string_append(out, bare);
    return TRUE;
}

static gboolean
read_phone(const Field *field, const char *text, GString *out, char **reason)
{
    (void)field;
    ValuePhone phone;
    const char *why = NULL;
    if (!value_phone(text, &phone, &why))
        return refuse(reason, why);
    g_string_append(out, phone.display);
    return TRUE;
}

static gboolean
read_org(const Field *field, const char *text, GString *out, char **reason)
{
    (void)field;
    char number[VALUE_ORG_SIZE];
    const char *why = NULL;
    if (!value_org_number(text, number, &why))
        return refuse(reason, why);
    g_string_append(out, number);
    return TRUE;
}

static gboolean
read_postcode(const Field *field, const char *text, GString *out, char **reason)
{
    (void)field;
    char code[VALUE_POSTCODE_SIZE];
    const char *why = NULL;
    if (!value_postcode(text, code, &why))
        return refuse(reason, why);
    g_string_append(out, code);
    return TRUE;
}

static gboolean
in_range(const Field *field, double number, char **reason)
{
    double max = field->min == 0 && field->max == 0 ? G_MAXINT : field->max;
    if (number >= field->min && number <= max)
        return TRUE;
    if (max < G_MAXINT)
        *reason = g_strdup_printf(_("är utanför gränserna; skriv ett tal från "
                                    "%d till %d"),
                                  field->min, field->max);
    else
        *reason = g_strdup_printf(_("är för litet eller för stort; skriv ett "
                                    "tal från %d"),
                                  field->min);
    return FALSE;
}

static gboolean
read_integer(const Field *field, const char *text, GString *out, char **reason)
{
    gint64 number = 0;
    const char *why = NULL;
    if (!value_integer(text, &number, &why))
        return refuse(reason, why);
    if (!in_range(field, (double)number, reason))
        return FALSE;
    g_string_append_printf(out, "%" G_GINT64_FORMAT, number);
    return TRUE;
}

static gboolean
read_decimal(const Field *field, const char *text, GString *out, char **reason)
{
    double number = 0;
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    const char *why = NULL;
    if (!value_decimal(text, &number, &why))
        return refuse(reason, why);
    if (!in_range(field, number, reason))
        return FALSE;
    g_string_append(out,
                    g_ascii_formatd(digits, sizeof digits, "%.15g", number));
    return TRUE;
}

static gboolean
read_km(const Field *field, const char *text, GString *out, char **reason)
{
    double km = 0;
    const char *why = NULL;
    if (!value_decimal(text, &km, &why))
        return refuse(reason, why);
    if (!in_range(field, km * METRES_A_KM, reason))
        return FALSE;
    g_string_append_printf(out, "%.0f", round(km * METRES_A_KM));
    return TRUE;
}

static gboolean
read_time(const Field *field, const char *text, GString *out, char **reason)
{
    (void)field;
    int minute = 0;
    const char *why = NULL;
    if (!value_time(text, &minute, &why))
        return refuse(reason, why);
    g_string_append_printf(out, "%d", minute);
    return TRUE;
}

static gboolean
read_spans(const Field *field, const char *text, GString *out, char **reason)
{
    (void)field;
    ValueSpans spans;
    const char *why = NULL;
    if (!value_spans(text, &spans, &why))
        return refuse(reason, why);
    for (guint i = 0; i < spans.count; i++)
        g_string_append_printf(out, "%s[%d,%d]", i > 0 ? "," : "[",
                               spans.span[i].from_min, spans.span[i].to_min);
    g_string_append_c(out, ']');
    return TRUE;
}

static gboolean
read_date(const Field *field, const char *text, GString *out, char **reason)
{
    (void)field;
    char day[VALUE_DATE_SIZE];
    const char *why = NULL;
    if (!value_date(text, day, &why))
        return refuse(reason, why);
    g_string_append(out, day);
    return TRUE;
}

static gboolean
read_truth(const Field *field, const char *text, GString *out, char **reason)
{
    (void)field;
    gboolean truth = FALSE;
    const char *why = NULL;
    if (!value_truth(text, &truth, &why))
        return refuse(reason, why);
    g_string_append_c(out, truth ? '1' : '0');
    return TRUE;
}

/* "bekräftad,confirmed|reserv": any word of a choice, in any case. */
static gboolean
read_choice(const Field *field, const char *text, GString *out, char **reason)
{
    g_autofree char *key = fold_heading(text);
    g_autoptr(GString) all = g_string_new(NULL);
    g_auto(GStrv) choices = g_strsplit(field->choices, "|", -1);
    for (char **choice = choices; *choice != NULL; choice++) {
        g_auto(GStrv) words = g_strsplit(*choice, ",", -1);
        for (char **word = words; *word != NULL; word++) {
            g_autofree char *folded = fold_heading(*word);
            if (strcmp(folded, key) != 0)
                continue;
            g_string_append(out, words[0]);
            return TRUE;
        }
        g_string_append_printf(all, "%s%s", all->len > 0 ? ", " : "", words[0]);
    }
    *reason =
        g_strdup_printf(_("är inget av valen; skriv något av %s"), all->str);
    return FALSE;
}

/* JSON text as SQLite writes it, so that both can be compared. */
static void
append_quoted(GString *out, const char *text)
{
    g_string_append_c(out, '"');
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            g_string_append_c(out, '\\');
        g_string_append_c(out, *c);
    }
    g_string_append_c(out, '"');
}

static void
append_array(GString *out, char **words)
{
    const char *lead = "[";
    for (char **word = words; *word != NULL; word++) {
        g_string_append(out, lead);
        append_quoted(out, *word);
        lead = ",";
    }
    g_string_append(out, words[0] == NULL ? "[]" : "]");
}

static gboolean
read_list(const Field *field, const char *text, GString *out, char **reason)
{
    (void)field;
    (void)reason;
    g_auto(GStrv) words = value_list(text, "|,;");
    append_array(out, words);
    return TRUE;
}

static int
compare_words(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorted, each once: so does the statement that reads them back. */
static gboolean
read_codes(const Field *field, const char *text, GString *out, char **reason)
{
    (void)field;
    (void)reason;
    g_auto(GStrv) words = value_list(text, "|,;");
    guint count = g_strv_length(words), kept = 0;
    qsort(words, count, sizeof *words, compare_words);
    for (guint i = 0; i < count; i++) {
        if (kept > 0 && strcmp(words[kept - 1], words[i]) == 0)
            g_free(words[i]);
        else
            words[kept++] = words[i];
    }
    words[kept] = NULL;
    append_array(out, words);
    return TRUE;
}

static gboolean
read_numbers(const Field *field, const char *text, GString *out, char **reason)
{
    g_autofree char *key = fold_heading(text);
    if (strcmp(key, "alla") == 0 || strcmp(key, "all") == 0) {
        g_string_append(out, "[]");
        return TRUE;
    }
    g_auto(GStrv) words = value_list(text, "|,;");
    g_string_append_c(out, '[');
    for (char **word = words; *word != NULL; word++) {
        if (word != words)
            g_string_append_c(out, ',');
        if (!read_integer(field, *word, out, reason))
            return FALSE;
    }
    g_string_append_c(out, ']');
    return TRUE;
}

/* Indexed by FieldType.  TYPE_IGNORED is never read. */
static const ReadFunc READERS[] = {
    [TYPE_TEXT] = read_text,         [TYPE_EMAIL] = read_email,
    [TYPE_PHONE] = read_phone,       [TYPE_ORG] = read_org,
    [TYPE_POSTCODE] = read_postcode, [TYPE_INTEGER] = read_integer,
    [TYPE_DECIMAL] = read_decimal,   [TYPE_KM] = read_km,
    [TYPE_TIME] = read_time,         [TYPE_SPANS] = read_spans,
    [TYPE_DATE] = read_date,         [TYPE_TRUTH] = read_truth,
    [TYPE_SECRET] = read_truth,      [TYPE_CHOICE] = read_choice,
    [TYPE_LIST] = read_list,         [TYPE_NUMBERS] = read_numbers,
    [TYPE_CODES] = read_codes,       [TYPE_JSON] = read_text,
};

static gboolean
says_nothing(const char *text)
{
    for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c))
        if (!g_unichar_isspace(g_utf8_get_char(c)))
            return FALSE;
    return TRUE;
}

CellReading
field_read(const Field *field, const char *text, CellKind kind, GString *out,
           char **reason)
{
    g_string_truncate(out, 0);
    if (kind == CELL_ERROR && field->type != TYPE_SECRET)
        *reason = g_strdup(_("är ett fel ur Excel; skriv värdet i stället för "
                             "formeln"));
    else if (says_nothing(text))
        return CELL_SILENT;
    else if (READERS[field->type](field, text, out, reason))
        return out->len > 0 ? CELL_READ : CELL_SILENT;
    if (field->type != TYPE_SECRET)
        return CELL_BAD;
    g_string_assign(out, "1"); /* fails closed */
    return CELL_GUESSED;
}

gboolean
field_equal(const Field *field, const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    if (field->type == TYPE_DECIMAL)
        return g_ascii_strtod(a, NULL) == g_ascii_strtod(b, NULL);
    return strcmp(a, b) == 0;
}

/* ---- back to what an office writes ---------------------------------------- */

static char *
show_decimal(const char *stored)
{
    return g_strdelimit(g_strdup(stored), ".", ',');
}

static char *
show_km(const char *stored)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(digits, sizeof digits, "%.15g",
                    g_ascii_strtod(stored, NULL) / METRES_A_KM);
    return show_decimal(digits);
}

/* FALSE: item INDEX is none that a list of ours has. */
static gboolean
append_item(GString *text, JsonArray *list, guint index)
{
    Span span = { 0 };
    const char *word = stored_word(list, index);
    JsonNode *node = json_array_get_element(list, index);
    if (word != NULL) {
        g_string_append(text, word);
    } else if (stored_span(list, index, &span)) {
        char from[VALUE_CLOCK_SIZE];
        char to[VALUE_CLOCK_SIZE];
        value_clock(span.from_min, from);
        value_clock(span.to_min, to);
        g_string_append_printf(text, "%s-%s", from, to);
    } else if (JSON_NODE_HOLDS_VALUE(node) &&
               json_node_get_value_type(node) == G_TYPE_INT64) {
        g_string_append_printf(text, "%" G_GINT64_FORMAT,
                               json_node_get_int(node));
    } else {
        return FALSE;
    }
    return TRUE;
}

/* What another program wrote into the column shows as it stands there. */
static char *
show_array(const char *stored)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    g_autoptr(GString) text = g_string_new(NULL);
    JsonArray *list = stored_list(parser, stored);
    if (list == NULL)
        return g_strdup(stored);
    for (guint i = 0; i < stored_count(list); i++) {
        if (i > 0)
            g_string_append_c(text, '|');
        if (!append_item(text, list, i))
            return g_strdup(stored);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *
show_time(const char *stored)
{
    char clock[VALUE_CLOCK_SIZE];
    value_clock((int)g_ascii_strtoll(stored, NULL, 10), clock);
    return g_strdup(clock);
}

char *
field_show(const Field *field, const char *stored)
{
    if (stored == NULL)
        return g_strdup("");
    switch (field->type) {
    case TYPE_DECIMAL: return show_decimal(stored);
    case TYPE_KM: return show_km(stored);
    case TYPE_TIME: return show_time(stored);
    case TYPE_TRUTH:
    case TYPE_SECRET: return g_strdup(*stored == '1' ? _("ja") : _("nej"));
    case TYPE_SPANS:
    case TYPE_LIST:
    case TYPE_NUMBERS:
    case TYPE_CODES: return show_array(stored);
    default: return g_strdup(stored);
    }
}
