#!/usr/bin/env bash
# AlaSQL's SUM forgets all rows before the last amount with a thousands separator, or before an N/A.
#
# Expected: '1,000.00' is no number in JavaScript, so an error or NaN.
# Seen (alasql 4.19.1): amounts without a comma are read from the CSV as numbers, those with one stay texts. A text is
#   appended to the sum so far, and the next number begins a new sum. Of 250.00, N/A, 75.50 and 20.00 the sum is 95.50. The
#   same rows in another order have another sum; if the text comes last, it is 345.51,000.00. COUNT counts all rows, AVG is
#   missing from the answer, MAX is that of the numbers. An empty cell does no harm.
# Why it matters: AlaSQL is what pages use to query a CSV in the browser. Amounts of a thousand dollars and more are few,
#   and it is not only they that are missing, but the whole file up to the last of them; the result is a usual sum.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/add.mjs" <<'JAVASCRIPT'
import fs from 'node:fs';
import alasql from 'alasql';

const ask = 'SELECT SUM(amount) AS dollars, COUNT(amount) AS gifts, AVG(amount) AS average, MAX(amount) AS highest ' +
  'FROM CSV("gifts.csv", {headers: true})';
for (const amounts of [
  ['250.00', '', '75.50', '20.00'],
  ['250.00', 'N/A', '75.50', '20.00'],
  ['250.00', '1,000.00', '75.50', '20.00'],
  ['1,000.00', '250.00', '75.50', '20.00'],
  ['250.00', '75.50', '20.00', '1,000.00'],
]) {
  fs.writeFileSync('gifts.csv', 'amount,name\n' + amounts.map(amount => `"${amount}",Roe\n`).join(''));
  console.log(amounts.join(' | '), JSON.stringify((await alasql.promise(ask))[0]));
}
JAVASCRIPT

install_node alasql@4.19.1
cd "$work"
compare node add.mjs <<'SEEN'
250.00 |  | 75.50 | 20.00 {"dollars":345.5,"gifts":4,"average":86.375,"highest":250}
250.00 | N/A | 75.50 | 20.00 {"dollars":95.5,"gifts":4,"highest":250}
250.00 | 1,000.00 | 75.50 | 20.00 {"dollars":95.5,"gifts":4,"highest":250}
1,000.00 | 250.00 | 75.50 | 20.00 {"dollars":345.5,"gifts":4,"highest":250}
250.00 | 75.50 | 20.00 | 1,000.00 {"dollars":"345.51,000.00","gifts":4,"highest":250}
SEEN
