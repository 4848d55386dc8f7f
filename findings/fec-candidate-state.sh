#!/usr/bin/env bash
# One statement of candidacy: fecfile has the candidate live in Texas, pandas after fastfec has her run in Virginia.
#
# Expected: Form 2 has a state in the candidate's address and a state of the office. Two columns, two names.
# Seen (fecfile 0.9.1, fastfec 0.4.1): both libraries call both columns candidate_state. In their dictionaries the later
#   one wins: Alexandria, TX 22301, and the address's state is gone. fastfec also writes a CSV with two columns of the
#   same name, and there the reader decides: csv.DictReader keeps TX, the office's; pandas keeps both, and
#   candidate_state is VA, the address's, so that with candidate_district she runs in VA-31, which does not exist.
# Why it matters: candidates for Congress who give an address near Washington are common. Joined by state and district,
#   they run in Virginia, Maryland or D.C., and where the district exists there nobody notices.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/read.py" <<'PYTHON'
import csv, fecfile, fastfec, pandas
from importlib.metadata import version

address = ["1 INVENTED ST", "", "ALEXANDRIA", "VA", "22301"]
office = ["IND", "H", "TX", "31", "2026"]
lines = [["HDR", "FEC", "8.5", "Invented", "1.0", "", ""],
         ["F2N", "H0TX31000", "ROE", "ANN"] + [""] * 9 + address + office + ["C00000001", "ROE FOR TEXAS"] + [""] * 17
         + ["20260115"]]
with open("1.fec", "w") as file:
    file.write("".join("\x1c".join(line) + "\n" for line in lines))

def show(name, row):
    print(f"{name:32}{row['candidate_city']}, {row['candidate_state']} {row['candidate_zip_code']}, runs in",
          f"{row['candidate_state']}-{row['candidate_district']}")

show("fecfile " + version("fecfile"), fecfile.from_file("1.fec")["filing"])
with fastfec.FastFEC() as parser:
    with open("1.fec", "rb") as file:
        show("fastfec " + version("fastfec"), dict(parser.parse(file))["F2N"])
    with open("1.fec", "rb") as file:
        parser.parse_as_files(file, "parsed")
with open("parsed/F2N.csv") as file:
    show("fastfec's CSV, csv.DictReader", next(csv.DictReader(file)))
table = pandas.read_csv("parsed/F2N.csv", dtype=str)
show("fastfec's CSV, pandas " + pandas.__version__, table.iloc[0])
print("pandas' columns:", *(name for name in table.columns if name.startswith("candidate_state")))
PYTHON

install_python fec fecfile==0.9.1 fastfec==0.4.1 pandas==3.1.1
cd "$work"
compare python_with fec read.py <<'SEEN'
fecfile 0.9.1                   ALEXANDRIA, TX 22301, runs in TX-31
fastfec 0.4.1                   ALEXANDRIA, TX 22301, runs in TX-31
fastfec's CSV, csv.DictReader   ALEXANDRIA, TX 22301, runs in TX-31
fastfec's CSV, pandas 3.1.1     ALEXANDRIA, VA 22301, runs in VA-31
pandas' columns: candidate_state candidate_state.1
SEEN
