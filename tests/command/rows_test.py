"""Which rows may be used, and what becomes of the others: the same for streams, lookups and `check --explain`."""
import csv
import json

from support import ProgramTest

DEFINITION = """
[state]
language = 1
code = "zz"
name = "Zembla"
agency = "Office of Elections"

[input.gifts]
path = "gifts.csv"
how = "Ask for it."

[input.committees]
path = "committees.csv"
how = "Ask for it."

[layout.csv]
{layout}

[table.gifts]
input = "gifts"
layout = "csv"

[table.committees]
input = "committees"
layout = "csv"

[lookup.committees]
table = "committees"
key = "id"
repeated = "error"
[lookup.committees.values]
name = "name"
house = "house"

[stream.gifts]
record = "contribs"
table = "gifts"
[[stream.gifts.rules]]
join = "committee"
missing = "{missing}"
{unlinked}
steps = [{{ name = "committee", lookup = "committees", key = "committee" }}]
[stream.gifts.set]
contribution_id = "id"
contribution_date = {{ date = ["%Y-%m-%d %H:%M", "%Y-%m-%d"], of = "day" }}
amount = "amount"
kind = "kind"
type = "type"
"filer.filer_id" = "committee"
"candidate.name" = {{ from = "committee.name" }}
"candidate.house" = {{ from = "committee.house" }}
"""

GIFTS = """id,day,amount,kind,type,committee
1,2024-03-01,5.00,monetary,individual,7
2,2024-03-02,6.00,monetary,,8
3,2024-03-03,7.00,monetary,entity,9
"""
COMMITTEES = "id,name,house\n7,Jane Roe,lower\n8,John Doe,\n"


REPORTS = """
[stream.reports]
record = "reports"
table = "gifts"
[stream.reports.set]
report_id = "id"
received_date = { date = ["%Y-%m-%d %H:%M", "%Y-%m-%d"], of = "day" }
"filer.filer_id" = "committee"
"""


