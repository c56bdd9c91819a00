#include "templates/words.h"

#include <string.h>

#include "templates/hyphen.h"

/* Shorter words fit in any column. */
enum { LONG_WORD = 14, LONGEST_WORD = 200 };

typedef struct Collector {
    Fonts *fonts;
    Words *words;
    gboolean space;     /* white space was met and not yet needed */
    gboolean after_rtl; /* the last letter is written from right to left */
    gboolean ltr, rtl;  /* some letter is written this way */
} Collector;

static void
clear_span(void *data)
{
    g_free(((Span *)data)->href);
}

static guint
add_span(Words *words, const Style *style, const char *href)
{
    Span span = { (guint)words->text->len, G_MAXUINT, *style, g_strdup(href) };
    g_array_append_val(words->spans, span);
    return words->spans->len - 1;
}

static Words *
new_words(const Style *style)
{
    Words *words = g_new0(Words, 1);
    words->text = g_string_new(NULL);
    words->spans = g_array_new(FALSE, FALSE, sizeof(Span));
    g_array_set_clear_func(words->spans, clear_span);
    words->joints = g_array_new(FALSE, FALSE, sizeof(Joint));
    add_span(words, style, NULL);
    return words;
}

void
words_free(Words *words)
{
    g_string_free(words->text, TRUE);
    g_array_unref(words->spans);
    g_array_unref(words->joints);
    g_free(words);
}

/* Controls, what asks for another look of the character before it (variation
 * selectors, tags), and the marks that turn the direction of what follows: a name
 * that carries them would rearrange its neighbours. */
static gboolean
is_unwanted(gunichar c)
{
    return g_unichar_iscntrl(c) || c == 0xFEFF || c == 0x061C ||
           (c >= 0x200B && c <= 0x200F && c != 0x200C && c != 0x200D) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
           (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) ||
           (c >= 0xE0000 && c <= 0xE0FFF) || c == 0x034F ||
           (c & 0xFFFE) == 0xFFFE || g_unichar_type(c) == G_UNICODE_PRIVATE_USE;
}

static void
append_space(Collector *collector)
{
    GString *text = collector->words->text;
    if (collector->space && text->len > 0 &&
        strchr(" \n", text->str[text->len - 1]) == NULL)
        g_string_append_c(text, ' ');
    collector->space = FALSE;
}

/* What every Open Sans has needs no question. */
static gboolean
is_covered(Fonts *fonts, gunichar c)
{
    return c < 0x17F || fonts_cover(fonts, c);
}

/* The blocks that run from right to left (Unicode, DerivedBidiClass.txt). */
static gboolean
is_rtl(gunichar c)
{
    return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
           (c >= 0xFE70 && c <= 0xFEFF) || (c >= 0x10800 && c <= 0x10FFF) ||
           (c >= 0x1E800 && c <= 0x1EFFF);
}

/* A number after a name in Arabic or Hebrew letters goes on to the right, as
 * the Swedish around it does, and a telephone number stays in order. */
static void
turn_back(Collector *collector, gunichar c)
{
    if (c < 0x80 && g_ascii_isdigit((char)c)) {
        if (collector->after_rtl)
            g_string_append(collector->words->text, "\u200E");
        collector->after_rtl = FALSE;
        return;
    }
    if (!g_unichar_isalpha(c))
        return;
    collector->after_rtl = is_rtl(c);
    collector->rtl = collector->rtl || collector->after_rtl;
    collector->ltr = collector->ltr || !collector->after_rtl;
}

static void
append_character(Collector *collector, gunichar c)
{
    turn_back(collector, c);
    if (!is_covered(collector->fonts, c))
        c = is_covered(collector->fonts, 0xFFFD) ? 0xFFFD : '?';
    g_string_append_unichar(collector->words->text, c);
}

/* The letters from P on, into WORD; how many. */
static gsize
read_word(const char *p, gunichar *word)
{
    gsize length = 0;
    for (; g_unichar_isalpha(g_utf8_get_char(p)) && length < LONGEST_WORD;
         p = g_utf8_next_char(p))
        word[length++] = g_utf8_get_char(p);
    return length;
}

/* A long word goes with the places where it may be parted, which are not
 * seen unless they are used. */
static void
append_word(Collector *collector, const gunichar *word, gsize length)
{
    GString *text = collector->words->text;

    append_space(collector);
    for (gsize i = 0; i < length; i++) {
        if (length >= LONG_WORD && hyphen_before(word, length, i))
            g_string_append(text, "\u00AD");
        append_character(collector, word[i]);
    }
}

/* Notes the first character of TEXT that no font has. */
static void
note_missing(Fonts *fonts, const char *text)
{
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (is_unwanted(c) || is_covered(fonts, c))
            continue;
        g_autofree char *words = g_strstrip(g_strdup(text));
        fonts_miss(fonts, words, c);
        return;
    }
}

