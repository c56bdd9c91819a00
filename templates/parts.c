#include "templates/parts.h"

void
template_piece_free(Piece *piece)
{
    g_free(piece->words);
    g_strfreev(piece->path);
    g_free(piece->format);
    g_free(piece);
}

void
template_attribute_free(Attribute *attribute)
{
    g_free(attribute->name);
    g_clear_pointer(&attribute->phrase, g_ptr_array_unref);
    g_free(attribute);
}

static void
condition_free(Condition *condition)
{
    g_strfreev(condition->path);
    g_free(condition->value);
    g_free(condition);
}

void
template_part_free(Part *part)
{
    g_free(part->name);
    g_clear_pointer(&part->phrase, g_ptr_array_unref);
    g_strfreev(part->each);
    g_clear_pointer(&part->condition, condition_free);
    g_clear_pointer(&part->attributes, g_ptr_array_unref);
    g_clear_pointer(&part->children, g_ptr_array_unref);
    g_free(part);
}

Part *
template_part_new(const char *name, guint line)
{
    Part *part = g_new0(Part, 1);
    part->name = g_strdup(name);
    part->line = line;
    part->attributes =
        g_ptr_array_new_with_free_func((GDestroyNotify)template_attribute_free);
    part->children =
        g_ptr_array_new_with_free_func((GDestroyNotify)template_part_free);
    return part;
}
