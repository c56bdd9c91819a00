#!/bin/bash
# A person moved by hand: the consequence first, then a version.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$hundra" import --quiet --yes "$example"/{event.json,sites.csv} \
    "$example"/{companies.csv,politicians.csv,officials.csv,restider.csv} ||
    exit 1
fails 'no plan yet' 6 'börja med hundra plan' move P001 3
a_plan 10
"$hundra" publish --quiet

# Politicians who can be spared in all that they do, and groups with room in
# both halves; by asking: some can go there alone, some cannot.
run show plan --json
python3 - <<'P' >asked.txt
import json
plan = json.load(open("out.txt", encoding="utf-8"))
count, where = {}, {}
for group in plan["groups"]:
    for member in group["members"]:
        if member["person"][0] == "P":
            cell = group["group"], member["half"]
            count[cell] = count.get(cell, 0) + 1
            where.setdefault(member["person"], []).append(cell)
for person, cells in sorted(where.items()):
    for group in plan["groups"]:
        number = group["group"]
        if (all(count[cell] == 3 for cell in cells)
                and all(cell[0] != number for cell in cells)
                and all(count.get((number, half)) == 2
                        for _, half in cells)):
            print(person, number)
P
can='' cannot=''
while read -r person group; do
    run move "$person" "$group" --json
    if [ "$status" = 0 ]; then
        can=${can:-$person $group}
    elif [ "$status" = 6 ]; then
        cannot=${cannot:-$person $group}
    fi
    [ -n "$can" ] && [ -n "$cannot" ] && break
done <asked.txt
ok 'somebody can move alone' test -n "$can"
ok 'somebody cannot' test -n "$cannot"

read -r person group <<<"$can"
run move $can --json
is 'shows: status' "$status" 0
is 'stores nothing' "$(value 'd["stored"]')" None
is 'she alone moves' "$(value '{p["person"] for p in d["people"]}')" \
    "{'$person'}"
is 'there' "$(value '{p["after"] for p in d["people"]}')" "{$group}"
is 'the rules make up the difference' \
    "$(value 'abs(sum(r["after"] - r["before"] for r in d["rules"])
        - d["soft"]["after"] + d["soft"]["before"]) < 0.001')" True
ok 'she must hear' test "$(value 'd["told"]["people"]')" -ge 1
told=$(value 'd["told"]["people"] + d["told"]["companies"]')
after=$(value 'd["soft"]["after"]')
run show plans --json
is 'no version was made' "$(value 'len(d["plans"])')" 1
run move $can
like 'as a table' "$out" '^Poäng sedan +[0-9]'
unlike 'without JSON' "$out" '[{}]'

run move $can --yes --json
is 'stored' "$(value 'd["stored"]')" 2
run verify --json
is 'verified' "$(value 'd["agrees"], d["hard"]')" '(True, 0)'
is 'costs what was said' "$(value 'd["soft"]')" "$after"
run publish --json
is 'tells whom it said' "$(value 'd["updated"] + d["invited"]
    + d["cancelled"]')" "$told"
fails 'she sits there' 3 "$person sitter redan i grupp $group" move $can
run undo
run undo
run show plans --json
is 'undone' "$(value 'len(d["plans"])')" 1

# What a hard rule stops is named, and nothing is stored.
run move $cannot --yes
is 'stopped: status' "$status" 6
like 'stopped: by which rule' "$err" 'det går inte.*: R[0-9][0-9]'
is 'stopped: says nothing else' "$out" ''
run show plans --json
is 'stopped: nothing is stored' "$(value 'len(d["plans"])')" 1
if grep -q -- --repair <<<"$err"; then
    run move $cannot --repair --yes --json
    is 'mended: status' "$status" 0
    read -r person group <<<"$cannot"
    is 'mended: she moves' "$(value "{p['after'] for p in d['people']
        if p['person'] == '$person' and p['after']}")" "{$group}"
    run verify
    is 'mended: legal' "$status" 0
    run undo
fi

run lock 'P001 i grupp 30'
fails 'a lock stops it' 6 'låset "P001 i grupp 30"' move P001 3
run undo
fails 'no such group' 3 'ingen grupp 99' move P001 99
fails 'no group' 2 'ska vara ett helt tal' move P001 tre
fails 'nobody' 3 'ingen person och inget företag P999' move P999 3
fails 'a company' 3 'F001 är ett företag' move F001 3

# Two who change places.
swapped=''
for one in P001 P004 P005 P006 P008; do
    for other in P010 P012 P017 P024 P028; do
        run swap "$one" "$other" --json
        [ "$status" = 0 ] && swapped=${swapped:-$one $other}
    done
done
ok 'some two can swap' test -n "$swapped"
read -r one other <<<"$swapped"
run swap $swapped --json
is 'they alone' "$(value 'sorted({p["person"] for p in d["people"]})')" \
    "['$one', '$other']"
is 'each to the other' "$(value '{(p["half"], p["before"], p["after"])
        for p in d["people"] if p["person"] == "'"$one"'"}
    == {(p["half"], p["after"], p["before"])
        for p in d["people"] if p["person"] == "'"$other"'"}')" True
run swap $swapped --yes
is 'stored' "$status" 0
run verify
is 'legal' "$status" 0
run show journal
like 'the journal tells' "$out" "swap +.*version 2, $one och $other byter plats"
fails 'with herself' 3 'byta plats med sig själv' swap P001 P001
finish
