"""What hostile texts are put where, and how each should come out.

Every text carries a mark, so that a sink can be searched for it: QnameQ03Q is
payload 3 in the source "name".
"""
import unicodedata

PAYLOADS = [  # @ is the mark
    ("line break", "@\r\nX-Inject: 1"),
    ("end of part", "@\r\n\r\n--=\r\nEND:VEVENT\nATTACH:x"),
    ("quotes", "@\"'`\\;,:<>"),
    ("script", "<script>alert(1)</script>@"),
    ("attribute", "@\" onerror='alert(1)'><img src=x>"),
    ("entity", "@&lt;b&gt;&#60;i&#62;]]>"),
    ("formula", "=cmd|' /C calc'!A0@"),
    ("formula by sign", "+1+cmd|'/C calc'!A0@"),
    ("bidi", "@\u202eevil\u2066x\u2069"),
    ("field", "{{event.name}}@{{.}}"),
    ("scheme", "javascript:alert(1)//@"),
    ("format", "%s%n%1$s@"),
    ("nul", "@\0after"),
    ("escape", "@\x1b[31mred\x1b]0;title\x07\x9b1m"),
    ("encoded word", "@=?utf-8?Q?=0AX-Inject:_1?="),
    ("long", "@" + "ordet " * 10 + "x" * 9930),
]

LONG = len(PAYLOADS) - 1

# Source: (file, heading)
ROWS = {
    "name": ("politicians.csv", "Efternamn"),
    "email": ("politicians.csv", "E-post"),
    "phone": ("politicians.csv", "Mobil"),
    "organ": ("politicians.csv", "Organ"),
    "remark": ("politicians.csv", "Anmärkning"),
    "company": ("companies.csv", "Företag"),
    "address": ("companies.csv", "Adress"),
    "topic": ("companies.csv", "Ämne"),
    "contact": ("companies.csv", "Kontaktperson"),
    "site": ("sites.csv", "namn"),
}
EVENT = {  # source: the way to the text in event.json
    "event": ["namn"],
    "organiser": ["arrangör"],
    "sender": ["avsändare", "namn"],
    "place": ["platser", "SAM", "namn"],
}
ANSWER = "answer" # what somebody has mailed us


def mark(source, number):
    return f"Q{source}Q{number:02}Q"


def hostile(source, number):
    return PAYLOADS[number][1].replace("@", mark(source, number))


def all_in_one(source):
    """Everything that an event may hold, in one text."""
    return " ".join(hostile(source, n) for n, (name, _) in enumerate(PAYLOADS)
                    if name not in ("nul", "long"))


def clean(text):
    """What is left when nothing unseen is: as value_clean has it.  One
    character at a time: a sink is tens of megabytes."""
    for c in set(text):
        if c.isspace():
            text = text.replace(c, " ")
        elif unicodedata.category(c) in ("Cc", "Cf"):
            text = text.replace(c, "")
    return unicodedata.normalize("NFC", " ".join(text.split()))


def bare(text):
    """For comparing cleaned text that was laid out in lines, a sentence's
    first letter large: no spaces, no hyphens, one case."""
    for c in " \u00ad\u2010-":
        text = text.replace(c, "")
    return text.casefold()
