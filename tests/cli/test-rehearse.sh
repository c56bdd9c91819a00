#!/bin/bash
# The whole mailing tried on a copy: nothing leaves, nothing changes, and what
# is said of it is what then happens.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
PATH=$PATH:/usr/sbin
sink_pid=
trap '[ -z "$sink_pid" ] || kill "$sink_pid"; rm -rf "$folder"' EXIT

"$hundra" import --quiet --yes "$example"/{event.json,sites.csv} \
    "$example"/{companies.csv,politicians.csv,officials.csv,restider.csv} ||
    exit 1
"$hundra" edit P002 E-post '' --quiet || exit 1
fails 'nothing to rehearse' 6 'hundra plan' rehearse
a_plan 10

dump() { sqlite3 hundra.db .dump | sha256sum; }
# counted KEY CLIENT: how many letters that client sees so.
counted() {
    value "[c['$1'] for c in d['clients'] if c['client'] == '$2'][0]"
}
before=$(dump)
run rehearse --out tried --json
is 'rehearse' "$status" 0
cp out.txt tried.json
letters=$(value 'd["mails"]')
ok 'many arrive' test "$letters" -gt 150
for client in 'Outlook, Exchange' Gmail Apple Thunderbird; do
    is "$client shows invitations" "$(counted invitation "$client")" "$letters"
