# What the tests of the command line share: the real program in a fresh
# folder, and TAP.  Source it first, end with `finish`.
#
#   HUNDRA        the program; build/hundra when it is not set
#   HUNDRA_QUICK  the same without the sanitizers, for what is asked very often

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
hundra=$(realpath "${HUNDRA:-$root/build/hundra}")
quick=$(realpath "${HUNDRA_QUICK:-$hundra}")
example=$root/docs/examples/foretagsbesok-2022

unset HUNDRA_DB HUNDRA_LANG COLUMNS LANGUAGE
export LC_ALL=C TZ=UTC

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1

count=0 failures=0

# ok NAME COMMAND...: passes when COMMAND does.
ok() {
    local name=$1
    shift
    count=$((count + 1))
    if "$@"; then
        echo "ok $count - $name"
    else
        failures=$((failures + 1))
        echo "not ok $count - $name"
        return 1
    fi
}

# is NAME GOT WANTED
is() {
    ok "$1" test "$2" = "$3" || printf '# got    %s\n# wanted %s\n' "$2" "$3"
}

# like NAME TEXT PATTERN: an extended regular expression.
like() {
    ok "$1" grep -qE -e "$3" <<<"$2" ||
        printf '# in     %s\n# wanted %s\n' "${2:0:2000}" "$3"
}

# unlike NAME TEXT PATTERN
unlike() {
    ok "$1" refuse grep -qE -e "$3" <<<"$2" ||
        printf '# in     %s\n# unwanted %s\n' "${2:0:2000}" "$3"
}

refuse() { ! "$@"; }

# run ARGUMENT...: the program; sets out, err and status.
run() {
    "$hundra" "$@" >out.txt 2>err.txt </dev/null
    status=$?
    out=$(<out.txt)
    err=$(<err.txt)
}

# a_plan SEED ARGUMENT...: plans by that seed, or by the next that is lucky in
# so few steps; seed says which.  As run.
a_plan() {
    local last=$(($1 + 5))
    seed=$1
    shift
    while run plan --steps 300000 --seed "$seed" "$@"
        [ "$status" = 5 ] && [ "$seed" -lt "$last" ]; do
        seed=$((seed + 1))
    done
}

# small_day: into event.json and three tables here, of the example: so few that
# the plan is proven best.
small_day() {
    sed -e 's/"grupper_min": 25/"grupper_min": 1/' \
        -e 's/"grupper_max": 30/"grupper_max": 2/' \
        -e 's/"platser_min": 25/"platser_min": 1/' \
        -e 's/"besök_önskat": 120/"besök_önskat": 6/' \
        -e 's/"id": "foretagsbesok-2022"/"id": "foretagsbesok-liten"/' \
        "$example/event.json" >event.json
    head -n 7 "$example/companies.csv" >companies.csv
    sed -n '1p;20,31p' "$example/politicians.csv" |
        grep -v 'F[01]' >politicians.csv
    head -n 10 "$example/officials.csv" | grep -v 'F138' >officials.csv
    run import --yes event.json "$example/sites.csv" companies.csv \
        politicians.csv officials.csv "$example/restider.csv"
}

# fails NAME STATUS PATTERN ARGUMENT...: one sentence, nothing on stdout.
fails() {
    local name=$1 wanted=$2 pattern=$3
    shift 3
    run "$@"
    is "$name: status" "$status" "$wanted"
    like "$name: says why" "$err" "$pattern"
}

# value EXPRESSION: of the JSON in out, as Python sees it in d.
value() {
    python3 -c 'import json, sys
d = json.load(open("out.txt", encoding="utf-8"))
print(eval("(" + sys.argv[1] + ")"))' "$1"
}

finish() {
    echo "1..$count"
    exit "$((failures > 0))"
}
