#!/usr/bin/env bash
# A member that first appears late in a file of JSON lines is left out by some readers, without a word.
#
# Expected: a column for it, or an error: every line is a valid object, and members are optional.
# Seen: polars 2.1.0 looks at the first 100 lines, DuckDB 2.0.1 (and 1.5.6) at 20,480, ClickHouse (chdb 4.4.0) at
#   25,000; a column that begins later does not exist. DuckDB 1.4.4 looked at the whole file, so it is lost on an
#   upgrade. pandas, pyarrow and daft have the column.
# Why it matters: agencies add a member when they add a form, and programs leave out members without a value. Of refunds
#   that exist since last year a file that is sorted by date has none in its first lines; the balance then has none.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/read.py" <<'PYTHON'
import json, sys, duckdb

def write(late):
    with open("gifts.ndjson", "w") as file:
        for i in range(late + 10):
            file.write(json.dumps({"id": i, "amount": 1.5, **({"refund": 2.25} if i >= late else {})}) + "\n")

readers = {"duckdb " + duckdb.__version__: lambda: duckdb.sql("SELECT * FROM 'gifts.ndjson'").columns}
if len(sys.argv) > 1:
    import chdb, daft, pandas, polars, pyarrow, pyarrow.json
    first = "SELECT * FROM file('gifts.ndjson') ORDER BY id DESC LIMIT 1 FORMAT JSONEachRow"
    readers |= {
        "polars " + polars.__version__: lambda: polars.read_ndjson("gifts.ndjson").columns,
        "chdb": lambda: json.loads(chdb.query(first).bytes()),
        "pandas " + pandas.__version__: lambda: pandas.read_json("gifts.ndjson", lines=True).columns,
        "pyarrow " + pyarrow.__version__: lambda: pyarrow.json.read_json("gifts.ndjson").column_names,
        "daft " + daft.__version__: lambda: daft.read_json("gifts.ndjson").column_names,
    }
for name, columns in readers.items():
    seen = []
    for late in (50, 200, 22_000, 30_000):
        write(late)
        seen.append(f"{late}: {'read' if 'refund' in columns() else 'lost'}")
    print(name, "; refunds from line", ", ".join(seen))
PYTHON

install_python old duckdb==1.4.4
install_python middle duckdb==1.5.6
install_python new duckdb==2.0.1 polars==2.1.0 pandas==3.1.1 pyarrow==25.0.1 daft==0.7.26 chdb==4.4.0
cd "$work"
read_all() {
  python_with old read.py
  python_with middle read.py
  python_with new read.py others
}
compare read_all <<'SEEN'
duckdb 1.4.4 ; refunds from line 50: read, 200: read, 22000: read, 30000: read
duckdb 1.5.6 ; refunds from line 50: read, 200: read, 22000: lost, 30000: lost
duckdb 2.0.1 ; refunds from line 50: read, 200: read, 22000: lost, 30000: lost
polars 2.1.0 ; refunds from line 50: read, 200: lost, 22000: lost, 30000: lost
chdb ; refunds from line 50: read, 200: read, 22000: read, 30000: lost
pandas 3.1.1 ; refunds from line 50: read, 200: read, 22000: read, 30000: read
pyarrow 25.0.1 ; refunds from line 50: read, 200: read, 22000: read, 30000: read
daft 0.7.26 ; refunds from line 50: read, 200: read, 22000: read, 30000: read
SEEN
