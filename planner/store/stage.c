#include "planner/store/stage.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/store/combine.h"
#include "planner/store/import-people.h"
#include "planner/store/import-report.h"
#include "planner/store/import-value.h"

/* ---- codes of other rows --------------------------------------------------- */

/* What an unknown code is told, by the statement that looked for it. */
static char *
unknown_code(const char *check, const char *code)
{
    if (strcmp(check, "company_exists") == 0)
        return g_strdup_printf(_("företaget %s finns inte; rätta koden, eller "
                                 "läs in företaget i samma körning"),
                               code);
    if (strcmp(check, "participant_exists") == 0)
        return g_strdup_printf(_("personen %s finns inte; rätta koden, eller "
                                 "läs in personen i samma körning"),
                               code);
    return g_strdup_printf(_("platsen %s finns inte; rätta koden, eller läs "
                             "in platsen i samma körning"),
                           code);
}

static gboolean
check_code(Import *import, Section *section, StageRow *row, int f,
           const char *code, GError **error)
{
    const Field *field = &kind_row(section->kind)->fields[f];
    g_autoptr(GError) inner = NULL;
    if (store_number(import->store, &inner, 0, field->check, "event:i code:s",
                     import->event, code) > 0)
        return TRUE;
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    g_autofree char *reason = unknown_code(field->check, code);
    stage_reject(import, section, row, f, code, reason);
    return TRUE;
}

/* A body that is in no list is remarked upon, once. */
static gboolean
remark_body(Import *import, const char *code, const char *where, GError **error)
{
    g_autoptr(GError) inner = NULL;
    if (g_hash_table_contains(import->unknown, code))
        return TRUE;
    gint64 known =
        store_number(import->store, &inner, 0, "body_exists", "code:s", code);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    g_hash_table_add(import->unknown, g_strdup(code));
    if (known == 0)
        report_say(import->report->remarks,
                   _("%s: organet %s finns inte bland organen; rätta det, "
                     "eller läs in en lista över organ"),
                   where, code);
    return TRUE;
}

/* Each of the codes of a list, which the store keeps as '["A","B"]'.  Lists
 * that are only remarked upon repeat: each is looked at once. */
static gboolean
check_list(Import *import, Section *section, StageRow *row, int f,
           GError **error)
{
    const Field *field = &kind_row(section->kind)->fields[f];
    const char *list = row->values[f];
    if (field->type == TYPE_LIST &&
        !g_hash_table_add(import->unknown, g_strdup(list)))
        return TRUE;
    g_autofree char *shown = field_show(field, list);
    g_autofree char *label = stage_label(section, row);
    g_auto(GStrv) codes = g_strsplit(shown, "|", -1);
    for (char **code = codes; *code != NULL; code++)
        if (field->type == TYPE_CODES
                ? !check_code(import, section, row, f, *code, error)
                : !remark_body(import, *code, label, error))
            return FALSE;
    return TRUE;
}

/* FALSE sets ERROR; a row with an unknown code is bad afterwards. */
static gboolean
check_codes(Import *import, Section *section, StageRow *row, GError **error)
{
    const KindRow *kind = kind_row(section->kind);
    for (guint f = 0; f < kind->field_count; f++) {
        const Field *field = &kind->fields[f];
        const char *value = row->values[f];
        if (field->check == NULL || value == NULL || value == STAGE_ABSENT ||
            strcmp(value, "[]") == 0)
            continue;
        if (field->type == TYPE_TEXT
                ? !check_code(import, section, row, (int)f, value, error)
                : !check_list(import, section, row, (int)f, error))
            return FALSE;
    }
    return TRUE;
}

/* ---- what the file says against what is there ------------------------------ */

typedef struct Merge {
    const KindRow *kind;
    const char **old;    /* owned; NULL: the row is new */
    const char **base;   /* owned; what is known of a new row's person */
    const char **values; /* owned array of borrowed texts */
    gint64 thing;
    StageFacts facts;
    gboolean changed;
    gboolean alias;    /* the row is her second one */
    gboolean replaced; /* the row's code is another person's now */
} Merge;

