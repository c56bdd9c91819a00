/*
 * rows: the commands, each defined in its own cmd-NAME.c.
 */
#pragma once

#include "planner/cli/command.h"

extern const Command command_absent;
extern const Command command_calendar;
extern const Command command_check;
extern const Command command_closed;
extern const Command command_diff;
extern const Command command_edit;
extern const Command command_explain;
extern const Command command_export;
extern const Command command_feed;
extern const Command command_free_busy;
extern const Command command_help;
extern const Command command_import;
extern const Command command_inbox;
extern const Command command_late;
extern const Command command_letters;
extern const Command command_lock;
extern const Command command_move;
extern const Command command_outbox;
extern const Command command_plan;
extern const Command command_print;
extern const Command command_publish;
extern const Command command_receive;
extern const Command command_rehearse;
extern const Command command_remind;
extern const Command command_replace;
extern const Command command_replies;
extern const Command command_rule;
extern const Command command_send;
extern const Command command_set;
extern const Command command_show;
extern const Command command_swap;
extern const Command command_sync;
extern const Command command_templates;
extern const Command command_undo;
extern const Command command_unlock;
extern const Command command_verify;
extern const Command command_version;
