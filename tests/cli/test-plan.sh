#!/bin/bash
# The search: what ends it, and what it leaves behind.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

files=("$example"/{event.json,sites.csv,companies.csv}
    "$example"/{politicians.csv,officials.csv,restider.csv})
"$hundra" import --quiet --yes "${files[@]}" || exit 1

a_plan 10 --quiet
is 'plan' "$status" 0
is 'says nothing with --quiet' "$out$err" ''
run plan --steps 300000 --seed "$seed" --quiet
is 'plan once more' "$status" 0
run show plan 1 --json
grep -o '"rules".*' out.txt >one.txt
run show plan 2 --json
grep -o '"rules".*' out.txt >two.txt
ok 'the same steps and seed, the same plan' cmp one.txt two.txt
run diff 1 2
like 'so nobody hears anything' "$out" 'ingens dag ändras'

start=$(date +%s)
run plan --time 1
is 'a plan in a second' "$status" 0
ok 'or so' test $(($(date +%s) - start)) -le 20

# Ctrl-C ends the search, and keeps what it has found.
start=$(date +%s)
"$hundra" plan --time 300 >out.txt 2>err.txt &
sleep 4
kill -INT $!
wait $!
is 'interrupted' $? 0
ok 'at once' test $(($(date +%s) - start)) -le 30
like 'it says so' "$(<out.txt)" '^Avbruten; .*sparad'
run show plans --json
is 'the plan is kept' "$(value 'd["plans"][0]["plan"]')" 4

# Nothing legal: no plan, and the reason why.
run undo
"$hundra" edit F001 Tider 03:00-03:30 >/dev/null 2>&1
sed 's/"grupper_min": 25/"grupper_min": 60/; s/"grupper_max": 30/"grupper_max": 60/' \
    "$example/event.json" >event.json
run import --yes event.json
run plan --steps 20000
is 'no legal plan' "$status" 5
like 'says why' "$err" '^hundra: plan: .+'
run show plans --json
is 'and stores none' "$(value 'len(d["plans"])')" 3
fails 'nor with options that contradict' 2 'heltal' plan --seed 0
finish
