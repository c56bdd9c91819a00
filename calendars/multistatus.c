#include "calendars/multistatus.h"

#include <glib/gi18n.h>
#include <libxml/xmlreader.h>
#include <string.h>

#include "calendars/carrier.h"
#include "calendars/wire.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlTextReader, xmlFreeTextReader)

/* Elements that we know; the rest are OTHER, whatever they are called. */
typedef enum {
    OTHER,
    MULTISTATUS,
    RESPONSE,
    HREF,
    STATUS,
    PROPSTAT,
    PROP,
    ETAG,
    TITLE,
    TYPE,
    COLLECTION,
    CALENDAR,
    DATA,
    TOKEN,
} Kind;

// clang-format off
static const struct {
    const char *space, *name;
    Kind kind;
} ELEMENTS[] = {
    { "DAV:", "multistatus", MULTISTATUS },
    { "DAV:", "response", RESPONSE },
    { "DAV:", "href", HREF },
    { "DAV:", "status", STATUS },
    { "DAV:", "propstat", PROPSTAT },
    { "DAV:", "prop", PROP },
    { "DAV:", "getetag", ETAG },
    { "DAV:", "displayname", TITLE },
    { "DAV:", "resourcetype", TYPE },
    { "DAV:", "collection", COLLECTION },
    { "DAV:", "sync-token", TOKEN },
    { "urn:ietf:params:xml:ns:caldav", "calendar", CALENDAR },
    { "urn:ietf:params:xml:ns:caldav", "calendar-data", DATA },
};
// clang-format on

/* Deeper than anything we know lies at. */
enum { PATH_DEPTH = 6 };

typedef struct Reading {
    const char *url; /* borrowed */
    Multistatus *all;
    Kind path[PATH_DEPTH]; /* from the root to where we stand */
    DavItem *item;         /* of the response we are in */
    DavItem props;         /* of the propstat we are in */
    int props_status;
    char *href;
    GString *text; /* of the element we are in */
    const char *fault;
} Reading;

static void
item_clear(DavItem *item)
{
    g_clear_pointer(&item->name, g_free);
    g_clear_pointer(&item->etag, g_free);
    g_clear_pointer(&item->data, g_free);
    g_clear_pointer(&item->title, g_free);
}

static void
item_free(gpointer data)
{
    item_clear(data);
    g_free(data);
}

void
multistatus_free(Multistatus *all)
{
    if (all == NULL)
        return;
    g_ptr_array_unref(all->items);
    g_free(all->token);
    g_free(all);
}

static void
reading_clear(Reading *reading)
{
    g_clear_pointer(&reading->all, multistatus_free);
    g_clear_pointer(&reading->item, item_free);
    g_clear_pointer(&reading->href, g_free);
    item_clear(&reading->props);
    if (reading->text != NULL)
        g_string_free(reading->text, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, reading_clear)

/* ---- hrefs ---------------------------------------------------------------- */

/* HREF made absolute against URL; NULL: it is no URL.  Dots in it are gone,
 * so that what is left is where it really leads. */
static CURLU *
resolve(const char *url, const char *href)
{
    g_autoptr(CURLU) parts = curl_url();
    if (curl_url_set(parts, CURLUPART_URL, url, 0) != CURLUE_OK ||
        curl_url_set(parts, CURLUPART_URL, href, CURLU_URLENCODE) != CURLUE_OK)
        return NULL;
    return g_steal_pointer(&parts);
}

static gboolean
same_part(CURLU *one, CURLU *other, CURLUPart part, unsigned flags)
{
    g_autofree char *a = wire_part(one, part, flags);
    g_autofree char *b = wire_part(other, part, flags);
    return a != NULL && b != NULL && g_ascii_strcasecmp(a, b) == 0;
}

/* The path of URL, decoded; NULL: it holds a zero byte. */
static char *
path_of(CURLU *url)
{
    g_autofree char *raw = wire_part(url, CURLUPART_PATH, 0);
    return raw != NULL ? g_uri_unescape_string(raw, NULL) : NULL;
}

static gboolean
name_good(const char *name)
{
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
        !g_utf8_validate(name, -1, NULL))
        return FALSE;
    for (const char *at = name; *at != '\0'; at++)
        if (*at == '/' || *at == '\\' || g_ascii_iscntrl(*at))
            return FALSE;
    return TRUE;
}

