#!/bin/bash
# Every message of the program has its English in po/en.po.
#
# The messages are extracted afresh from what git knows.  xgettext cannot see
# through GLib's macros for 64-bit numbers, so they are written out first, as
# GLib defines them on the 64-bit machines that we build for.
set -u

po=po/en.po
names_max=20
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

say() {
    # NUMBER NAME COMPLAINTS: none is good.
    if [ -z "$3" ]; then
        echo "ok $1 - $2"
    else
        echo "not ok $1 - $2"
        printf '%s\n' "$3" | sed 's/^/# /'
    fi
}

# The template of all messages, as $folder/all.pot.
extract() {
    local file
    git ls-files 'planner/*.[ch]' 'calendars/*.[ch]' 'templates/*.[ch]' \
        >"$folder/files"
    while read -r file; do
        mkdir -p "$folder/source/${file%/*}"
        sed -e 's/G_GINT64_FORMAT/"li"/g' -e 's/G_GUINT64_FORMAT/"lu"/g' \
            "$file" >"$folder/source/$file" || return
    done <"$folder/files"
    xgettext --from-code=UTF-8 --directory="$folder/source" \
        --files-from="$folder/files" --output="$folder/all.pot" \
        -k -k_ -kN_ -kQ_ -kC_:1c,2 -kNC_:1c,2 -kngettext:1,2 \
        -kg_dngettext:2,3 &&
        [ -s "$folder/all.pot" ]
}

# The messages of the catalogue $1, one a line: "file:line: msgid".
name_messages() {
    awk '
        function tell() {
            if (text != "")
                print (place == "" ? "po/en.po" : place) ": " text
            text = place = ""
            at_msgid = 0
        }
        /^$/ { tell(); next }
        /^#: / { if (place == "") place = $2; next }
        /^msgid / { at_msgid = 1; sub(/^msgid /, "") }
        /^msgid_plural |^msgstr/ { at_msgid = 0 }
        at_msgid { sub(/^"/, ""); sub(/"$/, ""); text = text $0 }
        END { tell() }
    ' "$1"
}

# What attribute $1 of msgattrib picks from the merged catalogue, at most
# names_max of it and then a count.
list() {
    local count
    rm -f "$folder/some.po" # msgattrib writes nothing when it finds none
    msgattrib "$1" --no-obsolete --no-wrap -o "$folder/some.po" \
        "$folder/merged.po" || return
    [ -s "$folder/some.po" ] || return
    name_messages "$folder/some.po" >"$folder/names"
    head -n "$names_max" "$folder/names"
    count=$(wc -l <"$folder/names")
    [ "$count" -le "$names_max" ] || echo "... and $((count - names_max)) more"
}

echo 1..4
if problem=$(extract 2>&1); then
    problem=
else
    problem=${problem:-xgettext found no messages}
fi
say 1 'the messages can be extracted' "$problem"

problem=$(msgmerge --quiet --no-fuzzy-matching --output-file="$folder/merged.po" \
    "$po" "$folder/all.pot" 2>&1 && list --untranslated 2>&1)
[ -s "$folder/merged.po" ] || problem=${problem:-msgmerge wrote nothing}
say 2 'every message is translated' "$problem"

problem=$(list --only-fuzzy 2>&1)
say 3 'no translation is a guess' "$problem"

problem=$(msgfmt --check-format --check-header --check-domain \
    --output-file=/dev/null "$po" 2>&1)
say 4 'formats and header are right' "$problem"
