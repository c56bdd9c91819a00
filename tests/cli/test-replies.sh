#!/bin/bash
# Who has answered what: the board, a part of it, and answers by hand.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$hundra" import --quiet --yes "$example"/{event.json,sites.csv} \
    "$example"/{companies.csv,politicians.csv,officials.csv,restider.csv} ||
    exit 1
a_plan 10
fails 'nobody is invited' 6 'hundra publish' replies
"$hundra" publish --quiet || exit 1
run replies --json
is 'all wait' "$(value '{a["answer"] for a in d["answers"]}')" "{'waiting'}"
"$hundra" send --maildir post --quiet || exit 1
run replies --json
is 'all are silent' "$(value '{a["answer"] for a in d["answers"]}')" \
    "{'silent'}"
is 'every group stands' \
    "$(value 'all(g["stands"] and g["lacks"] == [] for g in d["groups"])')" True
all=$(value '[t["all"] for t in d["totals"]]')
# A leader and a politician of one group, and its first host.
group=$(value 'd["groups"][2]["group"]')
politician=$(value '[p["person"] for p in d["groups"][2]["people"]
    if p["person"][0] == "P"][0]')
official=$(value '[p["person"] for p in d["groups"][2]["people"]
    if p["person"][0] == "T"][0]')
host=$(value 'd["groups"][2]["companies"][0]["company"]')

run replies set "$official" nej --comment 'sjuk i dag'
is 'an answer by hand' "$status" 0
like 'says what it booked' "$out" "$official svarar nej"
run replies set "$politician" yes
like 'in Swedish' "$out" "$politician svarar ja"
run replies set "$host" no
run replies --json
is 'as many as before' "$(value '[t["all"] for t in d["totals"]]')" "$all"
is 'people' "$(value '[d["totals"][0][k] for k in ("yes", "no", "maybe")]')" \
    '[1, 1, 0]'
is 'companies' "$(value 'd["totals"][1]["no"]')" 1
is 'her group falls' \
    "$(value '[g["stands"] for g in d["groups"] if g["group"] == '"$group"']')" \
    '[False]'
like 'for she was needed' "$(value '[g["lacks"] for g in d["groups"]
    if g["group"] == '"$group"']')" 'tjänsteperson'
run replies
like 'a mark for each' "$out" "^ +$group  [#x.]{4,}  +x[.]+ "
like 'what it lacks' "$out" "^ +$group .* 1 tjänsteperson saknas"
like 'what comes next' "$out" "^$official .*sjuk i dag .*hundra replace $official"
like 'also of a company' "$out" "^$host .*hundra closed $host"
like 'the marks are told' "$out" '# ja, \? kanske, x nej'
LC_ALL=C.UTF-8 run replies
like 'blocks where they can be shown' "$out" '[■×□]{4,}'

run replies --state no
is 'the nos' "$(grep -cE '^[PTF][0-9]' <<<"$out")" 2
run replies "$official"
like 'one person' "$out" "^$official .* nej .*sjuk i dag"
run replies --group "$group"
like 'one group' "$out" "^$politician .* ja "
run --lang en replies --state no
like 'in English' "$out" 'Comment'
fails 'no such group' 3 'grupp 99' replies --group 99
fails 'no such person' 3 'Nobody' replies Nobody
fails 'no such answer' 2 'ja, kanske eller nej' replies set "$official" hm
fails 'an answer is lacking' 2 'replies set' replies set "$official"
fails 'two at once' 2 'för många' replies "$official" "$host"

"$hundra" absent "$official" --yes --quiet || exit 1
run replies "$official" --json
is 'taken care of' "$(value '[(a["handled"], a["next"]) for a in d["answers"]]')" \
    '[(True, None)]'
run undo
run undo
run undo
run undo
run replies --state silent --json
is 'all is undone' "$(value 'len(d["answers"])')" \
    "$(python3 -c "print(sum($all))")"
finish
