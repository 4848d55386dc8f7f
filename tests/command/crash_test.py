"""Killed or interrupted at any moment: what was loaded before is served, and nothing is left over."""
import os
import pathlib
import signal
import subprocess
import time

import texas
from support import ProgramTest

GENERATOR = pathlib.Path(os.environ["SFI_BUILD_DIR"]) / "bench" / "generate-texas"
DATABASE = "state-fin.duckdb"


class Crash(ProgramTest):
    """First a small archive is loaded, then a large one whose load does not come to its end."""

    def setUp(self):
        super().setUp()
        self.give(texas.archive())
        self.succeed("ingest", "tx", "--quiet")
        self.old = self.served()
        self.large = self.folder / "large" / "tx" / "TEC_CF_CSV.zip"
        self.large.parent.mkdir(parents=True)
        subprocess.run([GENERATOR, "--rows", "120000", "--rows-per-member", "20000", "--output", self.large],
                       check=True, stderr=subprocess.DEVNULL)
        self.load = ("ingest", "tx", "--quiet", "--input", "large")

    def served(self):
        """Both record types in one look, so that a half-promoted pair would show."""
        return self.query("SELECT (SELECT count(*) FROM tx_contribs_dev), "
                          "(SELECT count(*) FROM tx_reports_dev)")[0]

    def tables(self):
        return [name for name, in self.query("SELECT table_name FROM duckdb_tables() "
                                             "WHERE table_name LIKE 'tx_%' ORDER BY 1")]

    def seconds_of_a_whole_load(self):
        started = time.monotonic()
        self.succeed(*self.load, "--database", "other.duckdb")
        (self.folder / "other.duckdb").unlink()
        return time.monotonic() - started

    def test_killed_at_any_moment_the_old_data_is_served(self):
        whole = self.seconds_of_a_whole_load()
        kills = 24
        new, seen_old = None, 0
        for i in range(kills):
            process = self.start(*self.load)
            time.sleep(whole * 1.1 * i / kills)
            process.kill()
            process.communicate()
            now = self.served()
            if now == self.old:
                seen_old += 1
                continue
            # After the commit: exactly the new run, for good.
            new = new or now
            self.assertEqual(now, new)
            self.assertGreater(min(now), 0)
            self.old = now
        self.assertGreater(seen_old, 3)
        self.succeed(*self.load)
        self.assertEqual(len(self.tables()), 4)
        self.assertEqual(self.query("SELECT count(*) FROM state_fin_runs WHERE contribs_table IS NOT NULL"),
                         [(2,)])

    def interrupt(self, number, exit_code, *arguments):
        """Interrupts a load at growing delays until one was really running."""
        for attempt in range(40):
            process = self.start(*self.load, *arguments)
            time.sleep(0.01 * (attempt + 1))
            process.send_signal(number)
            _, err = process.communicate(timeout=20)
            if process.returncode == -number:
                continue  # came before the program had set its handler
            self.assertEqual(process.returncode, exit_code, err)
            self.assertIn(b"served", err)
            return
        self.fail("no load was interrupted")

    def test_interrupted_by_ctrl_c_leaves_nothing_behind(self):
        before = self.files()
        tables = self.tables()
        self.interrupt(signal.SIGINT, 130)
        self.assertEqual(self.served(), self.old)
        self.assertEqual(self.tables(), tables)
        self.assertEqual(self.files(), before)

    def test_interrupted_before_the_first_state_is_not_a_success(self):
        settings = self.folder / ".env"  # the program waits here, having set its handlers
        os.mkfifo(settings)
        process = self.start(*self.load)
        with settings.open("w"):
            process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
        self.assertEqual(process.returncode, 130, err)
        self.assertIn(b"served", err)
        self.assertEqual(self.served(), self.old)

    def test_terminated_leaves_nothing_behind(self):
        before = self.files()
        self.interrupt(signal.SIGTERM, 143, "--sink", "ndjson", "--output", "out.ndjson")
        self.assertEqual(self.files(), before)

    def test_a_new_database_is_not_left_half_written(self):
        self.interrupt(signal.SIGINT, 130, "--database", "new.duckdb")
        self.assertEqual([name for name in self.files() if "new" in name], [])
