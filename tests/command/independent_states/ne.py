"""Nebraska: the extract of the new system and, barred and unquoted, the forms of the old one."""
import re

from independent import Gift, cents, mend_quotes, rows, text_of, unquoted

KINDS = {"Monetary": "monetary", "In-Kind Contribution": "in_kind", "Loan": "loan"}
NATURES = {"M": "monetary", "I": "in_kind", "L": "loan"}


def iso(day):
    return re.sub(r"^(\d+)/(\d+)/(\d+)$", r"\3-\1-\2", day)


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
    stated, late = set(), set()
    for row in form(example, "formb1ab") + form(example, "formb4a"):
        for column, kind in (("Cash Contribution", "monetary"), ("In-Kind Contribution", "in_kind")):
            amount = cents(row[column] or "0")
            stated.add((row["Committee ID"], iso(row["Contribution Date"]), amount, kind))
            if row["Committee ID"] in known and amount:
                yield Gift(*known[row["Committee ID"]], kind, amount)
    for row in form(example, "formb1c"):
        stated.add((row["Committee ID"], iso(row["Loan Date"]), cents(row["Amount Received"]), "loan"))
    for row in form(example, "formb5"):
        kind = NATURES.get(row["Nature of Contribution"])
        key = row["Committee ID"], iso(row["Date of Contribution"]), cents(row["Amount"]), kind
        late.add(key)
        if key[0] in known and key not in stated and kind:
            yield Gift(*known[key[0]], kind, key[2])
    for form_name, nature in (("formb72", None), ("formb73", "Nature Of Contribution")):
        for row in form(example, form_name):
            kind = NATURES[row[nature]] if nature else "monetary"
            key = row["Contributor ID"], iso(row["Contribution Date"]), cents(row["Amount"]), kind
            against = row.get("Support/Oppose") == "1"
            if key[0] in known and not against and key not in stated and (nature or key not in late):
                yield Gift(*known[key[0]], kind, key[2])
    for row in form(example, "formb1c"):
        if row["Committee ID"] in known and cents(row["Amount Received"]):
            yield Gift(*known[row["Committee ID"]], "loan", cents(row["Amount Received"]))


def gifts(example):
    yield from new_system(example)
    yield from old_system(example)
