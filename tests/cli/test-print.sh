#!/bin/bash
# What lies printed, what must be printed again, and sheets on the screen.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

small_day
a_plan 1
is 'there is a plan' "$status" 0

# ---- settings of paper
cat >logo.svg <<'E'
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="#00609c"/></svg>
E
run set logotyp logo.svg
is 'a logotype is read in' "$status" 0
run set logotyp.alt 'Kontorets märke'
sed 's/<rect.*<.svg>/<script>x<\/script><\/svg>/' logo.svg >script.svg
fails 'a logotype with a script' 3 'logotyp, "script.svg": ' \
    set logotyp script.svg
echo hej >hej.png
fails 'that is no picture' 3 'varken PNG eller SVG' set logotyp hej.png
head -c 1100000 /dev/zero >big.svg
fails 'that is too large' 3 'större än 1 MiB' set logotyp big.svg
fails 'that is none' 3 'logotyp, "finns-inte.png": ' set logotyp finns-inte.png
python3 - <<'P'
import struct, zlib
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + \
        struct.pack(">I", zlib.crc32(kind + data))
open("vast.png", "wb").write(b"\x89PNG\r\n\x1a\n" +
    chunk(b"IHDR", struct.pack(">IIBBBBB", 20000, 20000, 1, 0, 0, 0, 0)) +
    chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b""))
P
fails 'of 20,000 by 20,000' 3 '20000 × 20000 bildpunkter' set logotyp vast.png
run set logotyp
is 'the one that was good stands' "$out" logo.svg
fails 'an accent that is too light' 3 'för ljus' set accent '#ffee00'
fails 'needs are on or off' 3 'ja eller nej' set utskrift.behov kanske
run set bra-att-veta 'Ta med legitimation.'
run set utskrift.kost ja
run show journal
like 'turning diets on is told, and for how many' "$out" \
    'utskrift\.kost = ja: kost skrivs ut för [0-9]+'

# ---- what lies printed
run print --out first
is 'the first print' "$status" 0
words=$(pdftotext first/gruppblad.pdf -)
like 'good to know is on the sheet' "$words" 'Ta med legitimation'
like 'and version and hash in the footer' "$words" 'Version 1, .* · [0-9a-f]{6}'
like 'the logotype is a figure with its text' \
    "$(pdfinfo -struct-text first/gruppblad.pdf)" Figure
# The line through a day, near its edge at 600 dots to the inch: the longest
# stretch without a light dot, in millimetres.
unbroken() {
    pdftoppm -gray -r 600 -f 1 -l 1 -x 1056 -y 0 -W 1 -H 7016 "$1" |
        python3 -c 'import sys
pixels = sys.stdin.buffer.read().split(b"\n", 3)[3]
runs = "".join("#" if dot < 160 else " " for dot in pixels).split()
print(max(map(len, runs)) * 254 // 6000)'
}
ok 'a line joins the stops of a day' test "$(unbroken first/resplan.pdf)" -ge 45
run print --changed --out again
is 'printed again: nothing to do' "$(ls again)" ''
like 'and says so' "$out" 'Inget blad säger något annat'

# A phone of one: exactly the sheets that it stands on.
leader=$(sqlite3 hundra.db "SELECT code FROM seat JOIN participant
    ON participant.id = seat.participant WHERE leader LIMIT 1")
run edit "$leader" Telefon '070-174 06 98'
run print --changed --out changed
is 'a change: printed' "$status" 0
for file in changed/*.pdf; do
    [ "$file" = changed/bytlista.pdf ] ||
        like "$file has the new phone" "$(pdftotext "$file" -)" \
            '070-174 06 98'
done
for file in first/*.pdf; do
    pdftotext "$file" - | grep -q '070-174 06 98' && old=1
done
is 'which no old one had' "${old-0}" 0
ok 'the overview, without phones, lies as it is' \
    test ! -e changed/oversikt.pdf
list=$(pdftotext -layout changed/bytlista.pdf -)
like 'the list says which to throw, and which to put' "$list" \
    'Gruppblad +grupp [0-9]+ +Version 1 · [0-9a-f]{6} +Version 1 · [0-9a-f]{6}'
run print --changed --out changed2
is 'then nothing more' "$(ls changed2)" ''

# What has gone is told once.
sqlite3 hundra.db "INSERT INTO printed SELECT id, 'gruppblad', '77', 1,
    'abcdef', 0 FROM event"
run print --changed --out gone
like 'a sheet that is no more' "$(pdftotext -layout gone/bytlista.pdf -)" \
    'grupp 77 +Version 1 · abcdef +Inget: bladet har utgått'
run print --changed --out gone2
is 'is told once' "$(ls gone2)" ''

# Printing is no change of the plan: undo takes back what was before it.
run undo
like 'undo passes paper by' "$out" "$leader"
run print --changed --out undone
ok 'and the sheets follow' test -e undone/gruppblad.pdf

# A print that fails keeps nothing.
run edit "$leader" Telefon '070-174 06 97'
mkdir full && touch full/here
fails 'a folder that is a file' 8 'full/here går inte att skapa' \
    print --changed --out full/here
run print --changed --out kept
ok 'is as if it had not been tried' test -e kept/bytlista.pdf
# (A disk that fills up midway: tests/faults, "print changed".)
fails 'the screen has no paper to replace' 2 'utelämna --html' \
    print --changed --html

# ---- an own template tells what it shows of people, first
run templates copy gruppblad --to own
run --templates own print gruppblad --out mine
like 'whom the own template tells about' "$out" \
    '^Mallen own/gruppblad.xhtml visar .*telefonnummer till [0-9]+ personer'
run --json print gruppblad --out mine
is 'the shipped one too, as JSON' \
    "$(value 'd["shown"][0]["sheet"]')" gruppblad

# ---- the screen
run print --html --out screen
is 'web pages' "$status" 0
page=$(<screen/grupp-01.html)
like 'its language' "$page" '<html[^>]* lang="sv"'
like 'its policy' "$page" "default-src 'none'"
like 'heads with scopes' "$page" '<th scope="col">.*'
like 'the logotype is inside, with its text' "$page" \
    '<svg[^>]*aria-label="Kontorets märke"'
unlike 'nothing is fetched' "$page" '(src|href)="(https?:)?//'
while read -r verdict; do
    case $verdict in
    'ok '*) ok "${verdict#ok }: axe-core is content" true ;;
    *) ok "${verdict#not ok }" false ;;
    esac
done < <(timeout 600 node "$root/tests/peers/axe.mjs" screen/*.html 2>&1)
ok 'every page was looked at' test "$count" -gt "$(ls screen | wc -l)"

run print gruppblad --text --out mail
like 'as text: facts are rows' "$(<mail/grupp-01.txt)" '^Samling: [0-9.]+'
unlike 'without marks of a page' "$(<mail/grupp-01.txt)" '<|fortsättning'
finish
