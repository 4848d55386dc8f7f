"""What readers make of nine kinds of file as agencies publish them: 1,000 rows each, with a known sum."""
import json
import pathlib
import subprocess
import sys
import tempfile

import sample
from exports import installed_r
from packages import PYTHON, has, version_of
from run_reader import run

ROWS = 1000
SUM = sum(range(1, ROWS + 1))  # row i is about i dollars
BENT = range(50, ROWS, 100)  # ten rows
HEADER = "id,name,city,amount,date"


def row(i, name="Roe Ann"):
    return f"{i},{name},Springfield,{i}.00,2023-01-15"


def bent(name, usual='"Roe, Ann"'):
    return [row(i, name if i in BENT else usual) for i in range(1, ROWS + 1)]


def marked(marks):
    return [row(i, marks.get(i, "Roe Ann")) for i in range(1, ROWS + 1)]


def text(rows, end="\r\n"):
    return end.join([HEADER, *rows, ""])


def html():
    cells = lambda line, tag: "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in line.split(",")) + "</tr>"
    return "<html><body><table>" + cells(HEADER, "th") + "".join(cells(line, "td") for line in marked({})) + \
        "</table></body></html>"


# name as shown -> the file's bytes
KINDS = {
    "inner quotes": text(bent('"Roe "Bud" Inc"')).encode(),
    "inner quotes and commas": text(bent('"ROE, "BUD", INC"')).encode(),
    "a quote closes 100 rows later": text(marked({200: '"Bud Roe', 300: 'Ann Roe"'})).encode(),
    "a quote never closes": text(marked({700: '"Bud Roe'})).encode(),
    "a comma too many": text(bent("Roe, Inc", "Roe Ann")).encode(),
    "CR only": text(marked({}), "\r").encode(),
    "UTF-16, no mark": text(marked({})).encode("utf-16-le"),
    "totals row": text(marked({}) + [f",TOTAL,,{SUM}.00,"]).encode(),
    "HTML as .xls": html().encode(),
}
TABLE = "HTML as .xls"

PYTHON_TAIL = """
import json, math
def number(v):
    try: v = float(str(v).replace(',', ''))
    except ValueError: return 0
    return 0 if math.isnan(v) else v
print(json.dumps({"rows": len(rows), "sum": sum(number(r.get("amount")) for r in rows)}))
"""
NODE_TAIL = """
console.log(JSON.stringify({rows: rows.length, sum: rows.reduce((s, r) => s + (Number(r.amount) || 0), 0)}));
"""
R_TAIL = """
a <- suppressWarnings(as.numeric(as.character(d[["amount"]])))
cat(jsonlite::toJSON(list(rows = nrow(d), sum = sum(c(a, 0), na.rm = TRUE)), auto_unbox = TRUE), "\\n")
"""
TAILS = {"python": PYTHON_TAIL, "node": NODE_TAIL, "r": R_TAIL}
FRAME = "\nrows = df.to_dict('records')"
DUCK = "import duckdb\nq = duckdb.sql({!r})\nrows = [dict(zip(q.columns, r)) for r in q.fetchall()]"
JSON_LINES = "import json, subprocess\nrows = [json.loads(l) for l in subprocess.run({!r}, shell=True, check=True, capture_output=True).stdout.splitlines()]"
READ_JS = "import fs from 'node:fs'; const text = fs.readFileSync('gifts.csv', 'utf8');\n"

# (name, version, language, snippet for text, snippet for the HTML table or None, Python folder)
P, N, R = "python", "node", "r"


