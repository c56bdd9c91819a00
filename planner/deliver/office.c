#include "planner/deliver/office.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "planner/base/error.h"
#include "templates/sheets.h"

/* A copy says in its first line what it is a copy of. */
static const char MARK[] = "hundra-mall: ";
enum { MARK_WITHIN = 200, MARK_DIGITS = 12 };

static void
free_form(gpointer data)
{
    OfficeForm *form = data;
    g_free(form->path);
    g_free(form);
}

static char *
print_of(GBytes *bytes)
{
    char *sum = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    sum[MARK_DIGITS] = '\0';
    return sum;
}

/* What the copy OWN of NAME has become since. */
static OfficeState
state_of(const char *name, GBytes *own)
{
    gsize length = 0;
    const char *text = g_bytes_get_data(own, &length);
    g_autoptr(GBytes) shipped = form_shipped(name);
    g_autofree char *now = print_of(shipped);
    const char *mark =
        text != NULL
            ? g_strstr_len(text, (gssize)MIN(length, MARK_WITHIN), MARK)
            : NULL;
    if (mark == NULL)
        return OFFICE_UNKNOWN;
    mark += strlen(MARK);
    return (gsize)(text + length - mark) > MARK_DIGITS &&
                   strncmp(mark, now, MARK_DIGITS) == 0
               ? OFFICE_SAME
               : OFFICE_CHANGED;
}

GPtrArray *
office_list(const char *folder, GError **error)
{
    guint count = 0;
    const FormRow *rows = form_rows(&count);
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(free_form);
    for (guint i = 0; i < count; i++) {
        g_autoptr(GError) inner = NULL;
        OfficeForm *form = g_new0(OfficeForm, 1);
        form->row = &rows[i];
        g_ptr_array_add(list, form);
        g_autoptr(GBytes) own =
            form_own(folder, rows[i].name, &form->path, &inner);
        if (inner != NULL) {
            g_propagate_error(error, g_steal_pointer(&inner));
            return NULL;
        }
        form->state =
            own != NULL ? state_of(rows[i].name, own) : OFFICE_SHIPPED;
    }
    return g_steal_pointer(&list);
}

/* ---- copies ------------------------------------------------------------------------- */

static char *
path_of(const char *folder, const FormRow *row)
{
    g_autofree char *name = g_strconcat(row->name, ".xhtml", NULL);
    return g_build_filename(folder, name, NULL);
}

static gboolean
write_copy(const FormRow *row, const char *path, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(GBytes) shipped = form_shipped(row->name);
    g_autofree char *sum = print_of(shipped);
    gsize length = 0;
    const char *text = g_bytes_get_data(shipped, &length);
    g_autofree char *copy =
        g_strdup_printf("<!-- %s%s  hundra templates fields %s -->\n%.*s", MARK,
                        sum, row->name, (int)length, text);
    return g_file_set_contents_full(
               path, copy, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0644, &inner) ||
           hundra_fail(error, HUNDRA_ERROR_SYSTEM,
                       _("%s går inte att skriva: %s"), path, inner->message);
}

gboolean
office_copy(const char *folder, const FormRow *const *rows, guint count,
            gboolean force, GPtrArray *files, GError **error)
{
    guint all = 0;
    const FormRow *every = form_rows(&all);
    guint wanted = count > 0 ? count : all;
    for (guint i = 0; i < wanted; i++) {
        g_autofree char *path =
            path_of(folder, count > 0 ? rows[i] : &every[i]);
        if (!force &&
            g_file_test(path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
            return hundra_fail(error, HUNDRA_ERROR_REFUSED,
                               _("%s finns redan; --force skriver över den"),
                               path);
    }
    if (g_mkdir_with_parents(folder, 0755) != 0)
        return hundra_fail(error, HUNDRA_ERROR_SYSTEM,
                           _("mappen %s går inte att skapa: %s; ange en "
                             "annan med --to"),
                           folder, g_strerror(errno));
    for (guint i = 0; i < wanted; i++) {
        const FormRow *row = count > 0 ? rows[i] : &every[i];
        char *path = path_of(folder, row);
        g_ptr_array_add(files, path);
        if (!write_copy(row, path, error))
            return FALSE;
    }
    return TRUE;
}

/* ---- trying ------------------------------------------------------------------------- */

static gboolean
lay_out(xmlDoc *document, GError **error)
{
    SheetsInfo info = { .title = "", .language = "sv-SE", .author = "" };
    g_autoptr(Sheets) sheets = sheets_new(&info, error);
    if (sheets == NULL || !sheets_add(sheets, document, error))
        return FALSE;
    g_autoptr(GBytes) pdf = sheets_finish(sheets, error);
    return pdf != NULL;
}

/* Read, checked, filled with examples and, a sheet, laid out. */
static gboolean
try_form(const char *folder, const FormRow *row, GError **error)
{
    enum { ITEMS = 3 };
    g_autofree char *path = NULL;
    g_autoptr(Schema) schema = schema_parse(row->fields);
    g_autoptr(Template) template =
        form_open(folder, row->name, schema, NULL, &path, error);
    if (template == NULL)
        return FALSE;
    g_autoptr(JsonNode) sample = schema_sample(schema, ITEMS);
    xmlDoc *document = template_fill(template, sample, error);
    if (document == NULL)
        return FALSE;
    gboolean good = row->kind != CHECK_SHEET || lay_out(document, error);
    xmlFreeDoc(document);
    if (!good && path != NULL)
        g_prefix_error(error, "%s: ", path);
    return good;
}

/* A file that no template is called by would never be used. */
static gboolean
find_strangers(const char *folder, GPtrArray *faults, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(GDir) dir = g_dir_open(folder, 0, &inner);
    const char *name = NULL;
    if (dir == NULL)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("mappen %s går inte att läsa: %s"), folder,
                           inner->message);
    while ((name = g_dir_read_name(dir)) != NULL)
        if (g_str_has_suffix(name, ".xhtml") && form_row(name) == NULL)
            g_ptr_array_add(faults,
                            g_strdup_printf(_("%s/%s: ingen mall heter så, "
                                              "och filen används inte"),
                                            folder, name));
    return TRUE;
}

GPtrArray *
office_check(const char *folder, guint *tried, GError **error)
{
    guint count = 0;
    const FormRow *rows = form_rows(&count);
    g_autoptr(GPtrArray) list = office_list(folder, error);
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    if (list == NULL || (folder && !find_strangers(folder, faults, error)))
        return NULL;
    *tried = 0;
    for (guint i = 0; i < count; i++) {
        g_autoptr(GError) wrong = NULL;
        const OfficeForm *form = g_ptr_array_index(list, i);
        if (folder != NULL && form->path == NULL)
            continue;
        (*tried)++;
        if (!try_form(folder, &rows[i], &wrong))
            g_ptr_array_add(faults, g_strdup(wrong->message));
    }
    return g_steal_pointer(&faults);
}
