#!/usr/bin/env bash
# "1,250.00-" is 1250, -1250 or NaN, and a word in parentheses turns the amount beside it negative.
#
# Expected: accounting, numeral and currency.js all read $1,250.00 and (1,250.00), and ignore or refuse what else there is.
# Seen (accounting 0.4.1, numeral 2.0.6, currency.js 2.0.4): a minus after the amount, as mainframes write it, is lost,
#   kept or NaN. Parentheses anywhere make the amount negative: "(memo) $1,250.00" is -1250 in all three, and
#   "$1,250.00 (memo)" in numeral. Digits are drawn together: "2nd 250.00" is 2250, district 5E2 is 52, 1-2 is 1, -12 or
#   NaN. "$250-$500" is 250 or -250500, and "2:30" is 230 or, in numeral, 150, the seconds.
# Why it matters: tables of contributions on pages are sorted and added up with these. The amount that has a note beside
#   it changes its sign, and what one library refuses the next one reads as a number.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/read.mjs" <<'JAVASCRIPT'
import accounting from 'accounting';
import currency from 'currency.js';
import numeral from 'numeral';

console.log(['text'.padEnd(18), 'accounting'.padEnd(12), 'numeral'.padEnd(12), 'currency.js'].join(''));
for (const text of ['$1,250.00', '(1,250.00)', '1,250.00-', '(memo) $1,250.00', '$1,250.00 (memo)', '2nd 250.00', '5E2', '1-2',
  '$250-$500', '2:30'])
  console.log([text.padEnd(18), String(accounting.unformat(text)).padEnd(12), String(numeral(text).value()).padEnd(12),
               currency(text).value].join(''));
JAVASCRIPT

install_node accounting@0.4.1 numeral@2.0.6 currency.js@2.0.4
cd "$work"
compare node read.mjs <<'SEEN'
text              accounting  numeral     currency.js
$1,250.00         1250        1250        1250
(1,250.00)        -1250       -1250       -1250
1,250.00-         1250        -1250       NaN
(memo) $1,250.00  -1250       -1250       -1250
$1,250.00 (memo)  1250        -1250       NaN
2nd 250.00        2250        2250        2250
5E2               52          52          52
1-2               1           -12         NaN
$250-$500         250         -250500     NaN
2:30              230         150         230
SEEN
