#!/bin/bash
# Replies come back, from a real Dovecot, and are booked truthfully.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
peers=$root/tests/peers
post=$(mktemp -d)
trap 'bash "$peers/dovecot.sh" stop "$post"; rm -rf "$folder" "$post"' EXIT
bash "$peers/dovecot.sh" start "$post" planner@example.test full@example.test \
    moved@example.test || exit 1
# shellcheck source=/dev/null
. "$post/env"
for who in planner full moved; do
    printf 'user = %s@example.test\npassword = secret\n' "$who" >"$who"
    chmod 600 "$who"
done

# answers FOLDER NAME=VALUE...: see replies.py.
answers() { python3 "$peers/replies.py" box "$@"; }
arrive() { bash "$peers/dovecot.sh" add "$post" "$@"; }
# fetch USER ARGUMENT...: what has come to USER, who trusts the right CA.
fetch() {
    local who=$1
    shift
    run receive --imap "imaps://localhost:$imaps" --ca "$ca" \
        --credentials "$who" "$@"
}
rows() { sqlite3 hundra.db "$1"; }
# flags USER: of all mails, as another program finds them.
flags() {
    python3 - "$imap" "$1@example.test" <<'P'
import imaplib, sys
box = imaplib.IMAP4("127.0.0.1", int(sys.argv[1]))
box.login(sys.argv[2], "secret")
count = int(box.select("INBOX", readonly=True)[1][0])
answer = box.fetch("1:*", "(FLAGS)")[1] if count else []
print(sum(1 for line in answer if b"\\Seen" in line), "read of", count)
P
}

"$hundra" import --quiet --yes "$example"/{event.json,sites.csv} \
    "$example"/{companies.csv,politicians.csv,officials.csv,restider.csv} ||
    exit 1
a_plan 10
run publish
run send --maildir box
letters=$(find box/new -type f | wc -l)

fails 'nothing named' 2 '--imap URL' receive
fails 'no such folder' 3 'Maildir' receive --maildir nowhere
fails 'no such file' 3 'nowhere.eml' receive nowhere.eml
fails 'a mailbox without a login' 7 'inloggning' \
    receive --imap "imaps://localhost:$imaps" --ca "$ca"

