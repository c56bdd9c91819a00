#include "templates/fonts.h"

#include <fontconfig/fontconfig.h>
#include <glib/gi18n.h>
#include <hb-ot.h>
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>
#include <string.h>

#include "templates/embed.h"
#include "templates/fill.h"

/* Texts that cannot be set: more than a sentence names. */
enum { MISSING_KEPT = 200 };

struct Face {
    char *key; /* file and index */
    int number;
    hb_face_t *file;
    hb_font_t *font;   /* in the font's own units */
    GArray *glyphs;    /* FaceGlyph, code 1 first */
    GHashTable *index; /* glyph -> its latest code */
};

/* What the machine has.  Loaded once for all documents and kept to the end:
 * it takes longer than a sheet, and fontconfig 2.14 loses caches each time. */
typedef struct Stock {
    FcConfig *config;
    PangoFontMap *map;
    FcFontSet *nearest; /* the fonts, the house's own first; NULL: not yet */
} Stock;

struct Fonts {
    Stock *stock; /* borrowed */
    PangoContext *context;
    GPtrArray *faces;    /* Face, in the order of first use */
    GArray *missing;     /* Missing */
    GHashTable *by_font; /* PangoFont -> Face, so that a look-up is quick */
};

static void
clear_missing(void *data)
{
    g_free(((Missing *)data)->words);
}

static void
free_face(void *data)
{
    Face *face = data;
    for (guint i = 0; i < face->glyphs->len; i++)
        g_free(g_array_index(face->glyphs, FaceGlyph, i).text);
    g_array_unref(face->glyphs);
    g_hash_table_unref(face->index);
    hb_font_destroy(face->font);
    hb_face_destroy(face->file);
    g_free(face->key);
    g_free(face);
}

/* Hinting would round advances to whole pixels: paper has none. */
static void
without_hinting(FcPattern *pattern, gpointer unused)
{
    (void)unused;
    FcPatternDel(pattern, FC_HINTING);
    FcPatternAddBool(pattern, FC_HINTING, FcFalse);
}

/* Outlines in other formats would need another kind of subset. */
static gboolean
is_plain_truetype(const FcPattern *font)
{
    FcChar8 *format = NULL;
    FcBool color = FcFalse, variable = FcFalse;

    FcPatternGetBool(font, FC_COLOR, 0, &color);
    FcPatternGetBool(font, FC_VARIABLE, 0, &variable);
    return FcPatternGetString(font, FC_FONTFORMAT, 0, &format) ==
               FcResultMatch &&
           strcmp((const char *)format, "TrueType") == 0 && !color && !variable;
}

/* Takes the other fonts out of SET, as <rejectfont> in a configuration file
 * would; that leaks in fontconfig 2.14. */
static void
keep_truetype(FcFontSet *set)
{
    int kept = 0;
    for (int i = 0; i < set->nfont; i++)
        if (is_plain_truetype(set->fonts[i]))
            set->fonts[kept++] = set->fonts[i];
        else
            FcPatternDestroy(set->fonts[i]);
    set->nfont = kept;
}

/* The system's fonts; NULL: there are none. */
static FcConfig *
load_config(void)
{
    FcConfig *config = FcInitLoadConfigAndFonts();
    FcFontSet *set = NULL;

    if (config == NULL)
        return NULL;
    set = FcConfigGetFonts(config, FcSetSystem);
    if (set != NULL)
        keep_truetype(set);
    if (set != NULL && set->nfont > 0)
        return config;
    FcConfigDestroy(config);
    return NULL;
}

/* NULL sets ERROR; then the next call looks again. */
static Stock *
stock_open(GError **error)
{
    static Stock stock;

    if (stock.config != NULL)
        return &stock;
    stock.config = load_config();
    if (stock.config == NULL) {
        g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_RENDER,
                    _("Inget typsnitt finns på datorn: installera paketet "
                      "fonts-open-sans"));
        return NULL;
    }
    stock.map = pango_ft2_font_map_new();
    pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(stock.map), 72, 72);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(stock.map), stock.config);
    pango_fc_font_map_set_default_substitute(PANGO_FC_FONT_MAP(stock.map),
                                             without_hinting, NULL, NULL);
    return &stock;
}

Fonts *
fonts_new(GError **error)
{
    Stock *stock = stock_open(error);
    Fonts *fonts = NULL;

    if (stock == NULL)
        return NULL;
    fonts = g_new0(Fonts, 1);
    fonts->stock = stock;
    fonts->context = pango_font_map_create_context(stock->map);
    pango_context_set_base_dir(fonts->context, PANGO_DIRECTION_LTR);
    pango_context_set_round_glyph_positions(fonts->context, FALSE);
    pango_context_set_language(fonts->context,
                               pango_language_from_string("sv"));
    fonts->missing = g_array_new(FALSE, FALSE, sizeof(Missing));
    g_array_set_clear_func(fonts->missing, clear_missing);
    fonts->faces = g_ptr_array_new_with_free_func(free_face);
    fonts->by_font = g_hash_table_new_full(NULL, NULL, g_object_unref, NULL);
    return fonts;
}

void
fonts_free(Fonts *fonts)
{
    g_array_unref(fonts->missing);
    g_hash_table_unref(fonts->by_font);
    g_ptr_array_unref(fonts->faces);
    g_object_unref(fonts->context);
    g_free(fonts);
}

PangoContext *
fonts_context(Fonts *fonts)
{
    return fonts->context;
}

