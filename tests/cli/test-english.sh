#!/bin/bash
# Sheets in English: each says in English what the Swedish one says, reads so
# aloud, and follows its reader where nothing else is asked for.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

english() { python3 "$root/tests/cli/english.py" "$@" hundra.db; }
pdfa() { python3 "$root/tests/cli/pdfa.py" "$@"; }
# tags FILE: the languages of the document and of its parts, in order.
tags() {
    qpdf --json=2 "$1" | sed -n 's/.*"\/Lang": "u:\(.*\)".*/\1/p' | sort |
        uniq -c | tr -s ' \n' ' '
}

small_day
# What the office has written stays as it is: here no word of ours is in it.
sqlite3 hundra.db "UPDATE programme_item SET name = 'Xyzzy ' || code;
    UPDATE event SET name = 'Xyzzy', print_codes = 'map', print_needs = 1,
        print_diets = 1"
a_plan 1
is 'there is a plan' "$status" 0
leader=$(sqlite3 hundra.db "SELECT code FROM seat JOIN participant
    ON participant.id = seat.participant WHERE leader LIMIT 1")
run edit "$leader" 'Skyddade uppgifter' ja
is 'a leader is protected' "$status" 0

# ---- every sheet, on paper, on the screen and as words
run print --out sv --in sv
is 'in Swedish' "$status" 0
run print --out en --in en
is 'in English' "$status" 0
is 'each with its language in its name' "$(ls en)" \
    "$(ls sv | sed 's/\.pdf$/.en.pdf/' | LC_ALL=C sort)"
is 'no word is left in Swedish' "$(english sv en)" ''
ok 'one that were would be seen' test -n "$(english sv sv)"
run print --text --out sv-text
run print --text --in en --out en-text
is 'nor where there are only words' "$(english sv-text en-text)" ''
ok 'of every sheet' test "$(ls en-text | wc -l)" = "$(ls sv-text | wc -l)"

for file in en/*.pdf; do
    is "$file says that it is English" "$(tags "$file")" ' 1 en-GB '
done
pdfa en/*.pdf >clauses.txt
is 'all can be kept' "$(grep -c '^not ok' clauses.txt)" 0
is 'and all were looked at' "$(tail -n 1 clauses.txt)" \
    "$(ls en | wc -l) files"

says() { # FILE PATTERN...
    local file=$1 words
    shift
    words=$(pdftotext -layout "$file" - | tr -s ' \n\f' ' ')
    for pattern in "$@"; do
        like "$file: $pattern" "$words" "$pattern"
    done
}
says en/gruppblad.en.pdf 'Tuesday 17 May 2022' 'Gathering' '08:00–08:30' \
    'Programme of the day' 'Car to .*, [0-9]+ minutes' 'Participants' \
    'Protected' 'Map to the gathering' 'Page 1 of [12]' 'Optional' \
    'To be destroyed after 24 May' 'Good to know\. On-call phone: 031-390'
says en/oversikt.en.pdf 'Overview: groups and visits' 'Visit 1' \
    '[0-9] groups?, [0-9]+ participants, [0-9]+ visits on [0-9]+ sites?\.'
says en/incheckning.en.pdf 'Check-in' 'at 08:00' 'Signature' 'Not signed up'
says en/vardblad.en.pdf 'Host sheet: ' 'When do the groups come\?' \
    'The time booked is [0-9]+ minutes\.'
says en/platslista.en.pdf 'Site list, ' 'Who comes when\?' 'Ends the day here'
says en/resplan.en.pdf 'Your day' 'How to get there: car to ' ' drives' \
    'The talk is about ' 'Debrief' 'If you are late\.'
says en/gruppresplan.en.pdf 'Itinerary, group 1' 'The group.{1,3}s day'
says en/kontaktlista.en.pdf 'Contact and call list'
says en/namnbricka.en.pdf 'Group' '17 May'
says en/bordsskylt.en.pdf 'Table' 'Group 1'
says en/karta.en.pdf 'Map of the sites' 'North is up' 'visits on' \
    'Rough sketch of coast and river'
says en/gruppkarta.en.pdf 'The lines show the order, not the roads\.' ' km\.'
like 'a link says in English what it does' "$(qpdf --json=2 en/vardblad.en.pdf)" \
    '"/Contents": "u:Call 031'
like 'a map is read aloud in English' "$(qpdf --json=2 en/gruppkarta.en.pdf)" \
    '"/Alt": "u:Map: Group 1 goes, in order, to: .* The table says the same'

# ---- the ways to print
run print --in en --html --out screen
is 'on the screen' "$status" 0
for file in grupp-01 vardblad-F001 oversikt; do
    [ -e "screen/$file.en.html" ] || continue
    like "$file: its language" "$(<"screen/$file.en.html")" \
        '<html[^>]* lang="en"'
done
run print gruppblad --in en --each --map --even --out backs
is 'one by one with maps behind' "$(ls backs | head -n 1)" grupp-01.en.pdf
is 'each with its back' \
    "$(pdftotext backs/grupp-01.en.pdf - | grep -c 'The group’s way')" 1
run print resplan --in en --a5 --out halves
like 'two to a paper' "$(pdfinfo halves/resplan.en.pdf)" 'Page size: *841'
run --json print lunch kontaktlista --in en --out told
is 'as JSON' "$(value 'd["files"][-1]')" told/kontaktlista.en.pdf
fails 'a language that there is not' 2 'sv' print --in fi

# ---- each in her own language
reader=$(sqlite3 hundra.db "SELECT code FROM seat JOIN participant
    ON participant.id = seat.participant
    WHERE code <> '$leader' ORDER BY code DESC LIMIT 1")
sqlite3 hundra.db "UPDATE participant SET languages = '[\"en\"]'
    WHERE code = '$reader'; UPDATE participant SET languages = '[\"sv\"]'
    WHERE code <> '$reader'"
run print resplan namnbricka gruppblad --out own
is 'sheets of a Swedish event' "$(ls own | tr '\n' ' ')" \
    'gruppblad.pdf namnbricka.pdf resplan.pdf '
words=$(pdftotext own/resplan.pdf -)
is 'one of them reads English' "$(grep -c 'Your day' <<<"$words")" 1
ok 'the others Swedish' test "$(grep -c 'Din dag' <<<"$words")" -gt 3
like 'and their pages are numbered so' "$words" '^Page 1 of 1$'
like 'each in its own' "$words" '^Sida 1 av 1$'
is 'her part says so, in the whole' "$(tags own/resplan.pdf)" \
    ' 1 en-GB 1 sv-SE '
is 'and her badge' "$(tags own/namnbricka.pdf)" ' 1 en-GB 1 sv-SE '
is "a group's sheet is the event's" "$(tags own/gruppblad.pdf)" ' 1 sv-SE '
pdfa own/*.pdf >clauses.txt
is 'both can be kept' "$(grep -c '^not ok' clauses.txt)" 0
run print resplan --each --out each
ok 'a file of her own' test -e "each/resplan-$reader.en.pdf"
is 'is all English' "$(tags "each/resplan-$reader.en.pdf")" ' 1 en-GB '
run print resplan --in sv --out asked
is 'unless Swedish is asked for' "$(tags asked/resplan.pdf)" ' 1 sv-SE '

# ---- what lies printed
sqlite3 hundra.db 'DELETE FROM printed'
run print --out first
run print --in en --out first gruppblad vardblad
is 'both languages are kept apart' "$(sqlite3 hundra.db "SELECT DISTINCT sheet
    FROM printed WHERE sheet GLOB 'gruppblad*' OR sheet GLOB 'vardblad*'" |
    tr '\n' ' ')" 'gruppblad gruppblad.en vardblad vardblad.en '
is 'her itinerary by its language' "$(sqlite3 hundra.db "SELECT key
    FROM printed WHERE sheet = 'resplan.en'")" "$reader"
run print --changed --out none
is 'nothing is new' "$(ls none)" ''
run print --changed --in en gruppblad vardblad --out none
is 'in English, too' "$(ls none)" ''
run edit "$leader" 'Skyddade uppgifter' nej
run print --changed gruppblad --out changed
is 'a change is in the Swedish one' "$(ls changed | tr '\n' ' ')" \
    'bytlista.pdf gruppblad.pdf '
run print --changed --in en gruppblad --out changed
is 'and still in the English one' "$status-$(ls changed | tr '\n' ' ')" \
    '0-bytlista.en.pdf bytlista.pdf gruppblad.en.pdf gruppblad.pdf '
says changed/bytlista.en.pdf 'Exchange these sheets' 'Put 1 new sheet there' \
    'throw 1 old one' 'Group sheets group [12] Version 1'
run print --changed --in en gruppblad --out again
is 'then no more' "$(ls again)" ''

# A copy in another language stays, until its reader has that for her own.
run print resplan --out whole
run print resplan --in en --out copies
is 'a copy in English of each' "$status" 0
run print --changed resplan --out copied
is 'is no reason to change anything' "$status-$(ls copied)" '0-'

# Who turns to Swedish has her English one thrown.
sqlite3 hundra.db "UPDATE participant SET languages = '[\"sv\"]'
    WHERE code = '$reader'"
run print --changed resplan --out turned
says turned/bytlista.pdf "Resplan $reader – Version 1" \
    "Resplan, på engelska $reader Version 1 · [0-9a-f]{6} Inget"

# ---- an English event, and the office's own words
run set språk en
is 'an English event' "$status" 0
run print gruppblad resplan --out event
is 'is printed so' "$(ls event | tr '\n' ' ')" 'gruppblad.pdf resplan.pdf '
is 'in English' "$(tags event/gruppblad.pdf)" ' 1 en-GB '
run print gruppblad --in sv --out event
is 'and Swedish is the other' "$(tags event/gruppblad.sv.pdf)" ' 1 sv-SE '
run templates copy gruppblad.en --to own-words
is 'an own English template' "$status" 0
sed -i 's/Programme of the day/What we do today/' own-words/gruppblad.en.xhtml
run --templates own-words print gruppblad --out mine
like 'says whom it shows' "$out" '^Mallen own-words/gruppblad.en.xhtml visar '
says mine/gruppblad.pdf 'What we do today'
run --lang en print gruppblad --in sv --out planner
is "whatever the planner's language" \
    "$(pdfinfo planner/gruppblad.sv.pdf | sed -n 's/^Title: *//p')" \
    'Gruppblad, Xyzzy'
finish
