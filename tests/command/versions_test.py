"""Streams of whose rows with the same key not all count: versions, overlapping exports, rows that delete others."""
import json
import re

from support import ProgramTest

DEFINITION = """
[state]
language = 1
code = "zz"
name = "Zembla"
agency = "Office of Elections"

[table.gifts]
path = "gifts*.csv"
how = "Ask for it."
ignored = ["id", "filed"]

[stream.gifts]
record = "contribs"
table = "gifts"
rules = [{{ skip = "memo", when = {{ of = "type", is = "MEMO" }} }}]
{keys}
[stream.gifts.set]
contribution_id = {id}
contribution_date = {{ date = "%Y-%m-%d", of = "day" }}
amount = "amount"
kind = "type"
name = "donor"
filer.filer_id = "filer"
"""
HEADER = "id,filer,donor,day,amount,type,filed\n"
NEWEST = """key = ["filer", "id"]
repeated = "newest"
newest_by = { date = "%Y-%m-%d", of = "filed", otherwise = "blank" }"""
DELETES = """[stream.gifts.deletes]
when = { of = "type", is = "DELETE" }
key = ["filer", "donor", "day", "amount"]"""


def notes_of(err):
    return re.findall(r"^ +note: (.*)$", err, re.M)


class GiftsTest(ProgramTest):
    def define(self, keys, id='{ row_hash = true }'):
        self.write("definitions/zz/ingestor.toml", DEFINITION.format(keys=keys, id=id))

    def give_files(self, *files):
        for number, rows in enumerate(files, 1):
            self.write(f"input/zz/gifts{number}.csv", HEADER + "".join(row + "\n" for row in rows))

    ingest = ("ingest", "zz", "--definitions", "definitions", "--sink", "ndjson", "--output", "out.ndjson")

    def load(self, *arguments):
        """(file and line of each document, account, notes)"""
        out, err = self.succeed(*self.ingest, *arguments, "--json")
        state = json.loads(out)["states"][0]
        documents = [json.loads(line) for line in (self.folder / "out.contribs.ndjson").read_text().splitlines()]
        places = [f"{document['source']['file'][5]}:{document['source']['line']}" for document in documents]
        return places, state["types"]["contribs"], notes_of(err)

    def mistakes(self, keys):
        self.define(keys)
        self.give_files([])
        return self.refuse(3, "check", "zz", "--definitions", "definitions")


