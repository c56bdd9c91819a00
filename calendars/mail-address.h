/*
 * mail-address: the addresses in a From, a To and the like (RFC 5322 3.4).
 *
 * Finds addr-specs and leaves names be: what somebody calls himself proves
 * nothing.
 */
#pragma once

#include "calendars/slice.h"

/* Adds the addresses of VALUE, a list of mailboxes, to LIST as owned texts:
 * in normal form (address.h), else as they came, cleaned.  Names, comments
 * and quotes are passed over; LIST gets no more than COUNT in all. */
void mail_addresses(Slice value, GPtrArray *list, guint count);

/* TEXT in normal form, else cleaned; the caller owns it.  NULL for NULL. */
char *mail_address_form(const char *text);
