#!/bin/bash
# radicale.sh: a real Radicale of one's own on a free loopback port.
#
#   radicale.sh start FOLDER [tls]   makes FOLDER, starts, waits, makes the
#                                    calendar, and writes FOLDER/env: url=,
#                                    pid=, ca=; with tls users are asked for
#                                    (planner and bob, password "secret")
#   radicale.sh stop FOLDER          ends it; FOLDER stays
#
# Unprivileged: as nobody where the caller is root; then the folders above
# FOLDER must let others pass.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
as=() owner=
if [ "$(id -u)" = 0 ]; then
    as=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
    owner=nobody:nogroup
fi

free_port() {
    /usr/bin/python3 -c 'import socket
with socket.create_server(("127.0.0.1", 0)) as s: print(s.getsockname()[1])'
}

# configure FOLDER PORT TLS
configure() {
    cat <<C
[server]
hosts = 127.0.0.1:$2
max_connections = 64
timeout = 30
C
    [ -z "$3" ] || cat <<C
ssl = True
certificate = $1/server.pem
key = $1/server.key
C
    echo '[auth]'
    if [ -n "$3" ]; then
        cat <<C
type = htpasswd
htpasswd_filename = $1/users
htpasswd_encryption = plain
delay = 0
C
    else
        echo 'type = none'
    fi
    cat <<C
[rights]
type = $([ -n "$3" ] && echo owner_only || echo authenticated)
[storage]
filesystem_folder = $1/data
[logging]
level = warning
C
}

start() {
    local folder=$1 tls=${2:-} port pid url options=()
    mkdir -p "$folder/data"
    printf 'planner:secret\nbob:secret\n' >"$folder/users"
    [ -z "$tls" ] || sh "$here/make-tls.sh" "$folder" 2>/dev/null
    port=$(free_port)
    configure "$folder" "$port" "$tls" >"$folder/config"
    [ -z "$owner" ] || chown -R "$owner" "$folder"
    chmod 755 "$folder"
    HOME=$folder "${as[@]}" /usr/bin/python3 -m radicale \
        --config "$folder/config" >"$folder/log" 2>&1 </dev/null &
    pid=$!
    url=http://localhost:$port/planner/dag/
    if [ -n "$tls" ]; then
        url=https://localhost:$port/planner/dag/
        options=(--cacert "$folder/ca.pem" --user planner:secret)
    fi
    printf 'url=%s\npid=%s\nca=%s\n' "$url" "$pid" "$folder/ca.pem" \
        >"$folder/env"
    for _ in $(seq 200); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
        sleep 0.05
    done
    curl -sS --noproxy '*' "${options[@]}" -X MKCOL "${url%dag/}" >/dev/null
    curl -sSf --noproxy '*' "${options[@]}" -X MKCALENDAR "$url" >/dev/null
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
