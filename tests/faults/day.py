"""The small day that faults and kills are tried on, and how to look at it.

  day.py FOLDER   makes its stages there

A day is a folder: hundra.db as a stage left it, the lists to read in, and
what the commands write.
"""
import hashlib
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
HUNDRA = os.path.abspath(os.environ.get("HUNDRA", ROOT / "build/hundra"))
QUICK = os.environ.get("HUNDRA_QUICK", HUNDRA)
EVENT = ROOT / "docs/examples/foretagsbesok-2022/event.json"
NOW = 1652191500  # when the example's plan was made
LATER = NOW + 86400  # what was put off may be tried again
TOKEN = re.compile(r"\b[0-9a-f]{24,}\b")  # chosen anew by every run

PEOPLE = """ID;Efternamn;Förnamn;Parti;Organ;Uppdrag;E-post;Mobil;Tillgänglig
P001;Berg;Anna;M;Kommunstyrelsen;Ordförande;anna@ny.example;070-174 06 05;\
08:00-17:00
P009;Lind;Ida;S;Kommunstyrelsen;Ledamot;ida.lind@ny.example;070-174 06 09;\
08:00-17:00
P010;Holm;Per;V;Kulturnämnden;Ledamot;per.holm@ny.example;070-174 06 10;\
08:00-17:00
"""

TOWN = """{"type": "FeatureCollection", "features": [{"type": "Feature",
"properties": {"natural": "water", "name": "Viken"}, "geometry": {"type":
"Polygon", "coordinates": [[[11.9, 57.6], [12.0, 57.6], [12.0, 57.7],
[11.9, 57.6]]]}}]}
"""


def environment(now=NOW, **more):
    kept = {k: v for k, v in os.environ.items()
            if not k.startswith(("HUNDRA", "FAULT"))}
    return kept | {"LC_ALL": "C", "TZ": "UTC", "HUNDRA_NOW": str(now)} | more


def run(folder, *words, now=NOW, program=HUNDRA, **more):
    """The program in FOLDER: (status, stderr)."""
    done = subprocess.run([program, *words], cwd=folder, text=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=120,
                          env=environment(now, **more))
    return done.returncode, done.stderr


def must(folder, *words, **more):
    status, told = run(folder, *words, **more)
    if status != 0:
        raise SystemExit(f"{' '.join(words)}: {status}: {told}")


def copy(stage, folder):
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(stage, folder)
    return pathlib.Path(folder)


def make_stages(folder):
    """Folders below FOLDER, as pathlib paths by their names."""
    empty = folder / "empty"
    empty.mkdir(parents=True)
    shutil.copy(EVENT, empty)
    (empty / "town.geojson").write_text(TOWN, encoding="utf-8")
    day = folder / "day"
    day.mkdir()
    (day / "people.csv").write_text(PEOPLE, encoding="utf-8")
    must(day, "import", "--yes", str(EVENT))
    must(day, "undo")  # what is left: the tables
    database = sqlite3.connect(day / "hundra.db")
    database.executescript(
        (ROOT / "tests/cases/deliver/day.sql").read_text(encoding="utf-8"))
    database.close()
    changed = copy(day, folder / "changed")
    must(changed, "set", "jourtelefon", "031-390 06 09")
    locked = copy(day, folder / "locked")
    must(locked, "lock", "P001 isär P002")
    ruled = copy(day, folder / "ruled")
    database = sqlite3.connect(ruled / "hundra.db")
    database.execute("INSERT INTO rule (event, code, name, hard, weight, "
                     "position) VALUES (1, 'R12', 'styre_och_opposition', 0, "
                     "10, 1)")
    database.commit()
    database.close()
    published = copy(day, folder / "published")
    must(published, "publish")
    sent = copy(published, folder / "sent")
    must(sent, "send", "--maildir", "box")
    return {"empty": empty, "day": day, "changed": changed, "locked": locked,
            "ruled": ruled, "published": published, "sent": sent}


# ---- the database ----------------------------------------------------------


def plain(value):
    """A cell without what differs between two runs that do the same."""
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    return TOKEN.sub("TOKEN", value) if isinstance(value, str) else value


def look(folder):
    """The content of a copy of FOLDER's database: it stays as it was left.

    No database is as good as an empty one.  Raises ValueError when the copy
    is not whole.
    """
    if not (folder / "hundra.db").exists():
        return {}
    aside = pathlib.Path(tempfile.mkdtemp())
    for name in ("hundra.db", "hundra.db-wal"):
        if (folder / name).exists():
            shutil.copy(folder / name, aside / name)
    database = sqlite3.connect(aside / "hundra.db")
    try:
        for check in ("integrity_check", "foreign_key_check"):
            found = database.execute(f"PRAGMA {check}").fetchall()
            if found not in ([], [("ok",)]):
                raise ValueError(f"{check}: {found[:3]}")
        tables = [row[0] for row in database.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' "
            "AND name NOT LIKE 'sqlite%' ORDER BY name")]
        content = {table: [tuple(map(plain, row)) for row in
                           database.execute(f'SELECT * FROM "{table}"')]
                   for table in tables if table != "journal"}
        return {table: rows for table, rows in content.items() if rows}
    finally:
        database.close()
        shutil.rmtree(aside)


def letters(folder):
    """message_id: (state, bytes) of the outbox."""
    database = sqlite3.connect(folder / "hundra.db")
    rows = database.execute(
        "SELECT o.message_id, o.state, b.message FROM outbox o "
        "JOIN outbox_body b ON b.outbox = o.id").fetchall()
    database.close()
    return {row[0]: row[1:] for row in rows}


# ---- files -----------------------------------------------------------------


def digest(path):
    """What a file says; of a workbook its parts, without the clock's."""
    if path.suffix != ".xlsx":
        return hashlib.sha256(path.read_bytes()).hexdigest()
    with zipfile.ZipFile(path) as book:
        return [(name, hashlib.sha256(book.read(name)).hexdigest())
                for name in sorted(book.namelist())
                if name != "docProps/core.xml"]


def written(folder):
    """path: digest of what commands wrote; not the database nor the mail."""
    return {str(path.relative_to(folder)): digest(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.name.startswith("hundra.db")
            and "box" not in path.parts}


def mail_faults(folder):
    """What is wrong with the Maildir at FOLDER/box, as sentences."""
    wanted = letters(folder)
    seen = {}
    faults = []
    for path in (folder / "box").glob("*/*"):
        content = path.read_bytes()
        found = re.search(rb"^Message-ID: *(?:\r?\n )?<([^>]+)>", content,
                          re.IGNORECASE | re.MULTILINE)
        name = found.group(1).decode() if found else None
        key = next((k for k in wanted if name and k.strip("<>") == name), None)
        if path.parent.name == "tmp":
            faults.append(f"left in tmp: {path.name}")
        elif key is None:
            faults.append(f"not in the outbox: {path.name}")
        elif wanted[key][1] != content:
            faults.append(f"not whole: {path.name}")
        elif key in seen:
            faults.append(f"twice: {key}")
        seen[key] = path
    for key, (state, _) in wanted.items():
        if state == "sent" and key not in seen:
            faults.append(f"sent, and not there: {key}")
    return faults


if __name__ == "__main__":
    make_stages(pathlib.Path(sys.argv[1]))
