#!/usr/bin/env bash
# In csvq ward T is ward 1, ward F is ward 0, and 007 is 7; GROUP BY and JOIN do not even agree which are equal.
#
# Expected: a CSV has texts, so GROUP BY ward keeps T and 1 apart; 007 and 7 may be equal for a tool that guesses numbers.
# Seen (csvq 1.18.1): what can be read as true or false is grouped with 1 and 0: T, t, TRUE, 1 and 01 are one group, called
#   after the first, F and 0 another. 007 and 7 are a group, and so are 02108 and 2108. 7.0 is not in it, though WHERE and
#   JOIN find it equal to both, as they do 5E2 and 500. A SUM skips texts: amounts of $1,000.00 and more are not in it,
#   COUNT counts them, AVG divides by those it took, and MAX is that of the smaller ones.
# Why it matters: wards and precincts are letters in one county and numbers in the next. The totals of two wards are under
#   the name of one, and the other has none.
set -euo pipefail
source "$(dirname "$0")/common.bash"

printf 'ward,gift\nT,1\n1,2\nF,4\n0,8\n01,16\nA,32\n' >"$work/wards.csv"
printf 'id,gift\n007,1\n7,2\n7.0,4\n5E2,8\n500,16\n' >"$work/ids.csv"
printf 'amount\n250.00\n75.50\n"1,000.00"\n"12,500.00"\n' >"$work/amounts.csv"

install_go github.com/mithrandie/csvq@v1.18.1
cd "$work"
ask() {
  echo "-- $1"
  csvq --without-header --format CSV "$1"
}
query() {
  csvq --version
  ask "SELECT ward, LISTAGG(gift, '+') AS gifts FROM \`wards.csv\` GROUP BY ward"
  ask "SELECT id, LISTAGG(gift, '+') AS gifts FROM \`ids.csv\` GROUP BY id"
  ask "SELECT a.id, b.id AS other FROM \`ids.csv\` a JOIN \`ids.csv\` b ON a.id = b.id WHERE a.gift < b.gift"
  ask "SELECT SUM(amount) AS dollars, COUNT(amount) AS n, AVG(amount) AS mean, MAX(amount) AS high FROM \`amounts.csv\`"
}
compare query <<'SEEN'
csvq version 1.18.1
-- SELECT ward, LISTAGG(gift, '+') AS gifts FROM `wards.csv` GROUP BY ward
T,1+2+16
F,4+8
A,32
-- SELECT id, LISTAGG(gift, '+') AS gifts FROM `ids.csv` GROUP BY id
007,1+2
7.0,4
5E2,8
500,16
-- SELECT a.id, b.id AS other FROM `ids.csv` a JOIN `ids.csv` b ON a.id = b.id WHERE a.gift < b.gift
007,7
007,7.0
7,7.0
5E2,500
-- SELECT SUM(amount) AS dollars, COUNT(amount) AS n, AVG(amount) AS mean, MAX(amount) AS high FROM `amounts.csv`
325.5,4,162.75,250.00
SEEN
