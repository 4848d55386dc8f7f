#!/usr/bin/env bash
# DuckDB's integer division does not divide to integers when the amount is a DECIMAL or DOUBLE.
#
# Expected: 1234.56 // 100 is 12, as 1234 // 100 is, and as the same sign says in Python and polars.
# Seen (1.4.4 and 2.0.1): it is 12.3456, a DOUBLE: for all but integers // is the ordinary division, without an error.
#   `amount // 100 * 100`, the usual way to put gifts into bins of a hundred dollars, gives back the amount, and each
#   amount is a bin of its own. With the amount in cents as BIGINT the same text works. polars 2.1.0: 12.00.
# Why it matters: a histogram that was written for an integer column goes on to run on a DECIMAL one and is silently
#   something else.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/duck.py" <<'PYTHON'
import duckdb

print("duckdb", duckdb.__version__)
for amount in "1234", "1234.56::DECIMAL(18,2)", "1234.56::DOUBLE", "1234.00::DECIMAL(18,2)":
    row = duckdb.sql(f"SELECT typeof({amount} // 100), {amount} // 100, {amount} // 100 * 100").fetchall()[0]
    print(" ", amount, *row)
gifts = "(SELECT (i / 4)::DECIMAL(18,2) AS amount FROM range(1000) r(i))"
print("  bins of 100 over 0 to 249.75:", duckdb.sql(
    f"SELECT count(DISTINCT amount // 100), count(DISTINCT floor(amount / 100)) FROM {gifts}").fetchall()[0])
PYTHON
cat >"$work/polar.py" <<'PYTHON'
import polars

amount = polars.Series(["1234.56"]).cast(polars.Decimal(18, 2))
print("polars", polars.__version__, (amount // 100).to_list()[0])
PYTHON

install_python 1.4.4 duckdb==1.4.4
install_python 2.0.1 duckdb==2.0.1
install_python polars polars==2.1.0

ask_all() {
  python_with 1.4.4 "$work/duck.py"
  python_with 2.0.1 "$work/duck.py"
  python_with polars "$work/polar.py"
}

compare ask_all <<'SEEN'
duckdb 1.4.4
  1234 INTEGER 12 1200
  1234.56::DECIMAL(18,2) DOUBLE 12.3456 1234.56
  1234.56::DOUBLE DOUBLE 12.3456 1234.56
  1234.00::DECIMAL(18,2) DOUBLE 12.34 1234.0
  bins of 100 over 0 to 249.75: (1000, 3)
duckdb 2.0.1
  1234 INTEGER 12 1200
  1234.56::DECIMAL(18,2) DOUBLE 12.3456 1234.56
  1234.56::DOUBLE DOUBLE 12.3456 1234.56
  1234.00::DECIMAL(18,2) DOUBLE 12.34 1234.0
  bins of 100 over 0 to 249.75: (1000, 3)
polars 2.1.0 12.00
SEEN
