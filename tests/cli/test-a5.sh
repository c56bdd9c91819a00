#!/bin/bash
# Itineraries as A5, two to an A4 that is cut in two.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

halves() { PYTHONDONTWRITEBYTECODE=1 python3 "$root/tests/cli/halves.py" "$@"; }
pages() { pdfinfo "$1" | sed -n 's/^Pages: *//p'; }
hashes() { pdftotext "$1" - | grep -o '· [0-9a-f]\{6\}$' | sort; }

small_day
a_plan 1
is 'there is a plan' "$status" 0
run set flöden.adress https://kalender.example/flode
run set qr båda
is 'with codes' "$status" 0

# ---- what is refused
fails 'no itinerary' 2 '^hundra: print: --a5 gäller resplaner: lägg till' \
    print gruppblad namnbricka --a5 --out none
fails 'a screen' 2 '--a5 gäller papper; utelämna --html' \
    print resplan --a5 --html --out none
fails 'a mail' 2 '--a5 gäller papper; utelämna --html' \
    print resplan --a5 --text --out none
ok 'and nothing is written' test ! -e none

# ---- two to a paper
run print resplan gruppresplan --out whole
run print resplan gruppresplan --a5 --out cut
is 'printed' "$status" 0
for file in resplan gruppresplan; do
    like "$file lies on its side" "$(pdfinfo "cut/$file.pdf")" \
        '^Page size: +841\.89 x 595\.276 pts \(A4\)'
    is "$file says the same" "$(hashes "cut/$file.pdf" | uniq)" \
        "$(hashes "whole/$file.pdf" | uniq)"
    while read -r line; do
        case $line in
        'ok '*) ok "$file: ${line#ok }" true ;;
        *) ok "$file: ${line#not ok }" false ;;
        esac
    done < <(halves "cut/$file.pdf")
done
ok 'on fewer papers' test "$(pages cut/resplan.pdf)" -lt \
    "$(pages whole/resplan.pdf)"
like 'who is no half is told of' "$(halves whole/resplan.pdf)" '^not ok'
aloud() { pdfinfo -struct-text "$1" | grep -v 'Object\|/BBox'; }
aloud whole/resplan.pdf >whole.txt
aloud cut/resplan.pdf >cut.txt
ok 'the sheets are read aloud as they were' cmp whole.txt cut.txt
people=$(grep -c '^ *H1' whole.txt)
# Where there are two, the first ends on the left and goes on to the right.
like 'pages are counted by the sheet' "$(pdftotext -layout cut/resplan.pdf -)" \
    'Sida 1 av 1 .*Sida 1 av [12]$'
run print resplan gruppresplan --a5 --out again
ok 'the same bytes' cmp cut/resplan.pdf again/resplan.pdf

# ---- the left half and the right one, cut
cut() { # X PAGE
    pdftotext -f "$2" -l "$2" -x "$1" -y 0 -W 421 -H 596 -layout \
        cut/resplan.pdf -
}
whose() { grep -o 'Sida [0-9]* av [0-9]*'; }
for page in $(seq "$(pages cut/resplan.pdf)"); do
    is "page $page: one foot to the left" "$(cut 0 "$page" | whose | wc -l)" 1
done
is 'and one to the right' "$(cut 421 1 | whose | wc -l)" 1

# The middle, four pixels to a point: what is dark, in points from the top.
marks() {
    pdftoppm -gray -r 288 -f 1 -l 1 -x 1680 -y 0 -W 8 -H 2381 "$1" |
        python3 -c 'import sys
kind, size, most, pixels = sys.stdin.buffer.read().split(b"\n", 3)
dark = [row // 4 for row in range(2381)
        if min(pixels[8 * row:8 * row + 8]) < 128]
print(*(at for at in sorted(set(dark)) if at - 1 not in dark
        or at + 1 not in dark))'
}
is 'marks to cut by, above and below, and no word on the line' \
    "$(marks cut/resplan.pdf)" '11 27 567 584'
unlike 'which are not read' "$(pdftotext cut/resplan.pdf -)" '^[|–-]$'

# ---- with others, and by themselves
run print alla --a5 --out all
is 'with all sheets' "$status" 0
ok 'itineraries are the same' cmp all/resplan.pdf cut/resplan.pdf
run print alla --out plain
for file in plain/*.pdf; do
    case $file in */*resplan.pdf) continue ;; esac
    ok "$file is as it was" cmp "$file" "all/${file#*/}"
done
run print resplan --a5 --even --out even
is 'even: papers of their own' "$(pages even/resplan.pdf)" "$people"
like 'the outline is right' "$(halves even/resplan.pdf)" \
    '^ok each sheet begins on a half of its own'
run print resplan --a5 --each --out each
is 'a file for each' "$(find each -name 'resplan-*.pdf' | wc -l)" "$people"
one=$(find each -name '*.pdf' | head -n 1)
like 'on its left half' "$(pdftotext -bbox "$one" - | grep '>Sida<')" \
    'xMin="3[0-9]{2}\.'

# ---- what lies printed is what it says, whatever its size
run print resplan --a5 --changed --out changed
is 'nothing has changed' "$(ls changed)" ''
person=$(sqlite3 hundra.db "SELECT code FROM seat JOIN participant
    ON participant.id = seat.participant WHERE leader LIMIT 1")
run edit "$person" Telefon '070-174 06 98'
run print resplan gruppresplan --a5 --changed --out changed
like 'a change' "$(pdftotext changed/resplan.pdf -)" '070-174 06 98'
like 'on halves' "$(pdfinfo changed/resplan.pdf)" '841\.89 x 595\.276'
like 'and the list of it, on a whole paper' "$(pdfinfo changed/bytlista.pdf)" \
    '595\.276 x 841\.89'
ok 'those who hear nothing new are left' test \
    "$(hashes changed/resplan.pdf | uniq | wc -l)" -lt \
    "$(hashes cut/resplan.pdf | uniq | wc -l)"
finish
