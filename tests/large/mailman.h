/*
 * mailman: what is published and sent in a world, on a way of the mail that
 * loses, defers and refuses, and on which the program is cut off.
 *
 * Each message is held against the plan and against what its reader may have
 * heard.
 */
#pragma once

#include "tests/large/world.h"

/* What the plan now has for each, as world->plan. */
void world_read_plan(World *world);

void world_publish(World *world);
void world_send(World *world, Weather weather);
