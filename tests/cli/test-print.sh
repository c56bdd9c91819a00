#!/bin/bash
# All sheets of a small day: every one whole, the same the second time, alone
# and in a file for each.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

small_day
is 'a small day' "$status" 0
fails 'no plan yet' 6 'hundra plan' print --out paper
a_plan 1
is 'a plan' "$status" 0

sheets='gruppblad oversikt incheckning vardblad platslista resplan
    gruppresplan kontaktlista'
run print --out paper
is 'without names' "$status" 0
run print alla --out all
is 'alla' "$status" 0
run print all --out all-en
is 'all' "$status" 0
for sheet in $sheets; do
    is "$sheet is written" "$(head -c 5 "paper/$sheet.pdf")" %PDF-
    ok "$sheet: alla is no names" cmp -s "paper/$sheet.pdf" "all/$sheet.pdf"
    ok "$sheet: in either language" cmp -s "paper/$sheet.pdf" "all-en/$sheet.pdf"
done
is 'and nothing else' "$(ls paper)" "$(ls all)"
sums=$(sha256sum paper/*)
run print --out paper
is 'the same bytes again' "$(sha256sum paper/*)" "$sums"

run show groups --json
groups=$(value 'len([g for g in d["groups"] if g["visits"]])')
run show people --json
people=$(value 'len([p for p in d["people"] if p["am"] or p["pm"]])')
someone=$(value 'sorted(p["person"] for p in d["people"] if p["am"])[0]')
run show companies --json
companies=$(value 'len([c for c in d["companies"] if c["group"]])')

# each SHEET FILES COUNT
each() {
    run print "$1" --each --out each
    is "$1, each: status" "$status" 0
    is "$1, each: files" "$(find each -name "$2" | wc -l)" "$3"
}
each gruppblad 'grupp-[0-9][0-9].pdf' "$groups"
each gruppresplan 'gruppresplan-*.pdf' "$groups"
each resplan 'resplan-*.pdf' "$people"
each värdblad 'vardblad-F*.pdf' "$companies"
each platslista 'plats-PL*.pdf' \
    "$(pdfinfo paper/platslista.pdf | sed -n 's/^Pages: *//p')"
each incheckning incheckning.pdf 1
each kontaktlista kontaktlista.pdf 1
ok "a person's own is named by her code" test -f "each/resplan-$someone.pdf"

run print vardblad --out by-file
is 'the name of the file will do' "$status" 0
fails 'an unknown sheet' 2 'välj bland .*resplan.*alla' \
    print --out none badlist
ok 'writes nothing' refuse test -e none

# What stands on paper.
text() { pdftotext -layout "paper/$1.pdf" -; }
run show person "$someone" --json
name=$(value 'd["name"]')
like 'the list at the door has her' "$(text incheckning)" "${name##* }"
like 'her day has her name' "$(text resplan)" "$name"
like 'and says what to do when late' "$(text resplan)" 'Om du blir försenad'
is 'eight lines for those who come anyway' \
    "$(text incheckning | grep -c 'Ej anmäld')" 8
like 'a company learns who leads' "$(text vardblad)" 'Gruppledare'
run edit "$someone" E-post ''
run print kontaktlista --out paper
like 'who has no address is to be rung' "$(text kontaktlista)" "${name##* }"
finish
