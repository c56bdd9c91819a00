#include "planner/store/stage.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/store/import-report.h"
#include "planner/store/import-value.h"
#include "planner/store/stage-people.h"

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
    people_heed(import, section, row, old);
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
    people_heed(import, section, row, merge.old);
    if (merge.kind->role != NULL &&
        !people_settle(import, section, row, &merge, &done, error))
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
    return merge_put(import, &merge, error);
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
