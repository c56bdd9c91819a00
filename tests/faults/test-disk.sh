#!/bin/bash
# A full disk, a folder that may not be written, a clock that steps back, and
# two programs on one database.
. "$(dirname "${BASH_SOURCE[0]}")/../cli/lib.sh"

here=$root/tests/faults
export HUNDRA_NOW=1652191500
HUNDRA=$hundra python3 -B "$here/day.py" "$folder/stages" || exit 1
cp "$root"/docs/examples/foretagsbesok-2022/sites.csv stages/day

# whole FOLDER: its database is.
whole() {
    test "$(sqlite3 "$1/hundra.db" 'PRAGMA integrity_check')" = ok
}

# in_folder FOLDER ARGUMENT...: as run, in that folder.
in_folder() {
    local where=$1
    shift
    err=$(cd "$where" && "$hundra" "$@" 2>&1 >/dev/null </dev/null)
    status=$?
}

# ---- a full disk -----------------------------------------------------------

# fill FREE: leaves so many KiB on the small disk.
fill() {
    rm -f small/filler
    head -c "$(($(df --output=avail -B1 small | tail -1) - $1 * 1024))" \
        /dev/zero >small/filler
}

mkdir small
mounted=''
if [ "$(id -u)" = 0 ] &&
    mount -t tmpfs -o size=2m,mode=700 tmpfs small 2>/dev/null; then
    mounted=yes
    trap 'umount -l "$folder/small"; rm -rf "$folder"' EXIT
fi

