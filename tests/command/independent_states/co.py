"""Colorado: TRACER's rows begin with a quoted number; files of two years repeat rows. An amended row counts only
beside its offset. Candidates come from the list, the roster or the committee's name."""
import re
from decimal import Decimal

from independent import Gift, Skip, cents, mend_quotes, rows, text_of

CHAMBERS = {"Colorado House": "lower", "Colorado Senate": "upper"}
KINDS = {"Monetary": "monetary", "Non-Monetary": "in_kind", "Returned Contributions": "refund", "NSF": "refund"}


def tracer(example, name):
    """The rows of all years, each id once."""
    seen = set()
    for path in sorted(example.glob(f"*_{name}.csv.zip/*.csv")):
        encoding = "utf-16" if path.read_bytes()[:2] == b"\xff\xfe" else "utf-8-sig"
        text = re.sub(r'\n(?!"\d+",")', " ", text_of(path, encoding))
        for row in rows(mend_quotes(text)):
            if row["RecordID"] not in seen:
                seen.add(row["RecordID"])
                yield row


def lists(example):
    """({CO_ID: a list of (first year, last year, seat)}, {name: seat})"""
    ids, names = {}, {}
    for row in rows(text_of(example / "candidates.csv")):
        seat = CHAMBERS.get(row["office"]), row["district"].removeprefix("District ")
        ids.setdefault(row["candidate_id"], []).append(("", row["election_year"], seat))
    for row in rows(text_of(example / "roster.csv")):
        if row["filer_id"]:
            ids.setdefault(row["filer_id"], []).append((row["from"], row["to"] or "9999", (row["chamber"], row["district"])))
        else:
            names[row["name"].upper()] = row["chamber"], row["district"]
    return ids, names


def seat_of(row, ids, names):
    if row["CO_ID"] in ids:
        date = row.get("ContributionDate") or row["LoanDate"]
        year = (date if date[0] != "0" else row["FiledDate"])[:4]
        fitting = sorted(entry[1:] for entry in ids[row["CO_ID"]] if entry[0] <= year <= entry[1])
        every = {entry[2] for entry in ids[row["CO_ID"]]}
        seat = fitting[0][1] if fitting else every.pop() if len(every) == 1 else (None, "")
        return seat if seat[0] else None
    if row["CandidateName"] in names:
        return names[row["CandidateName"]]
    if row["Jurisdiction"] != "STATEWIDE":
        return None
    lower = re.search(r"\b(?:HD|HOUSE DISTRICT) (\d+)", row["CommitteeName"])
    upper = re.search(r"\b(?:SD|SENATE DISTRICT|FOR COLORADO SENATE) ?(\d*)", row["CommitteeName"])
    if bool(lower) == bool(upper):
        return None
    return ("lower", lower[1]) if lower else ("upper", upper[1])


def left_out(row, seat, offsets):
    if row["CommitteeType"] != "Candidate Committee":
        return "not_a_candidates_committee"
    if row["Jurisdiction"] not in ("STATEWIDE", ""):
        return "local_office"
    if not seat:
        return "no_candidate"
    return "superseded" if row["Amended"] == "Y" and row["RecordID"] not in offsets else None


def offsets_of(all_rows, text):
    return {row["AmendedRecordID"] for row in all_rows if row[text].startswith("Offset due to")}


def contributions(example, ids, names):
    found = list(tracer(example, "ContributionData"))
    offsets, llc_gifts = offsets_of(found, "Explanation"), {}
    for row in found:
        seat = seat_of(row, ids, names)
        reason = left_out(row, seat, offsets)
        amount, offset = cents(row["ContributionAmount"]), row["RecordID"] in {
            other["RecordID"] for other in found if other["Explanation"].startswith("Offset due to")}
        total = re.search(r"Total Amount: ([\d.]+)", row["ContributionType"])
        if reason is None and total and Decimal(total[1]) == Decimal(row["ContributionAmount"]):
            gift = tuple(row[name] for name in ("CO_ID", "ContributionDate", "FiledDate", "ContributionType",
                                                "ContributorType"))
            # Once for the member who is the first; when he comes again it is another gift.
            reason = None if llc_gifts.setdefault(gift, row["LastName"]) == row["LastName"] else "repeated_llc_total"
        kind = KINDS.get(row["ContributionType"].split(" (")[0], "other")
        if kind == "refund":
            amount = abs(amount) if offset else -abs(amount)
        elif amount < 0 and row["Amendment"] == "N":
            kind = "refund"
        yield row, seat, reason, kind, amount


def loans(example, ids, names):
    found = list(tracer(example, "LoanData"))
    offsets = offsets_of(found, "Description")
    for row in found:
        seat = seat_of(row, ids, names)
        reason = left_out(row, seat, offsets)
        if row["Type"] == "P" and reason in (None, "superseded"):
            reason = "loan_payment"
        yield row, seat, reason, "loan", cents(row["LoanAmount"])


def everything(example):
    ids, names = lists(example)
    yield from contributions(example, ids, names)
    yield from loans(example, ids, names)


def gifts(example):
    for row, seat, reason, kind, amount in everything(example):
        if reason is None:
            yield Gift(row["CO_ID"], *seat, kind, amount)


def skipped(example):
    for row, _, reason, kind, amount in everything(example):
        if reason or kind != "monetary":
            yield Skip(reason or f"kind_{kind}", row["CO_ID"], row["CommitteeName"], amount)
    # What the file of a later year has again, one of them as it was before it was amended.
    for path in (example / "2025_ContributionData.csv.zip").glob("*.csv"):
        for row in rows(mend_quotes(text_of(path))):
            if row["RecordID"].startswith("600"):
                reason = "older_copy" if row["RecordID"] == "6000020" else "repeated"
                yield Skip(reason, row["CO_ID"], row["CommitteeName"], cents(row["ContributionAmount"]))
    for path in (example / "2025_LoanData.csv.zip").glob("*.csv"):
        for row in rows(mend_quotes(text_of(path))):
            reason = "older_copy" if row["RecordID"] == "6000006" else "repeated"
            yield Skip(reason, row["CO_ID"], row["CommitteeName"], cents(row["LoanAmount"]))
