#!/bin/bash
# Installs the .deb with apt in a clean Debian 12, where nothing is built, and
# runs the main job there.  Needs root, a network and debootstrap; takes the
# packages from where this machine does.
#
#   DEB    the package; build/deb/*.deb when it is not set
set -u

deb=$(realpath "${DEB:-$(ls build/deb/hundra_*.deb)}") || exit 1
suite=bookworm
root=$(mktemp -d)
log=$(mktemp)
chmod 755 "$root"

leave() {
    umount "$root/proc" 2>/dev/null
    rm -rf --one-file-system "$root" "$log"
}
trap leave EXIT

count=0
ok() {
    local name=$1
    shift
    count=$((count + 1))
    if "$@" >"$log" 2>&1; then
        echo "ok $count - $name"
    else
        echo "not ok $count - $name"
        tail -n 20 "$log" | sed 's/^/# /'
        return 1
    fi
}

# Debian's own archives, as this machine is told of them.
archives() {
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' \
        'Created-By: Packages' 'Origin: Debian' | grep " $suite" | sort -u
}

make_root() {
    local mirror
    mirror=$(archives | awk -v suite="$suite" '$2 == suite { print $1; exit }')
    [ -n "$mirror" ] || {
        echo "apt knows no Debian $suite; run apt-get update"
        return 1
    }
    debootstrap --variant=minbase "$suite" "$root" "$mirror" || return
    archives | sed 's/^/deb /' >"$root/etc/apt/sources.list"
    apt-config dump | grep -E '^Acquire::https?::Proxy ' \
        >"$root/etc/apt/apt.conf.d/proxy"
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod +x "$root/usr/sbin/policy-rc.d"
    mount -t proc proc "$root/proc"
}

# Within the root; the program runs there as someone who is not root.
inside() {
    chroot "$root" /usr/bin/env -i PATH=/usr/bin:/bin:/usr/sbin:/sbin \
        DEBIAN_FRONTEND=noninteractive HOME=/tmp LC_ALL=C.UTF-8 "$@"
}
user() { inside setpriv --reuid 1000 --regid 1000 --clear-groups "$@"; }

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

ok 'a clean Debian 12 is made' make_root || { echo 1..1; exit 1; }
ok 'apt installs the package' install_package || { echo 1..2; exit 1; }
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
echo "1..$count"
