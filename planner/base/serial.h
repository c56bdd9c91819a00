/*
 * serial: Excel's numbers as text: plain, or as the date or time they are.
 *
 * A day is one, counted from 1900 or 1904; which numbers are dates only the
 * cell's number format tells (ECMA-376 part 1, 18.8.30 and 18.17.4).
 */
#pragma once

#include <glib.h>

typedef enum {
    SERIAL_NUMBER,
    SERIAL_DATE,
    SERIAL_TIME,
    SERIAL_DATE_TIME,
    SERIAL_ELAPSED, /* hours that may pass 24 */
} SerialKind;

/* The kind of a built-in number format, and of a format's code. */
SerialKind serial_kind_of_id(guint id);
SerialKind serial_kind_of_code(const char *code);

/* Writes the number that TEXT (an xsd:double) is, as *KIND: "2022-05-17",
 * "08:30" (seconds only when there are some), both, or a plain decimal of
 * at most 15 digits; whole numbers keep every digit.  A number that is no
 * date Excel knows is written as a number, and *KIND then says so.  FALSE:
 * TEXT is no number. */
enum { SERIAL_TEXT_SIZE = 64 };
gboolean serial_write(const char *text, SerialKind *kind, gboolean is_1904,
                      char out[SERIAL_TEXT_SIZE]);

/* The day that DAYS of the 1900 system is; FALSE before 1 or after year
 * 9999.  Excel's 29 February 1900 (60) is read as the 28th. */
gboolean serial_date(gint64 days, int *year, int *month, int *day);
