#!/bin/bash
# A day so small that its plan is proven best, and a day that is not.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

small_day
is 'import' "$status" 0
run plan --steps 300000
is 'a small plan' "$status" 0
like 'is proven best' "$out" '^Planen är bevisat bäst'
run plan --steps 300000 --seed 5 --json
is 'and its cost is the bound' "$(value 'd["soft"] == d["bound"]')" True
run show plans --json
is 'whatever the seed' \
    "$(value 'len({p["bound"] for p in d["plans"]})')" 1
run show plan --json
is 'the bound is kept' "$(value 'd["soft"] == d["bound"] > 0')" True

# With more companies there is more than can be looked through.
run import --yes event.json "$example/sites.csv" "$example/companies.csv" \
    "$example"/{politicians,officials}.csv "$example/restider.csv"
run plan --steps 4000000
is 'a large plan' "$status" 0
like 'says how far it is from the best' "$out" \
    '^Planen är högst [0-9 ]+(,[0-9])? % från det bästa möjliga'
run plan --steps 4000000 --json
is 'no better than the bound' \
    "$(value '0 < d["bound"] < d["soft"]')" True
finish
