/*
 * mail-report: what a mail system says became of a mail (RFC 3464).
 */
#pragma once

#include "calendars/intake.h"
#include "calendars/mail-head.h"

/* Adds what a message/delivery-status body says to INTAKE's bounces: one for
 * each group of fields that names a recipient. */
void report_read(Slice text, Intake *intake);

/* The Message-ID of a mail that came back, when HEAD has one and none is
 * known yet. */
void report_returned(const Head *head, Intake *intake);

/* TRUE when the mail with HEAD and TEXT is a delivery report although it has
 * no part for machines: a mail system wrote it, and it gives a status in
 * figures.  Adds the bounce.  Doubtful ones are no bounce. */
gboolean report_guess(const Head *head, const char *text, Intake *intake);
