#!/bin/bash
# dovecot.sh: a real Dovecot of one's own on free loopback ports: IMAP, LMTP
# and submission, with TLS.
#
#   dovecot.sh start FOLDER [USER...]   makes FOLDER (keep it apart: it gets
#                                       readable for all), starts, waits, and
#                                       writes FOLDER/env: user=, imap=,
#                                       imaps=, lmtp=, submission=, ca=,
#                                       other=, pid=
#   dovecot.sh stop FOLDER              ends it; FOLDER stays
#   dovecot.sh add FOLDER USER FILE...  lays mails in USER's new/
#   dovecot.sh token USER [SECONDS]     an OAuth 2.0 access token for USER; a
#                                       negative SECONDS gives an expired one
#
# Users are addresses, with plus tags; planner@example.test without any; more
# may be appended to FOLDER/users at any time.  Every password is "secret".
# XOAUTH2 and OAUTHBEARER take such tokens.  RELAY=PORT: submission hands on
# to that port.  Certificate for localhost, signed by ca; other signed
# nothing.  Runs as root only to become the user dovecot.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
key='a key that only the tests know'
if [ "$(id -u)" = 0 ]; then
    user=dovecot
    as=(setpriv --reuid=dovecot --regid=dovecot --clear-groups)
else
    user=$(id -un)
    as=()
fi

free_ports() {
    python3 -c 'import socket
held = [socket.create_server(("127.0.0.1", 0)) for _ in range(4)]
print(*(s.getsockname()[1] for s in held))'
}

# configure FOLDER IMAP IMAPS LMTP SUBMISSION
configure() {
    local folder=$1 group
    group=$(id -gn "$user")
    cat <<C
base_dir = $folder/run
state_dir = $folder/state
log_path = $folder/log
protocols = imap lmtp submission
listen = 127.0.0.1
default_internal_user = $user
default_internal_group = $group
default_login_user = $user
first_valid_uid = 1
mail_location = maildir:~/Maildir
recipient_delimiter = +
hostname = mx.example.test
postmaster_address = postmaster@example.test
ssl = yes
ssl_cert = <$folder/server.pem
ssl_key = <$folder/server.key
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2 oauthbearer
auth_username_format = %Lu
auth_failure_delay = 0
mail_max_userip_connections = 200
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = $folder/oauth2.conf
}
passdb {
  driver = passwd-file
  mechanisms = plain login
  args = scheme=PLAIN username_format=%Lu $folder/users
}
userdb {
  driver = passwd-file
  args = username_format=%Lu $folder/users
  override_fields = uid=$user gid=$group home=$folder/mail/%Ld/%Ln
}
service imap-login {
  chroot =
  inet_listener imap {
    port = $2
  }
  inet_listener imaps {
    port = $3
    ssl = yes
  }
}
service lmtp {
  chroot =
  user = $user
  inet_listener lmtp {
    address = 127.0.0.1
    port = $4
  }
}
service submission-login {
  chroot =
  inet_listener submission {
    port = $5
  }
  inet_listener submissions {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
service auth {
  extra_groups =
  user = $user
}
service auth-worker {
  user = $user
}
submission_relay_host = 127.0.0.1
submission_relay_port = ${RELAY:-25}
submission_relay_trusted = no
C
}

start() {
    local folder ports try
    mkdir -p "$1"
    folder=$(cd "$1" && pwd)
    shift
    bash "$here/make-tls.sh" "$folder" 2>"$folder/tls.log"
    mkdir -p "$folder"/{run,state,mail,keys/hundra/HS256}
    printf '%s' "$key" | base64 -w0 >"$folder/keys/hundra/HS256/default"
    printf '%s\n' 'introspection_mode = local' \
        "local_validation_key_dict = fs:posix:prefix=$folder/keys/" \
        'username_attribute = sub' 'issuers = hundra' >"$folder/oauth2.conf"
    printf '%s:secret::::::\n' "${@:-planner@example.test}" >"$folder/users"
    [ "$user" != dovecot ] || chown -R dovecot: "$folder"
    chmod 755 "$folder"
    rm -f "$folder/run/master.pid"
    # Somebody may take a port between the choice and the start.
    for try in 1 2 3 4 5; do
        read -ra ports <<<"$(free_ports)"
        configure "$folder" "${ports[@]}" >"$folder/dovecot.conf"
        "${as[@]}" dovecot -c "$folder/dovecot.conf" 2>"$folder/start.log" && break
        [ "$try" -lt 5 ] || { cat "$folder/start.log" >&2 && return 1; }
    done
    wait_for test -s "$folder/run/master.pid"
    printf '%s\n' "user=$user" "imap=${ports[0]}" "imaps=${ports[1]}" \
        "lmtp=${ports[2]}" "submission=${ports[3]}" "ca=$folder/ca.pem" \
        "other=$folder/other.pem" "pid=$(<"$folder/run/master.pid")" \
        >"$folder/env"
}

# Ends the one process that start made, and waits for it.
stop() {
    local pid
    pid=$(sed -n 's/^pid=//p' "$1/env")
    kill "$pid" 2>/dev/null || return 0
    wait_for gone "$pid"
}

gone() { ! kill -0 "$1" 2>/dev/null; }

# wait_for COMMAND...: until it passes, 20 seconds at most.
wait_for() {
    local tries=400
    until "$@"; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 0.05
    done
}

# add FOLDER USER FILE...
add() {
    local maildir=$1/mail/${2#*@}/${2%@*}/Maildir file number=0
    shift 2
    "${as[@]}" mkdir -p "$maildir"/{new,cur,tmp}
    for file in "$@"; do
        number=$((number + 1))
        "${as[@]}" tee "$maildir/new/$(date +%s%N).$number.test" \
            <"$file" >/dev/null
    done
}

# token USER [SECONDS]: a JSON Web Token, HS256 (RFC 7519).
token() {
    KEY=$key python3 - "$1" "${2:-3600}" <<'P'
import base64, hashlib, hmac, json, os, sys, time
def part(data): return base64.urlsafe_b64encode(data).rstrip(b"=")
now = int(time.time())
head = {"alg": "HS256", "typ": "JWT", "kid": "default"}
body = {"sub": sys.argv[1], "iss": "hundra", "azp": "hundra",
        "iat": now - 10, "nbf": now - 10, "exp": now + int(sys.argv[2])}
text = b".".join(part(json.dumps(p).encode()) for p in (head, body))
seal = hmac.new(os.environ["KEY"].encode(), text, hashlib.sha256).digest()
print((text + b"." + part(seal)).decode())
P
}

case ${1:-} in
start | stop | add | token) "$@" ;;
*) echo 'dovecot.sh start|stop|add|token ...' >&2 && exit 2 ;;
esac
