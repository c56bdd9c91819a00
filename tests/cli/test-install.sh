#!/bin/bash
# make install, as a user or a packager does it: into a folder, moved from
# there, and away again.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
there=$folder/there
base=$there/opt/hundra

# make_it TARGET: with a folder and a prefix of its own.
make_it() {
    make -C "$root" "$1" DESTDIR="$there" PREFIX=/opt/hundra \
        >out.txt 2>err.txt
    status=$?
}

# page FILE: a manual page as text.
page() { mandoc -T utf8 "$1" | sed 's/.\x08//g'; }

# files FOLDER: what lies in it, but for the example day.
files() {
    (cd "$1" && find . ! -type d ! -path '*/examples/*' | sort | cut -c3-)
}

make_it install
is 'make install ends well' "$status" 0 || sed 's/^/# /' err.txt
is 'what it installs' "$(files "$base")" 'bin/hundra
share/bash-completion/completions/hundra
share/doc/hundra/LICENSE
share/doc/hundra/demo.sh
share/locale/en/LC_MESSAGES/hundra.mo
share/man/man1/hundra.1
share/man/sv/man1/hundra.1
share/zsh/site-functions/_hundra'
is 'and nothing elsewhere' "$(ls -A "$there" "$there/opt")" \
    "$there:
opt

$there/opt:
hundra"
ok 'the example day, as it was' diff -r "$root/docs/examples" \
    "$base/share/doc/hundra/examples"

hundra=$base/bin/hundra
run --lang en --help
like 'it speaks English' "$out" '^Usage: hundra '
unlike 'all of it' "$out" '[åäöÅÄÖ]'
run help
like 'and Swedish' "$out" '^Användning: hundra '
like 'the manual is in English' "$(page "$base/share/man/man1/hundra.1")" \
    '^EXIT STATUS'
like 'and in Swedish' "$(page "$base/share/man/sv/man1/hundra.1")" '^SLUTSTATUS'
run help --bash
ok 'bash completes by this program' diff out.txt \
    "$base/share/bash-completion/completions/hundra"
run help --zsh
ok 'zsh too' diff out.txt "$base/share/zsh/site-functions/_hundra"

run version --verbose
for library in glib-2.0 sqlite3 libxml-2.0 libcurl harfbuzz libcsv; do
    like "it is built with $library" "$out" "^$library +[0-9]+\\.[0-9.]+\$"
done
libraries=$(sed 1,2d <<<"$out")
is 'each library has a version' "$(grep -vE '^[^ ]+ +[0-9]' <<<"$libraries")" ''

mv "$there/opt/hundra" "$folder/moved"
hundra=$folder/moved/bin/hundra
run --lang en --help
like 'moved, it still speaks English' "$out" '^Usage: hundra '
mv "$folder/moved" "$there/opt/hundra"

touch "$base/bin/other"
make_it uninstall
is 'make uninstall ends well' "$status" 0
is 'only what is not ours is left' "$(cd "$there" && find . ! -type d)" \
    ./opt/hundra/bin/other
ok 'no folder of its own' test ! -e "$base/share/doc/hundra"
finish
