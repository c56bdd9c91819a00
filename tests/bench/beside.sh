#!/bin/bash
# The same work by us and by others, one after the other: making invitations,
# sending mail, reading replies.  Prints the table; draws it as a picture.
#
#   tests/bench/beside.sh BUILD OUT.svg [COUNT]
#
# Same count, contents and server, one process each (ours reads replies in
# children).  COUNT is of invitations; half as many are sent, five times as
# many are read.
set -euo pipefail
build=$1 picture=$2 count=${3:-20000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
others=$build/gcc/others
samples=(tests/samples/{outlook-tentative,google-accept-mixed-ics}.eml)
# Modules are found beside the file that asks.
cp tests/bench/others/*.mjs "$build/others"

node_version() {
    sed -n 's/.*"version": "\(.*\)".*/\1/p' \
        "$build/others/node_modules/$1/package.json"
}
generator="ical-generator $(node_version ical-generator)"
mailer="nodemailer $(node_version nodemailer)"
libical="libical $(pkg-config --modversion libical)"
gmime="GMime $(pkg-config --modversion gmime-3.0)"
curl="libcurl $(pkg-config --modversion libcurl)"

# figure JOB WHO PATTERN COMMAND...: a line of JOB, WHO, rate and peak KiB; the
# rate stands before the first "/s", "messages/s" or "a second" of the line
# that PATTERN finds.
figure() {
    local job=$1 who=$2 pattern=$3 rate
    shift 3
    /usr/bin/time -f '%M' -o "$work/time" "$@" >"$work/out"
    rate=$(sed -nE "/$pattern/s@.*[ :]([0-9]+) *(messages)?(/s| a second;).*@\1@p" \
        "$work/out")
    printf '%s\t%s\t%s\t%s\n' "$job" "$who" "${rate:?}" \
        "$(tail -n 1 "$work/time")"
}

{
    bytes=8192 sent=$((count / 2)) read=$((count * 5))
    ours=("$build/gcc/bench-calendars" "$count")
    what='calendars made'
    figure "$what" Hundra '^calendars' "${ours[@]}"
    figure "$what" "$libical" . "$others" calendar "$count"
    figure "$what" "$generator" . \
        node "$build/others/invite.mjs" calendar "$count"

    what='invitations made, in MIME'
    figure "$what" Hundra '^invitations' "${ours[@]}"
    figure "$what" "$libical, $gmime" . "$others" message "$count"
    figure "$what" "$mailer, $generator" . \
        node "$build/others/invite.mjs" message "$count"

    . tests/bench/sink.sh
    for connections in 1 4; do
        what="mail of 8 KB sent, connections: $connections"
        figure "$what" Hundra . \
            "$build/gcc/bench-smtp" "$port" "$sent" "$bytes" "$connections"
        [ "$connections" != 1 ] ||
            figure "$what" "$curl" . \
                "$others" send "$sent" "$port" "$bytes"
        figure "$what" "$mailer" . node "$build/others/send.mjs" \
            "$port" "$sent" "$bytes" "$connections"
    done

    what='replies read'
    figure "$what" Hundra . \
        "$build/gcc/bench-intake" "$read" "${samples[@]}"
    figure "$what" "$libical, $gmime" . \
        "$others" read "$read" "${samples[@]}"
} >"$work/figures"
python3 -B tests/bench/beside.py "$work/figures" "$picture"