done
is 'no rule is broken' "$(value 'd["faults"]')" '[]'
is 'who gets nothing' "$(value '[n["code"] for n in d["nothing"]]')" "['P002']"
is 'all are in the folder' "$(find tried -name '*.eml' | wc -l)" "$letters"
is 'for nobody else to read' "$(find tried -type f -perm /077 | wc -l)" 0
node "$root/tests/peers/validate-ics.mjs" --method REQUEST tried/*.eml \
    >valid.txt 2>&1
is 'an independent reader agrees' "$?" 0
is 'the database is as before' "$(dump)" "$before"
is 'no copy stays' "$(find . -name 'hundra.db-*' | wc -l)" 0
run rehearse
like 'says that nothing has left' "$out" 'Inget har skickats'
like 'a table of clients' "$out" "^Gmail +$letters +0"

run rehearse --smtp smtps://smtp.office365.com --json
is 'the time that it takes there' "$(value 'd["seconds"]')" \
    "$(((letters + 29) / 30 * 60))"
"$hundra" outbox stop --quiet
"$hundra" outbox account 127.0.0.1 --minute 1 --quiet >account.txt
run rehearse --json
is 'neither a stop nor a limit here holds it' "$(value 'd["mails"]')" "$letters"
"$hundra" outbox go --quiet

# What was said is what happens.
receivers() { grep -h '^To: ' "$1"/* | sort | sha256sum; }
"$hundra" publish --quiet >/dev/null && "$hundra" send --quiet --maildir post
is 'as many leave' "$(find post/new -type f | wc -l)" "$letters"
is 'to the same' "$(receivers post/new)" "$(receivers tried)"
ledger=$(sha256sum hundra.db-ledger hundra.db-send)
run rehearse --json
is 'then nobody need hear' "$(value 'd["mails"]')" 0
"$hundra" edit P001 Efternamn Nyberg --quiet
"$hundra" absent P003 --yes --quiet
run rehearse --json
cp out.txt second.json
changed=$(counted update Gmail)
is 'one is cancelled' "$(counted cancellation Gmail)" 1
ok 'some are changed' test "$changed" -gt 0
is 'and nothing else' "$(value 'd["mails"]')" "$((changed + 1))"
is 'the ledger and the receipts are as before' \
    "$(sha256sum hundra.db-ledger hundra.db-send)" "$ledger"
is 'and no ledger of the copy stays' \
    "$(find . -name 'hundra.db-*' -type d | wc -l)" 0
run publish --json
is 'so it is' "$(value 'd["updated"], d["cancelled"]')" "($changed, 1)"

# Letters to try, to a real server.
port=$(python3 -c 'import socket
with socket.create_server(("127.0.0.1", 0)) as s: print(s.getsockname()[1])')
mkdir arrived && chmod 777 . arrived
as=()
[ "$(id -u)" != 0 ] || as=(-u nobody)
# sink OPTION...: a server that keeps what comes in arrived/.
sink() {
    [ -z "$sink_pid" ] || { kill "$sink_pid" && wait "$sink_pid" 2>/dev/null; }
    smtp-sink "${as[@]}" "$@" -d "$folder/arrived/%M." "127.0.0.1:$port" 16 \
        2>/dev/null &
    sink_pid=$!
    until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do sleep 0.05; done
}
arrived() { find arrived -type f | wc -l; }
try() { run rehearse --to jag@example.org --smtp "smtp://127.0.0.1:$port" \
    --plaintext "$@"; }
sink
try --only P001
is 'shown first' "$status" 0
like 'by its subject' "$out" '\[TEST till P001\] '
is 'and not sent' "$(arrived)" 0
before=$(dump)
try --only P001 --yes
is 'then sent' "$status" 0
like 'says where' "$out" '1 provbrev skickade, till jag@example.org'
is 'one arrives' "$(arrived)" 1
is 'nothing is marked as sent' "$(dump)" "$before"

# part KEY: of the one mail that has arrived.
part() {
    python3 - "$1" arrived/* <<'P'
import email, email.policy, re, sys
message = email.message_from_bytes(open(sys.argv[2], "rb").read(),
                                   policy=email.policy.default)
if sys.argv[1] in message:
    sys.exit(print(message[sys.argv[1]]))
calendar = [p for p in message.walk()
            if p.get_content_type() == "text/calendar"][0]
if sys.argv[1] == "type":
    sys.exit(print(calendar["Content-Type"], calendar["Content-Disposition"]))
lines = calendar.get_payload(decode=True).decode().replace("\r\n ", "")
print(*re.findall(rf"(?m)^{sys.argv[1]}[;:](.*)\r$", lines))
P
}
real=$(sqlite3 hundra.db "SELECT group_concat(uid, ' ') FROM invitation")
like 'its subject says whose' "$(part Subject)" '^\[TEST till P001\] '
like 'it is to whoever tries' "$(part To)" '^<?jag@example.org>?$'
like 'invited is she who tries' "$(part ATTENDEE)" ':mailto:jag@example.org$'
like 'by the same organiser' "$(part ORGANIZER)" \
    ':mailto:foretagsbesok@brg.goteborg.example$'
like 'its UID is a test'"'"'s' "$(part UID)" '^test-[0-9a-f]{24}@'
unlike 'and nobody'"'"'s' " $real " " $(part UID) "
like 'its buttons stay' "$(part ATTENDEE)" 'RSVP=TRUE'
uid=$(part UID) id=$(part Message-Id)
rm arrived/*
try --only P001 --yes
is 'the next test of the same has its UID' "$(part UID)" "$uid"
unlike 'but is a mail of its own' "$(part Message-Id)" "^$id$"
rm arrived/*
try --only P001 --as-file --yes
like 'as a file: attached' "$(part type)" 'name="?test.ics.* attachment'
is 'it invites nobody' "$(part METHOD)$(part ATTENDEE)$(part ORGANIZER)" ''
rm arrived/*
try --sample --yes
is 'a sample of each kind' "$(arrived)" \
    "$(grep -c '^[PTF][0-9]* .*TEST till' out.txt)"
ok 'has changes and the cancellation' grep -qE 'återbud +.TEST' out.txt

sink -f RCPT -B '550 5.1.1 no such user here'
fails 'a server that refuses' 7 'P001: .*550 5.1.1 no such user here; 0 av 1' \
    rehearse --to jag@example.org --smtp "smtp://127.0.0.1:$port" --plaintext \
    --only P001 --yes
fails 'nobody of that code' 3 'X999 får inget brev' rehearse \
    --to jag@example.org --smtp "smtp://127.0.0.1:$port" --only X999
fails 'no address' 2 '--to: ' rehearse --to 'a b' --smtp smtp://localhost:1
fails 'tests to nobody' 2 '--to ADRESS' rehearse --yes
fails 'tests through nothing' 2 '--smtp URL' rehearse --to a@example.org
finish
