#include <glib/gi18n.h>

#include "planner/cli/progress.h"
#include "planner/cli/rows.h"
#include "planner/plan/plan.h"
#include "planner/plan/readers.h"

enum { TIME_S = 20, DAY_S = 24 * 60 * 60 };

typedef struct PlanOptions {
    double time_s;
    gint64 steps;
    gint64 seed;
    gint64 threads;
    gboolean from_scratch;
} PlanOptions;

// clang-format off
static const OptionRow OPTIONS[] = {
    { "time", OPTION_DOUBLE, offsetof(PlanOptions, time_s), "S",
      N_("söker i högst S sekunder; 20 om varken --time eller --steps anges"),
      0.1, DAY_S, NULL },
    { "steps", OPTION_INT, offsetof(PlanOptions, steps), "N",
      N_("söker i högst N steg: samma steg och frö ger samma plan på varje "
         "maskin"), 1, 1e15, NULL },
    { "seed", OPTION_INT, offsetof(PlanOptions, seed), "N",
      N_("sökningens frö; annars evenemangets"), 1, G_MAXINT, NULL },
    { "threads", OPTION_INT, offsetof(PlanOptions, threads), "N",
      N_("högst så många trådar; annars en för varje kärna"), 1, 64, NULL },
    { "from-scratch", OPTION_FLAG, offsetof(PlanOptions, from_scratch), NULL,
      N_("planerar från början i stället för att laga den publicerade planen"),
      0, 0, NULL },
    { 0 },
};
// clang-format on

/* How far from the best OUTCOME is at most, where the bound says so. */
static void
print_bound(const Call *call, const PlanOutcome *outcome)
{
    gint64 bound = outcome->bound_milli;
    if (outcome->soft_milli == bound) {
        call_say(call, _("Planen är bevisat bäst: ingen laglig plan kostar "
                         "mindre."));
        return;
    }
    if (bound <= 0 || outcome->soft_milli > 2 * bound)
        return; /* too weak a bound to say anything by */
    g_autofree char *share =
        call_tenths((outcome->soft_milli - bound) * 1000 / bound);
    g_autofree char *points = call_points(bound);
    call_say(call,
             _("Planen är högst %s %% från det bästa möjliga (ingen "
               "laglig plan kostar under %s poäng)."),
             share, points);
}

static void
print_outcome(const Call *call, const PlanOutcome *outcome)
{
    if (call->globals->json) {
        char soft[G_ASCII_DTOSTR_BUF_SIZE];
        char bound[G_ASCII_DTOSTR_BUF_SIZE];
        g_ascii_formatd(soft, sizeof soft, "%.3f",
                        (double)outcome->soft_milli / 1000.0);
        g_ascii_formatd(bound, sizeof bound, "%.3f",
                        (double)outcome->bound_milli / 1000.0);
        g_autofree char *from = outcome->mended
                                    ? g_strdup_printf("%d", outcome->published)
                                    : g_strdup("null");
        g_autofree char *json = g_strdup_printf(
            "{\"plan\": %d, \"visits\": %d, \"groups\": %d, \"people\": %d, "
            "\"soft\": %s, \"bound\": %s, \"steps\": %" G_GINT64_FORMAT
            ", \"from\": %s, "
            "\"told\": {\"people\": %d, \"companies\": %d}}",
            outcome->version, outcome->visits, outcome->groups, outcome->people,
            soft, bound, outcome->steps, from, outcome->told_people,
            outcome->told_companies);
        call_put(json);
        return;
    }
    g_autofree char *points = call_points(outcome->soft_milli);
    g_autofree char *steps = call_count(outcome->steps);
    call_say(call,
             _("Plan %d: %d besök, %d grupper, %d människor, %s poäng "
               "(%s steg)"),
             outcome->version, outcome->visits, outcome->groups,
             outcome->people, points, steps);
    print_bound(call, outcome);
    if (!outcome->mended)
        return;
    g_autofree char *readers =
        readers_said(outcome->told_people, outcome->told_companies);
    call_say(call,
             _("Lagad från plan %d, som är publicerad: nytt besked till "
               "%s."),
             outcome->published, readers);
}

static gboolean
run(const Call *call, GError **error)
{
    const PlanOptions *options = call->options;
    gboolean bounded = options->time_s > 0 || options->steps > 0;
    int threads = options->threads > 0 ? (int)options->threads
                                       : (int)g_get_num_processors();
    Progress progress;
    PlanOutcome outcome = { 0 };
    progress_begin(&progress, bounded ? options->time_s : TIME_S,
                   call->globals->quiet || call->globals->json);
    PlanRequest request = { .event = call->event,
                            .seed = options->seed,
                            .steps = options->steps,
                            .threads = threads,
                            .from_scratch = options->from_scratch,
                            .tick = progress_tick,
                            .left = progress_left,
                            .interrupted = progress_interrupted,
                            .tick_data = &progress,
                            .who = call->who };
    gboolean ok = plan_make(call->store, &request, &outcome, error);
    progress_end(&progress);
    if (!ok)
        return FALSE;
    if (progress.interrupted)
        call_say(call, _("Avbruten; den bästa planen hittills är sparad."));
    print_outcome(call, &outcome);
    return TRUE;
}

const Command command_plan = {
    .name = "plan",
    .summary = N_("lägger en plan som håller alla hårda regler"),
    .operands = "",
    .options = OPTIONS,
    .options_size = sizeof(PlanOptions),
    .store = NEEDS_STORE,
    .event = TRUE,
    .run = run,
    .text = N_(
        "Söker den plan som kostar minst av dem som håller alla hårda "
        "regler, räknar om den från början och sparar den som en ny "
        "version. Säger hur långt från det bästa möjliga planen är som "
        "mest; en liten dag genomsöks till slutet. Det arbetet kommer "
        "efter sökningens tid eller steg. Ctrl-C avbryter sökningen och sparar den bästa "
        "planen hittills. Inget skickas och ingen tidigare version "
        "ändras. När en plan är publicerad lagas den i stället: först "
        "bryts inget hårt och faller inget utlovat besök, sedan får så "
        "få som möjligt nytt besked, sedan kostar planen minst; "
        "gruppernas nummer är kvar. --from-scratch börjar om från "
        "början."),
    .examples = { "hundra plan --time 60", "hundra plan --steps 200000" },
};
