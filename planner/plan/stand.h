/*
 * stand: what each group of the plan in force would lack if some of its
 * people stayed away.
 *
 * Counted by verify, as every plan is: the bounds are those of the event's
 * hard rules.  Whoever is still there and can takes over leading and driving.
 */
#pragma once

#include "planner/store/store.h"

typedef struct Stand Stand;

/* Takes the people with the NULL-terminated CODES out of the plan in force
 * of EVENT; whoever is no longer of the day is out already.  The caller owns
 * the stand.  NULL sets ERROR: HUNDRA_ERROR_REFUSED when no plan is in
 * force. */
Stand *stand_without(Store *store, gint64 event, const char *const *codes,
                     GError **error);
void stand_free(Stand *stand);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stand, stand_free)

/* What GROUP lacks, as sentences (char *); NULL: it stands.  Borrowed. */
const GPtrArray *stand_lacks(const Stand *stand, int group);