# ---- IMAP --------------------------------------------------------------------
answers first only=20 partstat=ACCEPTED body='A004 OK done'
arrive planner@example.test first/*
sed 's/secret/wrong/' planner >wrong
chmod 600 wrong
fails 'a wrong password' 7 'inloggningen godtogs inte' receive \
    --imap "imaps://localhost:$imaps" --ca "$ca" --credentials wrong
unlike 'is not told' "$err" 'secret|wrong'
fails 'a wrong certificate' 7 'certifikat' receive \
    --imap "imaps://localhost:$imaps" --ca "$other" --credentials planner
is 'nothing was read' "$(rows 'SELECT count(*) FROM inbox')" 0
fetch planner --json
is 'reads them all' "$(value '(d["seen"], d["booked"])')" '(20, 20)'
is 'with the bytes of a forged line whole' \
    "$(rows "SELECT count(*) FROM reply WHERE partstat = 'ACCEPTED'")" 20
is 'and marks none' "$(flags planner)" '0 read of 20'
fetch planner --json
is 'a second run reads nothing' "$(value 'd["seen"]')" 0
run show invitations --json
is 'the answers are seen' \
    "$(value 'sum(i["answer"] == "ACCEPTED" for i in d["invitations"])')" 20
run receive --imap "imap://localhost:$imap" --ca "$ca" --credentials planner
is 'STARTTLS as well' "$status" 0
printf 'user = planner@example.test\nbearer = %s\n' \
    "$(bash "$peers/dovecot.sh" token planner@example.test)" >token
chmod 600 token
fetch token --json
is 'a token as well' "$status" 0
run receive --json --maildir "$post/mail/example.test/planner/Maildir"
is 'the same mails as a Maildir are known' \
    "$(value '(d["seen"], d["known"])')" '(20, 20)'

# ---- what waits ---------------------------------------------------------------
answers alias only=1 start_at=20 from=annan@elsewhere.example
answers counter only=1 start_at=21 method=COUNTER partstat=TENTATIVE
printf 'From: <x@y.example>\r\nMessage-ID: <t@y>\r\n\r\n%s\r\n' \
    'Kommer gärna. [31mrött' >text.eml
run receive --json alias/*.eml counter/*.eml text.eml
is 'a stranger, a proposal and own words wait' "$(value 'd["waiting"]')" 3
run inbox --json
is 'with their reasons' "$(value '[m["reason"] for m in d["inbox"]]')" \
    "['sender', 'counter', 'text']"
number=$(value 'd["inbox"][0]["number"]')
text=$(value 'd["inbox"][2]["number"]')
run inbox "$text"
like 'one mail is shown whole' "$out" 'Kommer gärna'
unlike 'without what moves a cursor' "$out" $'\x1b'
run inbox "$number"
like 'and why it waits' "$out" 'avsändaren är ingen adress'
fails 'no such answer' 2 'ja, nej, kanske' inbox "$number" perhaps
fails 'no such mail' 3 '9999' inbox 9999
fails 'nobody to book it for' 6 'hör inte till' inbox "$text" ja
run inbox "$number" stämmer
is 'one word books it' "$(rows 'SELECT answered_as FROM reply
    ORDER BY id DESC LIMIT 1')" annan@elsewhere.example
fails 'once' 6 'väntar inte' inbox "$number" ja
run undo
run inbox --json
is 'undo puts it back' "$(value 'len(d["inbox"])')" 3
run inbox "$number" ok
run inbox "$text" klar
fails 'a terminal is needed to ask' 2 'terminal' inbox --ask
python3 - "$hundra" <<'P' >asked.txt 2>&1
import os, pty, sys, termios
pid, fd = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], [sys.argv[1], "inbox", "--ask"])
before = termios.tcgetattr(fd)
seen = b""
while b"sluta" not in seen:
    seen += os.read(fd, 4096)
os.write(fd, b"xk")  # x means nothing; k: maybe
try:
    while True:
        piece = os.read(fd, 4096)
        if not piece:
            break
        seen += piece
except OSError:
    pass
print(seen.decode("utf-8", "replace"))
print("restored", termios.tcgetattr(fd)[3] == before[3])
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
P
is 'one key books on a terminal' "$?" 0
like 'says so' "$(<asked.txt)" 'Bokförda: 1 av 1'
like 'and restores it' "$(<asked.txt)" 'restored True'
run inbox
is 'nothing waits' "$out" 'Inget väntar.'

# ---- many, and cut off ----------------------------------------------------------
answers many copies=$((3100 / letters + 1)) tag=m
total=$(find many -type f | wc -l)
maildir=$post/mail/example.test/full/Maildir
install -d "$maildir"/{new,cur,tmp}
cp many/* "$maildir/new"
[ "$user" = "$(id -un)" ] || chown -R "$user:" "$post/mail"
ok 'more mails than a window holds' test "$total" -gt 3000
kept() { rows "SELECT count(*) FROM inbox WHERE source LIKE '%full@%'"; }
"$hundra" receive --quiet --imap "imaps://localhost:$imaps" --ca "$ca" \
    --credentials full >killed.txt 2>&1 &
victim=$!
for _ in $(seq 600); do
    [ "$(kept)" -gt 0 ] && break
    sleep 0.02
done
kill -9 "$victim"
wait "$victim" 2>/dev/null
half=$(kept)
ok 'cut off on the way' test "$half" -gt 0 -a "$half" -lt "$total"
fetch full --json
is 'the rest is read' "$(value 'd["seen"]')" $((total - half))
is 'none is lost and none doubled' "$(kept)" "$total"
is 'one answer for each' "$(rows "SELECT max(n) FROM (SELECT count(*) AS n
    FROM reply WHERE partstat = 'ACCEPTED' GROUP BY invitation)")" 1
is 'flags are as they were' "$(flags full)" "0 read of $total"

# A mailbox that was made anew has other UIDs: all is read, nothing booked.
before=$(rows 'SELECT count(*) FROM inbox')
rows 'UPDATE mailbox SET uid_validity = uid_validity - 1'
fetch planner --json
is 'a new UIDVALIDITY begins anew' "$(value '(d["seen"], d["known"])')" \
    '(20, 20)'
is 'and doubles nothing' "$(rows 'SELECT count(*) FROM inbox')" "$before"
finish
