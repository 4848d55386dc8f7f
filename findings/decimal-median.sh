#!/usr/bin/env bash
# The median of a DECIMAL amount is cut off to cents, while the mean beside it is not even rounded.
#
# Expected: the median of 1.25 and 2.50 is 1.875, as avg() says, or 1.88 if it must have two decimals.
# Seen: DuckDB and DataFusion 55.0.0 say 1.87: median() and quantile_cont() keep the type DECIMAL(18,2) and cut off
#   what does not fit. Of -1.25 and -2.50 the two versions of DuckDB differ: 1.4.4 rounds down, -1.88, 2.0.1 cuts off
#   towards zero, -1.87. A cast to DOUBLE, and in DataFusion percentile_cont(0.5), which is the same thing by its other
#   name, give 1.875. So do polars 2.1.0 and pandas 3.1.1.
# Why it matters: "the median gift" differs by a cent between two programs on one file, and the cut makes each positive
#   one smaller. Medians of small amounts suffer most: of 0.01, 0.02 it is 0.01.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/duck.py" <<'PYTHON'
import duckdb

print("duckdb", duckdb.__version__)
for amounts in "(1.25), (2.50)", "(-1.25), (-2.50)", "(0.01), (0.02)", "(5.00), (10.00), (25.00), (99.99)":
    row = duckdb.sql(f"""SELECT typeof(median(a)), median(a), avg(a), median(a::DOUBLE), quantile_cont(a, 0.75)
                         FROM (SELECT x::DECIMAL(18,2) AS a FROM (VALUES {amounts}) t(x))""").fetchall()[0]
    print("  " + amounts, *row)
PYTHON
cat >"$work/others.py" <<'PYTHON'
from decimal import Decimal
import datafusion, pandas, polars, pyarrow

cents = pyarrow.decimal128(18, 2)
amounts = pyarrow.table({"a": pyarrow.array([Decimal("1.25"), Decimal("2.50")], cents)})
context = datafusion.SessionContext()
context.from_arrow(amounts, "gifts")
answer = context.sql("SELECT median(a) AS m, percentile_cont(a, 0.5) AS p, avg(a) AS v FROM gifts").to_pylist()[0]
print("datafusion", datafusion.__version__, *answer.values())
print("polars", polars.__version__, polars.from_arrow(amounts)["a"].median())
print("pandas", pandas.__version__, pandas.Series(amounts["a"].to_pylist(), dtype=pandas.ArrowDtype(cents)).median())
PYTHON

install_python 1.4.4 duckdb==1.4.4
install_python 2.0.1 duckdb==2.0.1
install_python others datafusion==55.0.0 polars==2.1.0 pandas==3.1.1 pyarrow==26.0.1

ask_all() {
  python_with 1.4.4 "$work/duck.py"
  python_with 2.0.1 "$work/duck.py"
  python_with others "$work/others.py"
}

compare ask_all <<'SEEN'
duckdb 1.4.4
  (1.25), (2.50) DECIMAL(18,2) 1.87 1.875 1.875 2.18
  (-1.25), (-2.50) DECIMAL(18,2) -1.88 -1.875 -1.875 -1.57
  (0.01), (0.02) DECIMAL(18,2) 0.01 0.015 0.015 0.01
  (5.00), (10.00), (25.00), (99.99) DECIMAL(18,2) 17.50 34.9975 17.5 43.74
duckdb 2.0.1
  (1.25), (2.50) DECIMAL(18,2) 1.87 1.875 1.875 2.18
  (-1.25), (-2.50) DECIMAL(18,2) -1.87 -1.875 -1.875 -1.56
  (0.01), (0.02) DECIMAL(18,2) 0.01 0.015 0.015 0.01
  (5.00), (10.00), (25.00), (99.99) DECIMAL(18,2) 17.50 34.9975 17.5 43.74
datafusion 55.0.0 1.87 1.875 1.875000
polars 2.1.0 1.875
pandas 3.1.1 1.875
SEEN
