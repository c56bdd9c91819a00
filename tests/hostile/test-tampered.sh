#!/bin/bash
# A database that another program has written to is foreign input: see
# tampered.py.
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
[ -w /dev/shm ] && export TMPDIR=/dev/shm
HUNDRA=${HUNDRA:-$root/build/gcc-san/hundra} \
    exec python3 -B "$root/tests/hostile/tampered.py"
