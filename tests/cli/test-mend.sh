#!/bin/bash
# absent, closed and late: what they show, what they keep, what never moves.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$hundra" import --quiet --yes "$example"/{event.json,sites.csv} \
    "$example"/{companies.csv,politicians.csv,officials.csv,restider.csv} ||
    exit 1

fails 'no plan yet' 6 'ingen plan än; börja med hundra plan' absent P051
a_plan 30 --quiet
is 'plan' "$status" 0
"$hundra" publish --quiet
"$hundra" send --quiet --maildir "$folder/post"

# The number that NAME... says is what publish then queues.
agrees() {
    local name=$1 hear
    shift
    run --json "$@" --yes
    is "$name: kept" "$status" 0
    hear=$(value 'd["choices"][0]["people"] + d["choices"][0]["companies"]')
    is "$name: a new version" "$(value 'd["plan"]')" 2
    run --json publish
    is "$name: as many hear" "$(value \
        'd["invited"] + d["updated"] + d["cancelled"]')" "$hear"
    run verify
    is "$name: it is legal" "$status" 0
    run undo
    run undo
    is "$name: undone" "$status" 0
    run --json show plans
    is "$name: as before" "$(value 'len(d["plans"])')" 1
}
agrees 'a politician' absent P051
agrees 'a politician for the morning' absent P014 --half am
agrees 'an official' absent T007
agrees 'an official for the afternoon' absent T012 --half pm
run --json show group 3
company=$(value '[v["company"] for v in d["visits"]][1]')
name=$(value '[v["name"] for v in d["visits"]][1]')
agrees 'a company' closed "$company"
agrees 'a company by name' closed "$name"
agrees 'a late group' late 3 25

# Only looking changes nothing, and says what would come.
run --json show group 3
leader=$(value '[m["person"] for m in d["members"] if m["leader"]][0]')
cp hundra.db before.db
run absent "$leader"
is 'look: status' "$status" 0
like 'look: how many hear' "$out" '^Val 1: .* får nytt besked \((färst|ej)'
like 'look: who leaves' "$out" "^  $leader .* lämnar grupp 3 \("
like 'look: what is next' "$out" '^Inget är ändrat. --yes sparar val 1\.$'
ok 'look: the file is as it was' cmp before.db hundra.db
run absent "$leader" --yes
like 'keep: what is next' "$out" 'plan 2.*hundra publish är nästa steg'
run --json show person "$leader"
is 'keep: she does not come' "$(value 'd["attendance"]')" avbokad
is 'keep: she sits nowhere' "$(value 'len(d["seats"])')" 0
fails 'absent twice' 6 "$leader är inte anmäld" absent "$leader"
run undo
like 'undo names it' "$out" "$leader kommer inte"
run --json absent "$leader"
cp out.txt one.json
run --json absent "$leader"
ok 'the same answer again' cmp one.json out.txt

# What has begun by --now never moves: visits, lunch, who sits there.
begun() {
    python3 - "$@" <<'P'
import json, sys
before, after = (json.load(open(f, encoding="utf-8"))["groups"]
                 for f in sys.argv[1:3])
now, moved = sys.argv[3], []
later = {g["group"]: g for g in after}
for g in before:
    h = later.get(g["group"], {"visits": [], "members": [], "lunch": {}})
    out = [v for v in g["visits"] if v["start"] <= now]
    moved += [v for v in out if v not in h["visits"]]
    if g["lunch"]["start"] <= now and g["lunch"]["start"] != h["lunch"]["start"]:
        moved.append(g["lunch"])
    new = [v for v in h["visits"] if v not in g["visits"]]
    moved += [v for v in new if v["start"] <= now]
    for half in "am", "pm":
        if not any((v["end"] <= g["lunch"]["start"]) == (half == "am")
                   for v in out):
            continue
        seats = [m["person"] for m in h["members"] if m["half"] == half]
        moved += [m["person"] for m in g["members"] if m["half"] == half
                  and m["person"] not in seats + [sys.argv[4]]]
print("\n".join("# " + str(m) for m in moved), end="")
sys.exit(bool(moved))
P
}
run --json show plan
cp out.txt plan1.json
for now in 08:50 10:40 12:30 14:10; do
    for what in "absent P051" "absent $leader" "late 5 30"; do
        # shellcheck disable=SC2086
        run --json $what --now $now --yes
        [ "$status" = 0 ] || {
            like "$what at $now: refused with a reason" "$err" \
                'redan över|ingen laglig plan'
            continue
        }
        run --json show plan
        ok "$what at $now: what has begun stands" begun plan1.json out.txt \
            "$now" "${what#* }"
        run undo
    done
done
start=$(python3 -c 'import json, sys
print(min(v["start"] for g in json.load(open("plan1.json"))["groups"]
          for v in g["visits"] if v["company"] == sys.argv[1]))' "$company")
fails 'a company that is being visited' 6 \
    "besöket hos $company började $start och kan inte ställas in" \
    closed "$company" --now "$start"

# A late group: who must be called, and with what.
run --json show company "$company"
phone=$(value 'd["contact"]["phone"]')
run late 3 45
like 'late: the company and its phone' "$out" \
    'Företag att ringa vid val 1:'
like 'late: old and new time' "$out" \
    '; kl\. [0-9.]+ i stället för kl\. [0-9.]+|utgår'
ok 'there is a phone' test -n "$phone"
run edit "$company" 'Skyddad kontakt' ja
[ "$status" = 0 ] && {
    run late 3 45
    unlike 'late: a protected contact has no number' "$out" "$phone"
    run undo
}
run late 3 300
like 'late: what cannot be held' "$out$err" \
    'utlovade besök ryms inte|av grupp|i stället för'

# Bad input.
fails 'an unknown person' 3 'ingen person X99; se hundra show people' absent X99
fails 'a company is no person' 3 'ingen person F001' absent F001
fails 'an unknown company' 3 'inget företag X99' closed X99
fails 'a group that is not' 3 'har ingen grupp 99; grupperna är 1, 2' late 99 5
fails 'no number' 2 'ska vara ett helt tal' late tre 5
fails 'no minutes' 2 'något saknas' late 3
fails 'too late' 2 'högst 600 minuter' late 3 601
fails 'no time' 2 '^hundra: late: --now 25:00: ' late 3 5 --now 25:00
fails 'no such half' 2 'am' absent P051 --half kväll
fails 'no such choice' 2 'heltal' absent P051 --choice 4
fails 'nothing at all' 2 'något saknas' absent
finish
