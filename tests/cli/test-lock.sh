#!/bin/bash
# Locks: stated, listed, kept by every plan, and taken back.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

files=("$example"/{event.json,sites.csv,companies.csv}
    "$example"/{politicians.csv,officials.csv,restider.csv})
"$hundra" import --quiet --yes "${files[@]}" || exit 1

run lock
like 'nothing is locked' "$out" '^Inget är låst'
run lock 'P060 i grupp 9'
is 'a lock before any plan' "$status" 0
is 'the next plan keeps it' "$out" \
    'Låst: P060 i grupp 9. Nästa plan kommer att hålla det.'
run lock 'P060 in group 9'
is 'once' "$out" 'P060 i grupp 9 är redan låst.'
run lock 'F044 at 10:00' --why 'VD:n kan bara då'
is 'in English' "$status" 0
run lock 'P001 isär P004'
is 'a pair' "$status" 0

fails 'one that contradicts' 6 '^hundra: lock: P060 i grupp 8 .*"P060 i grupp 9"$' \
    lock 'P060 i grupp 8'
run lock --json
is 'the list' "$(value '[l["statement"] for l in d["locks"]]')" \
    "['P060 in group 9', 'F044 at 10:00', 'P001 apart P004']"
is 'who and why' "$(value 'd["locks"][1]["why"], d["locks"][1]["who"] != ""')" \
    "('VD:n kan bara då', True)"
is 'no plan says anything of them' \
    "$(value '{l["state"] for l in d["locks"]}')" '{None}'

a_plan 10
is 'plan' "$status" 0
run lock --json
is 'a plan keeps them' "$(value '{l["state"] for l in d["locks"]}')" "{'kept'}"
run show person P060 --json
is 'she sits there' "$(value '{s["group"] for s in d["seats"]}')" '{9}'
run show company F044 --json
is 'it is visited then' "$(value 'd["visit"]["start"]')" 10:00
run verify
is 'verify' "$status" 0

# One that the plan breaks is told, and stored all the same.
group=$("$hundra" show person P005 --json | tr ',' '\n' |
    sed -n 's/.*"group":\([0-9]*\).*/\1/p' | head -1)
run lock "P005 inte i grupp $group"
like 'the plan does not keep it' "$out" 'Plan 1 håller det inte; hundra plan'
run lock
like 'the list says so' "$out" "P005 inte i grupp $group .* hålls inte"
run verify
is 'verify: status' "$status" 1
like 'verify names the lock' "$out" \
    "P005: låset \"P005 inte i grupp $group\" hålls inte"
fails 'it cannot be published' 6 'låset "P005 inte i grupp' publish
a_plan 10
run lock --json
is 'the next plan keeps all' "$(value '{l["state"] for l in d["locks"]}')" \
    "{'kept'}"

# Importing loses none; undo takes back the last, the journal tells.
run import --yes "${files[@]}"
run lock --json
is 'after an import' "$(value 'len(d["locks"])')" 4
run unlock 3
is 'by number' "$out" 'Upplåst: P001 isär från P004.'
run unlock 'f044 kl 10.00'
like 'by what it says' "$out$err" 'Upplåst: F044 kl. 10.00|F044'
run undo
like 'undo' "$out" '^Återtaget: unlock: F044 kl. 10.00'
run lock --json
is 'is back' "$(value 'len(d["locks"])')" 3
fails 'no such number' 3 'inget lås 99' unlock 99
fails 'no such lock' 3 'inget lås P001 i grupp 2' unlock 'P001 i grupp 2'
fails 'nor text' 3 'inget lås x' unlock x
fails 'why without a lock' 2 'skriv vad som ska låsas' lock --why x
fails 'too long a reason' 3 'högst 500 tecken' lock 'P002 i grupp 3' \
    --why "$(printf 'x%.0s' {1..501})"
finish
