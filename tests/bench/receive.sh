#!/bin/bash
# Reads replies from a real Dovecot into the store: hundra receive --imap.
#
#   tests/bench/receive.sh BUILD [COUNT]
#
# The event is a region's day (region-day.h), published and sent; each person
# and company has answered, in Outlook's or Google's words.  Prints one line:
# booked, wall seconds, seconds of processor, peak MiB, Dovecot's seconds of
# processor (it shares the machine).
set -euo pipefail
build=$1 count=${2:-10000}
hundra=$PWD/$build/hundra day=$PWD/$build/gcc/bench-day
work=$(mktemp -d)
post=$(mktemp -d)
trap 'bash tests/peers/dovecot.sh stop "$post"; rm -rf "$work" "$post"' EXIT
bash tests/peers/dovecot.sh start "$post" planner@example.test >&2
# shellcheck source=/dev/null
. "$post/env"

people=$(((count + 12) / 13 * 10)) # 13 letters for ten people
"$day" make "$work/day.db" "$people" >/dev/null
"$day" publish "$work/day.db" >/dev/null
"$day" send "$work/day.db" "$work/letters" >/dev/null
maildir=$post/mail/example.test/planner/Maildir
install -d "$maildir"/{new,cur,tmp}
python3 -B tests/bench/replies.py "$work/day.db" tests/samples "$maildir/new" \
    "$count"
[ "$user" = "$(id -un)" ] || chown -R "$user:" "$post/mail"

printf 'user = planner@example.test\npassword = secret\n' >"$work/login"
chmod 600 "$work/login"
/usr/bin/time -f '%e %U %S %M' -o "$work/time" \
    "$hundra" --db "$work/day.db" receive --json --ca "$ca" \
    --imap "imaps://localhost:$imaps" --credentials "$work/login" \
    >"$work/report"
booked=$(sed -n 's/.*"booked":\([0-9]*\).*/\1/p' "$work/report")
[ "$booked" = "$count" ] || { cat "$work/report" >&2; exit 1; }
sleep 1 # so that its children have ended, and count
served=$(awk -v tick="$(getconf CLK_TCK)" \
    '{ printf "%.2f", ($14 + $15 + $16 + $17) / tick }' "/proc/$pid/stat")
tail -n 1 "$work/time" | awk -v n="$booked" -v served="$served" \
    '{ printf "%d %s %.2f %.0f %s\n", n, $1, $2 + $3, $4 / 1024, served }'
