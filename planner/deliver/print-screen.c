#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "planner/deliver/print-inside.h"
#include "templates/screen.h"

static char *
style_text(void)
{
    g_autoptr(GBytes) bytes = g_resources_lookup_data(
        "/hundra/templates/screen.css", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    g_assert(bytes != NULL); /* compiled in */
    gsize length = 0;
    const char *text = g_bytes_get_data(bytes, &length);
    return g_strndup(text, length);
}

static gboolean
screen_file(Run *run, const PagesOfKind *pages, const Page *page,
            const char *css, GError **error)
{
    gboolean html = run->request->form == PRINT_HTML;
    g_autofree char *name = run_file_name(
        run, pages->kind, page->key, page->language, html ? "html" : "txt");
    xmlDoc *document = pages_fill(run, pages, page, error);
    if (document == NULL)
        return FALSE;
    gboolean good = html ? screen_prepare(document, css, print_pictures_find,
                                          &run->pictures, error)
                         : TRUE;
    if (!html)
        screen_prepare_text(document);
    if (good) {
        char *text = html ? template_html(document) : template_text(document);
        g_autoptr(GBytes) bytes = g_bytes_new_take(text, strlen(text));
        run_finish_file(run, name, bytes);
        run->report->pages++;
    } else {
        g_prefix_error(error, "%s: ", name);
    }
    xmlFreeDoc(document);
    return good;
}

gboolean
screen_files(Run *run, const PagesOfKind *pages, GError **error)
{
    g_autofree char *css = style_text();
    for (guint i = 0; i < pages->pages->len; i++)
        if (!screen_file(run, pages, &g_array_index(pages->pages, Page, i), css,
                         error)) {
            hundra_adopt(error, HUNDRA_ERROR_INPUT);
            return FALSE;
        }
    return TRUE;
}
