"""Kills `hundra send` through a real mail server, again and again.

One outbox, many runs: each is killed with -9 after a number of messages drawn
at random, on several connections; the last is let through.  Then no message
is lost, and what came twice did so under its own Message-ID, at most once for
each connection and kill.

  HUNDRA       the program       MESSAGES  how many, 1000
  KILLS        how many, 10      SEED      of the moments, 1
  CONNECTIONS  at a time, 4
"""
import collections
import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import day
import post

MESSAGES = int(os.environ.get("MESSAGES", "1000"))
KILLS = int(os.environ.get("KILLS", "10"))
CONNECTIONS = int(os.environ.get("CONNECTIONS", "4"))
SEED = int(os.environ.get("SEED", "1"))
BYTES = 8192
END = re.compile(rb"^END <([^>]+)>", re.M)

FILL = """
INSERT INTO person (id, given, surname, email, match_key)
  VALUES (:i, 'Namn', 'Nr', 'nr' || :i || '@stad.example', 'kill' || :i);
INSERT INTO participant (id, event, code, person, role, windows)
  VALUES (:i, 1, 'X' || :i, :i, 'official', '[]');
INSERT INTO invitation (id, event, participant, uid, organiser, address,
    sequence, dtstamp_utc, first_message, told, state, version)
  VALUES (:i, 1, :i, 'u' || :i || '@stad.example', 'dag@stad.example',
    'nr' || :i || '@stad.example', 0, 1, :id, '{}', 'invited', 1);
INSERT INTO outbox (id, event, invitation, method, sequence, dtstamp_utc,
    message_id, sender, recipient, subject, told, version)
  VALUES (:i, 1, :i, 'REQUEST', 0, 1, :id, 'dag@stad.example',
    'nr' || :i || '@stad.example', 'Inbjudan', '{}', 1);
INSERT INTO outbox_body (outbox, message) VALUES (:i, :message);
"""
FIRST = 100000


def names():
    return [f"m{i}@stad.example" for i in range(FIRST, FIRST + MESSAGES)]


def fill(folder):
    """A database with MESSAGES that wait, each with its name at the end."""
    folder.mkdir()
    day.must(folder, "import", "--yes", str(day.EVENT))
    with sqlite3.connect(folder / "hundra.db") as db:
        for number, name in enumerate(names(), FIRST):
            text = f"Message-ID: <{name}>\r\n\r\n"
            text += ("x" * 62 + "\r\n") * ((BYTES - len(text)) // 64)
            values = {"i": number, "id": name,
                      "message": (text + f"END <{name}>\r\n").encode()}
            for statement in FILL.split(";\n")[:-1]:
                db.execute(statement, values)
    db.close()


class Sink:
    """smtp-sink; what it has taken stands in one file, the rest in others."""

    def __init__(self, folder):
        (folder / "sink").mkdir()
        (folder / "sink").chmod(0o777)
        self.taken = folder / "sink" / "all"
        folder.chmod(0o755)
        self.port = post.free_port()
        user = ["-u", "nobody"] if os.geteuid() == 0 else []
        self.server = subprocess.Popen(
            ["/usr/sbin/smtp-sink", *user, "-D", str(self.taken),
             f"127.0.0.1:{self.port}", "64"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        post.wait_for(self.port)

    def size(self):
        return self.taken.stat().st_size if self.taken.exists() else 0

    def counts(self):
        return collections.Counter(
            name.decode() for name in END.findall(self.taken.read_bytes()))

    def close(self):
        self.server.terminate()
        self.server.wait()


def start(folder, sink):
    return subprocess.Popen(
        [day.HUNDRA, "send", "--plaintext", "--smtp",
         f"smtp://127.0.0.1:{sink.port}", "--connections", str(CONNECTIONS),
         "--quiet"],
        cwd=folder, env=day.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE)


def kill_after(folder, sink, messages):
    """Whether it still ran when about so many more had come."""
    child = start(folder, sink)
    until = sink.size() + messages * BYTES
    while child.poll() is None and sink.size() < until:
        time.sleep(0.0005)
    child.send_signal(signal.SIGKILL)
    child.communicate()
    return child.returncode == -signal.SIGKILL


def faults(folder, sink, struck):
    counts = sink.counts()
    wanted = set(names())
    doubled = sum(counts[name] - 1 for name in wanted if counts[name] > 1)
    with sqlite3.connect(folder / "hundra.db") as db:
        states = dict(db.execute(
            "SELECT state, count(*) FROM outbox GROUP BY state"))
    db.close()
    print(f"# {MESSAGES} messages, {struck} kills, {CONNECTIONS} connections: "
          f"{len(wanted - set(counts))} lost, {doubled} doubled")
    return [
        ("none is lost", wanted <= set(counts)),
        ("nothing else came", set(counts) <= wanted),
        ("all are known to be sent", states == {"sent": MESSAGES}),
        ("doubled at most once for each connection and kill",
         doubled <= struck * CONNECTIONS),
        ("as many kills as asked for", struck == KILLS),
    ]


def main():
    folder = pathlib.Path(tempfile.mkdtemp())
    sink = None
    try:
        fill(folder / "day")
        sink = Sink(folder)
        chance = random.Random(SEED)
        struck = 0
        for _ in range(KILLS):
            most = int(1.6 * MESSAGES / KILLS)
            struck += kill_after(folder / "day", sink, chance.randrange(most))
        last = start(folder / "day", sink)
        _, told = last.communicate()
        rows = [("the last run ends well", last.returncode == 0)]
        rows += faults(folder / "day", sink, struck)
        print(f"1..{len(rows)}")
        for number, (name, good) in enumerate(rows, 1):
            print("ok" if good else "not ok", f"{number} - rule 57: {name}")
        if last.returncode:
            print("#", told[:300])
        return not all(good for _, good in rows)
    finally:
        if sink:
            sink.close()
        shutil.rmtree(folder)


sys.exit(main())
