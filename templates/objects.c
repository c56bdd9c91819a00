#include "templates/objects.h"

#include <gio/gio.h>
#include <math.h>

/* Objects in one stream: enough to compress well, few enough to look up. */
enum { PACK_COUNT_MAX = 200 };

/* Where an object is (7.5.8.3): at an offset of the file, or in a pack. */
typedef struct Entry {
    guint8 type; /* 0: reserved, not yet put; 1: in the file; 2: in a pack */
    guint32 at;  /* offset, or number of the pack */
    guint16 index;
} Entry;

struct Objects {
    GByteArray *file;
    GArray *entries; /* Entry, by object number */
    GConverter *deflate;
    /* the pack being filled (7.5.7) */
    int pack; /* its object number; 0: none yet */
    guint pack_count;
    GString *pack_index; /* pairs of number and offset */
    GString *pack_bodies;
};

static void
append(Objects *objects, const char *text)
{
    g_byte_array_append(objects->file, (const guint8 *)text,
                        (guint)strlen(text));
}

Objects *
objects_new(void)
{
    Objects *objects = g_new0(Objects, 1);
    objects->file = g_byte_array_new();
    objects->entries = g_array_new(FALSE, TRUE, sizeof(Entry));
    objects->deflate =
        G_CONVERTER(g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB, -1));
    objects->pack_index = g_string_new(NULL);
    objects->pack_bodies = g_string_new(NULL);
    /* four bytes above 127 say that the file is not text (7.5.2) */
    append(objects, "%PDF-1.7\n%\xE5\xE4\xF6\xE9\n");
    g_array_set_size(objects->entries, 1); /* number 0 is never used */
    return objects;
}

void
objects_free(Objects *objects)
{
    g_byte_array_unref(objects->file);
    g_array_unref(objects->entries);
    g_object_unref(objects->deflate);
    g_string_free(objects->pack_index, TRUE);
    g_string_free(objects->pack_bodies, TRUE);
    g_free(objects);
}

int
objects_reserve(Objects *objects)
{
    g_array_set_size(objects->entries, objects->entries->len + 1);
    return (int)objects->entries->len - 1;
}

static void
set_entry(Objects *objects, int id, Entry entry)
{
    Entry *old = &g_array_index(objects->entries, Entry, id);
    g_assert(old->type == 0); /* put twice */
    *old = entry;
}

/* DATA compressed; zlib always comes to an end in memory. */
static GByteArray *
compress(GConverter *deflate, const void *data, gsize length)
{
    GByteArray *out = g_byte_array_new();
    guint8 buffer[8192];
    const guint8 *at = data;
    GConverterResult result = G_CONVERTER_CONVERTED;

    g_converter_reset(deflate);
    while (result != G_CONVERTER_FINISHED) {
        gsize read = 0, written = 0;
        result = g_converter_convert(deflate, at, length, buffer, sizeof buffer,
                                     G_CONVERTER_INPUT_AT_END, &read, &written,
                                     NULL);
        g_assert(result != G_CONVERTER_ERROR);
        g_byte_array_append(out, buffer, (guint)written);
        at += read;
        length -= read;
    }
    return out;
}

void
objects_plain_stream(Objects *objects, int id, const char *entries,
                     const void *data, gsize length)
{
    g_autofree char *head = g_strdup_printf(
        "%d 0 obj\n<< %s /Length %" G_GSIZE_FORMAT " >>\nstream\n", id, entries,
        length);

    set_entry(objects, id, (Entry){ 1, objects->file->len, 0 });
    append(objects, head);
    g_byte_array_append(objects->file, data, (guint)length);
    append(objects, "\nendstream\nendobj\n");
}

void
objects_stream(Objects *objects, int id, const char *entries, const void *data,
               gsize length)
{
    g_autoptr(GByteArray) packed = compress(objects->deflate, data, length);
    g_autofree char *all = g_strconcat(entries, " /Filter /FlateDecode", NULL);

    objects_plain_stream(objects, id, all, packed->data, packed->len);
}

static void
close_pack(Objects *objects)
{
    g_autofree char *entries = NULL;
    GString *text = objects->pack_index;

    if (objects->pack == 0)
        return;
    entries = g_strdup_printf("/Type /ObjStm /N %u /First %" G_GSIZE_FORMAT,
                              objects->pack_count, text->len);
    g_string_append(text, objects->pack_bodies->str);
    objects_stream(objects, objects->pack, entries, text->str, text->len);
    g_string_truncate(objects->pack_index, 0);
    g_string_truncate(objects->pack_bodies, 0);
    objects->pack = 0;
    objects->pack_count = 0;
}

