#include "planner/solve/meter.h"

#include <string.h>

#include "planner/solve/export.h"
#include "planner/solve/lunch.h"
#include "planner/solve/timing.h"

/* ---- what was told -------------------------------------------------------- */

static void
read_visits(Meter *meter, const Group *group, int place)
{
    MeterTeam *was = &meter->was[place];
    for (guint i = 0; i < group->visits->len; i++) {
        const Visit *visit = &g_array_index(group->visits, Visit, i);
        Half half =
            visit->end_min <= group->lunch_start_min ? HALF_AM : HALF_PM;
        Cell *cell = &was->team.cells[half];
        if (visit->company >= meter->state->score->problem->company_count) {
            meter->told++; /* it hears that nobody comes */
            was->lost[half]++;
        } else if (cell->visit_count < CELL_VISITS) {
            was->times.start_min[half][cell->visit_count] = visit->start_min;
            cell->visits[cell->visit_count++] = visit->company;
            meter->was_team[visit->company] = place;
        }
    }
}

static void
read_members(Meter *meter, const Group *group, int place, gboolean *told_gone)
{
    MeterTeam *was = &meter->was[place];
    for (guint i = 0; i < group->members->len; i++) {
        const Member *member = &g_array_index(group->members, Member, i);
        Cell *cell = &was->team.cells[member->half];
        int person = member->person;
        if (member->leader)
            was->leader[member->half] = person;
        if (member->driver)
            was->driver[member->half] = person;
        if (person >= meter->state->score->problem->person_count) {
            int index = person - meter->state->score->problem->person_count;
            meter->told += !told_gone[index];
            told_gone[index] = TRUE;
            was->gone[member->half]++;
        } else if (cell->person_count < CELL_PEOPLE) {
            cell->people[cell->person_count++] = person;
            meter->was_seats[person][member->half] = place;
        }
    }
}

/* The host and the place of the lunch of TEAM. */
static void
find_table(const Meter *meter, const Team *team, const Times *times, int *host,
           int *site)
{
    const Score *score = meter->state->score;
    const Problem *problem = score->problem;
    int lunch_end_min = times->presence.lunch_min + problem->lunch_len_min;
    *host = -1;
    *site = SITE_NONE;
    for (int half = 0; half < HALF_COUNT; half++)
        for (int i = 0; i < team->cells[half].visit_count; i++) {
            int index = team->cells[half].visits[i];
            const Company *company = &problem->companies[index];
            int start_min = times->start_min[half][i];
            if (company->group_lunch && *host < 0 &&
                (timing_end(score, index, start_min) ==
                     times->presence.lunch_min ||
                 start_min == lunch_end_min))
                *host = index;
            if (*site == SITE_NONE || half == HALF_AM)
                *site = company->site;
        }
}

static int
most_gone(const Solution *told, int person_count)
{
    int count = 0;
    for (guint g = 0; g < told->groups->len; g++) {
        const GArray *members = g_array_index(told->groups, Group, g).members;
        for (guint i = 0; i < members->len; i++)
            count = MAX(count, g_array_index(members, Member, i).person + 1 -
                                   person_count);
    }
    return count;
}

static void
read_told(Meter *meter, const Solution *told)
{
    const Problem *problem = meter->state->score->problem;
    int people = problem->person_count;
    g_autofree gboolean *gone =
        g_new0(gboolean, (gsize)most_gone(told, people) + 1);
    for (guint g = 0; g < told->groups->len; g++) {
        const Group *group = &g_array_index(told->groups, Group, g);
        int place = group->number - 1;
        if (place < 0 || place >= meter->team_count)
            continue;
        MeterTeam *was = &meter->was[place];
        was->times.presence.lunch_min = group->lunch_start_min;
        read_visits(meter, group, place);
        read_members(meter, group, place, gone);
        was->host = lunch_company(problem, meter->view->gone, group);
        was->site = lunch_site(problem, meter->view->gone, group);
    }
}

/* ---- what is --------------------------------------------------------------- */

static gboolean
same_stops(const MeterTeam *was, const Team *team, const Times *times,
           Half half)
{
    const Cell *a = &was->team.cells[half];
    const Cell *b = &team->cells[half];
    gsize size = (gsize)b->visit_count * sizeof(int);
    return was->lost[half] == 0 && a->visit_count == b->visit_count &&
           memcmp(a->visits, b->visits, size) == 0 &&
           memcmp(was->times.start_min[half], times->start_min[half], size) ==
               0;
}

/* A and B are told alike to others than themselves. */
static gboolean
same_face(const ToldView *view, int a, int b)
{
    if (a == b)
        return TRUE;
    return (a < 0 || meter_nameless(view, a)) &&
           (b < 0 || meter_nameless(view, b));
}

