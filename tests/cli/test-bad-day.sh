#!/bin/bash
# A day that cannot be: one sentence each, never a crash or a hang.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

files=("$example"/{event.json,sites.csv,companies.csv}
    "$example"/{politicians.csv,officials.csv,restider.csv})
"$hundra" import --quiet --yes "${files[@]}" || exit 1
cp hundra.db whole.db

# as_event EXPRESSION: the event's file with Python's d changed.
as_event() {
    python3 - "$example/event.json" "$1" <<'P' >event.json
import json, sys
d = json.load(open(sys.argv[1], encoding="utf-8"))
exec(sys.argv[2])
json.dump(d, sys.stdout, ensure_ascii=False)
P
}

# again: the example's day as it was.
again() {
    rm -f hundra.db*
    cp whole.db hundra.db
}

# ends NAME STATUS: the last run ended by itself, with a sentence where it
# failed.
ends() {
    like "$1: ends by itself" "$status" "^($2)\$"
    unlike "$1: no crash" "$err" 'Sanitizer|runtime error|CRITICAL|assert'
    [ "$status" = 0 ] || like "$1: says why" "$err" '^hundra: [a-z]+: .{10,}'
}

# plans NAME STATUS: check and plan end, whatever they find.
plans() {
    run check
    ends "$1, check" '0|1'
    run plan --steps 3000
    ends "$1, plan" "$2"
}

# ---- travel -------------------------------------------------------------------

# A matrix with holes is filled by the model, where the places are known.
head -n 40 "$example/restider.csv" >restider.csv
run import --yes restider.csv
is 'a matrix with holes' "$status" 0
plans 'a matrix with holes' '0|5'
sed '3s/;[0-9]*;/;-7;/' "$example/restider.csv" >restider.csv
run import --yes restider.csv
ends 'negative minutes' '[1-6]'
like 'negative minutes: where, and what may stand there' "$out$err" \
    'restider.csv.*3.*0'
again
python3 - "$example/sites.csv" <<'P' >sites.csv
import csv, sys
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8-sig"), delimiter=";"))
out = csv.writer(sys.stdout, delimiter=";")
drop = [i for i, h in enumerate(rows[0]) if h.lower() in ("lat", "lon", "latitud", "longitud", "latitude", "longitude")]
out.writerows([[c for i, c in enumerate(r) if i not in drop] for r in rows])
P
rm -f hundra.db*
run import --yes "$example/event.json" sites.csv "$example/companies.csv" \
    "$example/politicians.csv" "$example/officials.csv"
run plan --steps 3000
ends 'no matrix and no places' '3'
like 'no matrix and no places: which leg' "$err" 'restid saknas från .* till '
again

# ---- windows ---------------------------------------------------------------------

for window in 12:00-10:00 10:00-10:00 25:00-26:00 10:00; do
    fails "window $window" 3 "Tider \"$window\": .+" edit F044 Tider "$window"
done
run edit F044 Tider 03:00-03:10
plans 'a window at night' '0|5'
again

# ---- the event's limits ----------------------------------------------------------

as_event 'd["mål"]["grupper_min"] = 0; d["mål"]["grupper_max"] = 0'
run import --yes event.json
plans '0 groups' 5
like '0 groups: says so' "$err" 'högst 0 grupper'
fails '0 groups: a lock' 6 'numreras från 1 till 0' lock 'P001 i grupp 1'
again
as_event 'd["mål"]["grupper_min"] = 30; d["mål"]["grupper_max"] = 20'
run import --yes event.json
plans 'crossed limits' '3|5'
again
as_event 'd["mål"].update(besök_min=1, besök_önskat=1, grupper_min=1,
    grupper_max=1, besök_per_grupp=[1, 1], platser_min=1)'
run import --yes event.json
plans '1 visit' '0|5'
again
for weight in 1e12 -1 1e400; do
    as_event "d['regler'][11]['vikt'] = 8"
    sed -i "s/\"vikt\": 8\([,}]\)/\"vikt\": $weight\1/" event.json
    run import --yes event.json
    ends "weight $weight" '1|3'
    run rule --json
    is "weight $weight: is not taken" \
        "$(value 'max(r["weight"] or 0 for r in d["rules"]) <= 1000000')" True
    again
done

# ---- nobody and nothing ------------------------------------------------------------

for file in politicians officials; do
    python3 - "$example/$file.csv" <<'P' >$file.csv
import csv, sys
raw = open(sys.argv[1], "rb").read()
try:
    text = raw.decode("utf-8-sig")
except UnicodeDecodeError:
    text = raw.decode("cp1252")
rows = list(csv.reader(text.splitlines(), delimiter=";"))
at = rows[0].index("Närvaro") if "Närvaro" in rows[0] else None
if at is None:
    rows[0].append("Närvaro")
    rows[1:] = [r + ["avbokad"] for r in rows[1:]]
else:
    for r in rows[1:]:
        r[at] = "avbokad"
csv.writer(sys.stdout, delimiter=";").writerows(rows)
P
done
run import --yes politicians.csv officials.csv
is 'everyone calls off' "$status" 0
run show people --json
is 'they all did' "$(value '{p["attendance"] for p in d["people"]}')" \
    "{'avbokad'}"
plans 'everyone is absent' 5
fails 'everyone is absent: a lock' 3 'P001 är inte med på dagen' \
    lock 'P001 i grupp 1'
again

# ---- locks that cannot be -----------------------------------------------------------

run lock 'P060 i grupp 7'
fails 'two groups' 6 'låset "P060 i grupp 7"' lock 'P060 i grupp 8'
fails 'herself' 3 'sig själv' lock 'P060 isär P060'
fails 'nobody' 3 'P999' lock 'P999 i grupp 3'
fails 'at night' 6 'tar emot' lock 'F044 kl 03.00'
fails 'a huge number' 6 'numreras från 1' \
    lock 'P001 i grupp 99999999999999999999999'
fails 'bytes' 3 'ett lås' lock "$(printf 'P001 \x01\x1b[31m i grupp')"
fails 'a long text' 3 'ett lås' lock "$(printf 'P001 i %.0s' {1..2000})"

# What held when it was locked and no longer does is told, not lost.
run edit P060 Tillgänglig 03:00-03:10
run lock
like 'it rests' "$out" 'vilar'
run undo
run lock 'F044 kl 10.00'
run edit F044 Tider 13:00-15:00
plans 'a lock out of hours' 5
like 'a lock out of hours: it is named' "$err" \
    'F044 tar emot 13.00–15.00'
run check
like 'a lock out of hours: check tells the way out' "$out" \
    'F044 tar emot 13.00–15.00.*låst: F044 kl. 10.00.*lås upp »F044 kl. 10.00«'
run edit P020 Jäv F044
run unlock 'F044 kl 10.00'
run lock 'P020 i grupp 7'
run lock 'F044 i grupp 7'
like 'a new jäv stands in the way' "$err" 'R05|^$'
run lock 'F045 i grupp 7'
run edit P020 Jäv F045
run check
like 'a new jäv: check tells' "$out" 'P020 är jävig mot F045.*låst: F045 i grupp 7.*lås upp »F045 i grupp 7«'
finish
