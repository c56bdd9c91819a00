#!/bin/bash
# When people are busy, on the command line; what is not said is never free.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
peers=$root/tests/peers
box=$(mktemp -d)
chmod 711 "$box"
trap 'for s in "$box"/*/env; do bash "$peers/radicale.sh" stop "${s%/env}"; done
rm -rf "$folder" "$box"' EXIT

"$hundra" import --quiet --yes "$example"/{event.json,sites.csv} \
    "$example"/{companies.csv,politicians.csv,officials.csv,restider.csv} ||
    exit 1

# states: of the half hours from 08.00 on, first letters.
states() { value '"".join(s["state"][0] for s in d["slots"])'; }

run free-busy P001 --json
is 'nothing read: nothing known' "$(states)" uuuuuuuuuuuuuuuuuu
is 'and the clock begins at eight' "$(value 'd["slots"][0]["start"]')" 08:00

calendar() { printf 'BEGIN:VCALENDAR\n%s\nEND:VCALENDAR\n' "$1"; }
calendar 'BEGIN:VEVENT
UID:1
SUMMARY:Hemligt möte
DTSTART;TZID=Europe/Stockholm:20220517T090000
DTEND;TZID=Europe/Stockholm:20220517T101500
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;TZID=Europe/Stockholm:20220517T130000
DTEND;TZID=Europe/Stockholm:20220517T140000
STATUS:TENTATIVE
END:VEVENT' >p001.ics
run free-busy P001 p001.ics --json
is 'a calendar of entries' "$(states)" ffbbbfffffttffffff
run free-busy P001
like 'the picture' "$out" '^P001 +···· ████ ██··'
like 'the hours' "$out" '^2022-05-17  08   09   10'
like 'the source' "$out" 'p001\.ics'
ok 'what they are about is not kept' refuse grep -q 'Hemligt' hundra.db
run check --json
like 'check warns' "$(value '[f["text"] for f in d["findings"]
    if f["about"] == "P001"]')" 'upptagen 09.00–10.15 enligt sin kalender'

run undo
run free-busy P001 --json
is 'undo forgets it' "$(states)" uuuuuuuuuuuuuuuuuu

calendar 'BEGIN:VFREEBUSY
DTSTART:20220517T080000Z
DTEND:20220517T120000Z
FREEBUSY:20220517T080000Z/PT1H
END:VFREEBUSY' >half.ics
run free-busy P001 half.ics --json
is 'rule 42: what is not covered is unknown' "$(states)" uuuubbffffffuuuuuu

calendar 'BEGIN:VEVENT
UID:1
DTSTART:20220503T070000Z
DTEND:20220503T080000Z
RRULE:FREQ=MONTHLY;BYDAY=3TU
END:VEVENT' >odd.ics
fails 'a rule we do not expand' 3 'inte går att veta' free-busy P001 odd.ics
printf 'hello' >text.ics
fails 'no calendar' 3 'ingen hel kalender' free-busy P001 text.ics
run free-busy P001 --json
is 'and nothing is changed by them' "$(states)" uuuubbffffffuuuuuu
fails 'nobody' 3 'hundra show people' free-busy P999
fails 'no file' 3 'missing.ics' free-busy P001 missing.ics

# A calendar on a server: Radicale answers a free-busy query without a
# VFREEBUSY, so its entries count (rule 42).
bash "$peers/radicale.sh" start "$box/plain" || exit 1
. "$box/plain/env"
run free-busy P002 "$url" --plaintext --json
is 'rule 42: an empty calendar covers the day' "$(states)" ffffffffffffffffff
curl -sSf --noproxy '*' -X PUT -H 'Content-Type: text/calendar' \
    --data-binary @- -o put.txt "${url}1.ics" <<C
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//test//EN
BEGIN:VEVENT
UID:1
DTSTAMP:20220501T000000Z
DTSTART:20220517T070000Z
DTEND:20220517T080000Z
SUMMARY:Möte
END:VEVENT
END:VCALENDAR
C
run free-busy P002 "$url" --plaintext --json
is 'rule 42: computed from its entries' "$(states)" ffbbffffffffffffff
fails 'no server' 7 'ingen kontakt' \
    free-busy P002 http://localhost:1/ --plaintext
finish
