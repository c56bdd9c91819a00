#!/bin/bash
# Mended plans of the example day, judged from outside on the facts as they
# are then.
. "$(dirname "$0")/lib.sh"
db=$work/day.db
run() { "$HUNDRA" --db "$db" "$@"; }

# fact FILE CODE [WORD WITH]: a copy of the example without that row, or with
# a word of it changed, in whatever encoding the file has.
fact() {
    rm -rf "$work/data"
    cp -R "$example" "$work/data"
    python3 - "$work/data/$1" "$2" "${3-}" "${4-}" <<'P'
import sys
path, code, word, other = sys.argv[1:]
rows = open(path, "rb").read().splitlines(keepends=True)
mine = [r for r in rows if r.lstrip(b"\xef\xbb\xbf").startswith(code.encode() + b";")]
assert len(mine) == 1, code
row = mine[0].replace(word.encode(), other.encode()) if word else b""
assert row != mine[0]
open(path, "wb").write(b"".join(row if r is mine[0] else r for r in rows))
P
}

# judged COMMAND...: keeps the mended plan and asks the judge.
judged() {
    run "$@" --yes && run show plan --json >"$work/plan.json" &&
        python3 "$SHARED/checks/judge_visit_day.py" "$work/data" \
            "$work/plan.json"
    local status=$?
    run undo
    return "$status"
}

ok 'import' run import --yes "$example"/{event.json,sites.csv,companies.csv} \
    "$example"/{politicians.csv,officials.csv,restider.csv}
ok 'plan' run plan --steps 400000 --seed 11
for person in P003 P026 P051; do
    ok "without $person" fact politicians.csv "$person"
    ok "the judge agrees" judged absent "$person"
done
for person in T002 T005 T021; do
    ok "without $person" fact officials.csv "$person"
    ok "the judge agrees" judged absent "$person"
done
ok 'without F010' fact companies.csv F010
ok 'the judge agrees' judged closed F010
rm -rf "$work/data"
cp -R "$example" "$work/data"
for group in 2 9 14; do
    ok "group $group is late: the judge agrees" judged late "$group" 20
done
done_testing
