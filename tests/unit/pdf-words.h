/*
 * pdf-words: the words of a PDF and where they stand, as poppler sees them.
 */
#pragma once

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

/* Points from the page's upper left corner. */
typedef struct PdfWord {
    int page; /* from 0 */
    double left, right, middle;
    char text[256];
} PdfWord;

/* What COMMAND says of PDF, the file's name after it; owned by the caller. */
static inline char *
pdf_ask(GBytes *pdf, const char *command)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = NULL;
    g_autofree char *line = NULL;
    char *answer = NULL;
    int status = 0, file = g_file_open_tmp("words-XXXXXX.pdf", &path, &error);

    g_assert_no_error(error);
    g_close(file, NULL);
    g_file_set_contents(path, g_bytes_get_data(pdf, NULL),
                        (gssize)g_bytes_get_size(pdf), &error);
    g_assert_no_error(error);
    line = g_strdup_printf("%s %s%s", command, path,
                           strstr(command, "pdftotext") != NULL ? " -" : "");
    g_spawn_command_line_sync(line, &answer, NULL, &status, &error);
    g_assert_no_error(error);
    g_assert_true(g_spawn_check_wait_status(status, &error));
    g_unlink(path);
    return answer;
}

/* What a screen reader gets, without numbers of objects, which are no part of
 * it. */
static inline char *
pdf_spoken(GBytes *pdf)
{
    g_autofree char *answer = pdf_ask(pdf, "pdfinfo -struct-text");
    g_auto(GStrv) lines = g_strsplit(answer, "\n", -1);
    GString *out = g_string_new(NULL);

    for (char **line = lines; *line != NULL; line++)
        if (strstr(*line, "Object ") == NULL && **line != '\0')
            g_string_append_printf(out, "%s\n", *line);
    return g_string_free(out, FALSE);
}

/* The number of attribute NAME ("xMin=") in LINE. */
static inline double
pdf_number(const char *line, const char *name)
{
    const char *at = strstr(line, name);
    g_assert_nonnull(at);
    return g_ascii_strtod(at + strlen(name) + 1, NULL);
}

/* The words of PDF in the order it is drawn: an array of PdfWord. */
static inline GArray *
pdf_words(GBytes *pdf)
{
    GArray *words = g_array_new(FALSE, TRUE, sizeof(PdfWord));
    g_autofree char *xml = pdf_ask(pdf, "pdftotext -bbox -raw");
    g_auto(GStrv) lines = g_strsplit(xml, "\n", -1);
    int page = -1;

    for (char **line = lines; *line != NULL; line++) {
        PdfWord word = { 0 };
        const char *text = strchr(*line, '>');
        page += strstr(*line, "<page ") != NULL;
        if (strstr(*line, "<word ") == NULL || text == NULL)
            continue;
        word.page = page;
        word.left = pdf_number(*line, "xMin=");
        word.right = pdf_number(*line, "xMax=");
        word.middle =
            (pdf_number(*line, "yMin=") + pdf_number(*line, "yMax=")) / 2;
        g_strlcpy(word.text, text + 1, sizeof word.text);
        word.text[strcspn(word.text, "<")] = '\0';
        g_array_append_val(words, word);
    }
    return words;
}