def readers():
    of = lambda package, folder="new": next(v for v in PYTHON[folder] if v.startswith(package + "==")).split("==")[1]
    in_r = lambda package: installed_r(package) if has("Rscript") else "?"
    return [
        ("pandas", of("pandas"), P, "import pandas\ndf = pandas.read_csv('gifts.csv')" + FRAME,
         "import pandas\ndf = pandas.read_html('gifts.xls')[0]" + FRAME, "new"),
        ("pandas, `on_bad_lines=\"skip\"`", of("pandas"), P,
         "import pandas\ndf = pandas.read_csv('gifts.csv', on_bad_lines='skip')" + FRAME, None, "new"),
        ("pandas", of("pandas", "old"), P, "import pandas\ndf = pandas.read_csv('gifts.csv')" + FRAME, None, "old"),
        ("polars", of("polars"), P, "import polars\nrows = polars.read_csv('gifts.csv').to_dicts()", None, "new"),
        ("polars, `ignore_errors=True`", of("polars"), P,
         "import polars\nrows = polars.read_csv('gifts.csv', ignore_errors=True).to_dicts()", None, "new"),
        ("pyarrow", of("pyarrow"), P, "import pyarrow.csv\nrows = pyarrow.csv.read_csv('gifts.csv').to_pylist()", None,
         "new"),
        ("DuckDB", of("duckdb"), P, DUCK.format("FROM 'gifts.csv'"), None, "new"),
        ("DuckDB, `ignore_errors`", of("duckdb"), P, DUCK.format("FROM read_csv('gifts.csv', ignore_errors = true)"),
         None, "new"),
        ("DuckDB", of("duckdb", "old"), P, DUCK.format("FROM 'gifts.csv'"), None, "old"),
        ("DuckDB, `ignore_errors`", of("duckdb", "old"), P,
         DUCK.format("FROM read_csv('gifts.csv', ignore_errors = true)"), None, "old"),
        ("daft", of("daft"), P, "import daft\nrows = daft.read_csv('gifts.csv').to_pylist()", None, "new"),
        ("DataFusion", of("datafusion"), P,
         "import datafusion\nrows = datafusion.SessionContext().read_csv('gifts.csv').to_pylist()", None, "new"),
        ("ClickHouse (chdb)", of("chdb"), P, "import chdb, json\nrows = [json.loads(l) for l in chdb.query(\"SELECT * "
         "FROM file('gifts.csv', 'CSVWithNames') FORMAT JSONEachRow\").bytes().splitlines()]", None, "new"),
        ("Python's csv", "3.11", P, "import csv\nrows = list(csv.DictReader(open('gifts.csv', newline='')))", None,
         "new"),
        ("CleverCSV", of("clevercsv"), P, "import clevercsv\nrows = clevercsv.read_dicts('gifts.csv')", None, "new"),
        ("csvkit (csvjson)", of("csvkit", "csvkit"), P,
         JSON_LINES.format("csvjson --stream --no-inference gifts.csv"), None, "csvkit"),
        ("frictionless", of("frictionless", "csvkit"), P, "from frictionless import Resource\nrows = [r.to_dict() for r "
         "in Resource(path='gifts.csv').read_rows()]", None, "csvkit"),
        ("Miller", "6.6.0", P, JSON_LINES.format("mlr --icsv --ojsonl cat gifts.csv"), None, "new"),
        ("R read.csv", in_r("utils"), R, "d <- read.csv('gifts.csv')", None, "new"),
        ("R data.table fread", in_r("data.table"), R, "d <- data.table::fread('gifts.csv')", None, "new"),
        ("R readr", in_r("readr"), R, "d <- readr::read_csv('gifts.csv', show_col_types = FALSE)", None, "new"),
        ("R readxl", in_r("readxl"), R, None, "d <- readxl::read_excel('gifts.xls')", "new"),
        ("Papa Parse", version_of("papaparse"), N, READ_JS + "import Papa from 'papaparse'; const rows = "
         "Papa.parse(text, {header: true, skipEmptyLines: true}).data;", None, "new"),
        ("csv-parse", version_of("csv-parse"), N, READ_JS + "import {parse} from 'csv-parse/sync'; const rows = "
         "parse(text, {columns: true});", None, "new"),
        ("d3-dsv", version_of("d3-dsv"), N, READ_JS + "import {csvParse} from 'd3-dsv'; const rows = csvParse(text);",
         None, "new"),
        ("fast-csv", version_of("fast-csv"), N, READ_JS + "import {parseString} from 'fast-csv'; const rows = await new "
         "Promise((ok, no) => { const all = []; parseString(text, {headers: true}).on('error', no).on('data', r => "
         "all.push(r)).on('end', () => ok(all)); });", None, "new"),
        ("SheetJS", version_of("xlsx"), N, "import X from 'xlsx'; const b = X.readFile('gifts.csv'); const rows = "
         "X.utils.sheet_to_json(b.Sheets[b.SheetNames[0]]);", "import X from 'xlsx'; const b = X.readFile('gifts.xls'); "
         "const rows = X.utils.sheet_to_json(b.Sheets[b.SheetNames[0]]);", "new"),
    ]


OURS = """
[state]
language = 1
code = "tx"
name = "Sample"
agency = "Sample"
[chambers]
lower = {{ name = "House", seats = 150 }}
[input.file]
path = "gifts.*"
[layout.file]
{layout}
[table.gifts]
input = "file"
layout = "file"
[stream.gifts]
record = "contribs"
table = "gifts"
[stream.gifts.set]
contribution_id = "id"
contribution_date = {{ date = "%Y-%m-%d", of = "date" }}
amount = "amount"
kind = {{ text = "monetary" }}
name = "name"
city = "city"
filer.filer_id = {{ text = "1" }}
"""
LAYOUTS = {"`mode = \"rfc\"`": 'mode = "rfc"', "`mode = \"lenient\"`": 'mode = "lenient"',
           "`mode = \"raw\"`": 'mode = "raw"'}


def ours(layout, kind, content):
    """What is loaded, with any number of rejected rows allowed."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for path in ("input/tx", "definitions/tx"):
            (folder / path).mkdir(parents=True)
        layout = 'format = "html"' if kind == TABLE else layout
        (folder / "definitions/tx/ingestor.toml").write_text(OURS.format(layout=layout))
        (folder / "input/tx" / ("gifts.xls" if kind == TABLE else "gifts.csv")).write_bytes(content)
        done = subprocess.run([sample.PROGRAM, "ingest", "tx", "--definitions", "definitions", "--sink", "ndjson",
                               "--output", "-", "--max-rejects", "100%", "--quiet"],
                              cwd=folder, capture_output=True, text=True)
        if done.returncode:
            return {"error": done.stderr.strip().splitlines()[0]}
        documents = [json.loads(line) for line in done.stdout.splitlines()]
        return {"rows": len(documents), "sum": sum(document["amount"] for document in documents)}


def shown(found):
    if "error" in found:
        return "refused"
    right = found["rows"] == ROWS and abs(found["sum"] - SUM) < 0.5
    return "right" if right else f"{found['rows']:,} rows, ${found['sum']:,.0f}"


def tables():
    lines = ["| Reader | Version | " + " | ".join(KINDS) + " |", "|---|---|" + "---|" * len(KINDS)]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder).resolve()
        for name, version, language, of_text, of_table, packages in readers():
            print(name, version, file=sys.stderr)
            cells = []
            for kind, content in KINDS.items():
                (folder / ("gifts.xls" if kind == TABLE else "gifts.csv")).write_bytes(content)
                code = of_table if kind == TABLE else of_text
                cells.append(shown(run(language, code + TAILS[language], folder, packages)) if code else "")
            lines.append(f"| {name} | {version} | {' | '.join(cells)} |")
    for name, layout in LAYOUTS.items():
        cells = [shown(ours(layout, kind, content)) for kind, content in KINDS.items()]
        lines.append(f"| **state-fin-ingest**, {name} | | {' | '.join(cells)} |")
    return lines
