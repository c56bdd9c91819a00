#!/bin/bash
# The whole circle over real servers: invitations leave through Dovecot's
# submission service, arrive in mailboxes, are answered as calendars answer,
# and what comes back is booked; then a change, mails out of order, and a
# cancellation.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
peers=$root/tests/peers
post=$(mktemp -d)
relay=
stop() {
    [ -z "$relay" ] || kill "$relay"
    bash "$peers/dovecot.sh" stop "$post"
    rm -rf "$folder" "$post"
}
trap stop EXIT

small_day
planner=foretagsbesok@brg.goteborg.example
a_plan 10
"$hundra" publish --quiet || exit 1
sent=$(sqlite3 hundra.db 'SELECT count(*) FROM outbox')

# ---- servers: everybody who is invited has a mailbox --------------------------
# The relay needs Dovecot's port, and Dovecot the relay's.
relay_port=$(python3 -c 'import socket
print(socket.create_server(("127.0.0.1", 0)).getsockname()[1])')
RELAY=$relay_port bash "$peers/dovecot.sh" start "$post" "$planner" || exit 1
# shellcheck source=/dev/null
. "$post/env"
python3 "$peers/relay.py" "$lmtp" "$relay_port" >relay.txt &
relay=$!
until [ -s relay.txt ]; do sleep 0.05; done
sqlite3 hundra.db "SELECT recipient || ':secret::::::' FROM outbox" \
    >>"$post/users"
printf 'user = %s\npassword = secret\n' "$planner" >login
printf 'user = %s\nbearer = %s\n' "$planner" \
    "$(bash "$peers/dovecot.sh" token "$planner")" >token
chmod 600 login token

# deliver LOGIN: what waits, with STARTTLS and the test's CA.
deliver() {
    run send --smtp "smtp://localhost:$submission" --ca "$ca" \
        --credentials "$1" --json
}
# take: what has come to the planner.
take() {
    run receive --imap "imaps://localhost:$imaps" --ca "$ca" \
        --credentials login --json
}
counted() { value '[d[k] for k in ("seen","booked","waiting","noted")]'; }
address() { sqlite3 hundra.db "SELECT email FROM person JOIN participant
    ON participant.person = person.id WHERE code = '$1'"; }
# invitation COLUMN CODE
invitation() { sqlite3 hundra.db "SELECT $1 FROM invitation JOIN participant
    ON participant.id = participant WHERE code = '$2'"; }
# recipient WORD CODE [ARGUMENT...]: see answer.py.
recipient() {
    local word=$1 who
    who=$(address "$2")
    shift 2
    python3 "$peers/answer.py" "$word" \
        "$post/mail/${who#*@}/${who%@*}/Maildir" "$@" >out.txt
}
# answers CODE SHAPE PARTSTAT [NAME=VALUE...]
answers() { recipient answer "$1" "$relay_port" "${@:2}"; }
replay() { recipient replay "$1" "$relay_port" "$2"; }
# booked CODE: what the board says of her.
booked() {
    run replies --json
    value "[(a['answer'], a['earlier'], a['comment']) for a in d['answers']
        if a['code'] == '$1'][0]"
}
uids() { recipient mails "$1" && value '{m["uid"] for m in d["mails"]}'; }

# ---- invitations ---------------------------------------------------------------
deliver login
is 'all are taken, by password' "$(value '(d["sent"], d["unsent"])')" \
    "($sent, [])"
is 'and lie in their mailboxes' \
    "$(find "$post/mail" -path '*/new/*' | wc -l)" "$sent"
recipient mails P023
is 'she has a REQUEST, version 0' \
    "$(value '[(m["method"], m["parameter"], m["sequence"],
        m["in_reply_to"]) for m in d["mails"]]')" \
    "[('REQUEST', 'REQUEST', 0, None)]"
is 'from and to the right ones' \
    "$(value '[(m["organizer"], m["attendee"]) for m in d["mails"]]')" \
    "[('mailto:$planner', 'mailto:$(address P023)')]"
is 'whose number is hers' "$(uids P023)" "{'$(invitation uid P023)'}"
first=$(invitation first_message P023)

# ---- answers in the shapes of four programs -------------------------------------
answers P023 outlook ACCEPTED comment='Ser fram emot det'
answers P022 google DECLINED comment=Krockar
answers P024 apple TENTATIVE
answers P025 thunderbird ACCEPTED
answers P027 outlook COUNTER start=20220517T130000Z end=20220517T140000Z
answers P028 google DELEGATED to=zoe@example.test
answers P029 thunderbird ACCEPTED from=mallory@elsewhere.example
answers P019 outlook REFRESH
take
is 'five are booked, three wait' "$(counted)" '[8, 5, 3, 0]'
is 'Outlook: yes' "$(booked P023)" "('yes', False, 'Ser fram emot det')"
is 'Google: no' "$(booked P022)" "('no', False, 'Krockar')"
is 'Apple: perhaps' "$(booked P024)" "('maybe', False, None)"
is 'Thunderbird: yes' "$(booked P025)" "('yes', False, None)"
is 'a proposal is a perhaps' "$(booked P027)" "('maybe', False, None)"
is 'somebody else comes' "$(booked P028)" "('delegated', False, None)"
is 'a forged yes is none' "$(booked P029)" "('silent', False, None)"
is 'a question is no answer' "$(booked P019)" "('silent', False, None)"
run inbox --json
is 'a person judges the rest' \
    "$(value '[(m["code"], m["reason"]) for m in d["inbox"]]')" \
    "[('P027', 'counter'), ('P029', 'sender'), ('P019', 'refresh')]"
