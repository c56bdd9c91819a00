#!/bin/bash
# Looks for inputs that break a target, for some seconds of the processor each:
# a machine that is busy with other things takes longer and searches as much;
# there a single input may stand still for a while, and a minute is a hang.
#
#   tests/fuzz/search.sh FOLDER SECONDS TARGET...
#
# FOLDER has the programs.  New inputs gather in FOLDER/corpus, what breaks a
# target in FOLDER/found; the corpus here is only read.  Once mended, put the
# sample into tests/fuzz/corpus: make check replays it from then on.
set -u

folder=$1 seconds=$2
shift 2
found=$folder/found
mkdir -p "$found"
export ASAN_OPTIONS=detect_leaks=1:quarantine_size_mb=8:malloc_context_size=4:intercept_tls_get_addr=0
export LSAN_OPTIONS=suppressions=tests/lsan.supp:print_suppressions=0
export UBSAN_OPTIONS=print_stacktrace=1
[ -w /dev/shm ] && export TMPDIR=/dev/shm

# What the command after it took, in whole seconds, lands in $cpu.
TIMEFORMAT='%U %S'
measure() {
    { time "$@" >>"$log" 2>&1; } 2>"$log.time"
    local status=$?
    cpu=$((cpu + $(awk 'END { printf "%d", $1 + $2 + 0.5 }' "$log.time")))
    return $status
}

search() {
    local name=$1 options=()
    [ -e "tests/fuzz/$name.dict" ] && options=(-dict="tests/fuzz/$name.dict")
    mkdir -p "$folder/corpus/$name"
    while [ "$cpu" -lt "$seconds" ]; do
        measure "$folder/fuzz-$name" -max_total_time=$((seconds - cpu)) \
            -timeout=60 -rss_limit_mb=256 -malloc_limit_mb=256 \
            -max_len=16384 -artifact_prefix="$found/$name-" \
            -print_final_stats=1 "${options[@]}" \
            "$folder/corpus/$name" "tests/fuzz/corpus/$name" || return
    done
}

passed=0 failed=0
for target in "$@"; do
    log=$found/${target#fuzz-}.log cpu=0
    : >"$log"
    if search "${target#fuzz-}"; then
        passed=$((passed + 1))
        echo "$target: $(awk '/^stat::number_of_executed_units:/ { n += $2 }
            END { print n }' "$log") inputs in $cpu s of the processor," \
            'nothing found'
    else
        failed=$((failed + 1))
        echo "$target: after $cpu s see $log"
        grep -m 1 'ERROR\|SUMMARY' "$log"
    fi
    rm -f "$log.time"
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
