#!/bin/bash
# Hostile texts in every cell that an office fills in, all the way out: each
# comes out as text or is refused with a sentence.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
"$python" "$here/hostile-day.py" "$folder/day" || exit 1

# flow FOLDER FILE...: from the files there to letters, calendars and paper.
flow() {
    local i what
    cd "$folder/day/$1" && mkdir said paper || exit 1
    shift
    say import import --yes --rejects rejects.xlsx "$@"
    "$hundra" import --yes --json "$@" >said/import.json 2>said/import-err.txt
    say check check
    for i in 1 2 3 4 5; do
        say plan plan --steps 60000 --seed "$i" && break
    done
    say publish publish
    say dry-run send --dry-run --quiet
    say send send --maildir post
    for what in not-this-time host briefing thanks; do
        say_both "preview-$what" letters preview --kind "$what"
        say "queue-$what" letters queue "$what"
    done
    say send-letters send --maildir letters
    say print print --out paper
    say print-html print --html --out pages
    say print-text print --text --out words
    say calendar calendar --out days
    say feed feed --out feeds
    say export export export.xlsx
    say verify verify
    answered
    for what in plan groups people companies sites unplaced plans \
        invitations outbox rules programme settings events journal; do
        say_both "show-$what" show "$what"
    done
}

# answered: what comes back holds every payload, and is booked or waits.
answered() {
    local what
    "$python" "$here/hostile-answers.py" post answers
    say_both receive receive --maildir answers
    for what in inbox replies outbox; do
        say_both "$what" "$what"
    done
    for what in $(sqlite3 hundra.db 'SELECT id FROM inbox'); do
        say_both "inbox-$what" inbox "$what"
    done
    say_both remind remind --dry-run
    say_both replace replace P010
    say_both free-busy free-busy P010
}

# in_english: the sheets of the day that flow left us in.
in_english() {
    mkdir english-paper
    say print-english print --in en --out english-paper
    say print-english-html print --in en --html --out english-pages
    say print-english-text print --in en --text --out english-words
}

# details: a thing at a time, in the day that flow left us in.
details() {
    local what
    for what in 'group 1' 'site PL01' 'person P'{001..016} \
        $(sed 's/^/company:/' ../companies.txt); do
        # shellcheck disable=SC2086
        say_both "show-$what" show ${what/:/ }
    done
    for what in X009 X011; do # whose addresses were taken
        say_both "show-$what" show person "$what"
    done
}

# events SOURCE: each text as an event's; refused only with a sentence.
events() {
    local one last
    for one in "$folder/day/events/$1"-*/; do
        "$hundra" --db "$one/day.db" import --yes "$one/event.json" \
            >"$one/out.txt" 2>"$one/err.txt"
        case $? in
        0) ;;
        3) grep -q '^hundra: import: .*event.json: .*;' "$one/err.txt" ||
            return 1 ;;
        *) return 1 ;;
        esac
        last=$(grep -cP '[\x01-\x08\x0b-\x1f\x7f]' "$one/out.txt" \
            "$one/err.txt" | grep -cv ':0$')
        [ "$last" = 0 ] || return 1
    done
}

all_valid() {
    node "$root/tests/peers/validate-ics.mjs" "$@" >valid.txt 2>&1 ||
        { tail -n 5 valid.txt | sed 's/^/# /' && return 1; }
}

for way in csv xlsx; do
    if [ "$way" = csv ]; then
        flow csv event.json {companies,politicians,officials}.csv \
            {sites,restider}.csv
    else
        flow xlsx event.json day.xlsx
    fi
    [ "$way" = xlsx ] || { details && in_english; }
    echo "# by $way"
    tap "$python" "$here/judge.py" "$folder/day/$way" \
        "$([ "$way" = xlsx ] && echo xlsx || echo details)"
    ok "$way: invitations are valid" all_valid --method REQUEST post/new/*
    ok "$way: calendar files are valid" all_valid days/*.ics feeds/*.ics
done

# Too long is text, too; a sheet may say that it cannot hold it.
flow long event.json {companies,politicians,officials,sites,restider}.csv
like 'long: printed, or said why not' "$(<said/print.txt)" \
    'sidor i|: ett stycke .* ryms inte .* den längsta är [^ ,]+, .* tecken\)'
echo '# too long'
tap "$python" "$here/judge.py" "$folder/day/long" long
ok 'long: invitations are valid' all_valid --method REQUEST post/new/*

cd "$folder" || exit 1
ok "an event's name: each text is taken, or refused with a sentence" \
    events event
for source in organiser sender place; do
    fails "a NUL in $source" 3 'event.json: innehåller .u0000, som inte är' \
        --db nul.db import --yes "day/events/$source-12/event.json"
done
for file in day/nul-*.csv; do
    source=${file#day/nul-}
    fails "a NUL in ${source%.csv}" 3 \
        "nul-$source: filen innehåller tecken som inte är text; spara" \
        --db nul.db import --yes "$file"
done

# What is typed comes back in sentences.
for text in $'\e[31mx' $'x\u202ey' '%s%n' $'\x9b1m'; do
    run --db day/csv/hundra.db show person "$text"
    is "told that nobody is called $(printf %q "$text")" "$status" 3
    ok 'without what the terminal would obey' refuse \
        grep -qP '[\x00-\x08\x0b-\x1f\x7f]|\xe2\x80\xae|\xc2\x9b' err.txt
done
finish
