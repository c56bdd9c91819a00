#!/bin/bash
# Replays every corpus: each sample that was ever worth keeping goes through
# its target once more, under the sanitizers.  One test for each target.
#
# FUZZDIR is where the programs are.
set -u

: "${FUZZDIR:=build/gcc-san}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Samples may take 256 MiB; what the sanitizer keeps aside is not theirs.
export ASAN_OPTIONS="${ASAN_OPTIONS:-}:quarantine_size_mb=8"
[ -w /dev/shm ] && export TMPDIR=/dev/shm

targets=$(cd tests/fuzz && ls fuzz-*.c)
echo "1..$(echo "$targets" | wc -l)"
number=0
for target in $targets; do
    number=$((number + 1)) target=${target%.c}
    if "$FUZZDIR/$target" "tests/fuzz/corpus/${target#fuzz-}" >"$log" 2>&1; then
        echo "ok $number - $target: $(tail -n 1 "$log")"
    else
        echo "not ok $number - $target"
        grep -v '^tests/fuzz/corpus' "$log" | head -n 40 | sed 's/^/# /'
        grep '^tests/fuzz/corpus' "$log" | tail -n 1 | sed 's/^/# in /'
    fi
done
