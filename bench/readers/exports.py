"""What other programs read from our exports: one table for each format, with what differs from what was exported."""
import pathlib
import sys
import tempfile

import sample
from packages import PYTHON, has, version_of
from run_reader import run

# Each snippet leaves `rows` (each with the exported columns) and `total`; the tail of its language prints both.
PYTHON_TAIL = """
import json
def get(row, path):
    if path in row: return row[path]
    for part in path.split("."):
        if isinstance(row, (str, bytes)): row = json.loads(row)
        row = row.get(part) if isinstance(row, dict) else None
    return row
blank = lambda v: v is None or v != v or v == "" or str(v) in ("NaT", "<NA>")
text = lambda v: "missing" if blank(v) else str(v)
extra = get(rows[-1], "addtl_data")
print(json.dumps({"rows": len(rows), "sum": str(total), "zip": text(get(rows[0], "zip")),
    "filer": text(get(rows[0], "filer.filer_id")), "name": text(get(rows[0], "name")),
    "null": text(get(rows[1], "name")), "memo": text(get(rows[2], "memo")),
    "district": text(get(rows[-1], "candidate.district")), "late": text(get(rows[-1], "addtl_data.late"))}))
"""
NODE_TAIL = """
const get = (row, path) => path in row ? row[path] : path.split('.').reduce((at, part) => {
  if (typeof at === 'string') at = JSON.parse(at);
  return at?.[part]; }, row);
const text = v => v === null || v === undefined || v === '' ? 'missing' : String(v);
console.log(JSON.stringify({rows: rows.length, sum: String(total), zip: text(get(rows[0], 'zip')),
  filer: text(get(rows[0], 'filer.filer_id')), name: text(get(rows[0], 'name')), null: text(get(rows[1], 'name')),
  memo: text(get(rows[2], 'memo')), district: text(get(rows.at(-1), 'candidate.district')),
  late: text(get(rows.at(-1), 'addtl_data.late'))}));
"""
R_TAIL = """
d <- as.data.frame(rows); n <- nrow(d)
at <- function(i, c) { v <- d[[c]][i]; if (is.null(v) || is.na(v) || identical(v, "")) "missing" else as.character(v) }
late <- tryCatch(jsonlite::fromJSON(at(n, "addtl_data"))$late, error = function(e) "not JSON")
cat(jsonlite::toJSON(list(rows = n, sum = sprintf("%.2f", total), zip = at(1, "zip"), filer = at(1, "filer.filer_id"),
  name = at(1, "name"), null = at(2, "name"), memo = at(3, "memo"), district = at(n, "candidate.district"),
  late = late), auto_unbox = TRUE), "\\n")
"""
TAILS = {"python": PYTHON_TAIL, "node": NODE_TAIL, "r": R_TAIL, "go": "", "sh": ""}

PANDAS = "import pandas\ndf = {}\nrows = df.to_dict('records'); total = df['amount'].sum()"
POLARS = "import polars\ndf = {}\nrows = df.to_dicts(); total = df['amount'].sum()"
ARROW = ("import pyarrow.compute\n{}\nrows = t.to_pylist(); total = pyarrow.compute.sum(t['amount']).as_py()")
DAFT = "import daft\ndf = {}\nrows = df.to_pylist(); total = sum(row['amount'] for row in rows)"
DUCK = ("import duckdb\nq = duckdb.sql({!r})\nrows = [dict(zip(q.columns, r)) for r in q.fetchall()]\n"
        "total = sum(r['amount'] for r in rows)")
DUCK_FILE = ("import duckdb\ndb = duckdb.connect('gifts.duckdb', read_only=True)\n"
             "q = db.sql('FROM contributions ORDER BY contribution_id')\n"
             "rows = [dict(zip(q.columns, r)) for r in q.fetchall()]\n"
             "total = db.sql('SELECT sum(amount) FROM contributions').fetchall()[0][0]")
CLICKHOUSE = ("import chdb, json\nout = chdb.query(\"SELECT * FROM file('gifts.{0}', '{1}') FORMAT JSONEachRow\").bytes()"
              "\nrows = [json.loads(l) for l in out.splitlines()]; total = chdb.query(\"SELECT sum(amount) FROM "
              "file('gifts.{0}', '{1}') FORMAT CSV\").bytes().decode().strip()")
SUM_JS = "const total = rows.reduce((sum, row) => sum + Number(row.amount), 0).toFixed(2);"
READ_JS = "import fs from 'node:fs'; const bytes = fs.readFileSync('gifts.{}');"

