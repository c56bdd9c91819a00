#!/bin/bash
# Help, parser and manual are made from the same rows: do they agree?
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

run --help
is 'help ends well' "$status" 0
commands=$(sed -n '/^Kommandon/,/^$/s/^  \([a-z-]*\) .*/\1/p' <<<"$out")
globals=$(grep -oE '^  --[a-z0-9-]+' <<<"$out" | tr -d ' ')
is 'the commands' "$(sort <<<"$commands" | tr '\n' ' ')" \
    'absent calendar check closed diff edit explain export feed free-busy help import inbox late letters lock move outbox plan print publish receive rehearse remind replace replies rule send set show swap sync templates undo unlock verify version '
is 'the global options' "$(tr '\n' ' ' <<<"$globals")" \
    '--db --event --lang --templates --json --quiet --help --version '
widest=$(wc -L <<<"$out")
ok 'help fits a terminal' test "$widest" -le 80

run help --man
man=$out
is 'the manual is written' "$status" 0
printf '%s\n' "$man" >hundra.1
# The page is in Swedish, and so is the name of its first section.
lint=$(mandoc -T lint -W warning hundra.1 | grep -v 'NAME')
is 'the manual has no fault' "$lint" ''
text=$(mandoc -T utf8 hundra.1 | sed 's/.\x08//g' | tr -s ' \n' ' ')
like 'the manual lists statuses' "$text" '7 .{0,80}skicka igen'

for command in $commands; do
    run help "$command"
    help=$out
    is "help $command" "$status" 0
    run "$command" --help
    is "$command --help is the same" "$out" "$help"
    ok "$command: fits a terminal" test "$(wc -L <<<"$help")" -le 80
    like "$command: in the manual" "$man" "^\\.Ss $command\$"
    section=$(sed -n "/^\\.Ss $command\$/,/^\\.S[sh] /p" <<<"$man")
    for option in $(grep -oE '^  --[a-z0-9-]+' <<<"$help" | tr -d ' '); do
        like "$command $option: in the manual" "$section" \
            "^\\.It Fl Fl ${option#--}( |\$)"
        hundra=$quick run "$command" "$option"
        unlike "$command $option: known to the parser" "$err" 'okänt val'
    done
done

fails 'help of nothing' 2 'okänt kommando' help abrakadabra
run --lang en --help
is 'help in English' "$status" 0
like 'is in English' "$out" '^Usage: hundra '
unlike 'all of it' "$out" '[åäöÅÄÖ]'
for command in $commands; do
    run --lang en help "$command"
    unlike "help $command in English" "$out" \
        '(^| )(för|är|och|inte|den|som) '
done
run --lang en help --man
lint=$(mandoc -T lint -W warning <<<"$out")
is 'the manual in English has no fault' "$lint" ''
run help
first=$out
LANGUAGE=de LANG=de_DE.UTF-8 run help
is 'the language is not the machine'"'"'s' "$out" "$first"
HUNDRA_LANG=en run --lang sv help
is 'the option goes before HUNDRA_LANG' "$out" "$first"
finish
