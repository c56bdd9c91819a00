/* events: what may happen to a plan and to those in it. */
#pragma once

#include "tests/large/world.h"

/* One of all, by its weight. */
void events_step(World *world);

/* Some person and some company are not in the plan. */
void events_thin_out(World *world);

/* A new address for person or company NUMBER, in the row of people first. */
void events_give_address(World *world, int number);
