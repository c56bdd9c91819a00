/*
 * problem: a visit day as plain arrays, and what a plan of it is.
 *
 * Minutes since local midnight, local indices, integers.  Knows no file,
 * no clock, no SQL, no names: whoever reads an event fills these arrays and
 * keeps the table from index to id.
 */
#pragma once

#include <glib.h>

/* A span of minutes, FROM <= TO.  Lists of spans are sorted and disjoint;
 * spans that touch have been merged. */
typedef struct Span {
    int from_min;
    int to_min;
} Span;

/* What a rule counts; docs: docs/RULES.md.  The rows in rules.h carry the
 * names and sentences. */
typedef enum {
    RULE_ALWAYS, /* R00: what no row of the event names */
    RULE_POLITICIANS_PER_GROUP,
    RULE_OFFICIALS_PER_GROUP,
    RULE_LEADERS_PER_GROUP,
    RULE_DRIVERS_PER_GROUP,
    RULE_CONFLICT_OF_INTEREST,
    RULE_COMPANY_HOURS,
    RULE_AVAILABILITY,
    RULE_TRAVEL_TIME,
    RULE_MAX_VISITORS,
    RULE_NEEDS,
    RULE_PARTIES_PER_GROUP,
    RULE_BOTH_SIDES,
    RULE_DIFFERENT_BODIES,
    RULE_DIFFERENT_OFFICES,
    RULE_MAX_FROM_BODY,
    RULE_SMALL_FIRST,
    RULE_WISHED_BODY,
    RULE_LANGUAGE,
    RULE_RESTAURANT,
    RULE_NOT_HOME_AREA,
    RULE_SHORT_TRAVEL,
    RULE_STATUS_PRIORITY,
    RULE_SAME_GROUP_ALL_DAY,
    RULE_VISIT_COUNT,
    RULE_BOTH_HALVES,
    RULE_ALL_POLITICIANS,
    RULE_SITE_COUNT,
    RULE_COMPANY_MUNICIPALITY,
    RULE_NEW_FACES,
    RULE_KIND_COUNT
} RuleKind;

/* A row of the event's rules.  The same kind may stand in several rows
 * (two RULE_MAX_FROM_BODY for two bodies). */
typedef struct Rule {
    RuleKind kind;
    gboolean hard;
    int weight_milli; /* soft: thousandths of a point for one unit */
    int min, max;     /* -1: no limit */
    int margin_min;   /* RULE_TRAVEL_TIME */
    guint64 bodies;   /* RULE_MAX_FROM_BODY: the kind of body, one bit */
    guint64 parties;  /* RULE_BOTH_SIDES: those of the ruling side */
} Rule;

enum { SITE_NONE = -1, AREA_NONE = -1, CODE_NONE = -1 };
enum { SETS_MAX = 64 }; /* languages, kinds of bodies, parties: bits */

typedef struct Site {
    gboolean by_car; /* FALSE: no road leads there */
    int area;        /* index of its home area, AREA_NONE: nobody's home */
} Site;

typedef enum { ACCESS_UNKNOWN, ACCESS_YES, ACCESS_PARTLY, ACCESS_NO } Access;
typedef enum { STATUS_CONFIRMED, STATUS_PRELIMINARY, STATUS_RESERVE } Status;

typedef struct Company {
    int site;
    int visit_min;              /* shortest visit */
    int span_first, span_count; /* in Problem.spans */
    int max_visitors;           /* G_MAXINT: no limit */
    int priority_units;         /* 4 - priority: cost units when left out */
    Status status;
    Access wheelchair;
    gboolean restaurant;
    gboolean group_lunch;
    gboolean large;    /* 250 employees or more */
    guint64 languages; /* 0: any */
    guint64 wishes;    /* kinds of bodies; 0: no wish */
    int municipality;  /* CODE_NONE: unknown */
} Company;

typedef struct Person {
    gboolean politician;        /* else official */
    int span_first, span_count; /* availability, in Problem.spans */
    guint64 languages;
    guint64 bodies;   /* kinds of bodies this person stands for */
    int organ;        /* exact organ (politician) or office (official);
                               CODE_NONE: none, equal to nobody's */
    int party;        /* 0..SETS_MAX-1; every politician has one */
    int home_area;    /* AREA_NONE */
    int municipality; /* CODE_NONE */
    gboolean wheelchair;
    gboolean short_walks;               /* "kan inte gå långt" */
    gboolean can_lead;                  /* officials */
    int car_seats;                      /* with the driver; 0: does not drive */
    int conflict_first, conflict_count; /* in Problem.conflicts */
} Person;

