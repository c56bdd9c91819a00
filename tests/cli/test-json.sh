#!/bin/bash
# docs/JSON.md and the program: every member is written down.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$hundra" import --quiet --yes "$example"/{event.json,sites.csv} \
    "$example"/{companies.csv,politicians.csv,officials.csv,restider.csv} ||
    exit 1
a_plan 10
a_plan 20
"$hundra" publish --quiet || exit 1

# described NAME ARGUMENT...: no member that the line of NAME lacks.
described() {
    local name=$1
    shift
    run "$@" --json
    grep -F "| \`$name\`" "$root/docs/JSON.md" |
        grep -oE '[a-z_]+' | sort -u >written.txt
    python3 - <<'P' >members.txt
import json
def walk(node, seen):
    if isinstance(node, list):
        for item in node:
            walk(item, seen)
    elif isinstance(node, dict):
        for name, value in node.items():
            seen.add(name)
            # What a rule may set and which tables changed is data.
            if name not in ("params", "rows"):
                walk(value, seen)
    return seen
for name in sorted(walk(json.load(open("out.txt", encoding="utf-8")), set())):
    print(name)
P
    ok "$name: has members" test -s members.txt
    is "$name: all are written down" \
        "$(LC_ALL=C sort members.txt | comm -23 - written.txt)" ''
}

for what in events programme settings rules plans groups people companies \
    sites unplaced invitations outbox journal; do
    described "$what" show "$what"
done
described 'group N' show group 1
described 'person X' show person P001
described 'company X' show company "$(
    "$hundra" show group 1 | grep -oE 'F[0-9]{3}' | head -1)"
described 'site X' show site PL01
described check check
described plan plan --steps 300000 --seed "$seed"
described verify verify
"$hundra" lock --quiet 'P060 i grupp 7'
described lock lock
"$hundra" undo --quiet
for group in 3 4 5; do
    "$hundra" move P004 "$group" --repair --quiet >/dev/null 2>&1 && break
done
described move move P004 "$group" --repair
described rule rule
described rule rule R12 --weight 20
described 'explain PERSON' explain P001
described 'explain COMPANY' explain F007
described 'explain GROUP' explain grupp 1
described 'explain … --why-not N' explain P001 --why-not 2
described 'diff A B' diff 1 2
described rehearse rehearse
described publish publish --dry-run
described publish publish
described replies replies
described remind remind --dry-run
described replace replace T011
described send send --dry-run
"$hundra" send --quiet --maildir box
described receive receive --maildir box
described inbox inbox
described 'inbox NR SVAR' inbox 1 klar
described outbox outbox
described 'outbox account' outbox account smtp.example.org
described 'outbox resend' outbox resend 1 --dry-run
described print print
described feed feed --links
described free-busy free-busy P001
finish
