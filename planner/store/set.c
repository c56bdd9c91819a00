#include "planner/store/set.h"

#include <glib/gi18n.h>
#include <string.h>

#include "calendars/address.h"
#include "planner/base/value.h"

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

static gboolean
read_colour(const char *text, char out[SET_TEXT_SIZE], const char **reason)
{
    gboolean ok = text[0] == '#' && strlen(text) == 7;
    for (gsize i = 1; ok && i < 7; i++)
        ok = g_ascii_isxdigit(text[i]);
    *reason = _("skriv en färg som #00609c");
    for (gsize i = 0; ok && i <= 7; i++)
        out[i] = g_ascii_tolower(text[i]);
    return ok;
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
      read_text, "set_organiser" },
    { "avsändare.namn", "sender.name", N_("namnet i brevens avsändare"),
      read_text, "set_sender_name" },
    { "avsändare.e-post", "sender.email",
      N_("adressen som bjuder in och som svaren går till"),
      read_email, "set_sender_email" },
    { "avsändare.telefon", "sender.phone", N_("telefon för frågor före dagen"),
      read_phone, "set_sender_phone" },
    { "jourtelefon", "on-call", N_("telefon under dagen, på alla blad"),
      read_phone, "set_on_call_phone" },
    { "svara.senast", "answer.by",
      N_("sista dag att svara, i inbjudningar och påminnelser"),
      read_day, "set_answer_by" },
    { "förstörs-efter", "destroy-after",
      N_("dag då utskrifter ska vara förstörda, till exempel 2022-05-24"),
      read_day, "set_destroy_after" },
    { "värdnamn", "host-names",
      N_("vad företagen får veta om sina besökare: namn eller antal"),
      read_host_names, "set_host_names" },
    { "accent", "accent", N_("färgen på blad och brev, till exempel #00609c"),
      read_colour, "set_accent" },
    { "frö", "seed", N_("planeringens frö: samma frö ger samma plan"),
      read_seed, "set_seed" },
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

gboolean
set_value(Store *store, gint64 event, const SetRow *row, const char *value,
          const char *who, GError **error)
{
    char kept[SET_TEXT_SIZE] = "";
    const char *reason = NULL;
    gboolean clear = *value == '\0';
    if (!clear && !row->read(value, kept, &reason))
        return hundra_fail(error, HUNDRA_ERROR_INPUT, "%s, \"%s\": %s",
                           row->key, value, reason);
    g_autoptr(StoreChange) change = store_change(store, error);
    if (change == NULL)
        return FALSE;
    /* Set by hand: an import that says otherwise asks first. */
    const char *column = row->statement + strlen("set_");
    if (!store_run(store, error, row->statement, "event:i value:s", event,
                   clear ? NULL : kept) ||
        !store_run(store, error, "set_edited", "event:i column:s", event,
                   column))
        return FALSE;
    g_autofree char *what = g_strdup_printf("%s = %s", row->key, kept);
    JournalEntry entry = { .who = who, .command = "set", .what = what };
    return store_change_commit(change, &entry, error);
}
