#include "planner/base/put.h"

void
put_text(JsonBuilder *json, const char *name, const char *text)
{
    json_builder_set_member_name(json, name);
    if (text != NULL)
        json_builder_add_string_value(json, text);
    else
        json_builder_add_null_value(json);
}

void
put_number(JsonBuilder *json, const char *name, gint64 number)
{
    json_builder_set_member_name(json, name);
    json_builder_add_int_value(json, number);
}

void
put_truth(JsonBuilder *json, const char *name, gboolean truth)
{
    json_builder_set_member_name(json, name);
    json_builder_add_boolean_value(json, truth);
}
