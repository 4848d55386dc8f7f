#!/usr/bin/env bash
# ROE, JOHN V is John Roe the Fifth, JOHN V ROE is not; nameparser's new version changed who he is.
#
# Expected: agencies write LAST, FIRST M; the letter after the first name is a middle initial, whatever letter it is.
# Seen: with nameparser 2.6.0, humanparser 2.7.0 and another-name-parser 0.1.0 (both for Node) the initials I and V, and
#   only these of the 26, become suffixes; the middle name is lost. JOHN V ROE keeps it with the first two. A period after
#   the V makes it an initial for nameparser alone. ROE III, JOHN V has the suffix "III, V" or "V III", or loses the V.
#   nameparser 1.1.3 and parse-full-name 1.2.7 have V as the middle name everywhere. nameparser 2.6.0 and
#   another-name-parser also have Vi as the suffix of Ann Vi, who has no surname then.
# Why it matters: a donor who is ROE, JOHN V in one report and JOHN V ROE in the next is two people, and after an upgrade
#   of nameparser he is a third, so that keys made of parsed names no longer meet older ones.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/names.txt" <<'NAMES'
ROE, JOHN V
ROE, JOHN V.
JOHN V ROE
ROE III, JOHN V
Ann Vi
NAMES
cat >"$work/parse.py" <<'PYTHON'
import nameparser, string
from importlib.metadata import version
print("nameparser", version("nameparser"))
print("  suffixes:", *(letter for letter in string.ascii_uppercase if nameparser.HumanName("ROE, JOHN " + letter).suffix))
for text in open("names.txt").read().splitlines():
    name = nameparser.HumanName(text)
    parts = {"first": name.first, "middle": name.middle, "last": name.last, "suffix": name.suffix}
    print(f"  {text:16}", ", ".join(f"{part} {value or '-'}" for part, value in parts.items()))
PYTHON
cat >"$work/parse.mjs" <<'JAVASCRIPT'
import fs from 'node:fs';
import another from 'another-name-parser';
import humanparser from 'humanparser';
import {parseFullName} from 'parse-full-name';

const shape = n => `first ${n.first || '-'}, middle ${n.middle || '-'}, last ${n.last || '-'}, suffix ${n.suffix || '-'}`;
const parsers = {
  'humanparser 2.7.0': text => {
    const {firstName: first, middleName: middle, lastName: last, suffix} = humanparser.parseName(text);
    return {first, middle, last, suffix};
  },
  'another-name-parser 0.1.0': another,
  'parse-full-name 1.2.7': parseFullName,
};
for (const [name, parse] of Object.entries(parsers)) {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  console.log(name);
  console.log(['  suffixes:', ...letters.filter(letter => parse(`ROE, JOHN ${letter}`).suffix)].join(' '));
  for (const text of fs.readFileSync('names.txt', 'utf8').trim().split('\n'))
    console.log(`  ${text.padEnd(16)} ${shape(parse(text))}`);
}
JAVASCRIPT

install_python old nameparser==1.1.3
install_python new nameparser==2.6.0
install_node humanparser@2.7.0 another-name-parser@0.1.0 parse-full-name@1.2.7
cd "$work"
parse_them() {
  python_with old parse.py
  python_with new parse.py
  node parse.mjs
}
compare parse_them <<'SEEN'
nameparser 1.1.3
  suffixes:
  ROE, JOHN V      first JOHN, middle V, last ROE, suffix -
  ROE, JOHN V.     first JOHN, middle V., last ROE, suffix -
  JOHN V ROE       first JOHN, middle V, last ROE, suffix -
  ROE III, JOHN V  first JOHN, middle V, last ROE, suffix III
  Ann Vi           first Ann, middle -, last Vi, suffix -
nameparser 2.6.0
  suffixes: I V
  ROE, JOHN V      first JOHN, middle -, last ROE, suffix V
  ROE, JOHN V.     first JOHN, middle V., last ROE, suffix -
  JOHN V ROE       first JOHN, middle V, last ROE, suffix -
  ROE III, JOHN V  first JOHN, middle -, last ROE, suffix III, V
  Ann Vi           first Ann, middle -, last -, suffix Vi
humanparser 2.7.0
  suffixes: I V
  ROE, JOHN V      first JOHN, middle -, last ROE, suffix V
  ROE, JOHN V.     first JOHN, middle -, last ROE, suffix V.
  JOHN V ROE       first JOHN, middle V, last ROE, suffix -
  ROE III, JOHN V  first JOHN, middle -, last ROE, suffix III
  Ann Vi           first Ann, middle -, last Vi, suffix -
another-name-parser 0.1.0
  suffixes: I V
  ROE, JOHN V      first JOHN, middle -, last ROE, suffix V
  ROE, JOHN V.     first JOHN, middle -, last ROE, suffix V.
  JOHN V ROE       first JOHN, middle -, last ROE, suffix V
  ROE III, JOHN V  first JOHN, middle -, last ROE, suffix V III
  Ann Vi           first Ann, middle -, last -, suffix Vi
parse-full-name 1.2.7
  suffixes:
  ROE, JOHN V      first John, middle V, last Roe, suffix -
  ROE, JOHN V.     first John, middle V., last Roe, suffix -
  JOHN V ROE       first John, middle V, last Roe, suffix -
  ROE III, JOHN V  first John, middle V, last Roe, suffix III
  Ann Vi           first Ann, middle -, last Vi, suffix -
SEEN
