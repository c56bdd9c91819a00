#!/bin/bash
# Same seed and steps, same plan: whichever compiler built the program, and
# on one thread or two.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$hundra" import --quiet --yes "$example"/{event.json,sites.csv} \
    "$example"/{companies.csv,politicians.csv,officials.csv,restider.csv} ||
    exit 1
cp hundra.db ours.db

# planned NAME PROGRAM THREADS STEPS: the plan, but for its number and time.
planned() {
    cp ours.db hundra.db
    "$2" --quiet plan --steps "$4" --seed 3 --threads "$3" >"$1.txt" 2>&1
    "$2" --json show plan | sed 's/"made"[^,]*,//' >"$1.json"
}

planned one "$root/build/hundra" 1 5000000
ok 'a plan' grep -q '"hard": *0' one.json
planned two "$root/build/hundra" 2 5000000
ok 'two threads make the same' cmp one.json two.json
planned other "$root/build/other/hundra" 2 5000000
ok 'and so does the other compiler' cmp one.json other.json
planned less "$root/build/hundra" 1 300000
ok 'fewer steps make another' refuse cmp -s one.json less.json
planned san "$hundra" 2 300000
ok 'and the same under the sanitizers' cmp less.json san.json
finish
