#!/usr/bin/python3
"""A PDF of sheets that lie two to a paper: whose is what stands on each half.

    halves.py FILE      a line for each thing that must hold: "ok WORDS", or
                        "not ok WORDS: why"

A half is counted from 0: the left and the right of the first page, and so on.
The outline says on which half each sheet begins; its Sect says, through links
and figures, on which halves it lies.
"""
import sys

from pdfa import File

MIDDLE, HIGH, SIDE = 297 / 2 * 72 / 25.4, 210 * 72 / 25.4, 12 * 72 / 25.4


class Halves(File):
    def __init__(self, path):
        super().__init__(path)
        self.numbers = {reference: number for number, reference
                        in enumerate(self.get(self.root["/Pages"])["/Kids"])}

    def begins(self):
        """The half that each sheet's entry, and those under it, lead to."""
        entry = self.get(self.get(self.root["/Outlines"])["/First"])
        while entry is not None:
            yield self.half(entry), [self.half(below)
                                     for below in self.below(entry)]
            entry = self.get(entry["/Next"]) if "/Next" in entry else None

    def below(self, entry):
        reference = entry.get("/First")
        while reference is not None:
            below = self.get(reference)
            yield below
            reference = below.get("/Next")

    def half(self, entry):
        page, _, left = entry["/Dest"][:3]
        if left is None or min(left, abs(left - MIDDLE)) > 0.1:
            raise ValueError(f"{left} points across")
        return 2 * self.numbers[page] + int(left > 0.1)

    def kids(self, element):
        kids = self.get(element).get("/K", [])
        return kids if isinstance(kids, list) else [kids]

    def sheets(self):
        document, = self.kids(self.root["/StructTreeRoot"])
        return [self.get(kid) for kid in self.kids(document)]

    def things(self, element):
        """(kind, page, rectangle) of each link and figure under ELEMENT."""
        for kid in self.kids(element):
            value = self.get(kid)
            if not isinstance(value, dict):
                continue
            if value.get("/Type") == "/OBJR":
                yield ("link", value["/Pg"],
                       self.get(value["/Obj"])["/Rect"])
            elif value.get("/S") == "/Figure":
                yield ("figure", value["/Pg"], self.get(value["/A"])["/BBox"])
            yield from self.things(value)


def place(file, page, rectangle):
    """The half of RECTANGLE, or None where it stands in no half's text."""
    left, bottom, right, top = rectangle
    side = int(left > MIDDLE)
    begins = side * MIDDLE
    inside = (begins + SIDE - 0.5 <= left < right <=
              begins + MIDDLE - SIDE + 0.5 and 0 < bottom < top < HIGH)
    return 2 * file.numbers[page] + side if inside else None


def main(path):
    file = Halves(path)
    try:
        begins = list(file.begins())
    except ValueError as why:
        print(f"not ok the outline leads to halves: {why}")
        return
    sheets = file.sheets()
    first = [half for half, _ in begins]
    ends = first[1:] + [2 * len(file.pages)]
    found = {"link": 0, "figure": 0}
    rights, strays = 0, []
    for sheet, begin, end in zip(sheets, first, ends):
        for kind, page, rectangle in file.things(sheet):
            half = place(file, page, rectangle)
            found[kind] += 1
            rights += half is not None and half % 2
            if half is None or not begin <= half < end:
                strays.append(f"{kind} at {rectangle}, half {half}, "
                              f"not in {begin}-{end - 1}")

    def say(good, words, why=""):
        print(f"ok {words}" if good else f"not ok {words}: {why}")

    say({self["/S"] for self in sheets} == {"/Sect"} and
        len(sheets) == len(first), "a Sect for each sheet of the outline",
        f"{len(sheets)} and {len(first)}")
    say(all(a < b for a, b in zip(first, ends)),
        "each sheet begins on a half of its own", first)
    say(all(begin <= half < end for (begin, below), end in zip(begins, ends)
            for half in below), "its headings are within it", begins)
    say(not strays, "links and figures stand on their sheet's halves", strays)
    say(found["link"] > 0 and found["figure"] > 0 and rights > 0,
        "there are some, on right halves too", f"{found}, {rights}")


main(sys.argv[1])
