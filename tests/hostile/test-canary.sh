#!/bin/bash
# Who is protected stands in no output but her own.  outputs.txt lists every
# way out; a command or a word of show that is not in it fails the test.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
"$python" "$here/canary-day.py" "$folder/day" || exit 1
cd day || exit 1

run help
commands=$(sed -n '/^Kommandon/,/^$/s/^  \([a-z][a-z-]*\) .*/\1/p' <<<"$out")
run help show
words=$(sed -n '/^VAD/,/^Val:/s/^  \([a-z-]*\) .*/show \1/p' <<<"$out")
while read -r way; do
    ok "$way is in the table" grep -qE "^[-ptc] $way( |\$)" "$here/outputs.txt"
done <<<"$commands"$'\n'"$words"

coproc TRACES { exec "$python" "$here/traces.py"; }

# silent NAME OWNER FILE...: none of the files has another's canary.
silent() {
    local line='' found='' IFS=$'\t'
    echo "${*:2}" >&"${TRACES[1]}"
    while [ "$line" != . ]; do
        found+=$line
        read -r line <&"${TRACES[0]}" || { found='no answer' && break; }
    done
    ok "$1" test -z "$found" || echo "# $found"
}

number=100
while read -r owner line; do
    case $owner in '#' | '') continue ;; esac
    number=$((number + 1))
    eval "arguments=(${line%% |*})" # a quoted statement is one word
    case ${arguments[0]} in
    show | check | verify | diff | explain | set | send)
        # What changes nothing, or is not done yet, is asked for twice.
        [ "${line/--maildir/}" = "$line" ] &&
            "$hundra" --json "${arguments[@]}" >"$number.json" 2>&1 </dev/null
        ;;
    esac
    "$hundra" "${arguments[@]}" >"$number.txt" 2>&1 </dev/null
    # shellcheck disable=SC2086
    case $line in *'|'*) files=$(echo ${line##*| }) ;; *) files='' ;; esac
    # shellcheck disable=SC2086
    silent "$line" "$owner" $number.* $files
done <"$here/outputs.txt"

# The test sees what it looks for: her own have them, and she led and drove.
for own in "p P001" "t T001"; do
    run show person "${own#* }"
    like "$own: her own page has her canaries" "$out" "anarie${own% *}"
    ok "$own: and her letter" grep -qrlE "kanarie${own% *}@" post/new
done
leads=$(sqlite3 hundra.db "SELECT token FROM feed JOIN participant
    ON participant.id = feed.participant
    WHERE code = 'T001' AND revoked_utc IS NULL")
is 'T001 who leads is named in a feed, which is her own' \
    "$(grep -lE '[Kk]anariet' feeds/*.ics)" "feeds/$leads.ics"
ok 'the contact has a letter' grep -qrl 'kanariec@' post/new
run --json show person T001
is 'the protected official leads and drives' \
    "$(value 'all(s["leader"] and s["driver"] for s in d["seats"])')" True
finish
