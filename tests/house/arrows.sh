#!/bin/bash
# Holds the direction of arrows: an include may only go down, and the ground
# rooms do not see each other.  Only planner/store knows SQLite.
set -u

# Room: what it may include besides itself.
allowed() {
    case $1 in
    planner/cli) echo 'planner/plan planner/deliver planner/store
        planner/base planner/solve calendars templates' ;;
    planner/plan) echo 'planner/store planner/base planner/solve' ;;
    planner/deliver) echo 'planner/store planner/base calendars templates' ;;
    planner/store) echo 'planner/base planner/solve calendars templates' ;;
    *) echo '' ;;
    esac
}

echo 1..3
bad='' before=''
while IFS=: read -r file include; do
    room=${file%/*}
    target=${include#'#include "'}
    target=${target%/*}
    [ "$target" = "$room" ] && continue
    [ "$room" = "$before" ] || below=" $(allowed "$room" | tr -s '\n ' ' ') "
    before=$room
    case $below in
    *" $target "*) ;;
    *) bad="$bad"$'\n'"# $file includes $target" ;;
    esac
done < <(git grep -o '^#include ".*/' -- 'planner/*.[ch]' 'calendars/*.[ch]' \
    'templates/*.[ch]')
[ -z "$bad" ] && echo 'ok 1 - includes only go down' ||
    printf 'not ok 1 - includes only go down%s\n' "$bad"

bad=$(git grep -lE '#include <sqlite3.h>|sqlite3_' -- '*.c' '*.h' \
    ':!planner/store' ':!tests' ':!docs')
[ -z "$bad" ] && echo 'ok 2 - only planner/store knows SQLite' ||
    printf 'not ok 2 - only planner/store knows SQLite\n# %s\n' "$bad"

bad=$(git grep -nE '"(SELECT|INSERT|UPDATE|DELETE|CREATE) ' -- \
    'planner/*.c' 'planner/*.h' | grep -v 'PRAGMA\|sqlite_schema')
[ -z "$bad" ] && echo 'ok 3 - SQL stands in .sql files' ||
    printf 'not ok 3 - SQL stands in .sql files\n# %s\n' "$bad"
