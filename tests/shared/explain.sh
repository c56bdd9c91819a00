#!/bin/bash
# Plans that --why-not keeps, judged from outside: legal, and the cost told is
# the difference between the judge's two sums.
. "$(dirname "$0")/lib.sh"
db=$work/day.db
hundra() { "$HUNDRA" --db "$db" "$@"; }

# judged VERSION: what the judge says the plan costs, and its hard units.
judged() {
    hundra show plan "$1" --json >"$work/plan-$1.json" &&
        python3 "$SHARED/checks/judge_visit_day.py" --json "$example" \
            "$work/plan-$1.json" >"$work/judged-$1.json"
}

prepare() {
    hundra import --yes "$example"/{event.json,sites.csv,companies.csv} \
        "$example"/{politicians.csv,officials.csv,restider.csv} &&
        hundra plan --steps 2000000 --seed 11 && judged 1
}

# kept SUBJECT GROUP: asks, and compares what was told with the judge.
kept() {
    hundra explain "$1" --plan 1 --why-not "$2" --keep --json \
        >"$work/answer.json" || return
    local version
    version=$(python3 -c 'import json, sys
print(json.load(open(sys.argv[1]))["kept"])' "$work/answer.json")
    [ "$version" = None ] && return 0 # it stands already, or is stopped
    judged "$version" && python3 - "$work" "$version" <<'P'
import json, sys
work, version = sys.argv[1:]
read = lambda name: json.load(open(f"{work}/{name}.json"))
answer, base, plan = read("answer"), read("judged-1"), read(f"judged-{version}")
print(answer["text"], base["soft"], plan["soft"])
assert plan["hard"] == 0
assert abs(plan["soft"] - base["soft"] - answer["more"]) < 0.005
assert abs(plan["soft"] - answer["soft_then"]) < 0.005
P
}

ok 'a plan of the example, judged' prepare
group=0
for subject in P001 P017 P033 P051 P060 T003 T020 T041 F001 F044 F090 F120; do
    group=$((group % 25 + 2))
    ok "$subject in group $group" kept "$subject" "$group"
done
done_testing