take
is 'a second time nothing comes' "$(counted)" '[0, 0, 0, 0]'

# ---- a letter answers a letter (rules 51, 52) -----------------------------------
number() { sqlite3 hundra.db "SELECT id FROM inbox WHERE reason = '$1'"; }
fails 'nothing is proposed' 6 'ingen annan tid' \
    inbox "$(number refresh)" avböj
run inbox "$(number counter)" avböj
like 'a proposal is declined' "$out" 'hundra send'
run undo
is 'undone' "$(sqlite3 hundra.db "SELECT count(*) FROM outbox
    WHERE purpose = 'answer'")" 0
run inbox "$(number counter)" decline
run inbox "$(number refresh)" resend
run show outbox --json
is 'both wait' "$(value '[(m["code"], m["method"], m["sequence"])
    for m in d["messages"] if m["state"] == "queued"]')" \
    "[('P027', 'DECLINECOUNTER', 0), ('P019', 'REQUEST', 0)]"
deliver login
recipient mails P027
is 'she hears that the time stands' \
    "$(value '[(m["method"], m["parameter"], m["sequence"], m["uid"],
        m["in_reply_to"]) for m in d["mails"]][1:]')" \
    "[('DECLINECOUNTER', 'DECLINECOUNTER', 0, '$(invitation uid P027)', '<$(
        invitation first_message P027)>')]"
recipient mails P019
is 'and the other has it once more, later' \
    "$(value '[(m["method"], m["sequence"], m["dtstamp"] > d["mails"][0]
        ["dtstamp"]) for m in d["mails"]]')" \
    "[('REQUEST', 0, False), ('REQUEST', 0, True)]"
run inbox --json
is 'one is left' "$(value '[m["code"] for m in d["inbox"]]')" "['P029']"

# ---- the plan changes --------------------------------------------------------------
run move P023 1 --repair --yes --quiet
[ "$status" = 0 ] || run move P023 2 --repair --yes --quiet
is 'she changes group' "$status" 0
"$hundra" publish --quiet || exit 1
deliver token
is 'the news leave, by token' "$(value '(d["sent"] > 0, d["unsent"])')" \
    '(True, [])'
recipient mails P023
is 'she hears: the same, version 1, in the thread' \
    "$(value '[(m["method"], m["sequence"], m["in_reply_to"],
        m["references"]) for m in d["mails"]][1:]')" \
    "[('REQUEST', 1, '<$first>', '<$first>')]"
is 'under the same number' "$(uids P023)" "{'$(invitation uid P023)'}"
is 'her yes was to the old one' "$(booked P023)" \
    "('yes', True, 'Ser fram emot det')"
answers P023 apple DECLINED
answers P023 outlook ACCEPTED sequence=0 later=2
take
is 'both are booked' "$(counted)" '[2, 2, 0, 0]'
is 'but the answer to the newest counts' "$(booked P023)" \
    "('no', False, None)"
answers P023 thunderbird ACCEPTED sequence=0 later=1
take
is 'an old answer is only noted' "$(counted)" '[1, 0, 0, 1]'
is 'and turns nothing' "$(booked P023)" "('no', False, None)"
replay P023 0
recipient calendar P023
is 'nor does our old mail, come late, in her calendar' \
    "$(value '[m["sequence"] for m in d["calendar"]]')" '[1]'

# ---- it is off ------------------------------------------------------------------------
"$hundra" absent P025 --yes --quiet >/dev/null || exit 1
"$hundra" publish --quiet || exit 1
deliver login
recipient mails P025
is 'she hears that it is off' \
    "$(value '[(m["method"], m["parameter"], m["status"], m["in_reply_to"])
        for m in d["mails"]][-1]')" \
    "('CANCEL', 'CANCEL', 'CANCELLED', '<$(invitation first_message P025)>')"
is 'of the same' "$(uids P025)" "{'$(invitation uid P025)'}"
replay P025 0
recipient calendar P025
is 'and her calendar is empty, whatever comes late' \
    "$(value 'd["calendar"]')" '[]'
answers P025 google ACCEPTED later=3
take
is 'a yes to what is off waits' "$(counted)" '[1, 0, 1, 0]'
run inbox --json
is 'and says why' "$(value 'd["inbox"][-1]["reason"]')" cancelled
run show invitations --json
is 'what is known in the end' \
    "$(value '[(i["state"], i["answer"]) for c in ("P023", "P025")
        for i in d["invitations"] if i["code"] == c]')" \
    "[('invited', 'DECLINED'), ('cancelled', 'ACCEPTED')]"
finish
