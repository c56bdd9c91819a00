#include "order.h"

#include <glib/gi18n.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

#include "planner/base/error.h"

struct OrderSwedish {
    UCollator *collator;
};

OrderSwedish *
order_new(GError **error)
{
    UErrorCode status = U_ZERO_ERROR;
    UCollator *collator = ucol_open("sv", &status);
    /* Without its data ICU falls back to the root's order, silently. */
    if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING) {
        ucol_close(collator);
        hundra_fail(error, HUNDRA_ERROR_SYSTEM,
                    _("svensk bokstavsordning saknas i ICU (%s); installera "
                      "om paketet libicu"),
                    u_errorName(status));
        return NULL;
    }
    ucol_setAttribute(collator, UCOL_NORMALIZATION_MODE, UCOL_ON, &status);
    OrderSwedish *order = g_new0(OrderSwedish, 1);
    order->collator = collator;
    return order;
}

void
order_free(OrderSwedish *order)
{
    if (order == NULL)
        return;
    ucol_close(order->collator);
    g_free(order);
}

int
order_compare(const OrderSwedish *order, const char *a, int a_bytes,
              const char *b, int b_bytes)
{
    UErrorCode status = U_ZERO_ERROR;
    return (int)ucol_strcollUTF8(order->collator, a, a_bytes, b, b_bytes,
                                 &status);
}

char *
order_key(const OrderSwedish *order, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    glong units = 0;
    g_autofree gunichar2 *wide = g_utf8_to_utf16(valid, -1, NULL, &units, NULL);
    int bytes = ucol_getSortKey(order->collator, wide, (int)units, NULL, 0);
    char *key = g_malloc0((gsize)bytes + 1);
    ucol_getSortKey(order->collator, wide, (int)units, (guint8 *)key, bytes);
    return key;
}
