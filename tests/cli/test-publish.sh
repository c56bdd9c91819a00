#!/bin/bash
# Hard is hard when the plan goes out, too; and who stands in two lists is
# planned once.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$hundra" import --quiet --yes "$example"/{event.json,sites.csv} \
    "$example"/{companies.csv,politicians.csv,officials.csv,restider.csv} ||
    exit 1
a_plan 20 --quiet
is 'plan' "$status" 0

# A visited company takes no visits any more: the plan may not go out.
run --json show plan
company=$(value 'd["groups"][0]["visits"][0]["company"]')
run edit "$company" Tider 06:00-06:30
is 'edit' "$status" 0
fails 'publish' 6 "bryter nu mot hårda regler .*$company" publish
run --json show outbox
is 'nothing is queued' "$(value 'len(d["messages"])')" 0
run undo
run publish
is 'publish as it was' "$status" 0

# One person, two roles: planned once, and check says so.
head -n 1 "$example/officials.csv" >both.csv
sed -n '2{s/^T001;[^;]*;[^;]*/T099;Forsberg;Abdi/;s/margareta.lundgren@brg.goteborg.example/abdi.forsberg@politiker.goteborg.example/;p}' \
    "$example/officials.csv" >>both.csv
run import --yes both.csv
run check
like 'check tells' "$out" 'T099.*samma person som P001'
a_plan 20 --quiet
run --json show plan
is 'one of the two is seated' "$(value \
    'sum(m["person"] == "T099" for g in d["groups"] for m in g["members"])')" 0
finish