class Versions(GiftsTest):
    def test_the_newest_row_of_a_key_counts(self):
        self.define(NEWEST, id='{ concat = ["filer", "id"], separator = "-" }')
        self.give_files(["1,7,Roe,2024-03-01,5,monetary,2024-04-02",
                         "1,8,Roe,2024-03-01,6,monetary,2024-04-02",   # another filer's
                         "2,7,Doe,2024-03-01,7,monetary,2024-04-02"],
                        ["1,7,Roe,2024-03-01,50,monetary,2024-04-01",  # older
                         "2,7,Doe,2024-03-01,70,monetary,2024-05-01",  # newer
                         "2,7,Doe,2024-03-01,700,MEMO,2024-06-01"])    # newer still, but dropped by a rule
        places, account, notes = self.load()
        self.assertEqual(places, ["1:2", "1:3", "2:3"])
        self.assertEqual(account["amount_cents"], 8100)
        self.assertEqual(account["skipped"], {"memo": 1, "superseded": 2})
        self.assertEqual(account["skipped_money"]["superseded"], {"amount_cents": 5700, "without_amount": 0})
        self.assertEqual(notes, [])

    def test_the_selection_does_not_change_which_row_counts(self):
        self.define(NEWEST)
        self.give_files(["1,7,Roe,2024-03-01,5,monetary,2024-04-02", "1,7,Roe,2024-03-01,5,loan,2024-05-02",
                         "2,7,Roe,2024-03-01,5,monetary,2024-04-02", "2,7,Roe,2021-03-01,5,monetary,2024-05-02"])
        places, account, _ = self.load("--since", "2024-01-01")
        self.assertEqual(places, [])
        self.assertEqual(account["skipped"], {"superseded": 2, "kind_loan": 1, "before_since": 1})

    def test_a_version_that_cannot_be_read_replaces_nothing(self):
        self.define(NEWEST)
        self.give_files(["1,7,Roe,2024-03-01,5,monetary,2024-04-02", "1,7,Roe,2024-03-01,fifty,monetary,2024-05-02"])
        places, account, _ = self.load("--max-rejects", "100%")
        self.assertEqual(places, ["1:2"])
        self.assertEqual(account["rejected"], {"bad_amount": 1})
        self.assertEqual(account["skipped"], {})

    def test_ties_leave_the_later_row_and_are_noted(self):
        self.define(NEWEST)
        self.give_files(["1,7,Roe,2024-03-01,5,monetary,2024-04-02", "2,7,Roe,2024-03-01,5,monetary,",
                         "3,7,Poe,2024-03-01,5,monetary,2024-04-02", ",,Loe,2024-03-01,5,monetary,2024-04-02",
                         ",,Loe,2024-03-01,5,monetary,2024-04-02"],
                        ["1,7,Roe,2024-03-01,6,monetary,2024-04-02", "2,7,Roe,2024-03-01,6,monetary,",
                         "3,7,Poe,2024-03-01,5,monetary,2024-04-02"])  # the same again is no tie
        places, account, notes = self.load()
        self.assertEqual(places, ["1:5", "1:6", "2:2", "2:3", "2:4"])  # rows with a blank key all count
        self.assertEqual(account["skipped"], {"superseded": 3})
        self.assertEqual(notes, ["Stream 'gifts': 2 keys have different rows with the same newest date, such as '7 1'; "
                                 "the later row counts (gifts2.csv:2)."])

    def test_other_ways_to_choose(self):
        files = (["1,7,Roe,2024-03-01,5,monetary,1", "1,7,Roe,2024-03-01,6,monetary,9"],
                 ["1,7,Roe,2024-03-01,7,monetary,10", "1,7,Roe,2024-03-01,7,monetary,2",
                  "2,7,Roe,2024-03-01,8,monetary,1"])
        for keys, expected in {
            'key = "id"\nrepeated = "first"': ["1:2", "2:4"],
            'key = "id"\nrepeated = "last"': ["2:3", "2:4"],
            'key = "id"\nrepeated = "highest"\nhighest_by = "filed"': ["2:2", "2:4"],
            'key = "id"\nrepeated = "last_file"': ["2:2", "2:3", "2:4"],
            'key = "filer"\nrepeated = "last_file"': ["2:2", "2:3", "2:4"],
            'key = ["id", "amount"]\nrepeated = "last_file"': ["1:2", "1:3", "2:2", "2:3", "2:4"],
        }.items():
            with self.subTest(keys):
                self.define(keys)
                self.give_files(*files)
                self.assertEqual(self.load()[0], expected)

    def test_a_key_that_must_not_be_repeated(self):
        self.define('key = "id"\nrepeated = "error"')
        self.give_files(["1,7,Roe,2024-03-01,5,monetary,"], ["2,7,Roe,2024-03-01,5,monetary,",
                                                              "1,7,Roe,2024-03-01,5,monetary,"])
        err = self.refuse(3, *self.ingest)
        self.assertIn("gifts2.csv:3: the key '1' of stream 'gifts' was on input/zz/gifts1.csv:2 before.", err)
        self.assertIn("ingestor.toml:18:12: set 'repeated' to the row that counts", err)

    def test_overlapping_exports_keep_the_largest_number_of_one_file(self):
        gift, other = "1,7,Roe,2024-03-01,5,monetary,", "2,7,Doe,2024-03-02,6,monetary,"
        self.define('repeated = "most_per_file"')
        self.give_files([gift, gift], [other, gift, other], [gift, gift, gift, other])
        places, account, _ = self.load()
        self.assertEqual(places, ["1:2", "1:3", "2:2", "2:4", "3:4"])
        self.assertEqual(account["skipped"], {"repeated": 4})
        self.assertEqual(account["skipped_money"]["repeated"], {"amount_cents": 2100, "without_amount": 0})
        documents = [json.loads(line) for line in (self.folder / "out.contribs.ndjson").read_text().splitlines()]
        self.assertEqual(len({document["contribution_id"] for document in documents}), 5)

    def test_without_a_key_what_is_loaded_is_compared(self):
        self.define('repeated = "most_per_file"')
        self.give_files(["1,7,Roe,2024-03-01,5,monetary,2024-04-02"], ["9,7,Roe,2024-03-01,5.00,monetary,"],
                        ["1,7,Roe,2024-03-01,5,loan,2024-04-02"])
        places, account, _ = self.load("--kinds", "all")
        self.assertEqual(places, ["1:2", "3:2"])
        # An id of the agency's own is part of what is loaded.
        self.define('repeated = "most_per_file"', id='{ concat = ["id", "type"] }')
        self.assertEqual(self.load("--kinds", "all")[0], ["1:2", "2:2", "3:2"])

    def test_a_deletion_deletes_one_row(self):
        gift = "1,7,Roe,2024-03-01,5,{},{}"
        self.define(DELETES)
        self.give_files([gift.format("monetary", "a"), gift.format("monetary", "b"), gift.format("DELETE", "c")],
                        [gift.format("monetary", "d"), gift.format("DELETE", "e"),
                         "1,7,Roe,2024-03-01,6,monetary,", "1,7,Roe,2024-03-01,60,DELETE,"])
        places, account, notes = self.load()
        self.assertEqual(places, ["2:2", "2:4"])
        self.assertEqual(account["skipped"], {"deletion": 3, "deleted": 2})
        self.assertEqual(account["skipped_money"]["deleted"], {"amount_cents": 1000, "without_amount": 0})
        self.assertEqual(notes, ["Stream 'gifts': 1 of 3 deletions found no row to delete, such as the one on "
                                 "gifts2.csv:5."])

    def test_a_deletion_can_name_the_row_by_another_column(self):
        self.define("""[stream.gifts.deletes]
when = { of = "type", is = "DELETE" }
key = "filed"
row_key = "id\"""")
        self.give_files(["1,7,Roe,2024-03-01,5,monetary,", "2,7,Roe,2024-03-01,5,monetary,",
                         "3,7,Roe,2024-03-01,-5,DELETE,1"])
        places, account, notes = self.load()
        self.assertEqual(places, ["1:3"])
        self.assertEqual(account["skipped"], {"deletion": 1, "deleted": 1})
        self.assertEqual(notes, [])

    def test_the_result_does_not_depend_on_the_number_of_jobs(self):
        rows = [f"{i % 700},7,Roe,2024-03-01,{i},monetary,2024-04-{1 + i * 7919 % 30:02d}" for i in range(30000)]
        self.define(NEWEST)
        self.give_files(rows[:20000], ["1,7", *rows[20000:]])
        one = self.load("--jobs", "1")
        self.assertEqual(self.load("--jobs", "4"), one)
        # As the rows themselves say.
        last = {}
        for number, row in enumerate(rows):
            key, day = row.split(",")[0], row.split(",")[-1]
            if key not in last or day >= last[key][0]:
                last[key] = (day, f"1:{number + 2}" if number < 20000 else f"2:{number - 20000 + 3}")
        self.assertEqual(sorted(one[0]), sorted(place for _, place in last.values()))

    def test_explain_says_what_becomes_of_the_row(self):
        self.define(NEWEST)
        self.give_files(["1,7,Roe,2024-03-01,5,monetary,2024-04-02", "1,7", "1,7,Roe,2024-03-01,5,monetary,2024-05-02"])
        explain = ("check", "zz", "--definitions", "definitions", "--explain")
        self.assertIn("=> skipped: superseded", self.succeed(*explain, "gifts1.csv:2")[0])
        self.assertIn("=> contribs: {", self.succeed(*explain, "gifts1.csv:4")[0])

    def test_wrong_use_is_named(self):
        err = self.mistakes('key = "id"')
        self.assertIn("ingestor.toml:17:7: 'key' needs 'repeated': error, first, last, newest, highest, last_file or "
                      "most_per_file", err)
        err = self.mistakes('repeated = "newest"\nhighest_by = "filed"')
        self.assertIn("'repeated' needs 'key': what rows have in common of which only one counts.", err)
        self.assertIn("repeated = \"newest\" and 'newest_by', the date that decides, go together.", err)
        self.assertIn("repeated = \"highest\" and 'highest_by', the number that decides, go together.", err)
        self.assertIn("Did you mean 'newest'?", self.mistakes('key = "id"\nrepeated = "newst"'))
        err = self.mistakes('key = "id"\nrepeated = "last"\n' + DELETES)
        self.assertIn("A stream has either 'repeated' or 'deletes', not both.", err)
        err = self.mistakes(DELETES + '\nrow_key = "id"')
        self.assertIn("'key' has 4 values, but 'row_key' has 1.", err)
        err = self.mistakes(DELETES.replace("when", "wenn"))
        self.assertIn("'wenn'", err)
        err = self.mistakes('key = "id"\nrepeated = "last"\n[[stream.gifts.slot]]\n[stream.gifts.slot.set]\nname = "donor"')
        self.assertIn("A stream whose rows have several records (slots) can have neither 'repeated' nor 'deletes'.", err)

    def test_a_missing_column_is_named(self):
        self.define('key = "number"\nrepeated = "last"')
        self.give_files(["1,7,Roe,2024-03-01,5,monetary,"])
        self.assertIn("the column 'number' is missing", self.refuse(3, *self.ingest))


