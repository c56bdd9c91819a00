"""What the program reads from every sample, against the second opinion.

    samples.py SAMPLES INTAKE_DUMP sound|unsound

The oracle of manifest.json is Python's email package and icalendar.  Where
ours judges a sound file otherwise, OTHERWISE says why; none so far, and a row
that is not needed fails.
"""
import json
import pathlib
import resource
import subprocess
import sys

UNSOUND = ("spoofed/", "hostile-", "broken-")
SECONDS_MAX, MIB_MAX = 2.5, 256

# Kinds by which something may be booked or taken as failed.
BOOKS = {"reply", "counter", "refresh", "bounce"}

OTHERWISE = {}


def bare(address):
    """An address without type, scheme or brackets, in lower case."""
    address = address.split(";")[-1].strip()
    while address.lower().startswith("mailto:"):
        address = address[7:]
    return address.strip("<> ").lower()


def dump(tool, files):
    out = subprocess.run([tool, *map(str, files)], check=True,
                         capture_output=True).stdout
    return [json.loads(line) for line in out.decode().splitlines()]


def calendar_faults(oracle, got):
    parts = oracle.get("calendar_parts")
    if parts is None and "methods" in oracle:
        parts = [oracle]
    for part in parts or []:
        if part["parse"] != "ok" or not part["components"].get("VEVENT"):
            continue
        method = part["methods"][0] or None
        if got["method"] != method:
            yield "method %s, not %s" % (got["method"], method)
        said = {(a["uid"], bare(a["attendee"] or ""), a["partstat"] or "")
                for a in got["answers"]}
        for item in part.get("items", []):
            uids = {uid for uid, _, _ in said}
            if item["uid"] and item["uid"] not in uids:
                yield "no UID %s" % item["uid"]
            for who, partstat in item["attendees"]:
                if (item["uid"], bare(who), (partstat or "").upper()) \
                        not in said:
                    yield "no answer %s %s" % (who, partstat)


def bounce_faults(oracle, got):
    said = {(b["recipient"], b["action"], b["status"])
            for b in got["bounces"]}
    for one in oracle.get("dsn", []):
        want = (bare(one["final-recipient"]), one["action"].lower(),
                one["status"].split()[0])
        if want not in {(bare(r or ""), a, s) for r, a, s in said}:
            yield "no bounce %s %s %s" % want


def sound(root, tool, rows):
    rows = [r for r in rows if not r["file"].startswith(UNSOUND)]
    files = [root / r["file"] for r in rows]
    faults = 0
    for row, got in zip(rows, dump(tool, files)):
        bad = [*calendar_faults(row["oracle"], got),
               *bounce_faults(row["oracle"], got)]
        if got["kind"] in BOOKS and row["file"].startswith(
                ("ordinary-mail/", "auto-replies/", "feedback-reports/")):
            bad.append("would be taken as %s" % got["kind"])
        if got["fault"] in ("time", "memory", "crash"):
            bad.append("fault %s" % got["fault"])
        reason = OTHERWISE.get(row["file"])
        if (reason is None) == bool(bad):
            faults += 1
            print(row["file"], "; ".join(bad) or "agrees after all")
    print(len(rows), "sound files,", faults, "faults,",
          len(OTHERWISE), "judged otherwise")
    return faults == 0 and len(rows) > 100


def unsound(root, tool, rows):
    """Each alone, for its seconds of processor and its memory."""
    faults = count = 0
    for row in rows:
        if not row["file"].startswith(UNSOUND):
            continue
        count += 1
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        got = dump(tool, [root / row["file"]])[0]
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took = (after.ru_utime + after.ru_stime - before.ru_utime -
                before.ru_stime)
        mib = after.ru_maxrss / 1024
        bad = []
        if took > SECONDS_MAX or mib > MIB_MAX:
            bad.append("%.1f s, %.0f MiB" % (took, mib))
        if got["fault"] in ("time", "memory", "crash"):
            bad.append("fault %s" % got["fault"])
        bad += booked_wrongly(row["file"], got)
        faults += bool(bad)
        if bad:
            print(row["file"], "; ".join(bad))
    print(count, "unsound files,", faults, "faults")
    return faults == 0 and count > 50


# Replies that are there to be read although their mail is hostile.
TRUE_REPLIES = {"hostile-mail/own-header-200k.eml",
                "hostile-calendars/own-reply-3000-attendees.ics",
                "hostile-calendars/own-nul-and-controls.ics"}


def booked_wrongly(name, got):
    """What a spoofed or broken one may not become."""
    if got["kind"] not in BOOKS:
        return
    if name.startswith("spoofed/"):
        # Whoever sent it is told beside what is said.
        if got["from"] in {a["attendee"] for a in got["answers"]}:
            yield "sender and attendee look the same"
    elif name not in TRUE_REPLIES:
        yield "would be taken as %s" % got["kind"]
    elif name.endswith("nul-and-controls.ics"):
        if any("\0" in a["uid"] or a["uid"] == "a" for a in got["answers"]):
            yield "a UID ends at its zero byte"
    elif not got["doubts"] & 4:
        yield "nothing says that it was cut"


def main(samples, tool, which):
    root = pathlib.Path(samples)
    rows = json.loads((root / "manifest.json").read_text("utf-8"))
    rows = [r for r in rows if r["file"].endswith((".eml", ".ics", ".txt"))]
    return {"sound": sound, "unsound": unsound}[which](root, tool, rows)


if __name__ == "__main__":
    sys.exit(not main(*sys.argv[1:]))
