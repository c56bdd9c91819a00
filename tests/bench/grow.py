#!/usr/bin/env python3
"""Grows the example day: N copies of its companies and people, new ids.

    grow.py N FOLDER

Copies keep their sites; names get a number, so that no two are doubles.
"""
import csv
import io
import pathlib
import shutil
import sys

EXAMPLE = pathlib.Path(__file__).parents[2] / "docs/examples/foretagsbesok-2022"
FILES = {  # file: encoding, columns that get the copy's number
    "companies.csv": ("utf-8-sig", ["Företags-ID", "Företag", "E-post"]),
    "politicians.csv": ("cp1252", ["ID", "Efternamn", "E-post"]),
    "officials.csv": ("utf-8-sig", ["ID", "Efternamn", "E-post"]),
}


def numbered(column, value, copy):
    """The value of a copy: F001 -> F001x7, a@b.example -> a.x7@b.example."""
    if column == "E-post" and value:
        local, _, domain = value.partition("@")
        return "%s.x%d@%s" % (local, copy, domain)
    return "%sx%d" % (value, copy) if value else value


def grow(name, copies, out):
    encoding, columns = FILES[name]
    text = (EXAMPLE / name).read_bytes().decode(encoding)
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    with open(out / name, "w", newline="", encoding="utf-8") as f:
        write = csv.DictWriter(f, rows[0].keys(), delimiter=";")
        write.writeheader()
        for copy in range(copies):
            for row in rows:
                fresh = dict(row)
                fresh["Jäv (företags-ID)"] = ""
                fresh["Org.nr"] = ""
                for column in columns:
                    fresh[column] = numbered(column, row[column], copy)
                write.writerow({k: v for k, v in fresh.items() if k in row})


def main():
    copies, out = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        grow(name, copies, out)
    for name in ("event.json", "sites.csv", "restider.csv"):
        shutil.copy(EXAMPLE / name, out / name)


if __name__ == "__main__":
    main()
