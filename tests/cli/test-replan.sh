#!/bin/bash
# Planning anew from a published plan: mended, so that few must hear again.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$hundra" import --quiet --yes "$example"/{event.json,sites.csv} \
    "$example"/{companies.csv,politicians.csv,officials.csv,restider.csv} ||
    exit 1
a_plan 10 --json
is 'from nothing' "$(value 'd["from"]')" None
"$hundra" publish --quiet
before=$("$hundra" show plan --json)

run plan --steps 100000 --json
is 'nothing has changed' "$(value 'd["from"], d["told"]["people"],
    d["told"]["companies"]')" '(1, 0, 0)'
run diff 1 2
like 'nobody hears' "$out" 'ingens dag ändras'

# Somebody calls off, somebody is locked elsewhere.
leader=$(python3 -c 'import json, sys
print(next(m["person"] for g in json.load(sys.stdin)["groups"]
    for m in g["members"] if m.get("leader")))' <<<"$before")
run edit "$leader" Närvaro avbokad
run lock 'F044 kl 10.00'
run plan --steps 100000
is 'mended: status' "$status" 0
like 'mended: says so' "$out" 'Lagad från plan 1.*[0-9]+ människor'
run show plan --json
cp out.txt mended.json
run lock --json
is 'the lock is kept' "$(value 'd["locks"][0]["state"]')" kept
run verify
is 'verified' "$status" 0
run plan --steps 100000 --json
told=$(value 'd["told"]["people"] + d["told"]["companies"]')
run show plan --json
is 'the same steps and seed, the same plan' \
    "$(value 'd["groups"] == json.load(open("mended.json"))["groups"]')" True
run diff 1 3 --json
ok 'few are touched' test "$(value 'd["touched"]')" -lt 40
is 'group numbers are kept' "$(value 'sum(c["before"] is not None
    and c["after"] is not None and c["before"]["group"] != c["after"]["group"]
    for c in d["companies"]) < 10')" True
run publish --json
is 'publish tells whom it said' \
    "$(value 'd["updated"] + d["invited"] + d["withdrawn"]')" "$told"

run plan --steps 300000 --seed 12 --from-scratch --json
while [ "$status" = 5 ]; do
    run plan --steps 300000 --seed $((seed += 1)) --from-scratch --json
done
is 'from scratch' "$(value 'd["from"]')" None
version=$(value 'd["plan"]')
run diff 1 "$version" --json
ok 'all are touched' test "$(value 'd["touched"]')" -gt 100
finish
