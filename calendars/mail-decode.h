/*
 * mail-decode: a part's body as the bytes and the UTF-8 that were meant.
 *
 * Transfer encodings are GMime's work (RFC 2045 6); charsets are guessed
 * where a part says the wrong one, as they often do.
 */
#pragma once

#include "calendars/slice.h"

/* Starts GMime, which builds its tables once a process; whoever reads a mail
 * does it first. */
void mime_start(void);

/* Bytes, in place where they needed no decoding, else in OWNED. */
typedef struct Decoded {
    Slice bytes;
    char *owned;
} Decoded;

void decoded_clear(Decoded *decoded);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Decoded, decoded_clear)

/* BODY without its transfer ENCODING ("base64", ...; NULL: none). */
Decoded decode_transfer(Slice body, const char *encoding);

/* BYTES as UTF-8 without a mark, and without zero bytes.  CHARSET is what
 * they say they are, or NULL: believed unless they are plainly something
 * else; what is nothing else is Windows-1252. */
Decoded decode_charset(Slice bytes, const char *charset);
