#!/bin/bash
# Letters as their receivers see them, and those without a calendar entry:
# shown first, queued once, sent once.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$hundra" import --quiet --yes "$example"/{event.json,sites.csv} \
    "$example"/{companies.csv,politicians.csv,officials.csv,restider.csv} ||
    exit 1
fails 'no plan, no letter' 6 'hundra plan' letters preview
a_plan 20 --quiet
is 'plan' "$status" 0

# The list tells what is in the way, and changes nothing.
before=$(sqlite3 hundra.db .dump | sha256sum)
run --json letters
is 'letters' "$status" 0
is 'all kinds are there' "$(value '[l["kind"] for l in d["letters"]]')" \
    "['invitation', 'change', 'cancellation', 'reminder', 'not-this-time', 'reserve', 'host', 'briefing', 'thanks']"
ok 'most would be invited' test "$(value 'd["letters"][0]["gets"]')" -gt 200
like 'before publish the others wait' "$(value 'd["letters"][6]["hinder"]')" \
    'hundra publish'
run letters
like 'a table' "$out" 'Värdbrev inför besöket +host'

# The hardest first: each has a reason, and no two the same ones.
run letters preview
like 'with the reason' "$out" '^Svårt: längsta namnet'
like 'and headers' "$out" '^Ämne: Inbjudan: '
run --json letters preview
ok 'each is hard' test "$(value 'all(l["hard"] for l in d["letters"])')" = True
is 'HTML and text of all' \
    "$(value 'all(l["html"] and l["text"] for l in d["letters"])')" True
is 'nothing is changed' "$(sqlite3 hundra.db .dump | sha256sum)" "$before"

# One letter, in its receiver's language or another.
run --json show plan
company=$(value '[v["company"] for g in d["groups"] for v in g["visits"]
    if v["company"] not in ("F011",)][0]')
person=$(value 'd["groups"][0]["members"][0]["person"]')
run letters preview "$person" --kind briefing
like 'a briefing' "$out" '^Ämne: Inför tisdag 17 maj 2022'
run letters preview "$company" --kind host --in en
like 'in English' "$out" '^Ämne: Before the visit on '
run letters preview "$person" --kind thanks --html tack.html
ok 'as a web page' grep -q '<title>Tack för att du var med' tack.html
is 'for nobody else to read' "$(find tack.html -perm /077)" ''
run letters preview "$person" --html -
like 'or on the screen' "$out" '^<!DOCTYPE html>'
fails 'a page is of one letter' 2 'hundra letters preview P001' \
    letters preview --html alla.html
fails 'no such letter' 2 'invitation, change' letters preview --kind kärleksbrev
fails 'no host letter to a person' 3 "$person" \
    letters preview "$person" --kind host
fails 'a word too many' 2 'preview eller queue' letters skicka

# Queued after a look, and once.
fails 'not before publish' 6 'hundra publish' letters queue host
run publish --quiet
run --json letters queue host --dry-run
many=$(value 'd["count"]')
ok 'many hosts' test "$many" -gt 80
is 'a look queues nothing' \
    "$(sqlite3 hundra.db 'SELECT count(*) FROM mailing')" 0
run --json letters queue host
is 'the same are queued' "$(value 'd["count"]')" "$many"
run letters queue host
like 'a second time nobody' "$out" "I utkorgen: 0 brev; $many har fått det"
fails 'an invitation is not queued so' 2 'hundra publish' \
    letters queue invitation
fails 'which letter' 2 'thanks' letters queue
fails 'a day that is none' 3 '2022-05-17' \
    letters queue reserve --until snart
run --json letters queue reserve --to "$person" --until 2022-05-16
like 'who has a place is not on call' "$(value 'd["readers"][0]["reason"]')" \
    'hör inte till'
run undo
run --json letters queue host --dry-run
is 'undo takes them back' "$(value 'd["count"]')" "$many"
run letters queue host --quiet

# They leave as mails without a calendar entry, and are known as what they are.
run send --maildir post --quiet
is 'sent' "$status" 0
run --json show outbox
is 'the outbox knows the kind' \
    "$(value 'sum(m["kind"] == "host" for m in d["messages"])')" "$many"
is 'no calendar part' "$(sqlite3 hundra.db "SELECT count(*) FROM outbox
    JOIN outbox_body ON outbox = outbox.id WHERE mailing IS NOT NULL
    AND instr(message, CAST('text/calendar' AS BLOB)) > 0")" 0
run show outbox
like 'in words' "$out" ' brev +skickad'
run letters queue host
like 'after sending, too' "$out" "I utkorgen: 0 brev; $many har fått det"

# The rehearsal is of invitations; letters do not disturb it.
run letters queue thanks --quiet
run --json rehearse
is 'no fault in the rehearsal' "$(value 'd["faults"]')" '[]'

# The office's own words.
run templates copy letter-thanks --to mallar --quiet
sed -i 's/Det som sades/ALLT som sades/' mallar/letter-thanks.xhtml
run letters preview "$person" --kind thanks --templates mallar
like 'own templates' "$out" 'ALLT som sades'
finish
