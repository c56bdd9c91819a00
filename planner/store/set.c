#include "planner/store/set.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "calendars/address.h"
#include "planner/base/value.h"
#include "templates/picture.h"

static gboolean
read_text(const char *text, char out[SET_TEXT_SIZE], const char **reason)
{
    g_autofree char *clean = value_clean(text);
    if (g_utf8_strlen(clean, -1) > SET_CHARACTERS_MAX) {
        G_STATIC_ASSERT(SET_CHARACTERS_MAX == 78);
        *reason = _("det är för långt; skriv högst 78 tecken");
        return FALSE;
    }
    g_strlcpy(out, clean, SET_TEXT_SIZE);
    return TRUE;
}

static gboolean
read_email(const char *text, char out[SET_TEXT_SIZE], const char **reason)
{
    if (!address_valid(text, reason))
        return FALSE;
    g_strlcpy(out, text, SET_TEXT_SIZE);
    return TRUE;
}

static gboolean
read_phone(const char *text, char out[SET_TEXT_SIZE], const char **reason)
{
    ValuePhone phone = { 0 };
    if (!value_phone(text, &phone, reason))
        return FALSE;
    g_strlcpy(out, phone.display, SET_TEXT_SIZE);
    return TRUE;
}

static gboolean
read_day(const char *text, char out[SET_TEXT_SIZE], const char **reason)
{
    return value_date(text, out, reason);
}

static gboolean
read_host_names(const char *text, char out[SET_TEXT_SIZE], const char **reason)
{
    gboolean names = strcmp(text, "namn") == 0 || strcmp(text, "names") == 0;
    gboolean count = strcmp(text, "antal") == 0 || strcmp(text, "count") == 0;
    *reason = _("skriv namn eller antal");
    g_strlcpy(out, names ? "names" : "count", SET_TEXT_SIZE);
    return names || count;
}

/* A channel's light (WCAG 2.2, relative luminance). */
static double
light(const char *two)
{
    char text[3] = { two[0], two[1], '\0' };
    double share = (double)g_ascii_strtoull(text, NULL, 16) / 255.0;
    return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

/* How #RRGGBB stands out from white; 4.5 is what text needs. */
#define CONTRAST_LEAST 4.5
static double
contrast_with_white(const char *colour)
{
    double all = 0.2126 * light(colour + 1) + 0.7152 * light(colour + 3) +
                 0.0722 * light(colour + 5);
    return 1.05 / (all + 0.05);
}

static gboolean
read_colour(const char *text, char out[SET_TEXT_SIZE], const char **reason)
{
    gboolean ok = text[0] == '#' && strlen(text) == 7;
    for (gsize i = 1; ok && i < 7; i++)
        ok = g_ascii_isxdigit(text[i]);
    *reason = _("skriv en färg som #00609c");
    for (gsize i = 0; ok && i <= 7; i++)
        out[i] = g_ascii_tolower(text[i]);
    if (!ok)
        return FALSE;
    *reason = _("färgen är för ljus: vita siffror i den går inte att läsa");
    return contrast_with_white(text) >= CONTRAST_LEAST;
}

static gboolean
read_note(const char *text, char out[SET_TEXT_SIZE], const char **reason)
{
    g_autofree char *clean = value_clean(text);
    G_STATIC_ASSERT(SET_NOTE_MAX == 300);
    *reason = _("det är för långt; skriv högst 300 tecken");
    if (g_utf8_strlen(clean, -1) > SET_NOTE_MAX ||
        strlen(clean) >= SET_TEXT_SIZE)
        return FALSE;
    g_strlcpy(out, clean, SET_TEXT_SIZE);
    return TRUE;
}

static gboolean
read_language(const char *text, char out[SET_TEXT_SIZE], const char **reason)
{
    gboolean swedish = strcmp(text, "sv") == 0 || strcmp(text, "svenska") == 0;
    gboolean english = strcmp(text, "en") == 0 || strcmp(text, "engelska") == 0;
    *reason = _("skriv sv eller en");
    g_strlcpy(out, english ? "en" : "sv", SET_TEXT_SIZE);
    return swedish || english;
}

static gboolean
read_truth(const char *text, char out[SET_TEXT_SIZE], const char **reason)
{
    gboolean yes = strcmp(text, "ja") == 0 || strcmp(text, "yes") == 0;
    gboolean no = strcmp(text, "nej") == 0 || strcmp(text, "no") == 0;
    *reason = _("skriv ja eller nej");
    g_strlcpy(out, yes ? "1" : "0", SET_TEXT_SIZE);
    return yes || no;
}

static gboolean
read_codes(const char *text, char out[SET_TEXT_SIZE], const char **reason)
{
    static const char *const words[][3] = { { "ingen", "none", "none" },
                                            { "karta", "map", "map" },
                                            { "kalender", "calendar",
                                              "calendar" },
                                            { "båda", "both", "both" } };
    *reason = _("skriv ingen, karta, kalender eller båda");
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(text, words[i][0]) == 0 || strcmp(text, words[i][1]) == 0) {
            g_strlcpy(out, words[i][2], SET_TEXT_SIZE);
            return TRUE;
        }
    return FALSE;
}

