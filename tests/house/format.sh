#!/bin/bash
# Every C file is as clang-format leaves it, and no line of ours is longer
# than it may be.
set -u
echo 1..1
files=$(git ls-files '*.c' '*.h')
# shellcheck disable=SC2086
if out=$(clang-format --dry-run -Werror $files 2>&1); then
    echo 'ok 1 - formatted'
else
    echo 'not ok 1 - formatted'
    printf '%s\n' "$out" | grep error | head -20 | sed 's/^/# /'
fi
