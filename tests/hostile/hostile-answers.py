"""hostile-answers.py LETTERS OUT: two Maildirs; an answer to one letter for each hostile text,
which stands in the sender's name, the subject, the words and the note."""
import email.header
import pathlib
import sys

from payloads import ANSWER, PAYLOADS, hostile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "peers"))
from replies import answer, facts  # noqa: E402


def escaped(text):
    """As a TEXT of RFC 5545 (3.3.11); a line feed is the only break it has."""
    text = text.replace("\r\n", "\n").replace("\\", "\\\\")
    return text.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def coded(text):
    return email.header.Header(text, "utf-8", maxlinelen=10**6).encode()


def main(letters, out):
    for folder in ("new", "cur"):
        (out / folder).mkdir(parents=True)
    for number, path in zip(range(len(PAYLOADS)), letters):
        letter, text = facts(path), hostile(ANSWER, number)
        mail = answer(letter, number, {"comment": escaped(text), "body": text})
        mail = mail.replace("Subject: Re: inbjudan",
                            f"Subject: {coded(text)}", 1)
        mail = mail.replace(f"From: <{letter['to']}>",
                            f"From: {coded(text)} <annan@example.org>", 1)
        (out / "new" / f"{number:02}.eml").write_bytes(mail.encode())


main(sorted((pathlib.Path(sys.argv[1]) / "new").iterdir()),
     pathlib.Path(sys.argv[2]))
