#!/bin/bash
# postfix.sh: a real Postfix of one's own on a free loopback port.  Its master
# must be root, and so must whoever calls.
#
#   postfix.sh start FOLDER [LMTP-PORT]  makes FOLDER (keep it apart: it gets
#                                        readable for all), starts, waits, and
#                                        writes FOLDER/env: smtp=, pid=,
#                                        refuser=
#   postfix.sh stop FOLDER               ends it; FOLDER stays
#
# Any address at a domain that ends in .test or .example exists; its mail goes
# to LMTP-PORT, or else into FOLDER/mail/Maildir.  But
#
#   nobody...         is refused when it is named as recipient
#   ...@later.test    is put off when it is named as recipient
#   ...@bounce.test   is taken, then refused by the next server: a bounce
#   ...@defer.test    is taken, and stays in the queue
#
# FOLDER/log says what was done with each mail.
set -eu
PATH=$PATH:/usr/sbin

free_ports() {
    python3 -c 'import socket
held = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*(s.getsockname()[1] for s in held))'
}

# wait_for COMMAND...: until it succeeds, for ten seconds.
wait_for() {
    local tries=200
    until "$@" 2>/dev/null; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 0.05
    done
}

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1"); }

# configure PORT REFUSER [LMTP-PORT]: in the folder it stands in.
configure() {
    local id
    id=$(id -u postfix)
    printf '%s\n' 'if !/^(bounce|defer)\.test$/' '/\.(test|example)$/ yes' \
        endif >etc/domains
    echo '!/^nobody/ Maildir/' >etc/mailboxes
    echo '/@later\.test$/ 450 4.2.1 come back later' >etc/later
    cat >etc/main.cf <<C
compatibility_level = 3.6
queue_directory = $PWD/queue
data_directory = $PWD/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.hundra.test
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
maillog_file = $PWD/log
maillog_file_prefixes = $PWD
alias_maps =
local_recipient_maps =
relay_domains = bounce.test defer.test
transport_maps = inline:{{bounce.test=smtp:[127.0.0.1]:$2},
    {defer.test=smtp:[127.0.0.1]:1}}
virtual_mailbox_domains = regexp:$PWD/etc/domains
virtual_mailbox_base = $PWD/mail
virtual_mailbox_maps = regexp:$PWD/etc/mailboxes
virtual_uid_maps = static:$id
virtual_gid_maps = static:$(id -g postfix)
virtual_minimum_uid = 1
virtual_transport = ${3:+lmtp:inet:127.0.0.1:}${3:-virtual}
lmtp_destination_recipient_limit = 1
recipient_delimiter = +
smtpd_recipient_restrictions =
    check_recipient_access regexp:$PWD/etc/later, reject_unauth_destination
smtputf8_enable = yes
bounce_queue_lifetime = 1h
minimal_backoff_time = 60s
queue_run_delay = 60s
in_flow_delay = 0
C
    local service
    {
        echo "127.0.0.1:$1 inet n - n - 100 smtpd"
        echo 'cleanup unix n - n - 0 cleanup'
        echo 'qmgr unix n - n 300 1 qmgr'
        echo 'virtual unix - n n - - virtual'
        echo 'postlog unix-dgram n - n - 1 postlogd'
        echo 'rewrite unix - - n - - trivial-rewrite'
        for service in bounce defer trace; do
            echo "$service unix - - n - 0 bounce"
        done
        for service in tlsmgr anvil scache; do
            echo "$service unix - - n - 1 $service"
        done
        for service in proxymap error smtp lmtp; do
            echo "$service unix - - n - - $service"
        done
        echo 'retry unix - - n - - error'
        echo 'flush unix n - n 1000? 0 flush'
    } >etc/master.cf
}

# start FOLDER [LMTP-PORT]
start() {
    local smtp refuser
    mkdir -p "$1" && cd "$1" && chmod 755 . && mkdir etc queue data mail
    chown postfix: data mail
    read -r smtp refuser <<<"$(free_ports)"
    configure "$smtp" "$refuser" "${2-}"
    # The server of bounce.test.
    smtp-sink -u nobody -f RCPT -B '550 5.1.1 no such mailbox here' \
        "127.0.0.1:$refuser" 16 >/dev/null 2>&1 &
    echo "refuser=$!" >env
    postfix -c "$PWD/etc" start 2>start.log
    wait_for answers "$smtp" || { cat start.log log >&2 && return 1; }
    printf '%s\n' "smtp=$smtp" "pid=$(tr -dc 0-9 <queue/pid/master.pid)" >>env
}

# Ends the processes that start made, and waits for the queue's.
stop() {
    . "$1/env"
    kill "$refuser" 2>/dev/null || true
    [ -z "${pid-}" ] || kill "$pid" 2>/dev/null || return 0
    wait_for refuse kill -0 "$pid"
}
refuse() { ! "$@"; }

case ${1:-} in
start | stop) "$@" ;;
*) echo 'postfix.sh start|stop ...' >&2 && exit 2 ;;
esac
