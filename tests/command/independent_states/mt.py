"""Montana: schedules in folders of the candidate, searches that name the office, a joined copy."""
import json
import re

from independent import Gift, cents, rows, text_of, unquoted

CHAMBERS = {"House": "lower", "Senate": "upper"}


def seat(title):
    found = re.match(r"(House|Senate) District No\. 0*(\d+)", title)
    return (CHAMBERS[found[1]], found[2]) if found else None


def kind_of(row):
    number = int(float(row["Contribution Type"]))  # 3 or 3.0
    if row["Amount Type"] == "IK":
        return "in_kind"
    if number > 10 or (number == 4 and not row["Fundraiser Name"]):
        return "other"
    return "loan" if number == 3 else "monetary"


def gifts(example):
    listed = json.loads((example / "candidates.json").read_text())["aaData"]
    folders = {}
    for entry in listed:
        key = str(entry["candidateId"])
        folders[key] = folders[re.sub(r"\W+", " ", entry["candidateName"])] = key, seat(entry["officeTitle"])
    for path in sorted(example.glob("*/*.csv")):
        candidate, place = folders[re.sub(r"\W+", " ", path.parent.name)]
        for row in rows(**unquoted(text_of(path), "|")):
            if place:
                yield Gift(candidate, *place, kind_of(row), cents(row["Amount"]))
    for row in rows(**unquoted(text_of(example / "doe_search.csv"), "|")):
        if "Debts" not in row["Line Item"]:
            yield Gift(row["Candidate ID"], *seat(row["Office Title"]), "monetary", cents(row["Amount"]))
    joined = {entry["candidateName"]: seat(entry["officeTitle"])
              for entry in json.loads((example / "leg_summary_2018.json").read_text())}
    for row in rows(text_of(example / "leg_contributions_2018.csv")):
        if row["Report Type"] == "C5" and row["Candidate"] in joined:
            amount = f"{float(row['Amount']):.2f}"  # written as a binary number
            yield Gift(row["Candidate"], *joined[row["Candidate"]], kind_of(row), cents(amount))
