#!/bin/bash
# What README promises of a fresh machine: a clean Debian 12 with git and make,
# a clone of what is committed here, and its first command once.
#
#   GOAL   another goal for make than demo
set -u
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

goal=${GOAL:-demo}
there=/srv/hundra

clone() {
    inside apt-get update -q &&
        inside apt-get install -y -q --no-install-recommends git make &&
        git clone -q --no-hardlinks "file://$(git rev-parse --show-toplevel)" \
            "$root$there"
}
installs_nothing() {
    ! inside make -C "$there" "$@" 2>&1 | grep -i install
}
letters() {
    test "$(find "$root$there/build/demo/post/new" -type f | wc -l)" -ge 100
}
sheets() { pdffonts "$root$there/build/demo/utskrift/gruppblad.pdf"; }

ok 'git and make are there, and a clone' clone || finish
ok 'make clean installs nothing' installs_nothing clean
ok 'nor does asking what make would do' installs_nothing -n "$goal"
ok "make $goal ends well at the first try" inside make -C "$there" "$goal" ||
    finish
if [ "$goal" = demo ]; then
    ok 'letters lie in the Maildir' letters
    ok 'the sheets are PDF' sheets
    ok 'and again' inside make -C "$there" demo
fi
finish
