"""Answers to the letters in a Maildir, as calendars write them.

  replies.py MAILDIR OUT [NAME=VALUE...]      one .eml for each letter

  partstat=ACCEPTED  method=REPLY  from= (the invited)  attendee= (the invited)
  sequence= dtstamp= (as in the letter)  only=N (the first N)
  comment=  body= (a line more in the words)  start= (20220517T150000Z, of a
  COUNTER)  head= (a line more in the head)  copies=1 (with Message-IDs of
  their own)  uid= (as in the letter)  start_at=N (skips so many)
"""
import email
import email.utils
import pathlib
import re
import sys


def unfold(text):
    return re.sub(r"\r?\n[ \t]", "", text)


def field(calendar, name):
    found = re.search(rf"^{name}[;:](.*)$", calendar, re.M)
    return found.group(1).strip() if found else ""


def facts(path):
    message = email.message_from_bytes(path.read_bytes())
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            calendar = unfold(part.get_payload(decode=True).decode())
            return {
                "id": message["Message-ID"],
                "to": email.utils.parseaddr(message["To"])[1],
                "organiser": email.utils.parseaddr(message["From"])[1],
                "uid": field(calendar, "UID"),
                "sequence": field(calendar, "SEQUENCE"),
                "dtstamp": field(calendar, "DTSTAMP"),
            }
    raise SystemExit(f"{path}: no calendar")


def answer(letter, number, want):
    attendee = want.get("attendee", letter["to"])
    lines = ["BEGIN:VCALENDAR", "PRODID:-//Test//Test//EN", "VERSION:2.0",
             f"METHOD:{want.get('method', 'REPLY')}", "BEGIN:VEVENT",
             f"UID:{want.get('uid', letter['uid'])}",
             f"SEQUENCE:{want.get('sequence', letter['sequence'])}",
             f"DTSTAMP:{want.get('dtstamp', letter['dtstamp'])}",
             f"ORGANIZER:mailto:{letter['organiser']}",
             f"ATTENDEE;PARTSTAT={want.get('partstat', 'ACCEPTED')}:"
             f"mailto:{attendee}"]
    if "comment" in want:
        lines.append(f"COMMENT:{want['comment']}")
    start = want.get("start", "20220517T070000Z")
    end = start[:9] + f"{int(start[9:11]) + 1:02d}" + start[11:]
    lines += [f"DTSTART:{start}", f"DTEND:{end}", "END:VEVENT",
              "END:VCALENDAR", ""]
    head = [f"From: <{want.get('from', letter['to'])}>",
            f"To: <{letter['organiser']}>",
            "Subject: Re: inbjudan", f"Message-ID: <a{number}@there.example>",
            "Date: Tue, 10 May 2022 16:00:00 +0200", "MIME-Version: 1.0",
            'Content-Type: multipart/alternative; boundary="b"']
    if "head" in want:
        head.insert(0, want["head"])
    parts = ["--b", "Content-Type: text/plain; charset=utf-8", "",
             "Svar", want.get("body", ""), "--b",
             "Content-Type: text/calendar; charset=utf-8; "
             f"method={want.get('method', 'REPLY')}", ""]
    return "\r\n".join(head + [""] + parts + lines + ["--b--", ""])


def main():
    folder, out = map(pathlib.Path, sys.argv[1:3])
    want = dict(argument.split("=", 1) for argument in sys.argv[3:])
    out.mkdir(parents=True, exist_ok=True)
    letters = sorted((folder / "new").iterdir())
    first = int(want.get("start_at", 0))
    letters = letters[first:first + int(want.get("only", len(letters)))]
    number = 0
    for path in letters:
        letter = facts(path)
        for _ in range(int(want.get("copies", 1))):
            number += 1
            tag = f"{want.get('tag', '')}{first}.{number}"
            (out / f"{number:06d}.eml").write_bytes(
                answer(letter, tag, want).encode())


if __name__ == "__main__":
    main()
