#!/bin/bash
# Installs the .deb with apt in a clean Debian 12, where nothing is built, and
# runs the main job there.
#
#   DEB    the package; build/deb/*.deb when it is not set
set -u

deb=$(realpath "${DEB:-$(ls build/deb/hundra_*.deb)}") || exit 1
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

install_package() {
    cp "$deb" "$root/tmp/hundra.deb" && chmod 644 "$root/tmp/hundra.deb" &&
        inside apt-get update -q &&
        inside apt-get install -y -q /tmp/hundra.deb
}

run_demo() {
    user sh -c 'cd /tmp && bash /usr/share/doc/hundra/demo.sh /usr/bin/hundra \
        demo'
}

no_compiler() { ! inside sh -c 'command -v gcc || command -v make'; }
gone() { ! inside sh -c 'find /usr -path "*hundra*" | grep .'; }
in_english() { user hundra --lang en --help | grep -q '^Usage: hundra'; }
whole() { user head -c 5 "$1" | grep -q '^%PDF-'; }
letters() {
    test "$(find "$root/tmp/demo/post/new" -type f | wc -l)" -ge 100
}
fonts() { pdffonts "$root$1" | grep 'OpenSans'; }

ok 'apt installs the package' install_package || finish
ok 'without a compiler' no_compiler
ok 'the program says its version' user hundra version --verbose
ok 'the help speaks English' in_english
ok 'the day is planned, told and printed' run_demo
ok 'letters lie in the Maildir' letters
ok 'the sheets are PDF' whole /tmp/demo/utskrift/gruppblad.pdf
ok 'in Open Sans' fonts /tmp/demo/utskrift/gruppblad.pdf
ok 'the plan is verified' user hundra verify --db /tmp/demo/hundra.db
ok 'the package is removed' inside apt-get purge -y -q hundra
ok 'nothing of it is left' gone
finish
