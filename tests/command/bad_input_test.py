"""Bad input and the messages for it: each test names its case."""
import csv
import json
import re
import subprocess
import sys
import zipfile

import texas
from support import SOURCE, ProgramTest

SMALL = """
[state]
language = 1
code = "zz"
name = "Example"
agency = "Example Board"

[chambers]
lower = { name = "House", seats = 100 }

[input.receipts]
path = "receipts.csv"
how = "Press Export."

[input.candidates]
path = "candidates.csv"
how = "Press Export Candidates."

[layout.csv]
mode = "rfc"

[table.receipts]
input = "receipts"
layout = "csv"
ignored = ["Phone"]

[table.candidates]
input = "candidates"
layout = "csv"

[codes.kind]
M = "monetary"

[lookup.reports]
table = "receipts"
key = "Report"
repeated = "highest"
highest_by = "Version"
[lookup.reports.values]
version = "Version"

[lookup.candidates]
table = "candidates"
key = "Filer"
repeated = "error"
[lookup.candidates.values]
district = "District"

[stream.contributions]
record = "contribs"
table = "receipts"

[[stream.contributions.rules]]
join = "candidate"
missing = "no_candidate"
steps = [{ name = "list", lookup = "candidates", key = "Filer" }]

[[stream.contributions.rules]]
join = "report"
steps = [{ name = "report", lookup = "reports", key = "Report" }]

[[stream.contributions.rules]]
skip = "superseded"
when = { of = "Version", is_not = { from = "report.version" } }

[stream.contributions.set]
contribution_id = "Id"
contribution_date = { date = ["%m/%d/%Y", "%m/%d/%y"], of = "Date" }
amount = "Amount"
kind = { codes = "kind", of = "Type" }
filer.filer_id = "Filer"
candidate.house = { text = "lower" }
candidate.district = { from = "candidate.district" }
"""
COLUMNS = ["Id", "Filer", "Report", "Version", "Date", "Amount", "Type"]


