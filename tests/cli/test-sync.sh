#!/bin/bash
# A shared calendar on a real Radicale, over TLS and with a login.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
peers=$root/tests/peers
# mktemp's folder is its owner's alone; the server runs as nobody.
box=$(mktemp -d)
chmod 711 "$box"
trap 'for s in "$box"/*/env; do bash "$peers/radicale.sh" stop "${s%/env}"; done
rm -rf "$folder" "$box"' EXIT
bash "$peers/radicale.sh" start "$box/tls" tls || exit 1
. "$box/tls/env"

"$hundra" import --quiet --yes "$example"/{event.json,sites.csv} \
    "$example"/{companies.csv,politicians.csv,officials.csv,restider.csv} ||
    exit 1
a_plan 10
printf 'user = planner\npassword = secret\n' >login
chmod 600 login
dav=(--credentials login --ca "$ca")
curling=(--cacert "$ca" --user planner:secret)

fails 'nothing is published' 6 'hundra publish' sync "$url" "${dav[@]}"
run publish --quiet
. "$peers/dav-walk.sh"
dav_walk

fails 'rule 43: no login' 7 'inloggningen godtogs inte' sync "$url" --ca "$ca"
fails 'rule 43: a stranger'"'"'s certificate' 7 'certifikat' \
    sync "$url" --credentials login --ca "${ca%ca.pem}other.pem"
fails 'no password in the clear' 7 'utan kryptering' \
    sync "${url/https/http}" --credentials login --plaintext
fails 'no http' 7 'https://' sync http://kalender.example.org/
fails 'no secret in the address' 7 'anges för sig' \
    sync 'https://planner:hemligt@localhost/dag/'
unlike 'which is not told' "$err" hemligt
fails 'no calendar there' 7 'ingen kalender|CalDAV' \
    sync "${url%planner/dag/}" "${dav[@]}"
fails 'what is put is put' 6 'kalendern är redan ändrad' undo
ok 'the password is in no file of ours' refuse grep -q secret hundra.db

# Radicale speaks HTTP/1.0 and closes (rule 41); here also without TLS.
bash "$peers/radicale.sh" start "$box/plain" || exit 1
. "$box/plain/env"
run sync "$url" --plaintext --json
is 'without TLS on this machine' "$(value 'd["added"] > 20')" True

# A redirect that leads elsewhere is not followed; the login stays here.
python3 - "$folder" <<'P' &
import http.server, sys, threading
hits = open(sys.argv[1] + "/hits", "w", buffering=1)
class Elsewhere(http.server.BaseHTTPRequestHandler):
    def do_OPTIONS(self):
        hits.write(self.path + "\n")
        self.send_response(200); self.end_headers()
    log_message = lambda *a: None
class Here(Elsewhere):
    def do_OPTIONS(self):
        self.send_response(302)
        self.send_header("Location", "http://127.0.0.1:%d/x/" % other.server_port)
        self.send_header("Content-Length", "0")
        self.end_headers()
other = http.server.HTTPServer(("127.0.0.1", 0), Elsewhere)
here = http.server.HTTPServer(("127.0.0.1", 0), Here)
threading.Thread(target=other.serve_forever, daemon=True).start()
open(sys.argv[1] + "/port", "w").write(str(here.server_port))
here.serve_forever()
P
redirector=$!
while [ ! -s port ]; do sleep 0.05; done
fails 'rule 43: a redirect to another host' 7 'annan server' \
    sync "http://localhost:$(<port)/dag/" --plaintext
ok 'is not followed' test ! -s hits
kill "$redirector"
finish
