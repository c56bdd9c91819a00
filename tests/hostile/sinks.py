"""What comes out, sink by sink: the texts in it, and what is wrong with it.

Each sink is a function of the folder that a flow has filled.  It gives the
decoded texts as one string, and a list of faults.
"""
import email
import email.policy
import html.parser
import json
import re
import subprocess
import unicodedata
import urllib.parse
import zipfile

HEADERS = {"From", "To", "Date", "Subject", "Message-Id", "MIME-Version",
           "Content-Type", "Content-Language", "X-Auto-Response-Suppress"}
LEAVES = ["text/plain", "text/html", "text/calendar"]
ELEMENTS = set("html head meta title body h1 h2 p span ul li div table thead "
               "tbody tr th td br a".split())
ATTRIBUTES = set("xmlns lang charset name content style href scope".split())
PROPERTIES = set("""BEGIN END VERSION PRODID CALSCALE METHOD UID DTSTAMP
DTSTART DTEND SUMMARY LOCATION DESCRIPTION ORGANIZER ATTENDEE SEQUENCE STATUS
TRANSP CLASS NAME REFRESH-INTERVAL X-WR-CALNAME X-PUBLISHED-TTL TZID TZNAME
TZOFFSETFROM TZOFFSETTO RRULE X-MICROSOFT-DISALLOW-COUNTER
X-MICROSOFT-CDO-BUSYSTATUS""".split())


def parts(folder, box):
    """Each message in a box with its leaves."""
    for path in sorted((folder / box / "new").iterdir()):
        message = email.message_from_bytes(path.read_bytes(),
                                           policy=email.policy.default)
        leaves = [p for p in message.walk() if not p.is_multipart()]
        yield message, {p.get_content_type(): p for p in leaves}, leaves


def unruly(text):
    """Control characters other than line ends, and marks that turn."""
    return sorted(f"U+{ord(c):04X}" for c in set(text) - set("\r\n\t\u00ad")
                  if unicodedata.category(c) in ("Cc", "Cf"))


def headers(folder, box="post", wanted=LEAVES):
    texts, faults = [], []
    for message, _, leaves in parts(folder, box):
        extra = set(message.keys()) - HEADERS
        if extra or len(message.keys()) != len(set(message.keys())):
            faults.append(f"headers {sorted(message.keys())}")
        if [leaf.get_content_type() for leaf in leaves] != wanted:
            faults.append(f"leaves {[x.get_content_type() for x in leaves]}")
        if message.defects or any(leaf.defects for leaf in leaves):
            faults.append("defects")
        if len(message["To"].addresses) != 1:
            faults.append(f"to {message['To']}")
        texts += [message["Subject"], message["From"].addresses[0].display_name]
        for address in message["To"].addresses:
            texts += [address.display_name, address.addr_spec]
    return "\n".join(texts), faults + unruly("".join(texts))


def text(folder, box="post"):
    texts = [leaves["text/plain"].get_content()
             for _, leaves, _ in parts(folder, box)]
    return "\n".join(texts), unruly("".join(texts))


class Page(html.parser.HTMLParser):
    elements, attributes = ELEMENTS, ATTRIBUTES

    def __init__(self):
        super().__init__()
        self.texts, self.faults = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in self.elements:
            self.faults.append(f"element {tag}")
        for name, value in attrs:
            if name not in self.attributes:
                self.faults.append(f"attribute {name}")
            if name == "href" and not re.match("mailto:|tel:", value):
                self.faults.append(f"href {value}")

    def handle_data(self, data):
        self.texts.append(data)


def html_part(folder, box="post"):
    texts, faults = [], []
    for _, leaves, _ in parts(folder, box):
        page = Page()
        page.feed(leaves["text/html"].get_content())
        page.close()
        texts += page.texts
        faults += page.faults
    return "".join(texts), faults + unruly("".join(texts))


def calendar_text(raw):
    lines = raw.replace("\r\n ", "").split("\r\n")
    names = {re.match("[A-Z-]*", line)[0] for line in lines if line}
    texts = [re.sub(r"\\(.)", lambda c: "\n" if c[1] in "nN" else c[1], line)
             for line in lines]
    faults = [f"property {name}" for name in names - PROPERTIES]
    events = raw.count("BEGIN:VEVENT")
    if events != raw.count("\r\nEND:VEVENT\r\n"):
        faults.append("an event that does not end")
    texts.append(urllib.parse.unquote(raw.replace("\r\n ", "")))
    return "\n".join(texts), faults + unruly(raw)


def calendars(raws):
    texts, faults = zip(*[calendar_text(raw) for raw in raws])
    return "\n".join(texts), sum(faults, [])


def invitations(folder):
    return calendars([leaves["text/calendar"].get_payload(decode=True).decode()
                      for _, leaves, _ in parts(folder, "post")])


def files(folder):
    return calendars([path.read_bytes().decode()
                      for path in sorted((folder / "days").glob("*.ics"))])


