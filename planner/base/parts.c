#include "parts.h"

#include <glib/gi18n.h>
#include <libxml/parser.h>
#include <stdarg.h>
#include <string.h>
#include <zip.h>

#include "planner/base/error.h"
#include "planner/base/tags.h"

enum {
    CHUNK_BYTES = 65536,
    ATTR_FIELDS = 5 /* libxml2: name, prefix, namespace, value, its end */
};

struct Parts {
    zip_t *zip;
    const CellsLimits *limits; /* borrowed */
    guint64 unzipped_bytes;    /* of all parts read so far */
};

struct PartAttrs {
    int count;
    const xmlChar **fields; /* ATTR_FIELDS for each */
};

static gboolean
damaged(GError **error)
{
    return hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("filen är skadad eller inte hel; hämta den igen "
                         "eller spara om den från Excel"));
}

Parts *
parts_open(const char *data, gsize size, const CellsLimits *limits,
           GError **error)
{
    zip_error_t reason;
    zip_error_init(&reason);
    zip_source_t *source = zip_source_buffer_create(data, size, 0, &reason);
    zip_t *zip = source == NULL
                     ? NULL
                     : zip_open_from_source(source, ZIP_RDONLY, &reason);
    zip_error_fini(&reason);
    if (zip == NULL) {
        zip_source_free(source);
        damaged(error);
        return NULL;
    }
    Parts *parts = g_new0(Parts, 1);
    parts->zip = zip;
    parts->limits = limits;
    return parts;
}

void
parts_close(Parts *parts)
{
    if (parts == NULL)
        return;
    zip_discard(parts->zip); /* opened to read: nothing to write back */
    g_free(parts);
}

gboolean
parts_has(Parts *parts, const char *name)
{
    return zip_name_locate(parts->zip, name, 0) >= 0;
}

void
part_fail(PartReader *reader, const char *format, ...)
{
    if (reader->error != NULL)
        return;
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    /* xmlStopParser would free what the attributes point into: the rest of
     * the chunk goes unheard instead, see feed. */
    hundra_fail(&reader->error, HUNDRA_ERROR_INPUT, "%s", message);
}

/* The value of attribute NAME, which does not end with a zero byte. */
static const char *
find_attr(const PartAttrs *attrs, const char *name, gsize *length)
{
    for (int i = 0; i < attrs->count; i++) {
        const xmlChar **field = attrs->fields + (gsize)i * ATTR_FIELDS;
        if (strcmp((const char *)field[0], name) == 0) {
            *length = (gsize)(field[4] - field[3]);
            return (const char *)field[3];
        }
    }
    return NULL;
}

gboolean
part_attr(const PartAttrs *attrs, const char *name, char *out, gsize size)
{
    gsize length = 0;
    const char *value = find_attr(attrs, name, &length);
    if (value == NULL || length >= size)
        return FALSE;
    memcpy(out, value, length);
    out[length] = '\0';
    return TRUE;
}

char *
part_attr_dup(const PartAttrs *attrs, const char *name)
{
    gsize length = 0;
    const char *value = find_attr(attrs, name, &length);
    return value != NULL ? g_strndup(value, length) : NULL;
}

/* libxml2 calls the rest. */
static void /* NOLINTNEXTLINE(readability-function-size): its signature */
on_start(void *data, const xmlChar *name, const xmlChar *prefix,
         const xmlChar *uri, int namespace_count, const xmlChar **namespaces,
         int attr_count, int default_count, const xmlChar **fields)
{
    (void)prefix, (void)uri, (void)namespace_count;
    (void)namespaces, (void)default_count;
    PartReader *reader = data;
    PartAttrs attrs = { attr_count, fields };
    if (reader->error == NULL)
        reader->start(reader, (const char *)name, &attrs);
}

static void
on_end(void *data, const xmlChar *name, const xmlChar *prefix,
       const xmlChar *uri)
{
    (void)prefix, (void)uri;
    PartReader *reader = data;
    if (reader->error == NULL && reader->end != NULL)
        reader->end(reader, (const char *)name);
}

static void
on_text(void *data, const xmlChar *text, int length)
{
    PartReader *reader = data;
    if (reader->collect && reader->text->len <= reader->text_max)
        g_string_append_len(reader->text, (const char *)text, length);
}

