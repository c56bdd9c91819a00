#include <string.h>

#include "templates/fill.h"

enum {
    COLUMNS = 72,
    FIRST_COMBINING = 0x300, /* every character before it is one column */
};

/* How an element sets its words apart from those around it. */
typedef enum {
    FLOW_INLINE,    /* not at all */
    FLOW_LINE,      /* its own lines */
    FLOW_PARAGRAPH, /* its own lines, and a blank one before and after */
    FLOW_ITEM,      /* a line after "- " or its number */
    FLOW_ROW,       /* a table's row: one line */
    FLOW_BREAK,     /* <br> */
    FLOW_RULE,      /* <hr> */
    FLOW_NONE,      /* nothing of it is read */
} Flow;

typedef struct Writer {
    GString *out;
    GString *block;     /* the words of the lines at hand, single spaces */
    GString *indent;    /* before every line */
    const char *marker; /* before the next line, instead of the indent's end */
    gboolean space;     /* white space came after the last word */
    gboolean gap;       /* a blank line comes before the next block */
    gboolean one_line;  /* a row of a table, a title: breaks are commas */
} Writer;

// clang-format off
static const struct {
    const char *name;
    Flow flow;
} FLOWS[] = {
    { "p", FLOW_PARAGRAPH },          { "div", FLOW_LINE },
    { "tr", FLOW_ROW },               { "li", FLOW_ITEM },
    { "br", FLOW_BREAK },             { "table", FLOW_PARAGRAPH },
    { "h1", FLOW_PARAGRAPH },         { "h2", FLOW_PARAGRAPH },
    { "h3", FLOW_PARAGRAPH },         { "h4", FLOW_PARAGRAPH },
    { "ul", FLOW_PARAGRAPH },         { "ol", FLOW_PARAGRAPH },
    { "dl", FLOW_PARAGRAPH },         { "dt", FLOW_LINE },
    { "dd", FLOW_LINE },              { "section", FLOW_PARAGRAPH },
    { "main", FLOW_PARAGRAPH },       { "header", FLOW_PARAGRAPH },
    { "footer", FLOW_PARAGRAPH },     { "article", FLOW_PARAGRAPH },
    { "blockquote", FLOW_PARAGRAPH }, { "address", FLOW_PARAGRAPH },
    { "caption", FLOW_LINE },         { "hr", FLOW_RULE },
    { "head", FLOW_NONE },            { "style", FLOW_NONE },
    { "script", FLOW_NONE },
};
// clang-format on

static Flow
flow_of(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(FLOWS); i++)
        if (g_str_equal(FLOWS[i].name, name))
            return FLOWS[i].flow;
    return FLOW_INLINE;
}

static gboolean
is_named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE &&
           xmlStrEqual(node->name, BAD_CAST name);
}

static guint
columns_of(const char *text, gsize length)
{
    guint columns = 0;
    for (const char *at = text; at < text + length; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (c < FIRST_COMBINING || !g_unichar_iszerowidth(c))
            columns += c >= FIRST_COMBINING && g_unichar_iswide(c) ? 2 : 1;
    }
    return columns;
}

/* Starts a line: the blank one if due, the indent, the marker over its
 * end. */
static guint
start_line(Writer *writer)
{
    gsize marker = writer->marker ? strlen(writer->marker) : 0;
    if (writer->gap && writer->out->len > 0)
        g_string_append_c(writer->out, '\n');
    writer->gap = FALSE;
    g_string_append_len(writer->out, writer->indent->str,
                        (gssize)(writer->indent->len - marker));
    if (writer->marker)
        g_string_append(writer->out, writer->marker);
    writer->marker = NULL;
    return (guint)writer->indent->len;
}

/* LINE without a break of its own, wrapped at its spaces; a word wider than
 * the page stands alone, whole.  Rows go on HANG columns further in. */
static void
put_line(Writer *writer, const char *line, guint hang)
{
    guint column = start_line(writer);
    gboolean empty = TRUE;
    while (*line) {
        gsize gap = strspn(line, " ");
        gsize word = strcspn(line + gap, " ");
        guint width = columns_of(line + gap, word);
        if (!empty && column + gap + width > COLUMNS) {
            g_string_append_c(writer->out, '\n');
            column = start_line(writer) + hang;
            g_string_append_printf(writer->out, "%*s", (int)hang, "");
            gap = 0;
            line += strspn(line, " ");
        }
        g_string_append_len(writer->out, line, (gssize)(gap + word));
        column += (guint)gap + width;
        line += gap + word;
        empty = FALSE;
    }
    g_string_append_c(writer->out, '\n');
}

