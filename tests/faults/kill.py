"""Kills a command at a random moment, again and again, then lets it finish.

As many kills fall on each command, at a moment drawn from the time that it
takes.  After each kill the
database is whole and holds what it held before or after; no letter is lost
or doubled, no sheet half written; and the next run comes to the same end.

  HUNDRA  the program     KILLS  how many, 100     SEED  of the moments, 1
"""
import concurrent.futures
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import day

KILLS = int(os.environ.get("KILLS", "100"))
SEED = int(os.environ.get("SEED", "1"))

# name, stage, words, whether it can be run again after it was done
COMMANDS = [
    ("first import", "empty", ["import", "--yes", "event.json"], True),
    ("import", "day", ["import", "--yes", "people.csv"], True),
    ("plan", "day", ["plan", "--steps", "20000", "--seed", "1"], False),
    ("publish", "day", ["publish"], True),
    ("send", "published", ["send", "--maildir", "box"], True),
    ("print", "day", ["print", "--out", "paper"], True),
]


def kill_after(folder, words, seconds):
    """Whether it still ran when the time was up."""
    child = subprocess.Popen([day.HUNDRA, *words], cwd=folder,
                             env=day.environment(), stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    child.send_signal(signal.SIGKILL)
    return child.wait() == -signal.SIGKILL


class Victim:
    def __init__(self, folder, stages, row):
        self.name, stage, self.words, self.again = row
        self.stage = stages[stage]
        self.folder = folder / f"{self.words[0]}-{stage}"
        clean = day.copy(self.stage, self.folder / "clean")
        start = time.monotonic()
        day.must(clean, *self.words)
        self.takes = time.monotonic() - start
        self.before, self.after = day.look(self.stage), day.look(clean)
        self.sheets = day.written(clean)

    def fault(self, folder):
        """What is wrong with FOLDER after the kill, or None."""
        now = day.look(folder)
        if self.name != "send" and now not in (self.before, self.after):
            return "neither before nor after"
        for name, content in day.written(folder).items():
            if name in self.sheets and content != self.sheets[name]:
                return f"half written: {name}"
        if now == self.after and not self.again:
            return None
        status, told = day.run(folder, *self.words, now=day.LATER
                               if self.name == "send" else day.NOW)
        if status != 0:
            return f"again: {status}: {told[:300]!r}"
        if self.name != "send":
            return ("again: another end" if day.look(folder) != self.after
                    else None)
        faults = day.mail_faults(folder)
        faults += [f"{state}: {key}" for key, (state, _)
                   in day.letters(folder).items() if state != "sent"]
        return "; ".join(faults[:3]) or None

    def kills(self, count):
        """(how many were in time, what was wrong)"""
        chance = random.Random(f"{SEED} {self.name}")
        struck, faults = 0, []
        for number in range(1, count + 1):
            folder = day.copy(self.stage, self.folder / "kill")
            moment = chance.uniform(0, self.takes)
            struck += kill_after(folder, self.words, moment)
            try:
                fault = self.fault(folder)
            except (ValueError, day.sqlite3.Error) as error:
                fault = str(error)
            if fault:
                faults.append(f"kill {number} after {moment * 1000:.1f} ms: "
                              f"{fault}")
        return struck, faults


def main():
    folder = pathlib.Path(tempfile.mkdtemp())
    try:
        stages = day.make_stages(folder)
        victims = [Victim(folder, stages, row) for row in COMMANDS]
        each = -(-KILLS // len(victims))
        bad = 0
        print(f"1..{len(victims)}")
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            results = pool.map(lambda victim: victim.kills(each), victims)
            for number, (victim, result) in enumerate(zip(victims, results),
                                                      1):
                struck, faults = result
                print("not ok" if faults else "ok",
                      f"{number} - {victim.name}: {struck} of {each} killed "
                      f"within {victim.takes * 1000:.0f} ms")
                for fault in faults:
                    print("#", fault)
                sys.stdout.flush()
                bad += bool(faults)
        return bad > 0
    finally:
        shutil.rmtree(folder)


sys.exit(main())
