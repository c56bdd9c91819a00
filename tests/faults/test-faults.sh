#!/bin/bash
# Every k-th write, fsync, rename, open and truncate fails: see faults.py.
# The program as it ships goes through all families, up to the twelfth call
# one by one and then by growing strides; the sanitized one through fewer, to
# see that nothing leaks on the way out.
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
shim=${SHIM:-$root/build/faults/shim.so}
sanitized=${HUNDRA:-}
[ -w /dev/shm ] && export TMPDIR=/dev/shm
log=$(mktemp)
trap 'rm -f "$log"' EXIT

loop() {
    python3 -B "$root/tests/faults/faults.py"
}

HUNDRA=${SHIPPED:-$root/build/hundra} SHIM=$shim loop | tee "$log"
status=${PIPESTATUS[0]}
[ -n "$sanitized" ] || exit "$status"

# The sanitizer's library wants to be the first; it then goes on to the shim.
runtime=$(ldd "$sanitized" | awk '/libasan/ { print $3 }')
HUNDRA=$sanitized SHIM="${runtime:+$runtime }$shim" FEW=2 STRIDE=300 \
    loop
