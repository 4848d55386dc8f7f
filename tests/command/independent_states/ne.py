"""Nebraska: the extract of the new system and, barred and unquoted, the forms of the old one."""
import re

from independent import Gift, cents, mend_quotes, rows, text_of, unquoted

KINDS = {"Monetary": "monetary", "In-Kind Contribution": "in_kind", "Loan": "loan"}
NATURES = {"M": "monetary", "I": "in_kind", "L": "loan"}


def form(example, name):
    text = text_of(example / "nadc_data.zip" / "nadc_data" / f"{name}.txt")
    header, first = (line.count("|") for line in text.split("\n")[:2])
    if header > first:
        text = text.replace("|Report ID", "", 1)
    return list(rows(**unquoted(text, "|")))


def new_system(example):
    by_id, by_name = {}, {}
    for row in rows(text_of(example / "roster.csv")):
        (by_id if row["filer_id"] else by_name)[row["filer_id"] or row["name"].upper()] = row["district"]
    spending = text_of(next(example.rglob("*ExpenditureExtract.csv")))
    for row in rows(spending):
        target = row["Jurisdiction - Office - District or Ballot Description"]
        if "LEGISLATURE" in target:
            by_name.setdefault(row["Candidate Name or Ballot Issue"], target.rsplit("- ")[-1])
    extract = text_of(next(example.rglob("*ContributionLoanExtract.csv")), "cp1252")
    for row in rows(mend_quotes(extract)):
        district = by_id.get(row["Org ID"], by_name.get(row["Candidate Name"]))
        if district is None and "FOR LEGISLATURE" in row["Filer Name"]:
            district = (re.findall(r"DISTRICT (\d+)", row["Filer Name"]) or [""])[0]
        kind = row["Receipt Transaction/Contribution Type"]
        if district is not None and kind != "Pledge":
            yield Gift(row["Org ID"], "unicameral", district, KINDS.get(kind, "other"),
                       cents(row["Receipt Amount"]))


def old_register(example):
    seats = {}
    for row in form(example, "forma1cand"):
        if row["Office Description"] == "LEGISLATURE" and row["Support/Oppose"] == "0":
            seat = row["Candidate ID"], "unicameral", row["Office Title"].lstrip("0")
            seats.setdefault(row["Form A1 ID Number"], set()).add(seat)
    known = {committee: min(found) for committee, found in seats.items() if len(found) == 1}
    for row in form(example, "forma1"):
        named = re.search(r"FOR LEGISLATURE #(\d+)", row["Committee Name"])
        if named and row["Committee Type"] == "C":
            known.setdefault(row["Committee ID Number"],
                             (row["Committee ID Number"], "unicameral", named[1]))
    return known


def old_system(example):
    known = old_register(example)
    stated = set()
    for row in form(example, "formb1ab") + form(example, "formb4a"):
        stated.add((row["Committee ID"], row["Contributor ID"], row["Contribution Date"],
                    row["Cash Contribution"]))
        for column, kind in (("Cash Contribution", "monetary"), ("In-Kind Contribution", "in_kind")):
            if row["Committee ID"] in known and cents(row[column] or "0"):
                yield Gift(*known[row["Committee ID"]], kind, cents(row[column]))
    for row in form(example, "formb5"):
        key = row["Committee ID"], row["Contributor ID"], row["Date of Contribution"], row["Amount"]
        if key[0] in known and key not in stated and row["Nature of Contribution"] in NATURES:
            yield Gift(*known[key[0]], NATURES[row["Nature of Contribution"]], cents(row["Amount"]))
    for row in form(example, "formb72"):
        if row["Contributor ID"] in known:
            yield Gift(*known[row["Contributor ID"]], "monetary", cents(row["Amount"]))
    for row in form(example, "formb73"):
        if row["Contributor ID"] in known and row["Support/Oppose"] == "0":
            yield Gift(*known[row["Contributor ID"]], NATURES[row["Nature Of Contribution"]],
                       cents(row["Amount"]))
    for row in form(example, "formb1c"):
        if row["Committee ID"] in known and cents(row["Amount Received"]):
            yield Gift(*known[row["Committee ID"]], "loan", cents(row["Amount Received"]))


def gifts(example):
    yield from new_system(example)
    yield from old_system(example)
