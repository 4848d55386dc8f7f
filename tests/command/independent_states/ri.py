"""Rhode Island: the roster links by organization (in the file's name) or by name, for the year of the gift. Stray line
breaks and quotes are put right by hand; a row that comes again in every respect counts once."""
import re

from independent import Gift, cents, mend_quotes, rows, text_of

KINDS = {"In-Kind - Individual": "in_kind", "In Kind - Aggregate": "in_kind", "Loan Proceeds": "loan", "NSF Check": "refund",
         "Interest Received": "other", "Matching Public Funds": "other", "Other Receipt": "other"}


def plain(name):
    return " ".join(name.upper().removeprefix("HONORABLE ").split())


def roster(example):
    listed = list(rows(text_of(example / "roster.csv")))

    def find(organization, name, year):
        for row in listed:
            named = row["filer_id"] == organization if organization else row["name"].upper() == plain(name)
            if named and (row["from"] or "0000") <= year <= (row["to"] or "9999"):
                return row
        return None
    return find


def gifts(example):
    find, seen = roster(example), set()
    for path in sorted(example.glob("*.csv")):
        if path.name == "roster.csv":
            continue
        organization = (re.findall(r"org_(\d+)", path.name) or [None])[0]
        for row in rows(mend_quotes(text_of(path).replace("Dinner\nwith", "Dinner with"))):
            listed = find(organization, row["OrganizationName"], row["ReceiptDate"][-4:])
            if listed is None or tuple(row.values()) in seen:
                continue
            seen.add(tuple(row.values()))
            kind = "refund" if row["TransType"] == "Expenditure" else KINDS.get(row["ContDesc"], "monetary")
            yield Gift(listed["filer_id"] or listed["name"], listed["chamber"], listed["district"], kind,
                       cents(row["Amount"]))

