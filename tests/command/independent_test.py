"""The examples read a second time, by Python code that knows nothing of the definitions: the number
of contributions, their sum in cents and the totals of each candidate must be the program's."""
import importlib
import json
import subprocess
import sys
from decimal import Decimal

from independent import Gift, totals
from support import SOURCE, ProgramTest

READERS = SOURCE / "tests" / "command" / "independent_states"


def loaded(path):
    for line in path.read_text().splitlines():
        document = json.loads(line, parse_float=Decimal, parse_int=Decimal)
        candidate = document["candidate"]
        yield Gift(candidate["candidate_id"], candidate["house"], candidate.get("district_name", ""),
                   document["kind"], int(document["amount"] * 100))


class Independent(ProgramTest):
    def ingest(self, state, *arguments):
        subprocess.run([sys.executable, SOURCE / "scripts" / "example-input", state,
                        self.folder / "input" / state], check=True)
        self.succeed("ingest", state, "--sink", "ndjson", "--output", f"{state}.ndjson", "--quiet",
                     *arguments)
        return list(loaded(self.folder / f"{state}.contribs.ndjson"))

    def states(self):
        """(state, its example, its reader)"""
        for path in sorted(READERS.glob("??.py")):
            yield (path.stem, SOURCE / "states" / path.stem / "example",
                   importlib.import_module(f"independent_states.{path.stem}"))

    def compare(self, wanted, got):
        self.assertGreater(len(wanted), 0)
        self.assertEqual(len(got), len(wanted))
        self.assertEqual(sum(gift.cents for gift in got), sum(gift.cents for gift in wanted))
        self.assertEqual(totals(got), totals(wanted))

    def test_contributions_of_all_kinds(self):
        for state, example, reader in self.states():
            with self.subTest(state=state):
                self.compare(list(reader.gifts(example)), self.ingest(state, "--kinds", "all"))

    def test_money_alone_is_what_is_loaded_when_nothing_is_said(self):
        for state, example, reader in self.states():
            with self.subTest(state=state):
                money = [gift for gift in reader.gifts(example) if gift.kind == "monetary"]
                self.compare(money, self.ingest(state))

    def test_reports(self):
        for state, example, reader in self.states():
            if not hasattr(reader, "reports"):
                continue
            with self.subTest(state=state):
                self.ingest(state)
                lines = (self.folder / f"{state}.reports.ndjson").read_text().splitlines()
                self.assertEqual(sorted(json.loads(line)["report_id"] for line in lines),
                                 sorted(reader.reports(example)))
