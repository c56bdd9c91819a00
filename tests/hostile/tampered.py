"""Runs the commands over databases that another program has
written to, as tests/cases/tampered.txt has them.

None may crash, warn or end without a word; what is wrong is named by those
that must notice.

  HUNDRA        the program
  HUNDRA_QUICK  one without the sanitizers, for commands that a case does not
                name; tests/fuzz/fuzz-store.c reads such databases with them
"""
import concurrent.futures
import os
import pathlib
import re
import shutil
import sqlite3
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/faults"))
import day  # noqa: E402

CASES = ROOT / "tests/cases/tampered.txt"

# From publish on they change the database.
COMMANDS = [line.split() for line in """
check
show groups
show companies
show people
show invitations
diff 1 1
send --dry-run
export out.xlsx
print --out paper
calendar --out days
publish
verify
absent P003
late 1 30
lock
rule R10 --max 3
move P003 1
edit P001 Mobil 070-174 06 33
plan --steps 2000 --seed 1
""".split("\n") if line]

NOISE = re.compile(r"CRITICAL|WARNING|runtime error|AddressSanitizer|ERROR:")
SENTENCE = re.compile(r"^hundra: .{10,}$", re.MULTILINE)


def read_cases():
    """[(sql, [(command, status, pattern)])]"""
    cases = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            found = re.match(r" +(\D+) (\d) (.*)$", line)
            cases[-1][1].append((found[1], int(found[2]), found[3]))
        elif line and not line.startswith("#"):
            cases.append((line, []))
    return cases


def make_stage(folder):
    """A day that was told, and has changed since."""
    stage = day.make_stages(folder)["published"]
    day.must(stage, "send", "--maildir", "box")
    day.must(stage, "set", "jourtelefon", "031-390 06 09")
    shutil.rmtree(stage / "box")
    return stage


def tamper(folder, sql):
    database = sqlite3.connect(folder / "hundra.db")
    database.execute("PRAGMA ignore_check_constraints = ON")
    changed = database.execute(sql).rowcount
    database.commit()
    database.close()
    if changed < 1:
        raise SystemExit(f"{sql}: changes nothing")


def fault_of(words, status, told, wanted):
    name = " ".join(words)
    if NOISE.search(told) or status < 0 or status > 8:
        return f"{name} ends with {status}: {told[-1500:]}"
    if status > 1 and not SENTENCE.search(told):
        return f"{name} ends with {status} and says {told[:300]!r}"
    for command, code, pattern in wanted:
        if name.startswith(command) and (
                status != code or not re.search(pattern, told, re.MULTILINE)):
            return f"{name} ends with {status} and says {told[:300]!r}"
    return None


def try_case(stage, folder, sql, wanted):
    day.copy(stage, folder)
    tamper(folder, sql)
    faults = []
    for words in COMMANDS:
        named = any(" ".join(words).startswith(row[0]) for row in wanted)
        status, told = day.run(folder, *words,
                               program=day.HUNDRA if named else day.QUICK)
        faults.append(fault_of(words, status, told, wanted))
    if len(list(folder.parent.iterdir())) > 1:
        faults.append("something lies outside the folder")
    shutil.rmtree(folder.parent)
    return [fault for fault in faults if fault]


def main():
    folder = pathlib.Path(tempfile.mkdtemp())
    try:
        stage = make_stage(folder)
        cases = read_cases()
        print(f"1..{len(cases)}")
        bad = 0
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            jobs = [pool.submit(try_case, stage, folder / f"case{i}/day", *case)
                    for i, case in enumerate(cases)]
            for number, (case, job) in enumerate(zip(cases, jobs), 1):
                faults = job.result()
                print("not ok" if faults else "ok", number, "-", case[0])
                for fault in faults:
                    print("#", fault.replace("\n", "\n# "))
                sys.stdout.flush()
                bad += bool(faults)
        return bad > 0
    finally:
        shutil.rmtree(folder)


sys.exit(main())
