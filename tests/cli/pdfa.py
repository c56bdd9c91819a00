#!/usr/bin/python3
"""Our PDF files against the clauses of ISO 19005-2 (PDF/A-2a) that
docs/PDFA.md lists.  Knows nothing of our writer: it reads bytes, and objects
as `qpdf --json-output` gives them.

    pdfa.py FILE...     a line for each clause: "ok CLAUSE WORDS", or "not ok"
                        and lines "# FILE: why"; the last one counts files
"""
import base64
import json
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as tree

OPERATORS = set("""b B b* B* BDC BI BMC BT c cm CS cs d d0 d1 Do DP EI EMC ET
f F f* G g gs h i ID j J K k l m M MP n q Q re RG rg ri s S SC sc SCN scn sh
T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"""".split())
COLOURS = set("CS cs G g K k RG rg SC sc SCN scn sh".split())
STRUCTURE = set("""Document Part Art Sect Div BlockQuote Caption TOC TOCI Index
NonStruct P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot
Span Quote Note Reference Link Annot Figure Formula Form""".split())
TOKEN = re.compile(
    rb"<<|>>|<[0-9A-Fa-f\s]*>|\[|\]|/[^\s<>\[\]()/%]+|[-+.]?[0-9][0-9.]*"
    rb"|[A-Za-z'\"][A-Za-z0-9*]*")
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
SPACES = {  # what XMP may use without describing it, and what we describe
    "dc": "{http://purl.org/dc/elements/1.1/}",
    "xmp": "{http://ns.adobe.com/xap/1.0/}",
    "pdf": "{http://ns.adobe.com/pdf/1.3/}",
    "pdfaid": "{http://www.aiim.org/pdfa/ns/id/}",
    "pdfuaid": "{http://www.aiim.org/pdfua/ns/id/}",
    "extension": "{http://www.aiim.org/pdfa/ns/extension/}",
}
PROPERTY = "{http://www.aiim.org/pdfa/ns/property#}"
SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"


class File:
    """A file's bytes and its objects."""

    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            self.raw = file.read()
        said = subprocess.run(
            ["qpdf", "--json-output", "--json-stream-data=inline",
             "--decode-level=generalized", path, "-"],
            check=True, capture_output=True).stdout
        objects = json.loads(said)["qpdf"][1]
        self.objects = {name[4:]: body for name, body in objects.items()
                        if name.startswith("obj:")}
        self.trailer = objects["trailer"]["value"]
        self.root = self.get(self.trailer["/Root"])
        self.pages = self.walk_pages(self.get(self.root["/Pages"]))

    def get(self, value):
        """VALUE, through its reference: an object, or a stream's dictionary."""
        if isinstance(value, str) and value in self.objects:
            body = self.objects[value]
            return body["value"] if "value" in body else body["stream"]["dict"]
        return value

    def data(self, reference):
        return base64.b64decode(self.objects[reference]["stream"]["data"])

    def walk_pages(self, node):
        if node["/Type"] == "/Page":
            return [node]
        return [page for kid in node["/Kids"]
                for page in self.walk_pages(self.get(kid))]

    def dictionaries(self):
        """Every dictionary of the file, however deep."""
        stack = [self.get(name) for name in self.objects]
        while stack:
            value = stack.pop()
            if isinstance(value, dict):
                yield value
                stack += value.values()
            elif isinstance(value, list):
                stack += value

    def streams(self):
        return [(name, body["stream"]["dict"])
                for name, body in self.objects.items() if "stream" in body]

    def contents(self):
        """The content of every page and form, with its resources."""
        for page in self.pages:
            yield self.data(page["/Contents"]), self.get(page["/Resources"])
        for name, entries in self.streams():
            if entries.get("/Subtype") == "/Form":
                yield self.data(name), self.get(entries["/Resources"])


def operations(content):
    """(operands, operator) for each operator."""
    operands = []
    for token in TOKEN.findall(content):
        if token[:1].isalpha() or token[:1] in b"'\"":
            yield operands, token.decode()
            operands = []
        else:
            operands.append(token)


def shown(content):
    """(font name, code) for each glyph that is shown."""
    font = None
    for operands, operator in operations(content):
        if operator == "Tf":
            font = operands[0].decode()
        elif operator in ("Tj", "TJ"):
            for operand in operands:
                if operand[:1] == b"<":
                    codes = bytes.fromhex(operand[1:-1].decode())
                    for at in range(0, len(codes), 2):
                        yield font, codes[at] << 8 | codes[at + 1]


class Font:
    """A composite font: its program's tables, widths, map and Unicode."""

    def __init__(self, file, font):
        self.font = font
        self.below = file.get(font["/DescendantFonts"][0])
        self.descriptor = file.get(self.below["/FontDescriptor"])
        self.program = file.data(self.descriptor["/FontFile2"])
        count = struct.unpack(">H", self.program[4:6])[0]
        self.tables = {}
        for i in range(count):
            tag, _, at, length = struct.unpack(
                ">4sIII", self.program[12 + 16 * i:28 + 16 * i])
            self.tables[tag.decode()] = self.program[at:at + length]
        self.glyph_map = file.data(self.below["/CIDToGIDMap"])
        self.unicode = {}
        for code, text in re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]*)>\n",
                                     file.data(font["/ToUnicode"])):
            self.unicode[int(code, 16)] = bytes.fromhex(
                text.decode()).decode("utf-16-be")
        self.widths = {}
        listed = list(self.below["/W"])
        while listed:
            first, row = listed.pop(0), listed.pop(0)
            self.widths.update({first + i: w for i, w in enumerate(row)})

    def glyph(self, code):
        return struct.unpack(">H", self.glyph_map[2 * code:2 * code + 2])[0]

    def advance(self, glyph):
        """In thousandths, as hmtx says."""
        units = struct.unpack(">H", self.tables["head"][18:20])[0]
        many = struct.unpack(">H", self.tables["hhea"][34:36])[0]
        at = 4 * min(glyph, many - 1)
        return struct.unpack(
            ">H", self.tables["hmtx"][at:at + 2])[0] * 1000 / units

    def glyph_count(self):
        return struct.unpack(">H", self.tables["maxp"][4:6])[0]


