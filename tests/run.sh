#!/bin/bash
# Runs test programs that speak TAP and adds them up.
#
#   tests/run.sh PROGRAM...     each *.sh by bash, the rest as they are
#
# Prints what failed, one line for each program, and last the plain line
# "N passed, N failed".  A program that ends badly, says nothing or stops
# before its plan is one failure more.
set -u

passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

run() {
    case $1 in
    *.sh) timeout 900 bash "$1" ;;
    *) timeout 900 "$1" --tap ;;
    esac
}

for program in "$@"; do
    name=${program##*/}
    start=$SECONDS
    run "$program" >"$log" 2>&1 </dev/null
    status=$?
    ok=$(grep -c '^ok ' "$log")
    bad=$(grep -c '^not ok ' "$log")
    plan=$(sed -n 's/^1\.\.\([0-9]*\).*/\1/p' "$log" | head -1)
    if [ "$status" != 0 ] && [ "$bad" = 0 ]; then
        bad=1
        echo "not ok - $name ended with status $status"
    elif [ "${plan:-none}" != $((ok + bad)) ]; then
        bad=$((bad + 1))
        echo "not ok - $name ran $((ok + bad - 1)) tests, planned ${plan:-none}"
    fi
    if [ "$bad" != 0 ]; then
        grep -v '^ok ' "$log" | tail -n 60
    fi
    passed=$((passed + ok)) failed=$((failed + bad))
    printf '%-28s %4d passed %3d failed %4d s\n' \
        "$name" "$ok" "$bad" $((SECONDS - start))
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
