"""The READMEs of the states against their definitions."""
import re
import tomllib
import unittest

from support import SOURCE, STATES


def names_of_fields(definition):
    """The names in `addtl_data` that a definition can set."""
    parts = [part for section in ("stream", "shared") for part in definition.get(section, {}).values()]
    parts += [slot for part in parts for slot in part.get("slot", [])]
    return {name for part in parts for name in part.get("set", {}).get("addtl_data", {})}


def table_of_fields(text):
    """The names in the first column of the README's table: below a heading addtl_data, or with it at its head."""
    found = re.search(r"(?m)^(?:## `?addtl_data`?\n(?:.*\n)*?(?=\|)|(?=\| `addtl_data` \|))", text)
    rows = text[found.end():].split("\n\n")[0].splitlines()[2:] if found else []
    return {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])}


class Readmes(unittest.TestCase):
    def test_each_names_the_fields_of_addtl_data(self):
        with_fields = 0
        for state in STATES:
            folder = SOURCE / "states" / state
            wanted = names_of_fields(tomllib.loads((folder / "ingestor.toml").read_text()))
            with_fields += bool(wanted)
            with self.subTest(state=state):
                self.assertEqual(table_of_fields((folder / "README.md").read_text()), wanted)
        self.assertGreater(with_fields, 40)
