"""`check --explain FILE:LINE` shows how a row becomes a document, or why it does not."""
import json
import subprocess
import sys

from support import SOURCE, ProgramTest

EXPECTED = SOURCE / "states" / "tx" / "expected"


class Explain(ProgramTest):
    def setUp(self):
        super().setUp()
        subprocess.run([sys.executable, SOURCE / "scripts" / "example-input", "tx",
                        self.folder / "input" / "tx"], check=True)

    def explain(self, place):
        out, err = self.succeed("check", "tx", "--explain", place)
        self.assertEqual(err, "")
        return out

    def test_the_document_is_the_one_that_ingest_makes(self):
        for line in (EXPECTED / "contribs.ndjson").read_text().splitlines():
            source = json.loads(line)["source"]
            self.assertIn(f"  => contribs: {line}\n", self.explain(f"{source['file']}:{source['line']}"))

    def test_fields_joins_and_rules_of_an_accepted_row(self):
        out = self.explain("contribs_01.csv:3")
        self.assertRegex(out, r"^TEC_CF_CSV\.zip/contribs_01\.csv:3\n")
        self.assertRegex(out, r"\n    contributionAmount +100\.00\n")
        self.assertRegex(out, r"\n    line \d+ +join candidate: step own_account found '00070001' in "
                              r"lookup candidates\n +id = 00070001\n")
        self.assertRegex(out, r"\n    line \d+ +skip superseded: no \(infoOnlyFlag = 'N'\)\n")
        self.assertRegex(out, r"\n    line \d+ +kind from schedFormTypeCd = 'A2'\n")
        self.assertRegex(out, r"\n    line \d+ +candidate\.district from .*candidate\.lower_district = '12'")

    def test_a_skipped_row_names_the_rule(self):
        places = [f"contribs_01.csv:{line}" for line in range(2, 12)]
        skipped = [text for text in map(self.explain, places) if "=> skipped" in text]
        self.assertTrue(skipped)
        for text in skipped:
            self.assertRegex(text, r"  => skipped: (no_candidate|superseded)\n$")

    def test_each_step_that_found_nothing_says_what_it_looked_for(self):
        places = [f"contribs_01.csv:{line}" for line in range(20, 35)]
        unlinked = [text for text in map(self.explain, places) if "=> skipped: no_candidate" in text]
        self.assertTrue(unlinked)
        for text in unlinked:
            for step, lookup in (("own_account", "candidates"), ("committee", "committees")):
                self.assertRegex(text, rf"\n +step {step}(: '\d+' is not in lookup {lookup}|"
                                       r" does not apply \(filerTypeCd = '\w+'\))\n")
        everything = "".join(unlinked)
        self.assertIn("step committee: '00070009' is not in lookup committees", everything)
        self.assertIn("step own_account does not apply (filerTypeCd = 'JCOH')", everything)

    def test_what_cannot_be_explained(self):
        self.assertIn("has no row on line 1", self.refuse(3, "check", "tx", "--explain", "contribs_01.csv:1"))
        self.assertIn("nothing of tx reads a file named 'no.csv'",
                      self.refuse(2, "check", "tx", "--explain", "no.csv:2"))
        for place in ("contribs_01.csv", "contribs_01.csv:x", "contribs_01.csv:0", ":3x"):
            self.assertIn("--explain takes a file and a line",
                          self.refuse(2, "check", "tx", "--explain", place))
