"""Help, manual and completions say what the program's declarations say; the shells themselves are asked."""
import gzip
import os
import pathlib
import pty
import re
import select
import subprocess
import time
import unittest

from support import SOURCE, ProgramTest

MANUAL = pathlib.Path(os.environ["SFI_BUILD_DIR"]) / "manual"
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")


class Told(ProgramTest):
    def help_of(self, *command):
        return self.succeed(*command, "--help")[0]

    def commands(self):
        section = self.help_of().split("\nCommands:\n")[1].split("\n\n")[0]
        return re.findall(r"^  ([a-z]\S*)", section, re.M)

    def options(self, *command):
        """The options that the help of a command lists."""
        return set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", self.help_of(*command), re.M))

    def takes_states(self, command):
        return "\nArguments:\n  STATE" in self.help_of(command)


class Help(Told):
    def test_it_is_written_for_people(self):
        self.assertGreater(len(self.commands()), 5)
        for command in self.commands():
            text = self.help_of(command)
            self.assertNotRegex(text, r"\bINT\b|POSITIVE|REQUIRED| in \[|\n\n\n|\{")
            listed = text.split("\nExamples:\n")[0]
            self.assertLessEqual(max(map(len, listed.splitlines())), 100, command)
            self.assertIn(f"\n  state-fin-ingest {command}", text.split("\nExamples:")[1])

    def test_options_stand_under_headings(self):
        headings = re.findall(r"^(\w+):$", self.help_of("ingest"), re.M)
        self.assertLessEqual({"Arguments", "Options", "Input", "Sink", "Selection", "Limits", "Results", "Cluster"},
                             set(headings))
        self.assertEqual(len(headings), len(set(headings)))


