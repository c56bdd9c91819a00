#!/bin/bash
# Looks for inputs that break a target, for some seconds each.
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
export ASAN_OPTIONS=detect_leaks=1:quarantine_size_mb=8:malloc_context_size=4
export LSAN_OPTIONS=suppressions=tests/lsan.supp:print_suppressions=0
export UBSAN_OPTIONS=print_stacktrace=1
[ -w /dev/shm ] && export TMPDIR=/dev/shm

passed=0 failed=0
for target in "$@"; do
    name=${target#fuzz-}
    mkdir -p "$folder/corpus/$name"
    options=()
    [ -e "tests/fuzz/$name.dict" ] && options=(-dict="tests/fuzz/$name.dict")
    if "$folder/$target" -max_total_time="$seconds" -timeout=5 \
        -rss_limit_mb=256 -malloc_limit_mb=256 -max_len=16384 \
        -artifact_prefix="$found/$name-" -print_final_stats=1 \
        "${options[@]}" "$folder/corpus/$name" "tests/fuzz/corpus/$name" \
        >"$found/$name.log" 2>&1; then
        passed=$((passed + 1))
        echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' \
            "$found/$name.log") inputs, nothing found"
    else
        failed=$((failed + 1))
        echo "$target: see $found/$name.log"
        grep -m 1 'ERROR\|SUMMARY' "$found/$name.log"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
