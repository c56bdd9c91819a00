#!/bin/bash
# The main job, end to end, on the shipped example: from the office's files
# to groups, invitations and printed rosters.
#
#   docs/demo.sh HUNDRA FOLDER      the program; where everything goes
set -euo pipefail

hundra=$(realpath "$1")
out=$2
here=$(cd "$(dirname "$0")" && pwd)
example=$here/examples/foretagsbesok-2022

rm -rf "$out"
mkdir -p "$out"
out=$(realpath "$out")
export HUNDRA_DB=$out/hundra.db
cd "$out"

step() { printf '\n\033[1m%s\033[0m\n' "$*"; }
[ -t 1 ] || step() { printf '\n%s\n' "$*"; }

# What a reader's calendar sends back: to a letter's UID and sender, from her.
answer() {
    local letter=$1 word=$2 id to from stamp
    id=$(sed -n 's/^Message-I[dD]: <\(.*\)>.*/\1/p' "$letter" | head -n 1)
    to=$(sed -n '/^To:/,/^[^ ]/s/.*<\(.*\)>.*/\1/p' "$letter" | head -n 1)
    from=$(sed -n '/^From:/,/^[^ ]/s/.*<\(.*\)>.*/\1/p' "$letter" | head -n 1)
    stamp=$(date -u +%Y%m%dT%H%M%SZ)
    cat <<EOF
From: <$to>
To: <$from>
Subject: Svar
MIME-Version: 1.0
Content-Type: text/calendar; charset=UTF-8; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Hundra//demo//SV
METHOD:REPLY
BEGIN:VEVENT
UID:${id%%.*}@${id##*@}
DTSTAMP:$stamp
SEQUENCE:0
ORGANIZER:mailto:$from
ATTENDEE;PARTSTAT=$word:mailto:$to
END:VEVENT
END:VCALENDAR
EOF
}

step '1. Läs in kontorets filer (hundra import)'
"$hundra" import --yes "$example"/{event.json,sites.csv,companies.csv} \
    "$example"/{politicians.csv,officials.csv,restider.csv} >import.txt
awk '{ print $1 ": " $3 " rader" }' import.txt | grep csv | paste -sd ' ' |
    fold -s -w 78

step '2. Vad står i vägen? (hundra check)'
"$hundra" check >check.txt || true
tail -n 1 check.txt

step '3. Lägg en plan (hundra plan)'
"$hundra" plan --time 6

step '4. Bestäm planen och fyll utkorgen (hundra publish)'
"$hundra" publish | head -n 2

step '5. Skicka, här till en Maildir-mapp (hundra send)'
"$hundra" send --maildir post

step '6. Ta emot svaren, här sex påhittade (hundra receive, replies)'
mkdir svar
number=0
for word in ACCEPTED ACCEPTED DECLINED ACCEPTED TENTATIVE ACCEPTED; do
    number=$((number + 1))
    answer "$(ls -d "$out"/post/new/* | sed -n "$((number * 20))p")" $word \
        >svar/$number.eml
done
"$hundra" receive svar/*.eml
"$hundra" replies >replies.txt
head -n 12 replies.txt

step '7. Skriv ut alla blad och kalenderfiler (hundra print, calendar)'
"$hundra" print --out utskrift | head -n 1
"$hundra" calendar --out kalender

"$hundra" show plan --json >plan.json
"$hundra" show plan >plan.txt
step 'Så blev dagen (hundra show plan)'
head -n 4 plan.txt
sed -n '/^Regel/,$p' plan.txt | awk 'NR == 1 || $3 != "0,00"'

step "Var det ligger: $out"
cat <<EOF
  hundra.db   databasen                plan.txt    planen, hela
  check.txt   allt som check fann      plan.json   planen som JSON
  replies.txt svaren, grupp för grupp
  post/new    $(find post/new -type f | wc -l) brev
  utskrift    $(ls utskrift | sed 's/.pdf$//' | paste -sd ' ' | fold -s -w 64 |
      sed 's| *$||' |
      sed '2,$s/^/              /')
  kalender    $(find kalender -name '*.ics' | wc -l) kalenderfiler
EOF
