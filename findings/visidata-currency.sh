#!/usr/bin/env bash
# VisiData's type for money makes refunds in parentheses positive, and 52 of district 5E2.
#
# Expected: a column that is set to currency ($) reads $1,250.00, and ($250.00) as -250, as accountants and Excel write it.
# Seen (VisiData 3.4): everything but digits, points and the minus is removed. ($250.00) is 250 and is added; so are a
#   minus that is not ASCII's, CR and the digits of other words. 1.250,00 is 1.25. 250.00- is an error, which the sum
#   leaves out. Set to float, the parentheses are an error, too.
# Why it matters: the sum below the column is what is quoted, and refunds count twice in it, once in each direction.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/sum.py" <<'PYTHON'
from importlib.metadata import version
from visidata import Sheet, SettableColumn, currency, vd

print("VisiData", version("visidata"))
for text in ("$1,250.00", "-$250.00", "($250.00)", "\u2212250.00", "250.00 CR", "2nd 250.00", "5E2", "1.250,00", "250.00-"):
    try:
        print(f"{text:12}", currency(text))
    except ValueError as error:
        print(f"{text:12} ValueError")
PYTHON

install_python visidata visidata==3.4
cd "$work"
compare python_with visidata sum.py <<'SEEN'
VisiData 3.4
$1,250.00    1250.0
-$250.00     -250.0
($250.00)    250.0
−250.00      250.0
250.00 CR    250.0
2nd 250.00   2250.0
5E2          52.0
1.250,00     1.25
250.00-      ValueError
SEEN
