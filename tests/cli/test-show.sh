#!/bin/bash
# From import to a published plan on the shipped example: what show, set,
# diff, verify and undo say of it, as tables and as JSON.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

run show events
is 'nothing is made by looking' "$status" 4
run import --yes "$example"/{event.json,sites.csv,companies.csv} \
    "$example"/{politicians.csv,officials.csv,restider.csv}
is 'import' "$status" 0
like 'import counts' "$out" '^companies\.csv +Företag +140 +140 '

fails 'no plan yet' 6 'gör en med hundra plan' show groups
run show people
like 'people without a plan' "$out" '^P001 +Abdi Forsberg +politiker'
run show people --json
is 'everybody' "$(value 'len(d["people"])')" 140
is 'in Swedish order' "$(value '[p["name"] for p in d["people"]][-1]')" \
    "$(value 'max(d["people"], key=lambda p: [
        "abcdefghijklmnopqrstuvwxyzåäö".find(c)
        for c in p["name"].split()[-1].lower()])["name"]')"
run check
is 'nothing stands in the way' "$status" 0
like 'check sums up' "$(tail -n 1 <<<"$out")" '^0 stoppar, [0-9]+ varnar'

a_plan 10
is 'plan' "$status" 0
like 'plan sums up' "$out" '^Plan 1: 1[0-9][0-9] besök, 2[0-9] grupper, '
a_plan 20 --json
is 'a second version' "$(value 'd["plan"]')" 2

for what in plan groups people companies sites unplaced plans rules \
    programme settings events journal 'group 1' 'person P003' \
    'company F007' 'site PL01'; do
    run show $what
    is "show $what" "$status" 0
    ok "show $what: says something" test "$(wc -l <out.txt)" -ge 2
    unlike "show $what: no JSON" "$out" '[{}]|null'
    run show $what --json
    ok "show $what --json" python3 -m json.tool out.txt /dev/null
done

run show plan --json
is 'the newest' "$(value 'd["plan"]')" 2
is 'no hard breach' "$(value 'd["hard"]')" 0
is 'the sum of the rules' \
    "$(value 'abs(sum(r["cost"] for r in d["rules"]) - d["soft"]) < 0.001')" \
    True
is 'as many lines of groups as groups' "$(value 'len(d["groups"])')" \
    "$("$hundra" show groups | tail -n +2 | grep -cE '^ +[0-9]+ ')"
run show plan 1 --json
is 'an older version' "$(value 'd["plan"]')" 1
run show groups --plan 1 --json
is 'of any view' "$(value 'd["plan"]')" 1
fails 'a version that is not there' 3 'plan 9 finns inte' show plan 9
fails 'no number' 2 'ska vara ett helt tal' show group one
fails 'a group that is not there' 3 'ingen grupp 77' show group 77
fails 'which group' 2 'skriv hundra show group NUMMER' show group
fails 'a person that is not there' 3 'ingen person heter P999' \
    show person P999
fails 'a company that is not there' 3 'inget företag heter F999' \
    show company F999

name=$("$hundra" show person P003 | sed -n 's/^Namn *//p')
run show person "$name"
like 'a person by name' "$out" '^Kod +P003$'
run show person p003
like 'or by any case' "$out" '^Kod +P003$'

run diff 1 2
like 'diff in words' "$out" '^Plan 1 och 2: [0-9]+ människors dag ändras\.'
like 'people by name and group' "$out" \
    '^  .+ \([PT][0-9]+\): grupp [0-9]+ → grupp [0-9]+, (för|efter)middag'
run diff 1 2 --json
is 'nobody is told twice' \
    "$(value 'len({(p["person"], p["half"]) for p in d["people"]})
        == len(d["people"])')" True
is 'everything that is told differs' \
    "$(value 'all(x["before"] != x["after"]
        for x in d["people"] + d["companies"] + d["lunches"])')" True
run diff 2 2
like 'a plan and itself' "$out" 'ingens dag ändras'
fails 'diff with nothing' 3 'plan 5 finns inte' diff 1 5

run verify
is 'verify' "$status" 0
like 'agrees' "$out" '^Stämmer +ja$'
run verify 1 --json
is 'verify counts the same' "$(value 'd["agrees"]')" True

# A setting has the same name in the view, the help and the parser.
run set --json
value '"\n".join(s["name"] for s in d["settings"])' >names.txt
"$hundra" help set | sed -n '/:$/,/^Exempel/s/^  \([^ ][^ ]*\) .*/\1/p' |
    grep -v ^hundra >helped.txt
is 'settings in help' "$(<helped.txt)" "$(<names.txt)"
value '"\n".join(s["key"] for s in d["settings"])' >>names.txt
while read -r key; do
    run set "$key"
    is "set $key" "$status" 0
done <names.txt

run set jourtelefon 0313900655
is 'set' "$out" 'Sparat: jourtelefon'
run set on-call
is 'kept as people write it' "$out" '031-390 06 55'
run set förstörs_efter '1 juni 2022'
run set förstörs-efter
is 'a day' "$out" 2022-06-01
run set förstörs-efter ''
run set förstörs-efter
is 'cleared' "$out" ''
fails 'no address' 3 'avsändare.e-post, "x": ' set avsändare.e-post x
fails 'a line break' 3 'avsändare.e-post' set avsändare.e-post $'a@b.se\nBcc: x'
fails 'no phone' 3 'jourtelefon' set jourtelefon abc
fails 'no day' 3 'förstörs-efter' set förstörs-efter 31/2
fails 'no colour' 3 'färg som #00609c' set accent blå
fails 'no choice' 3 'namn eller antal' set värdnamn ja
fails 'no setting' 3 'ingen inställning heter x; de som finns är arrangör' \
    set x 1

run undo
like 'undo' "$out" 'Återtaget: set: förstörs-efter'
run set förstörs-efter
is 'is undone' "$out" 2022-06-01
for i in 1 2 3 4; do run undo; done
run show plans --json
is 'undo goes on, a command at a time' "$(value 'len(d["plans"])')" 0
run undo
run show events --json
is 'back to nothing' "$(value 'd["events"]')" '[]'
fails 'nothing left' 6 '.' undo
fails 'no event' 6 'läs in ett med hundra import event.json' set

# Tables keep to the terminal, and lose no word of it.
"$hundra" import --quiet --yes "$example"/{event.json,sites.csv,companies.csv}
COLUMNS=80 run show companies
ok 'a narrow table' test "$(wc -L <<<"$out")" -le 80
words=$(tr -s ' \n' '\n' <<<"$out" | sort)
run show companies
is 'has every word of the wide one' "$(tr -s ' \n' '\n' <<<"$out" | sort)" \
    "$words"
finish
