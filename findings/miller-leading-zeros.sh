#!/usr/bin/env bash
# Miller's sum leaves out whole amounts with leading zeros, but its count counts them; its int() takes them for octal.
#
# Expected: 00125 is 125, as 00125.00 is, or a column with such values is refused.
# Seen (Miller 6.6.0 of Debian 12): stats1 adds up 10 for 00125, 00050, 10, -0007, 08 and 0, says that it counted 6,
#   and gives the mean 5, as it divides by the two that it added: sum, count and mean contradict each other. 00125 + 1
#   is an error in the cell, int("00125") is 85 and int("08") an error; sorted from large to small, 08 comes first. The
#   same amounts with a point, 00125.00, are right. -O, leading zeros as octal, makes 85 and 40 of the first two: 136.
# Why it matters: files with columns of fixed width pad with zeros, amounts in cents most of all, and those have no
#   point. pandas adds up 186.
set -euo pipefail
source "$(dirname "$0")/common.bash"

install_debian miller=6.6.0-2+b3
install_python pandas pandas==3.1.1
cd "$work"
printf 'amount\n00125\n00050\n10\n-0007\n08\n0\n' >cents.csv
printf 'amount\n00125.00\n00050.00\n10.00\n-0007.00\n08.00\n0.00\n' >dollars.csv

add_up() {
  mlr --version
  mlr --icsv --ojsonl stats1 -a sum,count,mean -f amount cents.csv
  mlr --icsv --ojsonl stats1 -a sum,count,mean -f amount dollars.csv
  echo "-O: $(mlr -O --icsv --ojsonl stats1 -a sum,count,mean -f amount cents.csv)"
  mlr --icsv --ojsonl put '$more = $amount + 1; $int = int($amount)' cents.csv
  echo "sorted: $(mlr --icsv --onidx sort -nr amount cents.csv | tr '\n' ' ')"
  python_with pandas -c 'import pandas
print("pandas", pandas.__version__, pandas.read_csv("cents.csv")["amount"].sum())'
}
compare add_up <<'SEEN'
mlr 6.6.0
{"amount_sum": 10, "amount_count": 6, "amount_mean": 5}
{"amount_sum": 186, "amount_count": 6, "amount_mean": 31}
-O: {"amount_sum": 136, "amount_count": 6, "amount_mean": 22.666666666666668}
{"amount": "00125", "more": (error), "int": 85}
{"amount": "00050", "more": (error), "int": 40}
{"amount": 10, "more": 11, "int": 10}
{"amount": "-0007", "more": (error), "int": -7}
{"amount": "08", "more": (error), "int": (error)}
{"amount": 0, "more": 1, "int": 0}
sorted: 08 00125 00050 -0007 10 0 
pandas 3.1.1 186
SEEN
