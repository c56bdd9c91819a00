# Sourced: starts Postfix's smtp-sink, which takes and forgets all mail, on
# loopback; sets port, and sink, its process, which ends with the script.
port=$(python3 -c 'import socket
with socket.socket() as one:
    one.bind(("127.0.0.1", 0))
    print(one.getsockname()[1])')
user=()
[ "$(id -u)" != 0 ] || user=(-u nobody)
/usr/sbin/smtp-sink "${user[@]}" "127.0.0.1:$port" 64 &
sink=$!
trap 'kill "$sink"; [ -z "${work:-}" ] || rm -rf "$work"' EXIT
until (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do sleep 0.05; done