def glyphs(file):
    """(Font, code) for each glyph that is shown anywhere, once."""
    fonts, seen = {}, set()
    for content, resources in file.contents():
        for name, code in shown(content):
            reference = resources["/Font"][name]
            if (reference, code) not in seen:
                seen.add((reference, code))
                if reference not in fonts:
                    fonts[reference] = Font(file, file.get(reference))
                yield fonts[reference], code


# ---- the clauses ----------------------------------------------------------
# Each yields what is wrong.

def header(file):
    if not re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", file.raw):
        yield "no version and binary comment"


def trailer(file):
    ids = file.trailer.get("/ID", [])
    if len(ids) != 2 or not all(ids):
        yield "no /ID"
    if "/Encrypt" in file.trailer:
        yield "encrypted"
    if not file.raw.endswith(b"%%EOF\n"):
        yield "something after the end"


def streams(file):
    found = 0
    for head in re.finditer(rb"obj\n<<[^\n]* /Length (\d+) >>\nstream\n",
                            file.raw):
        found += 1
        end = head.end() + int(head[1])
        if not re.match(rb"\r?\nendstream", file.raw[end:end + 11]):
            yield f"stream at {head.start()}: its /Length is not its length"
    if found < len(file.streams()):
        yield "a stream that cannot be found"
    for name, entries in file.streams():
        if any(key in entries for key in ("/F", "/FFilter", "/FDecodeParms")):
            yield f"{name}: a stream elsewhere"
    for kind in set(re.findall(rb"/Filter ?\[? ?/(\w+)", file.raw)):
        if kind != b"FlateDecode":
            yield f"a filter {kind.decode()}"


def limits(file):
    stack = [file.get(name) for name in file.objects] + [file.trailer]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            stack += list(value) + list(value.values())
        elif isinstance(value, list):
            stack += value
        elif isinstance(value, str) and len(value.encode()) > (
                128 if value.startswith("/") else 32767):
            yield f"too long: {value[:40]}"
        elif isinstance(value, (int, float)) and abs(value) >= 2 ** 31:
            yield f"a number beyond 32 bits: {value}"
    for content, _ in file.contents():
        depth = 0
        for _, operator in operations(content):
            depth += {"q": 1, "Q": -1}.get(operator, 0)
            if depth > 28 or depth < 0:
                yield "q inside q more than 28 times, or Q without q"
                break


def operators(file):
    for content, resources in file.contents():
        for operands, operator in operations(content):
            if operator not in OPERATORS:
                yield f"an operator {operator}"
            if operator in ("Tf", "Do"):
                kind = "/Font" if operator == "Tf" else "/XObject"
                if operands[0].decode() not in resources.get(kind, {}):
                    yield f"{operands[0].decode()} is no resource"


