#!/bin/bash
# The outbox by hand: what waits and how long it takes, the stop switch,
# letters once more and letters struck.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$hundra" import --quiet --yes "$example"/{event.json,sites.csv} \
    "$example"/{companies.csv,politicians.csv,officials.csv,restider.csv} ||
    exit 1
a_plan 10
"$hundra" publish --quiet || exit 1
run outbox --json
letters=$(value 'd["states"]["queued"]')
ok 'many wait' test "$letters" -gt 150
is 'nothing slows them' "$(value 'd["seconds"]')" 0

# How fast an account may be used, and how long that takes.
run outbox account smtp.office365.com --json
is 'what is known of the large ones' \
    "$(value '[d["minute"], d["day"], d["connections"]]')" '[30, 10000, 3]'
run outbox --smtp smtp://smtp.office365.com:587
like 'a forecast' "$out" "^$letters brev tar ungefär $(((letters + 29) / 30)) min\.$"
run send --dry-run --quiet --smtp smtp://smtp.office365.com:587 --json
is 'also before sending' "$(value 'd["seconds"]')" \
    "$(((letters + 29) / 30 * 60))"
run outbox account Smtp.Example.org --minute 7 --json
is 'one of its own' "$(value '[d["host"], d["minute"], d["day"]]')" \
    "['smtp.example.org', 7, None]"
run outbox account smtp.example.org --minute 0 --day 100 --json
is 'and another' "$(value '[d["minute"], d["day"]]')" '[None, 100]'
fails 'a URL is no host' 2 'smtp://' outbox account smtp://example.org
fails 'no such limit' 2 'minute' outbox account example.org --minute -4
run undo
is 'is undone' "$status" 0

# The stop switch.
run outbox stop 'fel lokal'
is 'stop' "$status" 0
fails 'nothing is sent' 6 'fel lokal.*hundra outbox go' send --maildir box
is 'nothing is' "$(find box -type f | wc -l)" 0
run outbox
like 'it shows' "$out" '^Därför att +fel lokal$'
run outbox go
is 'go' "$status" 0
fails 'once' 6 'inte stoppade' outbox go

# Struck: she has not heard, and is told by the next publish.
fails 'not without a reason' 2 '--why' outbox drop 1
run outbox drop 1 2 --why 'fel adress'
is 'drop' "$status" 0
run outbox --json
is 'two are struck' "$(value 'd["states"]["dropped"]')" 2
fails 'not twice' 6 'väntar inte' outbox drop 1 --why igen
fails 'no such letter' 3 'brev 9999' outbox drop 9999 --why igen
fails 'no such word' 2 'menade du drop' outbox drp 1
run send --maildir box
is 'the others leave' "$status" 0
is 'without them' "$(find box/new -type f | wc -l)" "$((letters - 2))"
run publish --json
is 'they are told by the next publish' "$(value 'd["invited"]')" 2
run send --maildir box
is 'and so all have heard' "$(find box/new -type f | wc -l)" "$letters"

# Once more: the same invitation, a message of its own.
run outbox resend 3 --dry-run --json
is 'a look first' "$(value 'd["messages"][0]["fresh"]')" True
run outbox --json
is 'which saves nothing' "$(value 'd["waiting"]')" 0
run outbox resend 3
is 'resend' "$status" 0
run outbox --json
is 'one waits' "$(value '[(m["sequence"], m["state"], m["code"] == next(
    o["code"] for o in d["messages"] if o["id"] == 3))
    for m in d["messages"] if m["state"] == "queued"]')" "[(0, 'queued', True)]"
fails 'not twice' 6 'redan ett brev' outbox resend 3
fails 'what left cannot be struck' 6 'väntar inte' outbox drop 3 --why x
run send --maildir box
is 'it is another letter' "$(find box/new -type f | wc -l)" "$((letters + 1))"
fails 'struck letters are published anew' 6 'publicera igen' outbox resend 1

# What a server says of itself, without a letter.
fails 'check names no server' 2 '--smtp' send --check
fails 'no server' 7 'ingen kontakt' send --check --plaintext \
    --smtp smtp://127.0.0.1:1
finish
