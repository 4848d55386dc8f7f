#!/usr/bin/env bash
# "Minn" is Maine and "W Virginia" is Virginia for the Python library that everybody takes for names of states.
#
# Expected: us.states.lookup gives the state for a name, a postal abbreviation or a FIPS code, and None for anything else.
# Seen (us 4.0.0): what is none of these is compared by sound, and a state that sounds alike is given without a word. Of
#   the abbreviations that newspapers and older forms use, the others give None, as Mass, Penn, Calif, Tex, Mich, N.Y. and
#   N Carolina do; but Minn is Maine, and W Virginia is Virginia. With use_cache or not it is the same; with the field
#   given, lookup(text, field="name"), both are None.
# Why it matters: a column of states that is all None is noticed. One where only Minnesota and West Virginia are filled,
#   with other states, is not: their donors are added to those of Maine and Virginia.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/look.py" <<'PYTHON'
import us
from importlib.metadata import version
print("us", version("us"))
old = "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Penn " \
      "Tenn Tex Vt Va Wash Wis Wyo".split()
print({name: str(us.states.lookup(name)) for name in old if us.states.lookup(name)})
for name in ("W Virginia", "W. Virginia", "W Va", "N Carolina", "S Dakota", "Minn", "Minn.", "Mass"):
    print(f"{name:12} {us.states.lookup(name)}, without the cache {us.states.lookup(name, use_cache=False)}, "
          f"as a name {us.states.lookup(name, field='name')}")
PYTHON

install_python us us==4.0.0
cd "$work"
compare python_with us look.py <<'SEEN'
us 4.0.0
{'Ga': 'Georgia', 'Ky': 'Kentucky', 'La': 'Louisiana', 'Md': 'Maryland', 'Minn': 'Maine', 'Mo': 'Missouri', 'Pa': 'Pennsylvania', 'Vt': 'Vermont', 'Va': 'Virginia'}
W Virginia   Virginia, without the cache Virginia, as a name None
W. Virginia  Virginia, without the cache Virginia, as a name None
W Va         None, without the cache None, as a name None
N Carolina   None, without the cache None, as a name None
S Dakota     None, without the cache None, as a name None
Minn         Maine, without the cache Maine, as a name None
Minn.        Maine, without the cache Maine, as a name None
Mass         None, without the cache None, as a name None
SEEN
