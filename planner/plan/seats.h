/*
 * seats: who sits where in a plan, changed by hand.
 *
 * Inside planner/plan.  Leader and driver stay who they are where they can;
 * else whoever can takes over.
 */
#pragma once

#include "planner/solve/problem.h"

/* The group of that number, borrowed; NULL: none. */
Group *seats_group(Solution *solution, int number);

/* Whether GROUP makes a visit in HALF. */
gboolean seats_visited(const Group *group, Half half);

/* The number of the group where PERSON sits in HALF; 0: none. */
int seats_of_person(const Solution *solution, int person, Half half);

/* Takes out whoever sits beyond the people of PROBLEM, and the visits beyond
 * its companies (day_load_plan_told), and finds another leader and driver
 * where they had the duty. */
void seats_drop_gone(const Problem *problem, Solution *solution);

/* Seats PERSON in the group numbered GROUP (0: nowhere) in HALF, and finds
 * the groups that she comes to and leaves a leader and a driver. */
void seats_put(const Problem *problem, Solution *solution, int person,
               int group, Half half);
