#!/usr/bin/env bash
# pandas.read_html puts the header of a table behind its rows, when only the rows stand in a <tbody>.
#
# Expected: <table><tr><th>Name...</tr><tbody>...</tbody></table> has a header and two rows. It is valid HTML: the tags
#   of the first <tbody> may be left out.
# Seen (pandas 3.1.1): with lxml 6.1.3, the parser that is taken when it is there, the rows of the <tbody> come first
#   and the header last, as a row of data; the columns are called 0 and 1, and the amounts are text. A sum joins them:
#   "5.0025.00Amount". With html5lib (flavor "bs4") the table is read as meant.
# Why it matters: reports that an agency's site offers as .xls are often such tables. Which parser is installed
#   decides.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/read.py" <<'PYTHON'
import io
import lxml.etree, pandas

page = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Gifts</title></head><body>
<table><tr><th>Name</th><th>Amount</th></tr>
<tbody><tr><td>Ada Vale</td><td>5.00</td></tr><tr><td>Roe, Jan</td><td>25.00</td></tr></tbody></table>
</body></html>"""
print("pandas", pandas.__version__, "lxml", ".".join(map(str, lxml.etree.LXML_VERSION[:3])))
for flavor in None, "lxml", "bs4":
    table = pandas.read_html(io.StringIO(page), flavor=flavor)[0]
    names = [str(name) for name in table.columns]
    print(f"flavor {flavor}: {names} {table.values.tolist()} sum {table.iloc[:, 1].sum()}")
PYTHON

install_python readers pandas==3.1.1 lxml==6.1.3 html5lib==1.1 beautifulsoup4==4.13.4
cd "$work"
compare python_with readers read.py <<'SEEN'
pandas 3.1.1 lxml 6.1.3
flavor None: ['0', '1'] [['Ada Vale', '5.00'], ['Roe, Jan', '25.00'], ['Name', 'Amount']] sum 5.0025.00Amount
flavor lxml: ['0', '1'] [['Ada Vale', '5.00'], ['Roe, Jan', '25.00'], ['Name', 'Amount']] sum 5.0025.00Amount
flavor bs4: ['Name', 'Amount'] [['Ada Vale', 5.0], ['Roe, Jan', 25.0]] sum 30.0
SEEN