GO_PARQUET = """package main
import ("encoding/json"; "fmt"; "os"; "github.com/parquet-go/parquet-go")
type Filer struct { Id string `parquet:"filer_id,optional"` }
type Candidate struct { District *int64 `parquet:"district,optional"` }
type Gift struct {
  Amount float64 `parquet:"amount,optional"`
  Name string `parquet:"name,optional"`; Zip string `parquet:"zip,optional"`; Memo string `parquet:"memo,optional"`
  Filer Filer `parquet:"filer,optional"`; Candidate Candidate `parquet:"candidate,optional"`
  Extra string `parquet:"addtl_data,optional"`
}
func main() {
  rows, err := parquet.ReadFile[Gift](os.Args[1] + "/gifts.parquet")
  if err != nil { fmt.Println("error: " + err.Error()); os.Exit(1) }
  sum := 0.0
  for _, r := range rows { sum += r.Amount }
  last := rows[len(rows)-1]
  var extra map[string]string
  json.Unmarshal([]byte(last.Extra), &extra)
  out, _ := json.Marshal(map[string]any{"rows": len(rows), "sum": fmt.Sprintf("%.2f", sum), "zip": rows[0].Zip,
    "filer": rows[0].Filer.Id, "name": rows[0].Name, "null": rows[1].Name, "memo": rows[2].Memo,
    "district": fmt.Sprint(*last.Candidate.District), "late": extra["late"]})
  fmt.Println(string(out))
}
"""
GO_EXCEL = """package main
import ("encoding/json"; "fmt"; "os"; "strconv"; "strings"; "github.com/xuri/excelize/v2")
func main() {
  book, err := excelize.OpenFile(os.Args[1] + "/gifts.xlsx")
  if err != nil { fmt.Println("error: " + err.Error()); os.Exit(1) }
  rows, _ := book.GetRows(book.GetSheetName(0))
  at := func(row []string, name string) string {
    for i, column := range rows[0] { if column == name && i < len(row) { return row[i] } }
    return "missing"
  }
  sum := 0.0
  for _, r := range rows[1:] {
    amount, _ := strconv.ParseFloat(strings.ReplaceAll(at(r, "amount"), ",", ""), 64)
    sum += amount
  }
  last := rows[len(rows)-1]
  var extra map[string]string
  json.Unmarshal([]byte(at(last, "addtl_data")), &extra)
  out, _ := json.Marshal(map[string]any{"rows": len(rows)-1, "sum": fmt.Sprintf("%.2f", sum), "zip": at(rows[1], "zip"),
    "filer": at(rows[1], "filer.filer_id"), "name": at(rows[1], "name"), "null": at(rows[2], "name"),
    "memo": at(rows[3], "memo"), "district": at(last, "candidate.district"), "late": extra["late"]})
  fmt.Println(string(out))
}
"""

# Each gives (name as shown, version, language, snippet, Python folder, advice).

def python(name, code, advice, folder="new", package=None):
    version = None
    for listed in PYTHON[folder]:
        if listed.split("==")[0] == (package or name.split()[0].lower()):
            version = listed.split("==")[1]
    return name, version, "python", code, folder, advice


def node(name, package, code, advice):
    return name, version_of(package), "node", code, "new", advice


def installed_r(package):
    done = run("r", f"cat(jsonlite::toJSON(list(v = as.character(packageVersion('{package}'))), auto_unbox = TRUE))",
               pathlib.Path("/"))
    return done.get("v", "?")


def r(name, package, code, advice):
    return (name, installed_r(package) if has("Rscript") else "?", "r", code, "new", advice)


KEEP_PANDAS = '`dtype={"zip": str, "filer.filer_id": str, ...}, keep_default_na=False, na_values=[""]`'


