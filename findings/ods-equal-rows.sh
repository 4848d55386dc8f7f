#!/usr/bin/env bash
# Of three equal gifts in an .ods file, pyexcel-ods and tablib read one; tablib also moves values into empty columns.
#
# Expected: OpenDocument has equal neighbours once, with a count (number-rows-repeated, number-columns-repeated),
#   which is what LibreOffice does on saving; readers repeat them.
# Seen: pandas 3.1.1 (odfpy and calamine), pyexcel-ods3 0.6.1 and SheetJS 0.18.5 do. pyexcel-ods 0.6.0 repeats cells, but
#   reads a repeated row once: three gifts of $250 are $250, not $750. tablib 3.10.0 repeats neither: the two amounts that
#   are equal in a row become one, what follows moves left, and after two empty cells the memo, 40, is the amount to date.
#   None of them shows an error.
# Why it matters: monthly gifts and payroll deductions are equal rows. The sum is too small by exactly those donors, and a
#   column that has moved still has a plausible amount in it.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/write.py" <<'PYTHON'
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

def cell(value=None, times=1):
    count = {"numbercolumnsrepeated": times} if times > 1 else {}
    if value is None:
        return TableCell(**count)
    kind = {"valuetype": "string"} if isinstance(value, str) else {"valuetype": "float", "value": value}
    made = TableCell(**kind, **count)
    made.addElement(P(text=str(value)))
    return made

def row(*cells, times=1):
    made = TableRow(**({"numberrowsrepeated": times} if times > 1 else {}))
    for one in cells:
        made.addElement(one)
    return made

book = OpenDocumentSpreadsheet()
sheet = Table(name="Gifts")
for made in (row(*map(cell, ("name", "amount", "to date", "refund", "memo"))),
             row(cell("Roe"), cell(250, times=2), cell(0), cell("payroll"), times=3),
             row(cell("Doe"), cell(100), cell(None, times=2), cell(40))):
    sheet.addElement(made)
book.spreadsheet.addElement(sheet)
book.save("gifts.ods")
PYTHON
cat >"$work/read.py" <<'PYTHON'
import importlib, sys

def show(name, rows):
    rows = [[None if value in ("", None) or value != value else int(value) if isinstance(value, float) else value
             for value in row] for row in rows]
    print(name)
    for row in rows:
        print("  ", *("-" if value is None else value for value in row))

def pandas_with(engine):
    import pandas
    return pandas.read_excel("gifts.ods", engine=engine).values.tolist()

def pyexcel_with(module):
    return importlib.import_module(module).get_data("gifts.ods")["Gifts"][1:]

def tablib_alone():
    import tablib
    with open("gifts.ods", "rb") as file:
        return list(tablib.Dataset().load(file, format="ods"))

READERS = {"pandas, odfpy": lambda: pandas_with("odf"), "pandas, calamine": lambda: pandas_with("calamine"),
           "tablib": tablib_alone, "pyexcel-ods": lambda: pyexcel_with("pyexcel_ods"), "pyexcel-ods3": lambda: pyexcel_with("pyexcel_ods3")}
for name in sys.argv[1:]:
    show(name, READERS[name]())
PYTHON
cat >"$work/read.mjs" <<'JAVASCRIPT'
import sheetjs from 'xlsx';
const sheet = sheetjs.readFile('gifts.ods').Sheets.Gifts;
console.log('SheetJS');
for (const row of sheetjs.utils.sheet_to_json(sheet, {header: 1, defval: '-'}).slice(1)) console.log('  ', ...row);
JAVASCRIPT

install_python ods odfpy==1.4.1 pandas==3.1.1 python-calamine==0.9.1 tablib==3.10.0
install_python pyexcel-ods pyexcel-ods==0.6.0 pyexcel-io==0.6.8 odfpy==1.4.1
install_python pyexcel-ods3 pyexcel-ods3==0.6.1 pyexcel-io==0.6.8 lxml==6.1.3
install_node xlsx@0.18.5
cd "$work"
read_all() {
  python_with ods read.py "pandas, odfpy" "pandas, calamine"
  python_with pyexcel-ods3 read.py pyexcel-ods3
  node read.mjs
  python_with pyexcel-ods read.py pyexcel-ods
  python_with ods read.py tablib
}
python_with ods write.py
compare read_all <<'SEEN'
pandas, odfpy
   Roe 250 250 0 payroll
   Roe 250 250 0 payroll
   Roe 250 250 0 payroll
   Doe 100 - - 40
pandas, calamine
   Roe 250 250 0 payroll
   Roe 250 250 0 payroll
   Roe 250 250 0 payroll
   Doe 100 - - 40
pyexcel-ods3
   Roe 250 250 0 payroll
   Roe 250 250 0 payroll
   Roe 250 250 0 payroll
   Doe 100 - - 40
SheetJS
   Roe 250 250 0 payroll
   Roe 250 250 0 payroll
   Roe 250 250 0 payroll
   Doe 100 - - 40
pyexcel-ods
   Roe 250 250 0 payroll
   Doe 100 - - 40
tablib
   Roe 250 0 payroll -
   Doe 100 40 - -
SEEN