static void
append_text(Collector *collector, const char *text)
{
    g_autofree char *composed =
        g_utf8_normalize(text, -1, G_NORMALIZE_DEFAULT_COMPOSE);
    gunichar word[LONGEST_WORD];

    if (composed != NULL)
        note_missing(collector->fonts, composed);

    for (const char *p = composed; p != NULL && *p != '\0';) {
        gsize length = read_word(p, word);
        gunichar c = g_utf8_get_char(p);
        if (length > 0) {
            append_word(collector, word, length);
        } else if (strchr(" \t\r\n", *p) != NULL) {
            collector->space = TRUE;
        } else if (!is_unwanted(c)) {
            append_word(collector, &c, 1);
        }
        p = g_utf8_offset_to_pointer(p, MAX((glong)length, 1));
    }
}

static void collect(Collector *collector, const Style *style,
                    const xmlNode *first, const xmlNode *last);

static void
collect_element(Collector *collector, const Style *outer, const xmlNode *node)
{
    Words *words = collector->words;
    Style style = style_within(outer);
    xmlChar *classes = xmlGetNoNsProp(node, BAD_CAST "class");
    xmlChar *href = NULL;
    guint span = 0;

    if (xmlStrEqual(node->name, BAD_CAST "a"))
        href = xmlGetNoNsProp(node, BAD_CAST "href");
    style_apply(&style, (const char *)node->name);
    style_apply_classes(&style, (const char *)classes, NULL);
    append_space(collector);
    span = add_span(words, &style, (const char *)href);
    collect(collector, &style, node->children, NULL);
    g_array_index(words->spans, Span, span).end = (guint)words->text->len;
    xmlFree(classes);
    xmlFree(href);
}

static void
collect(Collector *collector, const Style *style, const xmlNode *first,
        const xmlNode *last)
{
    for (const xmlNode *node = first; node != NULL; node = node->next) {
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
            append_text(collector, (const char *)node->content);
        else if (node->type == XML_ELEMENT_NODE &&
                 xmlStrEqual(node->name, BAD_CAST "br"))
            g_string_append_c(collector->words->text, '\n');
        else if (node->type == XML_ELEMENT_NODE)
            collect_element(collector, style, node);
        if (node == last)
            return;
    }
}

/* Past the marks that stand on the letter at START; START's own end: none. */
static const char *
joint_end(const char *start)
{
    const char *end = g_utf8_next_char(start);
    while (*end != '\0' && g_unichar_ismark(g_utf8_get_char(end)))
        end = g_utf8_next_char(end);
    return end;
}

/* Letters with marks on them: all in one font, whichever has them. */
static void
find_joints(Fonts *fonts, Words *words)
{
    const char *text = words->text->str;

    for (const char *p = text, *end = NULL; *p != '\0'; p = end) {
        Joint joint = { (guint)(p - text), 0, NULL };
        end = joint_end(p);
        if (end == g_utf8_next_char(p))
            continue;
        joint.end = (guint)(end - text);
        joint.family = fonts_family(fonts, p, (gsize)(end - p));
        if (joint.family == NULL)
            fonts_miss(fonts, text, g_utf8_get_char(g_utf8_next_char(p)));
        else if (!g_str_equal(joint.family, FONTS_FAMILY))
            g_array_append_val(words->joints, joint);
    }
}

static Words *
finish(const Collector *collector)
{
    Words *words = collector->words;
    GString *text = words->text;

    words->rtl = collector->rtl && !collector->ltr;
    while (text->len > 0 && strchr(" \n", text->str[text->len - 1]) != NULL)
        g_string_truncate(text, text->len - 1);
    for (guint i = 0; i < words->spans->len; i++) {
        Span *span = &g_array_index(words->spans, Span, i);
        span->end = MIN(span->end, (guint)text->len);
    }
    find_joints(collector->fonts, words);
    return words;
}

Words *
words_new(Fonts *fonts, const Style *style, const xmlNode *first,
          const xmlNode *last)
{
    Collector collector = { .fonts = fonts, .words = new_words(style) };
    collect(&collector, style, first, last);
    return finish(&collector);
}

Words *
words_new_text(Fonts *fonts, const Style *style, const char *text)
{
    Collector collector = { .fonts = fonts, .words = new_words(style) };
    append_text(&collector, text);
    return finish(&collector);
}

const Span *
words_span(const Words *words, guint at, gboolean links)
{
    for (guint i = words->spans->len; i-- > 0;) {
        const Span *span = &g_array_index(words->spans, Span, i);
        if (at >= span->start && at < span->end &&
            (!links || span->href != NULL))
            return span;
    }
    return links ? NULL : &g_array_index(words->spans, Span, 0);
}
