"""hostile_names.py day PEOPLE.tsv FOLDER: a small day whose politicians have
the names and addresses of the list.

hostile_names.py mail PEOPLE.tsv SHOWN.json POSTFIX: a TAP line, without its
number, for each thing that holds of the mail that lies in the Maildir below
POSTFIX, against what `send --dry-run` showed before it was sent."""
import email
import email.policy
import json
import pathlib
import re
import sys
import unicodedata

import day
import sinks

# What a server writes above a mail that it takes: RFC 5321 4.4 and Postfix's
# own; nothing else may stand there.
TRACE = {"Return-Path", "X-Original-To", "Delivered-To", "Received"}


def people(path):
    lines = path.read_text("utf-8").splitlines()[1:]
    for line in lines:
        name, address, expect = line.split("\t")
        yield name.replace("\\r\\n", "\r\n"), \
            address.replace("\\r\\n", "\r\n"), expect


def write_day(path, folder):
    tables, event = day.small_day()
    rows = tables["politicians.csv"]
    for row, (name, address, _) in zip(rows, people(path), strict=True):
        row["Efternamn"] = name or "Utan namn"
        row["E-post"] = address
    day.write_day(folder, tables, event)


def split(raw):
    """The trace, and what we wrote."""
    at = raw.index(b"\nFrom: ") + 1
    for match in re.finditer(rb"(?m)^([A-Za-z-]+):", raw[:at]):
        if match[1].decode() not in TRACE:
            at = min(at, match.start())
    return email.message_from_bytes(raw[:at] + b"\n",
                                    policy=email.policy.default), raw[at:]


def say(good, name):
    print("ok" if good else "not ok", name)


def normal(address):
    """In small letters, its domain as A-labels; headers in UTF-8 (RFC 6532)
    come as surrogates."""
    text = str(address).encode("utf-8", "surrogateescape").decode()
    local, _, domain = text.lower().rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}"


def receiver(message):
    return message["To"].addresses[0]


def judge_mail(raw, shown):
    """What is wrong with one mail that has arrived, and its receiver."""
    trace, ours = split(raw)
    message = email.message_from_bytes(ours, policy=email.policy.default)
    to = normal(receiver(message).addr_spec)
    reached = trace.get_all("Delivered-To") + trace.get_all("X-Original-To")
    faults = []
    if ours not in shown:
        faults.append("is not what was shown")
    if len(trace.get_all("Received")) != 1 or len(trace) != len(TRACE):
        faults.append(f"trace {trace.keys()}")
    if {normal(address) for address in reached} != {to}:
        faults.append(f"to {to}, delivered to {reached}")
    return faults, to


def wire(text):
    """Normal letters, no control or direction marks, single spaces."""
    kept = "".join(c for c in text if c.isspace() or
                   unicodedata.category(c) not in ("Cc", "Cf"))
    return " ".join(kept.split())


def judge_people(path, messages, taken):
    for name, address, expect in people(path):
        name, address = wire(name) or "Utan namn", address.strip()
        mine = [m for m in messages
                if receiver(m).display_name.endswith(" " + name)]
        label = f"{name}, {wire(address)[:40]}"
        if expect == "reject":
            say(not mine, f"{label}: no letter")
        elif expect == "accept-or-say-why" and not mine:
            say(address not in taken, f"{label}: no letter, refused at import")
        else:
            say(len(mine) == 1 and
                normal(receiver(mine[0]).addr_spec) == normal(address),
                f"{label}: one letter, her name as text")


def main(path, shown_path, postfix):
    shown = json.loads(shown_path.read_text("utf-8"))["messages"]
    sent = {m["message"].replace("\r\n", "\n").encode() for m in shown}
    box = postfix / "mail/Maildir/new"
    raws = {p.name: p.read_bytes() for p in sorted(box.iterdir())}
    (postfix / "mail/crlf").mkdir()
    (postfix / "post/new").mkdir(parents=True)
    faults, receivers = [], []
    for name, raw in raws.items():
        wrong, to = judge_mail(raw, sent)
        faults += [f"{name}: {w}" for w in wrong]
        receivers.append(to)
        ours = split(raw)[1].replace(b"\n", b"\r\n")
        (postfix / "mail/crlf" / name).write_bytes(ours)
        (postfix / "post/new" / name).write_bytes(ours)
    say(not faults, "each mail is what was shown, and went where it says")
    for fault in faults[:5]:
        print("#", fault)
    say(len(set(receivers)) == len(raws) == len(shown), "one for each")
    for sink, read in (("headers", sinks.headers), ("text", sinks.text),
                       ("HTML", sinks.html_part),
                       ("calendar", sinks.invitations)):
        faults = read(postfix)[1]
        say(not faults, f"no line of others in the {sink}")
        for fault in faults[:5]:
            print("#", fault)
    log = (postfix / "log").read_text("utf-8")
    told = set(re.findall(r" to=<([^>]*)>", log))
    say({normal(address) for address in told} == set(receivers),
        "the server was told of no other recipient")
    say("evil" not in log.lower(), "and of nothing evil")
    messages = [email.message_from_bytes(split(raw)[1],
                                         policy=email.policy.default)
                for raw in raws.values()]
    judge_people(path, messages, told)


if __name__ == "__main__":
    words = [pathlib.Path(word) for word in sys.argv[2:]]
    write_day(*words) if sys.argv[1] == "day" else main(*words)
