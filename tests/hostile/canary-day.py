"""canary-day.py FOLDER: a small day with three protected: P001, T001 who leads
and drives, and the contact of F001.  Each has canaries of her own."""
import pathlib
import sys

import day

HEADING = "Skyddade uppgifter"


def canaries(letter, phone):
    return {"E-post": f"kanarie{letter}@example.org",
            phone: f"070-174 06 9{'ptc'.index(letter) + 7}",
            "Anmärkning": f"kanarie{letter}anmärkning"}


def main(folder):
    tables, event = day.small_day()
    people, officials, companies = (tables[name] for name in (
        "politicians.csv", "officials.csv", "companies.csv"))
    for rows in (people, officials, companies):
        for row in rows:
            row[HEADING] = "nej"
        rows[0][HEADING] = "ja"
    for row in officials[day.GROUPS:]:  # so that T001 must do both
        row.update({"Kan leda": "nej", "Kan köra": "nej"})
    for row, letter, phone in ((people[0], "p", "Mobil"),
                               (officials[0], "t", "Telefon")):
        row.update(canaries(letter, phone), Efternamn=f"Kanarie{letter}sson",
                   Förnamn=f"Kanarie{letter}anna",
                   Specialkost=f"kanarie{letter}kost")
    people[0]["Bostadsområde"] = "Kanariepberget"
    companies[0].update(canaries("c", "Telefon"), Kontaktperson="Kanariec Ek",
                        Roll="kanariecchef")
    companies[0]["Anmärkning"] = ""
    day.write_day(folder, tables, event)
    people[0].update(Mobil="kanariepfel", Efternamn="Kanariepny")
    companies[0].update({"E-post": "kanariec utan snabel-a"})
    officials[0].update(Efternamn="Kanarietny", Specialkost="kanarietny")
    for name in ("politicians.csv", "officials.csv", "companies.csv"):
        day.write_csv(folder / f"new-{name}", tables[name])


main(pathlib.Path(sys.argv[1]))
