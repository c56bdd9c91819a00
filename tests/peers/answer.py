"""A scripted recipient: reads her mail, keeps a calendar, and answers.

  answer.py mails MAILDIR     what has come, oldest first, as JSON
  answer.py calendar MAILDIR  what is left in her calendar when she takes each
                              mail in that order by RFC 5546 2.1.5, as JSON
  answer.py replay MAILDIR PORT N       her Nth mail arrives once more
  answer.py answer MAILDIR PORT SHAPE PARTSTAT [NAME=VALUE...]
                              an answer to her newest invitation, by SMTP

SHAPE is outlook, google, apple or thunderbird: the parts, headers and lines
that those give theirs (docs/INTEROP.md).  PARTSTAT: ACCEPTED, DECLINED,
TENTATIVE, DELEGATED (to=), COUNTER (start= and end=, in UTC) or REFRESH.
NAME: sequence (of the invitation that is answered), comment, from (somebody
else's address), later (so many seconds after the invitation was written).
"""
import base64
import email
import email.policy
import json
import pathlib
import re
import smtplib
import sys
import textwrap

ZONE = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE"""


# ---- what has come ---------------------------------------------------------

def fields(calendar):
    """NAME -> (parameters, value) of the first of each name."""
    found = {}
    for line in re.sub(r"\r?\n[ \t]", "", calendar).splitlines():
        name, _, value = line.partition(":")
        name, _, parameters = name.partition(";")
        if name not in ("DTSTART", "DTEND") or "BEGIN:VEVENT" in found:
            found.setdefault(name, (parameters, value))
        if line == "BEGIN:VEVENT":
            found["BEGIN:VEVENT"] = ("", "")
    return found


def read(path):
    message = email.message_from_bytes(path.read_bytes(),
                                       policy=email.policy.default)
    part = next(p for p in message.walk()
                if p.get_content_type() == "text/calendar")
    calendar = fields(part.get_content())
    mail = {name: calendar[name.upper()][1]
            for name in ("method", "uid", "sequence", "dtstamp", "dtstart",
                         "dtend", "status")}
    return mail | {
        "sequence": int(mail["sequence"]), "path": str(path),
        "parameter": part.get_param("method"),
        "message_id": message["Message-ID"],
        "in_reply_to": message["In-Reply-To"],
        "references": message["References"],
        "to": message["To"].addresses[0].addr_spec,
        "organiser": message["From"].addresses[0].addr_spec,
        "organizer": calendar["ORGANIZER"][1],
        "attendee": calendar["ATTENDEE"][1]}


def arrived(path):
    """Dovecot names by second and microsecond of arrival."""
    second, _, rest = path.name.partition(".")
    return int(second), int(re.match(r"M(\d+)", rest)[1])


def mails(folder):
    return [read(p) for p in sorted((folder / "new").iterdir(), key=arrived)]


def calendar(folder):
    """What an older SEQUENCE or DTSTAMP says is not taken."""
    entries = {}
    for mail in mails(folder):
        kept = entries.get(mail["uid"])
        if kept and ((kept["sequence"], kept["dtstamp"]) >
                     (mail["sequence"], mail["dtstamp"])):
            continue
        entries[mail["uid"]] = mail
    return [e for e in entries.values() if e["method"] != "CANCEL"]


# ---- an answer ---------------------------------------------------------------

def later(stamp, seconds):
    """An iCalendar moment in UTC, so many seconds on, within its hour."""
    total = int(stamp[11:13]) * 60 + int(stamp[13:15]) + int(seconds)
    hour = int(stamp[9:11]) + total // 3600
    return (f"{stamp[:9]}{hour:02d}{total // 60 % 60:02d}{total % 60:02d}Z")


class Answer:
    def __init__(self, mail, shape, partstat, want):
        self.mail, self.shape, self.want = mail, shape, want
        self.method = (partstat if partstat in ("COUNTER", "REFRESH")
                       else "REPLY")
        self.partstat = "TENTATIVE" if partstat == "COUNTER" else partstat
        self.sender = want.get("from", mail["to"])
        self.comment = want.get("comment", "")
        self.stamp = later(mail["dtstamp"], want.get("later", 1))

    def times(self, zone):
        if "start" in self.want:
            return [f"DTSTART:{self.want['start']}",
                    f"DTEND:{self.want['end']}"]
        return [f"DTSTART;TZID={zone}:{self.mail['dtstart']}",
                f"DTEND;TZID={zone}:{self.mail['dtend']}"]

    def attendee(self, *parameters):
        status = [] if self.method == "REFRESH" else [
            f"PARTSTAT={self.partstat}"]
        if "to" in self.want:
            status.append(f'DELEGATED-TO="mailto:{self.want["to"]}"')
        return (";".join(["ATTENDEE", *status, *parameters]) +
                ":mailto:" + self.sender)

    def event(self, product, zone, *lines):
        mail = self.mail
        text = ["BEGIN:VCALENDAR", f"METHOD:{self.method}",
                f"PRODID:{product}", "VERSION:2.0",
                *ZONE.format(name=zone).splitlines(), "BEGIN:VEVENT", *lines,
                f"UID:{mail['uid']}", f"SEQUENCE:{mail['sequence']}",
                f"DTSTAMP:{self.stamp}", *self.times(zone), "END:VEVENT",
                "END:VCALENDAR"]
        # Folded at 75 octets, which these ASCII letters are.
        return "".join("\r\n ".join(textwrap.wrap(
            line, 74, drop_whitespace=False, break_on_hyphens=False))
            + "\r\n" for line in text)

    def organizer(self):
        return f"ORGANIZER:{self.mail['organizer']}"

    def outlook(self):
        """No ORGANIZER, Windows' zone, base64, and the thread."""
        comment = [f"COMMENT:{self.comment}"] if self.comment else []
        text = self.event("Microsoft Exchange Server 2010",
                          "W. Europe Standard Time",
                          self.attendee("CN=Hon"), *comment)
        return (self.thread() + ["Thread-Topic: Inbjudan",
                                 "X-MS-Has-Attach:"],
                part("text/plain; charset=\"utf-8\"", self.comment, True) +
                part("text/html; charset=\"utf-8\"", "<p></p>") +
                part("text/calendar; charset=\"utf-8\"; method=" +
                     self.method, text, True), "alternative")

    def google(self):
        """Sent by a robot, the note a parameter, and a copy as a file."""
        note = ([f'X-RESPONSE-COMMENT="{self.comment}"'] if self.comment
                else [])
        text = self.event("-//Google Inc//Google Calendar 70.9054//EN",
                          "Europe/Stockholm", self.organizer(),
                          self.attendee("CUTYPE=INDIVIDUAL",
                                        "X-NUM-GUESTS=0", *note))
        inner = part("text/plain; charset=\"UTF-8\"", "Svar") + part(
            f"text/calendar; charset=\"UTF-8\"; method={self.method}", text)
        return (self.thread() +
                ["Sender: <calendar-notification@google.example>",
                 "Auto-Submitted: auto-generated"],
                nested(inner) + part("application/ics; name=\"invite.ics\"",
                                     text, True), "mixed")

    def apple(self):
        """The calendar's part does not say the method."""
        text = self.event("-//Apple Inc.//macOS 14.0//EN",
                          "Europe/Stockholm", self.organizer(),
                          self.attendee("CUTYPE=INDIVIDUAL",
                                        f"EMAIL={self.sender}"))
        return (["X-Mailer: Apple Mail (2.3774)"],
                part("text/plain; charset=utf-8", "") +
                part("text/calendar; charset=utf-8; name=iMIP.ics", text),
                "alternative")

    def thunderbird(self):
        """No In-Reply-To, and a copy as a file."""
        text = self.event("-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN",
                          "Europe/Stockholm", self.organizer(),
                          self.attendee("CUTYPE=INDIVIDUAL"))
        inner = part("text/plain; charset=UTF-8", "Svar") + part(
            f"text/calendar; method={self.method}; charset=UTF-8", text)
        return ([], nested(inner) + part("application/ics; name=invite.ics",
                                         text), "mixed")

    def thread(self):
        return [f"In-Reply-To: {self.mail['message_id']}",
                f"References: {self.mail['message_id']}"]

    def message(self, number):
        head, body, kind = getattr(self, self.shape)()
        head = [f"From: <{self.sender}>", f"To: <{self.mail['organiser']}>",
                "Subject: Re: Inbjudan",
                "Date: Tue, 10 May 2022 16:00:00 +0200",
                f"Message-ID: <{number}.{self.shape}@{self.host()}>",
                "MIME-Version: 1.0", *head,
                f"Content-Type: multipart/{kind}; boundary=\"outer\""]
        return ("\r\n".join(head) + "\r\n\r\n" + body + "--outer--\r\n")

    def host(self):
        return self.sender.partition("@")[2]