def intent(file):
    intents = [file.get(i) for i in file.root.get("/OutputIntents", [])]
    if len(intents) != 1 or intents[0].get("/S") != "/GTS_PDFA1":
        yield "not one intent of PDF/A"
        return
    profile = file.data(intents[0]["/DestOutputProfile"])
    entries = file.get(intents[0]["/DestOutputProfile"])
    size, version = struct.unpack(">I4xI", profile[:12])
    if size != len(profile) or profile[36:40] != b"acsp":
        yield "no colour profile"
    if not 0x02000000 <= version < 0x05000000:
        yield "a version that PDF/A does not know"
    if profile[12:24] != b"mntrRGB XYZ " or entries.get("/N") != 3:
        yield "not a display of three colours"
    names = set()
    for i in range(struct.unpack(">I", profile[128:132])[0]):
        name, at, length = struct.unpack(
            ">4sII", profile[132 + 12 * i:144 + 12 * i])
        names.add(name.decode())
        if at % 4 or at + length > size:
            yield f"its tag {name.decode()} lies wrong"
    for name in "desc cprt wtpt rXYZ gXYZ bXYZ rTRC gTRC bTRC".split():
        if name not in names:
            yield f"no tag {name}"


def colours(file):
    for content, _ in file.contents():
        for _, operator in operations(content):
            if operator in COLOURS and operator not in ("rg", "RG"):
                yield f"a colour by {operator}"
    for name, entries in file.streams():
        if entries.get("/Subtype") == "/Image" and entries.get(
                "/ColorSpace") not in ("/DeviceRGB", "/DeviceGray"):
            yield f"{name}: an image in other colours"


def external(file):
    for name, entries in file.streams():
        if entries.get("/Type") != "/XObject":
            continue
        for key in ("/Alternates", "/OPI", "/Ref", "/PS", "/Subtype2"):
            if key in entries:
                yield f"{name}: {key}"
        if entries.get("/Interpolate"):
            yield f"{name}: interpolated"
        if entries.get("/Subtype") not in ("/Form", "/Image"):
            yield f"{name}: {entries.get('/Subtype')}"


def transparency(file):
    for _, resources in file.contents():
        for key in ("/ExtGState", "/Pattern", "/Shading"):
            if key in resources:
                yield f"resources have {key}"
    for entries in [page for page in file.pages] + [
            entries for _, entries in file.streams()]:
        for key in ("/Group", "/SMask", "/SMaskInData"):
            if key in entries:
                yield f"there is {key}"


def composite(file):
    for font, _ in glyphs(file):
        info = font.below["/CIDSystemInfo"]
        if font.font["/Encoding"] != "/Identity-H":
            yield "an encoding that is not Identity-H"
        if (info["/Registry"], info["/Ordering"]) != ("u:Adobe", "u:Identity"):
            yield "a collection that is not Adobe-Identity"
        if len(font.glyph_map) % 2:
            yield "half a glyph in CIDToGIDMap"


def embedded(file):
    for font, code in glyphs(file):
        missing = {"glyf", "loca", "head", "hhea", "hmtx", "maxp"} - set(
            font.tables)
        if missing:
            yield f"the program lacks {missing}"
        if 2 * code + 2 > len(font.glyph_map):
            yield f"code {code} has no glyph"
        elif font.glyph(code) >= font.glyph_count():
            yield f"glyph {font.glyph(code)} is not in the program"
    for entries in file.dictionaries():
        if entries.get("/Type") == "/Font" and entries.get(
                "/Subtype") not in ("/Type0", "/CIDFontType2"):
            yield f"a font {entries.get('/Subtype')}"


def widths(file):
    for font, code in glyphs(file):
        wanted = font.advance(font.glyph(code))
        if abs(font.widths.get(code, 1000) - wanted) > 1:
            yield f"code {code}: {font.widths.get(code)}, not {wanted}"


def unicode(file):
    for font, code in glyphs(file):
        text = font.unicode.get(code, "")
        if not text or any(
                c in "\0\ufeff\ufffe" or "\ue000" <= c <= "\uf8ff" or
                "\U000f0000" <= c for c in text):
            yield f"code {code} is read as {text!r}"


def notdef(file):
    for font, code in glyphs(file):
        if font.glyph(code) == 0:
            yield f"code {code} ({font.unicode.get(code)!r}) is .notdef"


def annotations(file):
    for page in file.pages:
        for reference in page.get("/Annots", []):
            entries = file.get(reference)
            if entries["/Subtype"] != "/Link":
                yield f"an annotation {entries['/Subtype']}"
            if entries.get("/F", 0) & 0b100100111 != 0b100:
                yield "a link that is not printed"


def actions(file):
    for entries in file.dictionaries():
        if "/AA" in entries or "/OpenAction" in entries or "/JS" in entries:
            yield "something that happens by itself"
        kind = entries.get("/S")
        if entries.get("/Type") == "/Action" or "/URI" in entries:
            if kind != "/URI":
                yield f"an action {kind}"
    if "/AcroForm" in file.root or "/JavaScript" in file.get(
            file.root.get("/Names", {})):
        yield "a form or a script"


