# A shared calendar from the first entry to two who change it at once, against
# whatever server answers.  Source it after tests/cli/lib.sh, in a folder with
# a published plan in hundra.db:
#
#   url       the calendar
#   dav       an array: what hundra sync needs besides the address
#   curling   an array: what curl needs besides the address
# shellcheck disable=SC2154

# web ARGUMENT...: curl, as another program at the same calendar.
web() { curl -sS --noproxy '*' "${curling[@]}" "$@"; }

# names: of all entries there, as their paths.
names() {
    web -X PROPFIND -H 'Depth: 1' -H 'Content-Type: application/xml' \
        -d '<propfind xmlns="DAV:"><prop><getetag/></prop></propfind>' "$url" |
        grep -oE '[0-9a-f]{24}\.ics' | sort -u
}

# name_of TITLE: the entry whose title begins so.
name_of() {
    local name
    for name in $(names); do
        if web "$url$name" | tr -d '\r' | grep -q "^SUMMARY:$1"; then
            echo "$name"
            return
        fi
    done
}

# change NAME SED: somebody edits that entry in a program of her own.
change() {
    web "$url$1" | sed "$2" >edited.ics
    web -f -X PUT -H 'Content-Type: text/calendar' --data-binary @edited.ics \
        -o put.xml "$url$1"
}

# state: of every entry there, and of the store.
state() {
    local name
    for name in $(names); do web "$url$name" | sha256sum; done
    sqlite3 hundra.db 'SELECT * FROM collection; SELECT * FROM resource;
        SELECT count(*) FROM journal'
}

sync() { run sync "$url" "${dav[@]}" --json "$@"; }

# told: what others have changed, by the newest sync.
told() { value '[(t["code"], t["what"]) for t in d["theirs"]]'; }

dav_walk() {
    local groups all before first second
    sync
    is 'the first sync' "$status" 0
    groups=$(sqlite3 hundra.db 'SELECT count(DISTINCT group_number) FROM visit')
    all=$((groups + 1))
    is 'puts each group and the day' "$(value 'd["added"]')" "$all"
    is 'and they are there' "$(names | wc -l)" "$all"

    first=$(name_of 'Grupp 1:')
    second=$(name_of 'Grupp 2:')
    web "$url$first" | tr -d '\r' >entry.ics
    ok 'rule 38: no METHOD' refuse grep -q '^METHOD' entry.ics
    is 'rule 38: one UID' "$(grep -c '^UID' entry.ics)" 1
    ok 'rule 39: nobody to mail' \
        refuse grep -qE '^(ATTENDEE|ORGANIZER)' entry.ics
    ok 'the stops are in the text' grep -q '^DESCRIPTION:' entry.ics

    before=$(state)
    sync
    is 'again: nothing to do' \
        "$(value '(d["added"], d["changed"], d["removed"], d["unchanged"])')" \
        "(0, 0, 0, $all)"
    is 'and nothing done' "$(state)" "$before"

    # Somebody moves an entry, retitles it, and takes another away.
    change "$first" 's/^DTEND\(.*\)T[0-9]*/DTEND\1T235900/
        s/^SUMMARY:Grupp 1/SUMMARY:Flyttad grupp 1/'
    web -f -X DELETE -o put.xml "$url$second"
    sync
    is 'what others change is told' "$(told)" \
        "[('grupp-01', 'moved'), ('grupp-01', 'title'), ('grupp-02', 'deleted')]"
    like 'from where to where' "$(value 'd["theirs"][0]["to"]')" '23:59$'
    is 'and left' "$(value '(d["added"], d["changed"])')" '(0, 0)'
    like 'as it was' "$(web "$url$first")" '^SUMMARY:Flyttad'
    is 'the plan does not follow' \
        "$(sqlite3 hundra.db 'SELECT count(*) FROM plan')" 1
    before=$(state)
    sync
    is 'it is told again' "$(value 'len(d["theirs"])')" 3
    is 'and left again' "$(state)" "$before"

    # Meanwhile the plan changes: the rest follows, theirs stays.
    run set jourtelefon '031-390 99 99'
    sync
    is 'rule 38: the rest is changed' "$(value 'd["changed"]')" $((all - 2))
    like 'rule 38: theirs is not lost' "$(web "$url$first")" 'T235900'
    sync --ours
    is 'ours goes first when asked for' "$(value 'd["changed"]')" 2
    is 'and then all is told' "$(told)" '[]'
    like 'with the new facts' "$(web "$url$first" | tr -d '\r\n ')" \
        '031-390.{1,2}99.{1,2}99'
    is 'and what was deleted is back' "$(names | wc -l)" "$all"
    like 'a later version' "$(web "$url$first")" '^SEQUENCE:[1-9]'

    # Two planners with a copy each: the later sees what the earlier did.
    cp hundra.db other.db
    run set jourtelefon '031-390 11 11'
    sync
    is 'one planner changes' "$(value 'd["changed"]')" "$all"
    run set jourtelefon '031-390 22 22' --db other.db
    sync --db other.db
    is 'two at once: the other overwrites nothing' "$(value 'd["changed"]')" 0
    is 'and is told of all' "$(value 'len({t["code"] for t in d["theirs"]})')" \
        "$all"
    like 'the first change stands' "$(web "$url$first" | tr -d '\r\n ')" \
        '031-390.{1,2}11.{1,2}11'
    # Who does the same as somebody else has done has done it.
    run set jourtelefon '031-390 11 11' --db other.db
    sync --db other.db
    is 'and when both say the same nobody need choose' "$(told)" '[]'

    # A server that has lost its list of changes.
    sqlite3 hundra.db "UPDATE collection SET sync_token =
        replace(replace(sync_token, 'a', 'f'), '1', '2')"
    sync
    is 'rule 40: an unknown token reads all again' \
        "$(value '(d["changed"], d["unchanged"])')" "(0, $all)"
    # A store that has lost what it put (a backup).
    sqlite3 hundra.db 'DELETE FROM resource; DELETE FROM collection'
    sync
    is 'what was put before is known again' \
        "$(value '(d["added"], d["changed"], d["theirs"])')" '(0, 0, [])'
    is 'and not doubled' "$(names | wc -l)" "$all"

    # Others' own entries are theirs.
    sed -e 's/^UID:.*/UID:own-1/' edited.ics |
        web -f -X PUT -H 'Content-Type: text/calendar' --data-binary @- \
            -o put.xml "${url}own%20entry.ics"
    sync
    is 'rule 41: an entry that is not ours' "$(value 'd["others"] > 0')" True
    web "${url}own%20entry.ics" >own.ics
    ok 'is left alone' grep -q '^UID:own-1' own.ics
}
