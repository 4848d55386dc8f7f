"""The files that are written: under which name, with which mode, and what becomes of those of a killed program."""
import io
import json
import os
import pathlib
import resource
import signal
import stat
import subprocess
import time
import unittest
import zipfile

import duckdb

import texas
from support import SANITIZED, ProgramTest

# Far above the highest number of a process (4194304).
NOBODY = 999_999_999


class FilesTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.give(texas.archive())

    def load(self, *arguments):
        return self.succeed("ingest", "tx", "--quiet", *arguments)

    def mode(self, name):
        return stat.S_IMODE((self.folder / name).lstat().st_mode)

    def until(self, condition):
        for _ in range(600):
            if condition():
                return
            time.sleep(0.1)
        self.fail("nothing happened for a minute")


class NamesOfDatabases(FilesTest):
    """DuckDB opens other things than a file under some names."""

    def test_a_path_is_a_path(self):
        names = (":memory:", "~x", "duckdb:x", "md:x", "sqlite:x", "-x")
        for name in names:
            with self.subTest(name):
                _, err = self.succeed("ingest", "tx", f"--database={name}")
                self.assertRegex(err, r"next: duckdb '?\./")
                status, _ = self.succeed("status", f"--database={name}")
                self.assertIn("tx_contribs_dev", status)
                self.succeed("export", f"--database={name}", "--output", "gifts.csv")
        self.assertEqual(self.files(), sorted((*names, "gifts.csv", "input/tx/TEC_CF_CSV.zip")))

    def test_no_name_is_refused(self):
        for arguments in (("--database", ""), ("--database=",), ("--database=", "--quiet")):
            for command in (("ingest", "tx"), ("status",), ("export", "--output", "x.csv"), ("report", "tx")):
                with self.subTest(command, arguments=arguments):
                    self.assertIn("--database has no name of a file", self.refuse(2, *command, *arguments))
        self.assertEqual(self.files(), ["input/tx/TEC_CF_CSV.zip"])

    def test_the_next_step_can_be_copied_into_a_shell(self):
        self.step(self.succeed("ingest", "tx", "--sink", "ndjson", "--output", "it's $(touch x) mine.ndjson")[1])
        self.step(self.succeed("ingest", "tx", "--sink", "ndjson", "--output", "-.ndjson", "--types", "reports")[1])

    def step(self, err):
        step = err.split("next: ")[1].splitlines()[0]
        line = subprocess.run(step, shell=True, cwd=self.folder, check=True, capture_output=True).stdout
        self.assertTrue(line.startswith(b"{"), step)
        self.assertFalse((self.folder / "x").exists())


class Replaced(FilesTest):
    OUTPUTS = {"summary.json": ("ingest", "tx", "--summary"), "rejects.csv": ("ingest", "tx", "--rejects"),
               "gifts.csv": ("export", "--output"), "gifts.xlsx": ("export", "--output"),
               "gifts.parquet": ("export", "--output"), "tx.html": ("report", "tx", "--output")}

    def setUp(self):
        super().setUp()
        self.load()

    def write_all(self, prefix=""):
        for name, command in self.OUTPUTS.items():
            self.succeed(*command, prefix + name, "--quiet")

    def test_a_file_keeps_its_mode(self):
        self.write_all()
        for name in self.OUTPUTS:
            self.assertEqual(self.mode(name), 0o644, name)
            (self.folder / name).write_text("old")
        for mode in (0o600, 0o640, 0o400):
            for name in self.OUTPUTS:
                (self.folder / name).chmod(mode)
            self.write_all()
            for name in self.OUTPUTS:
                self.assertEqual(oct(self.mode(name)), oct(mode), name)
                self.assertNotEqual((self.folder / name).read_bytes(), b"old")

    def test_a_link_stays_and_leads_to_the_new_file(self):
        (self.folder / "real").mkdir()
        (self.folder / "links").mkdir()
        for name in self.OUTPUTS:
            (self.folder / "links" / name).symlink_to(pathlib.Path("..") / "real" / name)
        for _ in range(2):  # to nothing, then to a file
            self.write_all("links/")
            for name in self.OUTPUTS:
                self.assertTrue((self.folder / "links" / name).is_symlink(), name)
                self.assertTrue((self.folder / "real" / name).is_file(), name)
            self.assertEqual(len(self.files()), 2 + 2 * len(self.OUTPUTS))

    def test_one_file_for_two_outputs_is_refused(self):
        err = self.refuse(3, "ingest", "tx", "--summary", "x.json", "--rejects", "x.json")
        self.assertIn("x.json: is being written already", err)
        self.assertEqual(self.files(), ["input/tx/TEC_CF_CSV.zip", "state-fin.duckdb"])


