#!/usr/bin/env bash
# With fastparquet a gift of the year 0202, a typing error, was made in October 1955, and one of 2300 in 1715.
#
# Expected: a date of Parquet is a number of days; pandas has dates in seconds since version 2, so 0202-03-01 is that day,
#   as pyarrow gives it, or an error.
# Seen (fastparquet 2026.9.0 with pandas 3.1.1): every date is turned into nanoseconds, which last from 1677 to 2262.
#   What lies outside comes round at the other end as a plausible day with a time. pyarrow, polars 2.1.0 and DuckDB
#   2.0.1 give the dates that are in the file.
# Why it matters: agencies publish years such as 0202, 0023 and 9999 in their thousands, and whoever writes the file keeps
#   them, so that they can be found. Read like this they are scattered over years that a filter on dates lets through.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/read.py" <<'PYTHON'
import datetime, duckdb, fastparquet, pandas, polars, pyarrow, pyarrow.parquet

days = [datetime.date(*day) for day in ((2023, 1, 15), (23, 1, 15), (202, 3, 1), (1677, 1, 1), (2300, 1, 1), (9999, 12, 31))]
pyarrow.parquet.write_table(pyarrow.table({"day": days}), "gifts.parquet")
readers = {
    "pandas with pyarrow": pandas.read_parquet("gifts.parquet", engine="pyarrow").day,
    "polars": polars.read_parquet("gifts.parquet")["day"],
    "DuckDB": [day for day, in duckdb.sql("FROM 'gifts.parquet'").fetchall()],
    "pandas with fastparquet": pandas.read_parquet("gifts.parquet", engine="fastparquet").day,
}
for name, found in readers.items():
    print(f"{name:24}", *(str(day)[:10] for day in found))
times = fastparquet.ParquetFile("gifts.parquet").to_pandas().day
print("fastparquet, to the second:", times[2].isoformat(timespec="seconds"))
PYTHON

install_python readers fastparquet==2026.9.0 pandas==3.1.1 pyarrow==25.0.1 polars==2.1.0 duckdb==2.0.1
cd "$work"
compare python_with readers read.py <<'SEEN'
pandas with pyarrow      2023-01-15 0023-01-15 0202-03-01 1677-01-01 2300-01-01 9999-12-31
polars                   2023-01-15 0023-01-15 0202-03-01 1677-01-01 2300-01-01 9999-12-31
DuckDB                   2023-01-15 0023-01-15 0202-03-01 1677-01-01 2300-01-01 9999-12-31
pandas with fastparquet  2023-01-15 1776-09-12 1955-10-28 2261-07-22 1715-06-13 1816-03-29
fastparquet, to the second: 1955-10-28T22:43:41
SEEN