char *
multistatus_name(const char *url, const char *href)
{
    g_autoptr(CURLU) base = resolve(url, url);
    g_autoptr(CURLU) here = resolve(url, href);
    if (base == NULL || here == NULL ||
        !same_part(base, here, CURLUPART_SCHEME, 0) ||
        !same_part(base, here, CURLUPART_HOST, 0) ||
        !same_part(base, here, CURLUPART_PORT, CURLU_DEFAULT_PORT))
        return NULL;
    g_autofree char *folder = path_of(base);
    g_autofree char *path = path_of(here);
    if (folder == NULL || path == NULL)
        return NULL;
    gsize length = strlen(folder);
    /* The collection may name itself without its last slash. */
    if (length > 0 && strlen(path) == length - 1 &&
        strncmp(path, folder, length - 1) == 0)
        return g_strdup("");
    if (strncmp(path, folder, length) != 0)
        return NULL;
    g_autofree char *name = g_strdup(path + length);
    gsize end = strlen(name);
    if (end > 0 && name[end - 1] == '/') /* a folder below */
        name[end - 1] = '\0';
    return name_good(name) ? g_steal_pointer(&name) : NULL;
}

/* ---- elements ------------------------------------------------------------- */

static Kind
kind_of(xmlTextReader *reader)
{
    const char *space = (const char *)xmlTextReaderConstNamespaceUri(reader);
    const char *name = (const char *)xmlTextReaderConstLocalName(reader);
    for (gsize i = 0; space != NULL && i < G_N_ELEMENTS(ELEMENTS); i++)
        if (strcmp(ELEMENTS[i].name, name) == 0 &&
            strcmp(ELEMENTS[i].space, space) == 0)
            return ELEMENTS[i].kind;
    return OTHER;
}

/* TRUE when we stand in KIND at DEPTH, below the right elements. */
static gboolean
at(const Reading *reading, int depth, Kind kind)
{
    static const Kind trunk[] = { MULTISTATUS, RESPONSE, PROPSTAT, PROP };
    if (reading->path[depth] != kind)
        return FALSE;
    for (int i = 0; i < depth && i < (int)G_N_ELEMENTS(trunk); i++)
        if (reading->path[i] != trunk[i])
            return FALSE;
    return TRUE;
}

/* "HTTP/1.1 404 Not Found" as 404. */
static int
status_code(const char *text)
{
    const char *space = strchr(text, ' ');
    return space != NULL ? (int)g_ascii_strtoll(space, NULL, 10) : 0;
}

static void
begin(Reading *reading, int depth)
{
    g_string_truncate(reading->text, 0);
    if (at(reading, 1, RESPONSE) && depth == 1) {
        g_clear_pointer(&reading->item, item_free);
        g_clear_pointer(&reading->href, g_free);
        reading->item = g_new0(DavItem, 1);
    }
    if (at(reading, 2, PROPSTAT) && depth == 2) {
        item_clear(&reading->props);
        reading->props = (DavItem){ 0 };
        reading->props_status = 0;
    }
    if (depth == 5 && reading->path[4] == TYPE && at(reading, 3, PROP)) {
        reading->props.collection |= reading->path[5] == COLLECTION;
        reading->props.calendar |= reading->path[5] == CALENDAR;
    }
}

/* Hands FROM over to TO, where there is something. */
static void
hand_over(char **to, char **from)
{
    if (*from == NULL)
        return;
    g_free(*to);
    *to = g_steal_pointer(from);
}

/* What was found in a propstat counts when its status is good. */
static void
take_props(Reading *reading)
{
    DavItem *item = reading->item, *props = &reading->props;
    if (reading->props_status / 100 != 2)
        return;
    hand_over(&item->etag, &props->etag);
    hand_over(&item->data, &props->data);
    hand_over(&item->title, &props->title);
    item->collection |= props->collection;
    item->calendar |= props->calendar;
}

