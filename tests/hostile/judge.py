"""judge.py FOLDER details|xlsx|long: a TAP line, without its number, for each
pair of source and sink: the sink is sound, and shows the source's texts as
text or, where it should not show them, no trace of them.  details: what is
told of one person or company is in the folder, too."""
import pathlib
import sys

from payloads import (ANSWER, EVENT, LONG, ROWS, all_in_one, bare, clean,
                      hostile, mark)
from sinks import SINKS

HEADERS = ["mail headers", "letter headers"]
PLAIN = ["letter text", "letter HTML"]
LETTER = ["mail text", "mail HTML", "mail calendar", *PLAIN]
SHEETS = ["PDF", "sheets as HTML", "sheets as text", "English PDF",
          "English sheets as HTML", "English sheets as text"]
SCREEN = ["terminal", "JSON"]
DESK = ["export", *SCREEN]
FILES = ["calendar files", "feeds"]

# Where every text of a source stands whole.
WHOLE = {
    "name": [*HEADERS, *LETTER, *SHEETS, *DESK],
    "email": [*HEADERS, "mail calendar", *DESK],
    "organ": [*LETTER, *SHEETS, *DESK],
    "remark": DESK,
    "company": [*LETTER, *FILES, *SHEETS, *DESK],
    "address": [*LETTER, *FILES, *SHEETS, *DESK],
    "topic": [*LETTER, *SHEETS, *DESK],
    "contact": [*HEADERS, *SHEETS, *DESK],
    "site": [*LETTER, *SHEETS, *DESK],
    "event": [*HEADERS, *LETTER, *FILES, *SHEETS, *SCREEN],
    "organiser": [*LETTER, *SCREEN],
    "sender": [*HEADERS, *LETTER, *SHEETS, *SCREEN],
    "place": [*LETTER, *FILES, *SHEETS, *SCREEN],
    ANSWER: SCREEN,
}
# Told only with the details.
DETAILS = {"email", "organ", "remark", "address", "topic", "contact"}
# Where some of them stand, or a part: a contact's given name, a lunch's site.
PARTLY = {"contact": LETTER, "site": FILES}
# What is refused is told to whoever read the file, and handed back.
REFUSED = {"email", "phone"}
TOLD = {"rejects", "terminal", "JSON"}
# Addresses in spite of all, by RFC 5321 4.1.2: {{event.name}}, %s%n%1$s.
ADDRESSES = {("email", 9), ("email", 11)}
VANISHES = ("email", 12)  # NUL in a cell of .xlsx: nothing is left of it


def expected(source, sink, numbers, extent):
    """The texts that must stand in the sink."""
    detail = sink in SCREEN and source in DETAILS
    if detail and extent != "details":
        return []
    taken = [n for n in numbers
             if source not in REFUSED or (source, n) in ADDRESSES or
             extent == "xlsx" and (source, n) == VANISHES]
    if sink == "rejects" and source in REFUSED:
        return [hostile(source, n) for n in numbers if n not in taken]
    if sink not in WHOLE.get(source, []) or sink == "PDF" and extent == "long":
        return [] # what no sheet can hold the program says; then there is none
    if source in EVENT and LONG not in numbers:
        return [all_in_one(source)]
    texts = [hostile(source, n) for n in taken]
    # RFC 5545 has no NUL; in its place stands the sign for what is none.
    return [t.replace("\0", "\ufffd") if source == ANSWER else t for t in texts]


def pair_faults(source, sink, numbers, extent, text, squeezed):
    wanted = expected(source, sink, numbers, extent)
    faults = [f"missing: {clean(t)[:60]!r}" for t in wanted
              if bare(clean(t)) not in squeezed]
    may_stand = (sink in WHOLE.get(source, []) or
                 sink in PARTLY.get(source, []) or
                 source in REFUSED and sink in TOLD)
    if not may_stand:
        faults += [f"there is {mark(source, n)}" for n in numbers
                   if mark(source, n) in text]
    return faults


def main(folder, extent):
    numbers = [LONG] if extent == "long" else range(LONG)
    for sink, read in SINKS.items():
        if sink.startswith("English") and extent != "details":
            continue # they are printed of one day: the facts are the same
        text, faults = read(folder)
        squeezed = bare(clean(text))
        for source in [*ROWS, *EVENT, ANSWER]:
            wrong = faults + pair_faults(source, sink, numbers, extent,
                                         text, squeezed)
            print("not ok" if wrong else "ok", f"{source} in {sink}")
            for fault in wrong[:5]:
                print("#", fault)


main(pathlib.Path(sys.argv[1]), sys.argv[2])
