#!/bin/bash
# Every rule of docs/RULES-MAIL.md has a test whose name holds its number, in
# the file that the table says.
set -u

table=docs/RULES-MAIL.md

said() { sed -n "s/^| $1 |.*| \`\([^\`]*\)\`.*/\1/p" "$table"; }
named() { grep -qE "rule $1(:|, rule)" "$2" 2>/dev/null; }

untold='' untested=''
for rule in $(seq 64); do
    case $rule in 11 | 37) continue ;; esac # the relay's work; the web
    file=$(said "$rule")
    if [ -z "$file" ]; then
        untold+=" $rule"
    else
        named "$rule" "$file" || untested+=" $rule"
    fi
done

echo 1..2
told() { # NUMBER NAME RULES
    [ -z "$3" ] && echo "ok $1 - $2" || echo "not ok $1 - $2:$3"
}
told 1 'every rule stands in the table' "$untold"
told 2 'and has its test' "$untested"
