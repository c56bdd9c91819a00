#!/bin/bash
# Every constant that bounds what comes from outside stands in the manual: in
# planner/cli/limits.c, or here with the reason why not.
set -u

# Bounds of our own making, or of formats that are known by them.
ours='
our own tables:        KIND_PUTS_MAX KIND_LIST_PUTS_MAX KIND_ALIASES_MAX
                       FIELDS_MAX
E.164 and event.xml:   DIGITS_MAX NATIONAL_MAX
RFC 5321 and 1035:     LOCAL_MAX LABEL_MAX
what we write:         SHEET_NAME_MAX UID_MAX ID_MAX MINUTES_MAX
                       NAME_MAX_OCTETS PACK_COUNT_MAX ENVID_MAX
                       ORCPT_MAX HEADER_LINE_MAX CALENDAR_LINE_MAX
the rehearsing server: SINK_MESSAGE_BYTES_MAX SINK_LINE_BYTES_MAX
                       SINK_CLIENTS_MAX
kept at it, not told:  SMALL_MAX REPLY_MAX CALDAV_ROUNDS_MAX HEADERS_BYTES_MAX
                       REPEAT_COUNT_MAX CONFINE_ANSWER_MAX DURATION_S_MAX YEAR_MAX ZONES_MAX TRANSPORT_AUTH_MAX
typed, not read:       RULE_LIMIT_MAX RULE_WEIGHT_MAX WHY_CHARACTERS_MAX
                       BADGE_OFFSET_MM_MAX
a guess, not a bound:  LENGTH_MAX
as JSON_DEPTH_MAX:     SCAN_DEPTH_MAX LEVELS_MAX
how we work:           OPEN_MAX_FILES THREADS_MAX BACKOFF_MAX_S REFUSALS_MAX
'

constants() {
    git grep -hoE '\b[A-Z][A-Z_]*_MAX(_[A-Z]+)? += ' -- 'planner/base' \
        'planner/store' 'planner/plan' 'planner/deliver' \
        planner/solve/problem.h 'calendars' 'templates' |
        sed 's/ *= *//' | sort -u
}

missing=''
for name in $(constants); do
    grep -qw "$name" planner/cli/limits.c - <<<"$ours" ||
        missing="$missing $name"
done
rows=$(grep -c 'N_(' planner/cli/limits.c)
told=$("${HUNDRA:-build/hundra}" --lang sv help --man |
    sed -n '/^\.Sh GRÄNSER/,/^\.Sh /p' | grep -c '^\.It [0-9]')

echo 1..2
if [ -z "$missing" ]; then
    echo 'ok 1 - every limit is in planner/cli/limits.c'
else
    echo 'not ok 1 - every limit is in planner/cli/limits.c'
    printf '# not there: %s\n' $missing
fi
if [ "$rows" = "$told" ]; then
    echo "ok 2 - the manual tells all $rows"
else
    echo "not ok 2 - the manual tells $told of $rows"
fi
