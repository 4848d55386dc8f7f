"""The folders of src/ use each other in the order of docs/architecture.md: the picture there is true."""
import os
import pathlib
import re
import unittest

ROOT = pathlib.Path(os.environ.get("SFI_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))


def documented_folders():
    """The folders in the order of the table: each may use itself and those before it."""
    text = (ROOT / "docs" / "architecture.md").read_text()
    table = text.split("## Folders")[1].split("\n## ")[0]
    return re.findall(r"^\| `(\w+)/` \|", table, re.MULTILINE)


def includes():
    """(file, folder that it is in, folder that it includes from), for all of src/."""
    for path in sorted((ROOT / "src").rglob("*")):
        if path.suffix not in (".h", ".cpp", ".inc") or path.parent == ROOT / "src":
            continue
        folder = path.relative_to(ROOT / "src").parts[0]
        for used in re.findall(r'^#include "(\w+)/', path.read_text(), re.MULTILINE):
            yield path.relative_to(ROOT), folder, used


class Layers(unittest.TestCase):
    def test_the_table_names_every_folder(self):
        folders = sorted(path.name for path in (ROOT / "src").iterdir() if path.is_dir())
        self.assertEqual(sorted(documented_folders()), folders)

    def test_no_include_points_down(self):
        order = {folder: place for place, folder in enumerate(documented_folders())}
        found = list(includes())
        self.assertGreater(len(found), 500)
        wrong = [f"{path}: {folder}/ may not use {used}/" for path, folder, used in found
                 if order[used] > order[folder]]
        self.assertEqual(wrong, [])


if __name__ == "__main__":
    unittest.main()
