/*
 * A mail of a file, as it arrives: behind the trace fields that it collects
 * on its way.
 */
#pragma once

#include <glib.h>

/* About 2 KiB, as four servers and two signers leave them. */
static inline void
add_trace(GString *mail)
{
    for (int i = 0; i < 4; i++)
        g_string_append_printf(
            mail,
            "Received: from out%d.example.test (out%d.example.test "
            "[192.0.2.%d])\r\n by mx.hundra.test with ESMTPS id 4f%dX0;\r\n"
            " Sat, 21 Nov 2026 11:59:36 +0100\r\n",
            i, i, i, i);
    g_string_append(mail, "Authentication-Results: mx.hundra.test; dmarc=pass"
                          " header.from=example.test\r\n");
    for (int i = 0; i < 2; i++) {
        g_autofree char *signature = g_strnfill(70, 'b');
        g_string_append(mail, "DKIM-Signature: v=1; a=rsa-sha256; d=e.test;");
        for (int line = 0; line < 7; line++)
            g_string_append_printf(mail, "\r\n\t%s", signature);
        g_string_append(mail, "\r\n");
    }
}

/* The mail in the file PATH, which the caller owns. */
static inline GBytes *
travelled(const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;
    gsize size = 0;
    if (!g_file_get_contents(path, &text, &size, &error))
        g_error("%s", error->message);
    GString *mail = g_string_new(NULL);
    add_trace(mail);
    g_string_append_len(mail, text, (gssize)size);
    return g_string_free_to_bytes(mail);
}