static void
merge_clear(Merge *merge)
{
    stage_values_free(merge->kind, merge->old);
    stage_values_free(merge->kind, merge->base);
    g_free(merge->values);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Merge, merge_clear)

/* The value as the file has it, or what stands for an empty cell. */
static const char *
file_value(const Merge *merge, const StageRow *row, guint f)
{
    const Field *field = &merge->kind->fields[f];
    const char *value = row->values[f];
    if (value == NULL && field->flags & FIELD_QUIET)
        value = STAGE_ABSENT;
    if (value == STAGE_ABSENT && merge->old != NULL)
        value = merge->old[f];
    if (value == STAGE_ABSENT && merge->base != NULL)
        value = merge->base[f];
    return value == NULL || value == STAGE_ABSENT ? field->fallback : value;
}

/* "F001: Telefon 031-390 06 01 blir 031-390 06 02". */
static char *
difference(const Section *section, const StageRow *row, const Field *field,
           const char *old, const char *value)
{
    g_autofree char *label = stage_label(section, row);
    g_autofree char *heading = field_heading(field);
    if (row->hidden && field->flags & FIELD_PERSONAL)
        return g_strdup_printf(_("%s: %s ändras"), label, heading);
    g_autofree char *was = field_show(field, old);
    g_autofree char *is = field_show(field, value);
    return g_strdup_printf(_("%s: %s %s blir %s"), label, heading,
                           *was ? was : _("(tomt)"), *is ? is : _("(tomt)"));
}

/* How the table edited names what a planner set by hand: a rule as a whole,
 * by its code; else the field. */
static char *
edited_name(const Merge *merge, const Field *field)
{
    return merge->kind == kind_row(KIND_RULES)
               ? g_strconcat("rule ", merge->values[0], NULL)
               : g_strdup(field->column);
}

/* TRUE when the file's value shall replace what a planner set by hand. */
static gboolean
may_replace(Import *import, const Section *section, const Merge *merge,
            const Field *field, const char *sentence, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autofree char *name = edited_name(merge, field);
    gint64 thing =
        merge->kind == kind_row(KIND_RULES) ? import->event : merge->thing;
    gint64 edited =
        section == NULL || import->by_hand || merge->kind->edited == NULL
            ? 0
            : store_number(import->store, &inner, 0, "edited_has",
                           "kind:s thing:i field:s", merge->kind->edited, thing,
                           name);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    if (edited == 0)
        return TRUE;
    const ImportRequest *request = import->request;
    g_autofree char *question = g_strdup_printf(
        _("%s, men det är ändrat för hand. Ta filens uppgift?"), sentence);
    if (request->ask != NULL && request->ask(IMPORT_ASK_EDITED, question,
                                             import->report, request->user))
        return store_run(import->store, error, "edited_forget",
                         "kind:s thing:i field:s", merge->kind->edited, thing,
                         name);
    report_say(import->report->kept,
               _("%s, men är ändrat för hand och behålls"), sentence);
    return FALSE;
}

/* TRUE when other rows than this one tell the same of its person. */
static gboolean
has_more_rows(Import *import, const StageRow *row, const Merge *merge,
              const Field *field, GError **error)
{
    if (import->by_hand || merge->kind->role == NULL || merge->replaced)
        return FALSE;
    if (merge->alias || merge->old == NULL)
        return merge->base != NULL || merge->alias;
    /* In another role she has her own needs and times; not her secret. */
    return store_number(import->store, error, 0,
                        field->type == TYPE_SECRET ? "person_has_rows"
                                                   : "participant_has_rows",
                        "event:i person:i code:s", import->event,
                        merge->facts.person, row->values[0]) > 0;
}

