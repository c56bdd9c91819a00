#!/bin/bash
# What is said of the program in several places is the same in all of them:
# its version, the packages it is built with, what a catalogue must know.
set -u

# NUMBER NAME COMPLAINTS: none is good.
say() {
    if [ -z "$3" ]; then
        echo "ok $1 - $2"
    else
        echo "not ok $1 - $2"
        printf '%s\n' "$3" | sed 's/^/# /'
    fi
}

# Each place and its version, where that is not VERSION.
other_versions() {
    local version
    version=$(sed -n 's/^VERSION *:= *//p' Makefile)
    {
        echo "debian/changelog $(sed -n '1s/.*(\(.*\)).*/\1/p' debian/changelog)"
        echo "publiccode.yml $(sed -n 's/^softwareVersion: //p' publiccode.yml)"
        echo "CHANGELOG.md $(sed -n 's/^## \[\([0-9].*\)\].*/\1/p' CHANGELOG.md |
            head -n 1)"
    } | grep -vF " $version"
}

# Compiler and make are part of every Debian build.
packages_of_deps() {
    sed -n "/^build='/,/'\$/p" tests/deps.sh | tr -d "'" | sed 's/^build=//' |
        tr -s ' ' '\n' | grep -vxE 'gcc|make'
}
packages_of_control() {
    sed -n '/^Build-Depends:/,/^$/p' debian/control |
        sed 's/^Build-Depends://; s/([^)]*)//g' | tr -s ', ' '\n' |
        grep -vx 'debhelper-compat' | grep .
}

# Keys that the standard publiccode.yml demands.
missing_keys() {
    local key
    for key in publiccodeYmlVersion name url platforms developmentStatus \
        softwareType description legal maintenance localisation; do
        grep -q "^$key:" publiccode.yml || echo "publiccode.yml: no $key"
    done
    for key in sv en; do
        sed -n "/^  $key:/,/^  [a-z]/p" publiccode.yml |
            grep -q '^    longDescription:' || echo "no description in $key"
    done
}

# Libraries that a room loads late are not seen by dpkg-shlibdeps.
late_libraries() {
    git grep -hoE '"lib[A-Za-z]+\.so\.[0-9]+"' -- '*/late.c' | tr -d '"'
}
missing_depends() {
    local library package
    late_libraries | grep -q . || echo 'no library is loaded late?'
    for library in $(late_libraries); do
        package=$(dpkg -S "*/$library" | sed -n '1s/:.*//p')
        sed -n '/^Depends:/,/^[A-Z][a-z]*:/p' debian/control |
            grep -qE "[ ,]${package:-nothing}(,|$)" ||
            echo "$library: ${package:-in no package}"
    done
}
late_but_linked() {
    local library
    for library in $(late_libraries); do
        objdump -p "$HUNDRA" | grep "NEEDED *$library"
    done
}

echo 1..5
say 1 'one version everywhere' "$(other_versions)"
say 2 'debian/control builds with what tests/deps.sh installs' \
    "$(diff <(packages_of_deps | sort) <(packages_of_control | sort))"
say 3 'publiccode.yml has what it must' "$(missing_keys)"
say 4 'debian/control depends on what is loaded late' "$(missing_depends)"
say 5 'what is loaded late is not linked' "$(late_but_linked)"
