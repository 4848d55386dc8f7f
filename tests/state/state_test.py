"""One state's example: what is loaded from it, a second reading of it, and the state's pages.

SFI_STATE names the state; ctest has a test `state.xx` for each.

states/<xx>/example is the input in the agency's layout, states/<xx>/expected what must come of it: contribs.ndjson,
reports.ndjson (where the state has reports) and accounting.json. tests/command/independent_states/<xx>.py reads the
example a second time, in Python and without the definition: the number of contributions, their sum in cents and the
totals of each candidate must be the program's.
"""
import importlib
import json
import os
import tomllib
from collections import Counter
from decimal import Decimal

import pages
from independent import Gift, totals
from support import SOURCE, SharedFolderTest

STATE = os.environ["SFI_STATE"]
FOLDER = SOURCE / "states" / STATE
EXAMPLE = FOLDER / "example"
EXPECTED = FOLDER / "expected"


class StateTest(SharedFolderTest):
    def load(self, *arguments):
        """Loads the example; gives the summary of each record type."""
        code, out, err = self.run_program("ingest", STATE, "--quiet", "--json", *arguments)
        self.assertEqual(code, 0, err)
        self.assertEqual([line for line in err.splitlines() if not line.startswith(f"{STATE}: note: ")], [])
        return json.loads(out)["states"][0]["types"]


class Golden(StateTest):
    """The example gives exactly what was written down beside it."""

    def fill(self):
        self.give_examples(STATE)
        type(self).types = self.load("--kinds", "all", "--sink", "ndjson", "--output", "got.ndjson")
        self.load("--kinds", "all")

    def test_documents_are_the_expected_ones_byte_for_byte(self):
        self.assertTrue((EXPECTED / "contribs.ndjson").exists())
        for wanted in sorted(EXPECTED.glob("*.ndjson")):
            got = self.folder / f"got.{wanted.name}"
            self.assertEqual(got.read_text().splitlines(), wanted.read_text().splitlines())
            self.assertEqual(got.read_bytes(), wanted.read_bytes())

    def test_every_row_is_accounted_for(self):
        wanted = json.loads((EXPECTED / "accounting.json").read_text())
        got = {name: {key: self.types[name][key] for key in counts} for name, counts in wanted.items()}
        self.assertEqual(got, wanted)
        self.assertEqual(set(self.types), set(wanted))
        for counts in self.types.values():
            self.assertEqual(counts["read"], counts["accepted"] + sum(counts["skipped"].values()) +
                             sum(counts["rejected"].values()))

    def test_the_database_holds_the_same_documents(self):
        for wanted in sorted(EXPECTED.glob("*.ndjson")):
            rows = self.query(f"SELECT to_json(t) FROM {STATE}_{wanted.stem}_dev t ORDER BY source.file, source.line, 1")
            documents = [json.loads(line) for line in wanted.read_text().splitlines()]
            self.assertEqual([without_empty(json.loads(row)) for row, in rows],
                             [without_empty(document) for document in sorted(documents, key=place)])


