/*
 * Values, folded keys and the Swedish order against tests/cases/value: one
 * file for each action, one "input => expectation" a line ("fel: ..." where
 * it must be refused).  Backslash escapes as in C; # begins a comment.
 */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "planner/base/fold.h"
#include "planner/base/order.h"
#include "planner/base/value.h"

#define CASES "tests/cases/value"

typedef struct Action {
    const char *name;
    /* What INPUT gives as text; NULL with *REASON when refused. */
    char *(*run)(const char *input, const char **reason);
} Action;

static char *
run_clean(const char *input, const char **reason)
{
    (void)reason;
    return value_clean(input);
}

static char *
run_time(const char *input, const char **reason)
{
    int minute = 0;
    char clock[VALUE_CLOCK_SIZE];
    if (!value_time(input, &minute, reason))
        return NULL;
    value_clock(minute, clock);
    return g_strdup(clock);
}

static char *
run_spans(const char *input, const char **reason)
{
    ValueSpans spans;
    if (!value_spans(input, &spans, reason))
        return NULL;
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < spans.count; i++) {
        char from[VALUE_CLOCK_SIZE];
        char to[VALUE_CLOCK_SIZE];
        value_clock(spans.span[i].from_min, from);
        value_clock(spans.span[i].to_min, to);
        g_string_append_printf(out, "%s%s-%s", i == 0 ? "" : "|", from, to);
    }
    return g_string_free(out, FALSE);
}

static char *
run_date(const char *input, const char **reason)
{
    char date[VALUE_DATE_SIZE];
    return value_date(input, date, reason) ? g_strdup(date) : NULL;
}

static char *
run_decimal(const char *input, const char **reason)
{
    double number = 0;
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    if (!value_decimal(input, &number, reason))
        return NULL;
    return g_strdup(g_ascii_formatd(text, sizeof text, "%.15g", number));
}

static char *
run_integer(const char *input, const char **reason)
{
    gint64 number = 0;
    return value_integer(input, &number, reason)
               ? g_strdup_printf("%" G_GINT64_FORMAT, number)
               : NULL;
}

static char *
run_truth(const char *input, const char **reason)
{
    gboolean truth = FALSE;
    return value_truth(input, &truth, reason) ? g_strdup(truth ? "ja" : "nej")
                                              : NULL;
}

static char *
run_list(const char *input, const char **reason)
{
    (void)reason;
    g_auto(GStrv) list = value_list(input, "|;");
    return g_strjoinv(" + ", list);
}

static char *
run_org_number(const char *input, const char **reason)
{
    char number[VALUE_ORG_SIZE];
    return value_org_number(input, number, reason) ? g_strdup(number) : NULL;
}

static char *
run_postcode(const char *input, const char **reason)
{
    char postcode[VALUE_POSTCODE_SIZE];
    return value_postcode(input, postcode, reason) ? g_strdup(postcode) : NULL;
}

static char *
run_phone(const char *input, const char **reason)
{
    ValuePhone phone;
    return value_phone(input, &phone, reason)
               ? g_strdup_printf("%s %s%s", phone.normal, phone.display,
                                 phone.repaired ? " lagad" : "")
               : NULL;
}

static char *
run_fold_heading(const char *input, const char **reason)
{
    (void)reason;
    return fold_heading(input);
}

static char *
run_fold_name(const char *input, const char **reason)
{
    (void)reason;
    return fold_name(input);
}

static const Action ACTIONS[] = {
    { "clean", run_clean },           { "time", run_time },
    { "spans", run_spans },           { "date", run_date },
    { "decimal", run_decimal },       { "integer", run_integer },
    { "truth", run_truth },           { "list", run_list },
    { "org-number", run_org_number }, { "postcode", run_postcode },
    { "phone", run_phone },           { "fold-heading", run_fold_heading },
    { "fold-name", run_fold_name },
};

static char **
case_lines(const char *name)
{
    g_autofree char *path = g_strdup_printf(CASES "/%s.txt", name);
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    return g_strsplit(text, "\n", -1);
}

