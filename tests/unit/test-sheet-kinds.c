/*
 * What the files of sheets are called, whatever codes an office has.
 */
#include <string.h>

#include "planner/deliver/sheet-kinds.h"

static void
test_file(void)
{
    static const char *const codes[] = { "Å1", "Ä1", "a/b", "a_b", "..", "7" };
    const SheetKind *kind = sheet_kind_find("resplan");
    g_autoptr(GHashTable) names =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) {
        char *name = sheet_kind_file(kind, codes[i], "pdf");
        g_assert_null(strchr(name, '/'));
        g_assert_true(g_str_has_prefix(name, "resplan-"));
        g_assert_true(g_hash_table_add(names, name));
    }
    g_assert_true(g_hash_table_contains(names, "resplan-07.pdf"));
    g_assert_true(g_hash_table_contains(names, "resplan-Å1.pdf"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sheet-kinds/no two codes, one file", test_file);
    return g_test_run();
}
