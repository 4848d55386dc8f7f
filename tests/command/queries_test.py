"""The statements of the documentation, on the examples of all states; and the data dictionary."""
import re
import subprocess
import sys

from support import BINARY, ENVIRONMENT, SOURCE, STATES, ProgramTest, SharedFolderTest

DOCS = SOURCE / "docs"


def blocks(page, language):
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(), re.S)


def readmes_statements():
    page = SOURCE / "README.md"
    text = page.read_text()
    statements = blocks(page, "sql")
    for call in (r'db\.sql\("([^"]+)"\)', r'dbGetQuery\(db, "([^"]+)"'):
        statements += re.findall(call, text)
    assert len(statements) >= 3
    return statements


def r_statements():
    """What R would run: R itself is not asked for."""
    code = "\n".join(blocks(DOCS / "notebooks.md", "r"))
    calls = re.findall(r'dbGetQuery\(db, "([^"]+)"(?:, params = list\(([^)]*)\))?\)', code)
    assert len(calls) == 2
    for statement, parameters in calls:
        for value in filter(None, parameters.split(", ")):
            statement = statement.replace("?", value.replace('"', "'"), 1)
        yield statement


class Queries(SharedFolderTest):
    def fill(self):
        self.give_examples(*STATES)
        self.succeed("ingest", "--all", "--quiet")

    def test_every_statement_runs_and_gives_rows(self):
        statements = blocks(DOCS / "queries.md", "sql")
        self.assertGreater(len(statements), 18)
        for statement in [*statements, *readmes_statements(), *r_statements()]:
            with self.subTest(statement=statement):
                rows = self.query(statement)
                self.assertGreater(len(rows), 0)
                columns = list(zip(*rows))
                self.assertFalse([column for column in columns if not any(value is not None for value in column)])

    def test_the_statements_say_what_they_claim(self):
        by_first_words = {statement.split("\n")[0]: statement for statement in blocks(DOCS / "queries.md", "sql")}
        total, = self.query("SELECT sum(amount), count(*) FROM contributions")
        for first, column in (("SELECT jurisdiction, count(*) AS contributions, sum(amount) AS total,", 2),
                              ("SELECT jurisdiction, source.file, count(*) AS rows, sum(amount) AS total", 3),
                              ("SELECT CASE WHEN amount < 0 THEN '0: given back'", 2),
                              ("SELECT jurisdiction, type, count(*) AS gifts, sum(amount) AS total,", 3),
                              ("SELECT jurisdiction, candidate.house AS chamber, candidate.party_code AS party, "
                               "count(*) AS gifts,", 4)):
            rows = self.query(by_first_words[first])
            self.assertEqual(sum(row[column] for row in rows), total[0], first)
        shares = self.query(next(text for text in by_first_words.values() if "percent_within" in text))
        for jurisdiction, within, outside, unknown, _ in shares:
            whole, = self.query(f"SELECT sum(amount) FROM {jurisdiction}_contribs_dev")
            self.assertEqual(sum(part or 0 for part in (within, outside, unknown)), whole[0], jurisdiction)

    def test_the_python_of_the_page_runs_as_it_stands(self):
        code = blocks(DOCS / "notebooks.md", "python")
        self.assertGreater(len(code), 4)
        done = subprocess.run([sys.executable, "-c", "\n".join([*code, "print(len(gifts))"])], cwd=self.folder,
                              env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(done.returncode, 0, done.stdout)
        lines = done.stdout.splitlines()
        self.assertEqual({line[:2] for line in lines[:len(STATES)]}, set(STATES))
        self.assertIn("exact to the cent", done.stdout)
        self.assertGreater(int(lines[-1]), 0)


class Dictionary(ProgramTest):
    def test_the_page_is_what_the_program_says(self):
        made = subprocess.run([sys.executable, SOURCE / "scripts" / "data-dictionary"], check=True, text=True,
                              env={**ENVIRONMENT, "SFI_BINARY": BINARY}, stdout=subprocess.PIPE).stdout
        self.assertEqual((DOCS / "data-dictionary.md").read_text(), made,
                         "scripts/data-dictionary > docs/data-dictionary.md")

    def test_it_has_every_column_of_the_database_and_no_other(self):
        self.give_examples("tx")
        self.succeed("ingest", "tx", "--quiet")
        page = (DOCS / "data-dictionary.md").read_text()
        sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", page, re.S | re.M))
        self.assertEqual(set(sections), {"Contributions", "Reports", "Candidates", "Contributors", "Coverage"})
        for title, text in sections.items():
            told = re.findall(r"^\| `([^`]+)` \|", text, re.M)
            columns = self.query(f"SELECT column_name, column_type FROM (DESCRIBE {title.lower()})")
            there = []
            for name, kind in columns:
                members = re.findall(r'"?(\w+)"? (?:VARCHAR|BIGINT)', kind) if kind.startswith("STRUCT") else []
                there += [f"{name}.{member}" for member in members] or [name]
            self.assertEqual(told, there)
