/*
 * value: what one cell's text means, as offices write it.
 *
 * Each value_x gives TRUE and the value, or FALSE and in *REASON (may be
 * NULL) a static, translated sentence fragment: what is wrong and what to
 * write instead; the value is then as it was.  Empty text is never a value:
 * what an empty cell means is the caller's to say.  Knows no headings.
 */
#pragma once

#include <glib.h>

/* TEXT without what one does not see: NFC, every white space one space,
 * none at the ends, no control or zero width characters.  The caller owns
 * the copy. */
char *value_clean(const char *text);

/* TEXT with what would act on a terminal written out: "\\x1b", "\\n"; LINES
 * keeps line breaks.  The caller owns the copy. */
char *value_visible(const char *text, gboolean lines);

/* Minutes after midnight, 0-1439: "08:30", "8.30", "kl 8", "0830",
 * "08:30:00", or Excel's part of a day, "0,354166667". */
gboolean value_time(const char *text, int *minute, const char **reason);

/* The time of day that value_clock writes back: "08:30"; of a minute outside
 * the day "??:??", which value_time refuses. */
enum { VALUE_CLOCK_SIZE = 6 };
void value_clock(int minute, char out[VALUE_CLOCK_SIZE]);

enum { VALUE_SPANS_MAX = 12 };
typedef struct ValueSpans {
    guint count;
    struct {
        int from_min, to_min; /* after midnight; from < to <= 1440 */
    } span[VALUE_SPANS_MAX];  /* rising, never overlapping */
} ValueSpans;

/* "08:30-11:45|13:00-16:30", also with ";", ",", "och" or a line break
 * between, any dash or "till" within. */
gboolean value_spans(const char *text, ValueSpans *spans, const char **reason);

/* "2022-05-17", from that, "20220517", "17/5 2022", "17.5.2022",
 * "17 maj 2022", or Excel's day number "44698". */
enum { VALUE_DATE_SIZE = 11 };
gboolean value_date(const char *text, char out[VALUE_DATE_SIZE],
                    const char **reason);

/* Decimal comma or point; spaces between groups of three digits. */
gboolean value_decimal(const char *text, double *number, const char **reason);
/* The same, when nothing but zeros follow the point. */
gboolean value_integer(const char *text, gint64 *number, const char **reason);

/* "ja", "nej", "j", "n", "x", "sant", "falskt", "true", "false", "yes",
 * "no", "1", "0", in any case. */
gboolean value_truth(const char *text, gboolean *truth, const char **reason);

/* The cleaned, not empty pieces of TEXT between any of the characters in
 * SEPARATORS ("|" always, when it is written so).  The caller owns them. */
char **value_list(const char *text, const char *separators);

/* "569900-0013", checked by its last digit (Luhn, SKV 709); "16" in front
 * is dropped.  A personal number is refused: it must not stand in lists. */
enum { VALUE_ORG_SIZE = 12 };
gboolean value_org_number(const char *text, char out[VALUE_ORG_SIZE],
                          const char **reason);

/* "415 02". */
enum { VALUE_POSTCODE_SIZE = 7 };
gboolean value_postcode(const char *text, char out[VALUE_POSTCODE_SIZE],
                        const char **reason);

/* A phone number as machines and as Swedes write it. */
typedef struct ValuePhone {
    char normal[20];   /* E.164: "+46313900612" */
    char display[28];  /* "031-390 06 12"; foreign: "+45 33121234" */
    gboolean repaired; /* the leading zero was lost and is put back */
} ValuePhone;

/* Forms: 031-390 06 12, 0313900612, +46 31 390 06 12, +46(0)31-390 06 12,
 * 031/3900612, 0046 31 ..., "031-390 06 00 vx", 313900612. */
gboolean value_phone(const char *text, ValuePhone *phone, const char **reason);
