"""Joins that depend on a day or a year, and tables that are told apart by the columns of their files."""
import json

from support import ProgramTest

STATE = """
[state]
language = 1
code = "zz"
name = "Zembla"
agency = "Office of Elections"
"""

GIFTS = STATE + """
[table.elections]
path = "elections.csv"
how = "Ask for it."

[table.gifts]
path = "gifts.csv"
how = "Ask for it."

[lookup.candidacies]
table = "elections"
key = "name"
ordered_by = {{ date = "%m/%d/%Y", of = "election" }}
repeated = "unlinked"
[lookup.candidacies.values]
house = "house"
district = "district"

[stream.gifts]
record = "contribs"
table = "gifts"
rules = [
  {{ join = "candidate", missing = "no_candidate", steps = [
    {{ name = "next_election", lookup = "candidacies", key = "to", {step} }},
    {{ name = "last_election", lookup = "candidacies", key = "to", at_or_before = {{ date = "%Y-%m-%d", of = "day" }} }},
  ] }},
]
[stream.gifts.set]
contribution_id = "id"
contribution_date = {{ date = "%Y-%m-%d", of = "day" }}
amount = "amount"
kind = {{ text = "monetary" }}
filer.filer_id = "to"
candidate.house = {{ from = "candidate.house" }}
candidate.district = {{ from = "candidate.district" }}
"""
STEP = 'at_or_after = { date = "%Y-%m-%d", of = "day" }'

ELECTIONS = """name,election,house,district
Roe,11/03/2020,lower,7
Roe,11/05/2024,upper,3
Poe,11/05/2024,lower,8
Poe,11/05/2024,lower,9
Doe,11/08/2022,lower,1
"""
DAYS = """id,day,amount,to
1,2019-05-01,5.00,Roe
2,2020-11-03,5.00,Roe
3,2020-11-04,5.00,Roe
4,2024-12-01,5.00,Roe
5,2024-01-01,5.00,Poe
6,2023-01-01,5.00,Doe
7,2023-01-01,5.00,Moe
"""

TWO_LAYOUTS = STATE + """
[shared.gift.set]
contribution_id = "Gift ID"
contribution_date = { date = "%m/%d/%Y", of = "Date" }
amount = "Amount"
kind = { text = "monetary" }
filer.filer_id = "Filer"

[table.new]
path = "*.csv"
how = "Export them."

[table.old]
path = "*.csv"
how = "Export them."
required = false
layout = { delimiter = "\t" }
aliases = { "Gift ID" = ["Number"] }

[table.people]
path = "*.csv"
how = "Export them."
required = false

[lookup.people]
table = "people"
key = "Filer"
repeated = "first"
[lookup.people.values]
name = "Filer Name"

[stream.new]
record = "contribs"
table = "new"
use = "gift"
rules = [{ join = "filer", lookup = "people", key = "Filer" }]
[stream.new.set]
filer.name = { from = "filer.name" }

[stream.old]
record = "contribs"
table = "old"
use = "gift"
"""

OWN_REPORT = STATE + """
[table.covers]
path = "covers.csv"
how = "Ask for it."

[table.gifts]
path = "gifts.csv"
how = "Ask for it."

[shared.covers]
rules = [{ skip = "no_office", when = { of = "office", is = "" } }]
[shared.covers.set]
office = "office"
district = "district"

[lookup.own_covers]
table = "covers"
use = "covers"
key = "report"
repeated = "highest"
highest_by = "amendment"

[lookup.filers_covers]
table = "covers"
use = "covers"
key = "filer"
repeated = "newest"
newest_by = { date = "%Y-%m-%d", of = "filed" }

[lookup.names]
table = "covers"
key = "name"
repeated = "unlinked"
[lookup.names.values]
office = "office"
district = "district"

[stream.gifts]
record = "contribs"
table = "gifts"
rules = [
  { join = "cover", missing = "no_candidate", steps = [
    { name = "own_report", lookup = "own_covers", key = "report" },
    { name = "other_report", lookup = "filers_covers", key = "filer" },
    { name = "name", lookup = "names", key = "name" },
  ] },
  { skip = "other_office", when = { of = { from = "cover.office" }, is_not = ["lower", "upper"] } },
]
[stream.gifts.set]
contribution_id = "id"
contribution_date = { date = "%Y-%m-%d", of = "day" }
amount = "amount"
kind = { text = "monetary" }
filer.filer_id = "filer"
candidate.house = { from = "cover.office" }
candidate.district = { from = "cover.district" }
"""
COVERS = """report,amendment,filer,filed,office,district,name
R1,0,F1,2020-01-31,lower,7,Roe
R1,1,F1,2020-03-31,lower,8,Roe
R2,0,F1,2022-01-31,mayor,,Roe
R3,0,F1,2023-01-31,,,Roe
R4,0,F2,2020-01-31,upper,2,Poe
R5,0,F2,2021-01-31,,,Poe
R6,0,F3,2021-01-31,lower,5,Doe
"""
REPORTED = """id,day,amount,report,filer,name
1,2020-02-01,5.00,R1,F1,Roe
2,2022-01-02,7.00,R2,F1,Roe
3,2023-01-02,8.00,R3,F1,Roe
4,2021-01-02,5.00,R5,F2,Poe
5,2021-01-02,5.00,R9,F9,Doe
6,2021-01-02,6.00,R9,F9,Roe
"""


