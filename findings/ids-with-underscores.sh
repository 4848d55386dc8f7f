#!/usr/bin/env bash
# Committee numbers like 2022_17 become the number 202217.
#
# Expected: an underscore makes a text; only source code writes 1_000 for a thousand.
# Seen: csvkit 2.2.0 and frictionless 5.21.0 take over what Python's int() and Decimal() allow, and infer a number:
#   2022_17 and 20_2217 are both 202217 afterwards. DuckDB 2.0.1 leaves the column as text when it looks at the file,
#   but a column that is declared BIGINT gives 202217, too. pandas 3.1.1, polars 2.1.0 and pyarrow 25.0.1 keep the
#   text.
# Why it matters: ids put together from a year and a number are common, and a join on them pairs the wrong committees.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/read.py" <<'PYTHON'
import csv, io, subprocess
import agate, duckdb, frictionless, pandas, polars, pyarrow.csv
from frictionless import Resource

def show(name, values):
    print(f"{name:16} {values}")

show("agate", [str(v) for v in agate.Table.from_csv("ids.csv").columns["committee"].values()])
show("frictionless", [row["committee"] for row in Resource("ids.csv").read_rows()])
show("duckdb", [v for v, in duckdb.sql("SELECT committee FROM read_csv('ids.csv')").fetchall()])
show("duckdb, declared", [v for v, in duckdb.sql(
    "SELECT committee FROM read_csv('ids.csv', types={'committee': 'BIGINT'})").fetchall()])
show("pandas", pandas.read_csv("ids.csv")["committee"].tolist())
show("polars", polars.read_csv("ids.csv")["committee"].to_list())
show("pyarrow", pyarrow.csv.read_csv("ids.csv")["committee"].to_pylist())
PYTHON

install_python readers csvkit==2.2.0 agate==1.14.2 frictionless==5.21.0 duckdb==2.0.1 pandas==3.1.1 polars==2.1.0 \
  pyarrow==25.0.1
cd "$work"
printf 'committee,amount\n2022_17,5.00\n20_2217,7.50\n' >ids.csv

read_them() {
  python_with readers read.py
  tool_with readers csvsort --columns amount ids.csv
}

compare read_them <<'SEEN'
agate            ['202217', '202217']
frictionless     [202217, 202217]
duckdb           ['2022_17', '20_2217']
duckdb, declared [202217, 202217]
pandas           ['2022_17', '20_2217']
polars           ['2022_17', '20_2217']
pyarrow          ['2022_17', '20_2217']
committee,amount
202217,5.00
202217,7.50
SEEN
