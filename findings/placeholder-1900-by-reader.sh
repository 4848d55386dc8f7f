#!/usr/bin/env bash
# The placeholder date 01/01/1900 is 31 December 1899 in JavaScript's workbook readers, and stops pyexcel altogether.
#
# Expected: the cell with serial number 1, which Excel shows as 01/01/1900, is that day in each reader.
# Seen: exceljs 4.4.0, read-excel-file 9.3.17 and SheetJS 0.18.5 (cellDates) say 1899-12-31 for an .xlsx; for an .xls
#   SheetJS says 1900-01-01, of the same cell. openpyxl 3.1.5 and python-calamine 0.9.1 say 1900-01-01. pyexcel 0.7.6
#   with pyexcel-xls 0.7.1 reads no .xls at all in which one such cell stands: it raises XLDateAmbiguous for the sheet.
#   xlrd 2.0.2, which it uses, gives the number without complaint.
# Why it matters: 01/01/1900 is what many systems write for "not known". A rule that drops it misses 1899-12-31, and
#   one cell keeps a whole year's workbook from being read.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/make.py" <<'PYTHON'
import xlsxwriter, xlwt

days = [1, 45000]  # 1 January 1900, 15 March 2023
workbook = xlsxwriter.Workbook("days.xlsx")
sheet = workbook.add_worksheet()
for row, day in enumerate(days):
    sheet.write_number(row, 0, day, workbook.add_format({"num_format": "mm/dd/yyyy"}))
workbook.close()
book = xlwt.Workbook()
sheet = book.add_sheet("Sheet1")
for row, day in enumerate(days):
    sheet.write(row, 0, day, xlwt.easyxf(num_format_str="MM/DD/YYYY"))
book.save("days.xls")
PYTHON
cat >"$work/read.py" <<'PYTHON'
import openpyxl, python_calamine, pyexcel, xlrd

def show(name, days):
    print(f"{name:24}", *[str(day)[:10] for day in days])

show("openpyxl .xlsx", [cell.value for cell in openpyxl.load_workbook("days.xlsx").active["A"]])
for file in "days.xlsx", "days.xls":
    rows = python_calamine.CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    show("calamine " + file[4:], [row[0] for row in rows])
show("xlrd .xls", xlrd.open_workbook("days.xls").sheet_by_index(0).col_values(0))
try:
    show("pyexcel .xls", [row[0] for row in pyexcel.get_array(file_name="days.xls")])
except Exception as error:
    print(f"{'pyexcel .xls':24} {type(error).__name__}: {error}")
PYTHON
cat >"$work/read.mjs" <<'JAVASCRIPT'
import ExcelJS from 'exceljs';
import readExcelFile from 'read-excel-file/node';
import XLSX from 'xlsx';

const day = value => value.toISOString().slice(0, 10);
const show = (name, days) => console.log(name.padEnd(24), ...days.map(day));
const book = new ExcelJS.Workbook();
await book.xlsx.readFile('days.xlsx');
show('exceljs .xlsx', [1, 2].map(row => book.worksheets[0].getCell(row, 1).value));
const sheets = await readExcelFile('days.xlsx');
show('read-excel-file .xlsx', (sheets[0].data ?? sheets).map(row => row[0]));
for (const file of ['days.xlsx', 'days.xls']) {
  const sheet = Object.values(XLSX.readFile(file, {cellDates: true}).Sheets)[0];
  show('SheetJS ' + file.slice(4), [sheet.A1.v, sheet.A2.v]);
}
JAVASCRIPT

install_python readers xlsxwriter==3.3.1 xlwt==1.3.0 openpyxl==3.1.5 python-calamine==0.9.1 pyexcel==0.7.6 \
  pyexcel-xls==0.7.1 xlrd==2.0.2
install_node exceljs@4.4.0 read-excel-file@9.3.17 xlsx@0.18.5
cd "$work"
python_with readers make.py
read_them() {
  python_with readers read.py
  node read.mjs
}
compare read_them <<'SEEN'
openpyxl .xlsx           1900-01-01 2023-03-15
calamine .xlsx           1900-01-01 2023-03-15
calamine .xls            1900-01-01 2023-03-15
xlrd .xls                1.0 45000.0
pyexcel .xls             XLDateAmbiguous: 1.0
exceljs .xlsx            1899-12-31 2023-03-15
read-excel-file .xlsx    1899-12-31 2023-03-15
SheetJS .xlsx            1899-12-31 2023-03-15
SheetJS .xls             1900-01-01 2023-03-15
SEEN