def feeds(folder):
    return calendars([path.read_bytes().decode()
                      for path in sorted((folder / "feeds").glob("*.ics"))])


class Sheet(Page):
    """A sheet for the screen has a style, facts and drawings as well."""
    elements = ELEMENTS | set("style main header footer section dl dt dd "
                              "strong caption col colgroup hr h3 svg g path "
                              "circle rect line text img title".split())
    attributes = ATTRIBUTES | set(
        "id class role tabindex colspan rowspan aria-label aria-labelledby "
        "aria-hidden http-equiv viewbox width height d fill fill-rule stroke "
        "stroke-width stroke-linecap stroke-linejoin stroke-miterlimit "
        "cx cy r x y x1 x2 y1 y2 rx ry transform points font-size font-weight font-family "
        "text-anchor".split())


def pages(folder, box="pages"):
    texts, faults = [], []
    for path in sorted((folder / box).glob("*.html")):
        page = Sheet()
        page.feed(path.read_text("utf-8"))
        page.close()
        texts += page.texts
        faults += page.faults
    return "".join(texts), sorted(set(faults)) + unruly("".join(texts))


def words(folder, box="words"):
    texts = [path.read_text("utf-8")
             for path in sorted((folder / box).glob("*.txt"))]
    return "\n".join(texts), unruly("".join(texts))


def output(*command):
    return subprocess.run(command, capture_output=True, check=True,
                          encoding="utf-8").stdout


# Poppler draws a page anew for each element on it.  These hold the words of
# other sheets once for each reader, and are listened to in one day of three.
LONG_SHEETS = {"resplan", "vardblad"}


def pdf(folder, box="paper"):
    texts, faults = [], []
    for path in sorted((folder / box).glob("*.pdf")):
        if (folder.name == "csv" and box == "paper" or
                path.name.split(".")[0] not in LONG_SHEETS):
            texts.append(output("pdfinfo", "-struct-text", path))
        drawn = output("pdftotext", path, "-")
        faults += unruly(drawn.replace("\f", ""))
        if output("pdfinfo", "-js", path).strip():
            faults.append("JavaScript")
        for line in output("pdfinfo", "-url", path).splitlines()[1:]:
            if "mailto:" not in line and "tel:" not in line:
                faults.append(f"link {line}")
        if b"/JavaScript" in path.read_bytes():
            faults.append("/JavaScript")
    # Text stands in quotes, a run of one style a line.
    return "".join(re.findall(r'"(.*)"$', "\n".join(texts), re.M)), faults


def workbook(path):
    import openpyxl
    texts, faults = [], []
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" or cell.hyperlink:
                    faults.append(f"{sheet.title} {cell.coordinate}: active")
                elif isinstance(cell.value, str) and cell.data_type != "s":
                    faults.append(f"{sheet.title} {cell.coordinate}: no text")
                if isinstance(cell.value, str):
                    texts.append(re.sub("_x([0-9A-F]{4})_",
                                        lambda c: chr(int(c[1], 16)),
                                        cell.value))
    names = zipfile.ZipFile(path).namelist()
    faults += [n for n in names if re.search("vba|externalLink|macro", n)]
    return "\n".join(texts), faults


def export(folder):
    return workbook(folder / "export.xlsx")


def rejects(folder):
    return workbook(folder / "rejects.xlsx")


def terminal(folder):
    """Every word of show, and every command, as text."""
    texts = [path.read_bytes().decode("utf-8", "replace")
             for path in sorted((folder / "said").glob("*.txt"))]
    return "\n".join(texts), unruly("".join(texts))


def strings(node):
    if isinstance(node, dict):
        return [s for value in node.values() for s in strings(value)]
    if isinstance(node, list):
        return [s for value in node for s in strings(value)]
    return [node] if isinstance(node, str) else []


def told(folder):
    """The same as JSON."""
    texts, faults = [], []
    for path in sorted((folder / "said").glob("*.json")):
        try:
            texts += strings(json.loads(path.read_text("utf-8")))
        except ValueError as error:
            faults.append(f"{path.name}: {error}")
    return "\n".join(texts), faults


def of_letters(read, *more):
    return lambda folder: read(folder, "letters", *more)


def in_english(read, box):
    return lambda folder: read(folder, f"english-{box}")


SINKS = {"letter headers": of_letters(headers, LEAVES[:2]),
         "letter text": of_letters(text), "letter HTML": of_letters(html_part),
         "sheets as HTML": pages, "sheets as text": words,
         "English sheets as HTML": in_english(pages, "pages"),
         "English sheets as text": in_english(words, "words"),
         "English PDF": in_english(pdf, "paper"),
         "mail headers": headers, "mail text": text, "mail HTML": html_part,
         "mail calendar": invitations, "calendar files": files,
         "feeds": feeds, "PDF": pdf,
         "export": export, "rejects": rejects, "terminal": terminal,
         "JSON": told}
