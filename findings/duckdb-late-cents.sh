#!/usr/bin/env bash
# DuckDB rounds 12.50 to 13 in a CSV whose first 20,480 rows have whole dollars, and 02108 becomes 2108.
#
# Expected: an error that names the line, as polars and DataFusion give, or a column of decimals, as in pyarrow: what
#   follows the sample does not fit the type that the sample suggested.
# Seen (DuckDB 1.4.4, 1.5.6, 2.0.1): the column is BIGINT, and later values are rounded to it without a word; a ZIP code
#   with a leading zero loses it, while one within the sample makes the column a text. With sample_size = -1 both are
#   right.
# Why it matters: files are sorted by date or committee, and a state's early years or largest committees often have
#   whole dollars only. The sum is off by some dollars, which nobody can find again.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/read.py" <<'PYTHON'
import sys, duckdb
rows = [f"{i},78701,10" for i in range(30_000)] + ["30000,02108,12.50", "30001,02109,0.49"]
open("gifts.csv", "w").write("\n".join(["id,zip,amount", *rows]) + "\n")
for options in ("", ", sample_size = -1"):
    sums = duckdb.sql(f"SELECT sum(amount), any_value(typeof(amount)) FROM read_csv('gifts.csv'{options})").fetchall()
    last = duckdb.sql(f"SELECT zip, amount FROM read_csv('gifts.csv'{options}) WHERE id >= 30000 ORDER BY id").fetchall()
    print("duckdb", duckdb.__version__, options or ", by default", sums[0], *[(str(z), str(a)) for z, a in last])
if len(sys.argv) > 1:
    import polars, pyarrow.csv
    table = pyarrow.csv.read_csv("gifts.csv")
    print("pyarrow", sum(table["amount"].to_pylist()), table["zip"].to_pylist()[-2:])
    try:
        polars.read_csv("gifts.csv")
    except polars.exceptions.ComputeError as error:
        print("polars", str(error).splitlines()[0][:45])
PYTHON

install_python old duckdb==1.4.4
install_python middle duckdb==1.5.6
install_python new duckdb==2.0.1 polars==2.1.0 pyarrow==25.0.1
cd "$work"
read_all() {
  python_with old read.py
  python_with middle read.py
  python_with new read.py others
}
compare read_all <<'SEEN'
duckdb 1.4.4 , by default (300013, 'BIGINT') ('2108', '13') ('2109', '0')
duckdb 1.4.4 , sample_size = -1 (300012.99, 'DOUBLE') ('02108', '12.5') ('02109', '0.49')
duckdb 1.5.6 , by default (300013, 'BIGINT') ('2108', '13') ('2109', '0')
duckdb 1.5.6 , sample_size = -1 (300012.99, 'DOUBLE') ('02108', '12.5') ('02109', '0.49')
duckdb 2.0.1 , by default (300013, 'BIGINT') ('2108', '13') ('2109', '0')
duckdb 2.0.1 , sample_size = -1 (300012.99, 'DOUBLE') ('02108', '12.5') ('02109', '0.49')
pyarrow 300012.99 [2108, 2109]
polars could not parse `12.50` as dtype `i64` at col
SEEN
