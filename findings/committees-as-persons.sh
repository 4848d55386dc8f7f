#!/usr/bin/env bash
# Whether "ANN ... CAMPAIGN COMMITTEE" is a person or a committee depends on the surname; "SMITH, ANN M (D)" is a company.
#
# Expected: probablepeople is a statistical model and makes mistakes with rare names, but the words CAMPAIGN COMMITTEE
#   decide, and a party in parentheses does not turn a person into a company.
# Seen (probablepeople 0.5.6): of ten common given names, the committees of all ten BROWNs, nine JONESes and eight LEEs
#   are of type Person, those of MILLERs, DAVISes and GARCIAs are not. The parser has recognised the committee: the same
#   answer labels the words CorporationCommitteeType, and still says Person, since the type depends on other labels. The
#   other way round, a party in parentheses after a middle initial or after the surname gets the label ShortForm, which
#   makes the type Corporation: all hundred "SMITH, ANN M (D)". Without the initial, "SMITH, ANN (D)", it is (D) that is
#   the middle initial.
# Why it matters: tools for this field use it to tell gifts of persons from those of committees and companies. The error
#   is not spread evenly over candidates, it follows their names.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/tag.py" <<'PYTHON'
import collections, probablepeople
from importlib.metadata import version

SURNAMES = "BROWN JONES LEE JOHNSON NGUYEN SMITH WILLIAMS MILLER DAVIS GARCIA".split()
GIVEN = "ANN JOHN MARY ROBERT LINDA MICHAEL SUSAN DAVID PATRICIA JAMES".split()

def type_of(pattern, given, surname):
    return probablepeople.tag(pattern.format(given=given, surname=surname))[1]

print("probablepeople", version("probablepeople"))
for pattern in ("{given} {surname} CAMPAIGN COMMITTEE", "{given} {surname} CAMPAIGN FUND"):
    print(pattern.replace("{given} {surname}", "..."), "persons of 10:",
          *(f"{s} {sum(type_of(pattern, g, s) == 'Person' for g in GIVEN)}" for s in SURNAMES))
for text in ("ANN BROWN CAMPAIGN COMMITTEE", "ANN MILLER CAMPAIGN COMMITTEE", "SMITH, ANN M (D)", "SMITH, ANN (D)"):
    labels, kind = probablepeople.tag(text)
    print(f"{text}: {kind}", dict(labels))
for pattern in ("{surname}, {given}", "{surname}, {given} M", "{given} {surname}"):
    for party in ("", " (D)", " (R)"):
        kinds = collections.Counter(type_of(pattern + party, g, s) for g in GIVEN for s in SURNAMES)
        print(pattern.format(surname="SMITH", given="ANN") + party, dict(sorted(kinds.items())))
PYTHON

install_python names probablepeople==0.5.6 python-crfsuite==0.9.12
cd "$work"
compare python_with names tag.py <<'SEEN'
probablepeople 0.5.6
... CAMPAIGN COMMITTEE persons of 10: BROWN 10 JONES 9 LEE 8 JOHNSON 1 NGUYEN 2 SMITH 1 WILLIAMS 1 MILLER 0 DAVIS 0 GARCIA 0
... CAMPAIGN FUND persons of 10: BROWN 10 JONES 9 LEE 8 JOHNSON 3 NGUYEN 2 SMITH 1 WILLIAMS 1 MILLER 0 DAVIS 0 GARCIA 0
ANN BROWN CAMPAIGN COMMITTEE: Person {'GivenName': 'ANN', 'Surname': 'BROWN', 'CorporationCommitteeType': 'CAMPAIGN COMMITTEE'}
ANN MILLER CAMPAIGN COMMITTEE: Corporation {'CorporationName': 'ANN MILLER', 'CorporationNameOrganization': 'CAMPAIGN COMMITTEE'}
SMITH, ANN M (D): Corporation {'Surname': 'SMITH', 'GivenName': 'ANN', 'MiddleInitial': 'M', 'ShortForm': '(D)'}
SMITH, ANN (D): Person {'Surname': 'SMITH', 'GivenName': 'ANN', 'MiddleInitial': '(D)'}
SMITH, ANN {'Person': 100}
SMITH, ANN (D) {'Person': 100}
SMITH, ANN (R) {'Person': 100}
SMITH, ANN M {'Person': 100}
SMITH, ANN M (D) {'Corporation': 100}
SMITH, ANN M (R) {'Corporation': 100}
ANN SMITH {'Person': 100}
ANN SMITH (D) {'Corporation': 91, 'Person': 9}
ANN SMITH (R) {'Corporation': 91, 'Person': 9}
SEEN
