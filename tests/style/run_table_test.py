"""One class owns every statement on the table of runs: nothing else in src/ names it.

A comment may name it, and so may a text for users (help, manual). That is why the folders that write such texts
may have the name, but only in files that do not work with a database.
"""
import os
import pathlib
import re
import unittest

ROOT = pathlib.Path(os.environ.get("SFI_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
TABLE = "state_fin_runs"
OWNERS = ("src/database/run_table.h", "src/database/run_table.cpp")
FOLDERS_OF_TEXTS = ("src/command/", "src/manual/")
DATABASE = re.compile(r"\bDuckdb\w+|\bduckdb_\w+|#include \"database/")
RAW_STRING, STRING, COMMENT = r'R"(\w*)\(.*?\)\1"', r'"(?:\\.|[^"\\\n])*"', r"//[^\n]*|/\*.*?\*/"


def code(text):
    """Without comments; neighbouring literals, of which a long one is made, are one."""
    tokens = re.compile(f"(?P<kept>{RAW_STRING.replace('1', '2')}|{STRING})|{COMMENT}", re.DOTALL)
    return re.sub(r'"\s*"', "", tokens.sub(lambda token: token["kept"] or "", text))


def is_allowed(path, text):
    text = code(text)
    if TABLE not in text or path in OWNERS:
        return True
    return path.startswith(FOLDERS_OF_TEXTS) and not DATABASE.search(text)


class RunTable(unittest.TestCase):
    def test_only_its_class_names_the_table(self):
        files = {path.relative_to(ROOT).as_posix(): path.read_text() for path in sorted((ROOT / "src").rglob("*"))
                 if path.suffix in (".h", ".cpp", ".inc")}
        self.assertGreater(len(files), 200)
        self.assertIn(TABLE, code(files["src/database/run_table.cpp"]))
        self.assertEqual([path for path, text in files.items() if not is_allowed(path, text)], [])

    def test_the_rule_finds_a_statement_however_it_is_written(self):
        for statement in ('run("DROP TABLE state_fin_runs")', 'run("SELECT 1 FROM state_"\n    "fin_runs")',
                          'x("//", "state_fin_runs")', 'x(R"(\n" FROM state_fin_runs)")', "int state_fin_runs = 0;"):
            for path in ("src/export/export.cpp", "src/database/common_views.cpp", "src/sink/duckdb/duckdb_run.h"):
                self.assertFalse(is_allowed(path, statement), (path, statement))

    def test_comments_and_texts_for_users_may_name_it(self):
        self.assertTrue(is_allowed("src/export/export.cpp", "run();  // a row of state_fin_runs\n/* state_fin_runs */"))
        text = 'app.footer("Names: SELECT run FROM state_fin_runs");'
        self.assertTrue(is_allowed("src/command/stored_runs.cpp", text))
        for database in ('#include "database/connection.h"\n', "void f(DuckdbConnection& connection);\n"):
            self.assertFalse(is_allowed("src/command/report.cpp", database + text))


if __name__ == "__main__":
    unittest.main()
