# Shared by the checks that need the team's folder.  Source it; TAP on stdout.
set -u
: "${SHARED:?}" "${HUNDRA:?}" "${HM_NODE:?}"
example=$PWD/docs/examples/foretagsbesok-2022
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
count=0

# ok NAME COMMAND...: one test; its output is shown when it fails.
ok() {
    local name=$1
    shift
    count=$((count + 1))
    if "$@" >"$work/out" 2>&1; then
        echo "ok $count - $name"
    else
        echo "not ok $count - $name"
        tail -n 25 "$work/out" | sed 's/^/# /'
    fi
}

done_testing() { echo "1..$count"; }
