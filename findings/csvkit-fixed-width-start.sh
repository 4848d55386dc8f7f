#!/usr/bin/env bash
# in2csv reads $12,500 as 1,001,250: whether a fixed-width schema counts from zero or one depends on its first column.
#
# Expected: csvkit recognises a schema that counts from zero and one that counts from one, or asks.
# Seen (csvkit 2.2.0): a schema counts from one if the first column that it lists starts at 1, and from zero otherwise. Of
#   the line 10012500ROE, whose first digit is the type of the record, a schema from zero that leaves out the type starts
#   with amount,1,7 and is read one place further left: the amount is 1001250, the name 0RO. One from one starts with
#   amount,2,7 and is read one place further right: 012500R. With the type listed both are right: 0012500, ROE.
# Why it matters: the type of the record is the column that one leaves out. The amounts get a digit in front and lose the
#   last one, they are still numbers, and the sum here is $3,001,325 instead of $13,250.
set -euo pipefail
source "$(dirname "$0")/common.bash"

install_python csvkit csvkit==2.2.0 agate==1.14.2
cd "$work"
printf '10012500ROE\n20000750DOE\n' >gifts.txt
printf 'column,start,length\ntype,0,1\namount,1,7\nname,8,3\n' >all.csv
sed '/^type/d' all.csv >some.csv
printf 'column,start,length\ntype,1,1\namount,2,7\nname,9,3\n' >all-from-one.csv
sed '/^type/d' all-from-one.csv >some-from-one.csv

read_them() {
  local schema
  for schema in all some all-from-one some-from-one; do
    echo "-- $schema: $(sed 1d $schema.csv | tr '\n' ' ')"
    tool_with csvkit in2csv --format fixed --schema $schema.csv gifts.txt
  done
  for schema in all some; do
    tool_with csvkit in2csv --format fixed --schema $schema.csv gifts.txt | tool_with csvkit csvstat --columns amount --sum
  done
}
compare read_them <<'SEEN'
-- all: type,0,1 amount,1,7 name,8,3 
type,amount,name
1,0012500,ROE
2,0000750,DOE
-- some: amount,1,7 name,8,3 
amount,name
1001250,0RO
2000075,0DO
-- all-from-one: type,1,1 amount,2,7 name,9,3 
type,amount,name
1,0012500,ROE
2,0000750,DOE
-- some-from-one: amount,2,7 name,9,3 
amount,name
012500R,OE
000750D,OE
13250
3001325
SEEN
