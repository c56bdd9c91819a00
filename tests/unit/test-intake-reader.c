/*
 * Children that read: their answers are those of this process, in order, and
 * whatever becomes of a child costs the mail that it was at.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "calendars/intake-reader.h"
#include "tests/unit/intake-told.h"

enum { CHILDREN = 2, SOCKET = 3 };

/* What goes past its memory gets NULL here too, as without the sanitizer. */
const char *__asan_default_options(void); /* NOLINT: the sanitizer's name */
const char *
__asan_default_options(void) /* NOLINT(bugprone-reserved-identifier) */
{
    return "allocator_may_return_null=1";
}

/* ---- mails and takers ---------------------------------------------------- */

static void
unref_bytes(gpointer bytes)
{
    g_bytes_unref(bytes);
}

static GPtrArray *
mails_new(void)
{
    return g_ptr_array_new_with_free_func(unref_bytes);
}

static void
add_text(GPtrArray *mails, const char *text)
{
    g_ptr_array_add(mails, g_bytes_new(text, strlen(text)));
}

/* A reply that says which it is. */
static void
add_reply(GPtrArray *mails, guint number)
{
    g_autofree char *text =
        g_strdup_printf("BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\n"
                        "UID:u%u\nATTENDEE;PARTSTAT=ACCEPTED:mailto:"
                        "a@b.test\nEND:VEVENT\nEND:VCALENDAR\n",
                        number);
    add_text(mails, text);
}

/* A line for each mail, "INDEX told". */
static gboolean
take_line(guint index, const Intake *intake, gpointer data)
{
    g_autofree char *line = intake_told(intake);
    g_string_append_printf(data, "%u %s\n", index, line);
    return TRUE;
}

static char *
read_all(IntakeReader *reader, const GPtrArray *mails)
{
    g_autoptr(GError) error = NULL;
    GString *lines = g_string_new(NULL);
    g_assert_true(intake_reader_read(reader, mails, take_line, lines, &error));
    g_assert_no_error(error);
    return g_string_free(lines, FALSE);
}

static IntakeReader *
open_reader(const ChildRules *rules)
{
    g_autoptr(GError) error = NULL;
    IntakeReader *reader =
        rules == NULL ? intake_reader_open(CHILDREN, &error)
                      : intake_reader_open_with(CHILDREN, rules, &error);
    g_assert_no_error(error);
    return reader;
}

/* ---- reading ------------------------------------------------------------- */

static void
test_samples(void)
{
    g_autoptr(GPtrArray) mails = mails_new();
    g_autoptr(GString) expect = g_string_new(NULL);
    g_autoptr(GDir) folder = g_dir_open("tests/samples", 0, NULL);
    g_assert_nonnull(folder);
    for (const char *name = g_dir_read_name(folder); name != NULL;
         name = g_dir_read_name(folder)) {
        g_autofree char *path = g_build_filename("tests/samples", name, NULL);
        char *text = NULL;
        gsize size = 0;
        g_assert_true(g_file_get_contents(path, &text, &size, NULL));
        GBytes *bytes = g_bytes_new_take(text, size);
        g_ptr_array_add(mails, bytes);
        g_autoptr(Intake) intake = intake_read(bytes);
        take_line(mails->len - 1, intake, expect);
    }
    g_assert_cmpuint(mails->len, >, 20);
    g_autoptr(IntakeReader) reader = open_reader(NULL);
    g_autofree char *lines = read_all(reader, mails);
    g_assert_cmpstr(lines, ==, expect->str);
}

static void
test_order(void)
{
    enum { COUNT = 3000 };
    g_autoptr(GPtrArray) mails = mails_new();
    g_autoptr(GString) expect = g_string_new(NULL);
    for (guint i = 0; i < COUNT; i++) {
        add_reply(mails, i);
        g_string_append_printf(expect,
                               "%u reply REPLY; a@b.test ACCEPTED"
                               " uid=u%u\n",
                               i, i);
    }
    g_autoptr(IntakeReader) reader = open_reader(NULL);
    g_autofree char *lines = read_all(reader, mails);
    g_assert_cmpstr(lines, ==, expect->str);
}

