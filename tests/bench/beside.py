#!/usr/bin/env python3
"""Makes a table and a picture of our rates beside others'.

    beside.py FIGURES OUT.svg

FIGURES has a line for each run: job, who, rate a second, peak KiB, with tabs
between; the first of a job is ours.  The table goes to standard output.
"""
import pathlib
import sys

from growth import thousands

PROMISES = {  # words in a job: what is promised
    "in MIME": "20 000, 32 MiB",
    "connections: 4": "2 500",
    "replies": "25 000",
}
OURS, THEIRS = "#0072b2", "#999"
WIDTH, LEFT, BAR, LONGEST = 720, 20, 16, 320


def read(path):
    jobs = {}
    for line in pathlib.Path(path).read_text().splitlines():
        job, who, rate, kib = line.split("\t")
        jobs.setdefault(job, []).append((who, int(rate), int(kib) / 1024))
    return jobs


def said(rate, mib):
    return f"{thousands(rate)} /s, {mib:.0f} MiB"


def table(jobs):
    print("| what | promised | ours | others |\n|---|---|---|---|")
    for job, (ours, *others) in jobs.items():
        promise = next((p for words, p in PROMISES.items() if words in job),
                       "–")
        beside = "; ".join(f"{who}: {said(*figures)}"
                           for who, *figures in others)
        print(f"| {job} | {promise} | {said(*ours[1:])} | {beside} |")


def bars(jobs):
    """Each job has a scale of its own; returns the parts and the height."""
    out, y = [], 30
    for job, runs in jobs.items():
        out.append(f'<text x="{LEFT}" y="{y}" class="title">{job}</text>')
        most = max(rate for _, rate, _ in runs)
        for i, (who, rate, _) in enumerate(runs):
            y += BAR + 4
            length = max(1, LONGEST * rate / most)
            out.append(f'<rect x="{LEFT}" y="{y - BAR + 4}" height="{BAR}" '
                       f'width="{length:.1f}" fill="{THEIRS if i else OURS}"/>'
                       f'<text x="{LEFT + length + 8:.1f}" y="{y}">{who}: '
                       f'{thousands(rate)} /s</text>')
        y += 38
    return out, y - 10


def draw(jobs, path):
    body, height = bars(jobs)
    pathlib.Path(path).write_text("\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} '
        f'{height}" width="{WIDTH}" height="{height}" role="img" '
        'aria-labelledby="t" aria-describedby="d">',
        '<title id="t">Rates of Hundra and of others at the same work</title>',
        '<desc id="d">A bar for each program under each kind of work. The '
        'figures stand in the table.</desc>',
        '<style>text{font:12px sans-serif;fill:#333}'
        '.title{font-weight:bold}</style>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        *body, "</svg>", ""]), encoding="utf-8")


def main():
    jobs = read(sys.argv[1])
    table(jobs)
    draw(jobs, sys.argv[2])


if __name__ == "__main__":
    main()
