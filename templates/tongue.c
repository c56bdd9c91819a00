#include "templates/tongue.h"

#include <libintl.h>
#include <string.h>

/* The GNU MO file (gettext's manual, "MO file format"): words of 32 bits. */
enum { MAGIC = 0, COUNT = 2, MSGIDS = 3, MSGSTRS = 4, HEAD = 5 };
static const guint32 MAGIC_WORD = 0x950412de;

struct Tongue {
    GMappedFile *file; /* NULL: Swedish */
    guint32 count, msgids, msgstrs;
};

/* Word AT of the file, in bytes from its beginning; 0 where there is none. */
static guint32
word_at(GMappedFile *file, gsize at)
{
    guint32 word = 0;
    if (at + sizeof word <= g_mapped_file_get_length(file))
        memcpy(&word, g_mapped_file_get_contents(file) + at, sizeof word);
    return word;
}

/* Text NUMBER of the table at TABLE; NULL: it does not end within the
 * file. */
static const char *
text_at(const Tongue *tongue, guint32 table, guint32 number)
{
    gsize row = (gsize)table + 8 * (gsize)number;
    gsize length = word_at(tongue->file, row);
    gsize start = word_at(tongue->file, row + 4);
    if (start + length >= g_mapped_file_get_length(tongue->file))
        return NULL;
    const char *text = g_mapped_file_get_contents(tongue->file) + start;
    return text[length] == '\0' ? text : NULL;
}

/* Where the words in LANGUAGE lie; NULL where it is none: a template from
 * elsewhere may say anything, and catalogues hold formats of printf. */
static char *
catalogue_path(const char *language)
{
    gsize length = strcspn(language, "-_");
    for (gsize i = 0; i < length; i++)
        if (!g_ascii_isalpha(language[i]))
            return NULL;
    g_autofree char *folder = g_ascii_strdown(language, (gssize)length);
    return g_build_filename(bindtextdomain("hundra", NULL), folder,
                            "LC_MESSAGES", "hundra.mo", NULL);
}

Tongue *
tongue_open(const char *language)
{
    Tongue *tongue = g_new0(Tongue, 1);
    if (tongue_same(language, "sv"))
        return tongue;
    g_autofree char *path = catalogue_path(language);
    g_autoptr(GMappedFile) file =
        path != NULL ? g_mapped_file_new(path, FALSE, NULL) : NULL;
    if (file == NULL || g_mapped_file_get_length(file) < (gsize)HEAD * 4 ||
        word_at(file, MAGIC) != MAGIC_WORD)
        return tongue;
    tongue->count = word_at(file, (gsize)COUNT * 4);
    tongue->msgids = word_at(file, (gsize)MSGIDS * 4);
    tongue->msgstrs = word_at(file, (gsize)MSGSTRS * 4);
    tongue->file = g_steal_pointer(&file);
    return tongue;
}

void
tongue_close(Tongue *tongue)
{
    if (tongue == NULL)
        return;
    g_clear_pointer(&tongue->file, g_mapped_file_unref);
    g_free(tongue);
}

const char *
tongue_word(const Tongue *tongue, const char *msgid)
{
    guint32 low = 0;
    guint32 high = tongue != NULL && tongue->file != NULL ? tongue->count : 0;
    while (low < high) {
        guint32 middle = low + (high - low) / 2;
        const char *at = text_at(tongue, tongue->msgids, middle);
        int order = at != NULL ? strcmp(msgid, at) : -1;
        if (order == 0) {
            const char *found = text_at(tongue, tongue->msgstrs, middle);
            return found != NULL && *found != '\0' ? found : msgid;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return msgid;
}

gboolean
tongue_same(const char *a, const char *b)
{
    gsize length = strcspn(a, "-_");
    return length == strcspn(b, "-_") && g_ascii_strncasecmp(a, b, length) == 0;
}

const char *
tongue_tag(const char *language)
{
    if (strcmp(language, "sv") == 0)
        return "sv-SE";
    return strcmp(language, "en") == 0 ? "en-GB" : language;
}
