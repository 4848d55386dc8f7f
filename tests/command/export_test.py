"""export: every format, read back by another program than wrote it, against the documents of the NDJSON sink."""
import csv
import decimal
import filecmp
import io
import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as xml
import zipfile
from datetime import datetime, timedelta

import duckdb
import texas
from support import SANITIZED, STATES, ProgramTest, SharedFolderTest

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def flat(document, group=""):
    """{path: value} of a document's fields, addtl_data as an object."""
    fields = {}
    for name, value in document.items():
        if isinstance(value, dict) and name != "addtl_data":
            fields.update(flat(value, name + "."))
        else:
            fields[group + name] = value
    return fields


def by_date_and_id(document):
    day = document.get("contribution_date", document.get("received_date"))
    number = document.get("contribution_id") or document.get("report_id")
    return day is None, day or "", number, document["jurisdiction"]


def day_or_moment(path, value):
    """As written in CSV: a day, or a moment for the only field that has a time."""
    return value if path == "received_date" else value[:10]


def read_workbook(path):
    """Rows of texts and numbers of the only sheet, with what number format a cell has."""
    with zipfile.ZipFile(path) as archive:
        styles = xml.fromstring(archive.read("xl/styles.xml"))
        sheet = xml.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    forms = {form.get("numFmtId"): form.get("formatCode") for form in styles.iter(SHEET + "numFmt")}
    forms["4"] = "#,##0.00"  # built in
    cell_forms = [forms.get(style.get("numFmtId"), "") for style in styles.find(SHEET + "cellXfs")]
    rows = []
    for row in sheet.iter(SHEET + "row"):
        cells = {}
        for cell in row:
            column = "".join(c for c in cell.get("r") if c.isalpha())
            form = cell_forms[int(cell.get("s", "0"))]
            if cell.get("t") == "inlineStr":
                text = "".join(part.text or "" for part in cell.iter(SHEET + "t"))
                cells[column] = ("text", re.sub("_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), text), form)
            else:
                cells[column] = ("number", cell.find(SHEET + "v").text, form)
        rows.append(cells)
    return rows


def column_letter(index):
    return chr(65 + index) if index < 26 else "A" + chr(65 + index - 26)


class ExportTest(ProgramTest):
    def load(self, *states):
        """Loads the states' examples; gives the documents of both types, in the order of an export."""
        self.give_examples(*states)
        self.succeed("ingest", *states, "--kinds", "all", "--quiet")
        self.succeed("ingest", *states, "--kinds", "all", "--quiet", "--sink", "ndjson", "--output", "sink.ndjson")
        lines = {}
        for kind in ("contribs", "reports"):
            path = self.folder / f"sink.{kind}.ndjson"
            lines[kind] = sorted(path.read_text().splitlines(), key=lambda line: by_date_and_id(json.loads(line)))
        self.lines = lines
        return {kind: [json.loads(line, parse_float=decimal.Decimal) for line in lines[kind]] for kind in lines}

    def export(self, *arguments):
        _, err = self.succeed("export", *arguments)
        return err

    def csv_rows(self, name):
        text = (self.folder / name).read_bytes().decode()
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def ids(self, *arguments, name="out.csv"):
        self.export("--output", name, "--quiet", *arguments)
        return sorted(row.get("contribution_id") or row["report_id"] for row in self.csv_rows(name))

    def check_flat(self, rows, documents):
        self.assertEqual(len(rows), len(documents))
        for row, document in zip(rows, documents):
            fields = flat(document)
            self.assertLessEqual(set(fields), set(row))
            for path, text in row.items():
                value = fields.get(path, "")
                if path == "addtl_data":
                    self.assertEqual(json.loads(text), value)
                elif path.endswith("_date") and value:
                    self.assertEqual(text, day_or_moment(path, value), path)
                elif isinstance(value, decimal.Decimal):
                    self.assertEqual(text, f"{value:.2f}", path)
                else:
                    self.assertEqual(text, str(value), path)


class FormatsOfAllStates(SharedFolderTest, ExportTest):
    def fill(self):
        type(self).documents = self.load(*STATES)
        type(self).lines = self.lines

    def test_ndjson_is_the_sinks_bytes(self):
        self.export("--types", "contribs,reports", "--output", "all.ndjson")
        for kind in ("contribs", "reports"):
            self.assertEqual((self.folder / f"all.{kind}.ndjson").read_text().splitlines(), self.lines[kind])
        self.assertGreater(len(self.lines["contribs"]), 200)

    def test_csv(self):
        for kind in ("contribs", "reports"):
            self.export("--types", kind, "--output", f"{kind}.csv")
            self.check_flat(self.csv_rows(f"{kind}.csv"), self.documents[kind])
            data = (self.folder / f"{kind}.csv").read_bytes()
            self.assertTrue(data.endswith(b"\r\n"))
            self.assertFalse(data.startswith(b"\xef\xbb\xbf"))

    def test_parquet(self):
        for kind in ("contribs", "reports"):
            self.export("--types", kind, "--output", f"{kind}.parquet")
            path = self.folder / f"{kind}.parquet"
            rows = duckdb.sql(f"SELECT to_json(t) FROM '{path}' t").fetchall()
            got = [json.loads(row, parse_float=decimal.Decimal) for row, in rows]
            self.assertEqual(len(got), len(self.documents[kind]))
            for row, document in zip(got, self.documents[kind]):
                fields = flat(document)
                for name, value in flat(row).items():
                    wanted = fields.get(name)
                    if name == "addtl_data":
                        value = json.loads(value) if isinstance(value, str) else value
                    elif name.endswith("_date") and wanted:
                        wanted = day_or_moment(name, wanted).replace("T", " ")
                    self.assertEqual(value if value is not None else "", wanted if wanted is not None else "", name)
            types = dict(duckdb.sql(f"SELECT column_name, column_type FROM (DESCRIBE FROM '{path}')").fetchall())
            money = "amount" if kind == "contribs" else "contributions_amount"
            self.assertEqual(types[money], "DECIMAL(14,2)")
            self.assertTrue(types["candidate"].startswith("STRUCT(candidate_id VARCHAR"))

    def test_workbook(self):
        for kind in ("contribs", "reports"):
            self.export("--types", kind, "--output", f"{kind}.xlsx")
            header, *rows = read_workbook(self.folder / f"{kind}.xlsx")
            paths = [header[column_letter(i)][1] for i in range(len(header))]
            self.assertEqual(len(rows), len(self.documents[kind]))
            for row, document in zip(rows, self.documents[kind]):
                fields = flat(document)
                self.assertLessEqual(set(fields), set(paths))
                for i, path in enumerate(paths):
                    self.check_cell(row.get(column_letter(i)), path, fields.get(path, ""))

    def check_cell(self, cell, path, value):
        if value == "":
            return self.assertIsNone(cell, path)
        kind, text, form = cell
        if path == "addtl_data":
            self.assertEqual(json.loads(text), value)
        elif isinstance(value, decimal.Decimal):
            self.assertEqual((kind, float(text), form), ("number", float(value), "#,##0.00"))
        elif path.endswith("_date"):
            self.assertEqual(kind, "number")
            self.assertIn("yyyy-mm-dd", form)
            moment = datetime(1899, 12, 30) + timedelta(days=float(text))
            self.assertLess(abs(moment - datetime.fromisoformat(value)), timedelta(seconds=1))
        elif isinstance(value, int):
            self.assertEqual((kind, text), ("number", str(value)))
        else:
            self.assertEqual((kind, text), ("text", value.replace("\r\n", "\n").replace("\r", "\n")), path)


class Formats(ExportTest):
    def test_two_exports_are_equal_and_so_is_one_after_a_second_load(self):
        self.load("tx", "mi")
        for name in ("csv", "ndjson", "parquet", "xlsx"):
            self.export("--output", f"one.{name}")
            self.export("--output", f"two.{name}")
            self.assertEqual((self.folder / f"one.{name}").read_bytes(), (self.folder / f"two.{name}").read_bytes(), name)
        self.succeed("ingest", "tx", "mi", "--kinds", "all", "--quiet", "--jobs", "1")
        for name in ("csv", "ndjson", "parquet"):
            self.export("--output", f"two.{name}")
            self.assertEqual((self.folder / f"one.{name}").read_bytes(), (self.folder / f"two.{name}").read_bytes(), name)

    def test_texts_that_are_hard_to_write(self):
        names = ['He said "no", twice', "a\tb", "=HYPERLINK(\"http://x\")", "-5", "+1", "@all", "Zoë 漢字 🎉",
                 "_x0041_", "O'Neil; Sons", "<&>"]
        self.give(texas.archive(gifts=[
            texas.gift(i, contributorNameLast=name, contributorNameFirst="") for i, name in enumerate(names, 1)]))
        self.succeed("ingest", "tx", "--quiet")
        note = self.export("--output", "out.csv")
        self.assertIn("formulas", note)
        stored = [name for name, in self.query("SELECT name FROM contributions ORDER BY contribution_id")]
        self.assertEqual(len(stored), len(names))
        self.assertIn('=HYPERLINK("http://x")', stored)
        self.assertEqual([row["name"] for row in self.csv_rows("out.csv")], stored)
        self.export("--output", "out.xlsx")
        header, *rows = read_workbook(self.folder / "out.xlsx")
        name = next(letter for letter, cell in header.items() if cell[1] == "name")
        self.assertEqual([row[name][:2] for row in rows],
                         [("text", text) for text in stored])

    def test_line_breaks_in_a_workbook_are_line_feeds(self):
        self.load("tx")
        for at, memo in (("1", "one\r\ntwo"), ("2", "one\rtwo\n")):
            with duckdb.connect(str(self.folder / "state-fin.duckdb")) as connection:
                table, = connection.execute("SELECT contribs_table FROM state_fin_runs").fetchone()
                connection.execute(f'UPDATE "{table}" SET memo = ?', [memo])
            self.export("--output", f"{at}.xlsx")
            header, *rows = read_workbook(self.folder / f"{at}.xlsx")
            memo_column = next(letter for letter, cell in header.items() if cell[1] == "memo")
            self.assertEqual({row[memo_column][1] for row in rows}, {memo.replace("\r\n", "\n").replace("\r", "\n")})

    def test_amounts_are_exact(self):
        amounts = ["0.01", "-0.05", "0.10", "1234567.89", "99999999.99", "-250.00", "0.00"]
        self.give(texas.archive(gifts=[texas.gift(i, amount=amount) for i, amount in enumerate(amounts, 1)]))
        self.succeed("ingest", "tx", "--quiet")
        self.export("--output", "out.csv")
        self.assertEqual([row["amount"] for row in self.csv_rows("out.csv")], amounts)
        self.export("--output", "out.xlsx")
        header, *rows = read_workbook(self.folder / "out.xlsx")
        column = next(letter for letter, cell in header.items() if cell[1] == "amount")
        self.assertEqual([float(row[column][1]) for row in rows], [float(amount) for amount in amounts])
        self.export("--output", "out.parquet")
        self.assertEqual(duckdb.sql(f"SELECT amount::VARCHAR FROM '{self.folder}/out.parquet'").fetchall(),
                         [(amount,) for amount in amounts])

    def test_standard_output_has_nothing_but_data(self):
        self.load("tx")
        out, err = self.succeed("export", "--format", "ndjson", "--types", "contribs,reports", "--output", "-")
        self.assertEqual(out.splitlines(), self.lines["contribs"] + self.lines["reports"])
        self.assertIn("contributions of tx", err)
        out, _ = self.succeed("export", "--format", "csv", "--output", "-", "--quiet")
        self.assertEqual(len(list(csv.reader(io.StringIO(out, newline="")))), len(self.lines["contribs"]) + 1)


class Filters(ExportTest):
    def setUp(self):
        super().setUp()
        self.give(texas.archive(
            filers=[*texas.FILER_ROWS, texas.filer("00070004", "Dóe, John", "STATEREP", "7"),
                    texas.filer("00070005", "Loe, Li", "STATESEN", "12")],
            gifts=[texas.gift(1, contributionDt="20190101"), texas.gift(2, contributionDt="20200229", amount="5000.00"),
                   texas.gift(3, "00070002", contributionDt="20200301"), texas.gift(4, "00070004"),
                   texas.gift(5, "00070005", amount="0.50"), texas.gift(6, contributionDt="")],
            covers=[texas.cover(1, receivedDt="20200115"), texas.cover(2, "00070002", receivedDt="20210115")]))
        self.succeed("ingest", "tx", "--quiet")

    def numbers(self, *arguments):
        return [int(number) % 1000 for number in self.ids(*arguments)]

    def test_each_filter_and_all_together(self):
        self.assertEqual(self.numbers(), [1, 2, 3, 4, 5, 6])
        self.assertEqual(self.numbers("--chamber", "upper"), [3, 5])
        self.assertEqual(self.numbers("--chamber", "upper", "--chamber", "lower", "tx"), [1, 2, 3, 4, 5, 6])
        self.assertEqual(self.numbers("--district", "7"), [3, 4])
        self.assertEqual(self.numbers("--district", "7", "--district", "12", "--chamber", "lower"), [1, 2, 4, 6])
        self.assertEqual(self.numbers("--candidate", "00070002"), [3])
        self.assertEqual(self.numbers("--candidate", "doe"), [1, 2, 4, 6])
        self.assertEqual(self.numbers("--candidate", "loe", "--candidate", "poe"), [3, 5])
        self.assertEqual(self.numbers("--since", "2020-02-29"), [2, 3])
        self.assertEqual(self.numbers("--until", "2019-01-01"), [1])
        self.assertEqual(self.numbers("--since", "2019-01-01", "--until", "2020-02-29"), [1, 2, 4, 5])
        self.assertEqual(self.numbers("--where", "amount > 1000 OR candidate.house = 'upper'"), [2, 3, 5])
        self.assertEqual(self.numbers("--where", "amount > 1000 OR candidate.house = 'upper' -- the rest",
                                      "--until", "2020-02-29"), [2, 5])
        self.assertEqual(self.numbers("--where", "filer.filer_id IN (SELECT candidate_id FROM candidates WHERE "
                                      "contributions = 1)"), [3, 4, 5])
        self.assertEqual(self.numbers("--types", "reports", "--since", "2021-01-01"), [2])

    def test_who_was_found_by_a_part_of_a_name_is_told(self):
        err = self.export("--candidate", "doe", "--output", "out.csv")
        self.assertIn("Doe, Jane (Ms.) (tx, 00070001)", err)
        self.assertIn("Dóe, John", err)

    def refused_where(self, where, *words):
        err = self.refuse(2, "export", "--output", "out.csv", "--where", where)
        for word in ("--where", "candidate.house", *words):
            self.assertIn(word, err)
        self.assertNotIn("LINE 1", err)
        self.assertEqual(self.files(), ["input/tx/TEC_CF_CSV.zip", "state-fin.duckdb"])

    def test_a_where_that_is_no_condition(self):
        self.refused_where("amuont > 5", "amuont")
        self.refused_where("amount >")
        self.refused_where("amount > 5; DROP VIEW contributions")
        self.refused_where("1=1) UNION ALL SELECT * FROM contributions WHERE (1=1")
        self.refused_where("1=1) OR (1=1")
        self.refused_where("true LIMIT 1")
        self.refused_where("sum(amount) > 5")
        self.refused_where("amount, city")
        self.refused_where("/* not closed")
        self.refused_where("city")

    def test_a_where_reads_and_writes_no_other_file(self):
        secret = self.folder / "secret.csv"
        secret.write_text("word\nswordfish\n")
        for where in (f"EXISTS (FROM read_csv('{secret}') WHERE word = 'swordfish')",
                      f"EXISTS (FROM '{secret}')", f"EXISTS (FROM read_text('{secret}'))",
                      "EXISTS (FROM glob('/etc/*'))"):
            err = self.refuse(2, "export", "--output", "out.csv", "--where", where)
            self.assertNotIn("swordfish", err)
        self.assertEqual(self.files(), ["input/tx/TEC_CF_CSV.zip", "secret.csv", "state-fin.duckdb"])

    def test_what_fails_only_while_it_runs(self):
        err = self.refuse(1, "export", "--output", "out.csv", "--where", "city::INTEGER > 5")
        self.assertIn("AUSTIN", err)
        self.assertEqual(self.files(), ["input/tx/TEC_CF_CSV.zip", "state-fin.duckdb"])


class Refusals(ExportTest):
    def refused(self, code, *arguments):
        before = self.files()
        err = self.refuse(code, "export", *arguments)
        self.assertEqual(self.files(), before)
        return err

    def test_what_is_not_there(self):
        self.assertIn("no such database", self.refused(3, "--output", "out.csv"))
        with duckdb.connect(str(self.folder / "state-fin.duckdb")) as connection:
            connection.execute("CREATE TABLE mine AS SELECT 1")
        self.assertIn("nothing was ever loaded", self.refused(3, "--output", "out.csv"))
        (self.folder / "notes.duckdb").write_bytes(b"not a database\n" * 1000)
        self.assertIn("not a DuckDB database", self.refused(3, "--output", "out.csv", "--database", "notes.duckdb"))

    def test_states_that_are_not_loaded(self):
        self.load("al", "tx")
        err = self.refused(3, "mi", "--output", "out.csv")
        self.assertIn("'mi'", err)
        self.assertIn("al, tx", err)
        self.assertIn("'al'", self.refused(3, "al", "--types", "reports", "--output", "out.csv"))
        self.assertIn("env prod", self.refused(3, "--env", "prod", "--output", "out.csv"))
        self.assertIn("no contributions of tx fit", self.refused(3, "tx", "--until", "1960-01-01", "--output", "out.csv"))

    def test_wrong_usage(self):
        self.load("tx")
        self.assertIn("--output", self.refused(2))
        self.assertIn("--format", self.refused(2, "--output", "out"))
        self.assertIn("parquet", self.refused(2, "--output", "out.csv", "--format", "parkuet"))
        self.assertIn("upper", self.refused(2, "--output", "out.csv", "--chamber", "uper"))
        self.assertIn("2024-01-31", self.refused(2, "--output", "out.csv", "--since", "1/2/2024"))
        self.assertIn("file of their own", self.refused(2, "--output", "-", "--format", "parquet"))
        self.assertIn("file of their own", self.refused(2, "--output", "/dev/null", "--format", "xlsx"))
        self.assertIn("one CSV", self.refused(2, "--output", "-", "--format", "csv", "--types", "contribs,reports"))
        self.assertIn("folder", self.refused(1, "--output", "no/such/out.csv"))

    def test_a_file_in_use_by_another_program(self):
        self.load("tx")
        hold = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print(1, flush=True); input()"
        holder = subprocess.Popen([sys.executable, "-c", hold, self.folder / "state-fin.duckdb"],
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        holder.stdout.readline()
        try:
            self.assertIn("Close it there", self.refused(1, "--output", "out.csv"))
        finally:
            holder.communicate(b"\n")
        reader = duckdb.connect(str(self.folder / "state-fin.duckdb"), read_only=True)
        self.addCleanup(reader.close)
        self.export("--output", "out.csv")


class Faults(ExportTest):
    """On a failure the file that was there stays, and no other is left."""

    def setUp(self):
        super().setUp()
        self.give(texas.archive(gifts=[
            texas.gift(i, contributionDescr=f"{i * 7919 * 104729:x} {i * 15485863:x}" * 8) for i in range(1, 20001)]))
        self.succeed("ingest", "tx", "--quiet")

    def limited(self, name, size):
        """A file size limit simulates a full disk: the write fails in the same place."""
        (self.folder / name).write_bytes(b"what was there")
        before = self.files()
        process = self.start("export", "--output", name, preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_FSIZE, (size, size)), environment={"TMPDIR": str(self.folder)})
        _, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 1, err)
        self.assertIn(name.encode(), err)
        self.assertEqual(self.files(), before)
        self.assertEqual((self.folder / name).read_bytes(), b"what was there")

    def test_no_room_for_a_csv(self):
        self.limited("out.csv", 300_000)

    def test_no_room_for_ndjson(self):
        self.limited("out.ndjson", 300_000)

    def test_no_room_for_parquet(self):
        self.limited("out.parquet", 100_000)

    def test_no_room_for_a_workbook(self):
        self.limited("out.xlsx", 300_000)

    def test_no_room_for_what_a_workbook_is_made_of(self):
        """The packed workbook would fit, but not the sheet that is written on the way."""
        self.succeed("export", "--output", "whole.xlsx", "--where", "contribution_id < '100010000'")
        packed = (self.folder / "whole.xlsx").stat().st_size
        (self.folder / "whole.xlsx").unlink()
        self.limited("out.xlsx", packed * 3)

    def test_a_full_device(self):
        err = self.refuse(1, "export", "--output", "/dev/full", "--format", "csv")
        self.assertIn("/dev/full", err)
        self.assertIn("full", err)

    def test_a_reader_that_goes_away_is_no_error(self):
        process = self.start("export", "--output", "-", "--format", "csv")
        process.stdout.readline()
        process.stdout.close()
        self.assertEqual((process.wait(timeout=60), process.stderr.read()), (0, b""))
        process.stderr.close()

    def test_interrupted(self):
        before = self.files()
        for attempt in range(60):
            process = self.start("export", "--output", "out.xlsx")
            time.sleep(0.02 * (attempt + 1))
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=60)
            if process.returncode == -signal.SIGINT:
                continue  # came before the program had set its handler
            self.assertEqual(process.returncode, 130, err)
            self.assertIn(b"No file was written", err)
            self.assertEqual(self.files(), before)
            return
        self.fail("no export was interrupted")

    def test_a_text_too_long_for_a_cell(self):
        self.give(texas.archive(gifts=[texas.gift(1, contributionDescr="long " * 7000)]))
        self.succeed("ingest", "tx", "--quiet", "--max-shrink", "100%")
        err = self.refuse(3, "export", "--output", "out.xlsx")
        self.assertIn("memo of 100000001", err)
        self.assertNotIn("out.xlsx", self.files())
        self.export("--output", "out.csv")
        self.assertEqual(len(self.csv_rows("out.csv")[0]["memo"]), 34999)