gboolean
fonts_cover(Fonts *fonts, gunichar c)
{
    const FcFontSet *set = FcConfigGetFonts(fonts->stock->config, FcSetSystem);

    for (int i = 0; i < set->nfont; i++) {
        FcCharSet *charset = NULL;
        if (FcPatternGetCharSet(set->fonts[i], FC_CHARSET, 0, &charset) ==
                FcResultMatch &&
            FcCharSetHasChar(charset, c))
            return TRUE;
    }
    return FALSE;
}

/* Every font, those that stand in for the house's own first. */
static void
sort_fonts(Stock *stock)
{
    FcPattern *pattern = FcPatternCreate();
    FcResult result = FcResultMatch;

    FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)FONTS_FAMILY);
    FcConfigSubstitute(stock->config, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    stock->nearest = FcFontSort(stock->config, pattern, FcFalse, NULL, &result);
    FcPatternDestroy(pattern);
}

static gboolean
has_all(const FcPattern *font, const char *text, gsize length)
{
    FcCharSet *charset = NULL;

    if (FcPatternGetCharSet(font, FC_CHARSET, 0, &charset) != FcResultMatch)
        return FALSE;
    for (const char *p = text; p < text + length; p = g_utf8_next_char(p))
        if (!FcCharSetHasChar(charset, g_utf8_get_char(p)))
            return FALSE;
    return TRUE;
}

const char *
fonts_family(Fonts *fonts, const char *text, gsize length)
{
    Stock *stock = fonts->stock;
    FcChar8 *family = NULL;

    if (stock->nearest == NULL)
        sort_fonts(stock);
    for (int i = 0; stock->nearest != NULL && i < stock->nearest->nfont; i++) {
        const FcPattern *font = stock->nearest->fonts[i];
        if (has_all(font, text, length) &&
            FcPatternGetString(font, FC_FAMILY, 0, &family) == FcResultMatch)
            return (const char *)family;
    }
    return NULL;
}

void
fonts_miss(Fonts *fonts, const char *words, gunichar c)
{
    Missing missing = { NULL, c };

    if (fonts->missing->len >= MISSING_KEPT)
        return;
    for (guint i = 0; i < fonts->missing->len; i++)
        if (g_str_equal(g_array_index(fonts->missing, Missing, i).words, words))
            return;
    missing.words = g_strdup(words);
    g_array_append_val(fonts->missing, missing);
}

const GArray *
fonts_missing(const Fonts *fonts)
{
    return fonts->missing;
}

static Face *
new_face(Fonts *fonts, char *key, PangoFont *font)
{
    Face *face = g_new0(Face, 1);
    face->key = key;
    face->file =
        hb_face_reference(hb_font_get_face(pango_font_get_hb_font(font)));
    face->font = hb_font_create(face->file);
    face->glyphs = g_array_new(FALSE, FALSE, sizeof(FaceGlyph));
    face->index = g_hash_table_new(NULL, NULL);
    g_ptr_array_add(fonts->faces, face);
    face->number = (int)fonts->faces->len;
    return face;
}

/* One face serves every size of a file. */
static Face *
find_face(Fonts *fonts, PangoFont *font)
{
    FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
    FcChar8 *file = NULL;
    int index = 0;
    g_autofree char *key = NULL;

    FcPatternGetString(pattern, FC_FILE, 0, &file);
    FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
    key = g_strdup_printf("%s:%d", file != NULL ? (char *)file : "", index);
    for (guint i = 0; i < fonts->faces->len; i++) {
        Face *face = g_ptr_array_index(fonts->faces, i);
        if (g_str_equal(face->key, key))
            return face;
    }
    return new_face(fonts, g_steal_pointer(&key), font);
}

Face *
fonts_face(Fonts *fonts, PangoFont *font, double *size)
{
    Face *face = g_hash_table_lookup(fonts->by_font, font);
    int scale_x = 0, scale_y = 0;

    if (face == NULL) {
        face = find_face(fonts, font);
        g_hash_table_insert(fonts->by_font, g_object_ref(font), face);
    }
    hb_font_get_scale(pango_font_get_hb_font(font), &scale_x, &scale_y);
    *size = (double)scale_x / PANGO_SCALE;
    return face;
}

int
face_number(const Face *face)
{
    return face->number;
}

double
face_advance(const Face *face, guint glyph)
{
    return hb_font_get_glyph_h_advance(face->font, glyph) * 1000.0 /
           hb_face_get_upem(face->file);
}

guint
face_glyph(const Face *face, gunichar c)
{
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(face->font, c, &glyph) ? glyph : 0;
}

guint
face_code(Face *face, guint glyph, const char *text, gsize length)
{
    gpointer key = GUINT_TO_POINTER(glyph);
    guint first = GPOINTER_TO_UINT(g_hash_table_lookup(face->index, key));
    FaceGlyph row = { glyph, first, NULL };

    for (guint code = first; code != 0;) {
        const FaceGlyph *known =
            &g_array_index(face->glyphs, FaceGlyph, code - 1);
        if (strlen(known->text) == length &&
            memcmp(known->text, text, length) == 0)
            return code;
        code = known->other;
    }
    row.text = g_strndup(text, length);
    g_array_append_val(face->glyphs, row);
    g_hash_table_insert(face->index, key, GUINT_TO_POINTER(face->glyphs->len));
    return face->glyphs->len;
}

char *
fonts_write(Fonts *fonts, Objects *objects, GError **error)
{
    g_autoptr(GString) out = g_string_new("/Font <<");

    for (guint i = 0; i < fonts->faces->len; i++) {
        const Face *face = g_ptr_array_index(fonts->faces, i);
        int id =
            embed_face(objects, face->font, face->number, face->glyphs, error);
        if (id == 0)
            return NULL;
        g_string_append_printf(out, " /F%d %d 0 R", face->number, id);
    }
    g_string_append(out, " >>");
    return g_strdup(out->str);
}
