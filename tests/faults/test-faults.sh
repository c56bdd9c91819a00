#!/bin/bash
# Every k-th write, fsync, rename, open, truncate and network call fails: see
# faults.py.
# The program as it ships, up to the twelfth call one by one and then by
# growing strides.
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
[ -w /dev/shm ] && export TMPDIR=/dev/shm
HUNDRA=${SHIPPED:-$root/build/hundra} SHIM=${SHIM:-$root/build/faults/shim.so} \
    exec python3 -B "$root/tests/faults/faults.py"
