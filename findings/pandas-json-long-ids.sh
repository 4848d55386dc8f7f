#!/usr/bin/env bash
# pandas' read_json makes one id of two: quoted texts of 17 digits become floating point when another row has none.
#
# Expected: texts stay texts: in JSON "20231234567890123" is a string, and null is no reason to take it for a number.
# Seen (pandas 2.3.3 and 3.1.1): a column of strings that look like numbers is converted; with a null in it to float64,
#   which holds 53 bits, so 20231234567890123 and ...124 are both 20231234567890124. pandas 2.3.3 makes that of them without
#   a null too; pandas 3.1.1 then keeps the texts. dtype=False keeps them always, also 02108.
# Why it matters: agencies make ids of a date, a committee and a number. Rows of two contributions are then one id:
#   dropping duplicates drops money, and a join multiplies it.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/read.py" <<'PYTHON'
import json, pandas
ids = ["20231234567890123", "20231234567890124"]
def write(values):
    with open("gifts.ndjson", "w") as file:
        file.writelines(json.dumps({"id": value, "amount": 1}) + "\n" for value in values)
def read(**options):
    column = pandas.read_json("gifts.ndjson", lines=True, **options)["id"].dropna()
    return column.nunique(), [f"{value:.0f}" if isinstance(value, float) else repr(str(value)) for value in column]
print("pandas", pandas.__version__)
write(ids)
print("two ids:          ", *read())
write([*ids, None])
print("and a null:       ", *read())
print("with dtype=False: ", *read(dtype=False))
PYTHON

install_python old pandas==2.3.3
install_python new pandas==3.1.1
cd "$work"
read_both() {
  python_with old read.py
  python_with new read.py
}
compare read_both <<'SEEN'
pandas 2.3.3
two ids:           1 ["'20231234567890124'", "'20231234567890124'"]
and a null:        1 ['20231234567890124', '20231234567890124']
with dtype=False:  2 ["'20231234567890123'", "'20231234567890124'"]
pandas 3.1.1
two ids:           2 ["'20231234567890123'", "'20231234567890124'"]
and a null:        1 ['20231234567890124', '20231234567890124']
with dtype=False:  2 ["'20231234567890123'", "'20231234567890124'"]
SEEN
