"""Minnesota: the committee's name ends with its office; the list of candidates adds the district, and the office of a
committee whose name says none."""
import json
import re
from collections import Counter

from independent import Gift, Skip, cents, rows, text_of

OFFICES = {"House": "lower", "Senate": "upper", "State Senator": "upper"}
OTHERS = ("Gov Committee", "Atty Gen Committee", "State Aud Committee", "Sec of State Committee", "Court Committee")


def receipts(example):
    """The rows of all downloads; what an earlier one has as often is marked."""
    before = Counter()
    for path in sorted(example.glob("*.csv")):
        here = Counter()
        for row in rows(text_of(path)):  # Python's reader takes a quote before neither comma nor line end as data
            day = re.sub(r"(\d+)/(\d+)/(\d+)", r"\3-\1-\2", row["Receipt date"])
            gift = row["Recipient reg num"], row["Contributor"], day, cents(row["Amount"]), row["Receipt type"], row["In kind?"]
            here[gift] += 1
            row["repeated"] = here[gift] <= before[gift]
            yield row
        before |= here


def office_in(name):
    found = re.search(r"(house|senate)( dist \d+)? committee$", name.lower())
    return found and {"house": "lower", "senate": "upper"}[found[1]]


def kind_of(row):
    if row["Receipt type"] != "Contribution":
        return "loan" if row["Receipt type"] == "Loan Payable" else "other"
    if cents(row["Amount"]) < 0:
        return "refund"
    return {"Yes": "in_kind", "No": "monetary"}[row["In kind?"]]


def sorted_out(example):
    """(Gift, the filer's name) or (Skip, None)"""
    listed = {row["RegisteredEntityID"]: row for row in json.loads(text_of(example / "candidates.json"))["data"]}
    for row in receipts(example):
        number, name, amount = row["Recipient reg num"], row["Recipient"], cents(row["Amount"])
        entry = listed.get(number, {})
        list_office = OFFICES.get(entry.get("OfficeSoughtFullName"))
        office = office_in(name) or list_office
        if row["Recipient type"] != "PCC":
            yield Skip("not_a_candidate", number, name, amount), None
        elif name.endswith(OTHERS) or (entry and not office):
            yield Skip("other_office", number, name, amount), None
        elif not office:
            yield Skip("no_candidate", number, name, amount), None
        elif row["repeated"]:
            yield Skip("repeated", number, name, amount), None
        else:
            district = entry["District"] if list_office == office else ""
            yield Gift(number, office, district, kind_of(row), amount), name


def gifts(example):
    return (found for found, _ in sorted_out(example) if isinstance(found, Gift))


def skipped(example):
    for found, name in sorted_out(example):
        if isinstance(found, Skip):
            yield found
        elif found.kind != "monetary":
            yield Skip(f"kind_{found.kind}", found.candidate, name, found.cents)