class LeftBehind(FilesTest):
    def killed_while_writing(self, *arguments):
        """The program waits until somebody reads what it writes into a pipe; that is when it is killed."""
        os.mkfifo(self.folder / "pipe")
        process = self.start(*arguments)
        self.until(lambda: list(self.folder.rglob("*.partial")))
        process.kill()
        process.communicate()
        self.assertEqual(process.returncode, -signal.SIGKILL)

    def test_partial_files_are_removed_by_the_next_that_writes_them(self):
        self.killed_while_writing("ingest", "tx", "--rejects", "rejects.csv", "--summary", "pipe")
        (self.folder / "pipe").unlink()
        left = [name for name in self.files() if name.endswith(".partial")]
        self.assertRegex(" ".join(left), r"^rejects\.csv\.\d+\.partial$")
        mine = (f"rejects.csv.{os.getpid()}.partial", f"other.csv.{NOBODY}.partial", f"rejects.csv.{NOBODY}.partial.csv")
        for name in mine:  # of a process that runs, of another file, of another form
            self.write(name, "mine")
        self.load("--rejects", "rejects.csv")
        self.assertEqual(sorted(name for name in self.files() if "partial" in name), sorted(mine))

    def test_of_ndjson_and_exports(self):
        self.load()
        for name, command in (("out.contribs.ndjson", ("ingest", "tx", "--sink", "ndjson", "--output", "out.ndjson")),
                              ("gifts.xlsx", ("export", "--output", "gifts.xlsx"))):
            self.write(f"{name}.{NOBODY}.partial", "{")
            self.succeed(*command, "--quiet")
            self.assertEqual([name for name in self.files() if "partial" in name], [])

    def test_folders_for_sorting_are_private_and_removed_by_the_next_command(self):
        self.load()
        tmp = self.folder / "tmp"
        tmp.mkdir()
        environment = {"TMPDIR": str(tmp)}
        os.mkfifo(self.folder / "pipe")
        process = self.start("export", "--output", "pipe", "--format", "csv", environment=environment)
        self.until(lambda: list(tmp.glob("*")))
        folder, = tmp.glob("*")
        self.assertEqual(self.mode(folder), 0o700)
        # While that one runs, others leave its folder alone.
        self.succeed("export", "--output", "other.csv", environment=environment)
        self.assertEqual(list(tmp.glob("*")), [folder])
        process.kill()
        process.communicate()
        (folder / "duckdb_temp_storage_DEFAULT-0.tmp").write_text("donors")
        (tmp / f"state-fin-ingest.{NOBODY}").mkdir()  # as earlier versions named it
        (tmp / "state-fin-ingest.mine").mkdir()
        self.succeed("report", "tx", environment=environment)
        self.assertEqual([path.name for path in tmp.glob("*")], ["state-fin-ingest.mine"])

    def test_the_folder_beside_a_database_is_private_and_cleared_by_the_next_load(self):
        folder = self.folder / "state-fin.duckdb.tmp"
        folder.mkdir()
        (folder / "duckdb_temp_storage_DEFAULT-0.tmp").write_text("donors")
        self.load()
        self.assertFalse(folder.exists())
        folder.mkdir()
        (folder / "mine").write_text("mine")
        self.load()
        self.assertEqual((folder / "mine").read_text(), "mine")
        with duckdb.connect(str(self.folder / "state-fin.duckdb"), read_only=True) as connection:
            self.assertEqual(connection.execute("SELECT count(*) FROM state_fin_runs").fetchone(), (2,))


class TemporaryFolder(FilesTest):
    def test_one_that_is_missing_is_named(self):
        self.load()
        for command in (("export", "--output", "a.csv"), ("export", "--output", "a.xlsx"), ("report", "tx"),
                        ("ingest", "tx", "--rejects", "rejects.csv")):
            err = self.refuse(2, *command, environment={"TMPDIR": str(self.folder / "none")})
            self.assertIn(f"TMPDIR: there is no folder {self.folder / 'none'}.", err)