def parquet():
    return [
        python("pandas", PANDAS.format("pandas.read_parquet('gifts.parquet')"),
               "`amount` holds `Decimal`s: cast to float for arithmetic. `district` beside NULLs is a float"),
        python("pandas", PANDAS.format("pandas.read_parquet('gifts.parquet')"), "as above", "old"),
        python("polars", POLARS.format("polars.read_parquet('gifts.parquet')"),
               "`addtl_data` is Binary: `.cast(pl.String)`; see [notebooks](notebooks.md) for quotients"),
        python("polars", POLARS.format("polars.read_parquet('gifts.parquet')"), "as above", "old"),
        python("pyarrow", ARROW.format("import pyarrow.parquet\nt = pyarrow.parquet.read_table('gifts.parquet')"),
               "cast `amount` to float64 before a division"),
        python("DuckDB", DUCK.format("FROM 'gifts.parquet'"), "nothing to do"),
        python("DuckDB", DUCK.format("FROM 'gifts.parquet'"), "nothing to do", "old"),
        python("daft", DAFT.format("daft.read_parquet('gifts.parquet')"), "nothing to do"),
        python("DataFusion", "import datafusion\nc = datafusion.SessionContext()\n"
               "t = c.read_parquet('gifts.parquet')\nrows = t.to_pylist(); total = sum(r['amount'] for r in rows)",
               "nothing to do"),
        python("fastparquet", "import fastparquet\ndf = fastparquet.ParquetFile('gifts.parquet').to_pandas()\n"
               "rows = df.to_dict('records'); total = df['amount'].sum()",
               "amounts are floats: round the sums"),
        python("ClickHouse (chdb)", CLICKHOUSE.format("parquet", "Parquet"), "nothing to do", package="chdb"),
        node("hyparquet", "hyparquet", "import {asyncBufferFromFile, parquetReadObjects} from 'hyparquet';\n"
             "import {compressors} from 'hyparquet-compressors';\nconst rows = await parquetReadObjects({file: await "
             "asyncBufferFromFile('gifts.parquet'), compressors});" + SUM_JS,
             "needs hyparquet-compressors (ZSTD); amounts are numbers: round the sums"),
        node("hyparquet alone", "hyparquet", "import {asyncBufferFromFile, parquetReadObjects} from 'hyparquet';\n"
             "const rows = await parquetReadObjects({file: await asyncBufferFromFile('gifts.parquet')});" + SUM_JS,
             "install hyparquet-compressors"),
        node("parquet-wasm, apache-arrow", "parquet-wasm", READ_JS.format("parquet") +
             "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url);\n"
             "const {readParquet} = require('parquet-wasm/node');\nconst {tableFromIPC} = require('apache-arrow');\n"
             "const t = tableFromIPC(readParquet(bytes).intoIPCStream());\n"
             "const rows = t.toArray().map(r => r.toJSON());" + SUM_JS,
             "**divide `amount` by 100**: a DECIMAL arrives without its scale"),
        node("@dsnp/parquetjs", "@dsnp/parquetjs", "import pq from '@dsnp/parquetjs';\n"
             "const reader = await pq.ParquetReader.openFile('gifts.parquet'); const c = reader.getCursor();\n"
             "const rows = []; for (let r; (r = await c.next());) rows.push(r);" + SUM_JS,
             "use hyparquet, or export NDJSON"),
        node("DuckDB (Node client)", "@duckdb/node-api", "import {DuckDBInstance} from '@duckdb/node-api';\n"
             "const db = await (await DuckDBInstance.create()).connect();\nconst q = await "
             "db.runAndReadAll(\"FROM 'gifts.parquet'\"); const rows = q.getRowObjectsJson();" + SUM_JS,
             "`getRowObjectsJson()` gives amounts as texts"),
        ("parquet-go into float64", version_of("github.com/parquet-go/parquet-go"), "go", GO_PARQUET, "new",
         "**divide by 100**, or read an int64 of cents"),
    ]


