#include "templates/embed.h"

#include <glib/gi18n.h>
#include <hb-ot.h>
#include <hb-subset.h>

#include "templates/fill.h"

/* Numbers of a font in thousandths of the size, as PDF wants them. */
typedef struct Scale {
    hb_font_t *font;
    unsigned upem;
} Scale;

static int
thousandths(const Scale *scale, double units)
{
    double value = units * 1000 / scale->upem;
    return (int)(value < 0 ? value - 0.5 : value + 0.5);
}

static int
metric(const Scale *scale, hb_ot_metrics_tag_t tag)
{
    hb_position_t position = 0;
    hb_ot_metrics_get_position_with_fallback(scale->font, tag, &position);
    return thousandths(scale, position);
}

/* A viewer draws from the rest: no layout, no names. */
static const hb_tag_t DROPPED[] = {
    HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'),
    HB_TAG('G', 'D', 'E', 'F'), HB_TAG('n', 'a', 'm', 'e'),
    HB_TAG('O', 'S', '/', '2'), HB_TAG('p', 'o', 's', 't'),
    HB_TAG('c', 'm', 'a', 'p'), HB_TAG('k', 'e', 'r', 'n'),
    HB_TAG('D', 'S', 'I', 'G'), HB_TAG('g', 'a', 's', 'p'),
};

/* Keeps the glyphs in use, unhinted. */
static hb_blob_t *
subset(hb_face_t *face, const GArray *glyphs)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    hb_set_t *wanted = NULL, *dropped = NULL;
    hb_face_t *small = NULL;
    hb_blob_t *blob = NULL;

    if (input == NULL)
        return NULL;
    wanted = hb_subset_input_glyph_set(input);
    dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (guint i = 0; i < glyphs->len; i++)
        hb_set_add(wanted, g_array_index(glyphs, FaceGlyph, i).glyph);
    for (gsize i = 0; i < G_N_ELEMENTS(DROPPED); i++)
        hb_set_add(dropped, DROPPED[i]);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_RETAIN_GIDS |
                                         HB_SUBSET_FLAGS_NO_HINTING);
    small = hb_subset_or_fail(face, input);
    hb_subset_input_destroy(input);
    if (small == NULL)
        return NULL;
    blob = hb_face_reference_blob(small);
    hb_face_destroy(small);
    return blob;
}

static int
write_file(Objects *objects, hb_face_t *face, const GArray *glyphs)
{
    hb_blob_t *blob = subset(face, glyphs);
    g_autofree char *entries = NULL;
    const char *data = NULL;
    unsigned length = 0;
    int id = 0;

    if (blob == NULL)
        return 0;
    data = hb_blob_get_data(blob, &length);
    entries = g_strdup_printf("/Length1 %u", length);
    id = objects_reserve(objects);
    objects_stream(objects, id, entries, data, length);
    hb_blob_destroy(blob);
    return id;
}

/* A subset's name begins with six capitals of its own (9.6.4). */
static char *
font_name(hb_face_t *face, int number)
{
    char name[64] = "";
    unsigned size = sizeof name;
    GString *out = g_string_new("AAAAAA+");

    out->str[5] = (char)('A' + number % 26);
    out->str[4] = (char)('A' + number / 26 % 26);
    hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME,
                        HB_LANGUAGE_INVALID, &size, name);
    for (const char *p = name; *p != '\0'; p++)
        if (g_ascii_isalnum(*p) || *p == '-')
            g_string_append_c(out, *p);
    return g_string_free(out, FALSE);
}

/* The box of all glyphs stands at byte 36 of the table head. */
static void
append_box(GString *out, const Scale *scale, hb_face_t *face)
{
    hb_blob_t *head = hb_face_reference_table(face, HB_TAG('h', 'e', 'a', 'd'));
    unsigned length = 0;
    const guint8 *data = (const guint8 *)hb_blob_get_data(head, &length);

    g_string_append(out, " /FontBBox [");
    for (unsigned at = 36; at < 44; at += 2) {
        int high = length > at + 1 ? data[at] : 0;
        int low = length > at + 1 ? data[at + 1] : 0;
        int units = (high << 8 | low) - (high >= 0x80 ? 0x10000 : 0);
        g_string_append_printf(out, " %d", thousandths(scale, units));
    }
    g_string_append(out, " ]");
    hb_blob_destroy(head);
}