/* A folder's address; a feed's name is a secret, so it travels encrypted. */
static gboolean
read_url(const char *text, char out[SET_TEXT_SIZE], const char **reason)
{
    static const char https[] = "https://";
    gboolean ok = g_str_has_prefix(text, https) && text[strlen(https)] != '/' &&
                  strlen(text) > strlen(https) &&
                  strlen(text) + 1 < SET_TEXT_SIZE;
    for (const char *c = text; ok && *c != '\0'; c++)
        ok = g_ascii_isgraph(*c) && strchr("\"<>?#@\\", *c) == NULL;
    *reason = _("skriv en adress som https://www.goteborg.se/kalender/");
    g_snprintf(out, SET_TEXT_SIZE, "%s%s", text,
               g_str_has_suffix(text, "/") ? "" : "/");
    return ok;
}

/* A file is called what it is called where it lies. */
static gboolean
read_file_name(const char *text, char out[SET_TEXT_SIZE], const char **reason)
{
    g_autofree char *name = g_path_get_basename(text);
    g_autofree char *clean = value_clean(name);
    *reason = _("filens namn är för långt");
    return g_strlcpy(out, clean, SET_TEXT_SIZE) < SET_TEXT_SIZE;
}

static gboolean
read_seed(const char *text, char out[SET_TEXT_SIZE], const char **reason)
{
    gint64 seed = 0;
    *reason = _("skriv ett heltal från 1");
    if (!g_ascii_string_to_signed(text, 10, 1, G_MAXINT, &seed, NULL))
        return FALSE;
    g_snprintf(out, SET_TEXT_SIZE, "%" G_GINT64_FORMAT, seed);
    return TRUE;
}

// clang-format off
static const SetRow ROWS[] = {
    { "arrangör", "organiser", N_("vem som bjuder in"),
      .read = read_text, .statement = "set_organiser" },
    { "avsändare.namn", "sender.name", N_("namnet i brevens avsändare"),
      .read = read_text, .statement = "set_sender_name" },
    { "avsändare.e-post", "sender.email",
      N_("adressen som bjuder in och som svaren går till"),
      .read = read_email, .statement = "set_sender_email" },
    { "avsändare.telefon", "sender.phone", N_("telefon för frågor före dagen"),
      .read = read_phone, .statement = "set_sender_phone" },
    { "jourtelefon", "on-call", N_("telefon under dagen, på alla blad"),
      .read = read_phone, .statement = "set_on_call_phone" },
    { "svara.senast", "answer.by",
      N_("sista dag att svara, i inbjudningar och påminnelser"),
      .read = read_day, .statement = "set_answer_by" },
    { "förstörs-efter", "destroy-after",
      N_("dag då utskrifter ska vara förstörda, till exempel 2022-05-24"),
      .read = read_day, .statement = "set_destroy_after" },
    { "värdnamn", "host-names",
      N_("vad företagen får veta om sina besökare: namn eller antal"),
      .read = read_host_names, .statement = "set_host_names" },
    { "accent", "accent", N_("färgen på blad och brev, till exempel #00609c"),
      .read = read_colour, .statement = "set_accent" },
    { "logotyp", "logotype",
      N_("bilden överst på bladen: en fil, SVG eller PNG, som läses in"),
      .read = read_file_name, .statement = "set_logotype", .is_file = TRUE },
    { "logotyp.alt", "logotype.alt",
      N_("vad bilden säger, för den som inte ser den"),
      .read = read_text, .statement = "set_logotype_alt" },
    { "bra-att-veta", "good-to-know",
      N_("några rader till alla på gruppbladen, före jourtelefonen"),
      .read = read_note, .statement = "set_good_to_know" },
    { "språk", "language",
      N_("bladens språk, och brevens för den som inget annat är känt om: "
         "sv eller en"),
      .read = read_language, .statement = "set_language" },
    { "utskrift.behov", "print.needs",
      N_("om behov får stå på de blad som har plats för dem: ja eller nej"),
      .read = read_truth, .statement = "set_print_needs", .count = "count_needs",
      .told = N_("behov skrivs ut för %d") },
    { "utskrift.kost", "print.diets",
      N_("om kost får stå på de blad som har plats för den: ja eller nej"),
      .read = read_truth, .statement = "set_print_diets", .count = "count_diets",
      .told = N_("kost skrivs ut för %d") },
    { "qr", "codes",
      N_("QR-koder på gruppblad och resplaner: ingen, karta (till samlingen), "
         "kalender (läsarens flöde) eller båda"),
      .read = read_codes, .statement = "set_print_codes" },
    { "flöden.adress", "feed.url",
      N_("var mappen från hundra feed nås utifrån, för QR-koder till "
         "kalendern; https"),
      .read = read_url, .statement = "set_feed_url" },
    { "frö", "seed", N_("planeringens frö: samma frö ger samma plan"),
      .read = read_seed, .statement = "set_seed" },
};
// clang-format on