def csv():
    return [
        python("pandas", PANDAS.format("pandas.read_csv('gifts.csv')"), KEEP_PANDAS),
        python("pandas", PANDAS.format("pandas.read_csv('gifts.csv')"), "as above", "old"),
        python("polars", POLARS.format("polars.read_csv('gifts.csv')"), "`infer_schema=False`, then cast `amount`"),
        python("polars", POLARS.format("polars.read_csv('gifts.csv')"), "as above", "old"),
        python("pyarrow", ARROW.format("import pyarrow.csv\nt = pyarrow.csv.read_csv('gifts.csv', "
               "parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True))"),
               "`newlines_in_values=True`, `column_types` for ids and `zip`"),
        python("DuckDB", DUCK.format("FROM 'gifts.csv'"), "`all_varchar = true` and casts, to be sure"),
        python("DuckDB", DUCK.format("FROM 'gifts.csv'"), "as above", "old"),
        python("daft", DAFT.format("daft.read_csv('gifts.csv', allow_variable_columns=False)"),
               "`infer_schema=False, schema={...}`"),
        python("ClickHouse (chdb)", CLICKHOUSE.format("csv", "CSVWithNames"), "name the columns' types",
               package="chdb"),
        python("frictionless", "from frictionless import Resource\nrows = [r.to_dict() for r in "
               "Resource(path='gifts.csv').read_rows()]\ntotal = sum(r['amount'] for r in rows)",
               "give a schema with string for ids and `zip`", "csvkit"),
        ("csvkit (csvjson)", version_of("csvkit"), "sh", "csvjson gifts.csv | python3 -c \"import json,sys; from "
         "decimal import Decimal\nrows = json.load(sys.stdin, parse_float=Decimal); total = sum(r['amount'] for r in "
         "rows)" + PYTHON_TAIL.replace('"', '\\"') + "\"", "csvkit", "`--no-inference`"),
        ("Miller", "6.6.0", "sh", "mlr --icsv --ojsonl --records-per-batch 1 cat gifts.csv | python3 -c \"import "
         "json,sys; from decimal import Decimal\nrows = [json.loads(l, parse_float=Decimal) for l in sys.stdin]; total "
         "= sum(r['amount'] for r in rows)" + PYTHON_TAIL.replace('"', '\\"') + "\"", "new",
         "`-S` keeps texts; without it `+ 0` drops leading zeros"),
        node("Papa Parse, dynamicTyping", "papaparse", READ_JS.format("csv") + "import Papa from 'papaparse';\n"
             "const rows = Papa.parse(bytes.toString(), {header: true, dynamicTyping: true, skipEmptyLines: true}).data;"
             + SUM_JS, "`dynamicTyping: {amount: true}`"),
        node("d3 autoType", "d3-dsv", READ_JS.format("csv") + "import {csvParse, autoType} from 'd3-dsv';\n"
             "const rows = csvParse(bytes.toString(), autoType);" + SUM_JS, "convert `amount` alone: `d => +d.amount`"),
        node("csv-parse, cast", "csv-parse", READ_JS.format("csv") + "import {parse} from 'csv-parse/sync';\n"
             "const rows = parse(bytes, {columns: true, cast: true});" + SUM_JS, "`cast` with a function for `amount`"),
        r("R read.csv", "utils", "rows <- read.csv('gifts.csv'); total <- sum(rows$amount)",
          "`colClasses = \"character\"`, `na.strings = \"\"`"),
        r("R data.table fread", "data.table", "rows <- data.table::fread('gifts.csv'); total <- sum(rows$amount)",
          "`colClasses = list(character = c(\"zip\", ...))`; it leaves doubled quotes doubled"),
        r("R readr", "readr", "rows <- readr::read_csv('gifts.csv', show_col_types = FALSE); total <- sum(rows$amount)",
          "`col_types`, with `candidate.district` as a number; `na = \"\"`"),
    ]


def ndjson():
    return [
        python("pandas", PANDAS.format("pandas.read_json('gifts.ndjson', lines=True)"),
               "`dtype=False`: texts stay texts"),
        python("pandas", PANDAS.format("pandas.read_json('gifts.ndjson', lines=True)"), "as above", "old"),
        python("polars", POLARS.format("polars.read_ndjson('gifts.ndjson')"), "**`infer_schema_length=None`**"),
        python("polars", POLARS.format("polars.read_ndjson('gifts.ndjson')"), "as above", "old"),
        python("pyarrow", ARROW.format("import pyarrow.json\nt = pyarrow.json.read_json('gifts.ndjson')"),
               "amounts are floats: round the sums"),
        python("DuckDB", DUCK.format("FROM 'gifts.ndjson'"), "`sample_size = -1`; amounts are DOUBLE"),
        python("DuckDB", DUCK.format("FROM 'gifts.ndjson'"), "as above", "old"),
        python("daft", DAFT.format("daft.read_json('gifts.ndjson')"), "give a schema"),
        python("ClickHouse (chdb)", CLICKHOUSE.format("ndjson", "JSONEachRow"), "nothing to do", package="chdb"),
        r("R jsonlite", "jsonlite", "d <- jsonlite::stream_in(file('gifts.ndjson'), verbose = FALSE)\n"
          "total <- sum(d$amount); rows <- jsonlite::flatten(d); rows$addtl_data <- sprintf('{\"late\":\"%s\"}', "
          "rows$addtl_data.late)", "nothing to do"),
        node("JSON.parse", "csv-parse", READ_JS.format("ndjson") +
             "const rows = bytes.toString().trim().split('\\n').map(JSON.parse);" + SUM_JS, "nothing to do"),
    ]


