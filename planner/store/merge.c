#include "planner/store/merge.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/store/combine.h"
#include "planner/store/import-people.h"
#include "planner/store/import-report.h"
#include "planner/store/import-value.h"

void
merge_clear(Merge *merge)
{
    stage_values_free(merge->kind, merge->old);
    stage_values_free(merge->kind, merge->base);
    g_free(merge->values);
}

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

gboolean
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

gboolean
merge_run(Import *import, const Merge *merge, const char *const *names,
          int count_max, GError **error)
{
    for (int i = 0; i < count_max && names[i] != NULL; i++)
        if (!stage_run(import->store, names[i], merge->kind, merge->values,
                       &merge->facts, error))
            return FALSE;
    return TRUE;
}

gboolean
merge_put(Import *import, const Merge *merge, GError **error)
{
    const KindRow *kind = merge->kind;
    return merge_run(import, merge, kind->puts, KIND_PUTS_MAX, error) &&
           (!has_list(merge) || merge_run(import, merge, kind->list_puts,
                                          KIND_LIST_PUTS_MAX, error)) &&
           (!merge->replaced ||
            stage_run(import->store, "participant_person", kind, merge->values,
                      &merge->facts, error));
}