class Overlaps(GiftsTest):
    """Of rows without an id nothing else tells that two exports have them both."""

    def rows(self, *numbers):
        return [f"{i},7,Donor {i},2024-03-01,5,monetary," for i in numbers]

    def test_a_few_rows_in_two_files_are_noted(self):
        self.define("")
        self.give_files(self.rows(1, 2, 3, 3), self.rows(3, 4, 5))
        places, account, notes = self.load()
        self.assertEqual((len(places), account["amount_cents"]), (7, 3500))
        self.assertEqual(notes, ["input/zz/gifts1.csv and input/zz/gifts2.csv: 1 row is alike in both, so that they count "
                                 "twice. Do the exports overlap?"])

    def test_many_are_refused(self):
        self.define("")
        self.give_files(self.rows(*range(40)), self.rows(*range(30, 70)))
        err = self.refuse(3, *self.ingest)
        self.assertIn("input/zz/gifts1.csv and input/zz/gifts2.csv: 10 rows are alike in both, so that they count twice, "
                      "more than 10 % of the smaller file.", err)
        self.assertIn("with 'repeated = \"most_per_file\"' such rows count once", err)
        self.define('repeated = "most_per_file"')
        places, _, notes = self.load()
        self.assertEqual((len(places), notes), (70, []))

    def test_equal_rows_of_one_file_are_several_gifts(self):
        self.define("")
        self.give_files(self.rows(*[1] * 30), self.rows(2))
        places, _, notes = self.load()
        self.assertEqual((len(places), notes), (31, []))

    def test_gifts_in_two_reports_of_a_filer(self):
        """The correction of a report is there beside it, and nothing says that one of them does not count."""
        self.define("", id="{ row_hash = true }\naddtl_data.report_id = \"filed\"")
        self.give_files(["1,7,Ash,2024-03-01,2500,monetary,R1", "2,7,Bay,2024-03-01,100,monetary,R1",
                         "3,7,Bay,2024-03-01,100,monetary,R1",
                         "4,7,Ash,2024-03-01,2500,monetary,R2", "5,7,Bay,2024-03-01,200,monetary,R2"])
        _, account, notes = self.load()
        self.assertEqual(account["amount_cents"], 540000)
        self.assertEqual(notes, ["Stream 'gifts': 1 gift ($2,500.00) stands in two reports of the same filer with the same day, "
                                 "amount and name; the most money in 'R1' and 'R2' (1 gift, $2,500.00). If one report "
                                 "corrects the other, both count."])