static int
write_descriptor(Objects *objects, const Scale *scale, const char *name,
                 int file)
{
    g_autoptr(GString) out = g_string_new("<< /Type /FontDescriptor");
    int id = objects_reserve(objects);

    g_string_append_printf(
        out,
        " /FontName /%s /FontFile2 %d 0 R /Flags 4"
        " /ItalicAngle 0 /StemV 80 /Ascent %d"
        " /Descent %d /CapHeight %d",
        name, file, metric(scale, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER),
        metric(scale, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER),
        metric(scale, HB_OT_METRICS_TAG_CAP_HEIGHT));
    append_box(out, scale, hb_font_get_face(scale->font));
    g_string_append(out, " >>");
    objects_put(objects, id, out->str);
    return id;
}

static void
append_widths(GString *out, const Scale *scale, const GArray *glyphs)
{
    g_string_append(out, " /W [1 [");
    for (guint i = 0; i < glyphs->len; i++) {
        guint glyph = g_array_index(glyphs, FaceGlyph, i).glyph;
        objects_number(out, hb_font_get_glyph_h_advance(scale->font, glyph) *
                                1000.0 / scale->upem);
        g_string_append_c(out, ' ');
    }
    g_string_append(out, "]]");
}

/* Which glyph a code shows, two bytes each, from code 0 (9.7.4.2). */
static int
write_glyph_map(Objects *objects, const GArray *glyphs)
{
    g_autoptr(GByteArray) map = g_byte_array_new();
    int id = objects_reserve(objects);

    g_byte_array_append(map, (const guint8[]){ 0, 0 }, 2);
    for (guint i = 0; i < glyphs->len; i++) {
        guint glyph = g_array_index(glyphs, FaceGlyph, i).glyph;
        guint8 bytes[] = { (guint8)(glyph >> 8), (guint8)glyph };
        g_byte_array_append(map, bytes, 2);
    }
    objects_stream(objects, id, "", map->data, map->len);
    return id;
}

static int
write_descendant(Objects *objects, const Scale *scale, const char *name,
                 int descriptor, const GArray *glyphs)
{
    g_autoptr(GString) out = g_string_new("<< /Type /Font");
    int id = objects_reserve(objects);

    g_string_append_printf(out,
                           " /Subtype /CIDFontType2 /BaseFont /%s"
                           " /CIDSystemInfo << /Registry (Adobe)"
                           " /Ordering (Identity) /Supplement 0 >>"
                           " /FontDescriptor %d 0 R /CIDToGIDMap %d 0 R",
                           name, descriptor, write_glyph_map(objects, glyphs));
    append_widths(out, scale, glyphs);
    g_string_append(out, " >>");
    objects_put(objects, id, out->str);
    return id;
}

/* A block of bfchar holds at most 100 rows (9.10.3, after CMap's limits). */
static int
write_unicode(Objects *objects, const GArray *glyphs)
{
    g_autoptr(GString) out = g_string_new(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS)"
        " /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    int id = objects_reserve(objects);

    for (guint i = 0; i < glyphs->len; i++) {
        const FaceGlyph *row = &g_array_index(glyphs, FaceGlyph, i);
        g_autoptr(GString) text = g_string_new(NULL);
        if (i % 100 == 0)
            g_string_append_printf(out, "%u beginbfchar\n",
                                   MIN(glyphs->len - i, 100));
        objects_text(text, row->text, strlen(row->text));
        g_string_erase(text, 1, 4); /* no byte order mark here */
        g_string_append_printf(out, "<%04X> %s\n", i + 1, text->str);
        if (i % 100 == 99 || i + 1 == glyphs->len)
            g_string_append(out, "endbfchar\n");
    }
    g_string_append(out, "endcmap\nCMapName currentdict /CMap defineresource"
                         " pop\nend\nend\n");
    objects_stream(objects, id, "", out->str, out->len);
    return id;
}

int
embed_face(Objects *objects, hb_font_t *font, int number, const GArray *glyphs,
           GError **error)
{
    hb_face_t *face = hb_font_get_face(font);
    Scale scale = { font, hb_face_get_upem(face) };
    g_autofree char *name = font_name(face, number);
    int file = write_file(objects, face, glyphs);
    int id = 0, descendant = 0;

    if (file == 0) {
        g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_RENDER,
                    _("Typsnittet %s kan inte bäddas in: installera paketet "
                      "fonts-open-sans på nytt"),
                    name + strlen("AAAAAA+"));
        return 0;
    }
    descendant =
        write_descendant(objects, &scale, name,
                         write_descriptor(objects, &scale, name, file), glyphs);
    id = objects_reserve(objects);
    objects_putf(objects, id,
                 "<< /Type /Font /Subtype /Type0 /BaseFont /%s"
                 " /Encoding /Identity-H /DescendantFonts [%d 0 R]"
                 " /ToUnicode %d 0 R >>",
                 name, descendant, write_unicode(objects, glyphs));
    return id;
}
