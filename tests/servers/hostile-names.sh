#!/bin/bash
# People with hostile names and addresses, from the office's file through a
# real Postfix into a mailbox: each mail arrives as it was shown, to the one
# who was meant, with no line that we did not write.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
people=$root/tests/cases/hostile-people.tsv
judge() { "$python" "$root/tests/servers/hostile_names.py" "$@"; }

ok 'Postfix runs' mail_starts || exit 1
judge day "$people" "$folder/day" || exit 1
cd day || exit 1
run import --yes --json event.json {companies,politicians,officials}.csv \
    {sites,restider}.csv
is 'the day is read, with rows handed back' "$status" 1
a_plan 1 --steps 60000
is 'planned' "$status" 0
run publish
is 'published' "$status" 0
"$hundra" send --dry-run --json >shown.json
run send --smtp "smtp://localhost:$smtp" --plaintext
is 'Postfix takes every one' "$status" 0
letters=$(python3 -c 'import json
print(len(json.load(open("shown.json"))["messages"]))')

arrived() {
    [ "$(find "$mailhost/mail/Maildir/new" -type f 2>/dev/null |
        wc -l)" = "$letters" ]
}
ok 'each arrives' until_ok 30 arrived
while read -r line; do
    case $line in
    'ok '*) ok "${line#ok }" true ;;
    'not ok '*) ok "${line#not ok }" false ;;
    *) echo "# $line" ;;
    esac
done < <(judge mail "$people" shown.json "$mailhost" 2>&1)
ok 'the judge has spoken' test "$count" -gt 20
node "$root/tests/peers/validate-ics.mjs" --method REQUEST \
    "$mailhost"/mail/crlf/* >valid.txt 2>&1
is 'an independent reader passes them all' "$?" 0
finish
