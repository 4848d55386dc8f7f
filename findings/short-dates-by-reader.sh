#!/usr/bin/env bash
# 01/02/03 is three different days in three readers, and in one of them it depends on another row which.
#
# Expected: a reader that takes such a text for a date at all takes the American order and this century, or leaves it.
# Seen: DuckDB 2.0.1 reads year/month/day, 3 February 2001, as long as no other row forbids it, and month/day/year, 2
#   January 2003, when a 12/31/10 stands further down. polars 2.1.0, asked for dates, reads day/month and leaves the
#   year as it is: 1 February of the year 3. daft 0.7.26, not asked for anything, reads year/month/day: 3 February of
#   the year 1. In both of these a 12/31/10 turns the whole column to text, so that a file of a month's first twelve
#   days has dates and the next has not. pandas 3.1.1, pyarrow 25.0.1 and DataFusion 55.0.0 always leave the text.
# Why it matters: several agencies write mm/dd/yy. A sort, a join on the day or a "since 2020" gives another answer in
#   each program, and in two files of one agency, none with a word.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/read.py" <<'PYTHON'
import daft, datafusion, duckdb, pandas, polars, pyarrow, pyarrow.csv

def columns():
    yield "duckdb", duckdb.__version__, lambda f: [r[0] for r in duckdb.sql(f"FROM read_csv('{f}')").fetchall()]
    yield "polars", polars.__version__, lambda f: polars.read_csv(f, try_parse_dates=True)["received"].to_list()
    yield "daft", daft.__version__, lambda f: daft.read_csv(f).to_pydict()["received"]
    yield "pandas", pandas.__version__, lambda f: pandas.read_csv(f)["received"].tolist()
    yield "pyarrow", pyarrow.__version__, lambda f: pyarrow.csv.read_csv(f)["received"].to_pylist()
    context = datafusion.SessionContext()
    yield "datafusion", datafusion.__version__, lambda f: context.read_csv(f).to_pydict()["received"]

def file_of(name, days):
    with open(name, "w") as file:
        file.write("received,amount\n" + "".join(f"{day},25.00\n" for day in days))
    return name

early = file_of("early.csv", ["01/02/03", "11/12/13", "12/11/10"])
late = file_of("late.csv", ["01/02/03", "11/12/13", "12/31/10"])
for name, version, read in columns():
    print(f"{name} {version}")
    for file in early, late:
        print("  " + ", ".join(f"{type(day).__name__} {day}" for day in read(file)))
PYTHON

install_python readers duckdb==2.0.1 polars==2.1.0 daft==0.7.26 pandas==3.1.1 pyarrow==25.0.1 datafusion==55.0.0
cd "$work"
compare python_with readers read.py <<'SEEN'
duckdb 2.0.1
  date 2001-02-03, date 2011-12-13, date 2012-11-10
  date 2003-01-02, date 2013-11-12, date 2010-12-31
polars 2.1.0
  date 0003-02-01, date 0013-12-11, date 0010-11-12
  str 01/02/03, str 11/12/13, str 12/31/10
daft 0.7.26
  date 0001-02-03, date 0011-12-13, date 0012-11-10
  str 01/02/03, str 11/12/13, str 12/31/10
pandas 3.1.1
  str 01/02/03, str 11/12/13, str 12/11/10
  str 01/02/03, str 11/12/13, str 12/31/10
pyarrow 25.0.1
  str 01/02/03, str 11/12/13, str 12/11/10
  str 01/02/03, str 11/12/13, str 12/31/10
datafusion 55.0.0
  str 01/02/03, str 11/12/13, str 12/11/10
  str 01/02/03, str 11/12/13, str 12/31/10
SEEN
