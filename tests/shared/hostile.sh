#!/bin/bash
# People with hostile names and addresses, as the team collected them: they
# come in or are refused, and no message or calendar is broken by them.
. "$(dirname "$0")/lib.sh"
export HUNDRA_DB=$work/day.db

make_people() {
    python3 - "$SHARED/ical-samples/names" "$work/politicians.csv" <<'P'
import csv, pathlib, sys
rows = []
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.tsv")):
    for line in path.read_text("utf-8", "replace").splitlines():
        cells = line.split("\t")
        if line and not line.startswith("#") and len(cells) > 1:
            rows.append(cells)
with open(sys.argv[2], "w", newline="", encoding="utf-8") as out:
    write = csv.writer(out, delimiter=";")
    write.writerow(["ID", "Efternamn", "Förnamn", "Parti", "Organ",
                    "Organ förk.", "Uppdrag", "E-post", "Tillgänglig"])
    for n, cells in enumerate(rows):
        mail = next((c for c in cells if "@" in c), "p%d@example.org" % n)
        name = next((c for c in cells if "@" not in c and len(c) > 2), "X")
        write.writerow(["H%03d" % n, name, "Test", "M" if n % 2 else "S",
                        "Kommunstyrelsen", "KS", "Ledamot", mail,
                        "08:00-17:00"])
print(len(rows), "people")
sys.exit(len(rows) < 5)
P
}

flow() {
    "$HUNDRA" import --yes "$example"/{event.json,sites.csv,companies.csv} \
        "$example"/{officials.csv,politicians.csv,restider.csv} &&
        { "$HUNDRA" import --yes "$work/politicians.csv" || true; } &&
        "$HUNDRA" plan --steps 200000 --seed 3 && "$HUNDRA" publish &&
        "$HUNDRA" send --maildir "$work/post" &&
        "$HUNDRA" print --out "$work/sheets" &&
        "$HUNDRA" calendar --out "$work/calendars"
}

ok 'hostile people as a file' make_people
ok 'the whole way with them' flow
ok 'every message is still well formed' \
    node "$SHARED/peers/mail/validate-ics.mjs" --method REQUEST \
    "$work"/post/new/*
ok 'every sheet is still tagged PDF' \
    /usr/bin/python3 "$SHARED/checks/pdfua.py" "$work"/sheets/*.pdf
ok 'no header or property was injected' \
    bash -c "! grep -rlaiE '^(X-INJECT|Bcc|X-Evil)' '$work/post' '$work/calendars'"
done_testing
