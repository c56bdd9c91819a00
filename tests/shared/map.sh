#!/bin/bash
# Maps on the team's own ground: read where it lies, printed, and judged.
. tests/shared/lib.sh

cd "$work" || exit 1
export HUNDRA_DB=$work/hundra.db
day=("$example"/{event.json,sites.csv,companies.csv,politicians.csv}
    "$example"/{officials.csv,restider.csv})
ok 'the example is imported' "$HUNDRA" import --yes --quiet "${day[@]}"
ok 'and planned' "$HUNDRA" plan --steps 200000
ok 'the program draws its own ground' \
    "$HUNDRA" print --out own karta gruppkarta
for file in goteborg-karta primaromraden gr-kommuner; do
    ok "$file is read" "$HUNDRA" import --yes "$SHARED/data/geo/$file.geojson"
done
ok 'sheets on it' "$HUNDRA" print --map --out paper karta gruppkarta gruppblad
says() { pdftotext "$1" - | grep -qF "$2"; }
ok 'whose ground it is stands on it' says paper/karta.pdf 'stadsledningskontoret'
for file in own/karta own/gruppkarta paper/karta paper/gruppkarta \
    paper/gruppblad; do
    ok "$file: PDF/UA" /usr/bin/python3 "$SHARED/checks/pdfua.py" $file.pdf
done
small() { [ "$(stat -c %s "$1")" -lt "$2" ]; }
ok 'the whole map is small' small paper/karta.pdf 307200
done_testing
