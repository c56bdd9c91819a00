#!/bin/bash
# Measures what the project promises and writes the table.
#
#   tests/bench/bench.sh BUILD OUT.md      made by "make bench"
#
# The pictures of growth.sh, scale.py and beside.sh lie beside OUT.md.
set -euo pipefail
build=$1 out=$2
hundra=$PWD/$build/hundra
example=$PWD/docs/examples/foretagsbesok-2022
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
files=("$example"/{event.json,sites.csv,companies.csv,politicians.csv}
       "$example"/{officials.csv,restider.csv})
rows=''

# measure COMMAND...: sets seconds, cpu and mib of one run; what it printed
# lies in $work/out.
measure() {
    /usr/bin/time -f '%e %U %S %M' -o "$work/time" "$@" >"$work/out" \
        2>"$work/err" || true
    read -r seconds cpu mib < <(tail -n 1 "$work/time" |
        awk '{ printf "%s %.2f %.0f\n", $1, $2 + $3, $4 / 1024 }')
}
row() { rows+="| $1 | $2 | $3 | $4 |"$'\n'; }

row_of() { # WHAT PROMISE COMMAND...
    local what=$1 promise=$2
    shift 2
    measure "$@"
    row "$what" "$promise" "$seconds s ($cpu s)" "$mib MiB"
    echo "$what: $seconds s, $mib MiB"
}

row_of 'start (`hundra --help`)' '20 ms' "$hundra" --help

# First, while the disk is quiet: ext4 without a journal is slow to make files
# for some minutes after many were deleted.
bash tests/bench/growth.sh "$build" "${out%/*}/growth.svg" >"$work/growth.md"
cat "$work/growth.md"
"$build/gcc/bench-send" "$work" >"$work/send.txt" 2>&1 || true
row_of '10 000 badges, laid out and written' '10 s' "$build/gcc/bench-badges"

bash tests/bench/bench-smtp.sh "$build" >"$work/smtp.txt" 2>&1 || true
MESSAGES=10000 KILLS=100 SHIPPED=$hundra bash tests/faults/test-kill-smtp.sh \
    >"$work/kill.txt" 2>&1 || true
cat "$work/smtp.txt" "$work/kill.txt"

export HUNDRA_DB=$work/day.db
"$hundra" --quiet import --yes "${files[@]}"
# planned SECONDS THREADS SEED PROMISE: a row of one plan.
planned() {
    local what soft bound
    measure "$hundra" --json plan --time "$1" --threads "$2" --seed "$3"
    soft=$(number_of soft) bound=$(number_of bound)
    what="plan, $1 s, threads $2, seed $3: soft cost $soft, bound $bound"
    row "$what" "$4" "$seconds s ($cpu s)" "$mib MiB"
    echo "$what"
}
number_of() { # KEY of the JSON in $work/out
    sed -n 's/.*"'"$1"'": *\([0-9]*\.[0-9]\).*/\1/p' "$work/out"
}

for seed in 1 2 3; do
    planned 1 1 "$seed" '1 s: a legal plan'
    planned 10 1 "$seed" '10 s: at most 434'
    [ "$seed" = 3 ] || planned 60 2 "$seed" 'at most 420'
done
row_of 'publish, 250 messages' '–' "$hundra" publish
row_of 'send, 250 messages, Maildir' '–' "$hundra" send --maildir "$work/post"
row_of 'print, group sheets' '0.5 s, 25 MiB' \
    "$hundra" print gruppblad --out "$work/sheets"
row_of 'calendar, a file for each person and group' '–' \
    "$hundra" calendar --out "$work/calendars"
bash tests/bench/receive.sh "$build" >"$work/receive.txt" || true
read -r booked seconds cpu mib served <"$work/receive.txt" ||
    booked=no seconds=- cpu=- mib=- served=-
row "receive, $booked replies from Dovecot, IMAP over TLS" '10 000 in 5 s' \
    "$seconds s ($cpu s; Dovecot $served s)" "$mib MiB"
bash tests/bench/beside.sh "$build" "${out%/*}/beside.svg" >"$work/beside.md" ||
    echo 'It broke off.' >>"$work/beside.md"
cat "$work/receive.txt" "$work/beside.md"

"$build/gcc/bench-absence" 10 names >"$work/absence.txt" 2>&1 || true
"$build/gcc/bench-absence" 10 count >"$work/absence-count.txt" 2>&1 || true
"$build/gcc/bench-calendars" 13000 >"$work/calendars.txt" 2>&1 || true
"$build/gcc/bench-intake" 100000 tests/samples/outlook-tentative.eml \
    tests/samples/google-accept-mixed-ics.eml >"$work/intake.txt" 2>&1 || true