def xmp(file):
    return tree.fromstring(
        file.data(file.root["/Metadata"]).decode().strip().split("?>", 1)[1]
        .rsplit("<?xpacket", 1)[0])


def metadata(file):
    raw = file.data(file.root["/Metadata"])
    if raw not in file.raw:
        yield "the metadata are compressed"
    if re.search(rb"<\?xpacket[^>]*(bytes|encoding)=", raw):
        yield "a packet with bytes or encoding"
    found = xmp(file)
    value = {name: found.findtext(f".//{space}part")
             for name, space in SPACES.items()}
    letter = found.findtext(f".//{SPACES['pdfaid']}conformance")
    if (value["pdfaid"], letter, value["pdfuaid"]) != ("2", "A", "1"):
        yield "it does not say PDF/A-2a and PDF/UA-1"


def schemas(file):
    found = xmp(file)
    described = {}
    for schema in found.iter(f"{SCHEMA}namespaceURI"):
        described["{%s}" % schema.text] = {
            name.text for name in found.iter(f"{PROPERTY}name")}
    for description in found.iter(f"{RDF}Description"):
        for child in description:
            space, name = child.tag.rsplit("}", 1)
            space += "}"
            if space not in SPACES.values():
                yield f"an unknown property {child.tag}"
            if space == SPACES["pdfuaid"] and name not in described.get(
                    space, ()):
                yield f"{child.tag} is not described"


def information(file):
    found, info = xmp(file), file.get(file.trailer["/Info"])
    stamp = re.sub(r"u:D:(....)(..)(..)(..)(..)(..)Z", r"\1-\2-\3T\4:\5:\6Z",
                   info["/CreationDate"])
    pairs = [
        (info["/Title"], found.findtext(f".//{SPACES['dc']}title//{RDF}li")),
        (info["/Author"],
         found.findtext(f".//{SPACES['dc']}creator//{RDF}li")),
        (info["/Creator"], found.findtext(f".//{SPACES['xmp']}CreatorTool")),
        (info["/Producer"], found.findtext(f".//{SPACES['pdf']}Producer")),
        ("u:" + stamp, found.findtext(f".//{SPACES['xmp']}CreateDate")),
        ("u:" + stamp, found.findtext(f".//{SPACES['xmp']}ModifyDate")),
    ]
    for said, wanted in pairs:
        if said != "u:" + (wanted or ""):
            yield f"{said} in Info, {wanted} in XMP"


def structure(file):
    if file.root.get("/MarkInfo", {}).get("/Marked") is not True:
        yield "not marked"
    if not re.fullmatch(r"u:[a-z]{2}(-[A-Z]{2})?", file.root.get("/Lang", "")):
        yield "no language"
    stack, count = [file.get(file.root["/StructTreeRoot"])], 0
    while stack:
        kids = stack.pop().get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = file.get(kid)
            if isinstance(kid, dict) and "/S" in kid:
                count += 1
                stack.append(kid)
                if kid["/S"][1:] not in STRUCTURE:
                    yield f"an element {kid['/S']}"
                if kid["/S"] == "/Figure" and not kid.get("/Alt"):
                    yield "a figure without words"
    if count < 2:
        yield "no elements"


def nothing_else(file):
    names = file.get(file.root.get("/Names", {}))
    for key in ("/OCProperties", "/Requirements", "/Collection", "/Perms",
                "/Threads"):
        if key in file.root:
            yield f"the catalog has {key}"
    for key in ("/EmbeddedFiles", "/AlternatePresentations"):
        if key in names:
            yield f"there are {key}"
    if any("/PresSteps" in page for page in file.pages):
        yield "a page with steps"


CLAUSES = [
    ("6.1.2", header), ("6.1.3", trailer), ("6.1.7", streams),
    ("6.1.13", limits), ("6.2.2", operators), ("6.2.3", intent),
    ("6.2.4", colours), ("6.2.8-9", external), ("6.2.10", transparency),
    ("6.2.11.3", composite), ("6.2.11.4", embedded), ("6.2.11.5", widths),
    ("6.2.11.7", unicode), ("6.2.11.8", notdef), ("6.3", annotations),
    ("6.4-5", actions), ("6.6.2.1+6.6.4", metadata), ("6.6.2.3", schemas),
    ("6.1.5", information), ("6.7", structure), ("6.8-11", nothing_else),
]


def main(paths):
    files = [File(path) for path in paths]
    for clause, check in CLAUSES:
        faults = [f"# {file.path}: {why}" for file in files
                  for why in dict.fromkeys(check(file))]
        print("not ok" if faults else "ok", clause, check.__name__)
        print(*faults[:20], sep="\n", end="\n" if faults else "")
    print(f"{len(files)} files")


if __name__ == "__main__":
    main(sys.argv[1:])
