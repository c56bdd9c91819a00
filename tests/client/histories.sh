#!/bin/bash
# A sample of the random histories (tests/large), as one of the invited lived
# them in a real Thunderbird: every mail she got is opened, in its order, and
# the button that a person would press is pressed.  Her calendar ends as the
# plan: nothing twice, nothing that nobody plans.
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
anna=anna.berg@politiker.example

# Those who invite in the histories have mailboxes too: her answers arrive.
bash "$root/tests/peers/dovecot.sh" start "$mail" "$anna" \
    {besok,plan0,plan1}@brg.example || exit 1
. "$mail/env"
"$python" "$root/tests/peers/relay.py" "$lmtp" >relay.txt &
relay=$!
until [ -s relay.txt ]; do sleep 0.05; done
coproc BIRD { "$python" "$root/tests/peers/thunderbird.py" "$folder/bird" \
    "$anna" "$imap" "$(<relay.txt)"; }
to=${BIRD[1]} from=${BIRD[0]} bird=$BIRD_PID
hear() { read -r -t 120 -u "$from" && printf '%s\n' "$REPLY" >out.txt; }
ok 'Thunderbird starts' hear

# post FILE: into her mailbox; prints its Message-ID, UID and method.
post() {
    "$python" - "$1" "$lmtp" "$anna" <<'P'
import email, re, smtplib, sys
data = open(sys.argv[1], "rb").read()
with smtplib.LMTP("127.0.0.1", int(sys.argv[2])) as line:
    line.sendmail("planner@brg.example", [sys.argv[3]], data)
mail = email.message_from_bytes(data)
text = next(p for p in mail.walk() if p.get_content_type() == "text/calendar")
text = re.sub(r"\r?\n ", "", text.get_payload(decode=True).decode())
print(mail["Message-ID"].strip("<> "), re.search(r"UID:(\S+)", text)[1],
      text.split("METHOD:")[1].split()[0])
P
}

# open FILE: posted, and what a person would press.
open_mail() {
    local id uid method press=imipAcceptButton
    read -r id uid method <<<"$(post "$1")"
    [ "$method" = CANCEL ] && press=imipDeleteButton
    echo "$uid" >>uids.txt
    printf '{"id": "%s", "uid": "%s", "press": "%s"}\n' \
        "$id" "$uid" "$press" >&"$to"
    hear
}

# The first histories in which she is both asked and told that it is off.
histories=${HISTORIES:-$root/build/gcc/large-histories}
chosen() {
    local found=0 seed
    for ((seed = 1; found < 4 && seed < 200; seed++)); do
        mkdir "$folder/$seed"
        (cd "$root" && "$histories" "$seed" "$folder/$seed") >/dev/null 2>&1
        compgen -G "$seed/*-CANCEL-$anna.eml" >/dev/null || continue
        found=$((found + 1))
        echo "$seed"
    done
}
for seed in $(chosen); do
    : >uids.txt
    opened=0
    for file in "$seed"/*-"$anna.eml"; do
        open_mail "$file" && opened=$((opened + 1))
    done
    held=$(value "sorted(e['start'] for e in d['calendar']
        if e['uid'] in open('uids.txt').read().split())")
    planned=$(sed -n "s/^$anna \([^ ]*\) .*/'\1'/p" "$seed/plan.txt")
    is "history $seed, $opened mails: her calendar is the plan" \
        "$held" "[$planned]"
done
exec {to}>&-
wait "$bird"
finish
