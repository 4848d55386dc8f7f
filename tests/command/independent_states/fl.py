"""Florida: a gift is for the first election at or after its day at which the candidate stood for that office, if no
general election of that office lies between: every two years for the House, every four for the Senate."""
import re
from collections import Counter
from datetime import date

from independent import Gift, cents, rows, text_of, unquoted

KINDS = {"INK": "in_kind", "LOA": "loan", "REF": "refund"}
MONEY = ("CHE", "CAS", "MON", "CRE", "ELE", "DUE")
NAME = re.compile(r"^(.*?), *(.*?) *\((\w+)\)\((STR|STS)\)$")


def general(year):
    """The Tuesday after the first Monday of November."""
    return next(date(year, 11, day) for day in range(2, 9) if date(year, 11, day).weekday() == 1)


def in_time(given, held, office):
    year = held.year - (2 if held.year % 2 == 0 else 1) - (2 if office == "STS" else 0)
    return general(year) < given <= held


def candidacies(example):
    """{(last, first, party, office): {day of the election: [(account, district, withdrawn)]}}"""
    found = {}
    for path in [*example.glob("CandidateList*"), *example.glob("fl_candidates*")]:
        for row in rows(**unquoted(text_of(path))):
            person = (row["NameLast"], row["NameFirst"].split()[0], row["PartyCode"], row["OfficeCode"])
            day = row["ElectionID"]
            held = date(int(day[:4]), int(day[4:6]), int(day[6:8]))
            candidacy = (row["AcctNum"], row["Juris1num"].lstrip("0"), row["StatusCode"] in ("WIT", "DNQ"))
            found.setdefault(person, {}).setdefault(held, []).append(candidacy)
    return found


def account(known, person, given):
    held = min((day for day in known.get(person, {}) if day >= given), default=None)
    if held is None or not in_time(given, held, person[3]):
        return None
    of_the_day = known[person][held]
    standing = [one for one in of_the_day if not one[2]] or of_the_day
    return standing[0][:2] if len(standing) == 1 else None


def joined(example):
    """Lines whose second field is not a date belong to the line before. A row counts as often as in the file that has it
    most often."""
    most = Counter()
    for path in (example / "Contrib.txt", example / "flc_20251101-20261231.tsv"):
        lines = []
        for line in text_of(path, "latin-1").split("\n")[1:-1]:
            if re.match(r"[^\t]*\t(\d\d/\d\d/\d{4}|Date)\t", line):
                lines.append(line)
            else:
                lines[-1] += " " + line
        most |= Counter(lines)
    return [line.split("\t") for line in most.elements()]


def gifts(example):
    known = candidacies(example)
    for receiver, day, amount, code, *_ in joined(example):
        person = NAME.match(receiver)
        if person and code != "INT":
            last, first, party, office = person.groups()
            month, dom, year = map(int, day.split("/"))
            known_as, district = account(known, (last, first.split()[0], party, office),
                                         date(year, month, dom)) or (receiver, "")
            kind = "monetary" if code.upper() in MONEY else KINDS.get(code, "other")
            yield Gift(known_as, "upper" if office == "STS" else "lower", district, kind, cents(amount))
