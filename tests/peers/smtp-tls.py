#!/usr/bin/env python3
"""smtp-tls.py PORT FOLDER LOG [WORD...]: an SMTP server for the tests.

It takes mail only over TLS (STARTTLS, or from the start with smtps) and
only from planner with the password "hemligt" or the token "biljett" (or what
the file FOLDER/token says); it offers SMTPUTF8, and AUTH PLAIN XOAUTH2
unless told otherwise with auth=LOGIN,OAUTHBEARER; offer=SIZE_100 offers that
too.  Everything it is told goes to LOG, one line each, with
"connect" for each connection and "message N" for each body of N octets.
With once it hangs up after each message, as busy servers do.
What smtp-sink cannot do, this does: it has no TLS and no wrong password.
"""
import base64
import socket
import ssl
import sys

PORT, FOLDER, LOG = int(sys.argv[1]), sys.argv[2], sys.argv[3]
WORDS = sys.argv[4:]
SMTPS, ONCE = "smtps" in WORDS, "once" in WORDS


def told(key):
    """What WORDS say of KEY."""
    return [word.partition("=")[2].replace("_", " ") for word in WORDS
            if word.startswith(key + "=")]


AUTH = "AUTH " + " ".join(told("auth") or ["PLAIN XOAUTH2"]).replace(",", " ")

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


def token():
    try:
        with open(FOLDER + "/token", encoding="ascii") as file:
            return file.read().strip()
    except FileNotFoundError:
        return "biljett"


def good_login(mechanism, ask):
    """ASK(prompt) gives what the other side answers, decoded."""
    if mechanism == "LOGIN":
        return ask("Username:") == "planner" and ask("Password:") == "hemligt"
    secret = ask("")
    if mechanism == "PLAIN":
        return secret == "\0planner\0hemligt"
    log.write("token %s\n" % mechanism)
    return "planner" in secret and "\1auth=Bearer %s\1" % token() in secret


def converse(connection):
    tls, known = SMTPS, False
    lines = connection.makefile("rb")

    def ask(prompt):
        coded = base64.b64encode(prompt.encode()).decode()
        connection.sendall(("334 %s\r\n" % coded).encode())
        return base64.b64decode(lines.readline()).decode("utf-8", "replace")

    connection.sendall(b"220 localhost ESMTP\r\n")
    while raw := lines.readline():
        text = raw.decode("utf-8", "replace").strip()
        log.write(text + "\n")
        words = text.split() or [""]
        verb = words[0].upper()
        answer = "250 ok"
        if verb == "EHLO":
            offers = ["localhost", "SMTPUTF8", "8BITMIME", *told("offer"),
                      AUTH if tls else "STARTTLS"]
            answer = "\r\n".join(["250-" + line for line in offers[:-1]]
                                 + ["250 " + offers[-1]])
        elif verb == "STARTTLS":
            connection.sendall(b"220 go ahead\r\n")
            connection, tls = secure(connection), True
            lines = connection.makefile("rb")
            continue
        elif verb == "AUTH":
            known = good_login(words[1], ask)
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
