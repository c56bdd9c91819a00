#!/bin/bash
# Every sheet as PDF/A-2a: the clauses that docs/PDFA.md lists, one by one; and
# four readers that know nothing of each other open each file without a word.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

pdfa() { python3 "$root/tests/cli/pdfa.py" "$@"; }

small_day
a_plan 1
is 'a plan' "$status" 0
cat >logotyp.svg <<'EOF'
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20">
<rect width="60" height="20" rx="4" fill="#00609c"/>
<text x="30" y="14" font-size="11" text-anchor="middle" fill="white">Staden</text>
</svg>
EOF
run set logotyp logotyp.svg
is 'a logotype' "$status" 0
run print alla --out paper
is 'printed' "$status" 0
run print resplan --a5 --out halves
is 'two to a paper' "$status" 0
mv halves/resplan.pdf paper/resplan-a5.pdf

pdfa paper/*.pdf >clauses.txt
is 'all files are read' "$(tail -n 1 clauses.txt)" \
    "$(find paper -name '*.pdf' | wc -l) files"
while read -r word rest; do
    case $word in
    ok) ok "ISO 19005-2, $rest" true ;;
    not) ok "ISO 19005-2, ${rest#ok }" false ;;
    '#') echo "# $rest" ;;
    esac
done <clauses.txt
ok 'every clause of the list is checked' \
    test "$(grep -c '^ok\|^not ok' clauses.txt)" = 21

# A fault put in is found: the file as text, changed and mended by qpdf.
qpdf --qdf --object-streams=disable paper/gruppblad.pdf plain.pdf
ok 'the logotype is among what is checked' grep -aq '/Subtype /Form' plain.pdf
broken() { # CLAUSE CHANGE
    sed "$2" plain.pdf >changed.pdf
    ok "${2:0:40} changes it" refuse cmp -s plain.pdf changed.pdf
    qpdf --warning-exit-0 --no-warn --stream-data=preserve changed.pdf \
        broken.pdf
    like "a fault in $1 is found" "$(pdfa broken.pdf | grep '^not ok')" \
        "^not ok $1"
}
broken 6.2.3 's/GTS_PDFA1/GTS_PDFX4/'
broken 6.6.2.1 's/<pdfaid:part>2</<pdfaid:part>1</'
broken 6.6.2.3 's/pdfaProperty:name>part</pdfaProperty:name>pert</'
broken 6.1.5 's/<pdf:Producer>Hundra</<pdf:Producer>Hindra</'
broken 6.3 's|/F 4$|/F 2|'
broken 6.4-5 's|/S /URI$|/S /Foo|'
broken 6.7 's|/S /LBody$|/S /LBady|'
broken 6.2.11.3 's|/Encoding /Identity-H|/Encoding /Identity-V|'
broken 6.2.11.5 's|^ *5[0-9][0-9]\(\.[0-9]*\)\?$|999|'
broken 6.2.11.7 's|^<0003> <....>|<0003> <E001>|'
broken 6.2.2 's|^BT |BY |'
broken 6.2.4 's| rg$| k|'

# The readers: what they say, and that they come to the end.
quiet() { # NAME COMMAND...
    local name=$1
    shift
    "$@" >reader.txt 2>&1
    is "$name: $sheet" "$? $(grep -v '^$' reader.txt | head -n 3)" '0 '
}
for file in paper/*.pdf; do
    sheet=$(basename "$file")
    quiet poppler pdftoppm -r 20 "$file" page
    quiet MuPDF mutool draw -q -N -r 20 -o page%d.png "$file"
    quiet Ghostscript gs -q -dNOPAUSE -dBATCH -dPDFSTOPONERROR \
        -dPDFSTOPONWARNING -sDEVICE=nullpage "$file"
    qpdf --check --no-warn "$file" >reader.txt 2>&1
    is "qpdf: $sheet" "$?" 0
    is "qpdf is content: $sheet" "$(grep -c 'No syntax or stream' reader.txt)" 1
done
finish
