#!/usr/bin/env bash
# A sum of whole numbers that DuckDB writes to Parquet is floating point, and 9007199254740993 comes back as ...992.
#
# Expected: the same number, or an error: in CSV, JSON and the result itself it is exact.
# Seen (DuckDB 1.4.4 and 2.0.1): the sum of a BIGINT column is a HUGEINT, and COPY TO Parquet writes HUGEINT as DOUBLE. A
#   count stays whole. sum(x)::BIGINT keeps it.
# Why it matters: money is often kept as whole cents just to be exact; totals by committee written to Parquet are doubles
#   again, for every reader, and ids that went through max() of a HUGEINT column change in their last digits.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/read.py" <<'PYTHON'
import duckdb
rows = "(VALUES (9007199254740992::BIGINT), (1)) t(cents)"
duckdb.sql(f"COPY (SELECT sum(cents) AS total, sum(cents)::BIGINT AS whole FROM {rows}) TO 'totals.parquet'")
print("duckdb", duckdb.__version__, duckdb.sql(f"SELECT sum(cents), typeof(sum(cents)) FROM {rows}").fetchall())
print("parquet", duckdb.sql("SELECT total, typeof(total), whole, typeof(whole) FROM 'totals.parquet'").fetchall())
PYTHON

install_python old duckdb==1.4.4
install_python new duckdb==2.0.1
cd "$work"
read_both() {
  python_with old read.py
  python_with new read.py
}
compare read_both <<'SEEN'
duckdb 1.4.4 [(9007199254740993, 'HUGEINT')]
parquet [(9007199254740992.0, 'DOUBLE', 9007199254740993, 'BIGINT')]
duckdb 2.0.1 [(9007199254740993, 'HUGEINT')]
parquet [(9007199254740992.0, 'DOUBLE', 9007199254740993, 'BIGINT')]
SEEN
