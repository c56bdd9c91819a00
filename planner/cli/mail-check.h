/*
 * mail-check: what a mail server is asked and answers, without a letter.
 */
#pragma once

#include "planner/cli/mail-call.h"

/* Connects to what OPTIONS name and shows sender, relay, greeting and what is
 * offered, with a warning for what does not fit together.  Sends nothing. */
gboolean mail_check(const Call *call, const MailOptions *options,
                    GError **error);