class Independent(StateTest):
    """The second reading, of all kinds and of what is loaded by default."""

    def fill(self):
        self.give_examples(STATE)
        cls = type(self)
        cls.reader = importlib.import_module(f"independent_states.{STATE}")
        cls.types = self.load("--sink", "ndjson", "--output", "money.ndjson")
        self.load("--kinds", "all", "--types", "contribs", "--sink", "ndjson", "--output", "all.ndjson")

    def loaded(self, name):
        for line in (self.folder / name).read_text().splitlines():
            document = json.loads(line, parse_float=Decimal, parse_int=Decimal)
            candidate = document["candidate"]
            yield Gift(candidate["candidate_id"], candidate["house"], candidate.get("district_name", ""),
                       document["kind"], int(document["amount"] * 100))

    def compare(self, wanted, got):
        self.assertGreater(len(wanted), 0)
        self.assertEqual(len(got), len(wanted))
        self.assertEqual(sum(gift.cents for gift in got), sum(gift.cents for gift in wanted))
        self.assertEqual(totals(got), totals(wanted))

    def test_contributions_of_all_kinds(self):
        self.compare(list(self.reader.gifts(EXAMPLE)), list(self.loaded("all.contribs.ndjson")))

    def test_money_alone_is_what_is_loaded_by_default(self):
        money = [gift for gift in self.reader.gifts(EXAMPLE) if gift.kind == "monetary"]
        self.compare(money, list(self.loaded("money.contribs.ndjson")))

    def test_money_that_is_left_out_by_reason_and_by_filer(self):
        """For states whose reader has `skipped`; states_test says that the usual reasons are among them."""
        wanted = list(self.reader.skipped(EXAMPLE)) if hasattr(self.reader, "skipped") else None
        if wanted is None:
            return
        counts = self.types["contribs"]
        self.assertEqual(counts["skipped"], Counter(skip.reason for skip in wanted))
        money = Counter()
        for skip in wanted:
            money[skip.reason] += skip.cents
        self.assertEqual(counts["skipped_money"],
                         {reason: {"amount_cents": money[reason], "without_amount": 0} for reason in money})
        self.compare_filers(counts["unlinked_filers"], [skip for skip in wanted if skip.reason == "no_candidate"])

    def compare_filers(self, got, skips):
        rows, money = Counter(), Counter()
        for skip in skips:
            filer = (skip[1], " ".join(skip[2].split()))  # in names, runs of blanks are one
            rows[filer] += 1
            money[filer] += skip.cents
        ranked = sorted(rows, key=lambda filer: (-money[filer], -rows[filer], filer))
        self.assertEqual([tuple(filer.values()) for filer in got["top"]],
                         [(*filer, rows[filer], money[filer], 0) for filer in ranked[:50]])
        self.assertEqual((got["filers"], got["rows"], got["amount_cents"]),
                         (len(rows), len(skips), sum(money.values())))
        self.assertEqual(got["beyond_limit"], {"rows": 0, "amount_cents": 0, "without_amount": 0})

    def test_reports(self):
        """For states whose reader has `reports`."""
        if not hasattr(self.reader, "reports"):
            return
        lines = (self.folder / "money.reports.ndjson").read_text().splitlines()
        self.assertEqual(sorted(json.loads(line)["report_id"] for line in lines), sorted(self.reader.reports(EXAMPLE)))


class Pages(StateTest):
    """README.md and example/README.md."""

    def fill(self):
        cls = type(self)
        cls.pages = [path for path in (FOLDER / "README.md", EXAMPLE / "README.md") if path.exists()]

    def test_the_readme_is_about_this_state(self):
        definition = tomllib.loads((FOLDER / "ingestor.toml").read_text())
        self.assertEqual((FOLDER / "README.md").read_text().splitlines()[0], f"# {definition['state']['name']}")
        for heading in ("**Agency:**", "**Coverage:**"):
            self.assertIn(heading, (FOLDER / "README.md").read_text())

    def test_links_lead_somewhere(self):
        self.assertEqual(pages.dead_links(self.pages), [])

    def test_command_lines_exist(self):
        commands = {command for page in self.pages for command, _ in pages.command_lines(page)}
        known = {command: pages.options(self.succeed(command, "--help")[0]) for command in commands}
        self.assertEqual(pages.unknown_options(self.pages, known), [])


def place(document):
    """Where a document comes from; several from one row differ by their id."""
    source = document["source"]
    return source["file"], source["line"], document.get("contribution_id", "")


def without_empty(document):
    """DuckDB writes unknown as NULL and a date as a day where documents leave out and use midnight."""
    if not isinstance(document, dict):
        return document
    plain = {}
    for name, value in document.items():
        if isinstance(value, dict):
            value = without_empty(value)
        if name.endswith("_date") and value:
            value = value.replace("T", " ").removesuffix(" 00:00:00")
        if value not in (None, "", {}):
            plain[name] = value
    return plain
