"""A terminal as the program sees it: a pseudo-terminal, and a screen that does what the bytes written to it say.

The screen knows only the sequences that the program has a use for; any other one is a fault.
"""
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time

SEQUENCE = re.compile(r"\x1b\[([0-9;]*)([A-Za-z])")


class Screen:
    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.lines = [[]]       # all that was ever written, scrolled out lines too
        self.row = self.column = 0
        self.wraps = []         # texts of lines that were too long for the screen
        self.pending = b""

    def resize(self, columns, rows, reflow):
        """Lines that are too long now are left as they are, as xterm does, or folded, as most others do."""
        self.columns, self.rows = columns, rows
        if not reflow:
            return
        folded = []
        for row, line in enumerate(self.lines):
            if row == self.row:
                new_row = len(folded) + self.column // columns
            folded += [line[i:i + columns] for i in range(0, max(len(line), 1), columns)]
        self.lines, self.row, self.column = folded, new_row, self.column % columns

    def top(self):
        return max(0, len(self.lines) - self.rows)

    def text(self):
        return "\n".join("".join(line).rstrip() for line in self.lines).rstrip("\n")

    def feed(self, data):
        text, self.pending = self.whole(self.pending + data)
        at = 0
        while at < len(text):
            sequence = SEQUENCE.match(text, at)
            if sequence:
                self.obey(*sequence.groups())
                at = sequence.end()
            else:
                self.put(text[at])
                at += 1

    @staticmethod
    def whole(data):
        """The text up to a sequence or character of which the end is not there yet, and the rest."""
        cut = len(data)
        escape = data.rfind(b"\x1b")
        if escape >= 0 and not re.match(rb"\x1b\[[0-9;]*[A-Za-z]", data[escape:]):
            cut = escape
        for size in range(4):
            try:
                return data[:cut - size].decode(), data[cut - size:]
            except UnicodeDecodeError:
                pass
        raise AssertionError(f"no UTF-8: {data!r}")

    def put(self, character):
        if character == "\n":
            self.move_down()
        elif character == "\r":
            self.column = 0
        else:
            assert character >= " ", f"a control character: {character!r}"
            if self.column == self.columns:
                self.wraps.append("".join(self.lines[self.row]))
                self.move_down()
                self.column = 0
            line = self.lines[self.row]
            line.extend(" " * (self.column - len(line)))
            line[self.column:self.column + 1] = [character]
            self.column += 1

    def move_down(self):
        self.row += 1
        if self.row == len(self.lines):
            self.lines.append([])

    def obey(self, numbers, letter):
        count = int(numbers or 0) if letter != "m" else 0
        if letter == "m":
            return
        if letter == "A":
            self.row = max(self.top(), self.row - max(count, 1))
        elif letter == "K" and count == 0:
            del self.lines[self.row][self.column:]
        elif letter == "J" and count == 0:
            del self.lines[self.row][self.column:]
            del self.lines[self.row + 1:]
        else:
            raise AssertionError(f"a sequence that no terminal test knows: {numbers}{letter}")


class Terminal:
    """Runs a program in a pseudo-terminal that is its stderr (and stdout, unless that is given)."""

    def __init__(self, arguments, columns=80, rows=24, stdout=None, **more):
        self.master, slave = os.openpty()
        self.screen = Screen(columns, rows)
        self.data = b""
        self.seen = []  # (seconds since the start, screen text) after each read
        self.set_size(columns, rows)
        self.started = time.monotonic()

        def lead_session():
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(arguments, stdin=slave, stderr=slave, stdout=stdout or slave,
                                        preexec_fn=lead_session, **more)
        os.close(slave)

    def set_size(self, columns, rows):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns, rows, reflow):
        self.set_size(columns, rows)
        self.screen.resize(columns, rows, reflow)

    def type(self, text):
        os.write(self.master, text.encode())

    def read(self, seconds):
        """What comes within so long; False at the end."""
        if not select.select([self.master], [], [], max(seconds, 0))[0]:
            return True
        try:
            data = os.read(self.master, 65536)
        except OSError:  # EIO: nobody has the other side open any more
            return False
        if not data:
            return False
        self.data += data
        self.screen.feed(data)
        self.seen.append((time.monotonic() - self.started, self.screen.text()))
        return True

    def read_for(self, seconds):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if not self.read(until - time.monotonic()):
                return

    def read_until(self, condition, seconds=30):
        until = time.monotonic() + seconds
        while not condition(self.screen.text()):
            if time.monotonic() > until or not self.read(until - time.monotonic()):
                raise AssertionError(f"did not show up within {seconds} s:\n{self.screen.text()}")

    def finish(self, seconds=60):
        """Reads to the end; gives the exit code."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.read(until - time.monotonic()):
            pass
        code = self.process.wait(max(until - time.monotonic(), 0.1))
        os.close(self.master)
        return code

    def kill(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
