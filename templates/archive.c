#include "templates/archive.h"

#include <string.h>

#include "templates/icc.h"

/* ISO 14289-1, 5, in a schema that PDF/A does not know: so it is described
 * (ISO 19005-2, 6.6.2.3.3). */
static const char UA_SCHEMA[] =
    "<rdf:Description rdf:about=\"\""
    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/"
    "</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>The part of ISO 14289 that the file follows"
    "</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n"
    "</rdf:Description>\n";

/* MADE as FORMAT in UTC. */
static char *
format_utc(gint64 made, const char *format)
{
    GDateTime *time = g_date_time_new_from_unix_utc(made);
    char *text = NULL;

    if (time == NULL)
        time = g_date_time_new_from_unix_utc(0);
    text = g_date_time_format(time, format);
    g_date_time_unref(time);
    return text;
}

/* What XML cannot hold is left out, in both places. */
static char *
clean(const char *text)
{
    GString *out = g_string_new(NULL);

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (!g_unichar_iscntrl(c) && (c & 0xFFFE) != 0xFFFE)
            g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

int
archive_info(Objects *objects, const ArchiveInfo *info)
{
    g_autofree char *made = format_utc(info->made_utc, "D:%Y%m%d%H%M%SZ");
    g_autofree char *title = clean(info->title);
    g_autofree char *author = clean(info->author);
    g_autoptr(GString) out = g_string_new("<< /Title ");
    int id = objects_reserve(objects);

    objects_text(out, title, strlen(title));
    g_string_append(out, " /Author ");
    objects_text(out, author, strlen(author));
    g_string_append_printf(out,
                           " /Creator (Hundra) /Producer (Hundra)"
                           " /CreationDate (%s) /ModDate (%s) >>",
                           made, made);
    objects_put(objects, id, out->str);
    return id;
}

static char *
packet(const ArchiveInfo *info)
{
    g_autofree char *made = format_utc(info->made_utc, "%Y-%m-%dT%H:%M:%SZ");
    g_autofree char *title = clean(info->title);
    g_autofree char *author = clean(info->author);
    g_autofree char *head = g_markup_printf_escaped(
        "<rdf:Description rdf:about=\"\""
        " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
        " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
        " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
        " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
        " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li>"
        "</rdf:Alt></dc:title>\n"
        "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n"
        "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n"
        "<xmp:CreatorTool>Hundra</xmp:CreatorTool>\n"
        "<xmp:CreateDate>%s</xmp:CreateDate>\n"
        "<xmp:ModifyDate>%s</xmp:ModifyDate>\n"
        "<pdf:Producer>Hundra</pdf:Producer>\n"
        "<pdfaid:part>2</pdfaid:part>\n"
        "<pdfaid:conformance>A</pdfaid:conformance>\n"
        "<pdfuaid:part>1</pdfuaid:part>\n"
        "</rdf:Description>\n",
        title, author, info->language, made, made);

    return g_strconcat(
        "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n",
        head, UA_SCHEMA, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>",
        NULL);
}

/* As it is, so that what only looks for XMP finds it. */
int
archive_metadata(Objects *objects, const ArchiveInfo *info)
{
    g_autofree char *xmp = packet(info);
    int id = objects_reserve(objects);

    objects_plain_stream(objects, id, "/Type /Metadata /Subtype /XML", xmp,
                         strlen(xmp));
    return id;
}

int
archive_output_intent(Objects *objects)
{
    g_autoptr(GBytes) profile = icc_srgb();
    gsize length = 0;
    const void *data = g_bytes_get_data(profile, &length);
    int file = objects_reserve(objects), id = objects_reserve(objects);

    objects_stream(objects, file, "/N 3", data, length);
    objects_putf(objects, id,
                 "<< /Type /OutputIntent /S /GTS_PDFA1"
                 " /OutputConditionIdentifier (sRGB IEC61966-2.1)"
                 " /RegistryName (http://www.color.org)"
                 " /Info (sRGB IEC61966-2.1) /DestOutputProfile %d 0 R >>",
                 file);
    return id;
}
