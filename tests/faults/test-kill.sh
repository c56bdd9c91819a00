#!/bin/bash
# kill -9 at random moments: see kill.py.  KILLS=500 for more, SEED for other
# moments.  The program as it ships: a kill leaves nothing to sanitize.
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
[ -w /dev/shm ] && export TMPDIR=/dev/shm
HUNDRA=${SHIPPED:-$root/build/hundra} \
    exec python3 -B "$root/tests/faults/kill.py"
