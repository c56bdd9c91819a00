#!/bin/bash
# Runs test programs that speak TAP and adds them up.
#
#   tests/run.sh PROGRAM...     each *.sh by bash, the rest as they are
#
# Prints what failed, one line for each program, and last the plain line
# "N passed, N failed".  A program that ends badly, says nothing or stops
# before its plan is one failure more.
#
#   JOBS   so many run at a time, else one for each processor; they start and
#          are told of in the order given, so the longest stand first
set -u

# Debian's Python before any other: the modules that tests ask for are its own.
PATH=/usr/bin:$PATH

jobs=${JOBS:-$(nproc)}
passed=0 failed=0
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# one NUMBER PROGRAM: its output in a file, and "STATUS SECONDS" in another.
one() {
    local log=$folder/$1 start=$SECONDS status
    case $2 in
    *.sh) timeout 900 bash "$2" ;;
    *) timeout 900 "$2" --tap ;;
    esac >"$log.log" 2>&1 </dev/null
    status=$?
    echo "$status $((SECONDS - start))" >"$log.new"
    mv "$log.new" "$log.end"
}

# tell NUMBER PROGRAM: once it has ended.
tell() {
    local log=$folder/$1.log name=${2##*/} status took ok bad plan
    read -r status took <"$folder/$1.end"
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
    printf '%-28s %4d passed %3d failed %4d s\n' "$name" "$ok" "$bad" "$took"
    rm "$log" "$folder/$1.end"
}

programs=("$@")
told=0
tell_ended() {
    while [ -e "$folder/$told.end" ]; do
        tell "$told" "${programs[told]}"
        told=$((told + 1))
    done
}

for number in "${!programs[@]}"; do
    while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do
        wait -n
    done
    tell_ended
    one "$number" "${programs[number]}" &
done
wait
tell_ended
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
