/*
 * Free text beside the facts: "har tjänsteplikt 15:30" in a row whose times
 * say 17.00.  Each pattern is a row; what it finds is listed with the field
 * to change, and nothing is changed.
 */
#include "planner/plan/check-remarks.h"

#include <glib/gi18n.h>
#include <string.h>

#include "planner/plan/finding.h"
#include "planner/store/stored.h"

/* What a remark speaks of, and so what it can contradict. */
typedef enum {
    ABOUT_UNTIL, /* "till kl. 15", "tjänsteplikt 15:30": the times end later */
    ABOUT_FROM,  /* "från kl. 10": the times begin earlier */
    ABOUT_ACCESS,  /* "ingen hiss": the wheelchair field says otherwise */
    ABOUT_GATHER,  /* "direkt till första besöket": the gathering */
    ABOUT_PLACES,  /* "bara innerstaden": any place */
    ABOUT_DEBRIEF, /* "håller i uppsamlingen": must be free until its end */
} About;

typedef struct Pattern {
    const char *regex; /* case-insensitive; group 1 hour, group 2 minutes */
    About about;
    const char *text; /* %s: the remark */
} Pattern;

#define HOUR "(?:kl\\.? ?)?([012]?\\d)(?:[:.]([0-5]\\d))?"

// clang-format off
static const Pattern PATTERNS[] = {
    { "(?:till|tjänsteplikt|senast|före|slutar)\\s+" HOUR, ABOUT_UNTIL,
      N_("Anmärkningen »%s« säger emot tiderna, som slutar senare.") },
    { "(?:från|tidigast|efter|börjar)\\s+" HOUR, ABOUT_FROM,
      N_("Anmärkningen »%s« säger emot tiderna, som börjar tidigare.") },
    { "ingen hiss|trappa|trappor|ej tillgänglig|inte tillgänglig",
      ABOUT_ACCESS,
      N_("Anmärkningen »%s« säger emot fältet Rullstol.") },
    { "direkt till (?:första )?besöket|kommer direkt", ABOUT_GATHER,
      N_("Anmärkningen »%s«: personen kommer inte till samlingen, men räknas "
         "dit.") },
    { "bara innerstaden|bara (?:på )?hisingen|bara centrum", ABOUT_PLACES,
      N_("Anmärkningen »%s«: ingen regel håller personen till de "
         "platserna.") },
    { "håller i uppsamlingen", ABOUT_DEBRIEF,
      N_("Anmärkningen »%s«: personen är inte tillgänglig till "
         "uppsamlingens slut.") },
};
// clang-format on

/* The windows [[from, to], ...] as an office writes them, kept inside
 * FROM..TO; *CHANGED tells whether that took anything away.  NULL when
 * nothing would be left. */
static char *
clip(const char *windows, int from, int to, gboolean *changed)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    g_autoptr(GString) text = g_string_new(NULL);
    JsonArray *list = stored_list(parser, windows);
    *changed = FALSE;
    for (guint i = 0; i < stored_count(list); i++) {
        Span span = { 0 };
        if (!stored_span(list, i, &span))
            continue;
        int a = MAX(span.from_min, from), b = MIN(span.to_min, to);
        *changed = *changed || a != span.from_min || b != span.to_min;
        if (a < b)
            g_string_append_printf(text, "%s%02d:%02d-%02d:%02d",
                                   text->len > 0 ? "|" : "", a / 60, a % 60,
                                   b / 60, b % 60);
    }
    return text->len > 0 ? g_string_free(g_steal_pointer(&text), FALSE) : NULL;
}

static int
matched_minutes(const GMatchInfo *match)
{
    g_autofree char *hour = g_match_info_fetch(match, 1);
    g_autofree char *minute = g_match_info_fetch(match, 2);
    gint64 minutes = g_ascii_strtoll(hour != NULL ? hour : "", NULL, 10) * 60;
    return (int)(minutes +
                 g_ascii_strtoll(minute != NULL ? minute : "", NULL, 10));
}

typedef struct Remark {
    const char *code, *text, *windows, *wheelchair;
    gboolean company;
    int event_ends_min;
    gboolean secret; /* of somebody protected: only the match is told */
} Remark;

