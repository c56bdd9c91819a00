#!/bin/bash
# Feeds on the command line: the names are told only when asked for.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$hundra" import --quiet --yes "$example"/{event.json,sites.csv} \
    "$example"/{companies.csv,politicians.csv,officials.csv,restider.csv} ||
    exit 1
a_plan 10
fails 'nothing is published' 6 'hundra publish' feed
run publish --quiet

run feed --out feeds --json
is 'feed' "$status" 0
is 'tells no name' "$(value 'd["links"]')" '[]'
files=$(value 'd["written"]')
is 'writes them all' "$(find feeds -name '*.ics' | wc -l)" "$files"
sums=$(cd feeds && sha256sum -- * | sort)
run feed --out feeds
like 'again' "$out" "0 flöden skrivna i feeds, $files oförändrade"
is 'the same bytes' "$(cd feeds && sha256sum -- * | sort)" "$sums"

run feed --out feeds --links
like 'with links each has a file' "$out" '^P001 +[0-9a-f]{32}\.ics'
old=feeds/$(sed -n 's/^P001 *//p' out.txt)
ok 'which is there' test -s "$old"
run feed --out feeds --revoke P001
is 'revoke' "$status" 0
ok 'and gone when revoked' refuse test -e "$old"
run feed --out feeds --links
ok 'the next name is another' test "feeds/$(sed -n 's/^P001 *//p' out.txt)" != "$old"
fails 'whoever has none' 3 'hundra feed --links' feed --revoke X9
run show journal
unlike 'the journal tells no name' "$out" '[0-9a-f]{32}'
fails 'what is read is read' 6 'flödena kan redan vara lästa' undo
finish
