"""A real SMTP server on loopback, Postfix's smtp-sink, and what it got."""
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import time

ID = re.compile(rb"^Message-ID: *(?:\r?\n )?<([^>]+)>", re.I | re.M)
WAIT_S, STEP_S = 10, 0.01


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(port):
    """Until a server answers there."""
    for _ in range(int(WAIT_S / STEP_S)):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(STEP_S)
    raise SystemExit("smtp-sink does not answer")


class Post:
    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.folder.chmod(0o777)  # the server drops to nobody
        self.port = free_port()
        self.seen = set()
        user = ["-u", "nobody"] if os.geteuid() == 0 else []
        self.server = subprocess.Popen(
            ["/usr/sbin/smtp-sink", *user, "-d", f"{self.folder}/%H%M%S.",
             f"127.0.0.1:{self.port}", "64"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(self.port)

    def url(self):
        return f"smtp://localhost:{self.port}"

    def close(self):
        self.server.terminate()
        self.server.wait()
        shutil.rmtree(self.folder)

    def forget(self):
        """What came so far is none of the next trial's."""
        self.seen |= set(self.folder.iterdir())

    def got(self, wanted):
        """{message_id: how often} of those in WANTED, {message_id: bytes},
        that came whole; other names are None's."""
        counts = {}
        for path in set(self.folder.iterdir()) - self.seen:
            content = path.read_bytes().replace(b"\r\n", b"\n")
            found = ID.search(content)
            name = found and next((key for key in wanted if key.strip("<>") ==
                                   found.group(1).decode()), None)
            if name is None and found:
                counts[None] = counts.get(None, 0) + 1
            elif name and wanted[name].replace(b"\r\n", b"\n").rstrip() in \
                    content:
                counts[name] = counts.get(name, 0) + 1
        return counts

    def got_all(self, wanted, names):
        """As got, once NAMES have come or the server has had time."""
        until = time.monotonic() + WAIT_S
        while True:
            counts = self.got(wanted)
            if names <= set(counts) or time.monotonic() > until:
                return counts
            time.sleep(STEP_S)
