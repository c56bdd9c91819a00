#!/bin/bash
# Addresses that fail, on a real Postfix: refused at once, put off, taken and
# given back later by the next server, or by the mailbox.  The reports come
# back to the planner's mailbox, by IMAP, and are booked.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
post=$folder.post
stop() {
    bash "$peers/postfix.sh" stop "$mailhost"
    bash "$peers/dovecot.sh" stop "$post"
    rm -rf "$folder" "$mailhost" "$post"
}
trap stop EXIT
planner=foretagsbesok@brg.goteborg.example
bash "$peers/dovecot.sh" start "$post" "$planner" || exit 1
. "$post/env"
ok 'Postfix runs' mail_starts "$lmtp" || exit 1

small_day
for way in P019:nobody@example.test P021:x@later.test P022:x@bounce.test \
    P023:x@defer.test P024:gone@example.test; do
    "$hundra" edit "${way%%:*}" E-post "${way#*:}" --quiet
done
a_plan 10
"$hundra" publish --quiet || exit 1
# Everybody but gone has a mailbox.
sqlite3 hundra.db "SELECT recipient || ':secret::::::' FROM outbox
    WHERE recipient NOT LIKE 'gone@%'" >>"$post/users"
printf 'user = %s\npassword = secret\n' "$planner" >login
chmod 600 login

# ---- what the server says at once ---------------------------------------------
run send --smtp "smtp://localhost:$smtp" --plaintext --json
is 'two are not sent' "$status" 7
is 'which, and which for good' \
    "$(value 'sorted((u["code"], u["final"]) for u in d["unsent"])')" \
    "[('P019', True), ('P021', False)]"
like 'in the words of the one' "$(value '[u["reason"] for u in d["unsent"] if u["final"]][0]')" \
    '550 5\.1\.1 .*nobody@example\.test.*User unknown'
like 'and of the other' "$(value '[u["reason"] for u in d["unsent"] if not u["final"]][0]')" \
    '450 4\.2\.1 .*come back later'
run show outbox --json
# told CODE: state, and what the server answered is there.
told() { value "[m['state'] for m in d['messages'] if m['code'] == '$1']"; }
is 'one has failed' "$(told P019)" "['failed']"
is 'one waits' "$(told P021)" "['deferred']"
is 'the others were taken' "$(told P022)$(told P023)$(told P024)" \
    "['sent']['sent']['sent']"

# ---- what comes back ------------------------------------------------------------
box=$post/mail/brg.goteborg.example/foretagsbesok/Maildir/new
# two_reports: the reports of both have come.
two_reports() { [ "$(find "$box" -type f 2>/dev/null | wc -l)" -ge 2 ]; }
ok 'two reports come back' until_ok 60 two_reports
take() {
    run receive --imap "imaps://localhost:$imaps" --ca "$ca" \
        --credentials login --json
}
take
is 'both are booked' \
    "$(value '[d[k] for k in ("seen","booked","waiting","noted")]')" \
    '[2, 2, 0, 0]'
# bounce CODE: what the outbox has of it.
bounce() {
    sqlite3 hundra.db "SELECT bounce, bounce_answer FROM outbox
        JOIN invitation ON invitation.id = outbox.invitation
        JOIN participant ON participant.id = participant WHERE code = '$1'"
}
like 'the next server refused one, in its words' "$(bounce P022)" \
    '^failed\|5\.1\.1 .*550 5\.1\.1 no such mailbox here'
like 'the mailbox the other' "$(bounce P024)" \
    "^failed\\|5\\.1\\.1 .*550 5\\.1\\.1 .*User doesn't exist"
is 'nobody else' "$(sqlite3 hundra.db \
    'SELECT count(*) FROM outbox WHERE bounce NOT NULL')" 2
ok 'one stays with the server' until_ok 30 grep -q \
    'to=<x@defer.test>.*status=deferred' "$mailhost/log"
run replies --json
is 'the board says whom nothing reached' \
    "$(value 'sorted(a["code"] for a in d["answers"]
        if a["answer"] == "bounced")')" "['P019', 'P022', 'P024']"
is 'who is still to be reached' \
    "$(value '[a["code"] for a in d["answers"] if a["answer"] == "waiting"]')" \
    "['P021']"
is 'and who has not answered' \
    "$(value '[a["answer"] for a in d["answers"] if a["code"] == "P023"]')" \
    "['silent']"
take
is 'a report counts once' "$(value '(d["seen"], d["booked"])')" '(0, 0)'

# ---- a better address --------------------------------------------------------------
"$hundra" edit P022 E-post ny@example.test --quiet
echo 'ny@example.test:secret::::::' >>"$post/users"
sleep 2 # the server looks at the file's time, in whole seconds
"$hundra" publish --quiet || exit 1
run send --smtp "smtp://localhost:$smtp" --plaintext --json
ok 'the next letter goes there' until_ok 30 test -d \
    "$post/mail/example.test/ny/Maildir/new"
run replies --json
is 'and she is no longer lost' \
    "$(value '[a["answer"] for a in d["answers"] if a["code"] == "P022"]')" \
    "['silent']"
finish
