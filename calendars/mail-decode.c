#include "mail-decode.h"

#include <gmime/gmime.h>
#include <string.h>

static const char REPLACEMENT[] = "\xEF\xBF\xBD"; /* U+FFFD */
static const char MARK[] = "\xEF\xBB\xBF";        /* byte order mark */

void
mime_start(void)
{
    static gsize started = 0;
    if (g_once_init_enter(&started)) {
        g_mime_init();
        g_once_init_leave(&started, 1);
    }
}

void
decoded_clear(Decoded *decoded)
{
    g_clear_pointer(&decoded->owned, g_free);
    decoded->bytes = (Slice){ 0 };
}

static Decoded
own(char *text, gsize size)
{
    return (Decoded){ { text, size }, text };
}

Decoded
decode_transfer(Slice body, const char *encoding)
{
    GMimeContentEncoding kind =
        encoding == NULL ? GMIME_CONTENT_ENCODING_DEFAULT
                         : g_mime_content_encoding_from_string(encoding);
    if (kind != GMIME_CONTENT_ENCODING_BASE64 &&
        kind != GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE &&
        kind != GMIME_CONTENT_ENCODING_UUENCODE)
        return (Decoded){ .bytes = body };
    GMimeEncoding state;
    g_mime_encoding_init_decode(&state, kind);
    char *out = g_malloc(g_mime_encoding_outlen(&state, body.size) + 1);
    return own(out, g_mime_encoding_flush(&state, body.at, body.size, out));
}

/* The charset that a mark or the zeros between ASCII letters show; NULL:
 * none does. */
static const char *
wide_charset(Slice bytes)
{
    enum { LOOK = 32 };
    const char *at = bytes.at;
    gsize size = bytes.size & ~(gsize)1;
    if (size < 4)
        return NULL;
    if (memcmp(at, "\xFF\xFE", 2) == 0)
        return "UTF-16LE";
    if (memcmp(at, "\xFE\xFF", 2) == 0)
        return "UTF-16BE";
    gsize zeros[2] = { 0 };
    gsize look = MIN(size, LOOK);
    for (gsize i = 0; i < look; i++)
        zeros[i % 2] += at[i] == '\0';
    if (zeros[1] == look / 2 && zeros[0] == 0)
        return "UTF-16LE";
    return zeros[0] == look / 2 && zeros[1] == 0 ? "UTF-16BE" : NULL;
}

/* Zero bytes become something that is seen, so that no text ends early. */
static Decoded
without_zeros(Decoded decoded)
{
    Slice rest = decoded.bytes;
    if (rest.size == 0 || memchr(rest.at, '\0', rest.size) == NULL)
        return decoded;
    GString *out = g_string_sized_new(rest.size + rest.size / 8);
    while (rest.size > 0) {
        const char *zero = memchr(rest.at, '\0', rest.size);
        gsize size = zero == NULL ? rest.size : (gsize)(zero - rest.at);
        g_string_append_len(out, rest.at, (gssize)size);
        if (zero != NULL)
            g_string_append(out, REPLACEMENT);
        rest = slice_skip(rest, size + 1);
    }
    decoded_clear(&decoded);
    gsize size = out->len;
    return own(g_string_free(out, FALSE), size);
}

static Decoded
convert(Slice bytes, const char *charset)
{
    gsize size = 0;
    char *text =
        g_convert_with_fallback(bytes.at, (gssize)bytes.size, "UTF-8", charset,
                                REPLACEMENT, NULL, &size, NULL);
    return text == NULL ? (Decoded){ 0 } : own(text, size);
}

/* TRUE when bytes that are valid UTF-8 may still be CHARSET: it has no
 * bytes above ASCII (ISO-2022, UTF-7, HZ). */
static gboolean
is_seven_bits(const char *charset)
{
    return g_ascii_strncasecmp(charset, "iso-2022", 8) == 0 ||
           g_ascii_strncasecmp(charset, "utf-7", 5) == 0 ||
           g_ascii_strncasecmp(charset, "hz", 2) == 0;
}

/* Latin-1 on paper is Windows-1252 in fact. */
static gboolean
is_windows(const char *charset)
{
    return charset == NULL || g_ascii_strcasecmp(charset, "iso-8859-1") == 0 ||
           g_ascii_strncasecmp(charset, "us-ascii", 8) == 0 ||
           g_ascii_strncasecmp(charset, "utf", 3) == 0;
}

/* Any bytes are Windows-1252 once the five that it leaves open are gone. */
static Decoded
from_windows(Slice bytes)
{
    g_autofree char *copy = g_memdup2(bytes.at, bytes.size);
    for (gsize i = 0; i < bytes.size; i++)
        if (copy[i] != '\0' && strchr("\x81\x8D\x8F\x90\x9D", copy[i]) != NULL)
            copy[i] = '?';
    return convert((Slice){ copy, bytes.size }, "WINDOWS-1252");
}

/* BYTES as CHARSET; an empty result where they are not. */
static Decoded
decode_wide(Slice bytes, const char *charset)
{
    bytes.size &= ~(gsize)1; /* half a character at the end is none */
    Decoded text = convert(bytes, charset);
    if (slice_starts(text.bytes, MARK))
        text.bytes = slice_skip(text.bytes, strlen(MARK));
    return without_zeros(text);
}

Decoded
decode_charset(Slice bytes, const char *charset)
{
    const char *wide = wide_charset(bytes);
    Decoded text = wide == NULL ? (Decoded){ 0 } : decode_wide(bytes, wide);
    if (text.bytes.at != NULL)
        return text;
    if (slice_starts(bytes, MARK))
        bytes = slice_skip(bytes, strlen(MARK));
    text = without_zeros((Decoded){ .bytes = bytes });
    gboolean is_utf8 =
        g_utf8_validate_len(text.bytes.at, text.bytes.size, NULL);
    gboolean is_seven = charset != NULL && is_seven_bits(charset);
    if (is_utf8 && !is_seven)
        return text;
    Decoded other = is_seven || !is_windows(charset)
                        ? convert(text.bytes, charset)
                        : (Decoded){ 0 };
    if (other.bytes.at == NULL && is_utf8)
        return text;
    if (other.bytes.at == NULL)
        other = from_windows(text.bytes);
    decoded_clear(&text);
    return other;
}
