#!/usr/bin/env python3
"""Makes a table and a picture of how planning grows with the day.

    scale.py FIGURES OUT.svg

FIGURES is what bench-scale prints.  The table goes to standard output.
"""
import math
import pathlib
import re
import sys

import growth

LINE = re.compile(r"(\d+) companies, (\d+) visits, (\d+) groups: "
                  r"(legal|hard \d+), ([\d.]+) s wall, ([\d.]+) s CPU, "
                  r"([\d.]+) MiB")
COLOURS = {"wall": "#0072b2", "CPU": "#d55e00", "peak": "#009e73"}
FLOOR_S, FLOOR_MIB = 0.001, 1  # as fine as bench-scale prints, or finer


def read(path):
    days = []
    for line in pathlib.Path(path).read_text().splitlines():
        found = LINE.fullmatch(line)
        if not found:
            sys.exit(f"scale.py: {path}: not a figure: {line}")
        companies, visits, groups, legal, wall, cpu, mib = found.groups()
        days.append({"companies": int(companies), "visits": int(visits),
                     "groups": int(groups), "legal": legal,
                     "wall": float(wall), "CPU": float(cpu),
                     "peak": float(mib)})
    if len(days) < 2:
        sys.exit(f"scale.py: {path}: a line needs two days or more")
    return days


def table(days):
    print("| companies | visits | groups | first plan | wall | CPU | peak |")
    print("|---" * 7 + "|")
    for day in days:
        cells = [growth.thousands(day[key])
                 for key in ("companies", "visits", "groups")]
        cells += [day["legal"], f"{day['wall']:.3f} s", f"{day['CPU']:.3f} s",
                  f"{day['peak']:.1f} MiB"]
        print("| " + " | ".join(cells) + " |")


def axis(days, keys, floor):
    """The powers of ten that hold them all."""
    values = [max(day[key], floor) for day in days for key in keys]
    low = math.floor(math.log10(min(values)))
    return low, max(math.ceil(math.log10(max(values))), low + 1)


def chart(panel, days, keys, floor):
    panel.even()
    panel.text(panel.x + growth.WIDTH, growth.TOP + growth.HEIGHT + 34,
               "companies", "end", "#777")
    ends = []
    for key in keys:
        points = [(day["companies"], max(day[key], floor)) for day in days]
        panel.line(points, COLOURS[key])
        ends.append((points[-1][1], key, COLOURS[key]))
        for day, (x, y) in zip(days, points):
            if day["legal"] != "legal":  # hollow
                panel.out.append(f'<circle cx="{panel.right(x):.1f}" '
                                 f'cy="{panel.down(y):.1f}" r="2" '
                                 'fill="#fff"/>')
    panel.labels(ends)
    return panel.out


def described(days):
    """What the picture says, in words, for who cannot see it."""
    first, last = days[0], days[-1]
    words = [f"{growth.thousands(day['companies'])} companies take "
             f"{day['wall']:.3f} s ({day['CPU']:.3f} s of processor) and "
             f"{day['peak']:.1f} MiB" for day in (first, last)]
    missed = [growth.thousands(day["companies"]) for day in days
              if day["legal"] != "legal"]
    return ("Left: seconds to the first legal plan; right: peak memory; by "
            f"the companies of the day. {words[0]}; {words[1]}."
            + (" Hollow points: no legal plan in time, for "
               f"{', '.join(missed)} companies." if missed else ""))


def draw(days, path):
    scales = [day["companies"] for day in days]
    time, memory = growth.panels(
        scales, "",
        ("First legal plan", "s", *axis(days, ("wall", "CPU"), FLOOR_S)),
        ("Peak memory", "MiB", *axis(days, ("peak",), FLOOR_MIB)))
    body = (chart(time, days, ("wall", "CPU"), FLOOR_S)
            + chart(memory, days, ("peak",), FLOOR_MIB))
    growth.write(path, "How time and memory of planning grow with the number "
                 "of companies, both axes logarithmic", described(days), body)


def main():
    days = read(sys.argv[1])
    table(days)
    draw(days, sys.argv[2])


if __name__ == "__main__":
    main()
