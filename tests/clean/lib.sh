# A clean Debian 12 in a folder of its own, and TAP.  Source it first, end with
# `finish`.  Needs root, a network and debootstrap; takes the packages from
# where this machine does.

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

# Within the root, as root and as someone who is not.
inside() {
    chroot "$root" /usr/bin/env -i PATH=/usr/bin:/bin:/usr/sbin:/sbin \
        DEBIAN_FRONTEND=noninteractive HOME=/tmp LC_ALL=C.UTF-8 "$@"
}
user() { inside setpriv --reuid 1000 --regid 1000 --clear-groups "$@"; }

finish() {
    echo "1..$count"
    exit
}

ok 'a clean Debian 12 is made' make_root || finish