const SetRow *
set_rows(guint *count)
{
    *count = G_N_ELEMENTS(ROWS);
    return ROWS;
}

const SetRow *
set_find(const char *key, GError **error)
{
    g_autofree char *wanted = g_strdelimit(g_strdup(key), "_", '-');
    g_autoptr(GString) list = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        if (strcmp(ROWS[i].key, wanted) == 0 ||
            strcmp(ROWS[i].key_en, wanted) == 0)
            return &ROWS[i];
        g_string_append_printf(list, "%s%s", i > 0 ? ", " : "", ROWS[i].key);
    }
    hundra_fail(error, HUNDRA_ERROR_INPUT,
                _("ingen inställning heter %s; de som finns är %s"), key,
                list->str);
    return NULL;
}

/* ---- keeping --------------------------------------------------------------------- */

/* The picture in the file PATH, if it can be drawn.  NULL sets ERROR. */
static GBytes *
read_picture(const SetRow *row, const char *path, GError **error)
{
    GStatBuf about = { 0 };
    char *data = NULL;
    gsize size = 0;
    g_autoptr(GError) inner = NULL;
    const char *reason = NULL;
    if (g_stat(path, &about) != 0)
        reason = g_strerror(errno);
    else if (!S_ISREG(about.st_mode))
        reason = _("det är ingen vanlig fil");
    else if (about.st_size > SET_FILE_BYTES_MAX)
        reason = _("filen är större än 1 MiB; spara bilden mindre");
    else if (!g_file_get_contents(path, &data, &size, &inner))
        reason = inner->message;
    if (reason != NULL) {
        hundra_fail(error, HUNDRA_ERROR_INPUT, "%s, \"%s\": %s", row->key, path,
                    reason);
        return NULL;
    }
    g_autoptr(GBytes) bytes = g_bytes_new_take(data, size);
    g_autoptr(Picture) picture = picture_new(bytes, &inner);
    if (picture != NULL)
        return g_steal_pointer(&bytes);
    hundra_fail(error, HUNDRA_ERROR_INPUT, "%s, \"%s\": %s", row->key, path,
                inner->message);
    return NULL;
}

static gboolean
keep(Store *store, gint64 event, const SetRow *row, const char *kept,
     GBytes *content, GError **error)
{
    if (row->is_file && kept == NULL)
        return store_run(store, error, "clear_logotype", "event:i", event);
    if (row->is_file)
        return store_run(store, error, row->statement,
                         "event:i value:s content:b", event, kept, content);
    const char *column = row->statement + strlen("set_");
    if (!store_run(store, error, row->statement, "event:i value:s", event,
                   kept))
        return FALSE;
    /* Set by hand: an import that says otherwise asks first. */
    return store_changed(store) > 0
               ? store_run(store, error, "set_edited", "event:i column:s",
                           event, column)
               : hundra_fail(error, HUNDRA_ERROR_REFUSED,
                             _("%s hör till en logotyp; sätt logotyp först"),
                             row->key);
}

/* "utskrift.kost = ja: kost skrivs ut för 12 personer"; the caller owns it. */
static char *
journal_words(Store *store, gint64 event, const SetRow *row, const char *kept)
{
    if (row->count == NULL)
        return g_strdup_printf("%s = %s", row->key, kept);
    if (strcmp(kept, "1") != 0)
        return g_strdup_printf("%s = %s", row->key, _("nej"));
    gint64 count = store_number(store, NULL, 0, row->count, "event:i", event);
    g_autofree char *told = g_strdup_printf(_(row->told), (int)count);
    return g_strdup_printf("%s = %s: %s", row->key, _("ja"), told);
}

gboolean
set_value(Store *store, gint64 event, const SetRow *row, const char *value,
          const char *who, GError **error)
{
    char kept[SET_TEXT_SIZE] = "";
    const char *reason = NULL;
    gboolean clear = *value == '\0';
    g_autoptr(GBytes) content = NULL;
    if (!clear && !row->read(value, kept, &reason))
        return hundra_fail(error, HUNDRA_ERROR_INPUT, "%s, \"%s\": %s",
                           row->key, value, reason);
    if (!clear && row->is_file &&
        (content = read_picture(row, value, error)) == NULL)
        return FALSE;
    g_autoptr(StoreChange) change = store_change(store, error);
    if (change == NULL ||
        !keep(store, event, row, clear ? NULL : kept, content, error))
        return FALSE;
    g_autofree char *what = journal_words(store, event, row, kept);
    JournalEntry entry = { .who = who, .command = "set", .what = what };
    return store_change_commit(change, &entry, error);
}
