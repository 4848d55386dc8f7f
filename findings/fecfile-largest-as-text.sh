#!/usr/bin/env bash
# FEC parsers give most amounts as numbers, those of Schedule H and of loans as texts: $999.00 is the largest.
#
# Expected: amounts are floats in all records of a filing, or texts in all.
# Seen (fecfile 0.9.1, fastfec 0.4.1): contributions, expenditures, loans and independent expenditures (SA, SB, SC, SE, F57)
#   are floats. In H4 and H6, the shared federal and state spending of parties, in SC1, the terms of loans, and in F56, gifts
#   towards independent expenditures, they are texts. max() and sorting then go by the first digit, and pandas adds them
#   up to 25000.00999.0080.00.
# Why it matters: the same lines of code find the largest gift and the largest shared expense of a filing, and only the
#   first is right.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/read.py" <<'PYTHON'
import fecfile, fastfec, pandas
from fecfile import fecparser
from importlib.metadata import version

AMOUNT = {"SA11AI": "contribution_amount", "SB21B": "expenditure_amount", "SC/10": "loan_balance", "SC1/10": "loan_amount",
          "SE": "expenditure_amount", "H4": "total_amount",
          "H6": "total_amount", "F56": "contribution_amount", "F57": "expenditure_amount"}

def line(form, amount):
    names = fecparser.getMapping(fecparser.mappings, form, "8.5")
    return [form] + [amount if name == AMOUNT[form] else "" for name in names[1:]]

lines = [["HDR", "FEC", "8.5", "Invented", "1.0", "", ""], ["F3XN", "C00000001", "INVENTED"] + [""] * 20]
lines += [line(form, amount) for form in AMOUNT for amount in ("25000.00", "999.00", "80.00")]
with open("1.fec", "w") as file:
    file.write("".join("\x1c".join(fields) + "\n" for fields in lines))

print("fecfile", version("fecfile"), "fastfec", version("fastfec"), "pandas", pandas.__version__)
found = {form: [] for form in AMOUNT}
for item in fecfile.iter_file("1.fec"):
    if item.data_type == "itemization":
        found[item.data["form_type"]].append(item.data[AMOUNT[item.data["form_type"]]])
with fastfec.FastFEC() as parser, open("1.fec", "rb") as file:
    quick = {form: row for form, row in parser.parse(file)}
for form, amounts in found.items():
    print(f"{form:7} largest {max(amounts)!r}, sum {pandas.Series(amounts).sum()!r}")
print("fastfec has texts in:", *(form for form, row in quick.items()
                               if form in AMOUNT and isinstance(row[AMOUNT[form]], str)))
PYTHON

install_python fec fecfile==0.9.1 fastfec==0.4.1 pandas==3.1.1
cd "$work"
compare python_with fec read.py <<'SEEN'
fecfile 0.9.1 fastfec 0.4.1 pandas 3.1.1
SA11AI  largest 25000.0, sum np.float64(26079.0)
SB21B   largest 25000.0, sum np.float64(26079.0)
SC/10   largest 25000.0, sum np.float64(26079.0)
SC1/10  largest '999.00', sum '25000.00999.0080.00'
SE      largest 25000.0, sum np.float64(26079.0)
H4      largest '999.00', sum '25000.00999.0080.00'
H6      largest '999.00', sum '25000.00999.0080.00'
F56     largest '999.00', sum '25000.00999.0080.00'
F57     largest 25000.0, sum np.float64(26079.0)
fastfec has texts in: SC1/10 H4 H6 F56
SEEN
