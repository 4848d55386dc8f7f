#!/usr/bin/env bash
# price-parser reads -$1,250.00 as 1,250, 0.125 as 125 and "2026 250.00" as two million.
#
# Expected: a minus sign is kept, a number with a point and three digits after it is a fraction, and of two numbers with
#   a space between them one is taken.
# Seen (price-parser 0.5.1): refunds are positive in every form, with a minus before or after, or in parentheses. Exactly
#   three digits after the only point are thousands, even after a zero: 0.125 is 125 and $250.000 is 250000, while
#   $250.00 and $250.0000 are 250. A year before the amount is part of the amount. decimal_separator="." mends the
#   second, nothing the first.
# Why it matters: it is what Python's scrapers use for amounts on pages and in PDFs. Refunds are added to what they take
#   back, and a rate or a share with three decimals counts a thousand times.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/read.py" <<'PYTHON'
from importlib.metadata import version
from price_parser import Price

print("price-parser", version("price-parser"))
for text in ("$1,250.00", "-$1,250.00", "$-1,250.00", "($1,250.00)", "1,250.00-", "$250.00", "$250.000", "$250.0000", "0.125",
             "2026 250.00"):
    print(f"{text:12} {Price.fromstring(text).amount}, with the separator given",
          Price.fromstring(text, decimal_separator=".").amount)
PYTHON

install_python price price-parser==0.5.1
cd "$work"
compare python_with price read.py <<'SEEN'
price-parser 0.5.1
$1,250.00    1250.00, with the separator given 1250.00
-$1,250.00   1250.00, with the separator given 1250.00
$-1,250.00   1250.00, with the separator given 1250.00
($1,250.00)  1250.00, with the separator given 1250.00
1,250.00-    1250.00, with the separator given 1250.00
$250.00      250.00, with the separator given 250.00
$250.000     250000, with the separator given 250.000
$250.0000    250.0000, with the separator given 250.0000
0.125        125, with the separator given 0.125
2026 250.00  2026250.00, with the separator given 2026250.00
SEEN
