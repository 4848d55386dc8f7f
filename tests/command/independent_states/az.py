"""Arizona: the database links by keys; the site's export by the candidate's name in the list of the same
cycle, where the name stands for one committee alone."""
import re
from collections import defaultdict

from independent import Gift, cents, rows, text_of

OFFICE = re.compile(r"State (Representative|Senator) - District (?:No\. )?(\d+)")


def seat(office):
    match = OFFICE.match(office)
    return match and ("lower" if match[1] == "Representative" else "upper", match[2])


def kind_of(text):
    for pattern, kind in (("in-kind", "in_kind"), ("forgiv", "other"), ("loan", "loan"),
                          ("refund|rebate|interest|transfer|surplus|ccec|previous", "other"),
                          ("contribution|receipt", "monetary")):
        if re.search(pattern, text.lower()):
            return kind
    return "other"


def database(example):
    table = lambda name: list(rows(text_of(example / f"{name}.csv")))
    seats = {row["OfficeID"]: seat(row["OfficeName"]) for row in table("Offices")}
    committees = {row["CommitteeID"]: seats.get(row["CandidateOfficeID"]) for row in table("Committees")}
    types = {row["TransactionTypeID"]: row for row in table("TransactionTypes")}
    replaced = {row["ModifiesTransactionID"] for row in table("Transactions")}
    for row in table("Transactions"):
        known = types.get(row["TransactionTypeID"])
        if (not committees.get(row["CommitteeID"]) or row["Deleted"] == "1" or row["TransactionID"] in replaced
                or (known and known["IncomeExpenseNeutralID"] != "1")):
            continue
        kind = kind_of(known["TransactionTypeName"]) if known else {"63": "in_kind"}[row["TransactionTypeID"]]
        yield Gift(row["CommitteeID"], *committees[row["CommitteeID"]], kind, cents(row["Amount"]))


def site(example):
    found = defaultdict(set)  # {name: (committee, office)}, whatever the party
    for row in rows(text_of(example / "2024_Candidates.csv", "utf-16-le")):
        name, committee = re.match(r"(.*?) ?\((\d+)\)$", row["Name"]).groups()
        # the committee's name is not quoted, so the office is looked for
        office = next((value for value in row.values() if OFFICE.match(value)), row["Office"])
        if office:
            found[name].add((committee, seat(office)))
    for row in rows(text_of(example / "2024_Income.csv")):
        committee, place = next(iter(found[row["FilerName"]]), (None, None))
        if len(found[row["FilerName"]]) == 1 and place and "Expense" not in row["TransactionType"]:
            yield Gift(committee, *place, kind_of(row["TransactionType"]), cents(row["Amount"]))


def gifts(example):
    yield from database(example)
    yield from site(example)


def reports(example):
    seats = {row["OfficeID"]: seat(row["OfficeName"]) for row in rows(text_of(example / "Offices.csv"))}
    committees = {row["CommitteeID"]: seats.get(row["CandidateOfficeID"])
                  for row in rows(text_of(example / "Committees.csv"))}
    last = {}
    for row in rows(text_of(example / "Reports.csv")):  # in the order of filing
        if committees.get(row["CommitteeID"]):
            last[row["OriginalReportID"] or row["ReportID"]] = row["ReportID"]
    yield from last.values()
