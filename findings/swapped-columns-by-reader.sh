#!/usr/bin/env bash
# Two years' files with the same columns in another order: the ids are added to the amounts, or it is refused.
#
# Expected: columns are matched by their names, or the files are refused together, since both have a header.
# Seen: daft 0.7.26 and DataFusion 55.0.0 take the names of one file and the places of the other: the sum of 5, 7, 9 and
#   11 is 219. DuckDB 2.0.1, ClickHouse (chdb 4.4.0) and pyarrow 25.0.1 match names, polars 2.1.0 refuses. Types do not
#   help, since both columns are whole numbers.
# Why it matters: agencies reorder the columns of their yearly files, and one pattern for all years is the usual way to
#   read them.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/read.py" <<'PYTHON'
import os
import chdb, daft, datafusion, duckdb, polars, pyarrow, pyarrow.dataset

os.mkdir("years")
open("years/2022.csv", "w").write("filer,amount\n101,5\n102,7\n")
open("years/2023.csv", "w").write("amount,filer\n9,103\n11,104\n")

def with_polars():
    try:
        return polars.read_csv("years/*.csv")["amount"].sum()
    except polars.exceptions.ComputeError as error:
        return "refused: " + str(error).splitlines()[0]

table = datafusion.SessionContext().read_csv("years/").to_pylist()
print("right", 5 + 7 + 9 + 11)
print("daft", daft.__version__, daft.read_csv("years/*.csv").sum("amount").to_pydict()["amount"][0])
print("datafusion", datafusion.__version__, sum(row["amount"] for row in table))
print("duckdb", duckdb.__version__, duckdb.sql("SELECT sum(amount) FROM 'years/*.csv'").fetchall()[0][0])
print("chdb", chdb.query("SELECT sum(amount) FROM file('years/*.csv', 'CSVWithNames')").bytes().decode().strip())
print("pyarrow", pyarrow.__version__, sum(pyarrow.dataset.dataset("years", format="csv").to_table()["amount"].to_pylist()))
print("polars", polars.__version__, with_polars())
PYTHON

install_python readers daft==0.7.26 datafusion==55.0.0 duckdb==2.0.1 chdb==4.4.0 pyarrow==25.0.1 polars==2.1.0
cd "$work"
compare python_with readers read.py <<'SEEN'
right 32
daft 0.7.26 219
datafusion 55.0.0 219
duckdb 2.0.1 32
chdb 32
pyarrow 25.0.1 32
polars 2.1.0 refused: schema names differ: got filer, expected amount
SEEN
