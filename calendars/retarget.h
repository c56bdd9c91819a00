/*
 * retarget: a finished invitation made into one for somebody who tries it.
 *
 * The bytes stay but for whom it is to and what identifies it: another UID
 * and Message-ID, so that no client takes it for the real one, nor the real
 * one for it.  ORGANIZER and times stay.  Knows messages as message.h writes
 * them.
 */
#pragma once

#include <glib.h>

typedef struct Retarget {
    const char *to;    /* a valid address */
    const char *label; /* before the subject: "[TEST till P001]" */
    const char *salt;  /* new Message-IDs each time: any text */
    gboolean as_file;  /* an attached file to open, not an invitation */
} Retarget;

/* MESSAGE as REQUEST says.  NULL sets ERROR (CALENDAR_ERROR_*): TO is not
 * valid, or MESSAGE holds no calendar. */
GBytes *message_retarget(GBytes *message, const Retarget *request,
                         GError **error);
