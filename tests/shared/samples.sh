#!/bin/bash
# Every mail and calendar file that the team collected, read in place, against
# what an independent reader makes of it; the hostile ones within their limits.
. "$(dirname "$0")/lib.sh"
: "${INTAKE_DUMP:=build/gcc/intake-dump}"
samples() {
    python3 -B "$(dirname "$0")/samples.py" "$SHARED/ical-samples" \
        "$INTAKE_DUMP" "$1"
}

ok 'sound files say what the other reader says' samples sound
ok 'spoofed, hostile and broken ones cost little and book nothing' \
    samples unsound
done_testing
