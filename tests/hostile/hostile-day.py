"""hostile-day.py FOLDER: a small day with a hostile text in every cell that
an office fills in, as CSV in FOLDER/csv and as .xlsx in FOLDER/xlsx."""
import copy
import pathlib
import re
import sys

import day
from payloads import EVENT, LONG, PAYLOADS, ROWS, all_in_one, hostile


def put(event, way, text):
    for key in way[:-1]:
        event = event[key]
    event[way[-1]] = text


def poison(tables, numbers):
    """A row for each payload where one bad cell refuses the whole row."""
    people, companies = tables["politicians.csv"], tables["companies.csv"]
    sites, plain = tables["sites.csv"], people[-1]
    for number in numbers:
        for source in ("name", "organ", "remark"):
            people[number][ROWS[source][1]] = hostile(source, number)
        people[number]["Organ förk."] = f"Q{number:02}"
        for source in ("company", "address", "topic", "contact"):
            companies[number][ROWS[source][1]] = hostile(source, number)
        sites[number]["namn"] = hostile("site", number)
        for source, letter in (("email", "X"), ("phone", "Y")):
            row = dict(plain, ID=f"{letter}{number:03}",
                       Efternamn=f"{source} {number}")
            row["E-post"] = f"{source}{number}@example.org"
            row[ROWS[source][1]] = hostile(source, number)
            if source == "email":
                row["E-post"] += "@example.org"
            people.append(row)


def escaped(rows):
    """What XML cannot hold, as Excel writes it."""
    return [{key: re.sub("[\x00-\x08\x0b-\x1f]",
                         lambda c: f"_x{ord(c[0]):04X}_", value)
             for key, value in row.items()} for row in rows]


def without_nul(rows):
    """A NUL makes a file of no rows; the other controls are cleaned away."""
    return [{key: value.replace("\0", "\1") for key, value in row.items()}
            for row in rows]


def write_long(folder):
    """All too long at once: no other text is looked for in this day."""
    tables, event = day.small_day()
    poison(tables, [LONG])
    for source, way in EVENT.items():
        put(event, way, hostile(source, LONG))
    day.write_day(folder, tables, event)


def main(folder):
    tables, event = day.small_day()
    poison(tables, range(LONG))
    for source, way in EVENT.items():
        put(event, way, all_in_one(source))
    codes = [row["Företags-ID"] for row in tables["companies.csv"]]
    (folder / "companies.txt").write_text("\n".join(codes[:LONG + 1]))
    for name, rows in tables.items():
        for source in (s for s, way in ROWS.items() if way[0] == name):
            bad = [row for row in rows if "\0" in row[ROWS[source][1]]]
            day.write_csv(folder / f"nul-{source}.csv", bad)
    day.write_day(folder / "csv", {name: without_nul(rows)
                                   for name, rows in tables.items()}, event)
    day.write_event(folder / "xlsx", event)
    day.write_xlsx(folder / "xlsx/day.xlsx",
                   {name: escaped(rows) for name, rows in tables.items()})
    write_long(folder / "long")
    for source, way in EVENT.items():
        for number in range(len(PAYLOADS)):
            if source != "event" and PAYLOADS[number][0] != "nul":
                continue
            one = copy.deepcopy(event)
            put(one, way, hostile(source, number))
            to = folder / f"events/{source}-{number:02}"
            to.mkdir(parents=True)
            day.write_event(to, one)


for name in ("csv", "xlsx"):
    (pathlib.Path(sys.argv[1]) / name).mkdir(parents=True)
main(pathlib.Path(sys.argv[1]))
