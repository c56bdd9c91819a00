#include "planner/cli/mend-call.h"

#include <glib/gi18n.h>

#include "planner/base/value.h"

gboolean
mend_call(const Call *call, MendRequest *request, GError **error)
{
    const MendOptions *options = call->options;
    const char *reason = NULL;
    request->event = call->event;
    request->who = call->who;
    request->keep = options->yes;
    request->choice = (int)options->choice;
    request->now_min = MEND_NO_TIME;
    if (options->now != NULL &&
        !value_time(options->now, &request->now_min, &reason))
        return hundra_fail(error, HUNDRA_ERROR_USAGE, "--now %s: %s",
                           options->now, reason);
    g_autoptr(MendReport) report = mend(call->store, request, error);
    if (report == NULL)
        return FALSE;
    g_autofree char *text =
        call->globals->json ? mend_json(report) : mend_text(report);
    if (call->globals->json || !call->globals->quiet || !options->yes)
        call_put(text);
    return TRUE;
}
