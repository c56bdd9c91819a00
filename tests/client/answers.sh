#!/bin/bash
# A real Thunderbird gets our invitations, answers them, and hears of changes:
# what it shows, what its calendar holds, and what it sends back.
. "$(dirname "${BASH_SOURCE[0]}")/../cli/lib.sh"
python=/usr/bin/python3
mail=$folder.mail
relay=
stop() {
    [ -z "$relay" ] || kill "$relay"
    [ ! -e "$mail/env" ] || bash "$root/tests/peers/dovecot.sh" stop "$mail"
    rm -rf "$folder" "$mail"
}
trap stop EXIT

# ---- a day whose P001, P002 and P003 read their mail at Bo's ------------------
bo=bo@example.test planner=planner@example.test
bash "$root/tests/peers/dovecot.sh" start "$mail" "$bo" "$planner" || exit 1
. "$mail/env"
"$python" "$root/tests/peers/relay.py" "$lmtp" >relay.txt &
relay=$!
until [ -s relay.txt ]; do sleep 0.05; done
smtp=$(<relay.txt)
"$hundra" import --quiet --yes "$example"/{event.json,sites.csv} \
    "$example"/{companies.csv,politicians.csv,officials.csv,restider.csv} ||
    exit 1
"$hundra" set avsändare.e-post "$planner" --quiet
for person in P001 P002 P003; do
    "$hundra" edit "$person" E-post "$bo" --quiet
done
a_plan 10

# deliver: what is to be told; the relay refuses all but those three.
deliver() {
    "$hundra" publish --quiet >/dev/null
    run send --smtp "smtp://127.0.0.1:$smtp" --plaintext --quiet
}
deliver
coproc BIRD { "$python" "$root/tests/peers/thunderbird.py" "$folder/bird" \
    "$bo" "$imap" "$smtp"; }
to=${BIRD[1]} from=${BIRD[0]} bird=$BIRD_PID

# hear: takes the next line that Thunderbird says, as what value reads.
hear() { read -r -t 120 -u "$from" && printf '%s\n' "$REPLY" >out.txt; }
# told COLUMN CODE: of the newest mail to that person.
told() {
    sqlite3 hundra.db "SELECT $1 FROM outbox
        JOIN invitation ON invitation.id = outbox.invitation
        JOIN participant ON participant.id = invitation.participant
        WHERE code = '$2' ORDER BY outbox.id DESC LIMIT 1"
}
# opens CODE [BUTTON]: her newest mail.
opens() {
    printf '{"id": "%s", "uid": "%s", "press": "%s"}\n' \
        "$(told message_id "$1")" "$(told uid "$1")" "${2-}" >&"$to"
    hear
}
# kept CODE EXPRESSION: of her entry in Thunderbird's calendar.
kept() {
    value "[$2 for e in d['calendar'] if e['uid'] == '$(told uid "$1")']"
}
ok 'Thunderbird starts' hear
echo "# Thunderbird $(value 'd["version"]')"

# ---- she answers ---------------------------------------------------------------
for way in 'P001 Accept ACCEPTED' 'P002 Tentative TENTATIVE' \
    'P003 Decline DECLINED'; do
    read -r code button partstat <<<"$way"
    opens "$code" "imip${button}Button"
    is "$code is shown an invitation" "$(value 'd["bar"]')" \
        'This message contains an invitation to an event.'
    is 'with buttons to answer' \
        "$(value '[b[4:-6] for b in d["buttons"]][:3]')" \
        "['Accept', 'Tentative', 'Decline']"
    is "which she presses: $partstat" "$(kept "$code" 'e["partstat"]')" \
        "['$partstat']"
done
start=$(sqlite3 hundra.db "SELECT replace(day, '-', '') || 'T' ||
    replace(json_extract(told, '\$.start'), ':', '') || '00' FROM event,
    (SELECT told FROM invitation JOIN participant
     ON participant.id = invitation.participant WHERE code = 'P001')")
is 'at the hour of the plan' "$(kept P001 '(e["start"], e["zone"])')" \
    "[('$start', 'Europe/Stockholm')]"

# ---- a change, an older mail once more, a cancellation ---------------------------
first="$(told message_id P001)"
for group in 3 4 5 6 7 8; do
    "$hundra" move P001 "$group" --repair --yes --quiet >/dev/null 2>&1 && break
done
deliver
is 'P001 is told of a change' "$(told outbox.sequence P001)" 1
opens P001 imipAcceptButton
like 'which is shown as an update' "$(value 'd["bar"]')" 'update to an existing'
is 'and comes into her calendar' "$(kept P001 '(e["sequence"], e["partstat"])')" \
    "[(1, 'ACCEPTED')]"
printf '{"id": "%s", "uid": "%s"}\n' "$first" "$(told uid P001)" >&"$to"
hear
like 'the older one has been dealt with' "$(value 'd["bar"]')" \
    'already been processed'
"$hundra" absent P002 --yes --quiet >/dev/null
deliver
is 'P002 is told that it is off' "$(told method P002)" CANCEL
opens P002 imipDeleteButton
like 'which is shown as a cancellation' "$(value 'd["bar"]')" 'cancell?ation'
is 'and takes the entry away' "$(kept P002 'e["uid"]')" '[]'
is 'what is left is the plan' "$(value 'len(d["calendar"])')" 2
exec {to}>&-
wait "$bird"

# ---- what came back ---------------------------------------------------------------
answers() {
    "$python" - "$mail/mail/example.test/planner/Maildir/new" <<'P'
import email, pathlib, re, sys
for path in pathlib.Path(sys.argv[1]).iterdir():
    for part in email.message_from_bytes(path.read_bytes()).walk():
        if part.get_content_type() == "text/calendar":
            text = part.get_payload(decode=True).decode()
            text = text.replace("\r\n ", "").replace("\n ", "")
            print(*[re.search(p, text)[1] for p in
                    (r"UID:(\S+)", r"SEQUENCE:(\d)", r"PARTSTAT=(\w+)")])
P
}
expected() {
    echo "$(told uid P001) 0 ACCEPTED"
    echo "$(told uid P001) 1 ACCEPTED"
    echo "$(told uid P002) 0 TENTATIVE"
    echo "$(told uid P003) 0 DECLINED"
}
is 'her answers have come' "$(answers | sort)" "$(expected | sort)"

# ---- and are booked ----------------------------------------------------------------
printf 'user = %s\npassword = secret\n' "$planner" >login && chmod 600 login
receive() {
    run receive --imap "imaps://localhost:$imaps" --ca "$ca" \
        --credentials login --json
}
receive
is 'they are booked, but for one' \
    "$(value '[d[k] for k in ("seen", "booked", "waiting")]')" '[4, 3, 1]'
run inbox --json
is 'to what has been cancelled since' \
    "$(value '[(m["code"], m["answer"], m["reason"]) for m in d["inbox"]]')" \
    "[('P002', 'TENTATIVE', 'cancelled')]"
run replies --json
is 'each has said what was pressed, of the newest' \
    "$(value 'sorted((a["code"], a["answer"], a["earlier"])
                     for a in d["answers"] if a["answer"] != "bounced")')" \
    "[('P001', 'yes', False), ('P003', 'no', False)]"
receive
is 'and once' "$(value 'd["booked"]')" 0
finish
