#!/bin/bash
# The command line itself: what is wrong with it is said, and by status.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

fails 'no command' 2 'inget kommando'
fails 'unknown command' 2 'okänt kommando plna; menade du plan\?' plna
fails 'nothing like it' 2 'hundra --help' abrakadabra
fails 'unknown option' 2 'okänt val --tiem; menade du --time\?' plan --tiem 5
fails 'unknown global option' 2 'okänt val --dbb' --dbb x show events
fails 'one dash' 2 'två streck' plan -t 5
fails 'value missing' 2 '--time saknar sitt värde' plan --time
fails 'no number' 2 '--steps är ett heltal' plan --steps many
fails 'out of range' 2 '--time är ett tal från' plan --time 0
fails 'half a number' 2 '--time är ett tal från' plan --time 5s
fails 'a flag takes no value' 2 '--json tar inget värde' show events --json=ja
fails 'choice' 2 '--lang är sv, en' --lang fi show events
fails 'too few operands' 2 'något saknas; skriv hundra diff A B' diff 1
fails 'too many operands' 2 'för många argument' undo 1
fails 'no database' 4 'hundra\.db finns inte; börja med hundra import' \
    show events
fails 'database is a folder' 4 'är en mapp' --db . show events
printf 'no database at all, but long enough to be looked at' >text.db
fails 'database is a text' 4 'text\.db' --db text.db show events
run --db text.db show events
is 'which is left alone' "$(cut -c1-11 text.db)" 'no database'
fails 'empty path' 2 '--db är tomt' --db= show events

run --version
like 'version' "$out" '^hundra [0-9]+\.[0-9]+\.[0-9]+$'
run version --verbose
like 'version in full' "$out" '^glib-2.0 +2\.'
is 'status of version' "$status" 0

# The database: --db before or after the command, else HUNDRA_DB, else here.
"$hundra" import --quiet --yes "$example/event.json" || exit 1
ok 'hundra.db is made' test -f hundra.db
is 'for its owner alone' "$(stat -c %a hundra.db)" 600
mv hundra.db there.db
run --db there.db show events --json
is 'option before the command' "$(value 'len(d["events"])')" 1
run show events --json --db=there.db
is 'option after the command' "$(value 'len(d["events"])')" 1
HUNDRA_DB=there.db run show events --json
is 'HUNDRA_DB' "$(value 'd["events"][0]["event"]')" foretagsbesok-2022
export HUNDRA_DB=there.db

fails 'event that is not there' 3 'inget evenemang heter x' --event x set
sed 's/foretagsbesok-2022/annan-dag/' "$example/event.json" >second.json
"$hundra" import --quiet --yes second.json || exit 1
fails 'several events' 2 'välj ett med --event' set
like 'and lists them' "$err" 'annan-dag.*Företagsbesöksdagen'
run --event annan-dag set --json
is 'one of several' "$(value 'd["event"]')" annan-dag

fails 'nothing to show' 2 'menade du groups\?' show gruops
run show events --quiet
like 'what is asked for is not quiet' "$out" annan-dag
"$hundra" show events >/dev/full 2>err.txt
is 'a full disk' "$?" 8

# A list with a wrong row: that row comes first, and what the list lacks as
# a number.
export HUNDRA_DB=rejects.db
"$hundra" import --quiet --yes "$example"/event.json \
    "$example"/{sites,companies,politicians}.csv || exit 1
{
    head -n 4 "$example/politicians.csv"
    tail -n 1 "$example/politicians.csv" | cut -d';' -f1-3
} >few.csv
run import --yes few.csv
is 'a wrong row: status' "$status" 1
is 'it is told first' "$(sed -n '4p' out.txt | cut -c1-27)" \
    '  few.csv, rad 5, kolumn D '
is 'what the list lacks is a number' "$(tail -n 1 out.txt)" \
    'Borta ur filen: 71; --json visar vilka.'
run import --yes --json few.csv
is 'and whole in JSON' "$(value 'len(d["gone"])')" 71
sed '$d' few.csv >fewer.csv
run import --yes fewer.csv
like 'without wrong rows it is a list' "$out" '^Finns inte längre i filen.*:$'
finish
