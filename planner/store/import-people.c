#include "planner/store/import-people.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/base/fold.h"
#include "planner/store/import-report.h"

static const char *
value_of(const KindRow *kind, const char *const *values, const char *column)
{
    for (guint f = 0; f < kind->field_count; f++)
        if (strcmp(kind->fields[f].column, column) == 0)
            return values[f] == STAGE_ABSENT ? NULL : values[f];
    return NULL;
}

static char *
match_key(const KindRow *kind, const char *const *values)
{
    const char *surname = value_of(kind, values, "surname");
    const char *given = value_of(kind, values, "given");
    g_autofree char *name = g_strdup_printf("%s %s", given != NULL ? given : "",
                                            surname != NULL ? surname : "");
    return fold_name(name);
}

gboolean
people_named(const KindRow *kind, const char *const *values)
{
    return value_of(kind, values, "surname") != NULL;
}

gint64
people_next(Store *store, GError **error)
{
    return store_number(store, error, 0, "person_next", "");
}

static gboolean
both_same(const char *a, const char *b)
{
    return a != NULL && b != NULL && g_ascii_strcasecmp(a, b) == 0;
}

/* Somebody of the same name, as statement person_candidates gives her. */
typedef struct Candidate {
    gint64 person;
    const char *email, *phone, *party; /* borrowed from the rows */
    const char *code;                  /* in this event, or NULL */
    const char *role;
    gboolean same_body;
} Candidate;

static Candidate
read_candidate(const StoreRows *rows)
{
    return (Candidate){ .person = store_rows_int(rows, 0),
                        .email = store_rows_text(rows, 1),
                        .phone = store_rows_text(rows, 2),
                        .party = store_rows_text(rows, 3),
                        .code = store_rows_text(rows, 4),
                        .role = store_rows_text(rows, 5),
                        .same_body = store_rows_int(rows, 6) != 0 };
}

static gboolean
is_certain(const Candidate *candidate, const KindRow *kind,
           const char *const *values)
{
    if (both_same(candidate->email, value_of(kind, values, "email")))
        return TRUE;
    if (both_same(candidate->phone, value_of(kind, values, "phone")) &&
        both_same(candidate->party, value_of(kind, values, "party")))
        return TRUE;
    return candidate->code == NULL && candidate->same_body;
}

/* Where a kind has no second rows, one more is another participant. */
static gboolean
may_join(const Candidate *candidate, const KindRow *kind)
{
    return candidate->code == NULL || kind->aliases[0] != NULL ||
           g_strcmp0(candidate->role, kind->role) != 0;
}

/* Why somebody may be the same, as a question and as what is listed. */
typedef struct Likeness {
    const char *question, *listed;
} Likeness;

static const Likeness SAME_NAME = {
    N_("%s heter som %s, men andra uppgifter skiljer. Samma person?"),
    N_("möjlig dubblett: %s heter som %s; de hålls isär"),
};

static const Likeness SAME_CONTACT = {
    N_("%s har samma e-post eller telefon som %s, men heter annorlunda. Samma "
       "person?"),
    N_("möjlig dubblett: %s har samma e-post eller telefon som %s; de hålls "
       "isär"),
};

static char *
say_like(const char *format, const char *label, const char *other)
{
    g_auto(GStrv) parts = g_strsplit(_(format), "%s", 3);
    return g_strconcat(parts[0], label, parts[1], other, parts[2], NULL);
}

/* Asks about, or lists, one who may be the same. */
static gboolean
is_same_by_word(Import *import, const char *label, const Candidate *candidate,
                const KindRow *kind, gboolean hidden, const Likeness *why)
{
    const ImportRequest *request = import->request;
    const char *other =
        candidate->code != NULL ? candidate->code : _("en tidigare deltagare");
    g_autofree char *question = say_like(why->question, label, other);
    if (!hidden && may_join(candidate, kind) && request->ask != NULL &&
        request->ask(IMPORT_ASK_DOUBLE, question, import->report,
                     request->user))
        return TRUE;
    g_ptr_array_add(import->report->doubles,
                    say_like(why->listed, label, other));
    return FALSE;
}

static void
take(PersonMatch *match, const Candidate *candidate, const KindRow *kind)
{
    match->person = candidate->person;
    if (candidate->code == NULL)
        return;
    /* Somebody with two roles keeps a row in each. */
    if (g_strcmp0(candidate->role, kind->role) == 0)
        match->other_code = g_strdup(candidate->code);
    else
        match->planned_code = g_strdup(candidate->code);
}

/* One with the row's e-mail or phone who is spelled in another way.  Many
 * share an office's phone: of these only who has a name in common. */
