/*
 * format: dates, times, phones and counts as their readers expect them.
 *
 * The one place of the rules of writing, Swedish and English (Svenska
 * skrivregler, Språkrådet; English as the EU's style guide has it).  The
 * rows behind data-format; also used wherever text is made for people.
 */
#pragma once

#include <glib.h>

/* VALUE through the format NAME into OUT, for readers of Swedish or, where
 * LANGUAGE begins with "en", English.  FALSE: no such format.  In Swedish, and where English differs:
 *   clock     "08:15"            -> 08.15                  08:15
 *   interval  "08:15/08:40"      -> 08.15–08.40            08:15–08:40
 *   date      "2022-05-17"       -> tisdag 17 maj 2022     Tuesday 17 May 2022
 *   Date      the same with a capital first letter
 *   day       "2022-05-17"       -> 17 maj                 17 May
 *   english   "2022-05-17"       -> 17 May 2022
 *   stamp     "2022-05-10T14:05" -> 10 maj 2022 kl. 14.05  10 May 2022, 14:05
 *   half      "fm", "em"         -> fm, em                 a.m., p.m.
 *   phone     "070-1740633"      -> 070-174 06 33 with no-break spaces
 *   tel       "070-1740633"      -> +46701740633, for href="tel:..."
 *   count     "12000"            -> 12 000, no-break space 12,000
 *   points    "1234.50"          -> 1 234,50               1,234.50
 *   persons   "1", "2"           -> 1 person, 2 personer   1 person, 2 people
 *   groups, visits, sites, companies, participants, minutes, portions: so too
 * Days from 1970 to 2199, as the calendar has them; phones as people write
 * them, also +46; foreign numbers only lose their spaces, in tel.
 * A value that does not fit the format goes through as it is. */
gboolean format_value_in(const char *language, const char *name,
                         const char *value, GString *out);

/* The same in Swedish. */
gboolean format_value(const char *name, const char *value, GString *out);
