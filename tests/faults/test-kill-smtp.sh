#!/bin/bash
# kill -9 while letters leave through a mail server: see kill-smtp.py.  The
# program as it ships.  MESSAGES=10000 KILLS=100 is what make bench runs.
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
[ -w /dev/shm ] && export TMPDIR=/dev/shm
HUNDRA=${SHIPPED:-$root/build/hundra} \
    exec python3 -B "$root/tests/faults/kill-smtp.py"
