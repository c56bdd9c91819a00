#!/bin/sh
# Installs the Debian packages that Hundra is built and tested with; says
# what it installs.  Asks nothing; uses sudo where the user is not root.
#
#   tests/deps.sh [build] [test] [shared] [servers] [client] [bench]
#                 [deb]             which lists
set -eu

build='gcc make pkg-config libglib2.0-dev libsqlite3-dev libjson-glib-dev
libzip-dev libxml2-dev libxlsxwriter-dev libcsv-dev libicu-dev
libgmime-3.0-dev libcurl4-openssl-dev libpango1.0-dev libharfbuzz-dev
libfontconfig-dev libfreetype-dev libpng-dev libqrencode-dev
coinor-libcbc-dev fonts-open-sans gettext
ca-certificates'
# Postfix, Dovecot, Radicale: real mail and calendars on loopback; poppler:
# qpdf, MuPDF and Ghostscript read our PDF, zbar its QR codes; the rest: checkers.
test='clang clang-tidy clang-format libclang-rt-14-dev postfix dovecot-imapd
dovecot-lmtpd dovecot-submissiond radicale curl openssl python3
poppler-utils qpdf mupdf-tools ghostscript zbar-tools libxml2-utils mandoc
sqlite3 nodejs npm chromium python3-openpyxl time zsh'
# Independent judges that only the team's own checks use.
shared='fonts-symbola python3-pikepdf python3-icalendar php-cli php-xml php-mbstring
php-sabre-vobject khal'
# Calendar servers, and a person's own mail program.
servers='xandikos'
# What the bench stands beside.
bench='libical-dev'
client='thunderbird xvfb dbus-x11 imagemagick'

# The package, its checker, and a clean Debian to try it in.
deb='debhelper lintian debootstrap poppler-utils'

wanted=''
for list in "${@:-build}"; do
    case $list in
    build) wanted="$wanted $build" ;;
    test) wanted="$wanted $test" ;;
    shared) wanted="$wanted $shared" ;;
    servers) wanted="$wanted $servers" ;;
    client) wanted="$wanted $client" ;;
    bench) wanted="$wanted $bench" ;;
    deb) wanted="$wanted $deb" ;;
    esac
done

missing=''
for package in $wanted; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null |
        grep -q 'ok installed' || missing="$missing $package"
done
# A Node.js from elsewhere is as good as Debian's.
if command -v node >/dev/null && command -v npm >/dev/null; then
    missing=$(printf '%s' "$missing" | sed 's/ nodejs//; s/ npm//')
fi
[ -n "$missing" ] || exit 0

as_root=''
[ "$(id -u)" = 0 ] || as_root=sudo
echo "Installing Debian packages:$missing"
# No mail server may start just because the tests use one.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
    $as_root chmod +x "$policy"
    trap '$as_root rm -f "$policy"' EXIT
fi
echo 'postfix postfix/main_mailer_type select No configuration' |
    $as_root debconf-set-selections 2>/dev/null || true
$as_root apt-get update -q
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends $missing
