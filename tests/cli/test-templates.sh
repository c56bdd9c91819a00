#!/bin/bash
# An office's own templates: copied, tried, and stopped before paper.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

run templates
is 'lists without a database' "$status" 0
like 'and says what is shipped' "$out" 'gruppblad +bladet till .*medföljer'
run --json templates
is 'as JSON' "$(value 'd["templates"][0]["state"]')" shipped
run templates check
like 'the shipped ones can be used' "$out" '^[0-9]+ mallar provade; alla'
run templates fields gruppblad
like 'fields: with their list and who they are of' "$out" \
    'phone +members +phone +070-174 06 05 +telefonnummer'
fails 'no such template' 2 'ingen mall heter grupblad; de som finns är' \
    templates fields grupblad
fails 'no such word' 2 'menade du copy' templates cpoy

fails 'a copy has a folder to go to' 2 'ange också --to MAPP' templates copy
run templates copy gruppblad --to mallar
is 'copied' "$(ls mallar)" gruppblad.xhtml
like 'its first line says of what' "$(head -1 mallar/gruppblad.xhtml)" \
    '^<!-- hundra-mall: [0-9a-f]{12} '
echo mine >mallar/gruppblad.xhtml
fails 'never written over' 6 'gruppblad.xhtml finns redan; --force' \
    templates copy --to mallar
is 'nor any other beside it' "$(ls mallar)" gruppblad.xhtml
is 'what stood there stands' "$(cat mallar/gruppblad.xhtml)" mine
run templates copy gruppblad --to mallar --force
like 'unless asked to' "$(cat mallar/gruppblad.xhtml)" 'Dagens program'
is 'a copy can be used as it is' \
    "$(run templates check mallar && cat out.txt)" \
    '1 mallar provade; alla går att använda.'
run --templates mallar templates
like 'told as own' "$out" 'gruppblad\.xhtml +egen$'
sed -i '1s/: [0-9a-f]*/: 000000000000/' mallar/gruppblad.xhtml
HUNDRA_TEMPLATES=mallar run templates
like 'told when the shipped one has changed since' "$out" \
    'har ändrats sedan kopian gjordes'

# wrong PATTERN SED: the copy changed so; check and print say where, and
# nothing is printed.
small_day
a_plan 1
wrong() {
    run templates copy gruppblad --to mallar --force
    sed -i "$2" mallar/gruppblad.xhtml
    fails "check: $1" 3 "$1" templates check mallar
    fails "print: $1" 3 "$1" --templates mallar print --out paper
    is 'nothing is printed' "$(ls paper 2>/dev/null)" ''
}
wrong 'mallar/gruppblad.xhtml, rad 8: fältet grup finns inte; närmast: group' \
    's/number">{{group}}/number">{{grup}}/'
wrong 'gruppblad.xhtml, rad 7: klassen masthed finns inte; närmast: masthead' \
    's/class="masthead"/class="masthed"/'
wrong 'gruppblad.xhtml, rad 9: inte välformad XHTML' 's/<p class="event">/<b>/'
wrong 'rad [0-9]+: data-each="event": event är ingen lista' \
    's/data-each="leaders"/data-each="event"/'
run templates copy gruppblad --to mallar --force
mv mallar/gruppblad.xhtml mallar/grupblad.xhtml
fails 'a file that no template is called' 3 \
    'mallar/grupblad.xhtml: ingen mall heter så' templates check mallar
rm mallar/*
head -c 1048577 /dev/zero | tr '\0' ' ' >mallar/gruppblad.xhtml
fails 'a template of more than 1 MiB' 3 'är större än 1 MiB' \
    --templates mallar print --out paper
rm mallar/* && mkfifo mallar/gruppblad.xhtml
fails 'a pipe' 3 'är ingen vanlig fil' --templates mallar print --out paper
fails 'no such folder' 3 'mappen finns-inte med egna mallar finns inte' \
    --templates finns-inte print --out paper

rm mallar/*
run templates copy gruppblad --to mallar
sed -i 's/Dagens program/Det här gör vi/' mallar/gruppblad.xhtml
run --templates mallar print gruppblad --out paper
is 'printed by the own template' "$status" 0
like 'as it says' "$(pdftotext paper/gruppblad.pdf -)" 'Det här gör vi'
finish
