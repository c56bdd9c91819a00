# What the hostile tests share, on top of tests/cli/lib.sh: a flow from files
# to paper, all that was said on the way kept in said/.
. "$(dirname "${BASH_SOURCE[0]}")/../cli/lib.sh"
here=$root/tests/hostile
python=/usr/bin/python3 # the one that Debian's openpyxl belongs to
export PYTHONDONTWRITEBYTECODE=1

# say NAME ARGUMENT...: the program; its words to said/NAME.txt.
say() {
    local name=$1
    shift
    "$hundra" "$@" >"said/$name.txt" 2>&1 </dev/null
}

# say_both NAME ARGUMENT...: as people and as programs read it.
say_both() {
    say "$@"
    "$hundra" --json "${@:2}" >"said/$1.json" 2>"said/$1-json.txt" </dev/null
}

# tap COMMAND...: takes over the "ok NAME" lines that it prints.
tap() {
    local line lines=0
    while read -r line; do
        case $line in
        'ok '*) ok "${line#ok }" true ;;
        'not ok '*) ok "${line#not ok }" false ;;
        *) echo "$line" ;;
        esac
        lines=$((lines + 1))
    done < <("$@" 2>&1)
    ok "$(basename "$2") has something to say" test "$lines" -gt 0
}
