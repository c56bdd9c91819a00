"""Answers lines "OWNER, FILE, ...", parted by tabs: which file has a canary of
another than OWNER ("p", "t", "c" or "-"), after unpacking what it is packed
in; a line for each, and a full stop."""
import email
import email.policy
import pathlib
import re
import sqlite3
import subprocess
import sys
import zipfile

PHONES = {"p": "7", "t": "8", "c": "9"}


def is_letter(path):
    return path.parent.name == "new" or path.suffix == ".eml"


def unpacked(path):
    data = path.read_bytes()
    if path.suffix == ".pdf":
        return subprocess.run(["pdftotext", path, "-"], check=True,
                              capture_output=True).stdout.decode()
    if data.startswith(b"PK"):
        book = zipfile.ZipFile(path)
        return "".join(book.read(name).decode("utf-8", "replace")
                       for name in book.namelist())
    if is_letter(path):
        message = email.message_from_bytes(data, policy=email.policy.default)
        leaves = [part.get_payload(decode=True).decode()
                  for part in message.walk() if not part.is_multipart()]
        return "".join([str(message.items()), *leaves])
    return data.decode("utf-8", "replace")


def traces(text, letter):
    text = re.sub(r"\r?\n |[\s\u00a0\\-]|=\n", "", text).casefold()
    return (f"kanarie{letter}" in text or
            f"70174069{PHONES[letter]}" in text)


def feed_name(path):
    """The feed as if it were named after whose it is; its name is a token."""
    database = sqlite3.connect("hundra.db")
    row = database.execute(
        "SELECT code FROM feed JOIN participant "
        "ON participant.id = feed.participant WHERE token = ?",
        [path.stem]).fetchone()
    database.close()
    return f"{row[0]}.ics" if row else path.name


def addressee(path):
    """Whose letter or calendar it is; "-" for one of the others."""
    if is_letter(path):
        to = re.search(rb"^To:.*?(?=^\S)", path.read_bytes(), re.M | re.S)[0]
        return next((c for c in PHONES if b"kanarie%c@" % ord(c) in to), "-")
    name = feed_name(path) if path.parent.name == "feeds" else path.name
    return {"P001.ics": "p", "T001.ics": "t"}.get(name, "-")


def answer(owner, paths):
    for path in paths:
        text = unpacked(path)
        for letter in PHONES:
            if letter not in (owner, addressee(path)) and traces(text, letter):
                print(f"{path.name}: of {letter}")


for line in sys.stdin:
    owner, *names = line.rstrip("\n").split("\t")
    answer(owner, [pathlib.Path(name) for name in names])
    print(".", flush=True)
