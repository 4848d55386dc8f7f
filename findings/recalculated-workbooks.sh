#!/usr/bin/env bash
# The total of a workbook is 199.75 or 1200.25 according to what calculates it, and half a cent is rounded either way.
#
# Expected: programs that calculate Excel's formulas do what its documentation says: SUM and COUNT ignore texts in a range,
#   so that an amount that is stored as a text ("1000.50" with the green corner) is not in the total.
# Seen: pycel 1.0b30 and HyperFormula 3.5.0 do. formulas 1.3.4 and xlcalculator 0.5.0 add the text; formulas counts
#   it, too, but its AVERAGE and MAX are #VALUE!; xlcalculator counts two beside the average of three. ROUND(1.005, 2)
#   is 1.01 in pycel and xlcalculator, 1.00 in formulas and HyperFormula. INT(-2.5) is -2 in HyperFormula, and -3 in the
#   others; its TEXT(1234.5, "$#,##0.00") is "$1235,##0.00".
# Why it matters: workbooks written by programs hold formulas without results, and these libraries fill them in. The total
#   under an agency's table then depends on the library, and each one looks like the agency's.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/formulas.txt" <<'FORMULAS'
SUM(A1:A3)
COUNT(A1:A3)
AVERAGE(A1:A3)
MAX(A1:A3)
SUMIF(A1:A3,">100")
ROUND(1.005,2)
ROUND(2.675,2)
INT(-2.5)
TEXT(1234.5,"$#,##0.00")
FORMULAS
cat >"$work/calculate.py" <<'PYTHON'
import sys, openpyxl

asked = open("formulas.txt").read().splitlines()

def write():
    book = openpyxl.Workbook()
    book.active.title = "S"
    for i, amount in enumerate((250, "1000.50", -50.25)):
        book.active.cell(i + 1, 1, amount)
    for i, formula in enumerate(asked):
        book.active.cell(i + 1, 3, "=" + formula)
    book.save("gifts.xlsx")

def with_formulas():
    import formulas
    found = formulas.ExcelModel().loads("gifts.xlsx").finish().calculate()
    return [found[f"'[gifts.xlsx]S'!C{i + 1}"].value.item() for i in range(len(asked))]

def with_pycel():
    import pycel
    book = pycel.ExcelCompiler("gifts.xlsx")
    return [book.evaluate(f"S!C{i + 1}") for i in range(len(asked))]

def with_xlcalculator():
    import xlcalculator
    book = xlcalculator.Evaluator(xlcalculator.ModelCompiler().read_and_parse_archive("gifts.xlsx"))
    return [one(book, i) for i in range(len(asked))]

def one(book, i):
    try:
        return book.evaluate(f"S!C{i + 1}")
    except RuntimeError:
        return "not supported"

write()
print(sys.argv[1])
for formula, value in zip(asked, globals()["with_" + sys.argv[1]]()):
    number = str(value)[0] in "-0123456789"
    print(f"  {formula:26}", f"{float(value):g}" if number else value)
PYTHON
cat >"$work/calculate.mjs" <<'JAVASCRIPT'
import fs from 'node:fs';
import {HyperFormula} from 'hyperformula';
const book = HyperFormula.buildFromArray([[250], ["'1000.50"], [-50.25]], {licenseKey: 'gpl-v3'});
console.log('hyperformula');
for (const formula of fs.readFileSync('formulas.txt', 'utf8').trim().split('\n')) {
  const value = book.calculateFormula('=' + formula, 0);
  console.log('  ' + formula.padEnd(26), value?.value ?? value);
}
JAVASCRIPT

install_python formulas formulas==1.3.4 openpyxl==3.1.5 numpy==2.4.6
install_python pycel pycel==1.0b30 openpyxl==3.1.5
install_python xlcalculator xlcalculator==0.5.0 openpyxl==3.1.5
install_node hyperformula@3.5.0
cd "$work"
calculate_them() {
  local name
  for name in pycel formulas xlcalculator; do
    python_with $name calculate.py $name 2>/dev/null
  done
  node calculate.mjs
}
compare calculate_them <<'SEEN'
pycel
  SUM(A1:A3)                 199.75
  COUNT(A1:A3)               2
  AVERAGE(A1:A3)             99.875
  MAX(A1:A3)                 250
  SUMIF(A1:A3,">100")        250
  ROUND(1.005,2)             1.01
  ROUND(2.675,2)             2.68
  INT(-2.5)                  -3
  TEXT(1234.5,"$#,##0.00")   $1,234.50
formulas
  SUM(A1:A3)                 1200.25
  COUNT(A1:A3)               3
  AVERAGE(A1:A3)             #VALUE!
  MAX(A1:A3)                 #VALUE!
  SUMIF(A1:A3,">100")        1250.5
  ROUND(1.005,2)             1
  ROUND(2.675,2)             2.68
  INT(-2.5)                  -3
  TEXT(1234.5,"$#,##0.00")   $1,234.50
xlcalculator
  SUM(A1:A3)                 1200.25
  COUNT(A1:A3)               2
  AVERAGE(A1:A3)             400.083
  MAX(A1:A3)                 250
  SUMIF(A1:A3,">100")        not supported
  ROUND(1.005,2)             1.01
  ROUND(2.675,2)             2.68
  INT(-2.5)                  -3
  TEXT(1234.5,"$#,##0.00")   not supported
hyperformula
  SUM(A1:A3)                 199.75
  COUNT(A1:A3)               2
  AVERAGE(A1:A3)             99.875
  MAX(A1:A3)                 250
  SUMIF(A1:A3,">100")        250
  ROUND(1.005,2)             1
  ROUND(2.675,2)             2.68
  INT(-2.5)                  -2
  TEXT(1234.5,"$#,##0.00")   $1235,##0.00
SEEN
