"""A synthetic archive of which the generator itself has counted what must come out."""
import csv
import io
import json
import os
import pathlib
import subprocess
import zipfile
from collections import Counter
from decimal import Decimal

from support import ProgramTest

GENERATOR = pathlib.Path(os.environ["SFI_BUILD_DIR"]) / "bench" / "generate-texas"


class GeneratedArchive(ProgramTest):
    def setUp(self):
        super().setUp()
        archive = self.folder / "input" / "tx" / "TEC_CF_CSV.zip"
        archive.parent.mkdir(parents=True)
        subprocess.run([GENERATOR, "--rows", "30000", "--rows-per-member", "7000",
                        "--output", archive, "--counts", self.folder / "counts.json"],
                       check=True, stderr=subprocess.DEVNULL)
        self.expected = json.loads((self.folder / "counts.json").read_text())

    def test_summary_has_the_counts_of_the_generator(self):
        types = self.summary("--kinds", "all")["types"]
        contribs, expected = types["contribs"], self.expected
        self.assertEqual(contribs["read"], expected["rows"])
        self.assertEqual(contribs["accepted"], expected["monetary"] + expected["in_kind"])
        self.assertEqual(contribs["skipped"],
                         {"no_candidate": expected["rows"] - expected["linked"],
                          "superseded": expected["superseded"]})
        self.assertEqual(contribs["rejected"], {})
        self.assertEqual(types["reports"]["read"], expected["covers"])
        self.assertEqual(types["reports"]["accepted"], expected["reports"])

    def test_money_left_out_by_filer_is_the_same_for_any_number_of_jobs_and_as_in_the_files(self):
        runs = [self.summary("--sink", "ndjson", "--output", "/dev/null", "--types", "contribs", "--jobs", jobs)
                ["types"]["contribs"] for jobs in ("1", "2", "7")]
        self.assertEqual(runs[0], runs[1])
        self.assertEqual(runs[0], runs[2])
        unlinked = runs[0]["unlinked_filers"]
        self.assertEqual(unlinked["rows"], runs[0]["skipped"]["no_candidate"])
        self.assertEqual(unlinked["amount_cents"], runs[0]["skipped_money"]["no_candidate"]["amount_cents"])
        rows, cents, names = Counter(), Counter(), {}
        for row in self.rows_of_files():
            rows[row["filerIdent"]] += 1
            cents[row["filerIdent"]] += int(Decimal(row["contributionAmount"]) * 100)
            names.setdefault(row["filerIdent"], row["filerName"])
        self.assertEqual(len(unlinked["top"]), 50)
        for filer in unlinked["top"]:
            ident = filer["filer_id"]
            self.assertEqual((filer["name"], filer["rows"], filer["amount_cents"]), (names[ident], rows[ident], cents[ident]))

    def rows_of_files(self):
        with zipfile.ZipFile(self.folder / "input" / "tx" / "TEC_CF_CSV.zip") as archive:
            for name in sorted(name for name in archive.namelist() if name.startswith("contribs")):
                yield from csv.DictReader(io.StringIO(archive.read(name).decode(), newline=""))

    def test_sums_in_the_database_are_exact_to_the_cent(self):
        self.succeed("ingest", "tx", "--quiet", "--kinds", "all")
        sums = dict((kind, (count, cents)) for kind, count, cents in self.query(
            "SELECT kind, count(*), CAST(sum(amount) * 100 AS BIGINT) FROM tx_contribs_dev "
            "GROUP BY kind"))
        self.assertEqual(sums["monetary"], (self.expected["monetary"],
                                            self.expected["monetary_cents"]))
        self.assertEqual(sums["in_kind"][0], self.expected["in_kind"])

    def test_an_archive_of_more_than_four_gigabytes_is_read_the_same(self):
        """One that is written as those must be, but for its size."""
        whole = self.summary("--kinds", "all", "--sink", "ndjson", "--output", "/dev/null")["types"]
        subprocess.run([GENERATOR, "--rows", "30000", "--rows-per-member", "7000", "--zip64-from", "500000",
                        "--output", self.folder / "input/tx/TEC_CF_CSV.zip"], check=True, stderr=subprocess.DEVNULL)
        self.assertIn(b"PK\x06\x06", (self.folder / "input/tx/TEC_CF_CSV.zip").read_bytes()[-200:])
        self.assertEqual(self.summary("--kinds", "all", "--sink", "ndjson", "--output", "/dev/null")["types"], whole)
