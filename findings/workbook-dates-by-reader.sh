#!/usr/bin/env bash
# 15 January 2023 in a workbook is 15 July 1905 in exceljs, or 14 January 2019 in SheetJS.
#
# Expected: the day, in both of the other forms that ECMA-376 has for it: an ISO 8601 text in a cell of type d, and a
#   number since 1904 in a workbook whose date1904 is set.
# Seen: exceljs 4.4.0 reads the ISO text as a number as far as it goes, 2023, and makes a date of day 2023. SheetJS 0.18.5
#   with cellDates ignores date1904 and is four years and a day early. openpyxl, calamine and read-excel-file read
#   both rightly.
# Why it matters: workbooks that began on a Mac keep their 1904 for ever, and cells of type d come from programs that
#   write the standard's strict form. Both wrong days pass for dates.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/write.py" <<'PYTHON'
import datetime, io, openpyxl, zipfile
from openpyxl.utils.datetime import CALENDAR_MAC_1904

def save(name, book):
    book.active.append(["date"])
    book.active.append([datetime.date(2023, 1, 15)])
    book.save(name)

mac = openpyxl.Workbook()
mac.epoch = CALENDAR_MAC_1904
save("1904.xlsx", mac)
iso = openpyxl.Workbook()
iso.iso_dates = True
save("iso.xlsx", iso)
save("usual.xlsx", openpyxl.Workbook())
PYTHON
cat >"$work/read.py" <<'PYTHON'
import openpyxl, python_calamine
for name in ("usual", "iso", "1904"):
    book = openpyxl.load_workbook(name + ".xlsx")
    rows = python_calamine.CalamineWorkbook.from_path(name + ".xlsx").get_sheet_by_index(0).to_python()
    print(name, "openpyxl", str(book.active["A2"].value)[:10], "calamine", str(rows[1][0])[:10])
PYTHON
cat >"$work/read.mjs" <<'JAVASCRIPT'
import exceljs from 'exceljs';
import sheetjs from 'xlsx';
import readExcelFile from 'read-excel-file/node';

const day = value => value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
for (const name of ['usual', 'iso', '1904']) {
  const file = name + '.xlsx', book = new exceljs.Workbook();
  await book.xlsx.readFile(file);
  const other = sheetjs.readFile(file, {cellDates: true});
  const read = await readExcelFile(file);
  console.log(name, 'exceljs', day(book.worksheets[0].getCell('A2').value), 'SheetJS',
              day(other.Sheets[other.SheetNames[0]].A2.v), 'read-excel-file', day(read[0].data[1][0]));
}
JAVASCRIPT

install_python readers openpyxl==3.1.5 python-calamine==0.9.1
install_node exceljs@4.4.0 xlsx@0.18.5 read-excel-file@9.3.17
cd "$work"
read_all() {
  python_with readers write.py
  python_with readers read.py
  node read.mjs
}
compare read_all <<'SEEN'
usual openpyxl 2023-01-15 calamine 2023-01-15
iso openpyxl 2023-01-15 calamine 2023-01-15
1904 openpyxl 2023-01-15 calamine 2023-01-15
usual exceljs 2023-01-15 SheetJS 2023-01-15 read-excel-file 2023-01-15
iso exceljs 1905-07-15 SheetJS 2023-01-15 read-excel-file 2023-01-15
1904 exceljs 2023-01-15 SheetJS 2019-01-14 read-excel-file 2023-01-15
SEEN
