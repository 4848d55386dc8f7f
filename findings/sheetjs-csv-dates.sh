#!/usr/bin/env bash
# SheetJS moves the dates of a CSV to the day before: west of Greenwich, and only those that are written 2023-01-15.
#
# Expected: 2023-01-15 and 01/15/2023 in one column are one day, wherever the program runs.
# Seen (xlsx 0.18.5, the newest in the registry): read in New York or Los Angeles, 2023-01-15 becomes the serial number
#   44940.79 or 44940.67, the evening of the 14th, and sheet_to_csv writes 1/14/23; 01/15/2023 becomes 44941. In UTC
#   they are equal, so that a test on a server finds nothing, and in Berlin only a fraction is wrong. The month 2023-01
#   becomes 12/31/22. 2023-02-29, which is no day, becomes 1 March, or 28 February further west.
# Why it matters: gifts of the first day of a period are counted in the one before, and New Year's in last year.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/read.mjs" <<'JAVASCRIPT'
import XLSX from 'xlsx';

const csv = 'received\n2023-01-15\n01/15/2023\n2023-01\n2023-02-29\n';
const sheet = Object.values(XLSX.read(csv, {type: 'string'}).Sheets)[0];
const serials = XLSX.utils.sheet_to_json(sheet).map(row => row.received.toFixed(2));
const texts = XLSX.utils.sheet_to_csv(sheet).trim().split('\n').slice(1);
console.log(process.env.TZ.padEnd(20), serials.join(' '), '|', texts.join(' '));
JAVASCRIPT

install_node xlsx@0.18.5
cd "$work"
read_them() {
  local zone
  for zone in UTC Europe/Berlin America/New_York America/Los_Angeles; do TZ=$zone node read.mjs; done
}
compare read_them <<'SEEN'
UTC                  44941.00 44941.00 44927.00 44986.00 | 1/15/23 1/15/23 1/1/23 3/1/23
Europe/Berlin        44941.04 44941.00 44927.04 44986.04 | 1/15/23 1/15/23 1/1/23 3/1/23
America/New_York     44940.79 44941.00 44926.79 44985.79 | 1/14/23 1/15/23 12/31/22 2/28/23
America/Los_Angeles  44940.67 44941.00 44926.67 44985.67 | 1/14/23 1/15/23 12/31/22 2/28/23
SEEN
