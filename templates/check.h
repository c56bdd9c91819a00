/*
 * check: a template held against what it may ask for and what it may use,
 * before it is filled with anything.
 *
 * Stands on parts and schema.
 */
#pragma once

#include "templates/fill.h"
#include "templates/schema.h"

typedef enum {
    CHECK_SHEET, /* laid out by style.h: its elements and classes only */
    CHECK_WORDS, /* a letter: any HTML that does nothing and fetches nothing */
} CheckKind;

/* Fields that SCHEMA lacks, lists that are none, elements and classes that
 * nothing knows: FALSE sets ERROR (TEMPLATE_ERROR_SYNTAX), with the line and
 * what was nearest.  USED (may be NULL; a set) takes the Schema of each
 * field that the template shows. */
gboolean template_check(const Template *template, const Schema *schema,
                        CheckKind kind, GHashTable *used, GError **error);

/* Counts into PEOPLE (of a SchemaType's SHOWN, borrowed, to a set of
 * texts) whom DATA, filled into a template that shows USED, tells about:
 * one for each name, also where it stands in many places, and none where
 * NOBODY stands instead of a name. */
void template_count_people(const Schema *schema, GHashTable *used,
                           JsonNode *data, const char *nobody,
                           GHashTable *people);
