#include "planner/plan/lock-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/base/value.h"

enum { BOTH_HALVES = 1 << HALF_AM | 1 << HALF_PM, MINUTES_AN_HOUR = 60 };

/* Words that mean the same, with "|" between. */
#define WORD_IN        "in|i"
#define WORD_GROUP     "group|grupp|gruppen"
#define WORD_NOT       "not|inte|ej"
#define WORD_AT        "at|kl|kl.|klockan"
#define WORD_APART     "apart|isär"
#define WORD_FROM      "from|från"
#define WORD_TOGETHER  "together|tillsammans"
#define WORD_WITH      "with|med"
#define WORD_ON        "on|på|the|in"
#define WORD_MORNING   "am|fm|morning|förmiddag|förmiddagen"
#define WORD_AFTERNOON "pm|em|afternoon|eftermiddag|eftermiddagen"

/* The words of a statement that are left to read. */
typedef struct Reader {
    char *const *words; /* NULL-terminated, borrowed */
} Reader;

void
lock_words_free(LockWords *words)
{
    g_free(words->subject);
    g_free(words->other);
    g_free(words);
}

static gboolean
is_one_of(const char *word, const char *choices)
{
    g_autofree char *small = g_utf8_strdown(word, -1);
    g_auto(GStrv) list = g_strsplit(choices, "|", -1);
    return g_strv_contains((const char *const *)list, small);
}

/* Reads the next word when it is one of CHOICES. */
static gboolean
take(Reader *reader, const char *choices)
{
    if (*reader->words == NULL || !is_one_of(*reader->words, choices))
        return FALSE;
    reader->words++;
    return TRUE;
}

static gboolean
take_number(Reader *reader, int *number)
{
    char *end = NULL;
    if (*reader->words == NULL)
        return FALSE;
    gint64 value = g_ascii_strtoll(*reader->words, &end, 10);
    if (end == *reader->words || *end != '\0')
        return FALSE;
    *number = (int)CLAMP(value, -1, LOCK_GROUP_END);
    reader->words++;
    return TRUE;
}

static gboolean
take_group(Reader *reader, LockWords *words)
{
    words->in_group = TRUE;
    return take(reader, WORD_IN) && take(reader, WORD_GROUP) &&
           take_number(reader, &words->group);
}

/* "am", "fm", "på förmiddagen", "in the morning"; may be missing. */
static void
take_half(Reader *reader, LockWords *words)
{
    Reader at = *reader;
    while (take(&at, WORD_ON))
        ;
    if (take(&at, WORD_MORNING))
        words->halves = 1 << HALF_AM;
    else if (take(&at, WORD_AFTERNOON))
        words->halves = 1 << HALF_PM;
    else
        return;
    *reader = at;
}

static gboolean
take_time(Reader *reader, LockWords *words)
{
    if (!take(reader, WORD_AT) || *reader->words == NULL ||
        !value_time(*reader->words, &words->start_min, NULL))
        return FALSE;
    words->kind = LOCK_VISIT;
    reader->words++;
    return TRUE;
}

/* The rest is a name. */
static gboolean
take_other(Reader *reader, LockWords *words)
{
    if (*reader->words == NULL)
        return FALSE;
    words->other = g_strjoinv(" ", (char **)reader->words);
    while (*reader->words != NULL)
        reader->words++;
    return TRUE;
}

/* What is said of the subject. */
static gboolean
take_rest(Reader *reader, LockWords *words)
{
    if (take(reader, WORD_NOT)) {
        words->kind = LOCK_NO_SEAT;
        if (!take_group(reader, words))
            return FALSE;
        take_half(reader, words);
        return TRUE;
    }
    if (take(reader, WORD_APART)) {
        words->kind = LOCK_APART;
        (void)take(reader, WORD_FROM);
        return take_other(reader, words);
    }
    if (take(reader, WORD_TOGETHER) || take(reader, WORD_WITH)) {
        words->kind = LOCK_TOGETHER;
        (void)take(reader, WORD_WITH);
        return take_other(reader, words);
    }
    if (*reader->words != NULL && is_one_of(*reader->words, WORD_AT))
        return take_time(reader, words) &&
               (*reader->words == NULL || take_group(reader, words));
    if (!take_group(reader, words))
        return FALSE;
    take_half(reader, words);
    return *reader->words == NULL || take_time(reader, words);
}

GPtrArray *
lock_words_read(const char *text)
{
    GPtrArray *readings =
        g_ptr_array_new_with_free_func((GDestroyNotify)lock_words_free);
    g_autofree char *clean = value_clean(text);
    g_auto(GStrv) all = g_strsplit(clean, " ", -1);
    g_autoptr(GString) subject = g_string_new(NULL);
    for (guint i = 0; all[i] != NULL; i++) {
        g_autoptr(LockWords) words = g_new0(LockWords, 1);
        Reader reader = { .words = all + i };
        words->kind = LOCK_SEAT;
        words->start_min = -1;
        if (i > 0 && take_rest(&reader, words) && *reader.words == NULL) {
            words->subject = g_strdup(subject->str);
            g_ptr_array_add(readings, g_steal_pointer(&words));
        }
        g_string_append_printf(subject, "%s%s", i > 0 ? " " : "", all[i]);
    }
    return readings;
}

/* ---- back to text -------------------------------------------------------- */

char *
lock_words_stored(const LockWords *words)
{
    GString *text = g_string_new(words->subject);
    char clock[VALUE_CLOCK_SIZE];
    if (words->kind == LOCK_APART || words->kind == LOCK_TOGETHER)
        g_string_append_printf(text, " %s %s",
                               words->kind == LOCK_APART ? "apart" : "together",
                               words->other);
    if (words->start_min >= 0) {
        value_clock(words->start_min, clock);
        g_string_append_printf(text, " at %s", clock);
    }
    if (words->in_group)
        g_string_append_printf(text, "%s in group %d",
                               words->kind == LOCK_NO_SEAT ? " not" : "",
                               words->group);
    if (words->halves != 0 && words->halves != BOTH_HALVES)
        g_string_append(text, words->halves == 1 << HALF_AM ? " am" : " pm");
    return g_string_free(text, FALSE);
}

char *
lock_words_said(const LockWords *words)
{
    GString *text = g_string_new(words->subject);
    if (words->kind == LOCK_APART)
        g_string_append_printf(text, _(" isär från %s"), words->other);
    if (words->kind == LOCK_TOGETHER)
        g_string_append_printf(text, _(" tillsammans med %s"), words->other);
    if (words->start_min >= 0)
        g_string_append_printf(text, _(" kl. %02d.%02d"),
                               words->start_min / MINUTES_AN_HOUR,
                               words->start_min % MINUTES_AN_HOUR);
    if (words->in_group && words->kind == LOCK_NO_SEAT)
        g_string_append_printf(text, _(" inte i grupp %d"), words->group);
    else if (words->in_group)
        g_string_append_printf(text, _(" i grupp %d"), words->group);
    if (words->halves == 1 << HALF_AM)
        g_string_append(text, _(" på förmiddagen"));
    if (words->halves == 1 << HALF_PM)
        g_string_append(text, _(" på eftermiddagen"));
    return g_string_free(text, FALSE);
}

char *
lock_words_of(const char *stored)
{
    g_autoptr(GPtrArray) readings = lock_words_read(stored);
    return readings->len > 0 ? lock_words_said(g_ptr_array_index(readings, 0))
                             : g_strdup(stored);
}
