"""The examples in the documentation work as shown."""
import json
import os
import re
import runpy
import subprocess
import unittest

import pages
import texas
from support import BINARY, ENVIRONMENT, SOURCE, ProgramTest

DOCS = SOURCE / "docs"


class AddingAState(ProgramTest):
    def run_shell(self, commands):
        """stdout and stderr of commands as a user types them."""
        environment = {**ENVIRONMENT, "SFI_BINARY": BINARY, "PATH": f"{self.folder}/bin:{os.environ['PATH']}"}
        done = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", commands], cwd=self.folder, env=environment,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(done.returncode, 0, commands + done.stdout)
        return done.stdout

    def test_the_walk_through_from_an_unknown_file_to_a_golden_test(self):
        """Files are written, commands run and their output compared, in the order of the page."""
        (self.folder / "bin").mkdir()
        (self.folder / "bin/state-fin-ingest").symlink_to(BINARY)
        (self.folder / "scripts").symlink_to(SOURCE / "scripts")
        page = (DOCS / "adding-a-state.md").read_text()
        page = page[page.index("## Adding a state"):]
        blocks = re.findall(r"(?:`([^`\n]+)`:\n\n)?```(\w+)\n(.*?)```", page, re.S)
        output, run = "", 0
        for path, language, text in blocks:
            if path:
                self.write(path, text)
            elif language == "sh":
                output = self.run_shell(text)
                run += len(text.splitlines())
            else:
                for line in text.splitlines():
                    self.assertIn(line, output)
        self.assertEqual({language for _, language, _ in blocks}, {"csv", "toml", "sh", "text"})
        self.assertGreater(run, 15)
        self.assertEqual(self.query("SELECT kind, amount, candidate.district FROM zz_contribs_dev"),
                         [("monetary", 1250, 12)])

    def test_the_message_of_the_renamed_column_is_the_real_one(self):
        files = texas.members()
        files["contribs_01.csv"] = files["contribs_01.csv"].replace(b"contributionDt,", b"contributionDate,")
        self.give(texas.archive_of(files))
        err = self.refuse(3, "check", "tx")
        for page in ("adding-a-state.md", "check.md"):
            shown = re.search(r"((?:    .*\n)*    error: input/tx.*\n(?:    .*\n)*)", (DOCS / page).read_text())[1]
            self.assertIn(re.sub("^    ", "", shown, flags=re.M), err)


class AccountAsJson(ProgramTest):
    """The tables of members in docs/ingest.md are those of the program's output."""
    prefixes = {"Member": "", "Member of a state": "states.", "Member of a record type": "states.types.TYPE."}

    def documented(self):
        """{"states.links.STEP.rows": meaning, ...}"""
        page = (DOCS / "ingest.md").read_text()
        page = page[page.index("## The account as JSON"):]
        members = {}
        for heading, rows in re.findall(r"^\| (\w[^|]*) \| \|\n\|---\|---\|\n((?:\|.*\n)+)", page[:page.index("\n## ", 5)], re.M):
            for names, meaning in re.findall(r"^\| (.*?) \| (.*) \|$", rows, re.M):
                members.update({self.prefixes[heading] + name: meaning for name in re.findall(r"`(.+?)`", names)})
        return members

    def paths(self, value, path=""):
        """(path, whether it holds a value) of all members; objects of a list have the path of the list."""
        if isinstance(value, list):
            yield path, bool(value) and not any(isinstance(one, (list, dict)) for one in value)
            for one in value:
                yield from (found for found in self.paths(one, path) if found[0] != path)
            return
        yield path, not isinstance(value, dict)
        for name, one in value.items() if isinstance(value, dict) else ():
            yield from self.paths(one, f"{path}.{name}" if path else name)

    def test_every_member_is_documented_and_every_documented_one_is_there(self):
        files = texas.members(gifts=[texas.gift(1), texas.gift(2, "00099999", filerTypeCd="GPAC"),
                                     texas.gift(3, contributorPersentTypeCd="TRUST")])
        files["contribs_01.csv"] = files["contribs_01.csv"].replace(b",250.00,", b",about fifty,", 1)
        self.give(texas.archive_of(files))
        self.give_examples("nc")
        code, out, _ = self.run_program("ingest", "tx", "nc", "oh", "--json", "--quiet", "--max-rejects", "1")
        self.assertEqual(code, 3)
        found = dict(self.paths(json.loads(out)))
        documented = self.documented()
        patterns = {name: re.compile(re.sub(r"[A-Z]+", r"[^.]+", re.escape(name))) for name in documented}
        for name, pattern in patterns.items():
            self.assertTrue(any(pattern.fullmatch(path) for path in found), name)
        for path, is_last in found.items():
            if is_last:
                self.assertTrue(any(pattern.fullmatch(path) for pattern in patterns.values()), path)
        stages = {path.removeprefix("states.seconds.") for path in found if path.startswith("states.seconds.")}
        self.assertLessEqual(stages, set(re.findall(r"`(\w+)`", documented["states.seconds.STAGE"])))
        self.assertGreater(len(stages), 6)


# state_test looks at the pages of the states.
PAGES = [SOURCE / "README.md", SOURCE / "CONTRIBUTING.md", *DOCS.glob("*.md"), *SOURCE.glob("contrib/*/README.md")]


class Pages(unittest.TestCase):
    def test_links_lead_somewhere(self):
        self.assertEqual(pages.dead_links(PAGES), [])


class Tables(unittest.TestCase):
    def test_tables_between_markers_are_what_the_program_says(self):
        made = runpy.run_path(str(SOURCE / "scripts" / "docs-tables"))
        found = set()
        for page in [SOURCE / "README.md", *DOCS.glob("*.md")]:
            text = page.read_text()
            found.update(name for _, name, _ in made["MARKED"].findall(text))
            self.assertEqual(text, made["renewed"](text), f"{page}: run scripts/docs-tables")
        self.assertEqual(found, {"verbs", "rejects", "skips", "repairs", "states", "list-of-states", "coverage"})


class Options(ProgramTest):
    def commands(self):
        listed = self.succeed("--help")[0].split("Commands:")[1].split("Examples:")[0]
        return re.findall(r"^  ([a-z]+) ", listed, re.M)

    def test_every_option_in_the_documentation_exists_and_the_other_way_round(self):
        for command in self.commands():
            known = pages.options(self.succeed(command, "--help")[0])
            shown = pages.options((DOCS / f"{command}.md").read_text())
            self.assertLessEqual(shown - {"--help"}, known, command)
            self.assertLessEqual(known - {"--help"}, shown, command)

    def test_command_lines_on_every_page_exist(self):
        known = {command: pages.options(self.succeed(command, "--help")[0]) for command in self.commands()}
        looked_at = [*PAGES, *SOURCE.glob("contrib/*/*.yaml"), *SOURCE.glob("contrib/*/*.service")]
        self.assertEqual(pages.unknown_options(looked_at, known), [])
        self.assertGreater(sum(len(pages.command_lines(page)) for page in looked_at), 40)