class Rows(ProgramTest):
    def give_files(self, gifts=GIFTS, committees=COMMITTEES, layout="", missing="no_candidate", unlinked="unlinked = true"):
        self.write("mine/zz/ingestor.toml", DEFINITION.format(layout=layout, missing=missing, unlinked=unlinked))
        for name, text in (("gifts.csv", gifts), ("committees.csv", committees)):
            path = self.folder / "input/zz" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())

    def load(self, *arguments):
        """(documents, account of the state)"""
        out, _ = self.succeed("ingest", "zz", "--definitions", "mine", "--sink", "ndjson", "--output", "out.ndjson",
                              "--max-rejects", "100%", "--json", "--quiet", *arguments)
        text = (self.folder / "out.contribs.ndjson").read_text()
        return [json.loads(line) for line in text.splitlines()], json.loads(out)["states"][0]

    def explain(self, line):
        """The last line of the explanation: what becomes of that row of gifts.csv."""
        out, _ = self.succeed("check", "zz", "--definitions", "mine", "--explain", f"gifts.csv:{line}")
        return out.splitlines()[-1].strip()

    def rejects(self):
        with open(self.folder / "rejects.csv", newline="") as file:
            return [(row["file"], int(row["line"]), row["column"], row["reason"], row["detail"])
                    for row in csv.DictReader(file)]

    def lookup_note(self, *arguments):
        """What the account says of rows of the lookup that could not be read."""
        _, err = self.succeed("ingest", "zz", "--definitions", "mine", "--sink", "ndjson", "--output", "out.ndjson",
                              *arguments)
        return [line.strip() for line in err.splitlines() if "Lookup 'committees'" in line]

    def committees(self, broken):
        """A list long enough that one broken row does not refuse it; that row comes last, on line 202."""
        return ("id,name,house\n7,Jane Roe,lower\n" +
                "".join(f"{i},Committee {i},lower\n" for i in range(1000, 1199)) + broken)

    def test_unlinked_is_a_property_of_the_rule_not_of_its_word(self):
        for word in ("no_candidate", "elsewhere"):
            for unlinked, filers in (("unlinked = true", ["9"]), ("unlinked = false", []), ("", [])):
                with self.subTest(word=word, unlinked=unlinked):
                    self.give_files(missing=word, unlinked=unlinked)
                    counts = self.load()[1]["types"]["contribs"]
                    self.assertEqual(counts["skipped"], {word: 1})
                    self.assertEqual([filer["filer_id"] for filer in counts["unlinked_filers"]["top"]], filers)
                    self.assertEqual(counts["unlinked_filers"]["amount_cents"], 700 if filers else 0)

    def test_every_join_is_in_the_account(self):
        gifts = GIFTS + "4,2024-03-04,8.00,monetary,,\n"
        self.give_files(gifts=gifts)
        definition = self.folder / "mine/zz/ingestor.toml"
        text = definition.read_text()
        definition.write_text(text.replace('missing = "no_candidate"\nunlinked = true\n', ""))
        counts = self.load()[1]["types"]["contribs"]
        self.assertEqual(counts["joins"], [{"stream": "gifts", "join": "committee", "found": 2, "not_found": 1,
                                            "without_key": 1, "not_found_cents": 700}])
        self.assertEqual(counts["accepted"], 4)
        _, err = self.succeed("ingest", "zz", "--definitions", "mine", "--sink", "ndjson", "--output", "out.ndjson")
        self.assertRegex(err, r"not found by\n +committee +1 +\$7.00  2 found, in stream gifts\n")
        definition.write_text(text)
        counts = self.load()[1]["types"]["contribs"]
        self.assertEqual([(join["found"], join["not_found"], join["without_key"]) for join in counts["joins"]],
                         [(2, 0, 0)])
        self.assertEqual(counts["skipped"], {"no_candidate": 2})

    def test_a_surplus_field_of_a_lookup_counts_as_in_streams(self):
        """Blank, it is dropped; with a value in it the row's columns have moved and the row is not used."""
        for broken, house, verdict in (("8,Doe,lower, \n", "lower", "use"), ("8,Doe, Jane,lower\n", None, "field_count")):
            with self.subTest(row=broken):
                self.give_files(layout="drop_blank_extra = true", committees=self.committees(broken))
                documents, state = self.load("--rejects", "rejects.csv")
                houses = {document["filer"]["filer_id"]: document["candidate"]["house"] for document in documents}
                self.assertEqual(houses.get("8"), house)
                self.assertEqual(self.rejects(), [] if house else [
                    ("committees.csv", 202, "", "field_count", "4 fields where the header has 3")])
                self.assertEqual(state["types"]["contribs"]["rejected"], {})

    def test_a_nul_byte_in_a_lookup_is_not_loaded(self):
        self.give_files(committees=self.committees("8,D\0oe,lower\n"))
        self.assertEqual([document["filer"]["filer_id"] for document in self.load()[0]], ["7"])
        self.give_files(committees=self.committees("8,D\0oe,lower\n"), layout="strip_nul = true")
        self.assertEqual([document["candidate"]["name"] for document in self.load()[0]], ["Jane Roe", "Doe"])

    def test_rows_of_a_lookup_that_cannot_be_read_are_told(self):
        self.give_files(committees=self.committees('8,"Doe" Jr.,lower\n'))
        (note,) = self.lookup_note("--rejects", "rejects.csv")
        self.assertEqual(note, "note: Lookup 'committees': 1 of 201 rows could not be read, so nothing links to it: "
                               "input/zz/committees.csv:202: stray_quote.")
        self.assertEqual(self.rejects(), [("committees.csv", 202, "", "stray_quote", "at byte 8 of the line")])
        self.give_files(committees=self.committees(""))
        self.assertEqual(self.lookup_note(), [])

    def test_the_key_is_told_where_it_can_be_read(self):
        self.give_files(committees=self.committees("8,Doe,Robot\n"))
        definition = (self.folder / "mine/zz/ingestor.toml").read_text()
        self.write("mine/zz/ingestor.toml", definition.replace(
            'house = "house"', 'house = { codes = "houses", of = "house" }').replace(
            "[lookup.committees]", '[codes.houses]\nlower = "lower"\n[lookup.committees]'))
        (note,) = self.lookup_note()
        self.assertTrue(note.endswith("committees.csv:202: unknown_code 'Robot' (key '8')."), note)

    def test_too_many_such_rows_refuse_the_load_and_are_in_the_file(self):
        self.give_files(committees=COMMITTEES + "9,No house\n")
        err = self.refuse(3, "ingest", "zz", "--definitions", "mine", "--rejects", "rejects.csv")
        self.assertIn("Lookup 'committees': 1 of 3 rows cannot be read, the first at input/zz/committees.csv:4: field_count.", err)
        self.assertEqual(self.rejects(), [("committees.csv", 4, "", "field_count", "2 fields where the header has 3")])

    def test_explain_says_what_ingest_does(self):
        rows = [("1,2024-03-01,5.00,monetary,individual,7", None),
                ("2,2024-03-01,5.00,monetary,individual,7,x", "field_count: 7 fields where the header has 6"),
                ("3,2024-03-01,5.00,monetary,individual", "field_count: 5 fields where the header has 6"),
                ("4,2024-03-01,5.00,monetary,indi\0vidual,7", "nul_byte"),
                ('5,2024-03-01,5.00,monetary,"indi" vidual,7', "stray_quote: at byte 34 of the line"),
                ("6,2024-03-01,five,monetary,individual,7", "bad_amount in column amount: 'five'"),
                ("7,2024-03-01,5.00,monetary,Robot,7", "bad_type in column type: 'Robot'"),
                ("8,2024-03-01,5.00,gift,individual,7", "bad_kind in column kind: 'gift'"),
                (",2024-03-01,5.00,monetary,individual,7", "blank_id")]
        self.give_files(gifts="\n".join([GIFTS.splitlines()[0]] + [row for row, _ in rows]) + "\n")
        (document,), state = self.load("--rejects", "rejects.csv")
        rejected = {line: (reason, column, detail) for _, line, column, reason, detail in self.rejects()}
        self.assertEqual(sum(state["types"]["contribs"]["rejected"].values()), len(rows) - 1)
        for line, (row, verdict) in enumerate(rows, 2):
            with self.subTest(row=row):
                said = self.explain(line)
                if verdict is None:
                    self.assertEqual(json.loads(said.removeprefix("=> contribs: ")), document)
                    continue
                self.assertEqual(said, f"=> rejected: {verdict}")
                reason, column, detail = rejected[line]
                self.assertTrue(verdict.startswith(reason), (verdict, reason))
                self.assertIn(column, verdict)
                self.assertIn(detail, verdict)

    def test_explain_takes_layouts_that_allow_more(self):
        self.give_files(layout="pad_short_rows = true\ndrop_blank_extra = true\nstrip_nul = true",
                        gifts=GIFTS + "4,2024-03-01,5.00,monetary,enti\0ty,7,\n5,2024-03-01,5.00,monetary\n")
        documents, _ = self.load()
        self.assertEqual(json.loads(self.explain(5).removeprefix("=> contribs: ")), documents[2])
        self.assertEqual(documents[2]["type"], "entity")
        self.assertEqual(self.explain(6), "=> skipped: no_candidate")

    def test_explain_finds_the_row_that_covers_a_line(self):
        self.give_files(gifts='id,day,amount,kind,type,committee,memo\n'
                              '1,2024-03-01,5.00,monetary,individual,7,"two\nlines"\n'
                              '\n2,2024-03-01,6.00,monetary,individual,7,\n')
        for line, found in ((2, "1"), (3, "1"), (5, "2")):
            self.assertIn(f'"contribution_id":"{found}"', self.explain(line))
        for line in (1, 4):
            self.assertIn(f"has no row on line {line}.", self.refuse(
                3, "check", "zz", "--definitions", "mine", "--explain", f"gifts.csv:{line}"))

    def give_changed(self, old, new, **files):
        self.give_files(**files)
        definition = self.folder / "mine/zz/ingestor.toml"
        text = definition.read_text()
        self.assertIn(old, text)
        definition.write_text(text.replace(old, new, 1))

    def test_a_rule_rejects(self):
        self.give_changed("[[stream.gifts.rules]]", "[[stream.gifts.rules]]\nreject = \"date_in_amount\"\n"
                          "when = { of = \"amount\", matches = \"/\" }\n[[stream.gifts.rules]]",
                          gifts=GIFTS + "4,2024-03-04,03/04/2024,monetary,,7\n")
        _, state = self.load("--rejects", "rejects.csv")
        self.assertEqual(state["types"]["contribs"]["rejected"], {"date_in_amount": 1})
        self.assertEqual(self.rejects(), [("gifts.csv", 5, "amount", "date_in_amount", "03/04/2024")])
        self.assertEqual(self.explain(5), "=> rejected: date_in_amount in column amount: '03/04/2024'")
        out, _ = self.succeed("check", "zz", "--definitions", "mine", "--explain", "gifts.csv:5")
        self.assertIn("reject date_in_amount: yes (amount = '03/04/2024')", out)
        err = self.refuse(3, "ingest", "zz", "--definitions", "mine")
        self.assertIn("1 of 4 rows of contribs could not be read faithfully", err)
        self.assertIn("date_in_amount at gifts.csv:5: column 'amount': 03/04/2024", err)

    def test_a_rule_of_a_lookup_rejects(self):
        self.give_changed("[lookup.committees]", "[lookup.committees]\nrules = [{ reject = \"no_name\", "
                          "when = { of = \"name\", is = \"\" } }]", committees=self.committees("8,,lower\n"))
        (note,) = self.lookup_note("--rejects", "rejects.csv")
        self.assertIn("1 of 201 rows could not be read, so nothing links to it: input/zz/committees.csv:202: no_name.", note)
        self.assertEqual(self.rejects(), [("committees.csv", 202, "name", "no_name", "")])

    def test_values_of_every_row_must_match(self):
        self.give_changed("[table.gifts]", "[table.gifts]\nmust_match = { committee = '^[0-9]+$' }",
                          gifts=GIFTS + "4,2024-03-04,5.00,monetary,,individual\n5,2024-03-04,5.00,monetary,,\n")
        _, state = self.load("--rejects", "rejects.csv")
        self.assertEqual(state["types"]["contribs"]["rejected"], {"unexpected_value": 2})
        self.assertEqual(self.rejects(), [("gifts.csv", 5, "committee", "unexpected_value", "individual"),
                                          ("gifts.csv", 6, "committee", "unexpected_value", "")])
        self.assertEqual(self.explain(5), "=> rejected: unexpected_value in column committee: 'individual'")
        self.give_changed("[table.committees]", "[table.committees]\nmust_match = { house = '^(lower|upper)?$' }",
                          committees=self.committees("8,Doe,Robot\n"))
        (note,) = self.lookup_note()
        self.assertIn("committees.csv:202: unexpected_value 'Robot'", note)

    def test_mistakes_in_rules_that_reject(self):
        for old, new, message in (
                ("[table.gifts]", "[table.gifts]\nmust_match = { comittee = '^[0-9]+$' }",
                 "the column 'comittee' is missing; no column of the file has a similar name"),
                ("[table.gifts]", "[table.gifts]\nmust_match = { committee = '(' }", "missing )"),
                ("[[stream.gifts.rules]]", "[[stream.gifts.rules]]\nreject = \"x\"\nunlinked = true\n"
                 "when = { of = \"id\", is = \"\" }\n[[stream.gifts.rules]]", "a rejected row cannot be read faithfully"),
                ("[[stream.gifts.rules]]", "[[stream.gifts.rules]]\nreject = \"x\"\n[[stream.gifts.rules]]",
                 "'when' is missing")):
            with self.subTest(message=message):
                self.give_changed(old, new)
                self.assertIn(message, self.refuse(3, "check", "zz", "--definitions", "mine"))

    def test_a_district_above_the_seats_is_noted(self):
        self.give_changed('"candidate.name" =', '"candidate.district" = { from = "committee.name" }\n"candidate.name" =',
                          committees="id,name,house\n7,71s,lower\n8,000,lower\n9,30B,lower\n")
        definition = self.folder / "mine/zz/ingestor.toml"
        definition.write_text(definition.read_text() + '\n[chambers]\nlower = { name = "House", seats = 70 }\n')
        documents, _ = self.load()
        self.assertEqual([(document["candidate"].get("district"), document["candidate"]["district_name"])
                          for document in documents], [(71, "71s"), (None, ""), (None, "30B")])
        _, err = self.succeed("ingest", "zz", "--definitions", "mine", "--sink", "ndjson", "--output", "out.ndjson")
        self.assertIn("note: Stream 'gifts': the district of 1 row is above the number of the chamber's seats, such as "
                      "House 71 (gifts.csv:2).", err)

    def test_a_file_without_a_header_has_the_width_of_a_list_of_names(self):
        """Read with another list, all of its rows would be rejected, or their values be in the wrong columns."""
        names = GIFTS.splitlines()[0].split(",")
        self.give_files(layout="header = false")
        definition = (self.folder / "mine/zz/ingestor.toml").read_text()
        self.write("mine/zz/ingestor.toml", definition.replace(
            'input = "gifts"\nlayout = "csv"',
            f'input = "gifts"\nlayout = "csv"\ncolumns = [{names + ["note", "more"]}, {names}]').replace(
            'input = "committees"\nlayout = "csv"', 'input = "committees"'))
        gifts = self.folder / "input/zz/gifts.csv"
        rows = GIFTS.splitlines(keepends=True)[1:]

        gifts.write_text("".join(rows[:2]))
        self.assertEqual(len(self.load()[0]), 2)
        gifts.write_text("broken,row\n" + "".join(rows[:2]))  # the first row does not decide alone
        documents, state = self.load()
        self.assertEqual((len(documents), state["types"]["contribs"]["rejected"]), (2, {"field_count": 1}))
        gifts.write_text("".join(row.replace("\n", ",x\n") for row in rows))
        for command in ("check", "ingest"):
            self.assertIn("gifts.csv:1: the row has 7 fields, but rows of this file have 8 or 6.",
                          self.refuse(3, command, "zz", "--definitions", "mine"))

    def explained(self, place):
        return self.succeed("check", "zz", "--definitions", "mine", "--explain", place)[0]

    def test_explain_shows_what_a_row_of_a_lookup_gives(self):
        self.give_changed('repeated = "error"', 'repeated = "last"\nrules = [{ skip = "closed", when = { of = "name", '
                          'is = "Closed" } }]', committees=COMMITTEES + "7,Jane Poe,lower\n,Blank,lower\n9,Closed,\n")
        out = self.explained("committees.csv:3")
        self.assertIn("  [lookup.committees]\n    line 31   skip closed: no (name = 'John Doe')\n"
                      "  => key '8'\n       name = John Doe\n       house = \n", out)
        self.assertTrue(self.explained("committees.csv:2").endswith(
            "  => key '7'\n       name = Jane Roe\n       house = lower\n"
            "     but another row with this key is the one that counts; it has\n       name = Jane Poe\n"))
        self.assertTrue(self.explained("committees.csv:4").endswith("  => key '7'\n       name = Jane Poe\n       house = lower\n"))
        self.assertTrue(self.explained("committees.csv:5").endswith("  => its key is blank: nothing links to it\n"))
        self.assertTrue(self.explained("committees.csv:6").endswith("  => skipped: closed\n"))
        self.give_changed('repeated = "error"', 'repeated = "unlinked"', committees=COMMITTEES + "7,Jane Poe,lower\n")
        self.assertTrue(self.explained("committees.csv:2").endswith(
            "     other rows with this key have other values, so it finds nothing\n"))

    def test_explain_of_a_line_after_the_end(self):
        for gifts in (GIFTS, GIFTS.rstrip("\n"), GIFTS + "9,too few\n", GIFTS + "\n\n"):
            self.give_files(gifts=gifts)
            last = 5 if "few" in gifts else 4
            for line in (7, 99):
                self.assertIn(f"gifts.csv has no line {line}: its last row is on line {last}.", self.refuse(
                    3, "check", "zz", "--definitions", "mine", "--explain", f"gifts.csv:{line}"))

    def test_a_file_that_only_a_lookup_reads_has_its_rows_in_the_account(self):
        self.give_files()
        inputs = {found["path"]: (found["rows"], found["layout"]) for found in self.load()[1]["inputs"]}
        self.assertEqual(inputs, {"gifts.csv": (3, "1 part read"), "committees.csv": (2, "1 part read")})

    def test_a_lookup_without_keys_is_only_noted_where_rules_dropped_its_rows(self):
        self.give_files(committees="id,name,house\n,Jane Roe,lower\n,John Doe,upper\n")
        self.assertEqual(self.lookup_note(), [])
        self.give_changed("[lookup.committees]", "[lookup.committees]\nrules = [{ skip = \"closed\", "
                          "when = { of = \"name\", is_not = \"\" } }]")
        (note,) = self.lookup_note()
        self.assertIn("Lookup 'committees': none of the 2 rows was kept", note)

    def test_a_house_that_is_none_is_a_reject(self):
        self.give_files(committees="id,name,house\n7,Jane Roe,LOWER HOUSE\n8,John Doe,upper\n")
        documents, state = self.load("--rejects", "rejects.csv")
        self.assertEqual([document["candidate"]["house"] for document in documents], ["upper"])
        self.assertEqual(state["types"]["contribs"]["rejected"], {"bad_house": 1})
        self.assertEqual(self.rejects(), [("gifts.csv", 2, "", "bad_house", "LOWER HOUSE")])

    def test_a_day_before_1970_with_a_time_of_day_is_the_same_everywhere(self):
        """A moment before 1970 is a negative number of seconds: its day must not be that of the next."""
        days = ["1965-03-01 13:45", "1965-03-01 00:00", "1965-02-28 23:59", "1969-12-31 23:59", "1970-01-01 00:00"]
        self.give_files(gifts=GIFTS.splitlines()[0] + "\n" + "".join(
            f"{i},{day},5.00,monetary,individual,7\n" for i, day in enumerate(days)))
        definition = (self.folder / "mine/zz/ingestor.toml").read_text()
        self.write("mine/zz/ingestor.toml", definition + REPORTS)
        moments = [day.replace(" ", "T") + ":00" for day in days]
        midnights = [day[:10] + "T00:00:00" for day in days]

        documents, state = self.load()
        counts = state["types"]["contribs"]
        self.assertEqual((counts["first_date"], counts["last_date"]), ("1965-02-28", "1970-01-01"))
        counts = state["types"]["reports"]
        self.assertEqual((counts["first_date"], counts["last_date"]), ("1965-02-28", "1970-01-01"))
        self.assertEqual([document["contribution_date"] for document in documents], midnights)
        reports = [json.loads(line) for line in (self.folder / "out.reports.ndjson").read_text().splitlines()]
        self.assertEqual([report["received_date"] for report in reports], moments)

        self.succeed("ingest", "zz", "--definitions", "mine", "--quiet")
        rows = self.query("SELECT strftime(received_date, '%Y-%m-%dT%H:%M:%S') FROM zz_reports_dev ORDER BY report_id")
        self.assertEqual([row[0] for row in rows], moments)
        rows = self.query("SELECT contribution_date::VARCHAR FROM zz_contribs_dev ORDER BY contribution_id")
        self.assertEqual([row[0] for row in rows], [day[:10] for day in days])
        for kind, field, wanted in (("contribs", "contribution_date", midnights), ("reports", "received_date", moments)):
            out, _ = self.succeed("export", "--types", kind, "--format", "ndjson", "--output", "-", "--quiet")
            documents = sorted((json.loads(line) for line in out.splitlines()), key=lambda document: document[field])
            self.assertEqual([document[field] for document in documents], sorted(wanted))
            out, _ = self.succeed("export", "--types", kind, "--format", "csv", "--output", "-", "--quiet")
            cells = sorted(row[field] for row in csv.DictReader(out.splitlines()))
            self.assertEqual(cells, sorted(value if kind == "reports" else value[:10] for value in wanted))

        for since, count in (("1965-03-01", 4), ("1965-03-02", 2), ("1970-01-01", 1)):
            self.assertEqual(self.load("--since", since)[1]["types"]["reports"]["accepted"], count)
