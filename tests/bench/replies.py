#!/usr/bin/env python3
"""Answers to every invitation of a database, shaped as Outlook's and Google's.

    replies.py DATABASE SAMPLES OUT [COUNT]     one file for each in OUT

SAMPLES is tests/samples.  The answers, by turns, are the two mails there with
the invitation's own UID, addresses and message, behind the trace fields that
a mail collects on its way.
"""
import base64
import pathlib
import re
import sqlite3
import sys

SHAPES = ("outlook-tentative.eml", "google-accept-mixed-ics.eml")
BASE64 = re.compile(rb"(?<=base64\n\n)[A-Za-z0-9+/=\n]+(?=\n--)")
TRACE = b"".join(
    b"Received: from out%d.example.test (out%d.example.test [192.0.2.%d])\n"
    b" by mx.hundra.test with ESMTPS id 4f%dX0;\n"
    b" Sat, 21 Nov 2026 11:59:36 +0100\n" % (i, i, i, i) for i in range(4)
) + (b"DKIM-Signature: v=1; a=rsa-sha256; d=e.test;"
     + b"\n\t" b"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb" * 7
     + b"\n") * 2


class Shape:
    """A sample in pieces: every other one is what base64 holds."""

    def __init__(self, path):
        text = TRACE + path.read_bytes().replace(b"\r\n", b"\n")
        self.plain = BASE64.split(text)
        self.coded = [base64.b64decode(m) for m in BASE64.findall(text)]

    def mail(self, facts):
        out = [filled(self.plain[0], facts)]
        for coded, plain in zip(self.coded, self.plain[1:]):
            out += [base64.encodebytes(filled(coded, facts)).rstrip(b"\n"),
                    filled(plain, facts)]
        return b"".join(out).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def filled(text, facts):
    for old, new in facts.items():
        text = text.replace(old, new)
    return re.sub(rb"(?m)^Message-ID: <.*@",
                  b"Message-ID: <" + facts[b"b42.0@hundra.test"] + b".", text)


def main():
    database, samples, out = map(pathlib.Path, sys.argv[1:4])
    count = int(sys.argv[4]) if len(sys.argv) > 4 else -1
    shapes = [Shape(samples / name) for name in SHAPES]
    out.mkdir(parents=True, exist_ok=True)
    rows = sqlite3.connect(database).execute(
        "SELECT uid, organiser, address, first_message FROM invitation"
        " ORDER BY id LIMIT ?", (count,))
    for number, row in enumerate(rows):
        uid, organiser, address, message = (text.encode() for text in row)
        facts = {b"b42.k3f9q2@hundra.test": uid, b"b42.0@hundra.test": message,
                 b"planner@hundra.test": organiser,
                 b"bjorn.ek@example.test": address}
        (out / f"{number:06d}.bench").write_bytes(
            shapes[number % len(shapes)].mail(facts))


main()
