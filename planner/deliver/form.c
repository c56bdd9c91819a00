#include "planner/deliver/form.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "planner/base/error.h"
#include "planner/deliver/slurp.h"

void
form_clear(Form *form)
{
    g_clear_pointer(&form->title, g_free);
    g_clear_pointer(&form->html, g_free);
    g_clear_pointer(&form->text, g_free);
}

GBytes *
form_shipped(const char *name)
{
    g_autofree char *path =
        g_strconcat("/hundra/templates/", name, ".xhtml", NULL);
    return g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

/* A template is a plain file: neither a folder nor what never ends. */
static GBytes *
read_own(const char *path, GError **error)
{
    GStatBuf about;
    gboolean too_big = FALSE;
    if (g_stat(path, &about) != 0) {
        hundra_fail(error, HUNDRA_ERROR_INPUT, _("%s går inte att läsa: %s"),
                    path, g_strerror(errno));
        return NULL;
    }
    if (!S_ISREG(about.st_mode)) {
        hundra_fail(error, HUNDRA_ERROR_INPUT, _("%s är ingen vanlig fil"),
                    path);
        return NULL;
    }
    GBytes *bytes = slurp(path, TEMPLATE_BYTES_MAX, &too_big, error);
    if (too_big)
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("%s är större än 1 MiB; en mall är några kilobyte"),
                    path);
    return bytes;
}

GBytes *
form_own(const char *folder, const char *name, char **path, GError **error)
{
    if (folder == NULL)
        return NULL;
    if (!g_file_test(folder, G_FILE_TEST_IS_DIR)) {
        hundra_fail(error, HUNDRA_ERROR_INPUT,
                    _("mappen %s med egna mallar finns inte; gör den med "
                      "hundra templates copy --to %s"),
                    folder, folder);
        return NULL;
    }
    g_autofree char *file = g_strconcat(name, ".xhtml", NULL);
    g_autofree char *whole = g_build_filename(folder, file, NULL);
    GStatBuf about;
    if (g_lstat(whole, &about) != 0 && errno == ENOENT)
        return NULL;
    GBytes *bytes = read_own(whole, error);
    if (bytes != NULL)
        *path = g_steal_pointer(&whole);
    return bytes;
}

Template *
form_open(const char *folder, const char *name, const Schema *schema,
          GHashTable *used, char **path, GError **error)
{
    g_autofree char *own = NULL;
    g_autoptr(GError) inner = NULL;
    g_autoptr(GBytes) bytes = form_own(folder, name, &own, &inner);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return NULL;
    }
    if (bytes == NULL)
        bytes = form_shipped(name);
    const FormRow *row = form_row(name);
    g_assert(bytes != NULL); /* compiled in */
    gsize length = 0;
    const char *text = g_bytes_get_data(bytes, &length);
    g_autoptr(Template) template =
        template_parse(own != NULL ? own : name, text, length, error);
    if (template == NULL ||
        (row != NULL &&
         !template_check(template, schema, row->kind, used, error))) {
        hundra_adopt(error, HUNDRA_ERROR_INPUT);
        return NULL;
    }
    if (path != NULL)
        *path = g_steal_pointer(&own);
    return g_steal_pointer(&template);
}

Template *
form_load(const char *folder, const char *name, GError **error)
{
    const FormRow *row = form_row(name);
    g_autoptr(Schema) schema = schema_parse(row != NULL ? row->fields : "");
    return form_open(folder, name, schema, NULL, NULL, error);
}

gboolean
form_fill(const Template *template, JsonNode *data, Form *form, GError **error)
{
    xmlDoc *document = template_fill(template, data, error);
    if (document == NULL)
        return FALSE;
    form->title = template_title(document);
    form->html = template_html(document);
    form->text = template_text(document);
    xmlFreeDoc(document);
    return TRUE;
}
