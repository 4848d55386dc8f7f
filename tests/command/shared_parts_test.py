"""Values that many states need: addresses in one line, names of states, people and companies by their names."""
import json
import re

from support import ProgramTest

DEFINITION = """
[state]
language = 1
code = "zz"
name = "Zembla"
agency = "Office of Elections"
{ignore_case}

[table.gifts]
path = "gifts.csv"
how = "Ask for it."

{codes}
[stream.gifts]
record = "contribs"
table = "gifts"
[stream.gifts.set]
contribution_id = "id"
contribution_date = {{ date = "%Y-%m-%d", of = {{ text = "2024-03-01" }} }}
amount = {{ text = "5" }}
kind = {{ text = "monetary" }}
filer.filer_id = {{ text = "7" }}
name = "donor"
type = {{ person_or_entity = "donor" }}
address = {{ address = "street", of = "address" }}
city = {{ address = "city", of = "address" }}
state = {state}
zip = {{ address = "zip", of = "address" }}
"""
STATE = '{ coalesce = [{ address = "state", of = "address" }, { codes = "us_states", of = "state", otherwise = "keep" }] }'
ROWS = '''id,donor,address,state
1,"Roe, Jane","12 Oak St, Dover, DE 19901",
2,Acme Inc,12 Oak Ct,Wyoming
3,Ann Lee,"6 Battery Road, Singapore",ONTARIO
'''


def notes_of(err):
    return re.findall(r"^ +note: (.*)$", err, re.M)


class SharedParts(ProgramTest):
    def loaded(self, state=STATE, codes="", ignore_case=""):
        self.write("definitions/zz/ingestor.toml", DEFINITION.format(state=state, codes=codes, ignore_case=ignore_case))
        self.write("input/zz/gifts.csv", ROWS)
        _, err = self.succeed("ingest", "zz", "--definitions", "definitions", "--sink", "ndjson", "--output",
                              "out.ndjson")
        documents = [json.loads(line) for line in (self.folder / "out.contribs.ndjson").read_text().splitlines()]
        return documents, notes_of(err)

    def test_each_part_goes_into_its_field(self):
        documents, notes = self.loaded()
        fields = ("type", "address", "city", "state", "zip")
        self.assertEqual([[document[field] for field in fields] for document in documents],
                         [["individual", "12 Oak St", "Dover", "DE", "19901"],
                          ["entity", "12 Oak Ct", "", "WY", ""],
                          ["unknown", "6 Battery Road, Singapore", "", "ONTARIO", ""]])
        self.assertEqual(notes, [])

    def test_a_definition_can_have_a_table_of_that_name_itself(self):
        documents, _ = self.loaded('{ codes = "us_states", of = "state", otherwise = "blank" }',
                                   '[codes.us_states]\nONTARIO = "ON"')
        self.assertEqual([document["state"] for document in documents], ["", "", "ON"])

    def test_case_does_not_matter_with_ignore_case(self):
        documents, _ = self.loaded(ignore_case="ignore_case = true")
        self.assertEqual([document["state"] for document in documents], ["DE", "WY", "ONTARIO"])

    def test_wrong_use_is_named(self):
        self.write("definitions/zz/ingestor.toml",
                   DEFINITION.format(state='{ address = "sate", of = "address" }', codes="", ignore_case=""))
        err = self.refuse(3, "check", "zz", "--definitions", "definitions")
        self.assertIn("'address' must be street, city, state or zip, not 'sate'. Did you mean 'state'?", err)
        self.write("definitions/zz/ingestor.toml",
                   DEFINITION.format(state='{ codes = "us_sttes", of = "state" }', codes="", ignore_case=""))
        err = self.refuse(3, "check", "zz", "--definitions", "definitions")
        self.assertIn("us_sttes", err)
