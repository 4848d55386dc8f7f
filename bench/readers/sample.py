"""A small state of our own, loaded and exported in every format: what exported values must survive."""
import csv
import decimal
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("SFI_BINARY", ROOT / "build" / "state-fin-ingest")
ROWS = 200
LATE = 150  # the first row with a district and the further column `late`

DEFINITION = """
[state]
language = 1
code = "tx"
name = "Sample"
agency = "Sample"
[chambers]
lower = { name = "House", seats = 150 }
[input.file]
path = "gifts.csv"
[layout.file]
mode = "rfc"
[table.gifts]
input = "file"
layout = "file"
[stream.gifts]
record = "contribs"
table = "gifts"
[stream.gifts.set]
contribution_id = "id"
contribution_date = { date = "%Y-%m-%d", of = "date" }
amount = "amount"
kind = { text = "monetary" }
name = "name"
zip = "zip"
memo = "memo"
filer.filer_id = "filer"
candidate.candidate_id = "filer"
candidate.district = "district"
addtl_data.form = { text = "A" }
addtl_data.late = "late"
"""


def amount(i):
    return decimal.Decimal(f"{i}.{i * 7 % 97:02}")


def rows():
    for i in range(1, ROWS + 1):
        late = i >= LATE
        yield [f"{i:08}", f"2023-01-{1 + i // 10:02}", amount(i), {1: 'Roe, "Bud"', 2: "NULL"}.get(i, "Roe, Ann"),
               "02108", "first\r\nsecond" if i == 3 else "", "00070001", "12" if late else "", "x" if late else ""]


TRUTH = {"rows": ROWS, "sum": str(sum(amount(i) for i in range(1, ROWS + 1))), "zip": "02108", "filer": "00070001",
         "name": 'Roe, "Bud"', "null": "NULL", "memo": "first\r\nsecond", "district": "12", "late": "x"}


def export_all(folder):
    """gifts.parquet, .csv, .ndjson, .xlsx and the database, gifts.duckdb."""
    for path in ("input/tx", "definitions/tx"):
        (folder / path).mkdir(parents=True)
    (folder / "definitions/tx/ingestor.toml").write_text(DEFINITION)
    with open(folder / "input/tx/gifts.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "date", "amount", "name", "zip", "memo", "filer", "district", "late"])
        writer.writerows(rows())
    run = lambda *words: subprocess.run([PROGRAM, *words, "--quiet"], cwd=folder, check=True)
    run("ingest", "tx", "--definitions", "definitions", "--database", "gifts.duckdb")
    for extension in ("parquet", "csv", "ndjson", "xlsx"):
        run("export", "--database", "gifts.duckdb", "--output", f"gifts.{extension}")
