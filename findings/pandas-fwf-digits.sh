#!/usr/bin/env bash
# pandas' read_fwf cuts the first digits off amounts that are wider than those of the first 100 lines: 12500.00 is 500.
#
# Expected: the fields between blanks, or an error: the file is aligned, and every amount has blanks before it.
# Seen (pandas 2.3.3 and 3.1.1): the columns' places are guessed from 100 lines. What lies to the left of the widest
#   amount among them belongs to no column and is left out, without a word. infer_nrows=1000 reads it rightly.
# Why it matters: reports and older bulk files are such tables, and only the large contributions become small.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/read.py" <<'PYTHON'
import pandas
amounts = [25.0] * 150 + [1250.0, 12500.0, 125000.0]
with open("gifts.txt", "w") as file:
    file.write("ID    NAME          AMOUNT\n")
    file.writelines(f"{i:05} Roe Ann    {amount:>9.2f}\n" for i, amount in enumerate(amounts))
print("pandas", pandas.__version__, "right:", amounts[-3:], "sum", sum(amounts))
for options in ({}, {"infer_nrows": 1000}):
    read = pandas.read_fwf("gifts.txt", **options)["AMOUNT"]
    print(options, read.tolist()[-3:], "sum", read.sum())
PYTHON

install_python old pandas==2.3.3
install_python new pandas==3.1.1
cd "$work"
read_both() {
  python_with old read.py
  python_with new read.py
}
compare read_both <<'SEEN'
pandas 2.3.3 right: [1250.0, 12500.0, 125000.0] sum 142500.0
{} [250.0, 500.0, 0.0] sum 4500.0
{'infer_nrows': 1000} [1250.0, 12500.0, 125000.0] sum 142500.0
pandas 3.1.1 right: [1250.0, 12500.0, 125000.0] sum 142500.0
{} [250.0, 500.0, 0.0] sum 4500.0
{'infer_nrows': 1000} [1250.0, 12500.0, 125000.0] sum 142500.0
SEEN
