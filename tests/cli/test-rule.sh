#!/bin/bash
# Rules as rows: what a change would cost, then the change; and new faces.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

files=("$example"/{sites.csv,companies.csv,politicians.csv,officials.csv}
    "$example"/restider.csv)
"$hundra" import --quiet --yes "$example/event.json" "${files[@]}" || exit 1
run rule --json
is 'the list' "$(value 'len(d["rules"])')" 27
run rule R12 --weight 20
is 'without a plan' "$status" 0
a_plan 10
run rule
like 'a table' "$out" '^R12 +styre_och_opposition +8,00 '

run rule R12 --weight 20 --json
is 'twice and a half the price' \
    "$(value 'd["after"]["cost"] == 2.5 * d["before"]["cost"]')" True
is 'the whole is so much dearer' \
    "$(value 'abs(d["after"]["soft"] - d["before"]["soft"]
        - 12 * d["before"]["units"]) < 0.001')" True
is 'not stored' "$(value 'd["stored"]')" False
run rule r12 --weight 20
like 'says how to store it' "$out" 'lägg till --yes'
run rule --json
is 'it is as it was' "$(value 'd["rules"][11]["weight"]')" 8.0
run rule styre_och_opposition --weight 2,5 --yes
is 'stored' "$status" 0
run rule --json
is 'the new weight' "$(value 'd["rules"][11]["weight"]')" 2.5
is 'its other parameters stay' \
    "$(value 'd["rules"][11]["params"]["styre"][0]')" M
run import "$example/event.json"
run rule --json
is 'a file changes it only when asked' "$(value 'd["rules"][11]["weight"]')" 2.5
run verify
is 'the plan no longer costs what it did' "$status" 1
run undo
run rule --json
is 'undone' "$(value 'd["rules"][11]["weight"]')" 8.0

run rule R08 --margin 15 --json
ok 'a wider margin breaks the plan' test "$(value 'd["after"]["broken"]')" -gt 0
is 'it keeps the old' "$(value 'd["before"]["broken"]')" 0
run rule R01 --min 1 --max 4 --yes --json
is 'wider limits' "$(value 'd["after"]["min"], d["after"]["max"]')" '(1, 4)'
like 'its sentence says them' "$(value 'd["sentence"]')" '\(1–4\)$'
a_plan 10
is 'a plan by them' "$status" 0
run rule R11 --soft --weight 5 --yes
is 'hard becomes soft' "$status" 0
run rule R11 --hard --yes --json
is 'and hard again' "$(value 'd["after"]["hard"], d["after"]["weight"]')" \
    '(True, None)'

for weight in 1000000000000 nan inf -1 1e400 mycket ''; do
    fails "weight $weight" 3 'ett tal från 0 till 1000000' \
        rule R12 "--weight=$weight"
done
for limit in -1 1001 99999999999999999999 två 1.5; do
    fails "limit $limit" 3 'ett heltal från 0 till 1000' rule R01 "--min=$limit"
done
fails 'crossed limits' 3 'minst 5 är mer än högst 4' rule R01 --min 5
fails 'no such limit' 3 'inget som --min ändrar' rule R12 --min 2
fails 'both' 3 'antingen --hard eller --soft' rule R12 --hard --soft
fails 'soft without a weight' 3 'lägg till --weight' rule R05 --soft
fails 'a weight on a hard one' 3 'lägg till --soft' rule R05 --weight 3
fails 'no such rule' 3 'ingen regel R99' rule R99 --hard
fails 'R00' 3 'ingen regel alltid' rule alltid --soft

# Last year's groups: whoever sat together does not, the year after.
"$hundra" publish --quiet
sed 's/"foretagsbesok-2022"/"foretagsbesok-2023"/; s/2022-05-17/2023-05-16/' \
    "$example/event.json" >event.json
"$hundra" import --quiet --yes event.json "${files[@]}" || exit 1
later=(--event foretagsbesok-2023)
a_plan 11 "${later[@]}"
run "${later[@]}" rule nya_möten --weight 3 --json
is 'the event lacks the rule' "$(value 'd["before"]')" None
met=$(value 'int(d["after"]["units"])')
ok 'some meet again' test "$met" -gt 0
run "${later[@]}" rule nya_möten --weight 30 --yes
is 'added' "$status" 0
run "${later[@]}" import --yes event.json
a_plan 11 "${later[@]}"
run "${later[@]}" rule --json
is 'no file takes it away' "$(value 'd["rules"][-1]["name"]')" nya_möten
ok 'fewer do when it costs' \
    test "$(value 'int(d["rules"][-1]["units"])')" -lt "$met"
run "${later[@]}" verify
is 'verify counts the same' "$status" 0
run --event foretagsbesok-2022 rule nya_möten --weight 3 --json
is 'the first year nobody had met' "$(value 'd["after"]["units"]')" 0.0
finish
