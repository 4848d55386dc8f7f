#!/usr/bin/env bash
# sqlite-utils insert --csv makes 2108 of ZIP code 02108 since version 4, and of committee 00070001 the number 70001.
#
# Expected: texts, as in version 3, or a check that a number gives the same text again.
# Seen (sqlite-utils 4.2.1): types are detected by default, and leading zeros are no obstacle. Version 3.38 stored texts.
#   --no-detect-types keeps them.
# Why it matters: the same command in a script that loads an agency's CSV into SQLite or Datasette loses them with the
#   upgrade, and joins with tables that were made earlier find nothing.
set -euo pipefail
source "$(dirname "$0")/common.bash"

printf 'filer,zip,amount\n00070001,02108,10.00\n00070002,02109,0.10\n' >"$work/gifts.csv"
install_python old sqlite-utils==3.38
install_python new sqlite-utils==4.2.1
cd "$work"
load() {
  for folder in old new; do
    tool_with "$folder" sqlite-utils --version
    tool_with "$folder" sqlite-utils insert "$folder.db" gifts gifts.csv --csv --silent
    tool_with "$folder" sqlite-utils rows "$folder.db" gifts
  done
  tool_with new sqlite-utils insert texts.db gifts gifts.csv --csv --silent --no-detect-types
  tool_with new sqlite-utils rows texts.db gifts
}
compare load <<'SEEN'
sqlite-utils, version 3.38
[{"filer": "00070001", "zip": "02108", "amount": "10.00"},
 {"filer": "00070002", "zip": "02109", "amount": "0.10"}]
sqlite-utils, version 4.2.1
[{"filer": 70001, "zip": 2108, "amount": 10.0},
 {"filer": 70002, "zip": 2109, "amount": 0.1}]
[{"filer": "00070001", "zip": "02108", "amount": "10.00"},
 {"filer": "00070002", "zip": "02109", "amount": "0.10"}]
SEEN
