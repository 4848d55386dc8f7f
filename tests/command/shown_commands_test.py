"""Every command line in the documentation or a help text is run as shown.

The pages' own blocks are found by their form: fenced `sh`, or indented. What cannot be run here is named in
NOT_RUN with the reason; a line that is neither run nor named there makes the tests fail.
"""
import os
import re
import subprocess
import sys
import unittest

from support import BINARY, ENVIRONMENT, SOURCE, STATES, ProgramTest

# The first words of a command line, and why it is not run.
NOT_RUN = {
    "git clone": "the address is the reader's",
    "scripts/setup": "scripts/test begins with it", "scripts/build": "scripts/test begins with it",
    "scripts/demo": "sets the machine up and builds", "scripts/test": "this test is a part of it",
    "scripts/test-servers": "runs until it is ended; the es tests start the same servers",
    "scripts/package": "package_test", "apt install": "package_test, in a plain Debian", "tar -xzf": "package_test",
    "state-fin-ingest-": "package_test: the unpacked tarball", "cmake --install": "package_test",
    "ctest": "runs tests", "build/tests/unit_tests": "a test by itself",
    "scripts/valgrind": "builds, and takes minutes", "scripts/fuzz": "fuzz tests", "build-fuzz/": "fuzz tests",
    "bench/": "takes minutes; means nothing while tests run", "build/bench/": "as bench/",
    "cmake --build build --target micro_benchmarks": "as bench/",
    "man ": "manual_test", "source ": "manual_test", "fpath=": "manual_test",
    "curl": "asks the agency, a cluster or Kibana; download_test and the es tests have servers of their own",
    "state-fin-ingest download": "asks the agencies' servers, unless it is a --dry-run; download_test",
    "ES_HOST=": "needs a cluster: es tests", "export ES_HOST=": "needs a cluster: es tests",
    "build/state-fin-ingest serve": "runs until it is ended; serve_test", "state-fin-ingest serve": "as build/state-fin-ingest serve",
    "useradd": "changes the system", "install -m": "changes the system", "cp ": "changes the system",
    "systemctl": "changes the system", "kubectl": "needs Kubernetes",
}
# Lines that begin like these are commands.
COMMAND = re.compile(r"(?:[A-Z_]+=\S+ )*(?:export |[a-z/-]*state-fin-ingest(?:-\S*)? |scripts/|bench/|build/|build-fuzz/|contrib/|"
                     r"(?:git|apt|tar|cmake|ctest|man|source|curl|mkdir|duckdb|jq|useradd|install|cp|systemctl|kubectl) |fpath=)")
DUCKDB = """#!/bin/sh
# DuckDB's shell, as far as the pages use it.
exec '{python}' -c 'import duckdb, sys; database = duckdb.connect(sys.argv[1]); print(database.sql(sys.argv[2]))' "$@"
"""


def why_not(line):
    """The reason for which a command line is not run, if there is one."""
    if line.startswith("state-fin-ingest download") and "--dry-run" in line:
        return None
    if re.search(r"\b[A-Z]{4,}(\.\.\.|\b)(?!=)", line.split("#")[0]) and re.match(r"state-fin-ingest [a-z]+ .*\b(STATE|FILE)\b|.*--all \[OPTIONS", line):
        return "a pattern of command lines: docs_test looks at its options"
    return next((reason for start, reason in NOT_RUN.items() if line.startswith(start)), None)


def shown_lines(text):
    """Command lines of a page: those of `sh` blocks, and those of indented blocks that look like commands."""
    lines = []
    for block in re.findall(r"^```sh\n(.*?)^```", text, re.S | re.M):
        lines += block.splitlines()
    for line in re.findall(r"^    (\S.*(?:\\\n.*)*)$", re.sub(r"^```.*?^```", "", text, flags=re.S | re.M), re.M):
        line = re.sub(r"^\$ |^0 3 \* \* 1 +cd \S+ && ", "", line)
        if COMMAND.match(line):
            lines.append(line)
    return lines


