#!/usr/bin/env bash
# The share of one of 300 equal amounts in their total is 0.00 in polars, and an error in pyarrow.
#
# Expected: a quotient of DECIMAL(14,2) columns has enough digits for a percentage, as DuckDB's floating point has.
# Seen: polars 1.35.2 and 2.1.0 keep the two decimals of the amounts, so shares of 1/300 are 0.00. pyarrow 25.0.1 makes
#   the sum a decimal of 38 digits, and dividing a column by its own sum is then out of range, which it was not in
#   20.0.0. A mean in pyarrow, and in pandas with its types, has two decimals (1.505 is 1.51). pandas is right here.
# Why it matters: "share of all contributions" is the first figure computed from Parquet files whose amounts are
#   decimals; 300 donors with 0.33 % each have 0 %.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/read.py" <<'PYTHON'
from decimal import Decimal
import duckdb, pandas, polars, pyarrow, pyarrow.compute as compute

amounts = [Decimal("1.00")] * 300
series = polars.Series("amount", amounts, dtype=polars.Decimal(14, 2))
column = pyarrow.array(amounts, pyarrow.decimal128(14, 2))
arrow_in_pandas = lambda values: pandas.Series(values, dtype=pandas.ArrowDtype(pyarrow.decimal128(14, 2)))

def with_pyarrow():
    try:
        return compute.divide(column, compute.sum(column))[0].as_py()
    except pyarrow.ArrowInvalid as error:
        return f"error: {error}"

pair = [Decimal("1.00"), Decimal("2.01")]
print("polars", polars.__version__, "share", (series / series.sum())[0], "sum of shares", (series / series.sum()).sum())
print("pyarrow", pyarrow.__version__, "share", with_pyarrow())
print("pandas", pandas.__version__, "share", (arrow_in_pandas(amounts) / arrow_in_pandas(amounts).sum())[0])
print("duckdb", duckdb.sql("SELECT a / sum(a) OVER () FROM (SELECT 1::DECIMAL(14,2) a FROM range(300))").fetchall()[0][0])
print("mean of 1.00 and 2.01: pyarrow", compute.mean(pyarrow.array(pair, pyarrow.decimal128(14, 2))), "pandas",
      arrow_in_pandas(pair).mean(), "polars", polars.Series(pair, dtype=polars.Decimal(14, 2)).mean())
PYTHON

install_python old duckdb==1.4.4 polars==1.35.2 pyarrow==20.0.0 pandas==2.3.3
install_python new duckdb==2.0.1 polars==2.1.0 pyarrow==25.0.1 pandas==3.1.1
cd "$work"
read_both() {
  python_with old read.py
  python_with new read.py
}
compare read_both <<'SEEN'
polars 1.35.2 share 0.00 sum of shares 0.00
pyarrow 20.0.0 share 0.003333333333333
pandas 2.3.3 share 0.003333
duckdb 0.0033333333333333335
mean of 1.00 and 2.01: pyarrow 1.51 pandas 1.51 polars 1.505
polars 2.1.0 share 0.00 sum of shares 0.00
pyarrow 25.0.1 share error: Decimal precision out of range [1, 38]: 53
pandas 3.1.1 share 0.003333
duckdb 0.0033333333333333335
mean of 1.00 and 2.01: pyarrow 1.51 pandas 1.51 polars 1.505
SEEN
