#!/usr/bin/env bash
# csv-parse for Node, asked to find dates, makes one of "Teamsters Local 12", of "HD 12" and of "$5".
#
# Expected: cast_date turns what looks like a date into a Date: 2023-01-15, perhaps 01/15/2023.
# Seen (csv-parse 7.0.3 on Node 20): words that end in a number from 1 to 12 become the first of that month of 2001:
#   Local 12, PO BOX 12, Suite 7, HD 12, LD-5; $5 and 5%, too, while $25.00 stays a text. Other numbers are years: LLC
#   2003, IBEW 46 is 2046, Local 135 is the year 135; Local 21 stays. So a column of unions or districts becomes a
#   mixture of texts and Dates. It hands the text to V8's way of reading dates, and keeps what that makes of it.
# Why it matters: contributors, addresses and districts are such texts in this field, and the date replaces the name.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/read.mjs" <<'JAVASCRIPT'
import {parse} from 'csv-parse/sync';

const texts = ['2023-01-15', 'Teamsters Local 12', 'Teamsters Local 21', 'Teamsters Local 135', 'IBEW 46', 'PO BOX 12',
  'Suite 7', 'HD 12', 'HD 13', 'LD-5', 'GIFTS LLC 2003', '$5', '$25.00', '5%', '12 MAIN ST'];
const rows = parse('value\n' + texts.map(text => `"${text}"\n`).join(''), {columns: true, cast: true, cast_date: true});
for (const [i, {value}] of rows.entries()) {
  console.log(texts[i].padEnd(20), value instanceof Date ? 'Date ' + value.toISOString().slice(0, 10) : 'text');
}
JAVASCRIPT

install_node csv-parse@7.0.3
cd "$work"
compare node read.mjs <<'SEEN'
2023-01-15           Date 2023-01-15
Teamsters Local 12   Date 2001-12-01
Teamsters Local 21   text
Teamsters Local 135  Date 0135-01-01
IBEW 46              Date 2046-01-01
PO BOX 12            Date 2001-12-01
Suite 7              Date 2001-07-01
HD 12                Date 2001-12-01
HD 13                text
LD-5                 Date 2001-05-01
GIFTS LLC 2003       Date 2003-01-01
$5                   Date 2001-05-01
$25.00               text
5%                   Date 2001-05-01
12 MAIN ST           text
SEEN