class ShownCommands(ProgramTest):
    def setUp(self):
        """A folder as a reader has it who has built the program and put every state's example files in place."""
        super().setUp()
        for name in ("scripts", "contrib", "states"):
            (self.folder / name).symlink_to(SOURCE / name)
        for folder in ("build", "bin"):
            (self.folder / folder).mkdir()
            (self.folder / folder / "state-fin-ingest").symlink_to(BINARY)
        (self.folder / "bin/duckdb").write_text(DUCKDB.format(python=sys.executable))
        (self.folder / "bin/duckdb").chmod(0o755)
        self.give_examples(*STATES)

    def run_line(self, line):
        environment = {**ENVIRONMENT, "PATH": f"{self.folder}/bin:{os.environ['PATH']}", "HOME": str(self.folder)}
        return subprocess.run(["bash", "-o", "pipefail", "-c", line], cwd=self.folder, env=environment, text=True, timeout=120,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def run_lines(self, lines):
        """How many were run."""
        run, faults = 0, []
        for line in lines:
            if why_not(line):
                continue
            done = self.run_line(line)
            # `head` may end a pipe early; the small examples may have nothing that an example of export asks for.
            fine = {0} | ({141} if "| head" in line else set()) | ({3} if "Give fewer conditions" in done.stdout else set())
            if done.returncode not in fine:
                faults.append(f"{line}\n{done.stdout}")
            run += 1
        self.assertEqual(faults, [])
        return run

    def load_twice(self):
        """So that there is something to roll back to."""
        for _ in range(2):
            self.succeed("ingest", "tx", "mi", "--quiet")

    def test_readme_and_getting_started(self):
        for page in ("README.md", "docs/getting-started.md"):
            run = self.run_lines(shown_lines((SOURCE / page).read_text()))
            self.assertGreaterEqual(run, 3, page)

    def test_pages_of_operations_and_commands(self):
        self.load_twice()
        run = 0
        for page in [*sorted(SOURCE.glob("docs/*.md")), *SOURCE.glob("contrib/*/README.md"), SOURCE / "CONTRIBUTING.md"]:
            # The walk-through builds up files of its own: docs_test runs it from the first to the last line.
            if page.name not in ("adding-a-state.md", "getting-started.md"):
                run += self.run_lines(shown_lines(page.read_text()))
        self.assertGreater(run, 10)

    def test_examples_of_every_help_text(self):
        self.load_twice()
        (self.folder / "my-states").mkdir()
        self.run_line("cp -rL states/tx my-states/tx; mkdir downloads; cp -r input/tx downloads/tx")
        commands = re.findall(r"^  ([a-z]\S*)", self.succeed("--help")[0].split("\nCommands:\n")[1].split("\n\n")[0], re.M)
        for command in [[], *([name] for name in commands)]:
            examples = re.search(r"\nExamples:\n((?:  .*\n)+)", self.succeed(*command, "--help")[0])[1]
            lines = [re.split(r" {3,}", line.strip())[0] for line in examples.splitlines()]
            self.assertTrue(all(COMMAND.match(line + " ") for line in lines), lines)
            self.run_lines(lines)


class ShownLines(ProgramTest):
    def test_what_is_not_run_is_still_shown_somewhere(self):
        """No reason is left over once its line is gone."""
        pages = [SOURCE / "README.md", SOURCE / "CONTRIBUTING.md", *SOURCE.glob("docs/*.md"), *SOURCE.glob("contrib/*/README.md")]
        lines = [line for page in pages for line in shown_lines(page.read_text())]
        for command in ("ingest", "download"):
            lines += [line.strip() for line in self.succeed(command, "--help")[0].splitlines()]
        for start in NOT_RUN:
            self.assertTrue(any(line.startswith(start) for line in lines), start)

    def test_every_indented_line_of_the_pages_is_a_command_or_output(self):
        """A command line that COMMAND does not know would not be run, and nobody would notice."""
        known = {word for word in os.environ["PATH"].split(":")}
        for page in [SOURCE / "README.md", *SOURCE.glob("docs/*.md"), *SOURCE.glob("contrib/*/README.md")]:
            text = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.S | re.M)
            for line in re.findall(r"(?:(?<=\n\n)|^)    (\S.*)$", text, re.M):
                word = line.split()[0]
                is_program = re.fullmatch(r"[a-z][a-z0-9_.-]*", word) and any(
                    os.access(f"{folder}/{word}", os.X_OK) for folder in known)
                if is_program and not line.endswith(":"):
                    self.assertTrue(COMMAND.match(line), f"{page}: {line}")


if __name__ == "__main__":
    unittest.main()
