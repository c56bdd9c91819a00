/*
 * order: the Swedish alphabet, the same on every machine.
 *
 * Stands on ICU's collation "sv": å ä ö last, w after v, ü as y, é as e.
 */
#pragma once

#include <glib.h>

typedef struct OrderSwedish OrderSwedish;

/* The caller owns it.  NULL sets ERROR (HUNDRA_ERROR_SYSTEM): ICU's data is
 * not installed.  May be used by one thread at a time. */
OrderSwedish *order_new(GError **error);
void order_free(OrderSwedish *order);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrderSwedish, order_free)

/* Below, at or above zero as A (A_BYTES of UTF-8, no zero byte needed)
 * comes before, with or after B.  Broken bytes count as U+FFFD. */
int order_compare(const OrderSwedish *order, const char *a, int a_bytes,
                  const char *b, int b_bytes);

/* Bytes that strcmp orders as order_compare orders the texts.  The caller
 * owns them. */
char *order_key(const OrderSwedish *order, const char *text);
