#include "planner/plan/explain.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/plan/explain-inside.h"

/* ---- JSON -------------------------------------------------------------- */

void
explain_string(JsonBuilder *builder, const char *name, const char *value)
{
    json_builder_set_member_name(builder, name);
    if (value != NULL)
        json_builder_add_string_value(builder, value);
    else
        json_builder_add_null_value(builder);
}

void
explain_int(JsonBuilder *builder, const char *name, gint64 value)
{
    json_builder_set_member_name(builder, name);
    json_builder_add_int_value(builder, value);
}

void
explain_points(JsonBuilder *builder, const char *name, gint64 milli)
{
    json_builder_set_member_name(builder, name);
    json_builder_add_double_value(builder, (double)milli / 1000);
}

void
explain_half(JsonBuilder *builder, int half)
{
    explain_string(builder, "half",
                   half == HALF_AM   ? "am"
                   : half == HALF_PM ? "pm"
                                     : NULL);
}

/* ---- who or what is meant ---------------------------------------------- */

/* "7", "grupp 7", "group 7"; 0: no such words. */
static int
group_number(const char *subject)
{
    static const char *const words[] = { "grupp ", "group ", "" };
    gint64 number = 0;
    g_autofree char *lower = g_utf8_strdown(subject, -1);
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_str_has_prefix(lower, words[i]) &&
            g_ascii_string_to_signed(lower + strlen(words[i]), 10, 1, G_MAXINT,
                                     &number, NULL))
            return (int)number;
    return 0;
}

static int
index_of(const GArray *things, const char *code)
{
    for (guint i = 0; i < things->len; i++)
        if (strcmp(g_array_index(things, DayThing, i).code, code) == 0)
            return (int)i;
    return -1;
}

/* Appends to CODES those that STATEMENT finds by SUBJECT. */
static gboolean
look(Store *store, gint64 event, const char *statement, const char *subject,
     GPtrArray *codes, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows = store_query(store, &inner, statement,
                                            "event:i wanted:s", event, subject);
    while (inner == NULL && store_rows_next(rows, &inner))
        g_ptr_array_add(codes, g_strdup(store_rows_text(rows, 0)));
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

static gboolean
find_named(Store *store, const ExplainRequest *request, Explained *about,
           GError **error)
{
    g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) companies = g_ptr_array_new_with_free_func(g_free);
    const char *subject = request->subject;
    if (!look(store, request->event, "show_people", subject, people, error) ||
        !look(store, request->event, "show_companies", subject, companies,
              error))
        return FALSE;
    if (people->len + companies->len == 0)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("ingen person och inget företag heter %s; en "
                             "grupp skrivs grupp 7"),
                           subject);
    if (people->len + companies->len > 1)
        return hundra_fail(error, HUNDRA_ERROR_INPUT,
                           _("flera heter %s; ange koden, till exempel %s"),
                           subject,
                           (const char *)g_ptr_array_index(
                               people->len > 0 ? people : companies, 0));
    if (people->len > 0)
        about->person =
            index_of(about->day->people, g_ptr_array_index(people, 0));
    else
        about->company =
            index_of(about->day->companies, g_ptr_array_index(companies, 0));
    return about->person >= 0 || about->company >= 0 ||
           hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("%s är inte med i planeringen; hundra edit ändrar "
                         "det"),
                       subject);
}

static gboolean
has_group(const Explained *about, int number, GError **error)
{
    for (guint i = 0; i < about->plan->groups->len; i++)
        if (g_array_index(about->plan->groups, Group, i).number == number)
            return TRUE;
    return hundra_fail(error, HUNDRA_ERROR_INPUT,
                       _("grupp %d finns inte i plan %d; hundra show groups "
                         "visar dem som finns"),
                       number, about->stored.version);
}

static gboolean
find_subject(Store *store, const ExplainRequest *request, Explained *about,
             GError **error)
{
    int number = group_number(request->subject);
    about->person = about->company = about->group = -1;
    if (number == 0)
        return find_named(store, request, about, error) &&
               (request->why_not == 0 ||
                has_group(about, request->why_not, error));
    about->group = number;
    if (request->why_not != 0)
        return hundra_fail(error, HUNDRA_ERROR_USAGE,
                           _("--why-not frågas om en person eller ett "
                             "företag, inte om en grupp"));
    return has_group(about, number, error);
}

/* ---- the answer -------------------------------------------------------- */

static void
explained_clear(Explained *about)
{
    g_clear_pointer(&about->verdict, verdict_free);
    g_clear_pointer(&about->plan, solution_free);
    g_clear_pointer(&about->day, day_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Explained, explained_clear)

static gboolean
read_plan(Store *store, const ExplainRequest *request, Explained *about,
          GError **error)
{
    about->day = day_load(store, request->event, error);
    if (about->day == NULL ||
        !version_find(store, request->event, request->version, &about->stored,
                      error))
        return FALSE;
    about->plan = day_load_plan(store, about->day, about->stored.plan, error);
    if (about->plan == NULL)
        return FALSE;
    about->verdict = verify_day(about->day->problem, about->plan, TRUE);
    return find_subject(store, request, about, error);
}

static void
head(const Explained *about, JsonBuilder *builder)
{
    explain_string(builder, "event", about->day->event_code);
    explain_int(builder, "plan", about->stored.version);
    explain_points(builder, "soft", about->verdict->soft_milli);
    if (about->person >= 0)
        explain_string(
            builder, "person",
            g_array_index(about->day->people, DayThing, about->person).code);
    else if (about->company >= 0)
        explain_string(
            builder, "company",
            g_array_index(about->day->companies, DayThing, about->company)
                .code);
    else
        explain_int(builder, "group", about->group);
}

char *
explain_json(Store *store, const ExplainRequest *request, GError **error)
{
    g_auto(Explained) about = { 0 };
    g_autoptr(JsonBuilder) builder = json_builder_new();
    if (!read_plan(store, request, &about, error))
        return NULL;
    json_builder_begin_object(builder);
    head(&about, builder);
    if (request->why_not != 0) {
        if (!explain_other(store, request, &about, builder, error))
            return NULL;
    } else if (about.person >= 0) {
        explain_person(&about, builder);
    } else if (about.company >= 0) {
        explain_company(&about, builder);
    } else {
        explain_group(&about, builder);
    }
    json_builder_end_object(builder);
    g_autoptr(JsonNode) root = json_builder_get_root(builder);
    return json_to_string(root, TRUE);
}
