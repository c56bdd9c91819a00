#!/bin/bash
# As test-faults.sh, with the sanitized program, fewer calls and only one
# command for each way to the store: nothing leaks on the way out.
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
[ -w /dev/shm ] && export TMPDIR=/dev/shm
export HUNDRA=${HUNDRA:-$root/build/gcc-san/hundra}

# The sanitizer's library wants to be the first; it then goes on to the shim.
# Without one it is inside the program.
runtime=$(ldd "$HUNDRA" | awk '/libasan/ { print $3 }')
shim=${SHIM:-$root/build/faults/shim.so}
SHIM="${runtime:+$runtime }$shim" FEW=2 STRIDE=300 APART=1 \
    exec python3 -B "$root/tests/faults/faults.py"
