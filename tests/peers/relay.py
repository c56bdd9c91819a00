#!/usr/bin/env python3
"""relay.py LMTP [SMTP]: hands mail from SMTP on to an LMTP server on loopback.

For tests that cannot be root and have Postfix in between.  Each command that
is not its own goes to the LMTP port as it comes, and the answer back: what a
mailbox refuses the sender is told.  Listens on port SMTP, or on a free one,
which it prints.
"""
import socket
import socketserver
import sys

HELLO = b"250-localhost\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n"


def reply(lines):
    """The lines of one answer."""
    answer = line = lines.readline()
    while line[3:4] == b"-":
        line = lines.readline()
        answer += line
    return answer


class Sender(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"220 localhost ESMTP\r\n")
        with socket.create_connection(("127.0.0.1", self.server.lmtp)) as line:
            self.converse(line, line.makefile("rb"))

    def converse(self, line, answers):
        reply(answers)
        line.sendall(b"LHLO localhost\r\n")
        reply(answers)
        while command := self.rfile.readline():
            verb = command[:4].upper()
            if verb in (b"EHLO", b"HELO"):
                self.wfile.write(HELLO)
                continue
            line.sendall(command)
            answer = reply(answers)
            self.wfile.write(answer)
            if verb == b"DATA" and answer.startswith(b"354"):
                self.pass_message(line)
                self.wfile.write(reply(answers))
            if verb == b"QUIT":
                break

    def pass_message(self, line):
        while (text := self.rfile.readline()) not in (b".\r\n", b""):
            line.sendall(text)
        line.sendall(b".\r\n")


class Relay(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


with Relay(("127.0.0.1", int(sys.argv[2]) if len(sys.argv) > 2 else 0),
           Sender) as relay:
    relay.lmtp = int(sys.argv[1])
    print(relay.server_address[1], flush=True)
    relay.serve_forever()
