"""Codes and dates that were there and could not be read, in rows that are loaded even so, are counted and named."""
import json

from support import ProgramTest

DEFINITION = """
[state]
language = 1
code = "zz"
name = "Zembla"
agency = "Office of Elections"

[table.gifts]
path = "gifts.csv"
how = "Ask for it."

[table.people]
path = "people.csv"
how = "Ask for it."

[codes.kind]
M = "monetary"
L = "loan"

[codes.party]
1 = "dem"

[lookup.people]
table = "people"
key = "id"
repeated = "last"
[lookup.people.values]
party = {{ codes = "party", of = "party", otherwise = "keep" }}

[stream.gifts]
record = "contribs"
table = "gifts"
rules = [{{ join = "person", lookup = "people", key = "filer" }}]
[stream.gifts.set]
contribution_id = "id"
contribution_date = {{ date = "%m/%d/%Y", of = "day", otherwise = "blank" }}
amount = "amount"
kind = {{ codes = "kind", of = "type", otherwise = "{otherwise}" }}
filer.filer_id = "filer"
candidate.party = {{ from = "person.party" }}
"""

PEOPLE = "id,party\n7,1\n8,green\n"


class UnreadValues(ProgramTest):
    def give_rows(self, types, days=(), otherwise="other"):
        self.write("definitions/zz/ingestor.toml", DEFINITION.format(otherwise=otherwise))
        days = list(days) + ["03/01/2024"] * (len(types) - len(days))
        rows = [f"{i},{day},5,{kind},{7 + i % 2}\n" for i, (kind, day) in enumerate(zip(types, days))]
        self.write("input/zz/gifts.csv", "id,day,amount,type,filer\n" + "".join(rows))
        self.write("input/zz/people.csv", PEOPLE)

    ingest = ("ingest", "zz", "--definitions", "definitions", "--kinds", "all", "--sink", "ndjson", "--output",
              "out.ndjson")

    def loaded(self, *arguments):
        out, err = self.succeed(*self.ingest, *arguments, "--json", "--quiet")
        documents = [json.loads(line) for line in (self.folder / "out.contribs.ndjson").read_text().splitlines()]
        return json.loads(out)["states"][0]["unread_values"], documents

    def test_unlisted_codes_get_a_meaning_and_are_named(self):
        self.give_rows(["M"] * 400 + ["X", "", "Y", "X"])
        unread, documents = self.loaded("--max-rejects", "1")
        self.assertEqual([document["kind"] for document in documents[-1:]], ["other"])
        self.assertEqual(unread, [
            {"section": "lookup.people", "column": "party", "kind": "code", "otherwise": "keep", "values": 2,
             "unread": 1, "examples": [{"value": "green", "rows": 1, "first": "people.csv:3"}]},
            {"section": "stream.gifts", "column": "type", "kind": "code", "otherwise": "other", "values": 403,
             "unread": 3, "examples": [{"value": "X", "rows": 2, "first": "gifts.csv:402"},
                                       {"value": "Y", "rows": 1, "first": "gifts.csv:404"}]}])

    def test_the_text_of_the_account_names_them(self):
        self.give_rows(["M"] * 200 + ["X"], ["2024-03-01"])
        _, err = self.succeed(*self.ingest)
        self.assertRegex(err, r"unread values +rows\n")
        self.assertRegex(err, r"type +1 +1 of 201 codes are not listed, read as other: 'X' 1 row \(gifts.csv:202\)\n")
        self.assertRegex(err, r"day +1 +1 of 201 dates cannot be read, left blank: '2024-03-01' 1 row \(gifts.csv:2\)\n")
        self.assertRegex(err, r"party +1 +1 of 2 codes are not listed, kept as they are: 'green' 1 row ")

    def test_a_changed_date_format_is_refused(self):
        self.give_rows(["M"] * 8, ["2024-03-01"] * 8)
        err = self.refuse(3, *self.ingest)
        self.assertIn("[stream.gifts]: 8 of 8 dates cannot be read in column 'day' and would be left blank: "
                      "'2024-03-01' 8 rows (gifts.csv:2).", err)
        self.assertIn("add their format at definitions/zz/ingestor.toml:36; otherwise raise --max-rejects", err)
        unread, documents = self.loaded("--max-rejects", "100%")
        self.assertEqual([column["unread"] for column in unread], [1, 8])
        self.assertNotIn("contribution_date", documents[0])

    def test_too_many_unlisted_codes_are_refused_and_few_are_not(self):
        self.give_rows(["M"] * 97 + ["X"] * 3)
        self.assertIn("3 of 100 codes are not listed in column 'type' and would be read as other",
                      self.refuse(3, *self.ingest))
        self.give_rows(["M"] * 98 + ["X"] * 2)
        self.succeed(*self.ingest, "--quiet")

    def test_the_meaning_is_checked_as_others_are(self):
        self.give_rows(["M"], otherwise="misc")
        err = self.refuse(3, "check", "zz", "--definitions", "definitions")
        self.assertIn("zz/ingestor.toml:38:8: 'kind' must be monetary, in_kind, loan, refund or other, not 'misc'.", err)
        self.give_rows(["M"], otherwise="blnk")
        err = self.refuse(3, "check", "zz", "--definitions", "definitions")
        self.assertIn("'otherwise' must be \"reject\", \"blank\", \"keep\" or the meaning of unlisted codes in quotes, "
                      "not 'blnk'. Did you mean 'blank'?", err)
