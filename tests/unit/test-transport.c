/* The Maildir, and what every transport must refuse before it opens a
 * connection. */
#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "calendars/transport.h"

static const char FROM[] = "planner@hundra.test";
static const char TO[] = "eva@example.test";

/* A fresh folder, which the caller owns and removes. */
static char *
make_folder(void)
{
    g_autoptr(GError) error = NULL;
    char *folder = g_dir_make_tmp("transport-XXXXXX", &error);
    g_assert_no_error(error);
    return folder;
}

static void
remove_all(const char *path)
{
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    const char *name = NULL;
    while (folder != NULL && (name = g_dir_read_name(folder)) != NULL) {
        g_autofree char *below = g_build_filename(path, name, NULL);
        remove_all(below);
    }
    g_assert_cmpint(g_remove(path), ==, 0);
}

static int
count_files(const char *box, const char *part)
{
    g_autofree char *path = g_build_filename(box, part, NULL);
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    g_assert_nonnull(folder);
    int count = 0;
    while (g_dir_read_name(folder) != NULL)
        count++;
    return count;
}

static void
expect_file(const char *box, const char *name, const char *wanted)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_build_filename(box, "new", name, NULL);
    g_autofree char *text = NULL;
    GStatBuf status = { 0 };
    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(text, ==, wanted);
    g_assert_cmpint(g_stat(path, &status), ==, 0);
    g_assert_cmpint((int)(status.st_mode & 0777), ==, 0600);
}

static void
put(Transport *transport, const char *name, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) message = g_bytes_new(text, strlen(text));
    g_assert_true(transport_send(transport, FROM, TO, name, message, &error));
    g_assert_no_error(error);
}

static void
flush(Transport *transport)
{
    g_autoptr(GError) error = NULL;
    transport_flush(transport, &error);
    g_assert_no_error(error);
}

static void
test_maildir(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = make_folder();
    g_autofree char *box = g_build_filename(folder, "post", "in", NULL);
    g_autoptr(Transport) transport = transport_maildir(box, &error);
    g_assert_no_error(error);
    g_assert_true(g_str_has_prefix(transport_name(transport), "Maildir "));
    g_assert_cmpint(count_files(box, "cur"), ==, 0);

    put(transport, "b1.0@hundra.test", "one\r\n");
    put(transport, "b2.0@hundra.test", "two\r\n");
    g_assert_cmpint(count_files(box, "new"), ==, 0); /* not before a flush */
    flush(transport);
    expect_file(box, "b1.0@hundra.test", "one\r\n");
    expect_file(box, "b2.0@hundra.test", "two\r\n");

    /* A retry replaces, in the next batch and in the same. */
    put(transport, "b1.0@hundra.test", "longer than one\r\n");
    flush(transport);
    put(transport, "b2.0@hundra.test", "a longer two\r\n");
    put(transport, "b2.0@hundra.test", "2\r\n");
    flush(transport);
    flush(transport); /* nothing to do */
    expect_file(box, "b1.0@hundra.test", "longer than one\r\n");
    expect_file(box, "b2.0@hundra.test", "2\r\n");
    g_assert_cmpint(count_files(box, "new"), ==, 2);
    g_assert_cmpint(count_files(box, "tmp"), ==, 0);
    remove_all(folder);
}

static void
test_maildir_names(void)
{
    static const struct {
        const char *name, *file;
    } rows[] = {
        { "../../evil", "%2E.%2F..%2Fevil" },
        { ".hidden", "%2Ehidden" },
        { "a:2,S", "a%3A2%2CS" },
        { "a/b", "a%2Fb" },
        { "å\n", "%C3%A5%0A" },
    };
    g_autofree char *folder = make_folder();
    g_autoptr(Transport) transport = transport_maildir(folder, NULL);
    g_autofree char *endless = g_strnfill(5000, 'x');
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        put(transport, rows[i].name, rows[i].name);
    put(transport, endless, "long");
    flush(transport);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        expect_file(folder, rows[i].file, rows[i].name);
    g_assert_cmpint(count_files(folder, "new"), ==,
                    (int)G_N_ELEMENTS(rows) + 1);
    remove_all(folder);
}

/* More than may be open at once, below PARENT: what makes them durable
 * depends on the file system. */
static void
test_maildir_many(gconstpointer parent)
{
    g_autofree char *folder =
        g_build_filename(parent, "transport-XXXXXX", NULL);
    g_assert_nonnull(g_mkdtemp(folder));
    g_autoptr(Transport) transport = transport_maildir(folder, NULL);
    for (int i = 0; i < 200; i++) {
        g_autofree char *name = g_strdup_printf("m%d", i);
        put(transport, name, name);
    }
    flush(transport);
    g_assert_cmpint(count_files(folder, "new"), ==, 200);
    expect_file(folder, "m0", "m0");
    expect_file(folder, "m199", "m199");
    remove_all(folder);
}

static void
test_maildir_unflushed(void)
{
    g_autofree char *folder = make_folder();
    Transport *transport = transport_maildir(folder, NULL);
    put(transport, "b1", "one");
    transport_close(transport);
    g_assert_cmpint(count_files(folder, "new"), ==, 0);
    g_assert_cmpint(count_files(folder, "tmp"), ==, 0);
    remove_all(folder);
}

/* A file whose place is taken by a folder cannot be published: the batch
 * fails whole, and passes once the way is free. */
