"""Wisconsin: the seat is that of the committee's first ballot event on or after the day, else of the latest one, else
the one in the row. The old receipts name the seat; rows that an earlier file has are not counted again."""
import re
from collections import Counter
from datetime import datetime

from independent import Gift, Skip, cents, rows, text_of

EVENT = re.compile(r"\(Date: (\d+/\d+/\d+), [^)]*\) - (.+)")


def day(text):
    return datetime.strptime(text, "%m/%d/%Y")


def office(text):
    """(chamber, district) of 'State Assembly, District No. 92', None for other offices."""
    found = re.match(r"State (Assembly|Senate)\b.*District No\. (\d+)", text)
    return found and ({"Assembly": "lower", "Senate": "upper"}[found[1]], found[2])


def ballot_events(example):
    """{Registrant ID: [(day, office)], in order of time}"""
    return {row["Registrant ID"]: sorted((day(date), seat) for date, seat in EVENT.findall(row["Ballot events"]))
            for path in example.glob("committees*.csv") for row in rows(text_of(path))}


def seat_of(events, when, row):
    """(the text of the seat, the reason for which there is none)"""
    for date, seat in events:
        if date >= when:
            if len({other for known, other in events if known.year == date.year}) > 1:
                return None, "no_candidate"
            return seat, None
    seat = events[-1][1] if events else row.get("Related District") or row.get("Related Office")
    return (seat, None) if seat else (None, "no_candidate")


def classified(row, date, events):
    """((chamber, district) or None, reason)"""
    kind = row.get("Registrant Type") or row["Type"]
    if "Support" in kind:
        return None, "support_committee"
    if not kind.startswith("State Candidate"):
        return None, "not_a_candidate"
    seat, reason = seat_of(events.get(row["Registrant ID"], []), day(date), row)
    if reason:
        return None, reason
    return (office(seat), None) if office(seat) else (None, "other_office")


TYPES = {"Contribution": None, "Disbursement": "disbursement", "Conduit Contribution": "conduit_transfer"}


def kind_of(category):
    if "Loan" in category:
        return "other" if category == "Loan Forgiven" else "loan"
    if "Return" in category or "Refund" in category:
        return "refund"
    return {"Monetary": "monetary", "In-Kind": "in_kind"}.get(category, "other")


def transactions(example):
    """(row, its seat, kind, reason)"""
    events, seen = ballot_events(example), set()
    for path in sorted(example.glob("transactions*.csv")):
        for row in rows(text_of(path)):
            seat, reason = None, TYPES.get(row["Transaction Type"], "other_transaction")
            if reason is None:
                seat, reason = classified(row, row.get("Date") or row["Transaction Date"], events)
            if reason is None and row["ID"] in seen:
                reason = "repeated"
            seen.add(row["ID"])
            yield row, seat, kind_of(row["Transaction Category"]), reason


def receipts(example):
    """(row, its seat, reason)"""
    counted = Counter()
    for path in sorted(example.glob("ReceiptsList*.csv")):
        here = Counter()
        # No quote is doubled: one before a comma or the end closes a value, any other but the first is data.
        text = re.sub(r'(?<![,\n])"(?![,\n])', '""', text_of(path))
        for row in rows(text):
            seat, line = office(row["Branch"]), tuple(row.values())
            reason = None if seat else "other_office" if row["Branch"] else "no_candidate"
            if reason is None:
                here[line] += 1
                if here[line] <= counted[line]:
                    reason = "repeated"
            yield row, seat, reason
        counted |= here


def gifts(example):
    for row, seat, kind, reason in transactions(example):
        if reason is None:
            yield Gift(row["Registrant ID"], *seat, kind, cents(row["Amount"]))
    for row, seat, reason in receipts(example):
        if reason is None:
            yield Gift(row["ETHCFID"], *seat, "monetary", cents(row["ContributionAmount"]))


def skipped(example):
    for row, _, kind, reason in transactions(example):
        if reason or kind != "monetary":
            yield Skip(reason or f"kind_{kind}", row["Registrant ID"], row["Registrant Name"], cents(row["Amount"]))
    for row, _, reason in receipts(example):
        if reason:
            yield Skip(reason, row["ETHCFID"], row["ReceivingCommitteeName"], cents(row["ContributionAmount"]))


def reports(example):
    events, seen = ballot_events(example), set()
    for path in sorted(example.glob("reports*.csv")):
        for row in rows(text_of(path)):
            if row["ID"] not in seen and classified(row, row["Period end"], events)[0]:
                yield row["ID"]
            seen.add(row["ID"])
