#!/bin/bash
# Why, and why not: what hundra explain says of a plan of the example.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$hundra" import --quiet --yes "$example"/{event.json,sites.csv,companies.csv} \
    "$example"/{politicians.csv,officials.csv,restider.csv} || exit 1
fails 'no plan yet' 6 'ingen plan' explain P051
a_plan 10 --quiet
is 'plan' "$status" 0

run explain P051
is 'a person' "$status" 0
like 'where' "$out" '^(förmiddag|eftermiddag) +[0-9]+'
like 'and why' "$out" '^Utan hen$'
run explain p051 --json
is 'in small letters' "$(value 'd["person"]')" P051
is 'counts what she is for' "$(value 'len(d["without"]) > 0')" True
name=$("$hundra" show person P007 --json | python3 -c 'import json, sys
print(json.load(sys.stdin)["name"])')
run explain "$name" --json
is 'by name' "$(value 'd["person"]')" P007
run explain F007
is 'a company' "$status" 0
like 'by whom and when' "$out" '^Besöks av grupp +[0-9]+'
run explain grupp 7
is 'a group' "$status" 0
like 'by rule' "$out" '^R21 '
run explain 7 --json
is 'by number' "$(value 'd["group"]')" 7

run explain P051 --why-not 7 --json
is 'why not' "$status" 0
is 'one or two sentences' "$(value \
    '1 <= len(d["text"].rstrip(".").split(". ")) <= 2')" True
run show plans --json
is 'and nothing is kept' "$(value 'len(d["plans"])')" 1
group=$("$hundra" explain F007 --json | python3 -c 'import json, sys
print(json.load(sys.stdin)["visit"]["group"] % 9 + 1)')
run explain F007 --why-not "grupp $group" --keep --json
is 'a plan kept' "$(value 'd["kept"]')" 2
then=$(value '"%.2f" % d["soft_then"]')
run verify 2 --json
is 'costs what was told' "$(value '"%.2f" % d["soft"]')" "$then"
run explain F007 --why-not "$group"
like 'and there it is so' "$out" '^F007 besöks redan av grupp '

fails 'nobody' 3 'ingen person och inget företag heter P999' explain P999
fails 'no such group' 3 'grupp 99 finns inte' explain P051 --why-not 99
fails 'no number' 2 'en grupps nummer' explain P051 --why-not sju
fails 'a half of nothing' 2 'hör till --why-not' explain P051 --half am
fails 'a group in a group' 2 'inte om en grupp' explain grupp 7 --why-not 3
finish
