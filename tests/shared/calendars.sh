#!/bin/bash
# Others' calendars and calendar servers' answers in the shared folder: all
# are read, none crashes, and what is not said is never free.
. "$(dirname "$0")/lib.sh"
samples=$SHARED/ical-samples
export HUNDRA_DB=$work/day.db
export LC_ALL=C

"$HUNDRA" --quiet import --yes "$example"/{event.json,sites.csv} \
    "$example"/{companies.csv,politicians.csv,officials.csv,restider.csv}

# unknown FILE: told why it cannot be known, and nothing is free by it.
unknown() {
    "$HUNDRA" free-busy P001 "$1" && return 1
    [ "$("$HUNDRA" --json free-busy P001 | grep -o '"state":"[a-z]*"' |
        sort -u)" = '"state":"unknown"' ]
}

# survives FILE: ends in time, by a status that is ours.
survives() {
    local status=0
    timeout 20 "$HUNDRA" free-busy P002 "$1" || status=$?
    case $status in 0 | 3) ;; *) return 1 ;; esac
}

for file in "$samples"/freebusy/*.ics; do
    ok "${file##*/}: another day is unknown" unknown "$file"
done
for file in "$samples"/{hostile-calendars,broken-calendars,calendars}/*; do
    ok "${file##*/}: is survived" survives "$file"
done

# A server that gives each answer as it stands: refused with a reason, or
# read, and no entry is fetched from elsewhere.
serve() {
    python3 - "$1" "$work/port" "$work/asked" <<'P' &
import http.server, sys
body = open(sys.argv[1], "rb").read()
asked = open(sys.argv[3], "w", buffering=1)
class Server(http.server.BaseHTTPRequestHandler):
    def answer(self):
        asked.write(self.command + " " + self.path + "\n")
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200 if self.command == "OPTIONS" else 207)
        self.send_header("DAV", "1, calendar-access")
        given = b"" if self.command == "OPTIONS" else body
        self.send_header("Content-Length", str(len(given)))
        self.end_headers()
        self.wfile.write(given)
    do_OPTIONS = do_PROPFIND = do_REPORT = do_GET = do_PUT = answer
    log_message = lambda *a: None
server = http.server.HTTPServer(("127.0.0.1", 0), Server)
open(sys.argv[2], "w").write(str(server.server_port))
server.serve_forever()
P
    server=$!
    while [ ! -s "$work/port" ]; do sleep 0.05; done
}

refused() {
    local status=0
    rm -f "$work/port"
    serve "$1"
    timeout 20 "$HUNDRA" free-busy P003 --plaintext \
        "http://localhost:$(cat "$work/port")/cal/" || status=$?
    kill "$server"
    wait "$server" 2>/dev/null
    [ "$status" = 7 ] && ! grep -qvE ' /cal/$' "$work/asked"
}

for file in "$samples"/caldav-responses/*; do
    ok "${file##*/}: no calendar is made of it" refused "$file"
done
done_testing
