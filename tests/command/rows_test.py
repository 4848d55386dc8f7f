"""Which rows may be used, and what becomes of the others: the same for streams, lookups and `check --explain`."""
import csv
import json

from support import ProgramTest

DEFINITION = """
[state]
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
[lookup.committees.values]
name = "name"
house = "house"

[stream.gifts]
record = "contribs"
table = "gifts"
[[stream.gifts.rule]]
join = "committee"
missing = "{missing}"
{unlinked}
steps = [{{ name = "committee", lookup = "committees", key = "committee" }}]
[stream.gifts.set]
contribution_id = "id"
contribution_date = {{ date = "day", formats = ["%Y-%m-%d %H:%M", "%Y-%m-%d"] }}
amount = "amount"
kind = "kind"
type = "type"
"filer.filer_id" = "committee"
"candidate.name" = {{ from = "committee", value = "name" }}
"candidate.house" = {{ from = "committee", value = "house" }}
"""

GIFTS = """id,day,amount,kind,type,committee
1,2024-03-01,5.00,monetary,individual,7
2,2024-03-02,6.00,monetary,,8
3,2024-03-03,7.00,monetary,entity,9
"""
COMMITTEES = "id,name,house\n7,Jane Roe,lower\n8,John Doe,\n"


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

    def test_unlinked_is_a_property_of_the_rule_not_of_its_word(self):
        for word in ("no_candidate", "elsewhere"):
            for unlinked, filers in (("unlinked = true", ["9"]), ("unlinked = false", []), ("", [])):
                with self.subTest(word=word, unlinked=unlinked):
                    self.give_files(missing=word, unlinked=unlinked)
                    counts = self.load()[1]["types"]["contribs"]
                    self.assertEqual(counts["skipped"], {word: 1})
                    self.assertEqual([filer["filer_id"] for filer in counts["unlinked_filers"]["top"]], filers)
                    self.assertEqual(counts["unlinked_filers"]["amount_cents"], 700 if filers else 0)
