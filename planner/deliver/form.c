#include "planner/deliver/form.h"

#include <gio/gio.h>

void
form_clear(Form *form)
{
    g_clear_pointer(&form->title, g_free);
    g_clear_pointer(&form->html, g_free);
    g_clear_pointer(&form->text, g_free);
}

Template *
form_load(const char *name, GError **error)
{
    g_autofree char *path =
        g_strconcat("/hundra/templates/", name, ".xhtml", NULL);
    g_autoptr(GBytes) bytes =
        g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    g_assert(bytes != NULL); /* compiled in */
    gsize length = 0;
    const char *text = g_bytes_get_data(bytes, &length);
    return template_parse(name, text, length, error);
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
