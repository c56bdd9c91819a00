/*
 * The login of a mail server: from a private file or the environment, and
 * never in an error text.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "planner/base/error.h"
#include "planner/deliver/credentials.h"

static void
check_file(const char *text, int mode, const char *fault)
{
    g_autoptr(GError) error = NULL;
    g_auto(Credentials) found = { 0 };
    g_autofree char *path = NULL;
    int fd = g_file_open_tmp("login-XXXXXX", &path, &error);
    g_assert_no_error(error);
    g_assert_cmpint(write(fd, text, strlen(text)), ==, (gssize)strlen(text));
    g_assert_cmpint(fchmod(fd, (mode_t)mode), ==, 0);
    close(fd);
    CredentialsPlaces places = { .file = path };
    gboolean ok = credentials_find(&places, &found, &error);
    g_remove(path);
    g_assert_true(ok == (fault == NULL));
    if (fault == NULL) {
        g_assert_cmpstr(found.user, ==, "anna@stad.example");
        g_assert_cmpstr(found.password, ==, "s3 =kret");
        return;
    }
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_INPUT);
    g_assert_nonnull(strstr(error->message, fault));
    g_assert_null(strstr(error->message, "kret"));
}

static void
test_credentials(void)
{
    check_file("user = anna@stad.example\npassword = s3 =kret\n", 0600, NULL);
    check_file("# e-post\n\nuser=anna@stad.example\r\npassword=s3 =kret", 0600,
               NULL);
    check_file("user = anna@stad.example\npassword = s3 =kret\n", 0400, NULL);
    check_file("user = a\npassword = s3 =kret\n", 0640, "chmod 600");
    check_file("user = a\npassword = s3 =kret\n", 0604, "chmod 600");
    check_file("user = a\n", 0600, "inte hel");
    check_file("password = s3kret\n", 0600, "inte hel");
    check_file("user = a\nlösenord = s3kret\n", 0600, "rad 2");
    check_file("s3kret\n", 0600, "rad 1");
    check_file("user = \xff\n", 0600, "UTF-8");
}

static void
test_credentials_elsewhere(void)
{
    g_autoptr(GError) error = NULL;
    g_auto(Credentials) found = { 0 };
    CredentialsPlaces none = { 0 };
    g_assert_true(credentials_find(&none, &found, &error));
    g_assert_null(found.user);
    CredentialsPlaces environment = { .user = "anna", .password = "s3kret" };
    g_assert_true(credentials_find(&environment, &found, &error));
    g_assert_cmpstr(found.password, ==, "s3kret");
    credentials_clear(&found);
    CredentialsPlaces folder = { .file = "/" };
    g_assert_false(credentials_find(&folder, &found, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_INPUT);
    g_clear_error(&error);
    CredentialsPlaces missing = { .file = "/finns/inte" };
    g_assert_false(credentials_find(&missing, &found, &error));
    g_assert_error(error, HUNDRA_ERROR, HUNDRA_ERROR_INPUT);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/credentials/file", test_credentials);
    g_test_add_func("/credentials/elsewhere", test_credentials_elsewhere);
    return g_test_run();
}
