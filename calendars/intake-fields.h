/*
 * intake-fields: what an Intake is made of, as a table, and what is the same
 * for each of its fields: to free, to compare, to write and to read.
 *
 * The written form is for a pipe between two copies of this program; what is
 * read from it is checked like anything from outside.
 */
#pragma once

#include "calendars/intake.h"
#include "calendars/slice.h"

Intake *intake_new(void);
IntakeAnswer *intake_answer_new(void);
IntakeBounce *intake_bounce_new(void);
void intake_answer_free(IntakeAnswer *answer);
void intake_bounce_free(IntakeBounce *bounce);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IntakeAnswer, intake_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IntakeBounce, intake_bounce_free)

gboolean intake_answers_equal(const GPtrArray *a, const GPtrArray *b);

/* Adds INTAKE's bytes to OUT. */
void intake_write(const Intake *intake, GByteArray *out);

/* The Intake that BYTES are, all of them; the caller owns it.  NULL: they
 * are none. */
Intake *intake_parse(Slice bytes);
