#!/bin/bash
# Reminders: shown first, to the silent only, once a day, by a ladder of days.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$hundra" import --quiet --yes "$example"/{event.json,sites.csv} \
    "$example"/{companies.csv,politicians.csv,officials.csv,restider.csv} ||
    exit 1
# In the future, so that there are days before it.
python3 - <<'P' || exit 1
import sqlite3
db = sqlite3.connect("hundra.db")
db.execute("UPDATE event SET day = '2098-05-17'")
db.commit()
P
a_plan 10
fails 'nobody is invited' 6 'hundra publish' remind
"$hundra" set svara.senast 2098-05-10 --quiet || exit 1
"$hundra" publish --quiet || exit 1
run remind --json
is 'nobody has a letter yet' "$(value 'd["count"]')" 0
"$hundra" send --maildir post --quiet || exit 1
letters=$(find post/new -type f | wc -l)
# The words of the first letter in Swedish in post; names are of chance.
words() {
    python3 - <<'P'
import email, email.policy, glob
for path in sorted(glob.glob("post/new/*")):
    with open(path, "rb") as file:
        mail = email.message_from_binary_file(file,
                                              policy=email.policy.default)
    if mail["Content-Language"] == "sv":
        break
print(" ".join(mail.get_body(("plain",)).get_content().split()))
P
}
like 'the invitation says by when' "$(PYTHONUTF8=1 words)" \
    'senast [^ ]+ 10 maj 2098'

run remind --dry-run --json
is 'all would be reminded' "$(value 'd["count"]')" "$letters"
run show outbox --json
is 'nothing is done' "$(value 'len(d["messages"])')" "$letters"
person=$("$hundra" show people --json | python3 -c 'import json, sys
print([p["person"] for p in json.load(sys.stdin)["people"] if p["am"]][0])')
run replies set "$person" ja
run remind "$person" --dry-run
like 'not who has answered' "$out" "^$person .*har svarat"
run remind grupp 3 "$person" --json
is 'a group' "$(value 'd["count"] > 4 and len(d["reminders"])')" \
    "$(value 'd["count"] + (sum(r["reason"] is not None
        for r in d["reminders"]))')"
some=$(value 'd["count"]')
run show outbox --json
is 'they wait' "$(value '[m["kind"] for m in d["messages"]
    if m["state"] == "queued"] == ["remind"] * '"$some")" True
run send --dry-run
like 'the letter says so' "$out" 'Subject:.*P=C3=A5minnelse|UMOlbW1pbm5lbHNl|UMOlbWlu'
unlike 'a planner pressed' "$out" 'Auto-Submitted'
run remind grupp 3
like 'not twice' "$out" 'utkorgen som inte har gått iväg'
"$hundra" send --maildir post --quiet || exit 1
run remind grupp 3
like 'not twice a day' "$out" 'redan påmind i dag'

fails 'no ladder' 6 'remind --ladder' remind --scheduled
fails 'no day' 3 'ladder' remind --ladder i-morgon
fails 'after the event' 3 'före dagen' remind --ladder 2098-05-18
fails 'a code and a schedule' 2 'inga koder' remind --scheduled "$person"
fails 'no such person' 3 'Nobody' remind Nobody
fails 'no such group' 3 'nummer 99' remind grupp 99
fails 'no number' 2 'grupp 3' remind grupp
today=$(date +%F)
run remind --ladder "$today,2098-05-01"
is 'a ladder' "$status" 0
run remind --scheduled --json
is 'its step' "$(value '(d["step"], d["next"])')" "('$today', '2098-05-01')"
is 'reminds the rest' "$(value 'd["count"]')" "$((letters - some - 1))"
run send --dry-run
like 'nobody pressed' "$out" '^Auto-Submitted: auto-generated'
"$hundra" send --maildir post --quiet || exit 1
run remind
like 'and nobody again' "$out" '^I utkorgen: 0 påminnelser'
run --lang en remind
like 'in English' "$out" '0 reminders'
run remind --ladder ''
is 'the ladder is taken away' "$status" 0
finish