class Large(ExportTest):
    ROWS = 1_048_576

    def make(self, rows):
        """A database of many rows, copied within DuckDB from one that was loaded."""
        self.give(texas.archive())
        self.succeed("ingest", "tx", "--quiet")
        with duckdb.connect(str(self.folder / "state-fin.duckdb")) as connection:
            connection.execute("SET threads = 1; SET memory_limit = '300MB'")
            table, = connection.execute("SELECT contribs_table FROM state_fin_runs").fetchone()
            connection.execute(
                f"CREATE TABLE more AS SELECT t.* REPLACE (printf('%09d', i * 7919 % {rows + 7}) AS contribution_id, "
                f"DATE '2000-01-01' + (i * 31 % 7000)::INTEGER AS contribution_date, md5(i::VARCHAR) AS memo) "
                f"FROM (SELECT * FROM \"{table}\" LIMIT 1) t, range({rows}) r(i)")
            connection.execute(f'DROP TABLE "{table}"; ALTER TABLE more RENAME TO "{table}"')

    def test_more_rows_than_a_sheet_takes_are_refused(self):
        self.make(self.ROWS)
        err = self.refuse(3, "export", "--output", "out.xlsx")
        self.assertIn("1048576", err)
        self.assertIn("1048575", err)
        self.assertNotIn("out.xlsx", self.files())

    def test_little_memory_gives_the_same_file_and_stays_bounded(self):
        self.make(600_000)
        self.export("--output", "large.csv")
        process = self.start("export", "--output", "small.csv", "--quiet", "--memory", "200MB")
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.communicate()[1], b"")
        self.assertEqual(process.returncode, 0)
        if not SANITIZED:
            self.assertLess(usage.ru_maxrss, 400_000)  # kB: the limit and what the program itself needs
        self.assertTrue(filecmp.cmp(self.folder / "small.csv", self.folder / "large.csv", shallow=False))
