#!/usr/bin/env bash
# In a column of counties, Fairfax is the small city and not the county of a million people around it.
#
# Expected: addfips, which adds county codes to a table, gives the county for a county's name without the word County, or
#   nothing where a county and an independent city have the same name.
# Seen (addfips 0.4.2): in all six such pairs it gives the city. They are Baltimore, St. Louis, and in Virginia Fairfax,
#   Franklin, Richmond and Roanoke. Bedford in Virginia, whose city became a town of the county in 2013, still has the
#   city's code, 51515, in the data for 2020. The word County avoids all of it, and lists of counties leave it out.
# Why it matters: a map by county shows the donations of St. Louis County in St. Louis and those of Baltimore County in
#   Baltimore, and divided by population they are dozens of times too many in Fairfax.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/counties.csv" <<'CSV'
county,state,amount
Baltimore,MD,1
St. Louis,MO,1
Saint Louis,MO,1
Fairfax,VA,1
Franklin,VA,1
Richmond,VA,1
Roanoke,VA,1
Bedford,VA,1
CSV
sed '2,$s/,/ County,/' "$work/counties.csv" >"$work/in-full.csv"
sed '2,$s/,/ City,/' "$work/counties.csv" >"$work/cities.csv"

install_python addfips addfips==0.4.2
cd "$work"
add_codes() {
  local name
  for name in counties in-full cities; do
    tool_with addfips addfips --county-field county --state-field state $name.csv | tr -d '\r'
  done
}
compare add_codes <<'SEEN'
fips,county,state,amount
24510,Baltimore,MD,1
29510,St. Louis,MO,1
29510,Saint Louis,MO,1
51600,Fairfax,VA,1
51620,Franklin,VA,1
51760,Richmond,VA,1
51770,Roanoke,VA,1
51515,Bedford,VA,1
fips,county,state,amount
24005,Baltimore County,MD,1
29189,St. Louis County,MO,1
29189,Saint Louis County,MO,1
51059,Fairfax County,VA,1
51067,Franklin County,VA,1
51159,Richmond County,VA,1
51161,Roanoke County,VA,1
51019,Bedford County,VA,1
fips,county,state,amount
24510,Baltimore City,MD,1
29510,St. Louis City,MO,1
29510,Saint Louis City,MO,1
51600,Fairfax City,VA,1
51620,Franklin City,VA,1
51760,Richmond City,VA,1
51770,Roanoke City,VA,1
51515,Bedford City,VA,1
SEEN