static void
tell_combined(Import *import, const Section *section, const StageRow *row,
              const Field *field, gboolean met)
{
    g_autofree char *label = stage_label(section, row);
    g_autofree char *heading = field_heading(field);
    if (field->type == TYPE_SECRET)
        report_say(import->report->doubles,
                   _("%s: en rad för samma person säger att uppgifterna är "
                     "skyddade; det gäller"),
                   label);
    else if (field->type != TYPE_SPANS)
        report_say(import->report->doubles,
                   _("%s: %s skiljer sig mellan raderna för samma person; "
                     "båda radernas gäller"),
                   label, heading);
    else if (met)
        report_say(import->report->doubles,
                   _("%s: %s skiljer sig mellan raderna för samma person; den "
                     "snävare tiden gäller"),
                   label, heading);
    else
        report_say(import->report->doubles,
                   _("%s: %s har ingen tid gemensam med den andra raden för "
                     "samma person, vars tid gäller; rätta en av dem"),
                   label, heading);
}

/* Sets the value of field F where rows of one person say different things:
 * the file's, until then, is combined with what is known of her. */
static gboolean
combine_rows(Import *import, const Section *section, const StageRow *row,
             Merge *merge, guint f, GError **error)
{
    const Field *field = &merge->kind->fields[f];
    const char *value = merge->values[f];
    const char *known = merge->old != NULL    ? merge->old[f]
                        : merge->base != NULL ? merge->base[f]
                                              : STAGE_ABSENT;
    g_autoptr(GError) inner = NULL;
    if ((field->type != TYPE_SECRET && field->type != TYPE_LIST &&
         field->type != TYPE_SPANS) ||
        value == NULL || known == NULL || known == STAGE_ABSENT ||
        strcmp(known, value) == 0 ||
        !has_more_rows(import, row, merge, field, &inner)) {
        if (inner == NULL)
            return TRUE;
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    g_autofree char *both = combine(field->type, known, value);
    merge->values[f] =
        both != NULL ? g_string_chunk_insert(import->texts, both) : known;
    if (field->type == TYPE_SPANS || strcmp(merge->values[f], value) != 0)
        tell_combined(import, section, row, field, both != NULL);
    return TRUE;
}

static gboolean
merge_field(Import *import, const Section *section, const StageRow *row,
            Merge *merge, guint f, GError **error)
{
    const Field *field = &merge->kind->fields[f];
    merge->values[f] = file_value(merge, row, f);
    if (!combine_rows(import, section, row, merge, f, error))
        return FALSE;
    const char *value = merge->values[f];
    if (merge->old == NULL || merge->old[f] == STAGE_ABSENT ||
        field_equal(field, merge->old[f], value))
        return TRUE;
    g_autoptr(GError) inner = NULL;
    g_autofree char *sentence =
        difference(section, row, field, merge->old[f], value);
    if (may_replace(import, section, merge, field, sentence, &inner)) {
        merge->changed = TRUE;
        g_ptr_array_add(import->report->changes, g_steal_pointer(&sentence));
        return TRUE;
    }
    merge->values[f] = merge->old[f];
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static gboolean
merge_fields(Import *import, const Section *section, const StageRow *row,
             Merge *merge, GError **error)
{
    merge->values = g_new0(const char *, merge->kind->field_count + 1);
    for (guint f = 0; f < merge->kind->field_count; f++)
        if (!merge_field(import, section, row, merge, f, error))
            return FALSE;
    return TRUE;
}

/* TRUE when the row has, or had, something in the list of its kind. */
static gboolean
has_list(const Merge *merge)
{
    const KindRow *kind = merge->kind;
    for (guint f = 0; kind->list != NULL && f < kind->field_count; f++)
        if (strcmp(kind->fields[f].column, kind->list) == 0)
            return g_strcmp0(merge->values[f], "[]") != 0 ||
                   (merge->old != NULL && g_strcmp0(merge->old[f], "[]") != 0);
    return FALSE;
}

static gboolean
run_all(Import *import, const Merge *merge, const char *const *names,
        int count_max, GError **error)
{
    for (int i = 0; i < count_max && names[i] != NULL; i++)
        if (!stage_run(import->store, names[i], merge->kind, merge->values,
                       &merge->facts, error))
            return FALSE;
    return TRUE;
}

static gboolean
put(Import *import, const Merge *merge, GError **error)
{
    const KindRow *kind = merge->kind;
    return run_all(import, merge, kind->puts, KIND_PUTS_MAX, error) &&
           (!has_list(merge) || run_all(import, merge, kind->list_puts,
                                        KIND_LIST_PUTS_MAX, error)) &&
           (!merge->replaced ||
            stage_run(import->store, "participant_person", kind, merge->values,
                      &merge->facts, error));
}

/* ---- people ----------------------------------------------------------------- */

/* What the store knows to be protected no message shows, whatever the file
 * says or leaves out. */
static void
heed_protection(Import *import, const Section *section, StageRow *row,
                const char *const *old)
{
    const KindRow *kind = kind_row(section->kind);
    for (guint f = 0; old != NULL && f < kind->field_count; f++)
        if (kind->fields[f].type == TYPE_SECRET && g_strcmp0(old[f], "1") == 0)
            stage_hide(import, section, row);
}

/* The same person once more: one participant with two codes, and what the
 * second row says of her seat. */
static gboolean
store_alias(Import *import, Section *section, StageRow *row, Merge *merge,
            const char *code, GError **error)
{
    merge->alias = TRUE;
    if (merge->old == NULL) {
        merge->base = stage_find(import->store, "alias_base", merge->kind,
                                 row->values, &merge->facts, NULL, NULL, error);
        if (merge->base == NULL)
            return FALSE;
    }
    heed_protection(import, section, row,
                    merge->old != NULL ? merge->old : merge->base);
    if (!merge_fields(import, section, row, merge, error))
        return FALSE;
    if (merge->old != NULL && !merge->changed) {
        section->count->same++;
        return TRUE;
    }
    if (!run_all(import, merge, merge->kind->aliases, KIND_ALIASES_MAX, error))
        return FALSE;
    section->count->added += merge->old == NULL;
    section->count->changed += merge->old != NULL;
    if (code == NULL)
        return TRUE;
    g_autofree char *label = stage_label(section, row);
    report_say(import->report->doubles,
               _("%s är samma person som %s: en deltagare med två uppdrag"),
               label, code);
    return TRUE;
}

static gboolean
is_other_person(const Merge *merge, const StageRow *row)
{
    gboolean name_same = TRUE, email_same = FALSE;
    for (guint f = 0; f < merge->kind->field_count; f++) {
        const Field *field = &merge->kind->fields[f];
        const char *old = merge->old[f], *value = row->values[f];
        if (strcmp(field->column, "surname") == 0 ||
            strcmp(field->column, "given") == 0)
            name_same = name_same &&
                        (value == STAGE_ABSENT || g_strcmp0(old, value) == 0);
        else if (strcmp(field->column, "email") == 0)
            email_same = value == STAGE_ABSENT || g_strcmp0(old, value) == 0;
    }
    return !name_same && !email_same;
}

/* Nobody can be in two groups: one of the two places is planned. */
static void
tell_two_roles(Import *import, const Section *section, const StageRow *row,
               const char *planned)
{
    g_autofree char *label = stage_label(section, row);
    report_say(import->report->doubles,
               _("%s och %s är samma person; bara %s planeras"), label, planned,
               planned);
}

/* Settles who the row's person is.  *DONE: the row is an alias, stored. */
static gboolean
settle_person(Import *import, Section *section, StageRow *row, Merge *merge,
              gboolean *done, GError **error)
{
    g_autoptr(GError) inner = NULL;
    PersonMatch match = { 0 };
    if (merge->old != NULL && !is_other_person(merge, row))
        return TRUE;
    if (merge->old == NULL && merge->kind->aliases[0] != NULL) {
        merge->old = stage_find(import->store, "alias_find", merge->kind,
                                row->values, &merge->facts, &merge->thing,
                                &merge->facts.person, &inner);
        *done = merge->old != NULL;
        if (inner != NULL) {
            g_propagate_error(error, g_steal_pointer(&inner));
            return FALSE;
        }
        if (*done)
            return store_alias(import, section, row, merge, NULL, error);
    }
    if (!people_match(import, section, row, &match, error))
        return FALSE;
    g_autofree char *other = match.other_code;
    g_autofree char *planned = match.planned_code;
    merge->facts.person = match.person;
    merge->replaced = merge->old != NULL;
    *done = other != NULL && merge->old == NULL;
    if (*done)
        return store_alias(import, section, row, merge, other, error);
    if (merge->old == NULL && planned != NULL)
        tell_two_roles(import, section, row, planned);
    if (match.person == 0 && !people_named(merge->kind, row->values)) {
        g_autofree char *label = stage_label(section, row);
        report_say(import->report->remarks,
                   _("%s är skyddad och okänd här; raden hoppas över. Läs in "
                     "henne ur listan där namnet står"),
                   label);
        *done = TRUE;
        return TRUE;
    }
    if (match.person == 0)
        merge->facts.person = people_next(import->store, error);
    else if (merge->old == NULL)
        merge->base = stage_find(import->store, "person_find", merge->kind,
                                 row->values, &merge->facts, NULL, NULL, error);
    return merge->facts.person != 0;
}

/* ---- a section --------------------------------------------------------------- */

/* A bad row changes nothing, but what it says of a secret is heeded. */
static gboolean
hide_bad_row(Import *import, const Section *section, StageRow *row,
             GError **error)
{
    g_autoptr(GError) inner = NULL;
    const KindRow *kind = kind_row(section->kind);
    StageFacts facts = { .event = import->event, .role = kind->role };
    const char **old = stage_find(import->store, kind->find, kind, row->values,
                                  &facts, NULL, &facts.person, &inner);
    heed_protection(import, section, row, old);
    stage_values_free(kind, old);
    if (inner == NULL)
        return !row->hidden || kind->role == NULL || facts.person == 0 ||
               store_run(import->store, error, "person_protect", "person:i",
                         facts.person);
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static gboolean
store_row(Import *import, Section *section, StageRow *row, GError **error)
{
    g_auto(Merge) merge = { .kind = kind_row(section->kind),
                            .facts.event = import->event };
    merge.facts.role = merge.kind->role;
    if (!row->bad && !check_codes(import, section, row, error))
        return FALSE;
    if (row->bad)
        return hide_bad_row(import, section, row, error);
    g_autoptr(GError) inner = NULL;
    gboolean done = FALSE;
    merge.old =
        stage_find(import->store, merge.kind->find, merge.kind, row->values,
                   &merge.facts, &merge.thing, &merge.facts.person, &inner);
    if (inner != NULL) {
        g_propagate_error(error, g_steal_pointer(&inner));
        return FALSE;
    }
    heed_protection(import, section, row, merge.old);
    if (merge.kind->role != NULL &&
        !settle_person(import, section, row, &merge, &done, error))
        return FALSE;
    if (done)
        return TRUE;
    if (!merge_fields(import, section, row, &merge, error))
        return FALSE;
    section->count->added += merge.old == NULL;
    section->count->changed += merge.old != NULL && merge.changed;
    section->count->same += merge.old != NULL && !merge.changed;
    if (merge.old != NULL && !merge.changed)
        return TRUE;
    return put(import, &merge, error);
}

gboolean
stage_store(Import *import, Section *section, GError **error)
{
    for (guint i = 0; i < section->rows->len; i++) {
        StageRow *row = g_ptr_array_index(section->rows, i);
        if (store_row(import, section, row, error))
            continue;
        g_prefix_error(error, _("%s, rad %u: "), section->file, row->number);
        return FALSE;
    }
    return TRUE;
}
