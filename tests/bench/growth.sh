#!/bin/bash
# How time and memory grow: import, publish, send and print at 1, 10 and 100
# times the size.  Prints the table; draws it as a picture.
#
#   tests/bench/growth.sh BUILD OUT.svg
#
# Import reads the example's files, grown by grow.py.  The others work on a
# region's day (region-day.h) of 100, 1 000 and 10 000 people.
set -euo pipefail
build=$1 picture=$2
hundra=$PWD/$build/hundra day=$PWD/$build/gcc/bench-day
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# measured JOB SCALE COUNT COMMAND...: one line of figures.
measured() {
    local job=$1 scale=$2 count=$3 figures
    shift 3
    /usr/bin/time -f '%e %U %S %M' -o "$work/time" "$@" >/dev/null \
        2>"$work/err" || { cat "$work/err" >&2; exit 1; }
    figures=$(tail -n 1 "$work/time")
    echo "$job $scale $count $figures"
}

for scale in 1 10 100; do
    python3 tests/bench/grow.py "$scale" "$work/x$scale"
    measured import "$scale" $((scale * 280)) "$hundra" \
        --db "$work/x$scale.db" import --yes "$work/x$scale"/*
    db=$work/day$scale.db
    "$day" make "$db" $((scale * 100)) >/dev/null
    measured publish "$scale" $((scale * 130)) "$day" publish "$db"
    measured send "$scale" $((scale * 130)) "$day" send "$db" \
        "$work/post$scale"
    measured print "$scale" $((scale * 20)) "$hundra" --db "$db" \
        print gruppblad --out "$work/paper$scale"
done >"$work/figures"
python3 tests/bench/growth.py "$work/figures" "$picture"
