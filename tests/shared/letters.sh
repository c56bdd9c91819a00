#!/bin/bash
# Every message, calendar and sheet of the example day through independent
# readers.
. "$(dirname "$0")/lib.sh"
export HM_RUN=$work/peers
peers=$SHARED/peers/mail
export HUNDRA_DB=$work/day.db

"$HUNDRA" --quiet import --yes "$example"/{event.json,sites.csv} \
    "$example"/{companies.csv,politicians.csv,officials.csv,restider.csv}
ok 'plan' "$HUNDRA" plan --steps 200000 --seed 5
ok 'publish' "$HUNDRA" publish
ok 'send' "$HUNDRA" send --maildir "$work/post"
ok 'print' "$HUNDRA" print --out "$work/sheets"
ok 'calendar' "$HUNDRA" calendar --out "$work/calendars"

# The calendar part of each message, as a file of its own.
take_out() {
    mkdir -p "$work/parts"
    python3 - "$work/post/new" "$work/parts" <<'P'
import email, pathlib, sys
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    message = email.message_from_bytes(path.read_bytes())
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            out = pathlib.Path(sys.argv[2]) / (path.name.split("@")[0] + ".ics")
            out.write_bytes(part.get_payload(decode=True))
P
    [ "$(find "$work/parts" -name '*.ics' | wc -l)" = \
        "$(find "$work/post/new" -type f | wc -l)" ]
}

# "Surname, Given" of everybody in the plan, from the office's own files.
names_printed() {
    python3 - "$work" "$example" <<'P'
import csv, io, json, pathlib, sys
work, example = map(pathlib.Path, sys.argv[1:])
plan = json.loads((work / "plan.json").read_text("utf-8"))
seated = {m["person"] for g in plan["groups"] for m in g["members"]}
lines = []
for name, code in (("politicians", "cp1252"), ("officials", "utf-8-sig")):
    text = (example / (name + ".csv")).read_bytes().decode(code)
    for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=";"):
        if row["ID"] in seated:
            lines.append(row["Efternamn"] + ", " + row["Förnamn"])
assert len(lines) == len(seated) > 100, len(lines)
(work / "lines.txt").write_text("\n".join(lines) + "\n", "utf-8")
P
}

# validate-all.sh over many files, on both cores, each with its own scratch.
four_readers() {
    find "$1" -name '*.ics' | sort | split -n r/2 - "$work/list."
    local failed=0 list
    for list in "$work"/list.*; do
        HM_RUN=$work/peers-${list##*.} xargs -a "$list" \
            bash "$peers/validate-all.sh" >"$list.out" 2>&1 &
    done
    wait
    for list in "$work"/list.a?; do
        tail -n 15 "$list.out"
        grep -q '^[1-9][0-9]* passed, 0 failed$' "$list.out" || failed=1
    done
    rm -f "$work"/list.*
    return "$failed"
}

ok 'each message holds one calendar' take_out
ok 'ical.js and the byte rules pass every message' \
    node "$peers/validate-ics.mjs" --method REQUEST "$work"/post/new/*
ok 'four readers pass every calendar file' four_readers "$work/calendars"
ok 'four readers pass every calendar part' four_readers "$work/parts"
"$HUNDRA" show plan --json >"$work/plan.json"
ok 'the names of all who are seated' names_printed
ok 'tagged PDF, group sheets, with every name' \
    /usr/bin/python3 "$SHARED/checks/pdfua.py" --contains "$work/lines.txt" \
    "$work/sheets/gruppblad.pdf"
for sheet in "$work"/sheets/*.pdf; do
    ok "tagged PDF, $(basename "$sheet" .pdf)" \
        /usr/bin/python3 "$SHARED/checks/pdfua.py" "$sheet"
done
done_testing
