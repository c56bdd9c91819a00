#!/bin/bash
# A map from the office's own file, and what is said of a bad one.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# map FILE PROPERTIES GEOMETRY COORDINATES
map() {
    printf '{"type": "FeatureCollection", "attribution": "© Stan",
"features": [{"type": "Feature", "properties": %s, "geometry":
{"type": "%s", "coordinates": %s}}]}\n' "$2" "$3" "$4" >"$1"
}
ground() { # what the database has of maps
    python3 -c 'import sqlite3
print(sqlite3.connect("hundra.db").execute("""SELECT source, kind, credit,
    count(*) FROM ground GROUP BY 1, 2, 3""").fetchall())'
}

map vatten.geojson '{}' LineString '[[11.9,57.7],[12,57.7]]'
fails 'a map before the event' 6 'finns inget evenemang' \
    import --yes vatten.geojson
small_day
is 'a small day' "$status" 0

# ---- a map goes in, once ---------------------------------------------------
map vatten.geojson '{"natural": "water"}' Polygon \
    '[[[11.9,57.6],[12,57.6],[12,57.75],[11.9,57.75],[11.9,57.6]]]'
run import --yes vatten.geojson
is 'a map is imported' "$status" 0
like 'and counted' "$out" 'vatten.geojson +Karta +1 +1 +0 +0'
is 'it is there' "$(ground)" "[('vatten.geojson', 'water', '© Stan', 1)]"
cp hundra.db once.db
run import --yes vatten.geojson
like 'again it changes nothing' "$out" 'vatten.geojson +Karta +1 +0 +0 +1'
is 'nor the journal' "$("$hundra" show journal --json)" \
    "$("$hundra" --db once.db show journal --json)"
map vatten.geojson '{"kind": "väg"}' LineString '[[11.9,57.7],[12,57.7]]'
run import --yes vatten.geojson
is 'a new version replaces the old' "$(ground)" \
    "[('vatten.geojson', 'road', '© Stan', 1)]"
run undo
is 'undo brings the old one back' "$(ground)" \
    "[('vatten.geojson', 'water', '© Stan', 1)]"
map annan.json '{}' LineString '[[11.9,57.7],[12,57.7]]'
run import --yes annan.json
like 'a collection in .json is a map too' "$out" 'annan.json +Karta'

# ---- a bad one leaves no trace -----------------------------------------------
cp hundra.db before.db
bad() { # NAME PATTERN FILE
    fails "$1" 3 "$2" import --yes "$3"
    is "$1: one sentence" "$(wc -l <err.txt)" 1
}
map fel.geojson '{}' LineString '[[319000,6400000],[319100,6400000]]'
bad 'SWEREF 99' 'fel.geojson: objekt 1: .*inte WGS 84; exportera som' \
    fel.geojson
map fel.geojson '{}' LineString '[[57.7,11.97],[57.71,11.98]]'
bad 'latitude first' 'objekt 1: .*fel ordning' fel.geojson
map fel.geojson '{}' LineString '[[18,59.3],[18.1,59.3]]'
bad 'another town' 'objekt 1 och de andra ligger inte nära' fel.geojson
map fel.geojson '{}' Point '[11.97,57.7]'
bad 'points alone' 'inga linjer eller ytor' fel.geojson
echo 'hej' >fel.geojson
bad 'no JSON' 'inte riktig JSON \(rad 1\)' fel.geojson
echo '{"type": "Feature"}' >fel.geojson
bad 'no collection' 'FeatureCollection' fel.geojson
bad 'no file' 'saknas.geojson: går inte att läsa' saknas.geojson
mkdir mapp.geojson
bad 'a folder' 'mapp.geojson: går inte att läsa' mapp.geojson
truncate -s 65M fel.geojson
bad 'too large' 'större än 64 MiB' fel.geojson
ok 'nothing is stored of them' cmp hundra.db before.db

# ---- and is printed ------------------------------------------------------------
a_plan 1
run print --out paper karta gruppkarta
is 'maps are printed' "$status" 0
text=$(pdftotext -layout paper/karta.pdf -)
like 'the ground says whose it is' "$text" 'Karta: .*© Stan'
like 'a scale, and north' "$text" '[0-9] k?m +Norr är uppåt'
like 'a table of the same facts' "$text" 'S +Östra Hamngatan 5 \(samling\)'
text=$(pdftotext -layout paper/gruppkarta.pdf -)
like 'a group goes round' "$text" 'Gruppens väg'
like 'and how far' "$text" '[0-9] stopp, [0-9,]+ km väg'
like 'the picture is read out' \
    "$(pdfinfo -struct-text paper/gruppkarta.pdf; strings paper/gruppkarta.pdf)" \
    'Figure'
run print --out paper gruppblad --map --each
is 'a map on the back' "$(pdfinfo paper/grupp-01.pdf | grep -c 'Pages: *2')" 1
cp paper/grupp-01.pdf first.pdf
run print --out paper gruppblad --map --each
ok 'the same bytes again' cmp first.pdf paper/grupp-01.pdf

# ---- codes for the phone -------------------------------------------------------
codes() { # of the first sheet in FILE
    rm -f code*.png
    pdftoppm -r 150 -f 1 -l 1 -png "$1" code
    zbarimg -q --raw code*.png 2>/dev/null | sort
}
run print --out paper gruppblad
is 'no codes unless asked for' "$(codes paper/gruppblad.pdf)" ''
run set qr karta
run print --out paper gruppblad
is 'a map of the gathering' "$(codes paper/gruppblad.pdf)" \
    'https://www.openstreetmap.org/?mlat=57.70716&mlon=11.96781#map=16/57.70716/11.96781'
run set qr båda
run publish 1
run feed --out feeds
run print --out paper gruppblad
is 'no calendar without an address' "$(codes paper/gruppblad.pdf | wc -l)" 1
fails 'nor over http' 3 'https://' set flöden.adress http://www.example.org/
fails 'nor with a question' 3 'https://' set flöden.adress 'https://x.se/?a='
run set flöden.adress https://www.example.org/kalender
run print --out paper gruppblad
ics=$(codes paper/gruppblad.pdf | sed -n 's|https://www.example.org/kalender/||p')
ok 'the feed that was written' test -s "feeds/$ics"
like 'is its own' "$("$hundra" feed --out feeds --links | grep "$ics")" \
    'grupp-01'
fails 'a word that is none' 3 'ingen, karta, kalender eller båda' set qr alla

# ---- a large one within bounds ------------------------------------------------
# The program that ships: the sanitizers' own memory is not ours.
python3 - <<'P' >stor.geojson
import random
random.seed(1)
print('{"type": "FeatureCollection", "features": [')
for n in range(80000):
    x, y = 11.5 + random.random(), 57.4 + random.random() * 0.6
    road = ",".join(f"[{x + i * 0.0011:.12f},{y + random.random() * 0.01:.12f}]"
                    for i in range(20))
    print('{"type": "Feature", "properties": {"highway": "tertiary"},'
          f'"geometry": {{"type": "LineString", "coordinates": [{road}]}}}}'
          + ("," if n < 79999 else ""))
print("]}")
P
truncate -s 67108864 stor.geojson
tr '\0' ' ' <stor.geojson >full.geojson
cp once.db hundra.db
/usr/bin/time -f %M -o kib "$root/build/hundra" import --yes full.geojson \
    >out.txt
is 'a map as large as may be' "$?" 0
ok "within 200 MiB: $(tail -n 1 kib) KiB" \
    test "$(tail -n 1 kib)" -lt 204800
ok 'and kept small' test "$(stat -c %s hundra.db)" -lt 6000000
finish
