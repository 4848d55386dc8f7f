#!/usr/bin/env bash
# cleanco removes states and offices: ROE FOR CO, ROE FOR SC and ROE FOR AG are all "ROE FOR".
#
# Expected: basename() removes Inc, LLC, Ltd and the like at the end of a company's name.
# Seen (cleanco 2.3): it removes the legal forms of companies in all countries, whatever stands before them. CA, CO, KS, KY,
#   NV, OK, SC and SD are such forms somewhere, and so are AG, AD and DA. "DEMOCRATIC PARTY OF CO" and "DEMOCRATIC PARTY OF
#   SC" are both "DEMOCRATIC PARTY OF", while PA, GA and TX stay.
# Why it matters: names of donors and committees are cleaned with it before they are matched. The committees of a
#   candidate for attorney general and for the senate in Colorado become one donor.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/clean.py" <<'PYTHON'
from importlib.metadata import version
from cleanco import basename

STATES = ("AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA "
          "RI SC SD TN TX UT VT VA WA WV WI WY DC").split()
OFFICES = "AG SOS AD SD LD HD CD GOV LG DA".split()
print("cleanco", version("cleanco"))
print("states removed: ", *(s for s in STATES if basename("ROE FOR " + s) == "ROE FOR"))
print("offices removed:", *(s for s in OFFICES if basename("ROE FOR " + s) == "ROE FOR"))
for name in ("ROE FOR STATE SENATE CO", "DEMOCRATIC PARTY OF CO", "DEMOCRATIC PARTY OF SC", "DEMOCRATIC PARTY OF PA",
             "ROE FOR AG", "ROE LLC"):
    print(f"{name:24} {basename(name)}")
PYTHON

install_python cleanco cleanco==2.3
cd "$work"
compare python_with cleanco clean.py <<'SEEN'
cleanco 2.3
states removed:  CA CO KS KY NV OK SC SD
offices removed: AG AD SD DA
ROE FOR STATE SENATE CO  ROE FOR STATE SENATE
DEMOCRATIC PARTY OF CO   DEMOCRATIC PARTY OF
DEMOCRATIC PARTY OF SC   DEMOCRATIC PARTY OF
DEMOCRATIC PARTY OF PA   DEMOCRATIC PARTY OF PA
ROE FOR AG               ROE FOR
ROE LLC                  ROE
SEEN