class Causes(FilesTest):
    """Messages name what is wrong, in words that their reader can act on."""

    def refuse_with(self, *arguments, largest_file=None):
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file)) if largest_file else None
        process = self.start(*arguments, preexec_fn=limit)
        _, err = process.communicate(timeout=self.longest)
        self.assertEqual(process.returncode, 1, err)
        for words in ("SET ", "PRAGMA", "Possible solutions", "Stack Trace", "fault of the program", "[ERROR]"):
            self.assertNotIn(words, err.decode())
        self.assertNotRegex(err.decode(), r"read +0")
        return err.decode()

    def give_many(self):
        self.give(texas.archive(gifts=[texas.gift(i) for i in range(20000)]))

    def test_too_little_memory_for_duckdb(self):
        self.give_many()
        self.assertIn("Give DuckDB more memory with --memory", self.refuse_with("ingest", "tx", "--quiet", "--memory", "4MB"))

    @unittest.skipIf(SANITIZED, "sanitizers write files of their own")
    def test_a_full_disk(self):
        self.load()
        self.give_many()
        for command in (("ingest", "tx", "--sink", "ndjson", "--output", "out.ndjson"), ("ingest", "tx"),
                        ("export", "--output", "gifts.xlsx"), ("export", "--output", "gifts.parquet")):
            with self.subTest(command):
                size = (self.folder / "state-fin.duckdb").stat().st_size if command == ("ingest", "tx") else 4096
                err = self.refuse_with(*command, "--quiet", largest_file=size)
                self.assertRegex(err, "(?m)^error: ")
                self.assertRegex(err, "ulimit -f|disk")

    @unittest.skipIf(SANITIZED, "sanitizers write files of their own")
    def test_a_disk_that_is_full_at_the_end(self):
        """Whatever is served has its account in --summary."""
        codes = []
        for size in range(600_000, 2_000_000, 100_000):
            for name in ("state-fin.duckdb", "state-fin.duckdb.wal", "summary.json"):
                (self.folder / name).unlink(missing_ok=True)
            limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            process = self.start("ingest", "tx", "--quiet", "--summary", "summary.json", preexec_fn=limit)
            _, err = process.communicate(timeout=self.longest)
            codes.append(process.returncode)
            code, out, _ = self.run_program("status")
            is_served = code == 0 and "served" in out
            account = json.loads((self.folder / "summary.json").read_text())["states"][0]
            self.assertEqual(account["status"], "promoted" if is_served else "failed", err)
            self.assertEqual(b"state-fin.duckdb.wal as well" in err, is_served and process.returncode == 1)
        self.assertIn(1, codes)
        self.assertEqual(codes[-1], 0)

    def test_an_archive_with_other_bytes_behind_it_is_not_called_cut_off(self):
        path = self.give(texas.archive() + bytes(100_000))
        err = self.refuse(3, "check", "tx")
        self.assertIn("unpack the archive with another program", err)
        path.write_bytes(texas.archive()[:-100])
        self.assertIn("cut off", self.refuse(3, "check", "tx"))

    def test_an_input_that_is_removed_while_it_is_read(self):
        os.mkfifo(self.folder / "pipe")
        process = self.start("ingest", "tx", "--quiet", "--rejects", "pipe")
        (self.folder / "input/tx/TEC_CF_CSV.zip").unlink()
        reader = subprocess.Popen(["cat", "pipe"], cwd=self.folder, stdout=subprocess.DEVNULL)
        self.addCleanup(reader.wait)
        _, err = process.communicate(timeout=self.longest)
        self.assertEqual(process.returncode, 3, err)
        self.assertIn(b"TEC_CF_CSV.zip", err)
        self.assertNotIn(b"threads", err)

    def test_a_member_with_a_name_of_any_length(self):
        name = "contribs_" + "9" * 60_000 + ".csv"
        data = io.BytesIO(texas.archive())
        with zipfile.ZipFile(data) as old:
            members = {member: old.read(member) for member in old.namelist()}
        gifts = next(member for member in members if member.startswith("contribs"))
        with zipfile.ZipFile(data := io.BytesIO(), "w") as new:
            for member, content in members.items():
                new.writestr(name if member == gifts else member, content)
        del members[gifts]
        self.give(data.getvalue())
        _, err = self.succeed("ingest", "tx", "--progress", "never")
        out, _ = self.succeed("check", "tx")
        self.succeed("report", "tx", "--quiet")
        members[name] = b'"never closed'
        with zipfile.ZipFile(data := io.BytesIO(), "w") as new:
            for member, content in members.items():
                new.writestr(member, content)
        self.give(data.getvalue())
        refusal = self.refuse(3, "ingest", "tx", "--quiet")
        for text in (err, out, refusal, (self.folder / "tx.html").read_text()):
            self.assertNotIn("9" * 1000, text)
