#!/usr/bin/env bash
# DuckDB before 2.0 gives the quartiles of a DECIMAL amount in whole dollars, in SUMMARIZE and approx_quantile.
#
# Expected: quartiles of an amount have its two decimals; they are approximate in the rank, not in the unit.
# Seen: in 1.4.4 and 1.5.6 approx_quantile(DECIMAL) is a BIGINT. Of gifts of 0.25 to 0.45 SUMMARIZE, which shows the
#   quartiles beside min, max and avg with their decimals, says 0, 0, 0. reservoir_quantile does the same,
#   quantile_disc does not. In 2.0.1 all of them are DECIMAL(18,2) and right.
# Why it matters: 1.4 is the version with long support, and SUMMARIZE is the first thing that is tried on new data.
#   Unit prices, shares and in-kind items below a dollar look like zeros.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/ask.py" <<'PYTHON'
import duckdb

duckdb.sql("CREATE TABLE gifts AS SELECT (25 + i % 21)::DECIMAL(18,2) / 100 AS a FROM range(210) r(i)")
duckdb.sql("ALTER TABLE gifts ALTER a TYPE DECIMAL(18,2)")
print("duckdb", duckdb.__version__)
print(" ", *duckdb.sql("SELECT min, max, round(avg::DOUBLE, 4), q25, q50, q75 FROM (SUMMARIZE gifts)").fetchall()[0])
for call in "approx_quantile(a, 0.5)", "reservoir_quantile(a, 0.5)", "quantile_disc(a, 0.5)":
    print(" ", call, *duckdb.sql(f"SELECT typeof({call}), {call} FROM gifts").fetchall()[0])
PYTHON

ask_all() {
  local version
  for version in 1.4.4 1.5.6 2.0.1; do python_with "$version" "$work/ask.py"; done
}
for version in 1.4.4 1.5.6 2.0.1; do
  install_python "$version" duckdb=="$version"
done

compare ask_all <<'SEEN'
duckdb 1.4.4
  0.25 0.45 0.35 0 0 0
  approx_quantile(a, 0.5) BIGINT 0
  reservoir_quantile(a, 0.5) BIGINT 0
  quantile_disc(a, 0.5) DECIMAL(18,2) 0.35
duckdb 1.5.6
  0.25 0.45 0.35 0 0 0
  approx_quantile(a, 0.5) BIGINT 0
  reservoir_quantile(a, 0.5) BIGINT 0
  quantile_disc(a, 0.5) DECIMAL(18,2) 0.35
duckdb 2.0.1
  0.25 0.45 0.35 0.30 0.35 0.40
  approx_quantile(a, 0.5) DECIMAL(18,2) 0.35
  reservoir_quantile(a, 0.5) DECIMAL(18,2) 0.35
  quantile_disc(a, 0.5) DECIMAL(18,2) 0.35
SEEN
