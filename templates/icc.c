#include "templates/icc.h"

#include <math.h>
#include <string.h>

/* The profile's version (2.4.0 is that of ICC.1:2001-04), and the steps of
 * its tone curve: between them readers draw straight lines. */
enum { VERSION_2_4 = 0x02400000, STEPS = 256, HEADER_BYTES = 128 };

static const char COPYRIGHT[] = "No rights reserved; CC0";
static const char DESCRIPTION[] = "sRGB IEC61966-2-1";

/* sRGB's primaries and white, adapted to D50 as ICC asks (Bradford). */
static const double RED[] = { 0.43607, 0.22249, 0.01392 };
static const double GREEN[] = { 0.38515, 0.71687, 0.09708 };
static const double BLUE[] = { 0.14307, 0.06061, 0.71410 };
static const double WHITE[] = { 0.96420, 1.00000, 0.82491 };

/* A tag: its data lie at the end of the table, four bytes at a time. */
typedef struct Profile {
    GByteArray *table, *data;
    guint32 start; /* of the data in the profile */
} Profile;

static void
put_word(GByteArray *out, guint32 word)
{
    guint32 bytes = GUINT32_TO_BE(word);
    g_byte_array_append(out, (const guint8 *)&bytes, sizeof bytes);
}

static void
put_short(GByteArray *out, guint32 word)
{
    guint16 bytes = GUINT16_TO_BE((guint16)word);
    g_byte_array_append(out, (const guint8 *)&bytes, sizeof bytes);
}

static void
put_text(GByteArray *out, const char *text, gsize length)
{
    g_byte_array_append(out, (const guint8 *)text, (guint)length);
}

/* s15Fixed16Number (5.3.3). */
static void
put_fixed(GByteArray *out, double value)
{
    put_word(out, (guint32)(gint32)lround(value * 65536));
}

static void
put_zeros(GByteArray *out, guint count)
{
    static const guint8 zeros[128] = { 0 };
    g_byte_array_append(out, zeros, count);
}

/* Enters what has been put since FROM as the tag NAME. */
static void
enter(Profile *profile, const char *name, guint from)
{
    put_text(profile->table, name, 4);
    put_word(profile->table, profile->start + from);
    put_word(profile->table, profile->data->len - from);
}

static void
align(Profile *profile)
{
    put_zeros(profile->data, (4 - profile->data->len % 4) % 4);
}

static void
put_point(Profile *profile, const char *name, const double *point)
{
    guint from = profile->data->len;
    put_text(profile->data, "XYZ \0\0\0", 8);
    for (int i = 0; i < 3; i++)
        put_fixed(profile->data, point[i]);
    enter(profile, name, from);
}

/* textDescriptionType (6.5.17): in ASCII only. */
static void
put_description(Profile *profile)
{
    guint from = profile->data->len;
    put_text(profile->data, "desc\0\0\0", 8);
    put_word(profile->data, sizeof DESCRIPTION);
    put_text(profile->data, DESCRIPTION, sizeof DESCRIPTION);
    put_zeros(profile->data, 4 + 4 + 2 + 1 + 67);
    enter(profile, "desc", from);
    align(profile);
}

static void
put_copyright(Profile *profile)
{
    guint from = profile->data->len;
    put_text(profile->data, "text\0\0\0", 8);
    put_text(profile->data, COPYRIGHT, sizeof COPYRIGHT);
    enter(profile, "cprt", from);
    align(profile);
}

/* One curve for all three (IEC 61966-2-1, 4.2). */
static void
put_curves(Profile *profile)
{
    guint from = profile->data->len;

    put_text(profile->data, "curv\0\0\0", 8);
    put_word(profile->data, STEPS);
    for (int i = 0; i < STEPS; i++) {
        double value = (double)i / (STEPS - 1);
        double light = value <= 0.04045 ? value / 12.92
                                        : pow((value + 0.055) / 1.055, 2.4);
        put_short(profile->data, (guint32)lround(light * 65535));
    }
    enter(profile, "rTRC", from);
    enter(profile, "gTRC", from);
    enter(profile, "bTRC", from);
    align(profile);
}

static void
put_header(GByteArray *out, guint32 size)
{
    put_word(out, size);
    put_word(out, 0);
    put_word(out, VERSION_2_4);
    put_text(out, "mntrRGB XYZ ", 12);
    put_short(out, 2022); /* the day of the profile: always the same */
    put_short(out, 1);
    put_short(out, 1);
    put_zeros(out, 6);
    put_text(out, "acsp", 4);
    put_zeros(out, 28);
    for (int i = 0; i < 3; i++)
        put_fixed(out, WHITE[i]);
    put_zeros(out, HEADER_BYTES - out->len);
}

GBytes *
icc_srgb(void)
{
    enum { TAGS = 9 };
    GByteArray *out = g_byte_array_new();
    Profile profile = { g_byte_array_new(), g_byte_array_new(),
                        HEADER_BYTES + 4 + TAGS * 12 };

    put_description(&profile);
    put_copyright(&profile);
    put_point(&profile, "wtpt", WHITE);
    put_point(&profile, "rXYZ", RED);
    put_point(&profile, "gXYZ", GREEN);
    put_point(&profile, "bXYZ", BLUE);
    put_curves(&profile);
    put_header(out, profile.start + profile.data->len);
    put_word(out, TAGS);
    g_byte_array_append(out, profile.table->data, profile.table->len);
    g_byte_array_append(out, profile.data->data, profile.data->len);
    g_byte_array_unref(profile.table);
    g_byte_array_unref(profile.data);
    return g_byte_array_free_to_bytes(out);
}
