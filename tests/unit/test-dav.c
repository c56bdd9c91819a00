/* What a calendar server answers: rules 40 and 41, and what is hostile. */
#include <string.h>

#include "calendars/http.h"
#include "calendars/multistatus.h"

static const char URL[] = "https://example.org/user/cal%20endar/";

static Multistatus *
read_at(const char *text, const char *url)
{
    g_autoptr(GError) error = NULL;
    Multistatus *all = multistatus_read(text, strlen(text), url, &error);
    g_assert_no_error(error);
    return all;
}

static const DavItem *
item_at(const Multistatus *all, guint index)
{
    g_assert_cmpuint(index, <, all->items->len);
    return g_ptr_array_index(all->items, index);
}

/* By namespace, whatever the prefix; weak tags and tokens as text. */
static void
test_rule_41_namespaces(void)
{
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(
        "tests/fuzz/corpus/dav/own-ns0-prefixes.xml", &text, NULL, NULL));
    g_autoptr(Multistatus) all =
        read_at(text, "http://localhost/user/calendars/calendar/");
    g_assert_cmpuint(all->items->len, ==, 2);
    g_assert_cmpstr(item_at(all, 0)->name, ==, "ev 1.ics");
    g_assert_cmpstr(item_at(all, 0)->etag, ==, "W/\"5\"");
    g_assert_cmpint(item_at(all, 1)->status, ==, 404);
    g_assert_cmpstr(all->token, ==, "82fa966b");
    static const char other[] =
        "<multistatus xmlns='urn:other'><response/></multistatus>";
    g_assert_null(multistatus_read(other, strlen(other), URL, NULL));
}

static void
test_rule_41_hrefs(void)
{
    static const struct {
        const char *href, *name;
    } rows[] = {
        { "/user/cal%20endar/a.ics", "a.ics" },
        { "https://example.org/user/cal%20endar/a.ics", "a.ics" },
        { "https://EXAMPLE.org:443/user/cal%20endar/a%2eics", "a.ics" },
        { "/user/cal endar/a b.ics", "a b.ics" },
        { "a.ics", "a.ics" },
        { "/user/cal%20endar/%C3%A5.ics", "å.ics" },
        { "/user/cal%20endar/", "" },
        { "/user/cal%20endar", "" },
        { "/user/cal%20endar/sub/", "sub" },
        { "/user/cal%20endar/sub/a.ics", NULL },
        { "/user/cal%20endar/..%2fa.ics", NULL },
        { "/user/cal%20endar/%2e%2e", NULL },
        { "/user/cal%20endar/../a.ics", NULL },
        { "/user/cal%20endarx/a.ics", NULL },
        { "/user/cal%20endar/a%0d%0ab.ics", NULL },
        { "/user/cal%20endar/a%00b.ics", NULL },
        { "/user/cal%20endar/%ff.ics", NULL },
        { "http://example.org/user/cal%20endar/a.ics", NULL },
        { "https://example.org:8443/user/cal%20endar/a.ics", NULL },
        { "https://evil.test/user/cal%20endar/a.ics", NULL },
        { "//evil.test/user/cal%20endar/a.ics", NULL },
        { "file:///etc/passwd", NULL },
        { "/etc/passwd", NULL },
        { "", "" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *name = multistatus_name(URL, rows[i].href);
        if (g_strcmp0(name, rows[i].name) != 0)
            g_error("%s gave %s", rows[i].href, name);
    }
}

static void
test_elsewhere(void)
{
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents(
        "tests/fuzz/corpus/dav/own-href-elsewhere.xml", &text, NULL, NULL));
    g_autoptr(Multistatus) all = read_at(text, "https://example.org/cal/");
    g_assert_cmpuint(all->items->len, ==, 0);
    g_assert_cmpuint(all->elsewhere, ==, 2);
}

static void
test_rule_40(void)
{
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents("tests/fuzz/corpus/dav/partly.xml", &text,
                                      NULL, NULL));
    g_autoptr(Multistatus) all = read_at(text, URL);
    g_assert_true(all->partly);
    g_assert_cmpuint(all->items->len, ==, 1);
}

/* A property counts where its status is good. */
static void
test_properties(void)
{
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents("tests/fuzz/corpus/dav/calendar.xml",
                                      &text, NULL, NULL));
    g_autoptr(Multistatus) all = read_at(text, URL);
    const DavItem *item = item_at(all, 0);
    g_assert_true(item->calendar && item->collection);
    g_assert_cmpstr(item->title, ==, "Dag & natt");
    g_assert_null(item->etag);
}

/* Bombs, entities, depth: refused with a reason, at once. */
static void
test_hostile(void)
{
    static const char *const files[] = { "bomb.xml", "entity-file.xml",
                                         "own-deep-20000.xml" };
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *path =
            g_build_filename("tests/fuzz/corpus/dav", files[i], NULL);
        g_autofree char *text = NULL;
        gsize length = 0;
        g_assert_true(g_file_get_contents(path, &text, &length, NULL));
        g_assert_null(multistatus_read(text, length, URL, &error));
        g_assert_error(error, TRANSPORT_ERROR, TRANSPORT_ERROR_PERMANENT);
        g_assert_null(strstr(error->message, "root:"));
    }
}

/* As large as an answer may be, in little memory. */
static void
test_large(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) text = g_string_new("<multistatus xmlns='DAV:'>");
    while (text->len < HTTP_BYTES_MAX - 100)
        g_string_append(text, "<response><href>/x</href></response>");
    g_string_append(text, "</multistatus>");
    g_autoptr(Multistatus) all =
        multistatus_read(text->str, text->len, URL, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(all->elsewhere, >, 900000);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/dav/rule 41: namespaces", test_rule_41_namespaces);
    g_test_add_func("/dav/rule 41: hrefs", test_rule_41_hrefs);
    g_test_add_func("/dav/elsewhere", test_elsewhere);
    g_test_add_func("/dav/rule 40: tokens and answers", test_rule_40);
    g_test_add_func("/dav/properties", test_properties);
    g_test_add_func("/dav/hostile", test_hostile);
    g_test_add_func("/dav/large", test_large);
    return g_test_run();
}