def xlsx():
    return [
        python("pandas (openpyxl)", PANDAS.format("pandas.read_excel('gifts.xlsx')"), KEEP_PANDAS, package="pandas"),
        python("pandas (openpyxl)", PANDAS.format("pandas.read_excel('gifts.xlsx')"), "as above", "old", "pandas"),
        python("pandas (calamine)", PANDAS.format("pandas.read_excel('gifts.xlsx', engine='calamine')"), "as above",
               package="pandas"),
        python("polars (fastexcel)", POLARS.format("polars.read_excel('gifts.xlsx')"), "round the sums", package="polars"),
        python("openpyxl", "import openpyxl\nr = list(openpyxl.load_workbook('gifts.xlsx').active.values)\n"
               "rows = [dict(zip(r[0], x)) for x in r[1:]]; total = round(sum(x['amount'] for x in rows), 2)",
               "round the sums"),
        node("exceljs", "exceljs", "import Excel from 'exceljs'; const book = new Excel.Workbook(); await "
             "book.xlsx.readFile('gifts.xlsx'); const sheet = book.worksheets[0]; const head = sheet.getRow(1).values;\n"
             "const rows = []; sheet.eachRow((row, n) => { if (n > 1) { const o = {}; head.forEach((h, i) => { o[h] = "
             "row.getCell(i).value; }); rows.push(o); } });" + SUM_JS, "round the sums"),
        node("SheetJS", "xlsx", "import X from 'xlsx'; const book = X.readFile('gifts.xlsx'); const rows = "
             "X.utils.sheet_to_json(book.Sheets[book.SheetNames[0]]);" + SUM_JS, "round the sums; `cellDates: true`"),
        r("R readxl", "readxl", "rows <- readxl::read_excel('gifts.xlsx'); total <- sum(rows$amount)",
          "`guess_max = Inf`, or `col_types`"),
        ("excelize", version_of("github.com/xuri/excelize/v2"), "go", GO_EXCEL, "new",
         "`RawCellValue: true`; otherwise amounts have thousands separators"),
    ]


def duckdb():
    versions = ("0.10.3", "1.0.0", "1.1.3", "1.2.2", "1.3.2")
    return [
        *[python("DuckDB (Python)", DUCK_FILE, "update", f"duckdb-{v}", "duckdb") for v in versions],
        python("DuckDB (Python)", DUCK_FILE, "nothing to do", "old", "duckdb"),
        python("DuckDB (Python)", DUCK_FILE, "nothing to do", "duckdb-1.5.6", "duckdb"),
        python("DuckDB (Python)", DUCK_FILE, "nothing to do", package="duckdb"),
        node("DuckDB (Node client)", "@duckdb/node-api", "import {DuckDBInstance} from '@duckdb/node-api';\n"
             "const db = await (await DuckDBInstance.create('gifts.duckdb', {access_mode: 'READ_ONLY'})).connect();\n"
             "const q = await db.runAndReadAll('FROM contributions ORDER BY contribution_id'); const rows = "
             "q.getRowObjectsJson();" + SUM_JS, "nothing to do"),
    ]


TABLES = {"Parquet": parquet, "CSV": csv, "NDJSON": ndjson, "Workbook": xlsx, "DuckDB file": duckdb}
WORDS = {"rows": "rows", "sum": "sum", "zip": "ZIP", "filer": "filer id", "name": "name", "null": "contributor NULL",
         "memo": "text of two lines", "district": "district", "late": "later member"}


def same(key, found, wanted):
    if key == "sum":
        try:
            return abs(float(found) - float(wanted)) < 0.005
        except ValueError:
            return False
    if key == "memo":
        return found.replace("\r\n", "\n") == wanted.replace("\r\n", "\n")
    return str(found) == str(wanted)


def differences(found):
    if "error" in found:
        return "**refused**: " + found["error"].replace("|", "\\|")
    parts = []
    for key, wanted in sample.TRUTH.items():
        value = found.get(key, "missing")
        if not same(key, value, wanted):
            shown = str(value).replace("\r", "\\r").replace("\n", "\\n").replace("|", "\\|")
            parts.append(f"{WORDS[key]} `{shown}`")
    return ", ".join(parts) or "as exported"


def tables():
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder).resolve()
        sample.export_all(folder)
        for title, readers in TABLES.items():
            lines += [f"### {title}", "", "| Reader | Version | What comes out | Advice |", "|---|---|---|---|"]
            for name, version, language, code, packages, advice in readers():
                found = run(language, code + TAILS[language], folder, packages)
                print(f"{title}: {name} {version}", file=sys.stderr)
                lines.append(f"| {name} | {version} | {differences(found)} | {advice} |")
            lines.append("")
    return lines