/* Nobody whose name is told has come or gone; the others are as many. */
static gboolean
same_names(const Meter *meter, int place, Half old, Half half)
{
    const Cell *was = &meter->was[place].team.cells[old];
    const Cell *now = &meter->state->teams[place].cells[half];
    for (int i = 0; i < now->person_count; i++)
        if (meter->was_seats[now->people[i]][old] != place &&
            !meter_nameless(meter->view, now->people[i]))
            return FALSE;
    for (int i = 0; i < was->person_count; i++)
        if (meter->state->seats[was->people[i]][half] != place &&
            !meter_nameless(meter->view, was->people[i]))
            return FALSE;
    return meter->was[place].gone[old] == 0;
}

/* Whether a company that was told of the half OLD is told the same of HALF. */
static gboolean
same_guests(const Meter *meter, int place, Half old, Half half)
{
    const MeterTeam *was = &meter->was[place];
    const MeterTeam *now = &meter->now[place];
    const Cell *cell = &meter->state->teams[place].cells[half];
    if (!same_face(meter->view, was->leader[old], now->leader[half]) ||
        (was->driver[old] < 0) != (now->driver[half] < 0) ||
        was->team.cells[old].person_count + was->gone[old] !=
            cell->person_count)
        return FALSE;
    return !meter->view->names_visitors || same_names(meter, place, old, half);
}

static void
count_team(Meter *meter, int place)
{
    const State *state = meter->state;
    const Problem *problem = state->score->problem;
    const Team *team = &state->teams[place];
    const MeterTeam *was = &meter->was[place];
    MeterTeam *now = &meter->now[place];
    MeterSame *same = &meter->same[place];
    timing_set(state->score, team, &now->times);
    find_table(meter, team, &now->times, &now->host, &now->site);
    for (int half = 0; half < HALF_COUNT; half++) {
        now->leader[half] =
            export_leader(problem, team, (Half)half, was->leader[half]);
        now->driver[half] =
            export_driver(problem, team, (Half)half, was->driver[half]);
        same->stops[half] = same_stops(was, team, &now->times, (Half)half);
        same->cell[half] =
            same->stops[half] &&
            same_face(meter->view, was->leader[half], now->leader[half]) &&
            same_face(meter->view, was->driver[half], now->driver[half]);
        same->guests[half] = same_guests(meter, place, (Half)half, (Half)half);
    }
    gboolean table =
        was->host == now->host && (was->host >= 0 || was->site == now->site);
    same->lunch =
        table && was->times.presence.lunch_min == now->times.presence.lunch_min;
}

static int
seat_of(const Meter *meter, int person, Half half)
{
    int team = meter->state->seats[person][half];
    return team >= 0 && meter->state->teams[team].cells[half].visit_count > 0
               ? team
               : -1;
}

/* PERSON has got a duty in TEAM's HALF, or lost one. */
static gboolean
new_duty(const Meter *meter, int person, int team, Half half)
{
    const MeterTeam *was = &meter->was[team];
    const MeterTeam *now = &meter->now[team];
    return (was->leader[half] == person) != (now->leader[half] == person) ||
           (was->driver[half] == person) != (now->driver[half] == person);
}

static gboolean
must_hear(const Meter *meter, int person)
{
    const int *was = meter->was_seats[person];
    int am = seat_of(meter, person, HALF_AM);
    int pm = seat_of(meter, person, HALF_PM);
    if (am != was[HALF_AM] || pm != was[HALF_PM])
        return TRUE;
    if ((am >= 0 && new_duty(meter, person, am, HALF_AM)) ||
        (pm >= 0 && new_duty(meter, person, pm, HALF_PM)))
        return TRUE;
    if (am >= 0 && !(meter->same[am].cell[HALF_AM] && meter->same[am].lunch))
        return TRUE;
    return pm >= 0 && !(meter->same[pm].cell[HALF_PM] &&
                        (am >= 0 || meter->same[pm].lunch));
}

static int
start_of(const MeterTeam *facts, const Team *team, int company, Half *half)
{
    for (int h = 0; h < HALF_COUNT; h++)
        for (int i = 0; i < team->cells[h].visit_count; i++)
            if (team->cells[h].visits[i] == company) {
                *half = (Half)h;
                return facts->times.start_min[h][i];
            }
    return -1;
}

