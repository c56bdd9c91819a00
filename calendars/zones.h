/*
 * zones: time zones by whatever name others give them, kept open.
 *
 * IANA names, with a vendor's prefix or without; the names of Windows; and
 * what Outlook shows for them, "(UTC+01:00) Amsterdam, Berlin, ...".
 */
#pragma once

#include "calendars/zone.h"

typedef struct Zones Zones;

/* Never NULL. */
Zones *zones_open(void);
void zones_close(Zones *zones);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Zones, zones_close)

/* The zone that NAME means, owned by ZONES; good until zones_trim.  NULL:
 * nobody's, or there are more names since the last trim than anybody needs. */
const Zone *zones_find(Zones *zones, const char *name);

/* Forgets what was found when that has become much; between mails. */
void zones_trim(Zones *zones);

/* The IANA zone of Windows' NAME, in any case (CLDR windowsZones, territory
 * 001).  NULL: none.  Borrowed, lives on. */
const char *zones_of_windows(const char *name);