static gboolean
times_end_before(const char *windows, int end_min)
{
    gboolean changed = FALSE;
    g_autofree char *after = clip(windows, end_min - 1, end_min, &changed);
    return after == NULL;
}

/* TRUE when the times reach outside FROM..TO; *ADVICE then says how to
 * bring them inside. */
static gboolean
times_reach_outside(const Remark *remark, int from, int to, char **advice)
{
    gboolean changed = FALSE;
    g_autofree char *inside = clip(remark->windows, from, to, &changed);
    if (!changed || inside == NULL)
        return FALSE;
    *advice =
        g_strdup_printf("hundra edit %s %s \"%s\"", remark->code,
                        remark->company ? "Tider" : "Tillgänglig", inside);
    return TRUE;
}

/* TRUE when the facts of REMARK really say something else; *ADVICE may
 * become the command that would mend them. */
static gboolean
contradicts(const Pattern *pattern, const GMatchInfo *match,
            const Remark *remark, char **advice)
{
    enum { DAY_MIN = 24 * 60 };
    switch (pattern->about) {
    case ABOUT_UNTIL:
        return times_reach_outside(remark, 0, matched_minutes(match), advice);
    case ABOUT_FROM:
        return times_reach_outside(remark, matched_minutes(match), DAY_MIN,
                                   advice);
    case ABOUT_ACCESS:
        if (!remark->company || strcmp(remark->wheelchair, "nej") == 0)
            return FALSE;
        *advice = g_strdup_printf("hundra edit %s Rullstol nej", remark->code);
        return TRUE;
    case ABOUT_DEBRIEF:
        return !remark->company &&
               times_end_before(remark->windows, remark->event_ends_min);
    case ABOUT_GATHER:
    case ABOUT_PLACES: return !remark->company;
    default: g_assert_not_reached();
    }
}

static void
look(const Pattern *pattern, GRegex *regex, const Remark *remark,
     GPtrArray *findings)
{
    g_autoptr(GMatchInfo) match = NULL;
    char *advice = NULL;
    if (!g_regex_match(regex, remark->text, 0, &match) ||
        !contradicts(pattern, match, remark, &advice))
        return;
    char *text = g_strdup(_(pattern->text));
    GString *filled = g_string_new(text);
    g_free(text);
    g_autofree char *matched = g_match_info_fetch(match, 0);
    g_string_replace(filled, "%s", remark->secret ? matched : remark->text, 1);
    findings_add(findings, FINDING_WARNS, remark->code,
                 g_string_free(filled, FALSE), advice);
}

static gboolean
look_through(Store *store, gint64 event, const char *statement,
             GRegex *const regexes[], GPtrArray *findings, GError **error)
{
    g_autoptr(GError) inner = NULL;
    g_autoptr(StoreRows) rows =
        store_query(store, &inner, statement, "event:i", event);
    while (inner == NULL && store_rows_next(rows, &inner)) {
        Remark remark = { .code = store_rows_text(rows, 0),
                          .text = store_rows_text(rows, 2),
                          .windows = store_rows_text(rows, 3),
                          .wheelchair = store_rows_text(rows, 4) };
        remark.company = strcmp(store_rows_text(rows, 5), "company") == 0;
        remark.event_ends_min = store_rows_small(rows, 6);
        remark.secret = store_rows_int(rows, 7) != 0;
        for (gsize i = 0; i < G_N_ELEMENTS(PATTERNS); i++)
            look(&PATTERNS[i], regexes[i], &remark, findings);
    }
    if (inner == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

gboolean
check_remarks(Store *store, gint64 event, GPtrArray *findings, GError **error)
{
    GRegex *regexes[G_N_ELEMENTS(PATTERNS)] = { NULL };
    for (gsize i = 0; i < G_N_ELEMENTS(PATTERNS); i++) {
        regexes[i] = g_regex_new(PATTERNS[i].regex, G_REGEX_CASELESS, 0, NULL);
        g_assert(regexes[i] != NULL);
    }
    gboolean ok = look_through(store, event, "check_company_remarks", regexes,
                               findings, error) &&
                  look_through(store, event, "check_person_remarks", regexes,
                               findings, error);
    for (gsize i = 0; i < G_N_ELEMENTS(PATTERNS); i++)
        g_regex_unref(regexes[i]);
    return ok;
}