/* Writes the words gathered, if any, as lines. */
static void
flush(Writer *writer, guint hang)
{
    writer->space = FALSE;
    if (writer->block->len == 0)
        return;
    for (char *line = writer->block->str; line;) {
        char *end = strchr(line, '\n');
        if (end)
            *end++ = '\0';
        if (*line)
            put_line(writer, line, hang);
        line = end;
    }
    g_string_truncate(writer->block, 0);
}

/* Adds TEXT with its white space made single; no-break spaces stay. */
static void
add_words(Writer *writer, const char *text)
{
    GString *block = writer->block;
    for (;;) {
        gsize blank = strspn(text, " \t\r\n\f");
        gsize word = strcspn(text + blank, " \t\r\n\f");
        writer->space = writer->space || blank > 0;
        text += blank;
        if (word == 0)
            return;
        gboolean after = block->len > 0 && block->str[block->len - 1] != '\n' &&
                         block->str[block->len - 1] != ' ';
        if (writer->space && after)
            g_string_append_c(block, ' ');
        g_string_append_len(block, text, (gssize)word);
        writer->space = FALSE;
        text += word;
    }
}

static void put_children(Writer *writer, const xmlNode *node);

/* The digits of a phone number without country code and trunk zero. */
static char *
phone_digits(const char *text)
{
    GString *digits = g_string_new(NULL);
    for (text += g_str_has_prefix(text, "+46") ? 3 : 0; *text; text++)
        if (g_ascii_isdigit(*text) && (digits->len > 0 || *text != '0'))
            g_string_append_c(digits, *text);
    return g_string_free(digits, FALSE);
}

/* Whether URL tells nothing that the WORDS of its link do not. */
static gboolean
is_told(const char *url, const char *words)
{
    if (*url == '#' || g_str_equal(url, words))
        return TRUE;
    if (g_str_has_prefix(url, "mailto:"))
        return g_ascii_strcasecmp(url + strlen("mailto:"), words) == 0;
    if (!g_str_has_prefix(url, "tel:"))
        return FALSE;
    g_autofree char *of_url = phone_digits(url + strlen("tel:"));
    g_autofree char *of_words = phone_digits(words);
    return g_str_equal(of_url, of_words);
}

static void
put_link(Writer *writer, const xmlNode *node)
{
    gsize before = writer->block->len;
    put_children(writer, node);
    const xmlAttr *href = xmlHasProp(node, BAD_CAST "href");
    if (!href || !href->children || !href->children->content)
        return;
    const char *url = (const char *)href->children->content;
    const char *words = writer->block->str + MIN(before, writer->block->len);
    words += strspn(words, " \n");
    if (is_told(url, words))
        return;
    if (*words) {
        add_words(writer, " (");
        g_string_append_printf(writer->block, "%s)", url);
    } else {
        add_words(writer, url);
    }
}

static void
put_image(Writer *writer, const xmlNode *node)
{
    const xmlAttr *alt = xmlHasProp(node, BAD_CAST "alt");
    if (alt && alt->children && alt->children->content)
        add_words(writer, (const char *)alt->children->content);
}

/* Inside a cell a break of the line is a comma. */
static void
put_break(Writer *writer)
{
    GString *block = writer->block;
    if (!writer->one_line)
        g_string_append_c(block, '\n');
    else if (block->len > 0 && block->str[block->len - 1] != ' ')
        g_string_append(block, ", ");
    writer->space = FALSE;
}

static const xmlNode *
next_cell(const xmlNode *node)
{
    while (node && !is_named(node, "td") && !is_named(node, "th"))
        node = node->next;
    return node;
}

/* "Label: value" if the row is one heading and one value, else the cells
 * with two spaces between. */
static const char *
cell_joint(const xmlNode *row, const char *so_far)
{
    const xmlNode *first = next_cell(row->children);
    const xmlNode *second = first ? next_cell(first->next) : NULL;
    gboolean pair = second && !next_cell(second->next) &&
                    is_named(first, "th") && is_named(second, "td");
    if (!pair)
        return "  ";
    return strchr(":.?!", so_far[strlen(so_far) - 1]) ? " " : ": ";
}

static void
trim_commas(GString *block)
{
    while (g_str_has_suffix(block->str, ", "))
        g_string_truncate(block, block->len - 2);
}

