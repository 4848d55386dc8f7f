"""The examples read a second time, by Python code that knows nothing of the definitions: the number
of contributions, their sum in cents and the totals of each candidate must be the program's."""
import importlib
import json
import subprocess
import sys
from collections import Counter
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

    def test_money_that_is_left_out_by_reason_and_by_filer(self):
        seen = set()
        for state, example, reader in self.states():
            if not hasattr(reader, "skipped"):
                continue
            with self.subTest(state=state):
                self.ingest(state, "--summary", "summary.json")
                counts = json.loads((self.folder / "summary.json").read_text())["states"][0]["types"]["contribs"]
                wanted = list(reader.skipped(example))
                self.assertEqual(counts["skipped"], Counter(skip.reason for skip in wanted))
                money = Counter()
                for skip in wanted:
                    money[skip.reason] += skip.cents
                self.assertEqual(counts["skipped_money"],
                                 {reason: {"amount_cents": money[reason], "without_amount": 0} for reason in money})
                self.compare_filers(counts["unlinked_filers"],
                                    [skip for skip in wanted if skip.reason == "no_candidate"])
                seen.update(money)
        self.assertLessEqual({"no_candidate", "superseded", "other_office", "kind_in_kind"}, seen)

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
        for state, example, reader in self.states():
            if not hasattr(reader, "reports"):
                continue
            with self.subTest(state=state):
                self.ingest(state)
                lines = (self.folder / f"{state}.reports.ndjson").read_text().splitlines()
                self.assertEqual(sorted(json.loads(line)["report_id"] for line in lines),
                                 sorted(reader.reports(example)))
