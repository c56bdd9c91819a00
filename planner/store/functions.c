#include "planner/store/functions.h"

#include <glib/gi18n.h>

#include "planner/base/error.h"
#include "planner/base/fold.h"
#include "planner/base/order.h"

static int
compare_swedish(void *order, int a_bytes, const void *a, int b_bytes,
                const void *b)
{
    return order_compare(order, a, a_bytes, b, b_bytes);
}

static void
order_destroy(void *order)
{
    order_free(order);
}

static void
call_fold_name(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    const char *text = (const char *)sqlite3_value_text(values[0]);
    if (text == NULL) {
        sqlite3_result_null(context);
        return;
    }
    /* Whoever reads the name itself is told that it is none. */
    g_autofree char *name = g_utf8_make_valid(text, -1);
    sqlite3_result_text(context, fold_name(name), -1, g_free);
}

static void
call_sha256(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    const guchar *text = sqlite3_value_text(values[0]);
    if (text == NULL)
        sqlite3_result_null(context);
    else
        sqlite3_result_text(
            context,
            g_compute_checksum_for_data(G_CHECKSUM_SHA256, text,
                                        (gsize)sqlite3_value_bytes(values[0])),
            -1, g_free);
}

gboolean
functions_register(sqlite3 *db, GError **error)
{
    enum { PURE = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS };
    OrderSwedish *order = order_new(error);
    if (order == NULL)
        return FALSE;
    /* SQLite owns ORDER once this succeeds. */
    if (sqlite3_create_collation_v2(db, "swedish", SQLITE_UTF8, order,
                                    compare_swedish,
                                    order_destroy) != SQLITE_OK) {
        order_free(order);
        return hundra_fail(error, HUNDRA_ERROR_STORE, "%s", sqlite3_errmsg(db));
    }
    if (sqlite3_create_function_v2(db, "fold_name", 1, PURE, NULL,
                                   call_fold_name, NULL, NULL,
                                   NULL) == SQLITE_OK &&
        sqlite3_create_function_v2(db, "sha256", 1, PURE, NULL, call_sha256,
                                   NULL, NULL, NULL) == SQLITE_OK)
        return TRUE;
    return hundra_fail(error, HUNDRA_ERROR_STORE, "%s", sqlite3_errmsg(db));
}
