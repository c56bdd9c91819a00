/*
 * lists: who and what a random change may choose from.
 *
 * Made once from the problem: sites by nearness, companies by site, people
 * by what half of the day they can do.
 */
#pragma once

#include "planner/solve/problem.h"
#include "planner/solve/random.h"

typedef struct IndexList {
    int count;
    int *items;
} IndexList;

typedef struct Lists {
    const Problem *problem;
    int *near;       /* site * site_count + rank: the sites by distance */
    int *site_first; /* companies by site: where each site's begin */
    int *by_site;
    IndexList who[2][HALF_COUNT]; /* who can be there: politician or not */
    int politicians, officials;   /* how many a new team takes */
} Lists;

/* PROBLEM must outlive the lists. */
Lists *lists_new(const Problem *problem);
void lists_free(Lists *lists);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lists, lists_free)

/* Each of these returns -1 where the dice find nothing. */
int lists_any_company(const Lists *lists, Random *random);

/* A company at SITE, half of the time, or at one near it. */
int lists_company_near(const Lists *lists, int site, Random *random);

/* Someone who might be there in HALF. */
int lists_any_person(const Lists *lists, gboolean politician, Half half,
                     Random *random);
