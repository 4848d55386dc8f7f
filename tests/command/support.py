"""What the command tests share: running the program in a folder of its own, and looking at results."""
import importlib.machinery
import importlib.util
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

BINARY = os.environ["SFI_BINARY"]
# Whether the program was built with a sanitizer: it takes more memory then, all of the address space,
# and open files of its own.
SANITIZED = any(name in pathlib.Path(BINARY).read_bytes() for name in (b"__asan_init", b"__tsan_init"))
SOURCE = pathlib.Path(os.environ["SFI_SOURCE_DIR"])

# Nothing of the developer's own settings may reach the program.
ENVIRONMENT = {name: value for name, value in os.environ.items()
               if name in ("PATH", "HOME", "TMPDIR", "ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS")}

# Every state that has an example.
STATES = sorted(path.parent.name for path in (SOURCE / "states").glob("*/expected"))


def script(name):
    """The module scripts/NAME."""
    loader = importlib.machinery.SourceFileLoader(name.replace("-", "_"), str(SOURCE / "scripts" / name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


class ProgramTest(unittest.TestCase):
    """Each test has an empty working directory; `input/tx` is made by `give`."""

    maxDiff = None
    longest = 120  # seconds that the program may take

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def give(self, archive, name="TEC_CF_CSV.zip"):
        path = self.folder / "input" / "tx" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(archive)
        return path

    def give_examples(self, *states):
        """The shipped examples of these states as input."""
        make_input = script("example-input").make_input
        for state in states:
            make_input(state, self.folder / "input" / state)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def start(self, *arguments, environment=None, **more):
        return subprocess.Popen([BINARY, *arguments], cwd=self.folder, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                env={**ENVIRONMENT, **(environment or {})}, **more)

    def run_program(self, *arguments, environment=None):
        """(exit code, stdout, stderr)"""
        process = self.start(*arguments, environment=environment)
        out, err = process.communicate(timeout=self.longest)
        return process.returncode, out.decode(), err.decode()

    def succeed(self, *arguments, **more):
        code, out, err = self.run_program(*arguments, **more)
        self.assertEqual(code, 0, err)
        return out, err

    def refuse(self, code, *arguments, **more):
        """Runs a command that must fail with this exit code; gives stderr."""
        got, _, err = self.run_program(*arguments, **more)
        self.assertEqual(got, code, err)
        return err

    def summary(self, *arguments, code=0):
        """Runs ingest with --json; gives the summary of the (only) state."""
        got, out, err = self.run_program("ingest", "tx", "--json", "--quiet", *arguments)
        self.assertEqual(got, code, err)
        return json.loads(out)["states"][0]

    def documents(self, kind="contribs", *arguments):
        """Ingests into NDJSON; gives the documents of one record type."""
        self.succeed("ingest", "tx", "--sink", "ndjson", "--output", "out.ndjson", "--quiet",
                     *arguments)
        text = (self.folder / f"out.{kind}.ndjson").read_text()
        return [json.loads(line) for line in text.splitlines()]

    def query(self, sql, database="state-fin.duckdb"):
        import duckdb  # here, since it takes longer than many a test that does not need it
        with duckdb.connect(str(self.folder / database), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def files(self):
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*")
                      if path.is_file())


class SharedFolderTest(ProgramTest):
    """The tests of a class look at one folder, which `fill` makes once; ctest runs such a class as one test."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls().fill()

    def setUp(self):
        """No folder of its own."""

    def fill(self):
        raise NotImplementedError
