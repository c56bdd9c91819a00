# What the tests against real servers share, on top of tests/cli/lib.sh.
# Source it.
#
# Postfix's master must be root, so each test is: of itself, or by sudo.
if [ "$(id -u)" != 0 ]; then
    if ! sudo -n true 2>/dev/null; then
        echo 'not ok 1 - Postfix must be started by root: run this as root,' \
            'or where sudo asks for no password'
        echo 1..1
        exit 1
    fi
    exec sudo -n env "HUNDRA=${HUNDRA-}" "HM_NODE=${HM_NODE-}" \
        "ASAN_OPTIONS=${ASAN_OPTIONS-}" "LSAN_OPTIONS=${LSAN_OPTIONS-}" \
        "UBSAN_OPTIONS=${UBSAN_OPTIONS-}" bash "$0"
fi
. "$(dirname "${BASH_SOURCE[0]}")/../cli/lib.sh"
peers=$root/tests/peers
mailhost=$folder.mail # what Postfix's own user must be able to reach
trap 'bash "$peers/postfix.sh" stop "$mailhost"; rm -rf "$folder" "$mailhost"' \
    EXIT
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$root/tests/hostile
python=/usr/bin/python3 # the one that Debian's modules belong to

# mail_starts [LMTP-PORT]: Postfix, in $mailhost; its port in $smtp.
mail_starts() {
    bash "$peers/postfix.sh" start "$mailhost" "$@" && . "$mailhost/env"
}

# until_ok SECONDS COMMAND...: waits until it succeeds.
until_ok() {
    local ends=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$ends" ] || return 1
        sleep 0.1
    done
}
