#include "templates/objects.h"

#include <glib/gi18n.h>
#include <math.h>
#include <qpdf/qpdf-c.h>

#include "templates/fill.h"

struct Objects {
    GString *file;
    GArray *offsets; /* gsize, by object number; 0: reserved, not yet put */
};

Objects *
objects_new(void)
{
    Objects *objects = g_new0(Objects, 1);
    gsize none = 0;
    objects->file = g_string_new("%PDF-1.7\n");
    objects->offsets = g_array_new(FALSE, TRUE, sizeof(gsize));
    g_array_append_val(objects->offsets, none); /* number 0 is never used */
    return objects;
}

void
objects_free(Objects *objects)
{
    g_string_free(objects->file, TRUE);
    g_array_unref(objects->offsets);
    g_free(objects);
}

int
objects_reserve(Objects *objects)
{
    g_array_set_size(objects->offsets, objects->offsets->len + 1);
    return (int)objects->offsets->len - 1;
}

static void
begin(Objects *objects, int id)
{
    gsize *offset = &g_array_index(objects->offsets, gsize, id);
    g_assert(*offset == 0);
    *offset = objects->file->len;
    g_string_append_printf(objects->file, "%d 0 obj\n", id);
}

void
objects_put(Objects *objects, int id, const char *body)
{
    begin(objects, id);
    g_string_append(objects->file, body);
    g_string_append(objects->file, "\nendobj\n");
}

void
objects_putf(Objects *objects, int id, const char *format, ...)
{
    va_list args;
    begin(objects, id);
    va_start(args, format);
    g_string_append_vprintf(objects->file, format, args);
    va_end(args);
    g_string_append(objects->file, "\nendobj\n");
}

void
objects_stream(Objects *objects, int id, const char *entries, const void *data,
               gsize length)
{
    begin(objects, id);
    g_string_append_printf(objects->file,
                           "<< %s /Length %" G_GSIZE_FORMAT " >>\nstream\n",
                           entries, length);
    g_string_append_len(objects->file, data, (gssize)length);
    g_string_append(objects->file, "\nendstream\nendobj\n");
}

/* The cross-reference table and the trailer (7.5.4, 7.5.5). */
static void
close_file(Objects *objects, int root, int info)
{
    GString *file = objects->file;
    gsize start = file->len;
    guint count = objects->offsets->len;

    g_string_append_printf(file, "xref\n0 %u\n0000000000 65535 f \n", count);
    for (guint id = 1; id < count; id++) {
        gsize offset = g_array_index(objects->offsets, gsize, id);
        g_assert(offset > 0); /* reserved and forgotten */
        g_string_append_printf(file, "%010" G_GSIZE_FORMAT " 00000 n \n",
                               offset);
    }
    g_string_append_printf(file,
                           "trailer\n<< /Size %u /Root %d 0 R /Info %d 0 R >>\n"
                           "startxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
                           count, root, info, start);
}

GBytes *
objects_finish(Objects *objects, int root, int info, GError **error)
{
    qpdf_data qpdf = qpdf_init();
    GBytes *made = NULL;

    close_file(objects, root, info);
    qpdf_silence_errors(qpdf);
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
    if (qpdf_read_memory(qpdf, "hundra", objects->file->str, objects->file->len,
                         NULL) < QPDF_ERRORS &&
        qpdf_init_write_memory(qpdf) < QPDF_ERRORS) {
        qpdf_set_object_stream_mode(qpdf, qpdf_o_generate);
        qpdf_set_deterministic_ID(qpdf, QPDF_TRUE);
        if (qpdf_write(qpdf) < QPDF_ERRORS)
            made = g_bytes_new(qpdf_get_buffer(qpdf),
                               qpdf_get_buffer_length(qpdf));
    }
    if (made == NULL)
        g_set_error(error, TEMPLATE_ERROR, TEMPLATE_ERROR_RENDER,
                    _("PDF-filen kunde inte skrivas: %s"),
                    qpdf_get_error_full_text(qpdf, qpdf_get_error(qpdf)));
    qpdf_cleanup(&qpdf);
    return made;
}

void
objects_number(GString *out, double value)
{
    long thousandths = lround(fabs(value) * 1000);
    int digits = 3;

    if (value < 0 && thousandths > 0)
        g_string_append_c(out, '-');
    g_string_append_printf(out, "%ld", thousandths / 1000);
    for (thousandths %= 1000; digits > 0 && thousandths % 10 == 0; digits--)
        thousandths /= 10;
    if (digits > 0)
        g_string_append_printf(out, ".%0*ld", digits, thousandths);
}

void
objects_text(GString *out, const char *text, gsize length)
{
    const char *end = text + length;

    g_string_append(out, "<FEFF");
    for (const char *p = text; p < end; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c >= 0x10000)
            g_string_append_printf(out, "%04X%04X",
                                   0xD800 + ((c - 0x10000) >> 10),
                                   0xDC00 + ((c - 0x10000) & 0x3FF));
        else
            g_string_append_printf(out, "%04X", c);
    }
    g_string_append_c(out, '>');
}
