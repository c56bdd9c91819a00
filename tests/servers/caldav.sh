#!/bin/bash
# The same calendar day on a real Xandikos: other XML, tokens and answers
# than Radicale's (rules 40-42).
. "$(dirname "${BASH_SOURCE[0]}")/../cli/lib.sh"
peers=$root/tests/peers
box=$(mktemp -d)
chmod 711 "$box"
trap 'for s in "$box"/*/env; do bash "$peers/xandikos.sh" stop "${s%/env}"; done
rm -rf "$folder" "$box"' EXIT
bash "$peers/xandikos.sh" start "$box/x" || exit 1
. "$box/x/env"

"$hundra" import --quiet --yes "$example"/{event.json,sites.csv} \
    "$example"/{companies.csv,politicians.csv,officials.csv,restider.csv} ||
    exit 1
a_plan 10
run publish --quiet
dav=(--plaintext)
curling=()
. "$peers/dav-walk.sh"
dav_walk

# Xandikos answers a free-busy query with a VFREEBUSY (rule 42).
busy_states() { value '"".join(s["state"][0] for s in d["slots"])'; }
web -X PUT -H 'Content-Type: text/calendar' --data-binary @- -o put.txt \
    "${url}busy.ics" <<'C'
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//test//EN
BEGIN:VEVENT
UID:busy-1
DTSTAMP:20220501T000000Z
DTSTART:20220517T150000Z
DTEND:20220517T160000Z
SUMMARY:Möte
END:VEVENT
END:VCALENDAR
C
run free-busy P003 "$url" --plaintext --json
is 'rule 42: a free-busy answer is read' "$status" 0
like 'rule 42: and says when' "$(busy_states)" 'b'
finish