static void
take_response(Reading *reading)
{
    DavItem *item = reading->item;
    Multistatus *all = reading->all;
    item->name = reading->href != NULL
                     ? multistatus_name(reading->url, reading->href)
                     : NULL;
    if (item->name == NULL)
        all->elsewhere++;
    else if (*item->name == '\0' && item->status == 507)
        all->partly = TRUE;
    else if (all->items->len >= DAV_ITEMS_MAX)
        reading->fault = N_("fler poster än vi läser");
    else
        g_ptr_array_add(all->items, g_steal_pointer(&reading->item));
    g_clear_pointer(&reading->item, item_free);
}

static void
put(char **place, const GString *text)
{
    g_free(*place);
    *place = g_strstrip(g_strdup(text->str));
}

/* The element at DEPTH ends; its own text is read. */
static void
end(Reading *reading, int depth)
{
    const GString *text = reading->text;
    DavItem *props = &reading->props;
    if (depth == 1 && at(reading, 1, TOKEN))
        put(&reading->all->token, text);
    if (reading->item == NULL)
        return;
    if (depth == 2 && at(reading, 2, HREF) && reading->href == NULL)
        put(&reading->href, text);
    if (depth == 2 && at(reading, 2, STATUS))
        reading->item->status = status_code(text->str);
    if (depth == 3 && at(reading, 3, STATUS))
        reading->props_status = status_code(text->str);
    if (depth == 4 && at(reading, 4, ETAG))
        put(&props->etag, text);
    if (depth == 4 && at(reading, 4, TITLE))
        put(&props->title, text);
    if (depth == 4 && at(reading, 4, DATA))
        put(&props->data, text);
    if (depth == 2 && at(reading, 2, PROPSTAT))
        take_props(reading);
    if (depth == 1 && at(reading, 1, RESPONSE))
        take_response(reading);
}

static void
add_text(Reading *reading, xmlTextReader *reader)
{
    const char *value = (const char *)xmlTextReaderConstValue(reader);
    if (value == NULL)
        return;
    if (reading->text->len + strlen(value) > DAV_VALUE_BYTES_MAX)
        reading->fault = N_("ett värde är större än vi läser");
    else
        g_string_append(reading->text, value);
}

static void
take_node(Reading *reading, xmlTextReader *reader)
{
    int depth = xmlTextReaderDepth(reader);
    switch (xmlTextReaderNodeType(reader)) {
    case XML_READER_TYPE_DOCUMENT_TYPE:
        reading->fault = N_("den har en DOCTYPE, som inte läses");
        break;
    case XML_READER_TYPE_ELEMENT:
        if (depth < PATH_DEPTH) {
            gboolean empty = xmlTextReaderIsEmptyElement(reader) == 1;
            reading->path[depth] = kind_of(reader);
            begin(reading, depth);
            if (empty)
                end(reading, depth);
        }
        break;
    case XML_READER_TYPE_END_ELEMENT:
        if (depth < PATH_DEPTH) {
            end(reading, depth);
            g_string_truncate(reading->text, 0);
        }
        break;
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        if (depth <= PATH_DEPTH)
            add_text(reading, reader);
        break;
    default: break;
    }
}

static xmlTextReader *
open_reader(const char *text, gsize length)
{
    if (length > G_MAXINT)
        return NULL;
    return xmlReaderForMemory(text, (int)length, NULL, NULL,
                              XML_PARSE_NONET | XML_PARSE_NOERROR |
                                  XML_PARSE_NOWARNING | XML_PARSE_COMPACT);
}

Multistatus *
multistatus_read(const char *text, gsize length, const char *url,
                 GError **error)
{
    g_auto(Reading) reading = { .url = url };
    reading.all = g_new0(Multistatus, 1);
    reading.all->items = g_ptr_array_new_with_free_func(item_free);
    reading.text = g_string_new(NULL);
    g_autoptr(xmlTextReader) reader = open_reader(text, length);
    int more = reader != NULL ? xmlTextReaderRead(reader) : -1;
    while (more == 1 && reading.fault == NULL) {
        take_node(&reading, reader);
        more = xmlTextReaderRead(reader);
    }
    if (reading.fault == NULL && (more < 0 || reading.path[0] != MULTISTATUS))
        reading.fault = N_("den är ingen hel multistatus i XML");
    if (reading.fault == NULL)
        return g_steal_pointer(&reading.all);
    transport_fail(error, TRANSPORT_ERROR_PERMANENT,
                   _("Kalenderserverns svar går inte att läsa: %s."),
                   _(reading.fault));
    return NULL;
}
