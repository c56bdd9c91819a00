"""Types lines at a real shell on a terminal, and says what it completes.

    complete.py bash|zsh SCRIPT HUNDRA <LINES

SCRIPT is what `hundra help --bash` or `--zsh` wrote.  Each line of LINES is
typed as it stands, then the key that inserts every completion at once.
Printed: the completions, sorted, on a line for each.
"""
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile

PATIENCE_S = 20

# ^Xa inserts all completions; ^Xp tells the line and empties it.
BASH = """
PS1= PS2= PROMPT_COMMAND='echo ready >&{tell}; PROMPT_COMMAND='
. '{script}'
tell() {{ printf '%s\\n' "$READLINE_LINE" >&{tell}; READLINE_LINE= ; }}
bind 'set bell-style none'
bind '"\\C-xa": insert-completions'
bind -x '"\\C-xp": tell'
"""
ZSH = """
PS1= PS2=
fpath=('{folder}' $fpath)
autoload -Uz compinit && compinit -D -u
zstyle ':completion:*' completer _all_matches _complete
zstyle ':completion:*' insert true
zle -C all complete-word _generic
tell() {{ print -r -- "$BUFFER" >&{tell}; BUFFER= ; }}
zle -N tell
bindkey '^Xa' all
bindkey '^Xp' tell
precmd() {{ print ready >&{tell}; }}
"""


def start(shell, script, folder):
    """The shell, the terminal to type at, and what it tells."""
    master, terminal = pty.openpty()
    heard, tell = os.pipe()
    rc = os.path.join(folder, ".zshrc" if shell == "zsh" else "bashrc")
    text = (ZSH if shell == "zsh" else BASH).format(
        script=script, folder=folder, tell=tell)
    with open(rc, "w", encoding="utf-8") as file:
        file.write(text)
    command = {"bash": ["bash", "--noprofile", "--rcfile", rc, "-i"],
               "zsh": ["zsh", "-i"]}[shell]
    child = subprocess.Popen(
        command, stdin=terminal, stdout=terminal, stderr=terminal,
        pass_fds=[tell], start_new_session=True,
        env=dict(os.environ, TERM="dumb", LC_ALL="C.UTF-8", ZDOTDIR=folder,
                 INPUTRC="/dev/null", HOME=folder))
    os.close(terminal)
    os.close(tell)
    return child, master, heard


def hear(heard, master, shown):
    """A line that the shell tells; what it shows goes to SHOWN."""
    line = b""
    while not line.endswith(b"\n"):
        ready, _, _ = select.select([heard, master], [], [], PATIENCE_S)
        if not ready:
            sys.exit("the shell does not answer; it shows: %r" % bytes(shown))
        if master in ready:
            shown += os.read(master, 4096)
        if heard in ready:
            line += os.read(heard, 1)
    return line.decode("utf-8").rstrip("\n")


def completions(typed, line):
    """What LINE has that was not TYPED, word by word."""
    start_of_word = max(typed.rfind(" "), typed.rfind("=")) + 1
    words = re.findall(r"(?:\\.|\S)+", line[start_of_word:])
    if words == [typed[start_of_word:]]:
        return []  # nothing to complete: the line is as it was
    given = re.search(r"(\S*=)\S*$", typed)
    return sorted(w.removeprefix(given.group(1)) if given
                  else w.removesuffix("=") for w in words)


def main():
    shell, script = sys.argv[1], os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(script, os.path.join(folder, "_hundra"))
        child, master, heard = start(shell, script, folder)
        shown = bytearray()
        hear(heard, master, shown)
        for typed in sys.stdin.read().splitlines():
            os.write(master, typed.encode("utf-8") + b"\x18a\x18p")
            print(*completions(typed, hear(heard, master, shown)))
        child.kill()
        child.wait()


main()
