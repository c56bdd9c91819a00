#!/bin/bash
# From a plan to letters: nothing leaves that was not shown first.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$hundra" import --quiet --yes "$example"/{event.json,sites.csv} \
    "$example"/{companies.csv,politicians.csv,officials.csv,restider.csv} ||
    exit 1
fails 'nothing to publish' 6 'hundra plan' publish
a_plan 10

run set avsändare.e-post ''
fails 'no sender' 6 'hundra set avsändare.e-post' publish
run undo
run publish --dry-run --json
is 'a dry publish' "$status" 0
foretold=$(value '[(l["code"], l["letter"]) for l in d["letters"]]')
run show outbox --json
is 'stores nothing' "$(value 'len(d["messages"])')" 0
run publish --dry-run
like 'it says so' "$out" 'Inget är ändrat\.'
run publish --json
is 'publish' "$status" 0
is 'tells whom the dry run named' \
    "$(value '[(l["code"], l["letter"]) for l in d["letters"]]')" "$foretold"
letters=$(value 'd["invited"]')
ok 'invites many' test "$letters" -gt 150
is 'and reaches all' "$(value 'd["unreached"]')" '[]'

run send --dry-run --json
is 'a dry run shows them all' "$(value 'len(d["messages"])')" "$letters"
is 'each in full' \
    "$(value 'all("BEGIN:VCALENDAR" in m["message"] or
        "base64" in m["message"] for m in d["messages"])')" True
run send --dry-run
is 'as text' "$(grep -c '^---- [0-9]* ----$' out.txt)" "$letters"
run send --dry-run --quiet
is 'or as a list' "$(($(wc -l <out.txt) - 1))" "$letters"
ok 'and makes nothing' refuse test -e post

# A name that no one has (RFC 6761): all wait for another try, later.
export HUNDRA_NOW=1652191500
run send --smtp smtp://server.invalid
is 'no such server' "$status" 7
like 'is told' "$out$err" 'server\.invalid'
run show outbox --json
is 'and all are still there' \
    "$(value 'len([m for m in d["messages"]
        if m["state"] in ("queued", "deferred")])')" "$letters"
export HUNDRA_NOW=1652277900

run send --maildir box
is 'send' "$status" 0
like 'says how many' "$out" "^Skickade: $letters av $letters brev, till Maildir"
is 'they lie there' "$(find box/new -type f | wc -l)" "$letters"
run send --maildir box
like 'once' "$out" '^Skickade: 0 av 0'
run show outbox --json
is 'the outbox knows' "$(value '{m["state"] for m in d["messages"]}')" \
    "{'sent'}"
run publish --json
is 'publishing again says nothing new' \
    "$(value 'd["invited"] + d["updated"] + d["cancelled"]')" 0
fails 'what is sent is sent' 6 'brev har gått iväg.*publicera igen' undo

fails 'two ways at once' 2 'inte båda' send --maildir a --smtp smtp://b
fails 'no such way' 7 'smtp://' send --smtp http://localhost
printf 'user = a\npassword = hemligt\n' >login
chmod 644 login
fails 'a login that others can read' 3 'chmod 600' \
    send --smtp smtp://localhost:1 --credentials login
unlike 'is not told' "$err" hemligt
# It is loaded when a server is asked for, and not before.
mkdir broken
: >broken/libcurl.so.4
LD_LIBRARY_PATH=$PWD/broken fails 'a broken library' 127 \
    '^hundra: .*libcurl\.so\.4: ' send --smtp smtp://localhost:1
LD_LIBRARY_PATH=$PWD/broken run show outbox
is 'other commands do without it' "$status" 0

run print --out paper
is 'print' "$status" 0
like 'says what it wrote' "$out" 'paper/gruppblad\.pdf'
is 'PDF' "$(head -c 5 paper/gruppblad.pdf)" %PDF-
fails 'no such sheet' 2 'gruppblad' print --out paper abrakadabra
run calendar --out days --json
is 'calendar' "$status" 0
is 'a file for each' "$(value 'len(d["files"])')" \
    "$(find days -name '*.ics' | wc -l)"
fails 'calendar without a folder' 2 '--out MAPP' calendar
printf x >file
fails 'a file where the folder should be' 8 'file' calendar --out file
finish
