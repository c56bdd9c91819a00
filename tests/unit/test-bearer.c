/*
 * Access tokens: from a command or a file, renewed in time, and never told.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "planner/base/error.h"
#include "planner/deliver/bearer.h"

/* What COMMAND's first token is; NULL: it fails, and says FAULT. */
static void
check_command(const char *command, const char *wanted, const char *fault)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *words = g_strdup(command);
    Credentials from = { .token_command = words };
    g_autoptr(Bearer) bearer = bearer_new(&from, NULL, 2);
    g_autofree char *token = bearer_token(FALSE, bearer, &error);
    g_assert_cmpstr(token, ==, wanted);
    if (wanted != NULL)
        return;
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_INPUT);
    g_assert_nonnull(strstr(error->message, fault));
    g_assert_null(strstr(error->message, "hemlig"));
}

static void
test_command(void)
{
    check_command("echo hemlig.A-1_~+/=", "hemlig.A-1_~+/=", NULL);
    check_command("printf '{\"access_token\": \"hemlig\", \"expires_in\": 9}'",
                  "hemlig", NULL);
    check_command("echo 'två ord'", NULL, "ingen biljett");
    check_command("echo '{\"error\": \"hemlig\"}'", NULL, "ingen biljett");
    check_command("echo '{\"access_token\": \"hem\\nlig\"}'", NULL,
                  "ingen biljett");
    check_command("true", NULL, "ingen biljett");
    check_command("sh -c 'echo hemlig; exit 3'", NULL, "med ett fel");
    check_command("finns-inte-alls", NULL, "går inte att köra");
    check_command("echo \"hemlig", NULL, "citationstecken");
    check_command("sleep 60", NULL, "i tid");
    check_command("yes hemlig", NULL, "mer än en biljett");
}

/* No shell: what would be one's is an ordinary word. */
static void
test_no_shell(void)
{
    check_command("echo $HOME", "$HOME", NULL);
    check_command("echo a;touch", "a;touch", NULL);
    check_command("echo `id`", "`id`", NULL);
    check_command("echo *", "*", NULL);
}

static void
write_token(const char *path, const char *text)
{
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    g_assert_cmpint(g_chmod(path, 0600), ==, 0);
}

static void
expect(Bearer *bearer, gboolean refused, const char *wanted)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *token = bearer_token(refused, bearer, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(token, ==, wanted);
}

static void
test_renewed(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("token-XXXXXX", &error);
    g_autofree char *path = g_build_filename(folder, "token", NULL);
    Clock clock = { .fixed_utc = 1000000 };
    Credentials from = { .token_file = path };
    g_autoptr(Bearer) bearer = bearer_new(&from, &clock, 0);
    write_token(path, "{\"access_token\": \"ett\", \"expires_in\": 3600}\n");
    expect(bearer, FALSE, "ett");
    write_token(path, "tva\n");
    clock.fixed_utc += 3600 - BEARER_EARLY_S - 1;
    expect(bearer, FALSE, "ett"); /* good for more than five minutes */
    clock.fixed_utc++;
    expect(bearer, FALSE, "tva");
    write_token(path, "tre\n");
    clock.fixed_utc += 1000000;
    expect(bearer, FALSE, "tva"); /* says nothing of its life */
    expect(bearer, TRUE, "tre");  /* but was refused */
    g_assert_cmpint(g_chmod(path, 0644), ==, 0);
    g_assert_null(bearer_token(TRUE, bearer, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_INPUT);
    g_assert_nonnull(strstr(error->message, "chmod 600"));
    g_remove(path);
    g_rmdir(folder);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/bearer/command", test_command);
    g_test_add_func("/bearer/no-shell", test_no_shell);
    g_test_add_func("/bearer/rule 63: renewed five minutes early, and when "
                    "refused",
                    test_renewed);
    return g_test_run();
}
