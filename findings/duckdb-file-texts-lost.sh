#!/usr/bin/env bash
# A database file of storage version v1.3.0 that DuckDB 2.0 has written lacks texts when DuckDB 1.3 opens it.
#
# Expected: the same values, or a refusal, as DuckDB 1.2 gives: v1.3.0 is the version for files that 1.3 can open.
# Seen: DuckDB 1.3.2 opens the file and gives NULL for every value of a text column that has some NULLs; columns without
#   NULLs and numbers are right, as is the number of rows. 1.4.4 and 1.5.6 read the same file rightly. A file of version
#   v1.2.0 is right in all of them.
# Why it matters: descriptions, employers and addresses are such columns. `WHERE memo LIKE '%refund%'` finds nothing, and
#   looks as if there were nothing.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/write.py" <<'PYTHON'
import duckdb
for version in ("v1.2.0", "v1.3.0"):
    db = duckdb.connect()
    db.execute(f"ATTACH '{version}.duckdb' AS file (STORAGE_VERSION '{version}')")
    db.execute("""CREATE TABLE file.gifts AS SELECT i AS id, '02108' AS zip,
                  CASE WHEN i % 4 = 0 THEN 'Food for the meeting' END AS memo FROM range(200) r(i)""")
    db.execute("DETACH file")
print("written by", duckdb.__version__)
PYTHON
cat >"$work/read.py" <<'PYTHON'
import duckdb
for version in ("v1.2.0", "v1.3.0"):
    try:
        db = duckdb.connect(version + ".duckdb", read_only=True)
        print(duckdb.__version__, version, "rows, zips, memos:",
              db.execute("SELECT count(*), count(zip), count(memo) FROM gifts").fetchall()[0])
    except duckdb.IOException:
        print(duckdb.__version__, version, "refused")
PYTHON

for version in 1.2.2 1.3.2 1.4.4 1.5.6 2.0.1; do install_python "duckdb-$version" "duckdb==$version"; done
cd "$work"
write_and_read() {
  python_with duckdb-2.0.1 write.py
  for version in 1.2.2 1.3.2 1.4.4 1.5.6 2.0.1; do python_with "duckdb-$version" read.py; done
}
compare write_and_read <<'SEEN'
written by 2.0.1
1.2.2 v1.2.0 rows, zips, memos: (200, 200, 50)
1.2.2 v1.3.0 refused
1.3.2 v1.2.0 rows, zips, memos: (200, 200, 50)
1.3.2 v1.3.0 rows, zips, memos: (200, 200, 0)
1.4.4 v1.2.0 rows, zips, memos: (200, 200, 50)
1.4.4 v1.3.0 rows, zips, memos: (200, 200, 50)
1.5.6 v1.2.0 rows, zips, memos: (200, 200, 50)
1.5.6 v1.3.0 rows, zips, memos: (200, 200, 50)
2.0.1 v1.2.0 rows, zips, memos: (200, 200, 50)
2.0.1 v1.3.0 rows, zips, memos: (200, 200, 50)
SEEN
