"""Alabama: all rows of a committee's candidate count, offsets too; the candidate list and the roster say
who is a legislator. Since 2025 the cash extract has the in-kind rows a second time."""
from independent import Gift, cents, mend_quotes, rows, text_of

CHAMBERS = {"STATE REPRESENTATIVE": "lower", "STATE SENATOR": "upper"}


def extract(example, kind):
    for path in sorted(example.rglob(f"*_{kind}Extract*.csv")):
        yield from rows(mend_quotes(text_of(path)))


def legislators(example):
    """({committee id: (chamber, district)}, {name: the same}) of the list, and of the roster before it."""
    ids, names = {}, {}
    for row in rows(mend_quotes(text_of(example / "candidates.csv"))):
        if row["Office"] in CHAMBERS:
            ids[row["CommitteeID"]] = CHAMBERS[row["Office"]], row["District"].split()[-1]
    for row in rows(text_of(example / "roster.csv")):
        known = ids if row["filer_id"] else names
        known[row["filer_id"] or row["name"].upper()] = row["chamber"], row["district"]
    return ids, names


def gifts(example):
    ids, names = legislators(example)

    def gift(row, kind, amount):
        committee = row.get("OrgID") or row.get("CommitteeId")
        seat = ids.get(committee) or names.get(row["CandidateName"])
        if row["CommitteeType"] == "Principal Campaign Committee" and seat:
            yield Gift(committee, *seat, kind, amount)

    in_kind = list(extract(example, "InKindContributions"))
    listed = {row["InKindContributionID"] for row in in_kind}
    for row in in_kind:
        yield from gift(row, "in_kind", cents(row["ContributionAmount"]))
    for row in extract(example, "CashContributions"):
        amount = cents(row["ContributionAmount"])
        if row["ContributionType"].startswith("In-Kind"):
            if row["ContributionID"] not in listed:
                yield from gift(row, "in_kind", amount)
        elif row["ContributorType"].startswith("Returned"):
            yield from gift(row, "refund", -amount)
        else:
            yield from gift(row, "monetary", amount)
    receipts = {row["ReceiptID"]: row for row in extract(example, "OtherReceipts")}  # once for each order of endorsers
    for row in receipts.values():
        kind = "loan" if row["ReceiptType"].startswith("Loan") else "other"
        yield from gift(row, kind, cents(row["ReceiptAmount"]))
