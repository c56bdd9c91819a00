#!/usr/bin/env python3
"""smtp-tls.py PORT FOLDER LOG [smtps] [once]: an SMTP server for the tests.

It takes mail only over TLS (STARTTLS, or from the start with smtps) and
only from planner with the password "hemligt" or the token "biljett"; it
offers SMTPUTF8.  Everything it is told goes to LOG, one line each, with
"connect" for each connection and "message N" for each body of N octets.
With once it hangs up after each message, as busy servers do.
What smtp-sink cannot do, this does: it has no TLS and no wrong password.
"""
import base64
import socket
import ssl
import sys

PORT, FOLDER, LOG = int(sys.argv[1]), sys.argv[2], sys.argv[3]
SMTPS, ONCE = "smtps" in sys.argv[4:], "once" in sys.argv[4:]
PLAIN = base64.b64encode(b"\0planner\0hemligt").decode()
TOKEN = base64.b64encode(
    b"user=planner\1auth=Bearer biljett\1\1").decode()

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(FOLDER + "/server.pem", FOLDER + "/server.key")
log = open(LOG, "a", buffering=1, encoding="utf-8")


def secure(connection):
    return context.wrap_socket(connection, server_side=True)


def body(lines):
    octets = 0
    for line in lines:
        if line == b".\r\n":
            return octets
        octets += len(line) - line.startswith(b".")
    return octets


def good_login(mechanism, secret):
    if mechanism == "PLAIN":
        return secret == PLAIN
    return secret == TOKEN


def converse(connection):
    tls, known = SMTPS, False
    lines = connection.makefile("rb")
    connection.sendall(b"220 localhost ESMTP\r\n")
    while raw := lines.readline():
        text = raw.decode("utf-8", "replace").strip()
        log.write(text + "\n")
        words = text.split() or [""]
        verb = words[0].upper()
        answer = "250 ok"
        if verb == "EHLO":
            answer = ("250-localhost\r\n250-SMTPUTF8\r\n250-8BITMIME\r\n250 "
                      + ("AUTH PLAIN XOAUTH2" if tls else "STARTTLS"))
        elif verb == "STARTTLS":
            connection.sendall(b"220 go ahead\r\n")
            connection, tls = secure(connection), True
            lines = connection.makefile("rb")
            continue
        elif verb == "AUTH":
            connection.sendall(b"334 \r\n")
            known = good_login(words[1], lines.readline().decode().strip())
            answer = "235 welcome" if known else "535 5.7.8 wrong password"
        elif verb == "MAIL" and not known:
            answer = "530 5.7.0 log in first"
        elif verb == "DATA":
            connection.sendall(b"354 go ahead\r\n")
            log.write("message %d\n" % body(lines))
            answer = "250 2.0.0 taken"
        connection.sendall(answer.encode() + b"\r\n")
        if verb == "QUIT" or (ONCE and verb == "DATA"):
            break
    connection.close()


listener = socket.create_server(("127.0.0.1", PORT))
while True:
    client, _ = listener.accept()
    log.write("connect\n")
    try:
        with client:
            converse(secure(client) if SMTPS else client)
    except OSError as problem:
        log.write("lost %s\n" % problem)
