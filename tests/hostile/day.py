"""A small day out of the shipped example: what the hostile tests start from.

A table is a list of rows, a row a dict by the headings of the file; the
writers know nothing of what a test has put into a cell.
"""
import csv
import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs/examples/foretagsbesok-2022"
ENCODING = {"politicians.csv": "cp1252"}
GROUPS = 6
SITES, COMPANIES_A_SITE = 18, 2
KEPT = {"sites.csv": SITES, "companies.csv": None,
        "politicians.csv": 3 * GROUPS,
        "officials.csv": 2 * GROUPS}


def table(name):
    encoding = ENCODING.get(name, "utf-8-sig")
    with open(EXAMPLE / name, encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def companies(rows, sites):
    """The first of each site, which will be visited, then the others."""
    by_site = {site: [row for row in rows if row["Plats-ID"] == site]
               for site in sorted(sites)}
    first = [own[0] for own in by_site.values()]
    for row in first:
        row.update({"Tider": "08:30-16:00", "Max besökare": "12",
                    "Prioritet": "1", "Status": "bekräftad", "Rullstol": "ja",
                    "Anmärkning": ""})
    others = [row for own in by_site.values()
              for row in own[1:COMPANIES_A_SITE]]
    for row in others:
        row.update({"Prioritet": "3", "Status": "preliminär"})
    return first + others


def small_day():
    """The tables by file name, and the event as event.json has it."""
    tables = {name: table(name)[:rows] for name, rows in KEPT.items()}
    sites = {row["plats_id"] for row in tables["sites.csv"]}
    tables["companies.csv"] = companies(tables["companies.csv"], sites)
    tables["restider.csv"] = [row for row in table("restider.csv")
                              if {row["fran"], row["till"]} <= sites | {"SAM"}]
    for row in tables["politicians.csv"]:
        row["Tillgänglig"] = "08:00-17:00"
    for row in tables["officials.csv"]:
        row.update({"Tillgänglig": "08:00-17:00", "Kan leda": "ja",
                    "Kan köra": "ja", "Antal platser i bil": "5"})
    for name in ("politicians.csv", "officials.csv"):
        for row in tables[name]:
            row.update({"Behov": "", "Jäv (företags-ID)": "",
                        "Jäv grund": ""})
    event = json.loads((EXAMPLE / "event.json").read_text("utf-8"))
    event["mål"].update({"grupper_min": GROUPS, "grupper_max": GROUPS,
                         "besök_min": 8, "besök_önskat": 30,
                         "platser_min": 2, "platser_max": 6})
    return tables, event


def write_event(folder, event):
    text = json.dumps(event, ensure_ascii=False)
    (folder / "event.json").write_text(text, "utf-8")


def write_csv(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def write_xlsx(path, tables):
    import openpyxl
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in tables.items():
        sheet = book.create_sheet(name.split(".")[0])
        sheet.append(list(rows[0]))
        for at, row in enumerate(rows, 2):
            for column, value in enumerate(row.values(), 1):
                cell = sheet.cell(at, column, value)
                cell.data_type = "s"  # no formula, whatever it begins with
    book.save(path)


def write_day(folder, tables, event):
    folder.mkdir(exist_ok=True)
    write_event(folder, event)
    for name, rows in tables.items():
        write_csv(folder / name, rows)
