#!/usr/bin/env bash
# csvkit reads 12/31/2023 24:00 as the beginning of 31 December: a day early.
#
# Expected: 24:00 is the end of the day, 2024-01-01 00:00 (ISO 8601), as DuckDB's cast has it, or it stays a text, as
#   in pandas and polars.
# Seen (csvkit 2.2.0, agate 1.14.2): 2023-12-31T00:00:00, the same moment as 12/31/2023 00:00. A gift filed at the last
#   minute of the year, or of a reporting period, is the day's first; 23:59 and 24:00 are a day apart, in the wrong
#   order.
# Why it matters: deadlines end at midnight, and systems that write 24:00 do so for exactly those filings.
set -euo pipefail
source "$(dirname "$0")/common.bash"

install_python csvkit csvkit==2.2.0 agate==1.14.2 parsedatetime==2.6 pytimeparse==1.1.8
install_python duckdb duckdb==2.0.1
cd "$work"
cat >filed.csv <<'CSV'
id,filed
1,12/31/2023 00:00
2,12/31/2023 23:59
3,12/31/2023 24:00
4,01/01/2024 00:01
CSV

read_them() {
  tool_with csvkit csvsort --version
  tool_with csvkit csvsort --columns filed filed.csv
  python_with duckdb -c 'import duckdb; print("duckdb", duckdb.__version__,
    duckdb.sql("SELECT CAST(\x27" + "2023-12-31 24:00:00" + "\x27 AS TIMESTAMP)").fetchall()[0][0])'
}

compare read_them <<'SEEN'
csvsort 2.2.0
id,filed
1,2023-12-31T00:00:00
3,2023-12-31T00:00:00
2,2023-12-31T23:59:00
4,2024-01-01T00:01:00
duckdb 2.0.1 2024-01-01 00:00:00
SEEN