/* What a planner has stated of this day.  Each is hard. */
typedef enum {
    LOCK_SEAT,     /* PERSON sits in GROUP in each of HALVES */
    LOCK_NO_SEAT,  /* PERSON does not sit in GROUP (0: anywhere) in HALVES */
    LOCK_VISIT,    /* COMPANY is visited, by GROUP (0: any), from START_MIN
                      (-1: any time) to END_MIN (-1: as long as it takes) */
    LOCK_APART,    /* PERSON and OTHER share no cell */
    LOCK_TOGETHER, /* in each half PERSON and OTHER share a cell, or neither
                      sits in one */
    LOCK_LUNCH,    /* GROUP's lunch starts at START_MIN, if there is a group */
    LOCK_DELAY,    /* GROUP needs DELAY_MIN more than travel time before its
                      first visit that no LOCK_VISIT gives an end */
    LOCK_KIND_COUNT
} LockKind;

/* What a kind does not speak of is 0, or -1 for indices and times. */
typedef struct Lock {
    LockKind kind;
    int person, other; /* indices */
    int company;       /* index */
    int group;         /* Group.number, from 1 */
    int halves;        /* 1 << HALF_AM | 1 << HALF_PM */
    int start_min, end_min;
    int delay_min;
} Lock;

/* Two people who sat in one cell of an earlier event, ONE < OTHER. */
typedef struct MetPair {
    int one, other;
} MetPair;

typedef struct Problem {
    int day_start_min;   /* present from here in the morning: 480 */
    int visits_from_min; /* 510 */
    int visits_to_min;   /* 960 */
    int leave_min;       /* out of the gathering at: 510 */
    int lunch_from_min, lunch_to_min, lunch_len_min; /* 675, 795, 45 */

    int visits_wanted;
    int sites_min, sites_max;               /* -1: no limit */
    int groups_min, groups_max;             /* -1: no limit */
    int group_visits_min, group_visits_max; /* -1: no limit */

    int within_site_min;
    gboolean gathers; /* FALSE: the way to the first visit is 0 */
    int site_count;
    Site *sites;
    /* Minutes from A to B: travel_min[a * (site_count + 1) + b]; the last
     * row is the gathering.  The diagonal holds within_site_min. */
    int *travel_min;

    int company_count;
    Company *companies;
    int person_count;
    Person *people;
    int span_count;
    Span *spans;
    int conflict_count;
    int *conflicts; /* company indices */
    int rule_count;
    Rule *rules;
    int lock_count, met_count;
    Lock *locks;
    MetPair *met; /* each pair once, by ONE, then OTHER */
} Problem;

/* Frees the arrays and PROBLEM. */
void problem_free(Problem *problem);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Problem, problem_free)

/* Minutes between sites A and B; A == site_count: from the gathering. */
static inline int
problem_travel(const Problem *problem, int a, int b)
{
    return problem->travel_min[a * (problem->site_count + 1) + b];
}

/* Whether PERSON can be there from FROM_MIN to TO_MIN, in one span. */
static inline gboolean
problem_covers(const Problem *problem, const Person *person, int from_min,
               int to_min)
{
    for (int i = 0; i < person->span_count; i++) {
        const Span *span = &problem->spans[person->span_first + i];
        if (span->from_min <= from_min && to_min <= span->to_min)
            return TRUE;
    }
    return FALSE;
}

/* ---- a plan ----------------------------------------------------------- */

typedef enum { HALF_AM, HALF_PM, HALF_COUNT } Half;

typedef struct Visit {
    int company;
    int start_min, end_min;
} Visit;

typedef struct Member {
    int person;
    Half half;
    gboolean leader; /* exactly one in a cell */
    gboolean driver; /* at most one in a cell; may be the leader */
} Member;

typedef struct Group {
    int number; /* from 1, each once: what people call the group */
    int lunch_start_min, lunch_end_min; /* -1: no lunch */
    GArray *visits;                     /* Visit, by start */
    GArray *members;                    /* Member; by half, then person */
} Group;

typedef struct Solution {
    GArray *groups; /* Group; its clear function frees the arrays */
} Solution;

Solution *solution_new(void);
Solution *solution_copy(const Solution *solution);
void solution_free(Solution *solution);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Solution, solution_free)

/* Appends an empty group, numbered by its place; borrowed, valid until the
 * next call. */
Group *solution_add_group(Solution *solution);