class Pages(Told):
    pages = sorted(MANUAL.glob("man/man1/*.1.gz"))

    def page(self, name):
        """The page as it is read on a terminal."""
        source = gzip.decompress((MANUAL / f"man/man1/{name}.1.gz").read_bytes())
        shown = subprocess.run(["mandoc", "-Tascii", "-O", "width=500"], input=source, check=True, stdout=subprocess.PIPE)
        return re.sub(r".\x08", "", shown.stdout.decode())

    def test_the_tools_for_manual_pages_find_nothing_wrong(self):
        for page in self.pages:
            source = gzip.decompress(page.read_bytes())
            for tool in (["mandoc", "-Tlint", "-Wwarning"], ["groff", "-man", "-ww", "-Tutf8", "-z"]):
                done = subprocess.run(tool, input=source, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                self.assertEqual((done.returncode, done.stdout.decode()), (0, ""), page)

    def test_there_is_one_for_the_program_and_for_each_command(self):
        names = ["state-fin-ingest", *(f"state-fin-ingest-{command}" for command in self.commands())]
        self.assertEqual([page.name for page in self.pages], sorted(f"{name}.1.gz" for name in names))
        main = self.page("state-fin-ingest")
        for name in names[1:]:
            self.assertIn(f"{name}(1)", main)

    def test_they_show_what_the_help_shows(self):
        for command in self.commands():
            page = re.sub(r"\s+", " ", self.page(f"state-fin-ingest-{command}"))
            text = self.help_of(command)
            listed, footer = text.split("\nExamples:\n")
            for name, described in re.findall(r"^  (\S.*?)(?:  +|\n {26})(\S.*(?:\n {26}.*)*)", listed, re.M):
                self.assertIn(re.sub(r"\s+", " ", f"{name} {described}"), page)
            for example in re.findall(r"^  (.*)", footer, re.M):
                self.assertIn(re.sub(r"\s+", " ", example), page)
            self.assertIn(" EXIT STATUS 0 done", page)

    def test_every_variable_of_the_environment_is_there(self):
        source = "".join(path.read_text() for path in (SOURCE / "src").rglob("*.cpp"))
        used = set(re.findall(r'(?:getenv|settings\.get)\("([A-Z_]+)"\)', source)) - {"TERM"}
        self.assertLessEqual({"ES_HOST", "INGEST_ENV", "NO_COLOR"}, used)
        page = self.page("state-fin-ingest")
        for name in used:
            self.assertRegex(page, rf"(?m)^ +{name}$|^ +{name} ", name)


class Completions(Told):
    states = {"tx": "Texas", "nm": "New Mexico"}

    def check_all_options(self, offered):
        """`offered(line)` is what a shell offers at the end of the line."""
        for command in self.commands():
            words = {word.rstrip("=") for word in offered(f"state-fin-ingest {command} --")}
            self.assertEqual({word for word in words if word.startswith("--")}, self.options(command), command)
            if self.takes_states(command):
                self.assertLessEqual(set(self.states), set(offered(f"state-fin-ingest {command} ")), command)
        self.assertEqual(set(offered("state-fin-ingest ")), set(self.commands()))
        self.assertIn("ingest", offered("state-fin-ingest in"))

    def check_values(self, offered):
        self.write("some.duckdb", "")
        self.write("folder/file", "")
        self.assertEqual(set(offered("state-fin-ingest ingest --sink ")), {"duckdb", "elasticsearch", "ndjson"})
        self.assertEqual(set(offered("state-fin-ingest ingest --sink el")), {"elasticsearch"})
        self.assertIn("some.duckdb", offered("state-fin-ingest ingest tx --database s"))
        self.assertEqual([word.rstrip("/") for word in offered("state-fin-ingest check --input ")], ["folder"])
        self.assertIn("in_kind", " ".join(offered("state-fin-ingest ingest --kinds monetary,in")))

    def bash(self, line, kind=9):
        """What bash offers: the function that `complete` names, called as bash does."""
        words = re.findall(r"=|[^\s=]+", line) + ([""] if line.endswith(" ") else [])
        script = f"""
            source '{MANUAL}/bash-completion/completions/state-fin-ingest'
            compopt() {{ :; }}  # only where bash itself calls
            [[ $(complete -p state-fin-ingest) =~ -F\\ ([^ ]+) ]] && COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
            COMP_TYPE={kind} COMP_LINE='{line}'
            "${{BASH_REMATCH[1]}}" state-fin-ingest "${{COMP_WORDS[COMP_CWORD]}}" "${{COMP_WORDS[COMP_CWORD-1]}}"
            printf '%s\\n' "${{COMPREPLY[@]}}" """
        done = subprocess.run(["bash", "--norc", "-c", script, "bash", *words], cwd=self.folder, check=True, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertEqual(done.stderr, "")
        return done.stdout.split("\n")[:-1] if done.stdout != "\n" else []

    def fish(self, line):
        script = f"source {MANUAL}/fish/vendor_completions.d/state-fin-ingest.fish; complete -C '{line}'"
        done = subprocess.run(["fish", "--no-config", "-c", script], cwd=self.folder, check=True, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env={**os.environ, "HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder / ".data")})
        self.assertEqual(done.stderr, "")
        return [row.split("\t")[0] for row in done.stdout.splitlines()]

    def test_bash(self):
        self.check_all_options(self.bash)
        self.check_values(self.bash)
        self.assertEqual(self.bash("state-fin-ingest ingest --sink=nd"), ["ndjson"])
        self.assertEqual(self.bash("state-fin-ingest ingest --since "), [])
        self.assertIn("nm (New Mexico)", self.bash("state-fin-ingest ingest n", kind=63))
        self.assertEqual(self.bash("state-fin-ingest ingest nm", kind=63), ["nm"])

    def test_fish(self):
        self.check_all_options(self.fish)
        self.check_values(self.fish)

    @staticmethod
    def in_order(patterns, text):
        """One after another: as a single pattern they would take forever while the last is not there yet."""
        at = 0
        for pattern in patterns:
            found = re.compile(pattern, re.S).search(text, at)
            if not found:
                return False
            at = found.end()
        return True

    def typed(self, shell, setup, keys, *expected):
        """Types keys into an interactive shell until what it shows matches."""
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(self.folder)
            os.execvpe(shell[0], shell, {"PATH": os.environ["PATH"], "TERM": "xterm", "HOME": str(self.folder),
                                         "LC_ALL": "C.UTF-8", "PS1": "> "})
        shown = ""
        try:
            os.write(terminal, f"{setup}; echo re''ady\n".encode())
            for text, wanted in ((None, ["ready\r\n"]), (keys, expected)):
                if text:
                    shown = ""
                    os.write(terminal, text.encode())
                deadline = time.monotonic() + 60
                while not self.in_order(wanted, shown):
                    left = deadline - time.monotonic()
                    self.assertTrue(left > 0 and select.select([terminal], [], [], left)[0], f"{text}: {shown!r}")
                    shown += os.read(terminal, 65536).decode(errors="replace")
                    shown = re.sub(r"\x1b\[[?0-9;]*[A-Za-z]", "", shown)  # colours, where the cursor goes
        finally:
            os.close(terminal)
            os.waitpid(pid, 0)

    def test_bash_at_a_terminal(self):
        bash = ["bash", "--norc", "--noprofile", "-i"]
        setup = f"source '{MANUAL}/bash-completion/completions/state-fin-ingest'; bind 'set page-completions off'"
        self.typed(bash, setup, "state-fin-ingest ing\t", r"state-fin-ingest ingest ")
        self.typed(bash, setup, "state-fin-ingest ingest n\t\t", r"nm \(New Mexico\)")
        self.write("a folder/file", "")
        self.typed(bash, setup, "state-fin-ingest ingest --input a\t", r"a\\ folder/")

    def zsh(self, keys, *expected):
        setup = (f"fpath=('{MANUAL}/zsh/vendor-completions' $fpath); autoload -U compinit; compinit -u -D; "
                 "zstyle ':completion:*' verbose yes; LISTMAX=10000; unsetopt ALWAYS_LAST_PROMPT; stty cols 200 rows 200")
        self.typed(["zsh", "-f", "-i"], setup, keys, *expected)

    def test_zsh_completes_commands_and_values(self):
        self.zsh("state-fin-ingest ing\t", r"state-fin-ingest ingest ")
        self.zsh("state-fin-ingest ingest --sink el\t", r"elasticsearch ")
        self.zsh("state-fin-ingest ingest --sink=nd\t", r"ndjson ")
        self.write("some.duckdb", "")
        self.zsh("state-fin-ingest ingest tx --database so\t", r"some\.duckdb ")
        self.zsh("state-fin-ingest ingest --kinds monetary,in\t", r"monetary,in_kind")

    def test_zsh_shows_states_by_name_and_options_by_what_they_do(self):
        self.zsh("state-fin-ingest ingest \t", r"nm +-- New Mexico", r"tx +-- Texas")
        self.zsh("state-fin-ingest \t", r"ingest +-- Load states", r"prune +-- ")
        for command in self.commands():
            options = sorted(self.options(command))
            # In the order of the alphabet, as zsh shows them.
            self.zsh(f"state-fin-ingest {command} --\t", *(rf"{option} +" for option in options))


if __name__ == "__main__":
    unittest.main()
