#!/bin/sh
# make-tls.sh FOLDER: a throw-away CA (ca.pem), another that signed nothing
# (other.pem), and a server's certificate for localhost (server.pem,
# server.key).
set -eu
cd "$1"
authority() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 \
        -nodes -days 2 -subj "/CN=$1" -keyout "$1.key" -out "$1.pem"
}
authority ca
authority other
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
    -subj /CN=localhost -keyout server.key -out server.csr
echo 'subjectAltName=DNS:localhost' > san
openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial \
    -days 2 -extfile san -out server.pem
