#!/usr/bin/env bash
# One José in the middle of a filing, and fecfile's iter_file gives the contributions before him twice.
#
# Expected: from_file and iter_file give the same records; the second is there for filings that do not fit into memory.
# Seen (fecfile 0.9.1): a filing in ISO 8859-1 is read as UTF-8 until a letter shows that it is not, and then once more from
#   the start. from_file has kept nothing by then. iter_file has already handed out what was decoded: of 1,000 gifts of
#   $1, with one É in the last, 1,956 come out, header and summary twice. If the letter is in the first 8 kilobytes, none
#   comes twice. iter_file also leaves the end of the line in the last field of each record, from_file does not.
# Why it matters: long filings are what iter_file is for, and of those most have such a letter somewhere. The sum is nearly
#   doubled, or up by a tenth, according to where it is.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/read.py" <<'PYTHON'
import fecfile
from importlib.metadata import version

def gift(i, name):
    return ["SA11AI", "C00000001", f"T{i}", "", "", "IND", "", "ROE", name, "", "", "", "1 INVENTED ST", "", "BOSTON", "MA",
            "02108", "P2026", "", "20260115", "1.00", "1.00"] + [""] * 23

def write(name, place, letters):
    lines = [["HDR", "FEC", "8.5", "Invented", "1.0", "", ""], ["F3XN", "C00000001", "INVENTED"] + [""] * 20]
    lines += [gift(i, "JOS\u00c9" if i == place else "ANN") for i in range(1000)]
    with open(name, "w", encoding=letters) as file:
        file.write("".join("\x1c".join(line) + "\n" for line in lines))

def show(name, records):
    gifts = [record["contribution_amount"] for record in records]
    print(f"  {name:10} {len(gifts)} gifts, ${sum(gifts):.2f}")

print("fecfile", version("fecfile"))
for place, letters in ((999, "utf-8"), (999, "iso-8859-1"), (300, "iso-8859-1"), (0, "iso-8859-1")):
    write("1.fec", place, letters)
    print(f"\u00c9 in gift {place + 1}, {letters}")
    show("from_file", fecfile.from_file("1.fec")["itemizations"]["Schedule A"])
    show("iter_file", [item.data for item in fecfile.iter_file("1.fec") if item.data_type == "itemization"])
print(repr(next(item.data for item in fecfile.iter_file("1.fec") if item.data_type == "itemization")["reference_code"]))
PYTHON

install_python fec fecfile==0.9.1
cd "$work"
compare python_with fec read.py <<'SEEN'
fecfile 0.9.1
É in gift 1000, utf-8
  from_file  1000 gifts, $1000.00
  iter_file  1000 gifts, $1000.00
É in gift 1000, iso-8859-1
  from_file  1000 gifts, $1000.00
  iter_file  1956 gifts, $1956.00
É in gift 301, iso-8859-1
  from_file  1000 gifts, $1000.00
  iter_file  1273 gifts, $1273.00
É in gift 1, iso-8859-1
  from_file  1000 gifts, $1000.00
  iter_file  1000 gifts, $1000.00
'\n'
SEEN
