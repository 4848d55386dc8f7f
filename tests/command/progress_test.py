"""The progress of a load: drawn on a terminal, line by line elsewhere, or off."""
import array
import fcntl
import importlib.util
import os
import pathlib
import re
import signal
import socket
import subprocess
import termios
import threading
import time
from importlib.machinery import SourceFileLoader

import fault_proxy
import texas
from screen import Terminal
from support import BINARY, ENVIRONMENT, SOURCE, ProgramTest

BENCH = pathlib.Path(os.environ["SFI_BUILD_DIR"]) / "bench"
STAGES = ["checking inputs", "opening the sink", "reading lookups", "loading contribs", "loading reports", "verifying",
          "hashing inputs", "promoting"]
PIPE = 60_000  # bytes: a pipe takes 64 KiB, and not always to the last of them
STAMP = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"

loader = SourceFileLoader("example_input", str(SOURCE / "scripts" / "example-input"))
example_input = importlib.util.module_from_spec(importlib.util.spec_from_loader("example_input", loader))
loader.exec_module(example_input)


class Drain:
    """The reader of a named pipe, who takes as much as the test lets him: the load waits for him."""

    def __init__(self, path):
        os.mkfifo(path)
        self.descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        os.set_blocking(self.descriptor, True)

    def wait_until_full(self):
        """Until the load can go no further."""
        waiting = array.array("i", [0])
        while waiting[0] < PIPE:
            time.sleep(0.01)
            fcntl.ioctl(self.descriptor, termios.FIONREAD, waiting)

    def take(self, count):
        while count > 0:
            count -= len(os.read(self.descriptor, min(count, 65536)))

    def take_all(self):
        """From now on, beside the test."""
        def run():
            while os.read(self.descriptor, 1 << 20):
                pass
        threading.Thread(target=run, daemon=True).start()


