#!/usr/bin/env bash
# csvkit drops every comma and percent sign in a number, wherever it stands.
#
# Expected: 1,234.56 is read as a number; 10,00 and 1.234,56 (as a contributor or a European vendor writes them), a
#   list of districts 1,2 and a share of 7.5% stay text, or are an error.
# Seen (csvkit 2.2.0, agate 1.14.2): the comma is taken out whether three digits follow or not. 10,00 becomes 1000,
#   1.234,56 becomes 1.23456, the districts 1,2 become 12. The percent sign goes as well: 7.5% is 7.5. csvstat adds
#   these up without a word.
# Why it matters: ten dollars become a thousand, a thousand become one; both look like contributions.
set -euo pipefail
source "$(dirname "$0")/common.bash"

install_python csvkit csvkit==2.2.0 agate==1.14.2 parsedatetime==2.6 pytimeparse==1.1.8
cd "$work"
cat >gifts.csv <<'CSV'
us,decimal_comma,both,districts,share
"1,234.56","10,00","1.234,56","1,2",7.5%
"2,000.00","25,50","2.000,00","3,14",92.5%
CSV

read_them() {
  tool_with csvkit csvsort --version
  tool_with csvkit csvsort --columns us gifts.csv
  tool_with csvkit csvstat --sum gifts.csv
}

compare read_them <<'SEEN'
csvsort 2.2.0
us,decimal_comma,both,districts,share
1234.56,1000,1.23456,12,7.5
2000.00,2550,2.00000,314,92.5
  1. us: 3234.56
  2. decimal_comma: 3550
  3. both: 3.235
  4. districts: 326
  5. share: 100
SEEN
