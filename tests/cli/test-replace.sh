#!/bin/bash
# After a no: the least change, the substitutes in order, and one who takes it.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$hundra" import --quiet --yes "$example"/{event.json,sites.csv} \
    "$example"/{companies.csv,politicians.csv,officials.csv,restider.csv} ||
    exit 1
fails 'no plan yet' 6 'hundra plan' replace P047
a_plan 10
"$hundra" publish --quiet || exit 1
"$hundra" send --maildir post --quiet || exit 1

# An official whom the first of her substitutes can follow, and one who cannot.
for official in T009 T011 T013 T015 T005 T012 T014 T020 T055; do
    run replace "$official" --json
    [ "$status" = 0 ] || continue
    good=$(value '([s["person"] for s in d["substitutes"] if s["legal"]]
        + [""])[0]')
    bad=$(value '([s["person"] for s in d["substitutes"] if not s["legal"]]
        + [""])[0]')
    [ -n "$good" ] && [ -n "$bad" ] && break
done
ok 'somebody can be followed, not by all' test -n "$good" -a -n "$bad"
is 'those of the same office are first' "$(value '(lambda kinds:
    kinds == sorted(kinds, key=["same_office", "other"].index))(
    [s["kind"] for s in d["substitutes"]])')" True
ok 'the least change is told' \
    test "$(value 'd["absent"]["choices"][0]["people"] > 0')" = True
run replies set "$official" nej
run replies
like 'the board names the way on' "$out" "hundra replace $official"
run replace "$official"
is 'a look' "$status" 0
like 'the least change' "$out" "^Utan ersättare .hundra absent $official"
like 'who is told' "$out" '^Val 1: [0-9]+ person'
like 'the substitutes' "$out" "^$good "
like 'the next in turn' "$out" "Näst på tur: hundra replace $official --take"
run --lang en replace "$official"
like 'in English' "$out" 'Next in turn: hundra replace'
before=$("$hundra" show plans --json)

fails 'who cannot' 6 "$bad kan inte ta platsen: .*Näst på tur är" \
    replace "$official" --take "$bad"
fails 'a yes to nobody' 2 '\-\-take' replace "$official" --yes
fails 'no such person' 3 'Nobody' replace Nobody
fails 'nobody takes it' 3 'Nobody' replace "$official" --take Nobody
run replace "$official" --take "$good"
like 'the consequence first' "$out" "$good tar platsen"
is 'and nothing is stored' "$("$hundra" show plans --json)" "$before"
run replace "$official" --take "$good" --yes --json
is 'stored' "$(value 'd["plan"]')" 2
run verify
is 'and legal' "$status" 0
run replies "$official" --json
is 'her no is handled' "$(value '[a["handled"] for a in d["answers"]]')" '[True]'
run show person "$official" --json
is 'she has no seat' "$(value 'd["seats"]')" '[]'
run show person "$good" --json
ok 'the other has' test "$(value 'len(d["seats"]) > 0')" = True
run publish
like 'who took it is invited' "$out" '1 nya inbjudningar'
run undo
run undo
is 'undone' "$("$hundra" show plans --json)" "$before"
finish