static void
test_maildir_fails(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = make_folder();
    g_autoptr(Transport) transport = transport_maildir(folder, NULL);
    g_autofree char *taken = g_build_filename(folder, "new", "b2", NULL);
    g_autofree char *below = g_build_filename(taken, "x", NULL);
    g_assert_cmpint(g_mkdir_with_parents(below, 0700), ==, 0);
    put(transport, "b1", "one");
    put(transport, "b2", "two");
    g_assert_false(transport_flush(transport, &error));
    g_assert_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_TEMPORARY);
    g_clear_error(&error);
    g_assert_cmpint(count_files(folder, "tmp"), ==, 0);
    remove_all(taken);
    put(transport, "b1", "one");
    put(transport, "b2", "two");
    flush(transport);
    expect_file(folder, "b1", "one");
    expect_file(folder, "b2", "two");

    /* tmp/ gone under our feet */
    g_autofree char *tmp = g_build_filename(folder, "tmp", NULL);
    g_autoptr(GBytes) message = g_bytes_new_static("x", 1);
    g_assert_cmpint(g_rmdir(tmp), ==, 0);
    g_assert_false(transport_send(transport, FROM, TO, "b3", message, &error));
    g_assert_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_TEMPORARY);
    remove_all(folder);
}

/* A disk that takes only the first octets. */
static void
test_maildir_full(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = make_folder();
    g_autofree char *long_text = g_strnfill(5000, 'x');
    g_autoptr(GBytes) message = g_bytes_new_static(long_text, 5000);
    g_autoptr(Transport) transport = transport_maildir(folder, NULL);
    struct rlimit before = { 0 };
    g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &before), ==, 0);
    struct rlimit tight = { 1000, before.rlim_max };
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &tight), ==, 0);
    gboolean sent = transport_send(transport, FROM, TO, "b1", message, &error);
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &before), ==, 0);
    g_assert_true(signal(SIGXFSZ, handler) == SIG_IGN);
    g_assert_false(sent);
    g_assert_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_TEMPORARY);
    flush(transport);
    g_assert_cmpint(count_files(folder, "new"), ==, 0);
    g_assert_cmpint(count_files(folder, "tmp"), ==, 0);
    remove_all(folder);
}

static void
test_maildir_refused(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = make_folder();
    g_autofree char *file = g_build_filename(folder, "file", NULL);
    g_autofree char *box = g_build_filename(file, "box", NULL);
    g_assert_true(g_file_set_contents(file, "x", 1, NULL));
    g_assert_null(transport_maildir(box, &error));
    g_assert_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_SETUP);
    remove_all(folder);
}

static void
test_addresses(void)
{
    static const char *const bad[] = {
        NULL,
        "",
        "a@x.test\r\nRCPT TO:<b@evil.test>",
        "a@x.test> <b@y.test",
        "a@x.test\nDATA",
        "a@x.test NOTIFY=NEVER",
        "<a@x.test>",
    };
    g_autofree char *folder = make_folder();
    g_autoptr(Transport) transport = transport_maildir(folder, NULL);
    g_autoptr(GBytes) message = g_bytes_new_static("x", 1);
    for (size_t i = 0; i < 2 * G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;
        const char *address = bad[i / 2];
        g_assert_false(transport_send(transport, i % 2 ? address : FROM,
                                      i % 2 ? TO : address, "b", message,
                                      &error));
        g_assert_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_PERMANENT);
    }
    flush(transport);
    g_assert_cmpint(count_files(folder, "new"), ==, 0);
    remove_all(folder);
}

static void
refuse_smtp(const char *url, const TransportLogin *login)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Transport) transport = transport_smtp(url, login, &error);
    g_test_message("%s", url);
    g_assert_null(transport);
    g_assert_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_SETUP);
    g_assert_null(strstr(error->message, "hemligt"));
}

static void
test_smtp_refused(void)
{
    static const char *const urls[] = {
        "",
        "mail.example.org",
        "http://mail.example.org",
        "smtp://",
        "file:///etc/passwd",
        "smtp://eva:hemligt@mail.example.org",
        "smtp://eva@mail.example.org",
        "smtp://mail.example.org/hemligt",
        "smtp://mail.example.org?hemligt",
        "smtp://mail.example.org#hemligt",
        "smtp://mail.example.org\r\nX",
        "smtp://mail.example.org:hemligt",
    };
    static const char *const helos[] = { "", "a b", "a\r\nMAIL", "å.se",
                                         "a/b" };
    const char *good = "smtp://mail.example.org:587";
    for (size_t i = 0; i < G_N_ELEMENTS(urls); i++)
        refuse_smtp(urls[i], NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(helos); i++)
        refuse_smtp(good, &(TransportLogin){ .helo = helos[i] });
    refuse_smtp(good,
                &(TransportLogin){ .password = "hemligt", .plaintext = TRUE });
    refuse_smtp(good,
                &(TransportLogin){ .bearer = "hemligt", .plaintext = TRUE });
    refuse_smtp(good, &(TransportLogin){ .ca_file = "tests/no-such.pem" });
    g_autoptr(Transport) transport = transport_smtp(good, NULL, NULL);
    g_assert_cmpstr(transport_name(transport), ==, "mail.example.org:587");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/transport/maildir", test_maildir);
    g_test_add_func("/transport/maildir-names", test_maildir_names);
    g_test_add_data_func("/transport/maildir-many", g_get_tmp_dir(),
                         test_maildir_many);
    g_test_add_data_func("/transport/maildir-many-memory", "/dev/shm",
                         test_maildir_many);
    g_test_add_func("/transport/maildir-unflushed", test_maildir_unflushed);
    g_test_add_func("/transport/maildir-fails", test_maildir_fails);
    g_test_add_func("/transport/maildir-full", test_maildir_full);
    g_test_add_func("/transport/maildir-refused", test_maildir_refused);
    g_test_add_func("/transport/addresses", test_addresses);
    g_test_add_func("/transport/smtp-refused", test_smtp_refused);
    return g_test_run();
}