class Joins(ProgramTest):
    def load(self, definition, **files):
        self.write("mine/zz/ingestor.toml", definition)
        for name, text in files.items():
            self.write(f"input/zz/{name}.csv", text)
        self.succeed("ingest", "zz", "--definitions", "mine", "--sink", "ndjson", "--output", "out.ndjson", "--quiet")
        lines = (self.folder / "out.contribs.ndjson").read_text().splitlines()
        return {document["contribution_id"]: document for document in map(json.loads, lines)}

    def seats(self, documents):
        return {key: (document["candidate"]["house"], document["candidate"]["district"])
                for key, document in documents.items()}

    def test_a_gift_counts_for_the_next_election_else_for_the_last(self):
        loaded = self.load(GIFTS.format(step=STEP), elections=ELECTIONS, gifts=DAYS)
        self.assertEqual(self.seats(loaded), {
            "1": ("lower", 7), "2": ("lower", 7), "3": ("upper", 3), "4": ("upper", 3), "6": ("lower", 1)})

    def test_explain_shows_the_day_that_was_looked_for(self):
        self.load(GIFTS.format(step=STEP), elections=ELECTIONS, gifts=DAYS)
        out, _ = self.succeed("check", "zz", "--definitions", "mine", "--explain", "gifts.csv:5")
        self.assertIn("step next_election: 'Roe' at or after '2024-12-01' is not in lookup candidacies", out)
        self.assertIn("step last_election found 'Roe 2024-11-05' in lookup candidacies", out)

    def test_a_year_is_not_compared_with_a_day(self):
        self.write("mine/zz/ingestor.toml",
                   GIFTS.format(step='at_or_after = { extract = "^([0-9]{4})", of = "day" }'))
        self.write("input/zz/elections.csv", ELECTIONS)
        self.write("input/zz/gifts.csv", DAYS)
        self.assertIn("bad_number", self.refuse(3, "ingest", "zz", "--definitions", "mine"))

    def test_a_step_says_the_day_and_the_lookup_the_order(self):
        self.write("input/zz/gifts.csv", DAYS)
        self.write("mine/zz/ingestor.toml", GIFTS.format(step='when = { of = "id", is = "1" }'))
        self.assertIn("The lookup 'candidacies' has 'ordered_by', so this step needs 'at_or_before' or 'at_or_after'",
                      self.refuse(3, "check", "zz", "--definitions", "mine"))
        unordered = GIFTS.format(step=STEP).replace("ordered_by", "# ")
        self.write("mine/zz/ingestor.toml", unordered)
        self.assertIn("The lookup 'candidacies' needs 'ordered_by'",
                      self.refuse(3, "check", "zz", "--definitions", "mine"))

    def test_the_columns_tell_whose_a_file_is(self):
        loaded = self.load(TWO_LAYOUTS,
                           a="Gift ID,Date,Amount,Filer\n1,01/02/2024,5.00,F1\n",
                           b="Number\tDate\tAmount\tFiler\n2,3\t01/03/2024\t6.00\tF2\n",
                           c="Filer,Filer Name\nF1,Friends of Roe\n")
        self.assertEqual({key: (document["source"]["file"], document["filer"].get("name", ""))
                          for key, document in loaded.items()},
                         {"1": ("a.csv", "Friends of Roe"), "2,3": ("b.csv", "")})

    def test_a_file_of_no_table_is_refused_by_the_nearest(self):
        self.write("mine/zz/ingestor.toml", TWO_LAYOUTS)
        self.write("input/zz/a.csv", "Gift ID,Date,Amount,Filer\n1,01/02/2024,5.00,F1\n")
        self.write("input/zz/b.csv", "Number\tDay\tAmount\tFiler\n2\t01/03/2024\t6.00\tF2\n")
        err = self.refuse(3, "ingest", "zz", "--definitions", "mine")
        self.assertIn("b.csv: the column 'Date' is missing", err)

    def test_a_required_table_without_a_file_of_its_own_is_refused(self):
        self.write("mine/zz/ingestor.toml", TWO_LAYOUTS)
        self.write("input/zz/c.csv", "Filer,Filer Name\nF1,Friends of Roe\n")
        self.assertIn("none of the 1 file that match '*.csv' has the columns of [table.new]",
                      self.refuse(3, "ingest", "zz", "--definitions", "mine"))

    def test_the_rows_own_report_comes_first_and_other_offices_are_judged_last(self):
        loaded = self.load(OWN_REPORT, covers=COVERS, gifts=REPORTED)
        self.assertEqual(self.seats(loaded), {"1": ("lower", 8), "4": ("upper", 2), "5": ("lower", 5)})
        out, _ = self.succeed("ingest", "zz", "--definitions", "mine", "--dry-run", "--json")
        self.assertEqual(json.loads(out)["states"][0]["types"]["contribs"]["skipped"],
                         {"other_office": 2, "no_candidate": 1})
