#!/bin/bash
# The example day from each form of its files, judged from outside.
. "$(dirname "$0")/lib.sh"
judge() { python3 "$SHARED/checks/judge_visit_day.py" "$@"; }
csv="$example/sites.csv $example/companies.csv $example/politicians.csv
     $example/officials.csv $example/restider.csv"
forms=(csv xlsx xml)

# plan_from NAME FILE...: imports into a database of its own and plans.
plan_from() {
    local name=$1
    shift
    "$HUNDRA" --db "$work/$name.db" import --yes "$@" &&
        "$HUNDRA" --db "$work/$name.db" plan --steps 400000 --seed 11 &&
        "$HUNDRA" --db "$work/$name.db" show plan --json >"$work/$name.json"
}

# The event's own size: visits and groups.
size_is_right() {
    python3 - "$work/csv.json" <<'P'
import json, sys
groups = json.load(open(sys.argv[1]))["groups"]
visits = sum(len(g["visits"]) for g in groups)
print(len(groups), "groups", visits, "visits")
sys.exit(not (25 <= len(groups) <= 30 and visits >= 100))
P
}

# shellcheck disable=SC2086
ok 'plans from CSV and event.json' plan_from csv $csv "$example/event.json"
ok 'plans from the workbook' plan_from xlsx "$example/restider.csv" \
    "$example/foretagsbesok-2022.xlsx" "$example/event.json"
# shellcheck disable=SC2086
ok 'plans from event.xml' plan_from xml $csv "$example/event.xml"
for form in "${forms[@]}"; do
    ok "the judge agrees ($form)" judge "$example" "$work/$form.json"
done
ok '100 visits in 25 to 30 groups' size_is_right
ok 'the workbook gives the same plan' cmp "$work/csv.json" "$work/xlsx.json"
ok 'event.xml gives the same plan' cmp "$work/csv.json" "$work/xml.json"
ok 'the program recounts the same' "$HUNDRA" --db "$work/csv.db" verify
# The tree's example is the team's, byte for byte.
for file in "$SHARED"/data/foretagsbesok-2022/*; do
    ok "the shipped ${file##*/} is the team's" cmp "$file" \
        "$example/${file##*/}"
done
done_testing