void
objects_put(Objects *objects, int id, const char *body)
{
    if (objects->pack == 0)
        objects->pack = objects_reserve(objects);
    set_entry(
        objects, id,
        (Entry){ 2, (guint32)objects->pack, (guint16)objects->pack_count });
    g_string_append_printf(objects->pack_index, "%d %" G_GSIZE_FORMAT " ", id,
                           objects->pack_bodies->len);
    g_string_append(objects->pack_bodies, body);
    g_string_append_c(objects->pack_bodies, '\n');
    if (++objects->pack_count == PACK_COUNT_MAX)
        close_pack(objects);
}

void
objects_putf(Objects *objects, int id, const char *format, ...)
{
    g_autofree char *body = NULL;
    va_list args;

    va_start(args, format);
    body = g_strdup_vprintf(format, args);
    va_end(args);
    objects_put(objects, id, body);
}

/* Entries as seven bytes each, high byte first: /W [1 4 2]. */
static GByteArray *
pack_entries(const Objects *objects)
{
    GByteArray *out = g_byte_array_new();
    for (guint id = 0; id < objects->entries->len; id++) {
        Entry entry = g_array_index(objects->entries, Entry, id);
        guint8 row[7] = { entry.type,
                          (guint8)(entry.at >> 24),
                          (guint8)(entry.at >> 16),
                          (guint8)(entry.at >> 8),
                          (guint8)entry.at,
                          (guint8)(entry.index >> 8),
                          (guint8)entry.index };
        g_assert(id == 0 || entry.type != 0); /* reserved and forgotten */
        g_byte_array_append(out, row, sizeof row);
    }
    return out;
}

/* The file's identifier is made from its own bytes, not from the hour
 * (14.4). */
static void
write_cross_reference(Objects *objects, int root, int info)
{
    int id = objects_reserve(objects);
    guint start = objects->file->len;
    g_autofree char *digest = g_compute_checksum_for_data(
        G_CHECKSUM_MD5, objects->file->data, objects->file->len);
    g_autofree char *entries = g_strdup_printf(
        "/Type /XRef /W [1 4 2] /Size %u /Root %d 0 R /Info %d 0 R"
        " /ID [<%s> <%s>]",
        objects->entries->len, root, info, digest, digest);
    g_autofree char *end = g_strdup_printf("startxref\n%u\n%%%%EOF\n", start);
    g_autoptr(GByteArray) rows = NULL;

    g_array_index(objects->entries, Entry, id) = (Entry){ 1, start, 0 };
    rows = pack_entries(objects);
    g_array_index(objects->entries, Entry, id) = (Entry){ 0 };
    objects_stream(objects, id, entries, rows->data, rows->len);
    append(objects, end);
}

GBytes *
objects_finish(Objects *objects, int root, int info)
{
    GByteArray *file = NULL;

    close_pack(objects);
    write_cross_reference(objects, root, info);
    file = g_steal_pointer(&objects->file);
    objects->file = g_byte_array_new();
    return g_byte_array_free_to_bytes(file);
}

void
objects_number(GString *out, double value)
{
    long thousandths = lround(fabs(value) * 1000);
    int digits = 3;

    if (value < 0 && thousandths > 0)
        g_string_append_c(out, '-');
    g_string_append_printf(out, "%ld", thousandths / 1000);
    for (thousandths %= 1000; digits > 0 && thousandths % 10 == 0; digits--)
        thousandths /= 10;
    if (digits > 0)
        g_string_append_printf(out, ".%0*ld", digits, thousandths);
}

void
objects_text(GString *out, const char *text, gsize length)
{
    const char *end = text + length;

    g_string_append(out, "<FEFF");
    for (const char *p = text; p < end; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c >= 0x10000)
            g_string_append_printf(out, "%04X%04X",
                                   0xD800 + ((c - 0x10000) >> 10),
                                   0xDC00 + ((c - 0x10000) & 0x3FF));
        else
            g_string_append_printf(out, "%04X", c);
    }
    g_string_append_c(out, '>');
}
