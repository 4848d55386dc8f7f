#!/usr/bin/env bash
# DuckDB reads 12/31/69 as the year 69 when a column to its left has dates with four digits.
#
# Expected: each column is looked at by itself, so `filed` in mm/dd/yy is 1969, 2023 wherever it stands.
# Seen (1.4.4, 1.5.6 and 2.0.1): the sniffer takes one date format for the whole file, that of the first date column.
#   - four digits first: the two digits of the other column are taken by %Y, and 01/15/23 is 15 January of the year 23;
#   - two digits first: the four digits of the other column do not fit, and it stays text;
#   - a first column of quarters' first days (01/01, 04/01) is taken for day/month, so that 04/01/2023 is 4 January,
#     and the date of the contribution, which has a 15th, stays text.
#   The order of the columns alone decides. Nothing is said, and no date is refused.
# Why it matters: the date of receipt and that of filing are not always written alike, and a filter `filed >=
#   '2020-01-01'` silently keeps nothing.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/read.py" <<'PYTHON'
import duckdb

def show(title, text):
    with open("dates.csv", "w") as file:
        file.write(text)
    relation = duckdb.sql("FROM read_csv('dates.csv')")
    first = relation.fetchall()[-1]
    print("  " + title + ":", ", ".join(f"{name} {kind} {value}" for name, kind, value
                                        in zip(relation.columns, relation.types, first)))

print("duckdb", duckdb.__version__)
show("short alone", "filed\n12/31/69\n01/15/23\n")
show("long, short", "received,filed\n12/31/1969,12/31/69\n01/15/2023,01/15/23\n")
show("short, long", "filed,received\n12/31/69,12/31/1969\n01/15/23,01/15/2023\n")
show("day, quarter", "received,quarter\n01/15/2023,01/01/2023\n04/30/2023,04/01/2023\n")
show("quarter, day", "quarter,received\n01/01/2023,01/15/2023\n04/01/2023,04/30/2023\n")
PYTHON

read_all() {
  local version
  for version in 1.4.4 1.5.6 2.0.1; do
    (cd "$work" && python_with "$version" read.py)
  done
}
for version in 1.4.4 1.5.6 2.0.1; do
  install_python "$version" duckdb=="$version"
done

compare read_all <<'SEEN'
duckdb 1.4.4
  short alone: filed DATE 2023-01-15
  long, short: received DATE 2023-01-15, filed DATE 0023-01-15
  short, long: filed DATE 2023-01-15, received VARCHAR 01/15/2023
  day, quarter: received DATE 2023-04-30, quarter DATE 2023-04-01
  quarter, day: quarter DATE 2023-01-04, received VARCHAR 04/30/2023
duckdb 1.5.6
  short alone: filed DATE 2023-01-15
  long, short: received DATE 2023-01-15, filed DATE 0023-01-15
  short, long: filed DATE 2023-01-15, received VARCHAR 01/15/2023
  day, quarter: received DATE 2023-04-30, quarter DATE 2023-04-01
  quarter, day: quarter DATE 2023-01-04, received VARCHAR 04/30/2023
duckdb 2.0.1
  short alone: filed DATE 2023-01-15
  long, short: received DATE 2023-01-15, filed DATE 0023-01-15
  short, long: filed DATE 2023-01-15, received VARCHAR 01/15/2023
  day, quarter: received DATE 2023-04-30, quarter DATE 2023-04-01
  quarter, day: quarter DATE 2023-01-04, received VARCHAR 04/30/2023
SEEN
