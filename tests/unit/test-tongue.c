/*
 * The program's words in a reader's language, and catalogues that are cut
 * short anywhere or lie elsewhere.
 */
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "templates/tongue.h"

static void
test_words(void)
{
    static const char *const english[] = { "en", "en-GB", "en_US" };
    bindtextdomain("hundra", "build/locale");
    for (gsize i = 0; i < G_N_ELEMENTS(english); i++) {
        g_autoptr(Tongue) tongue = tongue_open(english[i]);
        g_assert_cmpstr(tongue_word(tongue, N_("Sida %d av %d")), ==,
                        "Page %d of %d");
        g_assert_cmpstr(tongue_word(tongue, "inget sådant"), ==,
                        "inget sådant");
    }
    g_autoptr(Tongue) swedish = tongue_open("sv-SE");
    g_autoptr(Tongue) unknown = tongue_open("se");
    g_assert_cmpstr(tongue_word(swedish, "Sida %d av %d"), ==, "Sida %d av %d");
    g_assert_cmpstr(tongue_word(unknown, "Sida %d av %d"), ==, "Sida %d av %d");
    g_assert_cmpstr(tongue_word(NULL, "Ring %s"), ==, "Ring %s");
}

/* The first LENGTH bytes of TEXT as the catalogue below FOLDER. */
static void
write_catalogue(const char *path, const char *text, gsize length)
{
    g_autoptr(GError) error = NULL;
    g_file_set_contents(path, text, (gssize)length, &error);
    g_assert_no_error(error);
    g_autoptr(Tongue) tongue = tongue_open("en");
    const char *word = tongue_word(tongue, "Sida %d av %d");
    g_assert_true(g_str_equal(word, "Sida %d av %d") ||
                  g_str_equal(word, "Page %d of %d"));
}

static void
test_broken(void)
{
    g_autofree char *folder = g_dir_make_tmp("hundra-XXXXXX", NULL);
    g_autofree char *inside =
        g_build_filename(folder, "en", "LC_MESSAGES", NULL);
    g_autofree char *path = g_build_filename(inside, "hundra.mo", NULL);
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    gsize length = 0;
    g_file_get_contents("build/locale/en/LC_MESSAGES/hundra.mo", &text, &length,
                        &error);
    g_assert_no_error(error);
    g_assert_cmpint(g_mkdir_with_parents(inside, 0700), ==, 0);
    bindtextdomain("hundra", folder);
    for (gsize i = 0; i < 64; i++)
        write_catalogue(path, text, i);
    for (gsize i = 64; i < length; i += 4099)
        write_catalogue(path, text, i);
    for (gsize i = 4; i < 28; i++) { /* what the head says is not so */
        char right = text[i];
        text[i] = (char)0xff;
        write_catalogue(path, text, length);
        text[i] = right;
    }
    write_catalogue(path, text, length);
    g_autofree char *above = g_path_get_dirname(inside);
    bindtextdomain("hundra", above);
    g_autoptr(Tongue) climber = tongue_open("../en");
    g_assert_cmpstr(tongue_word(climber, "Sida %d av %d"), ==, "Sida %d av %d");
    g_remove(path);
    g_rmdir(inside);
    g_rmdir(above);
    g_rmdir(folder);
}

static void
test_tags(void)
{
    g_assert_true(tongue_same("sv", "sv-SE"));
    g_assert_false(tongue_same("sv", "svx"));
    g_assert_false(tongue_same("en", "sv"));
    g_assert_cmpstr(tongue_tag("en"), ==, "en-GB");
    g_assert_cmpstr(tongue_tag("sv"), ==, "sv-SE");
    g_assert_cmpstr(tongue_tag("fi"), ==, "fi");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tongue/words", test_words);
    g_test_add_func("/tongue/broken", test_broken);
    g_test_add_func("/tongue/tags", test_tags);
    return g_test_run();
}