def part(kind, text, coded=False):
    if coded:
        text = base64.encodebytes(text.encode()).decode().replace("\n", "\r\n")
    coding = "Content-Transfer-Encoding: base64\r\n" if coded else ""
    return f"--outer\r\nContent-Type: {kind}\r\n{coding}\r\n{text}\r\n"


def nested(parts):
    inner = parts.replace("--outer", "--inner") + "--inner--\r\n"
    return part('multipart/alternative; boundary="inner"', inner)


def send(port, sender, receiver, message):
    with smtplib.SMTP("127.0.0.1", int(port)) as line:
        line.sendmail(sender, receiver, message)


def main(word, folder, port=None, *rest):
    folder = pathlib.Path(folder)
    if word == "replay":
        mail = mails(folder)[int(rest[0])]
        send(port, mail["organiser"], mail["to"],
             pathlib.Path(mail["path"]).read_bytes())
    elif word == "answer":
        want = dict(argument.split("=", 1) for argument in rest[2:])
        newest = [m for m in mails(folder)
                  if str(m["sequence"]) == want.get("sequence",
                                                    str(m["sequence"]))][-1]
        answer = Answer(newest, rest[0], rest[1], want)
        number = f"{newest['dtstamp']}.{want.get('later', 1)}.{rest[1]}"
        send(port, answer.sender, newest["organiser"],
             answer.message(number).encode())
    else:
        json.dump({word: {"mails": mails, "calendar": calendar}[word](folder)},
                  sys.stdout)


main(*sys.argv[1:])
