#!/bin/bash
# Sends 10 000 messages of 8 KB to Postfix's smtp-sink on 1, 2 and 4
# connections, the outbox's commits included.
#
#   tests/bench/bench-smtp.sh BUILD [COUNT [BYTES]]
set -eu
build=$1 count=${2:-10000} bytes=${3:-8192}
port=$(python3 -c 'import socket
with socket.socket() as one:
    one.bind(("127.0.0.1", 0))
    print(one.getsockname()[1])')
user=()
[ "$(id -u)" != 0 ] || user=(-u nobody)
/usr/sbin/smtp-sink "${user[@]}" "127.0.0.1:$port" 64 &
sink=$!
trap 'kill "$sink"' EXIT
until (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do sleep 0.05; done
for connections in 1 2 4; do
    "$build/gcc/bench-smtp" "$port" "$count" "$bytes" "$connections"
done
