"""Lets the k-th call of a family fail, k = 1, 2, ... until none is hit.

Sending by SMTP goes to a real server, and its network calls fail as well.

After each: an error was told in one sentence (or the fault did no harm), no
file is half written, the database is whole and holds what it held before or
after, and the same command again, without faults, comes to the same end.

  HUNDRA  the program     SHIM  what to preload
  KEEP    a folder that gets what a failed trial left
  STRIDE  how k grows after FEW: k + max(1, k * STRIDE / 100); 0 for each k
  APART   when set, only commands with a way of their own to the store
"""
import concurrent.futures
import errno
import os
import pathlib
import re
import shutil
import sys
import tempfile

import day
import post

SHIM = os.environ["SHIM"]
FEW = int(os.environ.get("FEW", "12"))  # so many calls are tried one by one
STRIDE = int(os.environ.get("STRIDE", "40"))

# name, stage, words, whether it can be run again after it was done
COMMANDS = [
    ("first import", "empty", ["import", "--yes", "event.json"], True),
    ("import", "day", ["import", "--yes", "people.csv"], True),
    ("import ground", "empty", ["import", "--yes", "event.json",
                                "town.geojson"], True),
    ("edit", "day", ["edit", "P001", "Mobil", "070-174 06 33"], True),
    ("set", "day", ["set", "jourtelefon", "031-390 06 09"], True),
    ("undo", "changed", ["undo"], False),
    ("plan", "day", ["plan", "--steps", "20000", "--seed", "1"], False),
    ("lock", "day", ["lock", "P001 isär P002"], False),
    ("unlock", "locked", ["unlock", "1"], False),
    ("move", "day", ["move", "--yes", "P001", "2"], False),
    ("swap", "day", ["swap", "--yes", "T001", "T002"], False),
    ("absent", "day", ["absent", "--yes", "P001"], False),
    ("closed", "day", ["closed", "--yes", "F001"], False),
    ("late", "day", ["late", "--yes", "1", "20"], False),
    ("rule", "ruled", ["rule", "--yes", "R12", "--weight", "20"], True),
    ("publish", "day", ["publish"], True),
    ("send", "published", ["send", "--maildir", "box"], True),
    ("replies", "sent", ["replies", "set", "P001", "ja"], False),
    ("remind", "sent", ["remind"], True),
    ("ladder", "published", ["remind", "--ladder", "2022-05-12"], True),
    ("replace", "day", ["replace", "T002", "--take", "T003", "--yes"], False),
    ("letters", "sent", ["letters", "queue", "host"], True),
    ("print", "day", ["print", "--out", "paper", "gruppblad", "översikt"],
     True),
    ("print changed", "day", ["print", "--changed", "--out", "paper",
                              "resplan"], True),
    ("print in English", "day", ["print", "--in", "en", "--out", "paper",
                                 "gruppblad"], True),
    ("calendar", "day", ["calendar", "--out", "days"], True),
    ("export", "day", ["export", "day.xlsx"], True),
]

# These go to the store the same way as edit: less of it is tried for each.
LIKE_EDIT = {"import ground", "set", "lock", "unlock", "move", "swap", "absent", "closed",
             "late", "rule", "replies", "ladder", "replace"}

# family, errno by turns, whether the fault stays
FAMILIES = [
    ("write", [errno.EIO], False),
    ("write", [errno.ENOSPC], True),
    ("sync", [errno.EIO], False),
    ("rename", [errno.EIO, errno.ENOSPC], False),
    ("open", [errno.EACCES, errno.EROFS, errno.ENOSPC], False),
    ("truncate", [errno.EIO], False),
]

# Of sending by SMTP: zero is the other end hanging up.
NETWORK = [
    ("net", [errno.ECONNRESET, 0, errno.ETIMEDOUT], False),
    ("net", [errno.ENETUNREACH], True),
    ("write", [errno.EIO], False),
    ("sync", [errno.EIO], False),
]

