#!/bin/bash
# Real shells complete the command line by what the program writes for them.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cases=$root/tests/cases/complete.txt
touch lista.csv 'två ord.xlsx' dagen.db

# complete SHELL TYPED: TYPED is a line each; the completions, likewise.
complete_in() {
    python3 "$root/tests/peers/complete.py" "$1" "$folder/hundra.$1" <<<"$2"
}

for shell in bash zsh; do
    run help "--$shell"
    is "$shell: the words are written" "$status" 0
    cp out.txt "hundra.$shell"
    is "$shell: understands them" "$("$shell" -n "hundra.$shell" 2>&1)" ''

    wanted=$(sed -n "s/^$shell: //; /^hundra/p" "$cases")
    typed=$(sed 's/|.*//' <<<"$wanted")
    got=$(complete_in "$shell" "$typed" | paste -d'|' <(echo "$typed") -)
    ok "$shell: completes $(wc -l <<<"$typed") lines" \
        diff -u <(echo "$wanted") <(echo "$got")

    # English has apostrophes, which shells quote by.
    run --lang en help "--$shell"
    cp out.txt "hundra.$shell"
    is "$shell: in English too" \
        "$(complete_in "$shell" 'hundra show gr')" 'group groups'
done

# An option that is new is offered by both: nothing is written by hand.
run --help
for command in $(sed -n '/^Kommandon/,/^$/s/^  \([a-z]*\) .*/\1/p' <<<"$out"); do
    run help "$command"
    for option in $(grep -oE '^  --[a-z0-9-]+' <<<"$out"); do
        ok "$command $option: bash knows it" \
            grep -qE "^ *$command\\) options='[^']*$option[ ']" hundra.bash
        ok "$command $option: zsh knows it" \
            grep -q -e "^ *'$option[=\\[]" hundra.zsh
    done
done
finish
