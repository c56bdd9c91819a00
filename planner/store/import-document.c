#include "planner/store/import-document.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "planner/base/error.h"
#include "planner/store/import-event.h"
#include "planner/store/import-xml.h"
#include "planner/store/stored.h"

enum {
    PEEK_BYTES = 512,
    MARK_BYTES = 3,
};

/* The byte order mark that Windows puts before UTF-8. */
static const char MARK[] = "\xef\xbb\xbf";

static gboolean
read_model(Import *import, const char *file, JsonNode *root, GError **error)
{
    static const char *const needed[] = { "omvagsfaktor", "hastigheter",
                                          "fast_tillagg_min", "alvkorsningar",
                                          "farja" };
    JsonObject *model = json_node_get_object(root);
    for (guint i = 0; i < G_N_ELEMENTS(needed); i++)
        if (!json_object_has_member(model, needed[i]))
            return hundra_fail(
                error, HUNDRA_ERROR_INPUT,
                _("%s: restidsmodellen saknar %s; lägg till det"), file,
                needed[i]);
    g_free(import->model);
    import->model = json_to_string(root, FALSE);
    section_new(import, KIND_MODEL, file, NULL)->count->read = 1;
    return TRUE;
}

/* What in TEXT outside quotes is no JSON, or more of it than we read; NULL:
 * nothing.  json-glib also reads comments and single quotes, and either could
 * hide from us how deep it goes. */
static const char *
json_fault(const char *text)
{
    int depth = 0;
    gboolean quoted = FALSE;
    for (const char *c = text; *c != '\0'; c++) {
        if (quoted && g_str_has_prefix(c, "\\u0000"))
            return _("innehåller \\u0000, som inte är text; ta bort det");
        if (quoted && *c == '\\' && c[1] != '\0')
            c++;
        else if (*c == '"')
            quoted = !quoted;
        else if (!quoted && (*c == '/' || *c == '\''))
            return _("är inte riktig JSON: kommentarer och enkla citattecken "
                     "läses inte; ta bort dem");
        else if (!quoted && (*c == '{' || *c == '['))
            depth++;
        else if (!quoted && (*c == '}' || *c == ']'))
            depth--;
        if (depth > JSON_DEPTH_MAX)
            return _("har fler nivåer än ett evenemang kan ha; se exemplets "
                     "event.json");
    }
    return NULL;
}

static gboolean
load_json(JsonParser *parser, const char *text, gsize length, GError **error)
{
    g_autoptr(GError) inner = NULL;
    if (json_parser_load_from_data(parser, text, (gssize)length, &inner))
        return TRUE;
    /* It may quote the half of a character. */
    g_autofree char *why = g_utf8_make_valid(inner->message, -1);
    return hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("är inte riktig JSON (%s); rätta filen"), why);
}

static JsonNode *
parse_json(const char *text, gsize length, GError **error)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    const char *fault = NULL;
    if (strlen(text) != length || !g_utf8_validate(text, -1, NULL))
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("är inte riktig JSON; spara filen som UTF-8"));
    else if ((fault = json_fault(text)) != NULL)
        hundra_fail(error, HUNDRA_ERROR_INPUT, "%s", fault);
    else if (!load_json(parser, text, length, error))
        return NULL;
    else if (json_parser_get_root(parser) == NULL ||
             !JSON_NODE_HOLDS_OBJECT(json_parser_get_root(parser)))
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("börjar inte med {; se exemplets event.json"));
    else
        return json_parser_steal_root(parser);
    return NULL;
}

/* NULL for what is no file of bytes: a pipe would keep us waiting. */
static GMappedFile *
map_file(const char *file)
{
    GStatBuf info;
    GMappedFile *mapped = NULL;
    int fd = g_open(file, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);
    if (fd < 0)
        return NULL;
    if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode))
        mapped = g_mapped_file_new_from_fd(fd, FALSE, NULL);
    close(fd);
    return mapped;
}

DocumentForm
document_form(const char *file)
{
    g_autoptr(GMappedFile) mapped = map_file(file);
    if (mapped == NULL || g_mapped_file_get_length(mapped) == 0)
        return DOCUMENT_NONE;
    const char *at = g_mapped_file_get_contents(mapped);
    const char *end =
        at + MIN(g_mapped_file_get_length(mapped), (gsize)PEEK_BYTES);
    if (end - at > MARK_BYTES && memcmp(at, MARK, MARK_BYTES) == 0)
        at += MARK_BYTES;
    while (at < end && g_ascii_isspace(*at))
        at++;
    if (at == end)
        return DOCUMENT_NONE;
    return *at == '{' || *at == '[' ? DOCUMENT_JSON
           : *at == '<'             ? DOCUMENT_XML
                                    : DOCUMENT_NONE;
}

static char *
read_text(const char *file, gsize *length, GError **error)
{
    GStatBuf info;
    g_autofree char *text = NULL;
    g_autoptr(GError) inner = NULL;
    if (g_stat(file, &info) != 0) {
        hundra_fail(error, HUNDRA_ERROR_INPUT, _("går inte att läsa: %s"),
                    g_strerror(errno));
        return NULL;
    }
    if (info.st_size > IMPORT_DOCUMENT_BYTES_MAX) {
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("är större än ett evenemang kan vara (1 MiB); ange rätt "
                      "fil"));
        return NULL;
    }
    if (!g_file_get_contents(file, &text, length, &inner)) {
        hundra_fail(error, HUNDRA_ERROR_INPUT, _("går inte att läsa: %s"),
                    inner->message);
        return NULL;
    }
    if (*length > MARK_BYTES && memcmp(text, MARK, MARK_BYTES) == 0) {
        *length -= MARK_BYTES;
        memmove(text, text + MARK_BYTES, *length + 1);
    }
    return g_steal_pointer(&text);
}

gboolean
document_read(Import *import, const char *file, DocumentForm form,
              GError **error)
{
    gsize length = 0;
    g_autofree char *text = read_text(file, &length, error);
    g_autoptr(JsonNode) root = NULL;
    if (text != NULL)
        root = form == DOCUMENT_XML ? event_xml_parse(text, length, error)
                                    : parse_json(text, length, error);
    if (root == NULL) {
        g_prefix_error(error, "%s: ", file);
        return FALSE;
    }
    JsonObject *object = json_node_get_object(root);
    if (json_object_has_member(object, "hastigheter"))
        return read_model(import, file, root, error);
    return event_read(import, file, object, error);
}
