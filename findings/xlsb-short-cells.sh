#!/usr/bin/env bash
# Of an .xlsb file that SheetJS wrote, pandas and polars read the amounts only in rows where the cell before is empty.
#
# Expected: .xlsb has two records for each kind of cell, a full one and a short one (BrtShortRk and so on) for a cell that
#   comes right after another one; readers know both, or refuse the file.
# Seen: SheetJS 0.18.5 writes short records wherever the format has them. calamine 0.9.1, by which pandas 3.1.1 and polars
#   2.1.0 read such files, and pyxlsb 1.0.10, pandas' older way, skip them without a word. What is left is the first cell of
#   a row (a text is lost there, too, in pyxlsb) and each cell after a gap. Gifts of 250, 1000, 75 and 20 have the sum 325.
#   SheetJS reads 1345.
# Why it matters: the number of rows is right, and amounts that are missing look like rows without one; it is the gifts with
#   a refund in the column before that are lost. Only the names of the columns, which go as well, give it away.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/write.mjs" <<'JAVASCRIPT'
import sheetjs from 'xlsx';
const rows = [['id', 'refund', 'amount'], [1, null, 250], [2, 0, 1000], [3, null, 75], [4, 5, 20]];
const book = sheetjs.utils.book_new();
sheetjs.utils.book_append_sheet(book, sheetjs.utils.aoa_to_sheet(rows), 'Gifts');
sheetjs.writeFile(book, 'gifts.xlsb');
const read = sheetjs.utils.sheet_to_json(sheetjs.readFile('gifts.xlsb').Sheets.Gifts, {header: 1, defval: '-'});
console.log('SheetJS', JSON.stringify(read));
console.log('  sum', read.slice(1).reduce((sum, row) => sum + row[2], 0));
JAVASCRIPT
cat >"$work/read.py" <<'PYTHON'
import pandas, polars

def shown(value):
    return "-" if value is None or value != value or value == "" else int(value) if isinstance(value, float) else value

for engine in ("calamine", "pyxlsb"):
    rows = pandas.read_excel("gifts.xlsb", engine=engine, header=None).values.tolist()
    print(f"pandas, {engine}", [[shown(value) for value in row] for row in rows])
    print("  sum", sum(row[2] for row in rows if isinstance(row[2], (int, float)) and row[2] == row[2]))
rows = polars.read_excel("gifts.xlsb", has_header=False)
print("polars", [[shown(value) for value in row] for row in rows.rows()])
PYTHON

install_python readers pandas==3.1.1 polars==2.1.0 fastexcel==0.21.0 python-calamine==0.9.1 pyxlsb==1.0.10
install_node xlsx@0.18.5
cd "$work"
write_and_read() {
  node write.mjs
  python_with readers read.py
}
compare write_and_read <<'SEEN'
SheetJS [["id","refund","amount"],[1,"-",250],[2,0,1000],[3,"-",75],[4,5,20]]
  sum 1345
pandas, calamine [['id', '-', '-'], [1, '-', 250], [2, '-', '-'], [3, '-', 75], [4, '-', '-']]
  sum 325.0
pandas, pyxlsb [['-', '-', '-'], [1, '-', 250], [2, '-', '-'], [3, '-', 75], [4, '-', '-']]
  sum 325.0
polars [['id', '-', '-'], ['1', '-', 250], ['2', '-', '-'], ['3', '-', 75], ['4', '-', '-']]
SEEN
