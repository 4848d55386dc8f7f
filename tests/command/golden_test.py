"""Every state's example gives exactly the documents that were written down beside it.

states/<xx>/example is the input in the agency's layout, states/<xx>/expected what must come of it:
contribs.ndjson, reports.ndjson (where the state has reports) and accounting.json.
"""
import json
import subprocess
import sys

from support import SOURCE, ProgramTest

STATES = SOURCE / "states"


class Golden(ProgramTest):
    def ingest(self, state, *arguments):
        subprocess.run([sys.executable, SOURCE / "scripts" / "example-input", state,
                        self.folder / "input" / state], check=True)
        code, out, err = self.run_program("ingest", state, "--kinds", "all", *arguments)
        self.assertEqual((code, err), (0, ""), state)
        return out

    def test_every_state_with_a_definition_has_an_example(self):
        for definition in STATES.glob("*/ingestor.toml"):
            for part in ("README.md", "example", "expected/contribs.ndjson", "expected/accounting.json"):
                self.assertTrue((definition.parent / part).exists(), definition.parent / part)

    def test_documents_are_the_expected_ones_byte_for_byte(self):
        for expected in sorted(STATES.glob("*/expected")):
            state = expected.parent.name
            with self.subTest(state=state):
                self.ingest(state, "--sink", "ndjson", "--output", f"{state}.ndjson", "--quiet")
                for wanted in sorted(expected.glob("*.ndjson")):
                    got = self.folder / f"{state}.{wanted.name}"
                    self.assertEqual(got.read_text().splitlines(), wanted.read_text().splitlines())
                    self.assertEqual(got.read_bytes(), wanted.read_bytes())

    def test_every_row_of_the_examples_is_accounted_for(self):
        for expected in sorted(STATES.glob("*/expected")):
            state = expected.parent.name
            with self.subTest(state=state):
                out = self.ingest(state, "--sink", "ndjson", "--output", "/dev/null", "--quiet",
                                  "--json")
                types = json.loads(out)["states"][0]["types"]
                wanted = json.loads((expected / "accounting.json").read_text())
                self.assertEqual({name: {key: types[name][key] for key in counts}
                                  for name, counts in wanted.items()}, wanted)
                self.assertEqual(set(types), set(wanted))

    def test_the_database_holds_the_same_documents(self):
        for expected in sorted(STATES.glob("*/expected")):
            state = expected.parent.name
            with self.subTest(state=state):
                self.ingest(state, "--quiet")
                for wanted in sorted(expected.glob("*.ndjson")):
                    rows = self.query(f"SELECT to_json(t) FROM {state}_{wanted.stem}_dev t "
                                      "ORDER BY source.file, source.line, 1")
                    documents = [json.loads(line) for line in wanted.read_text().splitlines()]
                    self.assertEqual([without_empty(json.loads(row)) for row, in rows],
                                     [without_empty(document) for document in
                                      sorted(documents, key=place)])


def place(document):
    """Where a document comes from; several from one row differ by their id."""
    source = document["source"]
    return source["file"], source["line"], document.get("contribution_id", "")


def without_empty(document):
    """DuckDB writes unknown as NULL and a date as a day where documents leave out and use midnight."""
    if not isinstance(document, dict):
        return document
    plain = {}
    for name, value in document.items():
        if isinstance(value, dict):
            value = without_empty(value)
        if name.endswith("_date") and value:
            value = value.replace("T", " ").removesuffix(" 00:00:00")
        if value not in (None, "", {}):
            plain[name] = value
    return plain