static void
on_doctype(void *data, const xmlChar *name, const xmlChar *public_id,
           const xmlChar *system_id)
{
    (void)name, (void)public_id, (void)system_id;
    part_fail(data, _("filen innehåller DOCTYPE, som en Excel-fil aldrig har, "
                      "och läses inte; spara om den från Excel"));
}

static xmlParserCtxt *
new_parser(PartReader *reader)
{
    xmlSAXHandler handler = {
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .cdataBlock = on_text,
        .internalSubset = on_doctype,
    };
    xmlParserCtxt *parser =
        xmlCreatePushParserCtxt(&handler, reader, NULL, 0, NULL);
    /* NOENT only so that "&amp;" in an attribute comes as one character:
     * with no call for declarations there are no other entities. */
    /* UTF-8 whatever the part says of itself: office programs write no other,
     * and tags_watch could be led astray by one. */
    if (parser != NULL && xmlCtxtResetPush(parser, NULL, 0, NULL, "UTF-8") == 0)
        xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_NOENT |
                                      XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                      XML_PARSE_IGNORE_ENC);
    return parser;
}

/* For an entity declared in the file libxml2 makes a document by itself. */
static void
free_parser(xmlParserCtxt *parser)
{
    if (parser != NULL && parser->myDoc != NULL)
        xmlFreeDoc(parser->myDoc);
    xmlFreeParserCtxt(parser);
}

static gboolean
check_size(Parts *parts, guint64 part_bytes, guint64 packed_bytes,
           GError **error)
{
    const CellsLimits *limits = parts->limits;
    if (parts->unzipped_bytes > limits->unzipped_bytes)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("filen blir större än %u MiB uppackad; dela upp "
                             "den eller ta bort tomma formaterade rader"),
                           (guint)(limits->unzipped_bytes >> 20));
    if (part_bytes > PARTS_FREE_BYTES_MAX &&
        part_bytes / limits->ratio > packed_bytes)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("filen är hårdare packad än Excel packar och "
                             "läses inte; spara om den från Excel"));
    return TRUE;
}

static gboolean
feed(Parts *parts, zip_file_t *file, guint64 packed_bytes,
     xmlParserCtxt *parser, PartReader *reader, GError **error)
{
    g_autofree char *chunk = g_malloc(CHUNK_BYTES);
    Tags tags = { 0 };
    guint64 part_bytes = 0;
    zip_int64_t got = 0;
    while ((got = zip_fread(file, chunk, CHUNK_BYTES)) > 0) {
        part_bytes += (guint64)got;
        parts->unzipped_bytes += (guint64)got;
        if (!check_size(parts, part_bytes, packed_bytes, error))
            return FALSE;
        if (!tags_watch(&tags, chunk, (gsize)got) ||
            xmlParseChunk(parser, chunk, (int)got, 0) != 0 ||
            reader->error != NULL)
            return FALSE;
    }
    return got == 0 && xmlParseChunk(parser, chunk, 0, 1) == 0;
}

static zip_file_t *
open_part(Parts *parts, const char *name, guint64 *packed_bytes, GError **error)
{
    zip_stat_t stat;
    zip_stat_init(&stat);
    zip_stat(parts->zip, name, 0, &stat);
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
        stat.encryption_method != ZIP_EM_NONE) {
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("filen är låst med lösenord; spara den utan"));
        return NULL;
    }
    *packed_bytes = stat.comp_size;
    zip_file_t *file = zip_fopen(parts->zip, name, 0);
    if (file == NULL)
        damaged(error);
    return file;
}

gboolean
parts_read(Parts *parts, const char *name, PartReader *reader, GError **error)
{
    guint64 packed_bytes = 0;
    zip_file_t *file = open_part(parts, name, &packed_bytes, error);
    if (file == NULL)
        return FALSE;
    GError *failure = NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    xmlParserCtxt *parser = new_parser(reader);
    reader->text = text;
    gboolean is_read =
        feed(parts, file, packed_bytes, parser, reader, &failure);
    reader->text = NULL;
    free_parser(parser);
    zip_fclose(file);
    if (reader->error != NULL) {
        g_clear_error(&failure);
        g_propagate_error(error, g_steal_pointer(&reader->error));
        return FALSE;
    }
    if (failure != NULL)
        g_propagate_error(error, failure);
    else if (!is_read)
        damaged(error);
    return is_read;
}