static void
test_cases(const void *data)
{
    const Action *action = data;
    g_auto(GStrv) lines = case_lines(action->name);
    guint count = 0;
    for (guint i = 0; lines[i] != NULL; i++) {
        const char *arrow = strstr(lines[i], " =>");
        if (lines[i][0] == '#' || lines[i][0] == '\0')
            continue;
        g_assert_nonnull(arrow);
        const char *want = arrow[3] == ' ' ? arrow + 4 : arrow + 3;
        g_autofree char *raw = g_strndup(lines[i], (gsize)(arrow - lines[i]));
        g_autofree char *input = g_strcompress(raw);
        const char *reason = NULL;
        g_autofree char *got = action->run(input, &reason);
        if (got == NULL)
            got = g_strdup_printf("fel: %s", reason);
        if (strcmp(got, want) != 0) {
            g_test_message("%s.txt:%u: %s => %s, not %s", action->name, i + 1,
                           raw, got, want);
            g_test_fail();
        }
        count++;
    }
    g_assert_cmpuint(count, >, 3);
}

/* Noise of the characters that values are made of: whatever it gives, it is
 * a text or a reason. */
static void
test_noise(void)
{
    static const char *const bits[] = {
        "0",   "1",    "2",    "8", "46",     "16",   "00", "000",    ":",
        ".",   ",",    "-",    "+", "|",      " ",    "\n", "kl",     "maj",
        "och", "till", "(0)",  "/", "e",      "\xff", "å",  "\u2013", "\u00a0",
        "vx",  "s",    "den ", "_", "\u0308", "30",   "5",
    };
    g_autoptr(GRand) random = g_rand_new_with_seed(100);
    for (int round = 0; round < 20000; round++) {
        const Action *action = &ACTIONS[round % (int)G_N_ELEMENTS(ACTIONS)];
        g_autoptr(GString) input = g_string_new(NULL);
        for (int i = g_rand_int_range(random, 0, 9); i > 0; i--)
            g_string_append(
                input,
                bits[g_rand_int_range(random, 0, (int)G_N_ELEMENTS(bits))]);
        const char *reason = NULL;
        g_autofree char *got = action->run(input->str, &reason);
        g_assert_true((got == NULL) == (reason != NULL));
        g_assert_true(got == NULL || g_utf8_validate(got, -1, NULL));
    }
}

static void
test_every_file_is_run(void)
{
    g_autoptr(GDir) folder = g_dir_open(CASES, 0, NULL);
    const char *file = NULL;
    g_assert_nonnull(folder);
    while ((file = g_dir_read_name(folder)) != NULL) {
        gboolean is_known = strcmp(file, "order.txt") == 0;
        for (gsize i = 0; i < G_N_ELEMENTS(ACTIONS); i++) {
            g_autofree char *name = g_strconcat(ACTIONS[i].name, ".txt", NULL);
            is_known |= strcmp(file, name) == 0;
        }
        if (!is_known)
            g_error("nothing runs " CASES "/%s", file);
    }
}

/* order.txt stands in the right order: every pair of its lines is asked. */
static void
test_order(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(OrderSwedish) order = order_new(&error);
    g_assert_no_error(error);
    g_auto(GStrv) lines = case_lines("order");
    guint count = g_strv_length(lines) - 1; /* the file ends its last line */
    g_assert_cmpuint(count, >, 10);
    for (guint i = 0; i < count; i++)
        for (guint k = 0; k < count; k++) {
            int want = (i > k) - (i < k);
            int got = order_compare(order, lines[i], (int)strlen(lines[i]),
                                    lines[k], (int)strlen(lines[k]));
            g_autofree char *a = order_key(order, lines[i]);
            g_autofree char *b = order_key(order, lines[k]);
            int by_key = strcmp(a, b);
            if (got != want || (by_key > 0) - (by_key < 0) != want)
                g_error("order of \"%s\" and \"%s\"", lines[i], lines[k]);
        }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(ACTIONS); i++) {
        g_autofree char *path = g_strconcat("/value/", ACTIONS[i].name, NULL);
        g_test_add_data_func(path, &ACTIONS[i], test_cases);
    }
    g_test_add_func("/value/noise", test_noise);
    g_test_add_func("/value/every-file", test_every_file_is_run);
    g_test_add_func("/order/pairs", test_order);
    return g_test_run();
}