static gboolean
company_must_hear(const Meter *meter, int company)
{
    int was = meter->was_team[company];
    int is = meter->state->team_of[company];
    Half half = HALF_AM;
    Half old_half = HALF_AM;
    if (was < 0 || is < 0 || was != is)
        return was != is;
    const MeterTeam *before = &meter->was[was];
    const MeterTeam *now = &meter->now[is];
    if (start_of(before, &before->team, company, &old_half) !=
        start_of(now, &meter->state->teams[is], company, &half))
        return TRUE;
    if ((before->host == company) != (now->host == company) ||
        (now->host == company &&
         before->times.presence.lunch_min != now->times.presence.lunch_min))
        return TRUE;
    /* lunch may have moved from one side of the visit to the other */
    return half == old_half ? !meter->same[is].guests[half]
                            : !same_guests(meter, is, old_half, half);
}

static void
count_person(Meter *meter, int person)
{
    gboolean hears = must_hear(meter, person);
    meter->told += hears - meter->hears_person[person];
    meter->hears_person[person] = hears;
}

/* A company that the event no longer has cannot be let down. */
static void
count_company(Meter *meter, int company)
{
    gboolean hears = company_must_hear(meter, company);
    meter->told += hears - meter->hears_company[company];
    meter->hears_company[company] = hears;
}

static void
count_readers(Meter *meter, const Team *team)
{
    for (int half = 0; half < HALF_COUNT; half++) {
        const Cell *cell = &team->cells[half];
        for (int i = 0; i < cell->person_count; i++)
            count_person(meter, cell->people[i]);
        for (int i = 0; i < cell->visit_count; i++)
            count_company(meter, cell->visits[i]);
    }
}

static void
count_dropped(Meter *meter)
{
    const Problem *problem = meter->state->score->problem;
    meter->dropped = 0;
    for (int i = 0; i < problem->company_count; i++)
        meter->dropped +=
            meter->was_team[i] >= 0 && meter->state->team_of[i] < 0;
}

void
meter_follow(Meter *meter)
{
    const State *state = meter->state;
    for (int i = 0; i < state->saved_team_count; i++)
        count_team(meter, state->saved_teams[i].index);
    for (int i = 0; i < state->saved_team_count; i++) {
        int place = state->saved_teams[i].index;
        count_readers(meter, &meter->was[place].team);
        count_readers(meter, &state->teams[place]);
    }
    for (int i = 0; i < state->saved_seat_count; i++)
        count_person(meter, state->saved_seats[i].person);
    for (int i = 0; i < state->saved_company_count; i++)
        count_company(meter, state->saved_companies[i].company);
    if (state->saved_company_count > 0)
        count_dropped(meter);
}

void
meter_recount(Meter *meter)
{
    const Problem *problem = meter->state->score->problem;
    for (int i = 0; i < meter->team_count; i++)
        count_team(meter, i);
    for (int i = 0; i < problem->person_count; i++)
        count_person(meter, i);
    for (int i = 0; i < problem->company_count; i++)
        count_company(meter, i);
    count_dropped(meter);
}

/* ---- life ------------------------------------------------------------------- */

Meter *
meter_new(const State *state, const ToldView *view, const Solution *told)
{
    const Problem *problem = state->score->problem;
    gsize teams = (gsize)state->team_count + 1;
    gsize people = (gsize)problem->person_count + 1;
    gsize companies = (gsize)problem->company_count + 1;
    Meter *meter = g_new0(Meter, 1);
    meter->state = state;
    meter->view = view;
    meter->team_count = state->team_count;
    meter->was = g_new0(MeterTeam, teams);
    meter->now = g_new0(MeterTeam, teams);
    meter->same = g_new0(MeterSame, teams);
    meter->was_seats = g_malloc(people * sizeof(*meter->was_seats));
    meter->was_team = g_new(int, companies);
    meter->hears_person = g_new0(gboolean, people);
    meter->hears_company = g_new0(gboolean, companies);
    memset(meter->was_seats, -1, people * sizeof(*meter->was_seats));
    memset(meter->was_team, -1, companies * sizeof(int));
    for (gsize i = 0; i < teams; i++) {
        meter->was[i].team.number = (int)i + 1;
        meter->was[i].host = -1;
        meter->was[i].site = SITE_NONE;
        for (int half = 0; half < HALF_COUNT; half++)
            meter->was[i].leader[half] = meter->was[i].driver[half] = -1;
    }
    read_told(meter, told);
    meter_recount(meter);
    return meter;
}

void
meter_free(Meter *meter)
{
    g_free(meter->was);
    g_free(meter->now);
    g_free(meter->same);
    g_free(meter->was_seats);
    g_free(meter->was_team);
    g_free(meter->hears_person);
    g_free(meter->hears_company);
    g_free(meter);
}