static void
put_row(Writer *writer, const xmlNode *row)
{
    gsize start = writer->block->len;
    writer->one_line = TRUE;
    for (const xmlNode *cell = next_cell(row->children); cell;
         cell = next_cell(cell->next)) {
        gsize before = writer->block->len;
        writer->space = FALSE;
        if (before > start)
            g_string_append(writer->block, cell_joint(row, writer->block->str));
        gsize joined = writer->block->len;
        put_children(writer, cell);
        trim_commas(writer->block);
        if (writer->block->len <= joined) /* an empty cell */
            g_string_truncate(writer->block, before);
    }
    writer->one_line = FALSE;
    flush(writer, 2);
}

/* The item's place among its list's items, from 1. */
static guint
item_number(const xmlNode *node)
{
    guint number = 1;
    for (const xmlNode *at = node->prev; at; at = at->prev)
        number += is_named(at, "li") ? 1 : 0;
    return number;
}

static void
put_item(Writer *writer, const xmlNode *node)
{
    gsize outer = writer->indent->len;
    gboolean numbered = node->parent && is_named(node->parent, "ol");
    g_autofree char *marker =
        numbered ? g_strdup_printf("%u. ", item_number(node)) : g_strdup("- ");
    g_string_append_printf(writer->indent, "%*s", (int)strlen(marker), "");
    writer->marker = marker;
    put_children(writer, node);
    flush(writer, 0);
    writer->marker = NULL; /* the item was empty */
    g_string_truncate(writer->indent, outer);
}

/* A list inside an item follows it without a blank line. */
static gboolean
is_inner_list(const Writer *writer, const xmlNode *node)
{
    return writer->indent->len > 0 &&
           (is_named(node, "ul") || is_named(node, "ol"));
}

static void
put_block(Writer *writer, const xmlNode *node, Flow flow)
{
    gboolean apart = flow == FLOW_PARAGRAPH && !is_inner_list(writer, node);
    if (writer->one_line) {
        put_break(writer);
        put_children(writer, node);
        put_break(writer);
        return;
    }
    flush(writer, 0);
    writer->gap = writer->gap || (apart && !writer->marker);
    put_children(writer, node);
    flush(writer, 0);
    writer->gap = writer->gap || apart;
}

static void
put_element(Writer *writer, const xmlNode *node)
{
    Flow flow = flow_of((const char *)node->name);
    if (writer->one_line && (flow == FLOW_ITEM || flow == FLOW_ROW))
        flow = FLOW_LINE;
    if (writer->one_line && flow == FLOW_RULE)
        flow = FLOW_BREAK;
    switch (flow) {
    case FLOW_NONE: break;
    case FLOW_BREAK: put_break(writer); break;
    case FLOW_LINE:
    case FLOW_PARAGRAPH: put_block(writer, node, flow); break;
    case FLOW_ITEM:
        flush(writer, 0);
        put_item(writer, node);
        break;
    case FLOW_ROW:
        flush(writer, 0);
        put_row(writer, node);
        break;
    case FLOW_RULE:
        flush(writer, 0);
        g_string_append(writer->block, "---");
        flush(writer, 0);
        break;
    default:
        if (is_named(node, "a"))
            put_link(writer, node);
        else if (is_named(node, "img"))
            put_image(writer, node);
        else
            put_children(writer, node);
    }
}

static void
put_children(Writer *writer, const xmlNode *node)
{
    for (const xmlNode *at = node->children; at; at = at->next) {
        if (at->type == XML_ELEMENT_NODE)
            put_element(writer, at);
        else if (at->type == XML_TEXT_NODE && at->content)
            add_words(writer, (const char *)at->content);
    }
}

char *
template_text(xmlDoc *document)
{
    g_autoptr(GString) block = g_string_sized_new(512);
    g_autoptr(GString) indent = g_string_new(NULL);
    Writer writer = { .out = g_string_sized_new(4096),
                      .block = block,
                      .indent = indent };
    put_children(&writer, xmlDocGetRootElement(document));
    flush(&writer, 0);
    return g_string_free(writer.out, FALSE);
}

static const xmlNode *
find_element(const xmlNode *node, const char *name)
{
    for (const xmlNode *at = node->children; at; at = at->next) {
        const xmlNode *found = is_named(at, name) ? at : find_element(at, name);
        if (found)
            return found;
    }
    return NULL;
}

char *
template_title(xmlDoc *document)
{
    g_autoptr(GString) words = g_string_new(NULL);
    g_autoptr(GString) indent = g_string_new(NULL);
    Writer writer = { .block = words, .indent = indent, .one_line = TRUE };
    const xmlNode *head = find_element(xmlDocGetRootElement(document), "head");
    const xmlNode *title = head ? find_element(head, "title") : NULL;
    if (title)
        put_children(&writer, title);
    trim_commas(words);
    return g_strdelimit(g_strdup(words->str), "\r\n", ' ');
}
