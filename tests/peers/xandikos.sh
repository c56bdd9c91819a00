#!/bin/bash
# xandikos.sh: a real Xandikos of one's own on a free loopback port, without
# TLS and logins.
#
#   xandikos.sh start FOLDER   makes FOLDER, starts, waits, and writes
#                              FOLDER/env: url=, pid=
#   xandikos.sh stop FOLDER    ends it; FOLDER stays
#
# Unprivileged: as nobody where the caller is root; then the folders above
# FOLDER must let others pass.
set -eu
as=()
[ "$(id -u)" != 0 ] ||
    as=(setpriv --reuid=nobody --regid=nogroup --clear-groups)

start() {
    local folder=$1 port pid
    mkdir -p "$folder/data"
    [ "$(id -u)" != 0 ] || chown -R nobody:nogroup "$folder"
    chmod 755 "$folder"
    port=$(/usr/bin/python3 -c 'import socket
with socket.create_server(("127.0.0.1", 0)) as s: print(s.getsockname()[1])')
    HOME=$folder "${as[@]}" /usr/bin/xandikos -d "$folder/data" -l 127.0.0.1 \
        -p "$port" --current-user-principal /user/ --defaults \
        >"$folder/log" 2>&1 </dev/null &
    pid=$!
    printf 'url=http://localhost:%s/user/calendars/calendar/\npid=%s\n' \
        "$port" "$pid" >"$folder/env"
    for _ in $(seq 400); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && return
        sleep 0.05
    done
    cat "$folder/log" >&2
    return 1
}

stop() {
    local pid
    pid=$(sed -n 's/^pid=//p' "$1/env")
    kill "$pid" 2>/dev/null || return 0
    for _ in $(seq 100); do
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.05
    done
}

"$@"
