"""english.py SWEDISH ENGLISH DATABASE: words that stand on the sheets of both
folders and in none of the database's facts: nobody has put them into English.

Of a PDF also what is only heard: alternate texts and what links do."""
import json
import pathlib
import re
import sqlite3
import subprocess
import sys

# The same in both languages, or our own names.
SAME = set("lunch version organisation transport person per just km qr "
           "april september november december".split())
TABLES = ("organisation person participant place company event logotype "
          "ground plan_group").split()


def output(*command):
    return subprocess.run(command, capture_output=True, check=True,
                          encoding="utf-8").stdout


def words(text):
    text = re.sub("· [0-9a-f]{6}", "", text.replace("\u00ad", "").lower())
    return set(re.findall(r"[^\W\d_]{2,}", text))


def strings(node):
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("/Alt", "/Contents", "/Title") and isinstance(value, str):
                yield value.removeprefix("u:")
            yield from strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from strings(value)


def text_of(path):
    if path.suffix != ".pdf":
        return path.read_text("utf-8")
    tree = json.loads(output("qpdf", "--json=2", path))
    heard = [text for text in strings(tree)
             if not re.fullmatch(r"\d+ \d+ R", text)]
    return output("pdftotext", path, "-") + "\n".join(heard)


def facts(path):
    base = sqlite3.connect(path)
    rows = [row for table in TABLES
            for row in base.execute(f"SELECT * FROM {table}")]
    return words(" ".join(str(cell) for row in rows for cell in row
                          if isinstance(cell, (str, bytes))))


def main(swedish, english, database):
    known = facts(database) | SAME
    for path in sorted(pathlib.Path(english).iterdir()):
        stem = path.name.replace(".en.", ".")
        other = pathlib.Path(swedish) / stem
        both = words(text_of(path)) & words(text_of(other))
        left = sorted(both - known)
        if left:
            print(f"{path.name}: {' '.join(left)}")


main(*sys.argv[1:])
