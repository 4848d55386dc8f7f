#!/usr/bin/env bash
# xlsx2csv writes the number format in place of the amount, and half past three in the afternoon as 03:30.
#
# Expected: a converter to CSV writes either the value (12.5) or what is shown on the screen (12.50 USD).
# Seen (xlsx2csv 0.8.6): a format with words in quotes is neither. A cell of 12.5 with the format 0.00" USD" comes out
#   as 0.00" us11", one of 7 with "Dist. "0 as "06ist. "0, one of 12 with #,##0 "votes" as the format itself: the
#   letters of the words are taken for parts of a date, and the value is in the output no more. Amounts with "$" in
#   front are right. Excel's own format 22 (m/d/yy h:mm) is written by the clock of twelve hours without AM or PM:
#   15:30 and 03:30 are both 03:30; mm/dd/yyyy hh:mm:ss is not.
# Why it matters: it is one of the engines of polars' read_excel. The number cannot be had back from the CSV.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/make.py" <<'PYTHON'
import xlsxwriter

cells = [('0.00" USD"', 12.5), ('#,##0 "votes"', 12), ('"Dist. "0', 7), ('"$"#,##0.00', 1234.5), ("#,##0.00", 1234.5),
         (22, 45000.1458333334), (22, 45000.6458333334), ("m/d/yy h:mm", 45000.6458333334),
         ("mm/dd/yyyy hh:mm:ss", 45000.6458333334)]
workbook = xlsxwriter.Workbook("cells.xlsx")
sheet = workbook.add_worksheet()
for row, (number_format, value) in enumerate(cells):
    sheet.write_string(row, 0, str(number_format))
    sheet.write_number(row, 1, value, workbook.add_format({"num_format": number_format}))
workbook.close()
PYTHON

install_python tools xlsxwriter==3.3.1 xlsx2csv==0.8.6
cd "$work"
python_with tools make.py
compare tool_with tools xlsx2csv --delimiter tab cells.xlsx <<'SEEN'
"0.00"" USD"""	"0.00"" us11"""
"#,##0 ""votes"""	"#,##0 ""votes"""
"""Dist. ""0"	"""06ist. ""0"
"""$""#,##0.00"	1234.5
#,##0.00	1234.5
22	03/15/23 03:30
22	03/15/23 03:30
m/d/yy h:mm	03/15/23 03:30
mm/dd/yyyy hh:mm:ss	03/15/2023 15:30:00
SEEN
