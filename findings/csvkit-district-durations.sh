#!/usr/bin/env bash
# csvkit turns district codes into lengths of time, and names of months into days of the year 1.
#
# Expected: 1S, 2S, 12H (senate and house districts) and April, July are text; nothing but ISO dates becomes a date.
# Seen (csvkit 2.2.0, agate 1.14.2): a column whose codes all end in S, M, H, D or W is read as seconds, minutes,
#   hours, days or weeks. csvsort writes 0:00:01 for district 1S and "7 days, 0:00:00" for 1W; the code is gone from
#   the output. A column `period` of names of months becomes 0001-04-01, a column of weekdays 0001-01-08. A single
#   value of another kind (12X) leaves the column as it was, so that one state's file is right and the next is not. The
#   switch for dates (--date-format) does not reach durations; -I, no inference at all, does.
# Why it matters: csvsort, csvjoin and csvjson are what journalists put in front of everything else. Districts 1M and
#   60S both come out as a minute, 0:01:00, and are one group afterwards.
set -euo pipefail
source "$(dirname "$0")/common.bash"

install_python csvkit csvkit==2.2.0 agate==1.14.2 parsedatetime==2.6 pytimeparse==1.1.8
cd "$work"
cat >gifts.csv <<'CSV'
senate,house,ward,period,weekday,amount
1S,12H,1W,April,Monday,5.00
60S,7H,2W,July,Friday,7.50
CSV
sed 's/60S/12X/' gifts.csv >other.csv
printf 'district\n1M\n60S\n' >same.csv

sort_them() {
  tool_with csvkit csvsort --version
  tool_with csvkit csvsort --columns amount gifts.csv
  tool_with csvkit csvsort --columns amount other.csv
  tool_with csvkit csvsort --columns district same.csv
  tool_with csvkit csvsort --no-inference --columns amount gifts.csv
}

compare sort_them <<'SEEN'
csvsort 2.2.0
senate,house,ward,period,weekday,amount
0:00:01,12:00:00,"7 days, 0:00:00",0001-04-01,0001-01-08,5.00
0:01:00,7:00:00,"14 days, 0:00:00",0001-07-01,0001-01-05,7.50
senate,house,ward,period,weekday,amount
1S,12:00:00,"7 days, 0:00:00",0001-04-01,0001-01-08,5.00
12X,7:00:00,"14 days, 0:00:00",0001-07-01,0001-01-05,7.50
district
0:01:00
0:01:00
senate,house,ward,period,weekday,amount
1S,12H,1W,April,Monday,5.00
60S,7H,2W,July,Friday,7.50
SEEN