class BadInput(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("mine/zz/ingestor.toml", SMALL)
        self.write("input/zz/candidates.csv", "Filer,District\nF1,12\n")

    def receipts(self, *rows, columns=COLUMNS):
        """Each row: values that differ from those of a good one, by column."""
        lines = [",".join(columns)]
        for number, row in enumerate(rows, 1):
            good = {"Id": number, "Filer": "F1", "Report": f"R{number}", "Version": 0, "Date": "01/31/2024",
                    "Amount": "10.00", "Type": "M"}
            lines.append(",".join(str({**good, **row}.get(column, "")) for column in columns))
        self.write("input/zz/receipts.csv", "\n".join(lines) + "\n")

    def state(self, *arguments):
        out, _ = self.succeed("ingest", "zz", "--definitions", "mine", "--json", "--quiet", *arguments)
        return json.loads(out)["states"][0]

    def counts(self, *arguments):
        return self.state(*arguments)["types"]["contribs"]

    def check(self, code=3):
        got, out, err = self.run_program("check", "zz", "--definitions", "mine")
        self.assertEqual(got, code, err)
        return err if code else out

    def rejected(self):
        """[(column, reason, detail)]"""
        self.run_program("ingest", "zz", "--definitions", "mine", "--max-rejects", "100%", "--rejects",
                         "rejects.csv", "--dry-run")
        with open(self.folder / "rejects.csv", newline="") as file:
            return [(row["column"], row["reason"], row["detail"]) for row in csv.DictReader(file)]

    def give_example(self, state):
        subprocess.run([sys.executable, SOURCE / "scripts" / "example-input", state,
                        self.folder / "input" / state], check=True)

    def test_all_missing_files_are_listed_at_once(self):
        """1: missing or several files."""
        (self.folder / "input/zz/candidates.csv").unlink()
        err = self.check()
        self.assertIn("input/zz/receipts.csv: is missing.\n    Press Export.\n", err)
        self.assertIn("input/zz/candidates.csv: is missing.\n    Press Export Candidates.\n", err)

    def test_another_states_file_is_recognised_by_its_columns(self):
        """3: other state's file: "columns of XX"."""
        self.give_example("al")
        self.give_example("ne")
        other = self.folder / "input/ne/2021_ContributionLoanExtract.csv.zip"
        other.replace(self.folder / "input/al/2016_CashContributionsExtract.csv.zip")
        err = self.refuse(3, "check", "al")
        self.assertIn("does not match [table.cash]", err)
        self.assertIn("Is it in the wrong folder? Its columns are those of Nebraska's "
                      "[table.receipts].", err)

    def test_another_states_file_with_other_delimiters(self):
        """3: the delimiter of the other state is not ours."""
        self.give_example("nm")
        self.give_example("mt")
        (self.folder / "input/mt/23456/78901_A.csv").replace(self.folder / "input/nm/CON_2021.csv")
        err = self.refuse(3, "check", "nm")
        self.assertIn("Its columns are those of Montana's [table.schedules]", err)

    def test_fewer_values_than_the_definition_expects(self):
        def expects(share):
            self.write("mine/zz/ingestor.toml", SMALL.replace(
                'table = "receipts"\n\n[[stream', f'table = "receipts"\nexpect = {{ candidate.district = {share} }}\n\n[[stream'))
        self.write("input/zz/candidates.csv", "Filer,District\nF1,12\nF2,\n")
        self.receipts(*({"Filer": "F2" if i < 8 else "F1"} for i in range(20)))
        expects(60)
        self.assertEqual(self.counts()["filled"]["candidate.district"], 12)
        expects(61)
        self.assertIn("Stream 'contributions': 12 of 20 records have 'candidate.district', fewer than the 61 % that the "
                      "definition expects.", self.refuse(3, "ingest", "zz", "--definitions", "mine"))
        self.receipts(*({"Filer": "F2"} for i in range(19)))
        self.assertEqual(self.counts("--max-shrink", "100%")["accepted"], 19)
        expects(101)
        self.assertIn("'candidate.district' must be a whole number of per cent, from 1 to 100.", self.check())

    def test_a_year_is_missing(self):
        yearly = SMALL.replace('path = "receipts.csv"', 'path = "*receipts.csv"\nurl = "https://agency.example/{year}receipts.csv"'
                               '\nfirst_year = 2000')
        self.write("mine/zz/ingestor.toml", yearly)
        for year in (2019, 2020, 2023):
            self.receipts({"Id": year})
            (self.folder / "input/zz/receipts.csv").rename(self.folder / f"input/zz/{year}receipts.csv")
        self.assertIn("Input 'receipts': no file of 2021, 2022, though there are earlier and later ones.", self.check(0))

    def test_a_cover_that_cannot_be_read(self):
        """The newest amounts are not dropped for older ones because their own cover is missing."""
        self.give_example("ca")
        archive = self.folder / "input/ca/dbwebexport.zip"
        with zipfile.ZipFile(archive) as file:
            contents = {name: file.read(name) for name in file.namelist()}
        name = "CalAccess/DATA/CVR_CAMPAIGN_DISCLOSURE_CD.TSV"
        contents[name] = b"".join(line for line in contents[name].splitlines(keepends=True)
                                  if not line.startswith(b"591352\t1\t"))
        with zipfile.ZipFile(archive, "w") as file:
            for name, data in contents.items():
                file.writestr(name, data)
        self.assertIn("newer_than_cover", self.refuse(3, "ingest", "ca"))

    def test_a_renamed_column(self):
        """12: shows expected, found, nearest and the definition's line."""
        self.receipts({}, columns=[*COLUMNS[:-2], "Amnt", "Type"])
        err = self.check()
        line = SMALL.split("\n").index('amount = "Amount"') + 1
        self.assertIn("input/zz/receipts.csv: the column 'Amount' is missing; the nearest name in the file "
                      f"is 'Amnt'.\nmine/zz/ingestor.toml:{line}:10: the column is used here; its new name goes into 'aliases' "
                      "of [table.receipts]\n"
                      '  amount = "Amount"\n           ^\n', err)

    def test_columns_in_another_order(self):
        """13: fine."""
        self.receipts({}, {"Amount": "-3.10"})
        wanted = self.counts()
        self.receipts({}, {"Amount": "-3.10"}, columns=COLUMNS[::-1])
        got = self.counts()
        same = ("read", "accepted", "skipped", "amount_cents", "first_date")
        self.assertEqual([got[key] for key in same], [wanted[key] for key in same])

    def test_a_column_that_stands_twice(self):
        """14: an error unless declared."""
        self.receipts({}, columns=[*COLUMNS, "Amount"])
        err = self.check()
        self.assertIn("the column 'Amount' occurs more than once in the header.", err)
        self.assertIn("name the right one: 'Amount#2' is the second 'Amount'", err)
        self.write("mine/zz/ingestor.toml", SMALL.replace('amount = "Amount"', 'amount = "Amount#2"'))
        self.assertEqual(self.counts()["accepted"], 1)

    def test_a_column_that_may_be_missing_has_a_new_name(self):
        """Both are named in one note; only a column that the definition does not know is taken for the new name."""
        self.write("mine/zz/ingestor.toml", SMALL.replace('ignored = ["Phone"]', 'ignored = ["Phone"]\noptional = ["Type"]'))
        self.receipts({}, columns=[*COLUMNS[:-1], "Kind of Gift"])
        self.assertIn("input/zz/receipts.csv: the definition does not know this column: Kind of Gift. Of those that may be "
                      "missing, the file lacks Type: if one has a new name, add it to 'aliases' in [table.receipts].",
                      self.check(0))
        self.write("mine/zz/ingestor.toml", SMALL)
        self.receipts({}, columns=[*COLUMNS[:-1], "Kind of Gift"])
        self.assertIn("the column 'Type' is missing; new in the file is Kind of Gift.", self.check())

    def test_a_known_column_is_not_taken_for_the_new_name_of_another(self):
        self.receipts({}, columns=[name for name in COLUMNS if name != "Amount"])
        err = self.check()
        self.assertIn("the column 'Amount' is missing; no column of the file has a similar name.", err)
        self.write("mine/zz/ingestor.toml",
                   SMALL.replace('ignored = ["Phone"]', 'ignored = ["Phone"]\naliases = { Amount = ["Version"] }'))
        self.assertIn("input/zz/receipts.csv: 'Version' would be read as 'Amount' by its alias, but is used as 'Version' "
                      "too.", self.check())

    def test_leading_zeros_that_a_spreadsheet_took(self):
        self.write("mine/zz/ingestor.toml", SMALL.replace('missing = "no_candidate"', 'missing = "no_candidate"\nunlinked = true'))
        self.write("input/zz/candidates.csv", "Filer,District\n00012345,7\n")
        self.receipts({"Filer": "00012345"}, {"Filer": "12345", "Amount": "20.00"}, {"Filer": "777"})
        _, err = self.succeed("ingest", "zz", "--definitions", "mine")
        self.assertIn("1 filer without a candidate (1 row, $20.00) would be linked if their ids had other leading zeros: "
                      "'12345' is '00012345' in the file that links candidates.", err)

    def test_dates_saved_with_the_day_first(self):
        dates = [f"{month:02}/{day:02}/2024" for month in range(1, 13) for day in (1, month, 12)]
        self.receipts(*({"Date": date} for date in dates))
        _, err = self.succeed("ingest", "zz", "--definitions", "mine")
        self.assertIn("None of the 36 dates of the contribs is after the 12th of its month", err)
        self.receipts(*({"Date": date} for date in [*dates, "03/13/2024"]))
        _, err = self.succeed("ingest", "zz", "--definitions", "mine")
        self.assertNotIn("after the 12th", err)

    def test_a_new_column_is_noted(self):
        """15: a note, not an error."""
        self.receipts({}, columns=[*COLUMNS, "Phone"])
        self.assertNotIn("note", self.check(0))
        self.receipts({}, columns=[*COLUMNS, "Phone", "Fax", "E-Mail"])
        self.assertIn("note: input/zz/receipts.csv: the definition does not know these columns: Fax, "
                      "E-Mail. Nothing reads them; if that is right, add them to 'ignored' in "
                      "[table.receipts].", self.check(0))
        _, err = self.succeed("ingest", "zz", "--definitions", "mine")
        self.assertIn("does not know these columns: Fax, E-Mail.", err)

    def test_dates_that_are_none(self):
        """21: 0202, 31 Feb: rejects; two-digit years: by the pivot; a future date is loaded and noted."""
        self.receipts({"Date": "01/31/0202"}, {"Date": "02/31/2024"}, {"Date": "13/01/2024"},
                      {"Date": "soon"})
        self.assertEqual(self.rejected(), [("Date", "bad_date", date) for date in
                                           ("01/31/0202", "02/31/2024", "13/01/2024", "soon")])
        self.receipts({"Date": "01/31/99"}, {"Date": "01/31/24"}, {"Date": ""}, {"Date": "11/30/2096"})
        _, err = self.succeed("ingest", "zz", "--definitions", "mine")
        self.assertIn("note: The last date of the contribs, 2096-11-30, is in the future: a typo "
                      "in the source. --until leaves such rows out.", err)
        dates = self.query("SELECT left(contribution_date::VARCHAR, 10) FROM zz_contribs_dev "
                           "ORDER BY contribution_id")
        self.assertEqual(dates, [("1999-01-31",), ("2024-01-31",), (None,), ("2096-11-30",)])

    def test_amounts_that_are_none(self):
        """22: text, more than 12 digits, NaN, a decimal comma: rejects; a minus sign by code is part of the amount."""
        bad = ["ten", "NaN", "123456789012345.00", "1234567890123.00", "1.234", "inf", "10,00", "1,2"]
        self.receipts(*({"Amount": f'"{amount}"'} for amount in bad))
        self.assertEqual(self.rejected(), [("Amount", "bad_amount", amount) for amount in bad])
        self.receipts({"Amount": "(5.00)"}, {"Amount": "5.00-"}, {"Amount": "-$5"}, {"Amount": "1e2"})
        self.assertEqual(self.counts()["amount_cents"], -1500 + 10000)

    def test_the_same_row_twice_and_the_same_id_with_other_content(self):
        """23: equal rows are kept if the agency gives no ids; one id for two gifts is an error."""
        self.receipts({}, {"Id": 1, "Amount": "11.00"})
        err = self.refuse(3, "ingest", "zz", "--definitions", "mine")
        self.assertIn("1 of 2 contribs share their id with another record, such as 1.", err)
        self.write("mine/zz/ingestor.toml", SMALL.replace('contribution_id = "Id"',
                                                          "contribution_id = { row_hash = true }"))
        self.receipts({"Report": "R"}, {"Id": 1, "Report": "R"})
        self.assertEqual(self.counts()["accepted"], 2)
        ids = [row[0] for row in self.query("SELECT contribution_id FROM zz_contribs_dev ORDER BY 1")]
        self.assertEqual(ids[1], ids[0] + "-2")

    def test_a_key_that_the_lookup_does_not_have(self):
        """24: skipped as no_candidate, counted."""
        self.receipts({}, {"Filer": "F2"}, {"Filer": ""})
        counts = self.counts()
        self.assertEqual((counts["accepted"], counts["skipped"]), (1, {"no_candidate": 2}))

    def test_a_chain_of_amendments_with_a_gap(self):
        """25: noted, the latest counts."""
        self.receipts({"Report": "R1", "Version": 1}, {"Report": "R1", "Version": 4},
                      {"Report": "R2", "Version": 0}, {"Report": "R2", "Version": 1})
        _, err = self.succeed("ingest", "zz", "--definitions", "mine")
        self.assertIn("note: Lookup 'reports': 1 key lacks earlier versions, such as R1; the highest existing "
                      "version is used.", err)
        self.assertEqual(self.query("SELECT contribution_id FROM zz_contribs_dev ORDER BY 1"),
                         [("2",), ("4",)])

    def test_codes_that_are_not_listed(self):
        """26: rejected by name, the first five shown."""
        self.receipts(*({"Type": f"X{number}"} for number in range(7)))
        err = self.refuse(3, "ingest", "zz", "--definitions", "mine")
        shown = re.findall(r"unknown_code at receipts\.csv:(\d+): column 'Type': (X\d)", err)
        self.assertEqual(shown, [(str(number + 2), f"X{number}") for number in range(5)])
        self.assertRegex(err, r"\n      unknown_code +7\n")
