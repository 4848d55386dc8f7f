#!/usr/bin/env bash
# MA, ANN has no surname, MAJOR, ANN is Major Ann, and LE, ANN has no first name: each parser loses other people.
#
# Expected: what stands before the comma is the surname. That is what the comma is for.
# Seen (all for Node): humanparser 2.7.0 has the surnames Ma, Senior and Junior as suffixes, another-name-parser 0.1.0 Do,
#   Vi and Esquire, and Major, Judge, General, Master and Captain as prefixes; the surname is empty, in both orders.
#   parse-full-name 1.2.7 makes titles of Judge and Captain, and of Le, Van, La and Di the beginning of a surname that
#   takes in the first name: LE, ANN is "le Ann". nameparser 2.6.0 (Python) has all these right, but of ROE, KING, whose
#   first name is King, it makes a King with the first name Roe.
# Why it matters: Ma, Do, Le and Van are among the most frequent Chinese and Vietnamese surnames. Grouped by surname these
#   donors are one group without a name, or missing, and it is not the same people after another parser.
set -euo pipefail
source "$(dirname "$0")/common.bash"

printf '%s\n' 'SMITH, ANN' 'MA, ANN' 'ANN MA' 'DO, ANN' 'LE, ANN' 'VAN, ANN' 'MAJOR, ANN' 'JUDGE, ANN' 'ANN JUDGE' \
  'SENIOR, ANN' 'ROE, KING' >"$work/names.txt"
cat >"$work/parse.mjs" <<'JAVASCRIPT'
import fs from 'node:fs';
import another from 'another-name-parser';
import humanparser from 'humanparser';
import {parseFullName} from 'parse-full-name';

const shape = (title, first, last, suffix) =>
  Object.entries({title, first, last, suffix}).filter(([, value]) => value).map(pair => pair.join(' ')).join(', ');
for (const text of fs.readFileSync('names.txt', 'utf8').trim().split('\n')) {
  const human = humanparser.parseName(text), other = another(text), full = parseFullName(text);
  console.log(text);
  console.log('  humanparser         ', shape(human.salutation, human.firstName, human.lastName, human.suffix));
  console.log('  another-name-parser ', shape(other.prefix, other.first, other.last, other.suffix));
  console.log('  parse-full-name     ', shape(full.title, full.first, full.last, full.suffix));
}
JAVASCRIPT
cat >"$work/parse.py" <<'PYTHON'
import nameparser
print("nameparser")
for text in open("names.txt").read().splitlines():
    name = nameparser.HumanName(text)
    parts = {"title": name.title, "first": name.first, "last": name.last, "suffix": name.suffix}
    print(f"  {text:20}", ", ".join(f"{part} {value}" for part, value in parts.items() if value))
PYTHON

install_python new nameparser==2.6.0
install_node humanparser@2.7.0 another-name-parser@0.1.0 parse-full-name@1.2.7
cd "$work"
parse_them() {
  node parse.mjs
  python_with new parse.py
}
compare parse_them <<'SEEN'
SMITH, ANN
  humanparser          first ANN, last SMITH
  another-name-parser  first ANN, last SMITH
  parse-full-name      first Ann, last Smith
MA, ANN
  humanparser          first ANN, suffix MA
  another-name-parser  first ANN, last MA
  parse-full-name      first Ann, last Ma
ANN MA
  humanparser          first ANN, suffix MA
  another-name-parser  first ANN, last MA
  parse-full-name      first Ann, last Ma
DO, ANN
  humanparser          first ANN, last DO
  another-name-parser  first ANN, suffix DO
  parse-full-name      first Ann, last Do
LE, ANN
  humanparser          first ANN, last LE
  another-name-parser  first ANN, last LE
  parse-full-name      last le Ann
VAN, ANN
  humanparser          first ANN, last VAN
  another-name-parser  first ANN, last VAN
  parse-full-name      last van Ann
MAJOR, ANN
  humanparser          first ANN, last MAJOR
  another-name-parser  title MAJOR, first ANN
  parse-full-name      first Ann, last Major
JUDGE, ANN
  humanparser          first ANN, last JUDGE
  another-name-parser  title JUDGE, first ANN
  parse-full-name      title Judge, first Ann
ANN JUDGE
  humanparser          first ANN, last JUDGE
  another-name-parser  title JUDGE, first ANN
  parse-full-name      title Judge, last Ann
SENIOR, ANN
  humanparser          first ANN, suffix SENIOR
  another-name-parser  first ANN, last SENIOR
  parse-full-name      first Ann, last Senior
ROE, KING
  humanparser          first KING, last ROE
  another-name-parser  first KING, last ROE
  parse-full-name      first King, last Roe
nameparser
  SMITH, ANN           first ANN, last SMITH
  MA, ANN              first ANN, last MA
  ANN MA               first ANN, last MA
  DO, ANN              first ANN, last DO
  LE, ANN              first ANN, last LE
  VAN, ANN             first ANN, last VAN
  MAJOR, ANN           first ANN, last MAJOR
  JUDGE, ANN           first ANN, last JUDGE
  ANN JUDGE            first ANN, last JUDGE
  SENIOR, ANN          first ANN, last SENIOR
  ROE, KING            title KING, first ROE
SEEN