"$build/gcc/bench-scale" >"$work/scale.txt" || true # what was measured
python3 -B tests/bench/scale.py "$work/scale.txt" "${out%/*}/scale.svg" \
    >"$work/scale.md"
cat "$work/scale.md"
for times in 1 8; do
    "$build/gcc/bench-bound" tests/cases/solve/example-day.txt "$times"
    echo
done >"$work/bound.txt" 2>&1 || true

{
    echo '# Figures'
    echo
    echo 'Made by `make bench`; wall time (in brackets: seconds of processor)'
    echo 'of one run each, peak resident memory of the whole process. A miss'
    echo 'stands as it was measured.'
    echo
    echo "$(nproc) cores, $(uname -m), $("${CC:-gcc}" -dumpfullversion) -O2;"
    echo "load $(cut -d ' ' -f 1 /proc/loadavg) at the end."
    echo
    echo '| what | promised | time | memory |'
    echo '|---|---|---|---|'
    printf '%s' "$rows"
    echo
    echo '## Beside others'
    echo
    echo 'The same work, one after the other on this machine: same count,'
    echo 'contents and server (smtp-sink), one process each. What we send'
    echo 'comes out of the outbox, whose commits are included; what others'
    echo 'send lies ready in memory. We read replies in children under'
    echo 'limits, on all cores; the others in the one process. ical-generator'
    echo 'and nodemailer are the newest that run on Node.js 18. Their work'
    echo 'is less: no VTIMEZONE. By `beside.sh`; peak memory after each rate.'
    echo
    cat "$work/beside.md"
    echo
    echo '![Our rates beside others](beside.svg)'
    echo
    echo '## Growth'
    echo
    echo 'Wall time, seconds of processor, peak memory. Promised: import of'
    echo '24 000 rows in 3 s and 200 MiB, publish and send of 13 000 letters'
    echo '(to a Maildir) in 10 s together, group sheets in 25 MiB. Publish'
    echo 'is without the command'"'"'s recount of the plan.'
    echo
    cat "$work/growth.md"
    echo
    echo '![Growth of time and memory](growth.svg)'
    echo
    echo 'Each of the 140 people of the example day stays away from a 10 s'
    echo 'plan (`bench-absence`), when companies are told names:'
    echo
    tail -n 7 "$work/absence.txt"
    echo
    echo 'and when they are told how many come:'
    echo
    tail -n 7 "$work/absence-count.txt"
    echo
    echo 'Publishing and sending 13 000 messages to a Maildir (promised: 10 s'
    echo 'together), by `bench-send`:'
    echo
    echo '```'
    sed '/^left in/d' "$work/send.txt"
    echo '```'
    echo
    echo 'Sending 10 000 messages of 8 KB to a mail server (smtp-sink), commits of'
    echo 'the outbox included, by `bench-smtp` (aim: 2 500 a second), and the same'
    echo 'killed a hundred times, by `tests/faults/kill-smtp.py`:'
    echo
    echo '```'
    cat "$work/smtp.txt" "$work/kill.txt"
    echo '```'
    echo
    echo 'Making 13 000 messages, by `bench-calendars`:'
    echo
    echo '```'
    cat "$work/calendars.txt"
    echo '```'
    echo
    echo 'Reading replies of Outlook and Google, in children under limits'
    echo '(promised: 25 000 a second), by `bench-intake`:'
    echo
    echo '```'
    cat "$work/intake.txt"
    echo '```'
    echo
    echo 'The bound, and seats for routes that stay, on the example day and on'
    echo 'eight of them beside each other, by `bench-bound`; seconds are of the'
    echo 'processor, the plan is of 20 million steps:'
    echo
    echo '```'
    cat "$work/bound.txt"
    echo '```'
    echo
    echo '## How planning grows'
    echo
    echo 'The example day 1, 2, 7, 22 and 71 times as large: companies, people,'
    echo 'groups and visits grow, the sites stay. Until the first legal plan,'
    echo 'or for ten minutes; seed 1, one thread, by `bench-scale`. A first'
    echo 'plan that is not legal has its count of hard units. Memory is what'
    echo 'solving and verifying touch, without what the program reads first.'
    echo
    cat "$work/scale.md"
    echo
    echo '![Growth of time and memory of planning](scale.svg)'
} >"$out"
echo "$out is written"
