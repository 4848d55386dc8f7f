#!/usr/bin/env bash
# pandas' read_html makes district 12 of "1,2", and 500 of "5,00".
#
# Expected: a comma separates thousands only where three digits follow, as everywhere else in pandas nothing is removed
#   unless asked for; "1,2" stays a text.
# Seen (pandas 2.3.3 and 3.1.1): read_html has thousands="," by default, and that removes every comma between digits,
#   wherever it is. So lists of numbers become one number, also "1,2,3" and a ledger line "10,11". read_csv does
#   the same once thousands="," is given. thousands=None keeps the texts.
# Why it matters: agencies' ".xls" files are often HTML, and a filer who runs in two districts, or reports that a row
#   belongs to, are listed in one cell.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/read.py" <<'PYTHON'
import io, pandas
cells = [["name", "districts", "reports", "amount"], ["Roe", "1,2", "10,11,12", "5,00"], ["Doe", "12", "101112", "1,234"]]
row = lambda tag, values: "<tr>" + "".join(f"<{tag}>{value}</{tag}>" for value in values) + "</tr>"
html = f"<table><thead>{row('th', cells[0])}</thead><tbody>{row('td', cells[1])}{row('td', cells[2])}</tbody></table>"
csv = "\n".join(";".join(line) for line in cells)
print("pandas", pandas.__version__)
for name, frame in (("read_html", pandas.read_html(io.StringIO(html))[0]),
                    ("read_html, thousands=None", pandas.read_html(io.StringIO(html), thousands=None)[0]),
                    ("read_csv", pandas.read_csv(io.StringIO(csv), sep=";")),
                    ("read_csv, thousands=','", pandas.read_csv(io.StringIO(csv), sep=";", thousands=","))):
    print(f"{name}:", [[str(value) for value in line] for line in frame.values.tolist()])
PYTHON

install_python old pandas==2.3.3 lxml==6.1.3
install_python new pandas==3.1.1 lxml==6.1.3
cd "$work"
read_both() {
  python_with old read.py
  python_with new read.py
}
compare read_both <<'SEEN'
pandas 2.3.3
read_html: [['Roe', '12', '101112', '500'], ['Doe', '12', '101112', '1234']]
read_html, thousands=None: [['Roe', '1,2', '10,11,12', '5,00'], ['Doe', '12', '101112', '1,234']]
read_csv: [['Roe', '1,2', '10,11,12', '5,00'], ['Doe', '12', '101112', '1,234']]
read_csv, thousands=',': [['Roe', '12', '101112', '500'], ['Doe', '12', '101112', '1234']]
pandas 3.1.1
read_html: [['Roe', '12', '101112', '500'], ['Doe', '12', '101112', '1234']]
read_html, thousands=None: [['Roe', '1,2', '10,11,12', '5,00'], ['Doe', '12', '101112', '1,234']]
read_csv: [['Roe', '1,2', '10,11,12', '5,00'], ['Doe', '12', '101112', '1,234']]
read_csv, thousands=',': [['Roe', '12', '101112', '500'], ['Doe', '12', '101112', '1234']]
SEEN
