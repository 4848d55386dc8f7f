#!/usr/bin/env bash
# A column declared DECIMAL(18,2) has another sum, or is refused, according to who reads a file with half cents.
#
# Expected: all read 0.125 as 0.13, or all refuse a third decimal, since the file does not fit what was declared.
# Seen: DuckDB 2.0.1 and daft 0.7.26 round half away from zero, polars 2.1.0 half to even, pyarrow 25.0.1 refuses. Of
#   1,000 rows of 0.125 the sums are 130.00 and 120.00; right is 125.00. From a double it is different once more:
#   pyarrow, which refused the text, rounds the double half to even, and makes 2.67 of 2.675, which lies below it as a
#   double; the other three make 2.68 of that. None that rounds says so.
# Why it matters: shares of a joint gift, unit prices and amounts from a program that reckons in doubles have such
#   decimals. A total is compared with the agency's, and the difference of a few dollars is looked for elsewhere.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/read.py" <<'PYTHON'
import daft, duckdb, polars, pyarrow, pyarrow.csv

def refused_or(read):
    try:
        return read()
    except pyarrow.ArrowInvalid as error:
        return "refused: " + str(error).split(":")[-1].strip()

cents = pyarrow.decimal128(18, 2)
halves = ["0.125", "0.135", "1.005", "-0.125"]
doubles = [0.125, 0.135, 1.005, 2.675]
money = daft.DataType.decimal128(18, 2)

def write(name, texts):
    with open(name, "w") as file:
        file.write("a\n" + "".join(text + "\n" for text in texts))
    return name

few, many = write("few.csv", halves), write("many.csv", ["0.125"] * 1000)
show = lambda values: values if isinstance(values, str) else " ".join(str(value) for value in values)
from_duck = lambda f: [v for v, in duckdb.sql(f"FROM read_csv('{f}', types={{'a': 'DECIMAL(18,2)'}})").fetchall()]
from_polars = lambda f: polars.read_csv(f, schema_overrides={"a": polars.Decimal(18, 2)})["a"].to_list()
texts_of = lambda f: open(f).read().split()[1:]
with_daft = lambda values: daft.from_pydict({"a": values}).select(daft.col("a").cast(money)).to_pydict()["a"]
from_daft = lambda f: with_daft(texts_of(f))
from_arrow = lambda f: refused_or(lambda: pyarrow.array(texts_of(f)).cast(cents).to_pylist())
for name, version, read in (("duckdb", duckdb.__version__, from_duck), ("polars", polars.__version__, from_polars),
                            ("daft", daft.__version__, from_daft), ("pyarrow", pyarrow.__version__, from_arrow)):
    print(name, version, "text: ", show(read(few)))
    sums = read(many)
    print("  sum of 1,000 times 0.125:", sums if isinstance(sums, str) else sum(sums))
print("doubles:", show(doubles))
print("  duckdb ", show([duckdb.sql(f"SELECT {d}::DOUBLE::DECIMAL(18,2)").fetchall()[0][0] for d in doubles]))
print("  polars ", show(polars.Series(doubles).cast(polars.Decimal(18, 2)).to_list()))
print("  daft   ", show(with_daft(doubles)))
print("  pyarrow", show(pyarrow.array(doubles).cast(cents).to_pylist()))
PYTHON

install_python readers duckdb==2.0.1 polars==2.1.0 daft==0.7.26 pyarrow==25.0.1
cd "$work"
compare python_with readers read.py <<'SEEN'
duckdb 2.0.1 text:  0.13 0.14 1.01 -0.13
  sum of 1,000 times 0.125: 130.00
polars 2.1.0 text:  0.12 0.14 1.00 -0.12
  sum of 1,000 times 0.125: 120.00
daft 0.7.26 text:  0.13 0.14 1.01 -0.13
  sum of 1,000 times 0.125: 130.00
pyarrow 25.0.1 text:  refused: Rescaling Decimal value would cause data loss
  sum of 1,000 times 0.125: refused: Rescaling Decimal value would cause data loss
doubles: 0.125 0.135 1.005 2.675
  duckdb  0.13 0.14 1.00 2.68
  polars  0.12 0.14 1.00 2.68
  daft    0.13 0.14 1.00 2.68
  pyarrow 0.12 0.14 1.00 2.67
SEEN
