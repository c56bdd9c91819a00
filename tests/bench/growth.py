#!/usr/bin/env python3
"""Makes a table and a picture of how time and memory grow.

    growth.py FIGURES OUT.svg

FIGURES has a line for each run: job, scale, count, then wall, user and
system seconds and peak KiB.  The table goes to standard output.
"""
import math
import pathlib
import sys

NAMES = {  # job: what is counted, colour
    "import": ("rows", "#0072b2"),
    "publish": ("letters", "#d55e00"),
    "send": ("letters", "#009e73"),
    "print": ("sheets", "#8a4f7d"),
}
WIDTH, HEIGHT, LEFT, TOP = 300, 240, 60, 50
FLOOR_S = 0.01  # what /usr/bin/time can tell


def read(path):
    runs = {}
    for line in pathlib.Path(path).read_text().splitlines():
        job, scale, count, wall, user, system, kib = line.split()
        runs.setdefault(job, []).append({
            "scale": int(scale), "count": int(count), "wall": float(wall),
            "cpu": float(user) + float(system), "mib": int(kib) / 1024})
    return runs


def thousands(number):
    return f"{number:,}".replace(",", " ")


def table(runs):
    scales = [run["scale"] for run in next(iter(runs.values()))]
    print("| what | " + " | ".join(f"× {scale}" for scale in scales) + " |")
    print("|---" * (len(scales) + 1) + "|")
    for job, row in runs.items():
        cells = [f"{thousands(run['count'])} {NAMES[job][0]}: "
                 f"{run['wall']:.2f} s ({run['cpu']:.2f} s), "
                 f"{run['mib']:.0f} MiB" for run in row]
        print(f"| {job} | " + " | ".join(cells) + " |")


class Panel:
    """One chart with logarithmic axes: LOW and HIGH are powers of ten.

    SIGN stands before each of the SCALES."""

    def __init__(self, x, title, unit, low, high, scales, sign="× "):
        self.x, self.low, self.high, self.scales = x, low, high, scales
        self.out = [f'<text x="{x}" y="{TOP - 18}" class="title">{title}'
                    '</text>']
        for power in range(low, high + 1):
            y = self.down(10.0 ** power)
            self.out.append(f'<path d="M{x} {y:.1f}h{WIDTH}" class="grid"/>')
            self.text(x - 6, y + 4, f"{10.0 ** power:g} {unit}", "end")
        for scale in scales:
            self.text(self.right(scale), TOP + HEIGHT + 18,
                      sign + thousands(scale), "middle")

    def text(self, x, y, words, anchor, colour="#333"):
        self.out.append(f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" '
                        f'text-anchor="{anchor}">{words}</text>')

    def right(self, scale):
        first, last = math.log10(self.scales[0]), math.log10(self.scales[-1])
        share = (math.log10(scale) - first) / (last - first)
        return self.x + 10 + share * (WIDTH - 70)

    def down(self, value):
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return TOP + HEIGHT * (1 - share)

    def line(self, points, colour):
        path = " ".join(f"{self.right(s):.1f},{self.down(v):.1f}"
                        for s, v in points)
        self.out.append(f'<polyline points="{path}" stroke="{colour}"/>')
        for scale, value in points:
            self.out.append(f'<circle cx="{self.right(scale):.1f}" '
                            f'cy="{self.down(value):.1f}" r="3" '
                            f'fill="{colour}"/>')

    def labels(self, ends):
        """Names at the lines' ends, moved apart where they would touch."""
        floor = -math.inf
        for y, name, colour in sorted((self.down(value), name, colour)
                                      for value, name, colour in ends):
            floor = max(y + 4, floor + 14)
            self.text(self.right(self.scales[-1]) + 8, floor, name, "start",
                      colour)

    def even(self):
        """What grows just as the work does, for the eye."""
        start = 10.0 ** self.low * 2
        first = self.scales[0]
        times = min(self.scales[-1] / first, 10.0 ** self.high / start)
        self.out.append(
            f'<path d="M{self.right(first):.1f} {self.down(start):.1f}'
            f'L{self.right(first * times):.1f} '
            f'{self.down(start * times):.1f}" class="even"/>')
        self.text(self.x + WIDTH, TOP - 18, "dashed: in step with the work",
                  "end", "#777")


def chart(panel, runs, key, floor):
    panel.even()
    ends = []
    for job, row in runs.items():
        points = [(run["scale"], max(run[key], floor)) for run in row]
        panel.line(points, NAMES[job][1])
        ends.append((points[-1][1], job, NAMES[job][1]))
    panel.labels(ends)
    return panel.out


def powers(runs, key, floor):
    values = [max(run[key], floor) for row in runs.values() for run in row]
    return (math.floor(math.log10(min(values))),
            math.ceil(math.log10(max(values))))


def write(path, title, description, body):
    """A picture of two panels, whose parts are BODY."""
    width, height = 2 * (LEFT + WIDTH) + 30, TOP + HEIGHT + 40
    pathlib.Path(path).write_text("\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} '
        f'{height}" width="{width}" height="{height}" role="img" '
        'aria-labelledby="t" aria-describedby="d">',
        f'<title id="t">{title}</title>', f'<desc id="d">{description}</desc>',
        '<style>text{font:12px sans-serif}.title{font-weight:bold}'
        '.grid{stroke:#ddd}polyline{fill:none;stroke-width:2}'
        '.even{stroke:#999;stroke-dasharray:4 4}</style>',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        *body, "</svg>", ""]), encoding="utf-8")


def panels(scales, sign, *axes):
    """The left and the right panel; AXES: title, unit, low, high of each."""
    return [Panel(x, *axis, scales, sign)
            for x, axis in zip((LEFT, LEFT * 2 + WIDTH + 20), axes)]


def draw(runs, path):
    scales = [run["scale"] for run in next(iter(runs.values()))]
    times, memory = panels(
        scales, "× ", ("CPU seconds", "s", *powers(runs, "cpu", FLOOR_S)),
        ("Peak memory", "MiB", *powers(runs, "mib", 1)))
    body = chart(times, runs, "cpu", FLOOR_S) + chart(memory, runs, "mib", 1)
    write(path, "How processor time and memory grow with the work, "
          "both axes logarithmic",
          "Left: seconds of processor, right: peak memory, of "
          f"{', '.join(runs)} at {scales[0]} to {scales[-1]} times the size. "
          "The figures stand in the table.", body)


def main():
    runs = read(sys.argv[1])
    table(runs)
    draw(runs, sys.argv[2])


if __name__ == "__main__":
    main()