class ProgressTest(ProgramTest):
    def generate(self, rows, members=20, state="tx"):
        path = self.folder / "input" / state / "TEC_CF_CSV.zip"
        path.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([BENCH / "generate-texas", "--rows", str(rows), "--rows-per-member", str(rows // members),
                        "--output", path], check=True, stderr=subprocess.DEVNULL)

    def terminal(self, *arguments, environment=None, **more):
        terminal = Terminal([BINARY, *arguments], cwd=self.folder,
                            env={**ENVIRONMENT, "TERM": "xterm", **(environment or {})}, **more)
        self.addCleanup(terminal.kill)
        return terminal

    def slow(self, *arguments, **more):
        """A load into a pipe that nobody reads yet: (terminal, drain), once it waits for a reader."""
        drain = Drain(self.folder / "pipe")
        terminal = self.terminal("ingest", "tx", "--sink", "ndjson", "--output", "pipe", "--jobs", "2", *arguments, **more)
        terminal.read_until(lambda text: "loading contribs" in text)
        drain.wait_until_full()
        return terminal, drain

    def null_cluster(self):
        """The address of a server that takes everything."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        cluster = subprocess.Popen([BENCH / "null-cluster", str(port)])
        self.addCleanup(cluster.wait)
        self.addCleanup(cluster.kill)
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except ConnectionRefusedError:
                time.sleep(0.05)
        return f"http://127.0.0.1:{port}"

    def succeeds(self, terminal):
        self.assertEqual(terminal.finish(), 0, terminal.screen.text())

    def expect_no_wrapped_line(self, terminal):
        """Of those that are redrawn; the account may."""
        self.assertEqual([line for line in terminal.screen.wraps if re.match("t[a-z] ( |$)|waiting|[.]{3}", line)], [])


class OnATerminal(ProgressTest):
    def test_lines_are_redrawn_and_leave_only_the_account(self):
        self.generate(1_000_000)  # a second and more, of which a fifth is between two frames
        terminal = self.terminal("ingest", "tx")
        self.succeeds(terminal)
        shown = [text.splitlines()[-1] for _, text in terminal.seen if text.startswith("tx ")]
        self.assertTrue(any("loading contribs" in line for line in shown), shown)
        self.expect_no_wrapped_line(terminal)
        text = terminal.screen.text()
        self.assertTrue(text.startswith("Texas (tx): promoted in "), text)
        self.assertRegex(text.splitlines()[-1], "^  next: duckdb ")
        self.assertEqual(terminal.screen.column, 0)

    def test_something_appears_at_once(self):
        self.generate(60_000)
        terminal = self.terminal("ingest", "tx")
        self.succeeds(terminal)
        self.assertLess(terminal.seen[0][0], 1.0)  # 0.1 s on a machine that does nothing else
        self.assertRegex(terminal.seen[0][1], "^tx  (waiting|checking inputs|opening the sink)")

    def test_figures_are_true_and_never_out_of_bounds(self):
        self.generate(120_000)
        terminal, drain = self.slow(columns=80)
        for _ in range(8):
            drain.take(1 << 20)
            terminal.read_for(0.3)
        drain.take_all()
        self.succeeds(terminal)
        size = (self.folder / "input/tx/TEC_CF_CSV.zip").stat().st_size
        percents = []
        for _, text in terminal.seen:
            for percent, done, unit, total, rows in re.findall(
                    r"^tx  loading contribs +(\d+)% +([\d.]+) (k|M)B of ([\d.]+) MB +([\d,.]+ k?) ?rows", text, re.M):
                percents.append(int(percent))
                # What several lookups read counts for each of them, so it is somewhat more than the file.
                self.assertLess(abs(float(total) * 1e6 - size), size / 10)
                self.assertLessEqual(float(done) * {"k": 1e3, "M": 1e6}[unit], float(total) * 1e6)
                self.assertLessEqual(float(rows.rstrip("k ").replace(",", "")) * (1000 if "k" in rows else 1), 120_000)
        self.assertGreater(len(set(percents)), 3, terminal.seen[-1][1])
        self.assertEqual(percents, sorted(percents))
        self.assertLessEqual(percents[-1], 100)
        self.assertNotRegex(terminal.data.decode(), r"-\d+%|-\d+/s|ETA -")
        self.assertRegex(terminal.data.decode(), r"ETA \d+:\d\d")

    def test_the_rate_is_that_of_now(self):
        """While the reader of the documents sleeps, it falls to nothing; an average would not."""
        self.generate(120_000)
        terminal, drain = self.slow()
        drain.take(4 << 20)
        terminal.read_until(lambda text: re.search(r" [1-9][\d.,]* k?/s", text.splitlines()[-1] if text else ""))
        terminal.read_until(lambda text: re.search(r"  0/s", text))
        drain.take_all()
        self.succeeds(terminal)

    def test_no_line_wraps_however_narrow(self):
        self.generate(60_000, members=5)
        for columns in (1, 10, 40, 80, 200):
            terminal = self.terminal("ingest", "tx", columns=columns)
            self.succeeds(terminal)
            self.expect_no_wrapped_line(terminal)

    def test_the_account_fits_into_80_columns(self):
        example_input.make_input("tx", self.folder / "input" / "tx")
        terminal = self.terminal("ingest", "tx", columns=80)
        self.succeeds(terminal)
        self.assertEqual(terminal.screen.wraps, [])

    def test_the_window_is_made_narrower_and_wider(self):
        for reflow in (False, True):
            with self.subTest(reflow=reflow):
                self.generate(120_000)
                terminal, drain = self.slow()
                drain.take(1 << 20)
                terminal.read_for(0.5)
                for columns in (40, 20, 80, 120, 79):
                    terminal.resize(columns, 24, reflow)
                    drain.take(1 << 19)
                    terminal.read_for(0.5)
                    lines = terminal.screen.text().splitlines()
                    self.assertEqual(len(lines), 1, lines)
                    self.assertLess(len(lines[0]), columns)
                    self.assertTrue(lines[0].startswith("tx  loading"), lines)
                drain.take_all()
                self.succeeds(terminal)
                self.expect_no_wrapped_line(terminal)
                os.unlink(self.folder / "pipe")

    def test_it_is_drawn_at_most_five_times_a_second(self):
        self.generate(120_000)
        terminal, drain = self.slow()
        before = terminal.data.count(b"\x1b[J")
        terminal.read_for(2)
        self.assertLessEqual(terminal.data.count(b"\x1b[J") - before, 11)
        self.assertGreaterEqual(terminal.data.count(b"\x1b[J") - before, 3)
        drain.take_all()
        self.succeeds(terminal)

    def test_several_states_at_once(self):
        """Two running states have a line each; accounts come in the order of the command line."""
        definition = (SOURCE / "states/tx/ingestor.toml").read_text()
        for code, name in (("ty", "Texas Again"), ("tz", "Texas Nowhere")):
            self.write(f"states/{code}/ingestor.toml",
                       definition.replace('code = "tx"', f'code = "{code}"').replace('name = "Texas"', f'name = "{name}"'))
        self.generate(200_000)
        self.generate(200_000, state="ty")
        example_input.make_input("mi", self.folder / "input" / "mi")
        terminal = self.terminal("ingest", "tx", "ty", "tz", "mi", "--definitions", "states", "--jobs", "2")
        self.assertEqual(terminal.finish(), 3)
        both = [text for _, text in terminal.seen if re.search(r"^tx  loading.*\nty  (reading|loading)", text, re.M)]
        self.assertTrue(both, [text for _, text in terminal.seen])
        self.assertTrue(any("waiting: tz mi" in text for text in both), both[0])
        self.expect_no_wrapped_line(terminal)
        lines = terminal.screen.text().splitlines()
        headlines = [line.split(":")[0] for line in lines if re.match(r"[A-Z].*\(..\): ", line)]
        self.assertEqual(headlines, ["Texas (tx)", "Texas Again (ty)", "Texas Nowhere (tz)", "Michigan (mi)"])
        table = [line.split() for line in lines if re.match("t[xyz]  ", line)]  # no line of the display is left
        self.assertEqual([(row[0], row[1]) for row in table], [("tx", "promoted"), ("ty", "promoted"), ("tz", "refused")])
        self.assertRegex(lines[-2], r"^all states: [\d,]+ contribs, \$[\d,.]+; [\d,]+ reports$")
        self.assertEqual(lines[-1], "4 states: 3 promoted, 1 refused (tz)")

    def test_more_states_than_the_terminal_has_lines(self):
        definition = (SOURCE / "states/tx/ingestor.toml").read_text()
        codes = ["ta", "tb", "tc", "td"]
        for code in codes:
            self.write(f"states/{code}/ingestor.toml", definition.replace('code = "tx"', f'code = "{code}"'))
            self.generate(60_000, state=code)
        terminal = self.terminal("ingest", *codes, "--definitions", "states", "--jobs", "4", rows=4)
        self.succeeds(terminal)
        self.assertTrue(any("... and 2 more" in text for _, text in terminal.seen))
        text = terminal.screen.text()
        self.assertEqual([line for line in text.splitlines() if re.match("t[abcd]  (?!  promoted)|waiting|[.]{3}", line)], [])
        self.assertEqual(text.count("): promoted in"), 4)

    def test_requests_to_a_cluster(self):
        self.generate(400_000)
        upstream = {"url": self.null_cluster(), "user": "", "password": "", "ca": ""}
        with fault_proxy.FaultProxy(upstream) as proxy:
            proxy.on("POST", "/_bulk", fault_proxy.queue_full(), times=2)
            proxy.on("POST", "/_bulk", fault_proxy.late(0.5))
            terminal = self.terminal("ingest", "tx", "--jobs", "2", "--hosts", proxy.url, "--dry-run", columns=120)
            self.succeeds(terminal)
        text = terminal.data.decode()
        self.assertRegex(text, r"loading contribs .*  [1-4] out, \d+ queued")
        self.assertRegex(text, r"  \d out, \d queued, [1-4] retried")
        self.expect_no_wrapped_line(terminal)


class Ending(ProgressTest):
    """Whatever ends the program, the terminal is as it was: cursor shown, at the beginning of a free line."""

    def expect_sane(self, terminal):
        self.assertNotIn(b"\x1b[?25l", terminal.data)
        self.assertEqual(terminal.screen.column, 0)
        lines = terminal.screen.lines
        self.assertEqual("".join(lines[terminal.screen.row]), "", terminal.screen.text())
        self.assertEqual([line for line in terminal.screen.text().splitlines() if line.startswith("tx  ")], [])

    def test_ctrl_c(self):
        self.generate(120_000)
        terminal, drain = self.slow()
        terminal.type("\x03")
        terminal.read_until(lambda text: "press Ctrl-C again" in text)
        terminal.read_until(lambda text: "tx  stopping" in text)
        drain.take_all()
        self.assertEqual(terminal.finish(), 130)
        self.expect_sane(terminal)
        self.assertRegex(terminal.screen.text(), r"^Stopping and cleaning up; press Ctrl-C again to quit at once.\n"
                                                 r"Texas \(tx\): interrupted in ")
        self.assertIn("error: Interrupted.", terminal.screen.text())

    def test_ctrl_c_twice(self):
        self.generate(120_000)
        terminal, _ = self.slow()
        terminal.type("\x03")
        terminal.read_until(lambda text: "tx  stopping" in text)
        terminal.type("\x03")
        self.assertEqual(terminal.finish(), 130)
        self.expect_sane(terminal)

    def test_killed(self):
        """Nothing can be put right then, so nothing may have been put wrong: the next prompt is on a line of its own."""
        self.generate(120_000)
        terminal, _ = self.slow()
        terminal.process.kill()
        self.assertEqual(terminal.finish(), -signal.SIGKILL)
        self.assertNotIn(b"\x1b[?25l", terminal.data)
        self.assertEqual(terminal.screen.column, 0)

    def test_a_sink_that_cannot_be_opened(self):
        self.give(texas.archive())
        self.write("state-fin.duckdb", "this is no database " * 1000)
        terminal = self.terminal("ingest", "tx")
        self.assertNotEqual(terminal.finish(), 0)
        self.expect_sane(terminal)
        self.assertIn("error: ", terminal.screen.text())

    def test_refused(self):
        terminal = self.terminal("ingest", "tx")
        self.assertEqual(terminal.finish(), 3)
        self.expect_sane(terminal)
        self.assertRegex(terminal.screen.text(), r"Texas \(tx\): refused in .*\nerror: input/tx/TEC_CF_CSV.zip or .*: is missing")

    def test_in_the_background_nothing_is_drawn(self):
        """The shell's prompt is there."""
        self.generate(60_000)
        terminal = Terminal(["bash", "-mc", f"{BINARY} ingest tx & wait $!"], cwd=self.folder,
                            env={**ENVIRONMENT, "TERM": "xterm"})
        self.addCleanup(terminal.kill)
        self.succeeds(terminal)
        self.assertNotIn("loading", terminal.data.decode())
        self.assertIn("Texas (tx): promoted", terminal.screen.text())


class Piped(ProgressTest):
    def test_a_line_for_each_stage(self):
        self.generate(1_000_000)
        _, err = self.succeed("ingest", "tx", environment={"TERM": "xterm"})
        self.assertNotIn("\x1b", err)
        self.assertNotIn("\r", err)
        log = re.findall(rf"^{STAMP} tx: (.*)$", err, re.M)
        done = [re.match(r"([a-z ]+): done(?:, ([\d,]+) rows)? in \d+\.\d+ s$", line) for line in log]
        done = [match for match in done if match]
        self.assertEqual([match[1] for match in done], STAGES)
        self.assertEqual(done[STAGES.index("loading contribs")][2], "1,000,000")
        self.assertIn("loading contribs", log)  # it takes long enough to have a line for its beginning
        self.assertLess(log.index("loading contribs"), [line.startswith("loading contribs: done") for line in log].index(True))
        self.assertLessEqual(len(log), 2 * len(STAGES))  # nothing every second
        self.assertLess(err.rindex("promoting: done"), err.index("Texas (tx): promoted"))

    def test_progress_never_leaves_the_account(self):
        self.give(texas.archive())
        _, err = self.succeed("ingest", "tx", "--progress", "never")
        self.assertTrue(err.startswith("Texas (tx): promoted in "), err)

    def test_quiet_says_nothing_but_notes_and_errors(self):
        self.give(texas.archive())
        self.assertEqual(self.succeed("ingest", "tx", "--quiet"), ("", ""))
        err = self.refuse(3, "ingest", "mi", "--quiet")
        self.assertIn("\nerror: input/mi: none of these files is there", err)
        self.assertNotRegex(err, STAMP)

    def test_several_states_are_told_apart(self):
        self.give(texas.archive())
        example_input.make_input("mi", self.folder / "input" / "mi")
        _, err = self.succeed("ingest", "mi", "tx")
        for state in ("mi", "tx"):
            self.assertEqual(len(re.findall(rf"^{STAMP} {state}: promoting: done in", err, re.M)), 1, err)
        self.assertEqual(err.splitlines()[-1], "2 states: 2 promoted")

    def test_live_is_done_when_asked_for(self):
        """A terminal that is not known as one, such as that of a container's log viewer."""
        self.give(texas.archive())
        _, err = self.succeed("ingest", "tx", "--progress", "live", environment={"COLUMNS": "40"})
        self.assertIn("\x1b[J", err)
        self.assertLess(max(len(line) for line in re.findall(r"\r(tx  .*?)\x1b", err)), 40)


class Streams(ProgressTest):
    """Colours and drawing: each stream is looked at for itself."""

    def setUp(self):
        super().setUp()
        self.give(texas.archive())

    def run_on_terminal(self, *arguments, **more):
        terminal = self.terminal("ingest", "tx", *arguments, **more)
        self.succeeds(terminal)
        return terminal.data.decode()

    def test_headline_in_colour(self):
        self.assertRegex(self.run_on_terminal(), "\x1b\\[1;32mTexas \\(tx\\): promoted\x1b\\[0m in ")

    def test_no_color(self):
        for arguments, environment in (((), {"NO_COLOR": "1"}), (("--color", "never"), {})):
            data = self.run_on_terminal(*arguments, environment=environment)
            self.assertNotRegex(data, "\x1b\\[[0-9;]*m")
            self.assertIn("\rtx  ", data)  # still drawn: drawing is not colour
        self.assertIn("\x1b[1;32m", self.run_on_terminal(environment={"NO_COLOR": ""}))  # empty: as if it were not set

    def test_dumb_terminal(self):
        for term in ("dumb", ""):
            data = self.run_on_terminal(environment={"TERM": term})
            self.assertNotIn("\x1b", data)
            self.assertRegex(data, rf"{STAMP} tx: promoting: done")

    def test_plain_on_a_terminal(self):
        data = self.run_on_terminal("--progress", "plain", "--color", "never")
        self.assertNotIn("\x1b", data)
        self.assertRegex(data, rf"{STAMP} tx: promoting: done")

    def test_quiet_on_a_terminal(self):
        self.assertEqual(self.run_on_terminal("--quiet"), "")

    def test_colour_when_piped_only_where_asked_for(self):
        _, err = self.succeed("ingest", "tx", environment={"TERM": "xterm"})
        self.assertNotIn("\x1b", err)
        _, err = self.succeed("ingest", "tx", "--color", "always", environment={"NO_COLOR": "1"})
        self.assertEqual(set(re.findall("\x1b\\[[0-9;]*(.)", err)), {"m"})

    def test_only_stdout_is_piped(self):
        with open(self.folder / "out.json", "wb") as out:
            data = self.run_on_terminal("--json", stdout=out)
        self.assertIn("\rtx  ", data)
        self.assertNotIn("\x1b", (self.folder / "out.json").read_text())
        self.assertTrue((self.folder / "out.json").read_text().startswith("{"))

    def test_only_stderr_is_piped(self):
        """stdout being a terminal makes no escape codes in a log."""
        terminal = self.terminal("ingest", "tx", "--json", "--progress", "auto")
        self.succeeds(terminal)
        log = self.folder / "log"
        terminal = Terminal(["bash", "-c", f"{BINARY} ingest tx --json 2>log"], cwd=self.folder,
                            env={**ENVIRONMENT, "TERM": "xterm"})
        self.addCleanup(terminal.kill)
        self.succeeds(terminal)
        self.assertNotIn("\x1b", log.read_text())
        self.assertNotIn(b"\x1b", terminal.data)
        self.assertIn(b'"schema_version"', terminal.data)

    def test_documents_on_stdout_are_not_drawn_over(self):
        data = self.run_on_terminal("--sink", "ndjson", "--output", "-", "--color", "never")
        self.assertNotIn("\x1b", data)
        self.assertIn('{"contribution_id":', data)