SENTENCE = re.compile(r"^hundra: .{10,}$")


class Trial:
    """One command: from where, and to what end."""

    few, stride = FEW, STRIDE

    def __init__(self, folder, stages, row):
        self.name, stage, self.words, self.again = row
        if self.name in LIKE_EDIT:
            self.few, self.stride = min(FEW, 2), 3 * STRIDE
        self.stage = stages[stage]
        self.folder = folder / f"{self.name.replace(' ', '-')}-{stage}"
        clean = self.fresh("clean")
        day.must(clean, *self.words)
        self.before, self.after = day.look(self.stage), day.look(clean)
        self.old = day.written(self.stage)
        self.new = day.written(clean)

    def fresh(self, name):
        return day.copy(self.stage, self.folder / name)

    def told_well(self, status, told):
        lines = told.splitlines()
        if "CRITICAL" in told or "WARNING" in told or "runtime error" in told:
            return f"says {told[:300]!r}"
        if status < 0 or status > 8:
            return f"ended with {status}: {told[-1500:]!r}"
        if status != 0 and not any(map(SENTENCE.match, lines)):
            return f"status {status} and says {told[:300]!r}"
        return None

    def files_fault(self, now):
        for name, content in now.items():
            if content not in (self.old.get(name), self.new.get(name)):
                return f"half written or left behind: {name}"
        return None

    def content_fault(self, status, now):
        if self.name == "send":
            return None
        if now == self.after:
            return None
        if now != self.before:
            return "neither before nor after: " + ", ".join(
                t for t in {*now, *self.after}
                if now.get(t) not in (self.before.get(t), self.after.get(t)))
        return "said to be done, and is not" if status == 0 else None

    def mail_fault(self, folder, ended):
        if self.name != "send":
            return None
        faults = day.mail_faults(folder)
        if ended:
            faults += [f"{state}: {key}" for key, (state, _)
                       in day.letters(folder).items() if state != "sent"]
        return "; ".join(faults[:3]) or None

    def files(self, folder):
        try:
            return day.written(folder)
        except Exception as fault:  # a workbook that is not one
            raise ValueError(f"half written: {fault}") from fault

    def judge(self, folder, status, told):
        now = day.look(folder)
        fault = (self.told_well(status, told)
                 or self.content_fault(status, now)
                 or self.files_fault(self.files(folder))
                 or self.mail_fault(folder, False))
        if fault:
            return fault
        if now == self.after != self.before and not self.again:
            return None
        status, told = day.run(folder, *self.words, now=day.LATER
                               if self.name == "send" else day.NOW)
        if status != 0:
            return f"again: {status}: {told[:300]!r}"
        if self.name != "send" and day.look(folder) != self.after:
            return "again: another end"
        if self.files(folder) != self.new:
            return "again: other files"
        return self.mail_fault(folder, True)

    def try_fault(self, number, family, reason, stays):
        """(whether a call was hit, what was wrong)"""
        folder = self.fresh("fault")
        log = pathlib.Path(f"{folder}.log")
        log.unlink(missing_ok=True)
        more = {"FAULT_ON": "1"} if stays else {}
        status, told = day.run(
            folder, *self.words, LD_PRELOAD=SHIM, FAULT_FAMILY=family,
            FAULT_AT=str(number), FAULT_ERRNO=str(reason),
            FAULT_LOG=str(log), **more)
        if not log.exists():
            return False, status and f"not hit: {status}: {told[-3000:]}"
        try:
            fault = self.judge(folder, status, told)
        except (ValueError, day.sqlite3.Error) as error:
            fault = str(error)
        call = log.read_text().splitlines()[0]
        if fault and os.environ.get("KEEP"):
            shutil.copytree(folder, f"{os.environ['KEEP']}/{self.folder.name}-"
                            f"{family}-{number}", dirs_exist_ok=True)
        return True, fault and (f"{family} {number} ({call}, "
                                f"{errno.errorcode.get(reason, reason)}): "
                                f"{fault}")

    def families(self):
        return [self.family(*family) for family in FAMILIES]

    def family(self, family, reasons, stays):
        number, tried, faults = 1, 0, []
        while True:
            hit, fault = self.try_fault(number, family,
                                        reasons[tried % len(reasons)], stays)
            if fault:
                faults.append(fault)
            if not hit:
                return family, stays, tried, number - 1, faults
            tried += 1
            number += (1 if number < self.few
                       else max(1, number * self.stride // 100))


class PostTrial(Trial):
    """Sending by SMTP: each row of the outbox says what the server got."""

    few = 4 * FEW  # the first letter, from connecting to the server's reply

    def __init__(self, folder, stages, server):
        self.name, self.again, self.server = "send by SMTP", False, server
        self.words = ["send", "--smtp", server.url(), "--plaintext"]
        self.stage, self.folder = stages["published"], folder / "smtp"
        self.wanted = {key: message for key, (_, message)
                       in day.letters(self.stage).items()}

    def fault_of(self, folder, ended):
        states = {key: state for key, (state, _)
                  in day.letters(folder).items()}
        sent = {key for key, state in states.items() if state == "sent"}
        got = self.server.got_all(self.wanted, sent)
        faults = [f"{got[key]} times: {key}" for key in got
                  if got[key] > (2 if key in self.unsure else 1)]
        for key, state in states.items():
            if state not in ("sent", "queued", "deferred", "unsure",
                             "sending"):
                faults.append(f"{state}: {key}")
            if state == "sent" and key not in got:
                faults.append(f"sent, and did not come: {key}")
            if state in ("queued", "deferred") and key in got:
                faults.append(f"{state}, and came: {key}")
            if ended and state != "sent":
                faults.append(f"still {state}: {key}")
        if None in got or set(states) != set(self.wanted):
            faults.append("not what was in the outbox")
        return "; ".join(faults[:3]) or None

    def judge(self, folder, status, told):
        self.unsure = set()
        day.look(folder)
        fault = self.told_well(status, told) or self.fault_of(folder, False)
        if fault:
            return fault
        self.unsure = {key for key, (state, _) in day.letters(folder).items()
                       if state in ("unsure", "sending")}
        if status == 0 and self.unsure:
            return "unsure, and nothing told"
        status, told = day.run(folder, *self.words, now=day.LATER)
        if status != 0:
            return f"again: {status}: {told[:300]!r}"
        return self.fault_of(folder, True)

    def try_fault(self, *fault):
        self.server.forget()
        return super().try_fault(*fault)

    def families(self):
        return [self.family(*family) for family in NETWORK]


def main():
    folder = pathlib.Path(tempfile.mkdtemp())
    server = post.Post()
    try:
        stages = day.make_stages(folder)
        chosen = sys.argv[1:]
        tries = {row[0]: lambda row=row: Trial(folder, stages, row)
                 for row in COMMANDS
                 if row[0] not in LIKE_EDIT or not os.environ.get("APART")}
        tries["send by SMTP"] = lambda: PostTrial(folder, stages, server)
        tries = {name: one for name, one in tries.items()
                 if not chosen or name in chosen}
        bad = 0
        print(f"1..{len(tries)}")
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            jobs = [pool.submit(lambda one=one: one().families())
                    for one in tries.values()]
            for number, (name, job) in enumerate(zip(tries, jobs), 1):
                results = job.result()
                faults = [f for result in results for f in result[4]]
                print("not ok" if faults else "ok", f"{number} - {name}:",
                      ", ".join(f"{tried} of {last} {family}"
                                f"{' (stays)' if stays else ''}"
                                for family, stays, tried, last, _ in results))
                for fault in faults:
                    print("#", fault)
                sys.stdout.flush()
                bad += bool(faults)
        return bad > 0
    finally:
        server.close()
        shutil.rmtree(folder)


sys.exit(main())
