"""What the documentation shows works as it stands there."""
import re
import unittest

import texas
from support import SOURCE, ProgramTest

DOCS = SOURCE / "docs"


class AddingAState(ProgramTest):
    def test_the_state_of_the_walk_through_loads(self):
        text = (DOCS / "adding-a-state.md").read_text()
        rows = re.search(r"publishes `receipts.csv`:\n\n((?:    .*\n)+)", text)[1]
        self.write("input/zz/receipts.csv", re.sub("^    ", "", rows, flags=re.M))
        self.write("my-states/zz/ingestor.toml", re.search(r"```toml\n(.*?)```", text, re.S)[1])
        self.succeed("check", "zz", "--definitions", "my-states")
        self.succeed("ingest", "zz", "--definitions", "my-states", "--kinds", "all", "--quiet")
        self.assertEqual(self.query("SELECT kind, amount, candidate.house FROM zz_contribs_dev "
                                    "ORDER BY amount"),
                         [("in_kind", 40, "lower"), ("monetary", 1250, "lower")])

    def test_the_message_of_the_renamed_column_is_the_real_one(self):
        files = texas.members()
        files["contribs_01.csv"] = files["contribs_01.csv"].replace(b"contributionDt,", b"contributionDate,")
        self.give(texas.archive_of(files))
        err = self.refuse(3, "check", "tx")
        for page in ("adding-a-state.md", "check.md"):
            shown = re.search(r"((?:    .*\n)*    error: input/tx.*\n(?:    .*\n)*)", (DOCS / page).read_text())[1]
            self.assertIn(re.sub("^    ", "", shown, flags=re.M), err)


class Pages(unittest.TestCase):
    pages = [SOURCE / "README.md", SOURCE / "CONTRIBUTING.md", *DOCS.glob("*.md"),
             *SOURCE.glob("states/*/README.md"), *SOURCE.glob("states/*/example/README.md")]

    def test_links_lead_somewhere(self):
        for page in self.pages:
            for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text()):
                if not target.startswith("http"):
                    self.assertTrue((page.parent / target).exists(), f"{page}: {target}")

    def test_headings_that_are_linked_exist(self):
        for page in self.pages:
            for target, heading in re.findall(r"\]\(([^)#]*)#([^)]*)\)", page.read_text()):
                if target.startswith("http"):
                    continue
                text = (page.parent / target).read_text() if target else page.read_text()
                anchors = {re.sub(r"[^\w -]", "", line).strip().lower().replace(" ", "-")
                           for line in re.findall(r"^#+ (.*)$", text, re.M)}
                self.assertIn(heading, anchors, page)


class Options(ProgramTest):
    def test_every_option_in_the_documentation_exists_and_the_other_way_round(self):
        for command in ("ingest", "check", "states", "status", "rollback", "prune"):
            out, _ = self.succeed(command, "--help")
            known = set(re.findall(r"--[a-z][a-z-]+", out))
            page = (DOCS / f"{command}.md").read_text()
            shown = set(re.findall(r"--[a-z][a-z-]+", page))
            self.assertLessEqual(shown - {"--help"}, known, command)
            self.assertLessEqual(known - {"--help"}, shown, command)
