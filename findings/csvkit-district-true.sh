#!/usr/bin/env bash
# A file about district 1 is about district True after csvkit, and wards T and F are 1 and 0.
#
# Expected: true, false, yes and no become truth values; a column of ones is numbers, one of letters texts.
# Seen (csvkit 2.2.0, agate 1.14.2): a column that holds nothing but 1 and 0, or T, F, Y and N, is of truth values. csvsort
#   writes True for district 1 and for ward T, and initials N and Y become False and True. csvjoin finds ward T equal to
#   ward 1, so that the member for ward 1 gets the gifts; csvsql --query has 1 for both. One other value in the column,
#   district 2, and all stay as they are. --no-inference avoids it.
# Why it matters: a list of the contributions in one district is a usual file, and the first district is usual too.
set -euo pipefail
source "$(dirname "$0")/common.bash"

install_python csvkit csvkit==2.2.0 agate==1.14.2
cd "$work"
cat >gifts.csv <<'CSV'
district,ward,initial,amount
1,T,N,5.00
1,F,Y,7.00
CSV
sed '3s/^1/2/' gifts.csv >two.csv
printf 'ward,member\n1,Ann Roe\n2,Bud Doe\n' >members.csv

use_them() {
  tool_with csvkit csvsort --columns amount gifts.csv
  tool_with csvkit csvsort --columns amount two.csv
  tool_with csvkit csvsql --query 'SELECT district, ward, initial FROM gifts' gifts.csv
  tool_with csvkit csvjoin --columns ward gifts.csv members.csv
  tool_with csvkit csvjoin --no-inference --columns ward gifts.csv members.csv
}
compare use_them <<'SEEN'
district,ward,initial,amount
True,True,False,5.00
True,False,True,7.00
district,ward,initial,amount
1,True,False,5.00
2,False,True,7.00
district,ward,initial
1,1,0
1,0,1
district,ward,initial,amount,member
True,True,False,5.00,Ann Roe
district,ward,initial,amount,member
SEEN