# full STAGE ARGUMENT...: on a disk with less and less room; FULL when not
# ours to fill, by the shim.
full() {
    local stage=$1 free told='' bad='' hits=0 before=()
    shift
    for free in 200 100 64 32 16 8 4 0; do
        rm -rf small/*
        cp -r "stages/$stage" small/day
        if [ -n "$mounted" ]; then
            fill "$free"
            in_folder small/day "$@"
        else
            err=$(cd small/day && FAULT_FAMILY=write FAULT_ON=1 \
                FAULT_ERRNO=28 FAULT_AT=$((free / 4 + 1)) LD_PRELOAD=$shim \
                "$hundra" "$@" 2>&1 >/dev/null </dev/null)
            status=$?
        fi
        rm -f small/filler
        [ "$status" = 0 ] || hits=$((hits + 1))
        [ "$status" = 0 ] || grep -q '^hundra: ' <<<"$err" ||
            bad="$bad $free KiB: $status $err;"
        whole small/day || bad="$bad $free KiB: not whole;"
        HUNDRA_NOW=$((HUNDRA_NOW + 86400)) in_folder small/day "$@"
        [ "$status" = 0 ] || bad="$bad $free KiB, again: $status $err;"
    done
    is "a full disk: $1" "$bad" ''
    ok "a full disk: $1 noticed" test "$hits" -gt 0
}

# The sanitizers' own needs are not the program's: what ships is tried.
shim=${SHIM:-$root/build/faults/shim.so}
sanitized=$hundra
hundra=$(realpath "${SHIPPED:-$root/build/hundra}")
full day import --yes people.csv
full day set jourtelefon '031-390 06 02'
full day plan --steps 20000 --seed 1
full day publish
full published send --maildir box
full day print --out paper
full day export day.xlsx

# ---- a folder that may not be written --------------------------------------

rm -rf small/*
cp -r stages/day small/day
if [ -n "$mounted" ]; then
    mount -o remount,ro small
else
    chmod 500 small/day
    chmod 400 small/day/hundra.db
fi
in_folder small/day set jourtelefon '031-390 06 03'
is 'a read-only folder: status' "$status" 4
like 'a read-only folder: says so' "$err" 'skriv'
in_folder small/day show journal
like 'a read-only folder: to look as well' "$status $err" \
    '^(0|4 hundra: .*skriv)'
if [ -n "$mounted" ]; then
    mount -o remount,rw small
else
    chmod -R u+w small/day
fi
in_folder small/day set jourtelefon '031-390 06 03'
is 'a folder that was read-only' "$status" 0
hundra=$sanitized

# ---- a clock that steps back -----------------------------------------------

cp -r stages/day clock
in_folder clock publish
in_folder clock send --maildir box
for step in 1 2 3; do
    HUNDRA_NOW=$((1652191500 - step * 3600))
    in_folder clock set jourtelefon "031-390 06 0$((step + 1))"
    in_folder clock publish
    is "an hour back, $step: publish" "$status $err" '0 '
    HUNDRA_NOW=$((1652191500 + 86400)) in_folder clock send --maildir box
done
is 'DTSTAMP still grows' "$(sqlite3 clock/hundra.db \
    'SELECT count(*) FROM outbox a JOIN outbox b ON b.invitation = a.invitation
     AND b.id > a.id AND b.dtstamp_utc <= a.dtstamp_utc')" 0
ok 'and letters went out' test "$(sqlite3 clock/hundra.db \
    'SELECT count(*) - count(DISTINCT invitation) FROM outbox')" -gt 3
HUNDRA_NOW=1652191500

# ---- two programs on one database ------------------------------------------

# pair NAME STAGE -- ARGUMENT... -- ARGUMENT...: both at once, ten times; one
# may say that the other is at it, and then does it after all.
pair() {
    local name=$1 stage=$2 bad='' first=() second=() one two try
    shift 3
    while [ "$1" != -- ]; do
        first+=("$1")
        shift
    done
    shift
    second=("$@")
    for try in 1 2 3 4 5 6 7 8 9 10; do
        rm -rf pair
        cp -r "stages/$stage" pair
        (cd pair && exec "$hundra" "${first[@]}" >/dev/null 2>one.txt) &
        in_folder pair "${second[@]}"
        two=$status
        wait $!
        one=$?
        [ "$one" = 0 ] || grep -qE 'annat program|just nu' pair/one.txt ||
            bad="$bad $try: $one $(<pair/one.txt);"
        [ "$two" = 0 ] || grep -qE 'annat program|just nu' <<<"$err" ||
            bad="$bad $try: $two $err;"
        [ "$one" = 0 ] || in_folder pair "${first[@]}"
        [ "$two" = 0 ] || in_folder pair "${second[@]}"
        [ "$status" = 0 ] || bad="$bad $try, again: $status $err;"
        whole pair || bad="$bad $try: not whole;"
    done
    is "two at once: $name" "$bad" ''
}

# The first import makes the database; one that fails takes it away again,
# but not from under another.
bad=''
printf 'ID;Efternamn\nP1;A\n' >stages/empty/half.csv
for try in {1..15}; do
    rm -rf pair
    cp -r stages/empty pair
    (cd pair && exec "$hundra" import --yes half.csv >/dev/null 2>&1) &
    sleep "0.0$((try % 8))"
    in_folder pair import --yes event.json
    wait $!
    [ "$status" = 0 ] || grep -q 'annat program' <<<"$err" ||
        bad="$bad $try: $status $err;"
    [ "$status" = 0 ] || in_folder pair import --yes event.json
    [ "$(sqlite3 pair/hundra.db 'SELECT count(*) FROM event')" = 1 ] ||
        bad="$bad $try: lost;"
done
is 'two at once: the first import, and one that fails' "$bad" ''

pair 'import and plan' day -- import --yes people.csv -- \
    plan --steps 20000 --seed 1
is 'both did it' "$(sqlite3 pair/hundra.db "SELECT max(version) FROM plan;
    SELECT count(*) FROM participant WHERE code IN ('P009', 'P010')" |
    tr '\n' ' ')" '2 2 '
pair 'publish and publish' day -- publish -- publish
is 'each is invited once' "$(sqlite3 pair/hundra.db \
    'SELECT count(*) - count(DISTINCT invitation) FROM outbox')" 0
pair 'send and send' published -- send --maildir box -- send --maildir box
is 'each letter is there once' "$(find pair/box -type f | wc -l)" \
    "$(sqlite3 pair/hundra.db 'SELECT count(*) FROM outbox')"
finish