static gboolean
match_by_contact(Import *import, const KindRow *kind, const char *label,
                 const StageRow *row, PersonMatch *match, GError **error)
{
    const char *email = value_of(kind, row->values, "email");
    const char *phone = value_of(kind, row->values, "phone");
    g_autofree char *key = match_key(kind, row->values);
    g_autoptr(GError) inner = NULL;
    if ((email == NULL && phone == NULL) || *key == '\0')
        return TRUE;
    g_autoptr(StoreRows) rows = store_query(
        import->store, error, "person_by_contact",
        "email:s phone:s key:s event:i code:s given:s surname:s", email, phone,
        key, import->event, label, value_of(kind, row->values, "given"),
        value_of(kind, row->values, "surname"));
    if (rows == NULL)
        return FALSE;
    if (store_rows_next(rows, &inner)) {
        Candidate candidate = read_candidate(rows);
        if (is_same_by_word(import, label, &candidate, kind, row->hidden,
                            &SAME_CONTACT))
            take(match, &candidate, kind);
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

gboolean
people_match(Import *import, const Section *section, const StageRow *row,
             PersonMatch *match, GError **error)
{
    const KindRow *kind = kind_row(section->kind);
    const char *const *values = row->values;
    g_autofree char *key = match_key(kind, values);
    g_autofree char *label = stage_label(section, row);
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(import->store, error, "person_candidates",
                    "key:s event:i organ:s code:s", key, import->event,
                    value_of(kind, values, "organ"), label);
    if (rows == NULL)
        return FALSE;
    while (match->person == 0 && store_rows_next(rows, &inner)) {
        Candidate candidate = read_candidate(rows);
        if ((may_join(&candidate, kind) &&
             is_certain(&candidate, kind, values)) ||
            is_same_by_word(import, label, &candidate, kind, row->hidden,
                            &SAME_NAME))
            take(match, &candidate, kind);
    }
    if (inner == NULL)
        return match->person != 0 ||
               match_by_contact(import, kind, label, row, match, error);
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

/* ---- who is protected ------------------------------------------------------- */

typedef void (*SecretFunc)(Import *import, Section *section, StageRow *row,
                           GHashTable *keys);

/* What tells that two rows are of one person, as people_match sees it:
 * texts that only such rows share.  The caller owns them. */
static GPtrArray *
keys_of(const Section *section, const StageRow *row)
{
    const KindRow *kind = kind_row(section->kind);
    GPtrArray *keys = g_ptr_array_new_with_free_func(g_free);
    const char *email = value_of(kind, row->values, "email");
    const char *phone = value_of(kind, row->values, "phone");
    const char *party = value_of(kind, row->values, "party");
    const char *code = value_of(kind, row->values, "code");
    g_autofree char *name = match_key(kind, row->values);
    if (code != NULL)
        g_ptr_array_add(keys, g_strdup(code));
    if (*name != '\0' && email != NULL) {
        g_autofree char *low = g_ascii_strdown(email, -1);
        g_ptr_array_add(keys, g_strdup_printf("%s\n%s", name, low));
    }
    if (*name != '\0' && phone != NULL && party != NULL)
        g_ptr_array_add(keys,
                        g_strdup_printf("%s\n%s\n%s", name, phone, party));
    return keys;
}

static void
note_secret(Import *import, Section *section, StageRow *row, GHashTable *keys)
{
    (void)import;
    if (!row->hidden)
        return;
    g_autoptr(GPtrArray) mine = keys_of(section, row);
    for (guint i = 0; i < mine->len; i++)
        g_hash_table_add(keys, g_strdup(g_ptr_array_index(mine, i)));
}

static void
share_secret(Import *import, Section *section, StageRow *row, GHashTable *keys)
{
    const KindRow *kind = kind_row(section->kind);
    g_autoptr(GPtrArray) mine = keys_of(section, row);
    gboolean hidden = FALSE;
    for (guint i = 0; i < mine->len; i++)
        hidden =
            hidden || g_hash_table_contains(keys, g_ptr_array_index(mine, i));
    for (guint f = 0; hidden && f < kind->field_count; f++)
        if (kind->fields[f].type == TYPE_SECRET)
            row->values[f] = "1";
    if (hidden)
        stage_hide(import, section, row);
}

static void
each_person(Import *import, GHashTable *keys, SecretFunc act)
{
    for (guint i = 0; i < import->sections->len; i++) {
        Section *section = g_ptr_array_index(import->sections, i);
        if (kind_row(section->kind)->role == NULL)
            continue;
        for (guint r = 0; r < section->rows->len; r++)
            act(import, section, g_ptr_array_index(section->rows, r), keys);
    }
}

void
people_share_secrets(Import *import)
{
    g_autoptr(GHashTable) keys =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    each_person(import, keys, note_secret);
    if (g_hash_table_size(keys) > 0)
        each_person(import, keys, share_secret);
}

/* ---- Outlook's contacts ----------------------------------------------------- */

/* Windows-1252 lacks letters that names have: Outlook writes "?" for them. */
static char *
name_pattern(const KindRow *kind, const char *const *values)
{
    g_autofree char *key = match_key(kind, values);
    return g_strdelimit(g_steal_pointer(&key), "*[", '?');
}

static gboolean
fill_contact(Import *import, Section *section, StageRow *row, GError **error)
{
    const KindRow *kind = kind_row(section->kind);
    const char *const *values = row->values;
    const char *phone = value_of(kind, values, "phone");
    const char *body = value_of(kind, values, "department");
    g_autofree char *pattern = name_pattern(kind, values);
    g_autoptr(GError) inner = NULL;
    if (phone == NULL)
        phone = value_of(kind, values, "mobile");
    if (body == NULL)
        body = value_of(kind, values, "company");
    gint64 person =
        store_number(import->store, &inner, 0, "contact_person",
                     "event:i pattern:s body:s email:s", import->event, pattern,
                     body, value_of(kind, values, "email"));
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    if (person == 0) {
        report_say(import->report->remarks,
                   _("%s, rad %u: kontakten är inte med bland personerna, "
                     "eller går inte att skilja från en annan; inget ändras"),
                   section->file, row->number);
        return TRUE;
    }
    if (!store_run(import->store, error, "contact_fill",
                   "person:i email:s phone:s", person,
                   value_of(kind, values, "email"), phone))
        return FALSE;
    gboolean filled = store_changed(import->store) > 0;
    section->count->changed += filled;
    section->count->same += !filled;
    return TRUE;
}

gboolean
people_fill_contacts(Import *import, Section *section, GError **error)
{
    for (guint i = 0; i < section->rows->len; i++) {
        StageRow *row = g_ptr_array_index(section->rows, i);
        if (!row->bad && !fill_contact(import, section, row, error))
            return FALSE;
    }
    return TRUE;
}
