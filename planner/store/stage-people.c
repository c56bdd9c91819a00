#include "planner/store/stage-people.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/store/import-people.h"
#include "planner/store/import-report.h"

void
people_heed(Import *import, const Section *section, StageRow *row,
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
    people_heed(import, section, row,
                merge->old != NULL ? merge->old : merge->base);
    if (!merge_fields(import, section, row, merge, error))
        return FALSE;
    if (merge->old != NULL && !merge->changed) {
        section->count->same++;
        return TRUE;
    }
    if (!merge_run(import, merge, merge->kind->aliases, KIND_ALIASES_MAX,
                   error))
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

gboolean
people_settle(Import *import, Section *section, StageRow *row, Merge *merge,
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
