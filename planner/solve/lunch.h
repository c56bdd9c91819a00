/*
 * lunch: where a group has its lunch.
 *
 * A pure function of the problem and the group; planner/plan stores the
 * answer, told compares it.
 */
#pragma once

#include "planner/solve/problem.h"

/* Of each function: GONE holds the companies that a plan still visits and
 * PROBLEM no longer has, whose indices go on from its own; NULL: none. */

/* The visited restaurant that serves groups and whose visit ends when lunch
 * starts or starts when it ends; -1: none. */
int lunch_company(const Problem *problem, const Company *gone,
                  const Group *group);

/* The site of that company; else of the last visit before lunch, or of the
 * first one after it; SITE_NONE without visits. */
int lunch_site(const Problem *problem, const Company *gone, const Group *group);
