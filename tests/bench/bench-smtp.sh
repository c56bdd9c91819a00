#!/bin/bash
# Sends 10 000 messages of 8 KB to Postfix's smtp-sink on 1, 2 and 4
# connections, the outbox's commits included.
#
#   tests/bench/bench-smtp.sh BUILD [COUNT [BYTES]]
set -eu
build=$1 count=${2:-10000} bytes=${3:-8192}
. tests/bench/sink.sh
for connections in 1 2 4; do
    "$build/gcc/bench-smtp" "$port" "$count" "$bytes" "$connections"
done