static gboolean
take_three(guint index, const Intake *intake, gpointer data)
{
    (void)intake;
    *(guint *)data = index;
    return index < 2;
}

/* Who wants no more gets none, and the next call none of what was left. */
static void
test_stop(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) mails = mails_new();
    for (guint i = 0; i < 300; i++)
        add_reply(mails, i);
    g_autoptr(IntakeReader) reader = open_reader(NULL);
    guint last = 0;
    g_assert_false(
        intake_reader_read(reader, mails, take_three, &last, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(last, ==, 2);
    g_autoptr(GPtrArray) others = mails_new();
    add_reply(others, 7);
    g_autofree char *lines = read_all(reader, others);
    g_assert_cmpstr(lines, ==, "0 reply REPLY; a@b.test ACCEPTED uid=u7\n");
}

/* Larger than any buffer on the way, there and (nearly) back. */
static void
test_large(void)
{
    g_autoptr(GPtrArray) mails = mails_new();
    g_autofree char *much = g_strnfill((gsize)8 << 20, 'x');
    g_autofree char *text =
        g_strconcat("From: a@b.test\nSubject: long\n\n", much, NULL);
    g_autofree char *huge = g_strnfill(INTAKE_BYTES_MAX + 1, 'x');
    add_text(mails, text);
    add_text(mails, huge);
    add_reply(mails, 1);
    g_autoptr(IntakeReader) reader = open_reader(NULL);
    g_autofree char *lines = read_all(reader, mails);
    g_assert_cmpstr(lines, ==,
                    "0 text\n1 broken too-big\n"
                    "2 reply REPLY; a@b.test ACCEPTED uid=u1\n");
}

/* ---- faults -------------------------------------------------------------- */

/* Does what the mail tells it to. */
static Intake *
misbehave(Zones *zones, Slice mail)
{
    volatile guint64 spun = 0;
    while (slice_is(mail, "spin"))
        spun++;
    while (slice_is(mail, "eat"))
        memset(g_malloc(1 << 20), 1, 1 << 20);
    if (slice_is(mail, "sleep"))
        g_usleep((gulong)60 * G_USEC_PER_SEC);
    if (slice_is(mail, "die"))
        kill(getpid(), SIGSEGV);
    if (slice_is(mail, "exit"))
        _exit(0);
    if (slice_is(mail, "lie"))
        g_assert_cmpint(write(SOCKET, "\x04\0\0\0lies", 8), ==, 8);
    if (slice_is(mail, "brag"))
        g_assert_cmpint(write(SOCKET, "\xFF\xFF\xFF\xFFxxxx", 8), ==, 8);
    return intake_read_slice(zones, mail);
}

static const ChildRules STRICT = { misbehave, 0, 700, 128 };
static const ChildRules PATIENT = { misbehave, 0, 60000, 128 };

/* DEED between good mails, twice: only it is lost. */
static void
expect_fault(const ChildRules *rules, const char *deed, const char *fault)
{
    g_autoptr(GPtrArray) mails = mails_new();
    g_autoptr(GString) expect = g_string_new(NULL);
    for (guint i = 0; i < 20; i++)
        if (i == 5 || i == 6) {
            add_text(mails, deed);
            g_string_append_printf(expect, "%u broken %s\n", i, fault);
        } else {
            add_reply(mails, i);
            g_string_append_printf(expect,
                                   "%u reply REPLY; a@b.test ACCEPTED"
                                   " uid=u%u\n",
                                   i, i);
        }
    g_autoptr(IntakeReader) reader = open_reader(rules);
    g_autofree char *lines = read_all(reader, mails);
    g_assert_cmpstr(lines, ==, expect->str);
}

static void
test_time(void)
{
    expect_fault(&STRICT, "sleep", "time");
    expect_fault(&PATIENT, "spin", "time");
}

static void
test_memory(void)
{
    expect_fault(&PATIENT, "eat", "memory");
}

static void
test_crash(void)
{
    expect_fault(&PATIENT, "die", "crash");
    expect_fault(&PATIENT, "exit", "crash");
}

static void
test_lies(void)
{
    expect_fault(&PATIENT, "lie", "crash");
    expect_fault(&PATIENT, "brag", "crash");
}

/* ---- what a child has, and what is left of it ----------------------------- */

/* Our children's ids. */
static GArray *
children(void)
{
    g_autofree char *path =
        g_strdup_printf("/proc/self/task/%d/children", (int)getpid());
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    GArray *pids = g_array_new(FALSE, FALSE, sizeof(pid_t));
    g_auto(GStrv) words = g_strsplit(g_strstrip(text), " ", -1);
    for (char **word = words; *word != NULL; word++) {
        pid_t pid = (pid_t)g_ascii_strtoll(*word, NULL, 10);
        g_array_append_val(pids, pid);
    }
    return pids;
}

static guint
count_files(const char *path)
{
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    guint count = 0;
    g_assert_nonnull(folder);
    while (g_dir_read_name(folder) != NULL)
        count++;
    return count;
}

static void
test_nothing_left(void)
{
    guint before = count_files("/proc/self/fd");
    for (guint i = 0; i < 3; i++) {
        g_autoptr(GPtrArray) mails = mails_new();
        add_text(mails, "die");
        add_reply(mails, 1);
        g_autoptr(IntakeReader) reader = open_reader(&PATIENT);
        g_autofree char *lines = read_all(reader, mails);
        g_assert_cmpuint(strlen(lines), >, 0);
    }
    g_assert_cmpuint(count_files("/proc/self/fd"), ==, before);
    g_assert_cmpint(waitpid(-1, NULL, WNOHANG), ==, -1);
    g_assert_cmpint(errno, ==, ECHILD);
}

/* A child has its socket, /dev/null twice and the place for complaints; no
 * file of ours, not even one that an exec would keep. */
static void
test_files(void)
{
    g_autoptr(GPtrArray) mails = mails_new();
    int secret = open("tests/samples/README.md", O_RDONLY); /* NOLINT */
    add_reply(mails, 1);
    add_reply(mails, 2);
    g_autoptr(IntakeReader) reader = open_reader(NULL);
    g_autofree char *lines = read_all(reader, mails);
    g_autoptr(GArray) pids = children();
    g_assert_cmpuint(pids->len, ==, CHILDREN);
    for (guint i = 0; i < pids->len; i++) {
        g_autofree char *path =
            g_strdup_printf("/proc/%d/fd", (int)g_array_index(pids, pid_t, i));
        g_assert_cmpuint(count_files(path), ==, SOCKET + 1);
    }
    close(secret);
}

/* Somebody ends an idle child: no mail is lost by it. */
static void
test_idle_end(void)
{
    g_autoptr(IntakeReader) reader = open_reader(NULL);
    for (guint round = 0; round < 5; round++) {
        g_autoptr(GPtrArray) mails = mails_new();
        add_reply(mails, 1);
        add_reply(mails, 2);
        g_autofree char *lines = read_all(reader, mails);
        g_assert_cmpstr(lines, ==,
                        "0 reply REPLY; a@b.test ACCEPTED uid=u1\n"
                        "1 reply REPLY; a@b.test ACCEPTED uid=u2\n");
        g_autoptr(GArray) pids = children();
        for (guint i = 0; i < pids->len; i++) {
            siginfo_t info = { 0 };
            pid_t pid = g_array_index(pids, pid_t, i);
            kill(pid, SIGKILL);
            waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT);
        }
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/intake-reader/samples", test_samples);
    g_test_add_func("/intake-reader/order", test_order);
    g_test_add_func("/intake-reader/stop", test_stop);
    g_test_add_func("/intake-reader/large", test_large);
    g_test_add_func("/intake-reader/time", test_time);
    g_test_add_func("/intake-reader/memory", test_memory);
    g_test_add_func("/intake-reader/crash", test_crash);
    g_test_add_func("/intake-reader/lies", test_lies);
    g_test_add_func("/intake-reader/nothing-left", test_nothing_left);
    g_test_add_func("/intake-reader/files", test_files);
    g_test_add_func("/intake-reader/idle-end", test_idle_end);
    return g_test_run();
}
